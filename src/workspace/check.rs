//! Linting articles on several threads. Each takes the next article of the sorted list; findings are
//! put together in its order, so the output does not depend on the threads.
//!
//! Of an article without findings nothing but its path is kept: memory follows the findings, not
//! the tree.

use super::{
    Article, Content, Failure, Found,
    git::Git,
    original::{Against, Original, original, orphaned},
    pairing::stays_untranslated,
    read,
    since::Then,
    timing::{self, Stopwatch, Timing},
    write,
};
use crate::{
    ast::Flavour,
    baseline::Baseline,
    bitext::Places,
    config::{Config, FailOn, Levels, LocaleFrom},
    diagnostic::{Diagnostic, Fix, Label, Safety, Severity},
    engine::{self, Active, Fixed, Group, Input, Outcome, Silence, SourceInput, Step, Today},
    grammar::front_matter,
    locale::Locale,
    rules::{
        Rule,
        index::{Entry, Index, Summary, Texts, Wants},
        meta::Meta,
        read::nearest,
        registry::Catalogue,
    },
    text::{FileId, Files, SourceFile, Span},
};
use std::{
    any::Any,
    cell::{OnceCell, RefCell},
    collections::{BTreeMap, BTreeSet},
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

/// Parsing nests with the article, within limits that this leaves ample room for.
const STACK: usize = 16 << 20;

/// What is the same for all articles of a run.
#[derive(Clone, Copy)]
pub struct Job<'j> {
    /// The rules there are.
    pub catalogue: &'j Catalogue,
    /// Settings.
    pub config: &'j Config,
    /// Folder of the configuration.
    pub root: &'j Path,
    /// Levels of rules.
    pub levels: &'j Levels,
    /// Locale of the targets, if the command line says it.
    pub locale: Option<&'j Locale>,
    /// Which version of their sources translations are compared with.
    pub against: Against,
    /// What files were there, where the articles are those of an earlier revision.
    pub then: Option<&'j Then>,
    /// Threads to use at most.
    pub threads: usize,
    /// Counts the articles that are done.
    pub done: &'j AtomicUsize,
    /// Whether to take the time of each step.
    pub timing: bool,
    /// Which fixes to apply, if any.
    pub fixing: Option<Fixing>,
    /// Findings that are not mended.
    pub known: Option<&'j Known<'j>>,
}

/// Findings that a run leaves out, so that fixing leaves them as they are.
pub struct Known<'k> {
    /// Baselines, with what says of a path that its file is gone; what one knows is not held against
    /// the next.
    pub baselines: Vec<(&'k Baseline, Gone<'k>)>,
}

/// Says of a path, relative to the folder of the configuration, whether its file is gone.
pub type Gone<'k> = &'k (dyn Fn(&str) -> bool + Sync);

impl Known<'_> {
    /// Takes the fixes from the known ones among the findings of an article.
    fn leave(&self, path: &str, findings: &mut [Diagnostic]) {
        if findings.iter().all(|it| it.fix.is_none()) {
            return;
        }
        let mut new: Vec<usize> = (0..findings.len()).collect();
        for (baseline, gone) in &self.baselines {
            let found: Vec<(&str, &Diagnostic)> =
                new.iter().filter_map(|&at| Some((path, findings.get(at)?))).collect();
            let mut known = baseline.hold(&found, gone).known.into_iter();
            new.retain(|&at| {
                let known = known.next().unwrap_or(false);
                if let Some(finding) = findings.get_mut(at).filter(|_| known) {
                    finding.fix = None;
                }
                !known
            });
        }
    }
}

/// Which fixes are applied, and where the texts go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fixing {
    /// The least safe ones to apply.
    pub safety: Safety,
    /// What becomes of the mended texts.
    pub goal: Goal,
}

/// What becomes of mended texts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Goal {
    /// They are written to their files; the findings are those that remain.
    Write,
    /// They are kept in [`Checked::fixes`]; the findings are those that remain.
    Keep,
    /// They are kept in [`Checked::fixes`]; the findings are those of the files as they are.
    Show,
}

/// An article with fixes.
#[derive(Debug)]
pub struct FixedArticle {
    /// Path as reported.
    pub path: String,
    /// Its text before; empty where the file was written.
    pub before: String,
    /// What was done, without the findings, and without the text where the file was written.
    pub fixed: Fixed,
}

/// What a run found.
#[derive(Debug, Default)]
pub struct Checked {
    /// The texts of articles with findings; of the others, the paths.
    pub files: Files,
    /// Findings in order of path, start and rule.
    pub diagnostics: Vec<Diagnostic>,
    /// The paths of the files relative to the folder of the configuration, by number of the file;
    /// empty for a source that no article has.
    pub places: Vec<String>,
    /// Those of them that could not be linted.
    pub unread: BTreeSet<String>,
    /// Number of articles read.
    pub articles: usize,
    /// Number of them that were read beside their source.
    pub pairs: usize,
    /// Number of segments in them.
    pub segments: usize,
    /// Their locales in order, each once.
    pub locales: Vec<String>,
    /// Files that could not be read.
    pub failures: Vec<Failure>,
    /// Whether the program itself failed on an article.
    pub internal_error: bool,
    /// What each step took, if that was asked for.
    pub timing: Option<Timing>,
    /// Articles whose fixes were applied, or undone, in order of path.
    pub fixes: Vec<FixedArticle>,
    /// At which severity findings in a file fail the run, where overrides say so.
    pub fail_on: BTreeMap<FileId, FailOn>,
}

/// The rules that hold under one set of overrides.
struct RuleSet {
    rules: Vec<(usize, Box<dyn Rule>, Severity)>,
    /// Levels of all rules by page.
    levels: Vec<Option<Severity>>,
    /// At which severity its articles fail a run, where that differs.
    fail_on: Option<FailOn>,
}

/// Result for one article.
struct One {
    file: SourceFile,
    /// The source, where it is a file of its own.
    source: SourceFile,
    diagnostics: Vec<Diagnostic>,
    segments: usize,
    locale: Option<Locale>,
    failure: Option<Failure>,
    internal_error: bool,
    /// The rules that held.
    set: Option<Arc<RuleSet>>,
    /// What rules about several articles keep of it.
    summary: Option<Summary>,
    /// Bytes of its text, which may not be kept.
    length: usize,
    /// What its fixes did.
    fixed: Option<FixedArticle>,
    /// What it asks to let be.
    silence: Silence,
    /// Why the mended text could not be written.
    unwritten: Option<Failure>,
}

/// Lints articles. `given` is the text of an article that is in no file (standard input).
pub fn check(job: &Job<'_>, articles: &[Article], given: Option<(Article, Vec<u8>)>) -> Checked {
    check_with(job, articles, given, &engine::lint)
}

/// The engine, or what a test puts in its place.
type Lint<'l> = &'l (dyn Fn(&Input<'_>, &[Active<'_>], &mut dyn FnMut(Step)) -> Outcome + Sync);

fn check_with(
    job: &Job<'_>,
    articles: &[Article],
    given: Option<(Article, Vec<u8>)>,
    lint: Lint<'_>,
) -> Checked {
    let next = AtomicUsize::new(0);
    let sets = Mutex::new(BTreeMap::new());
    let git = Git::new(articles.iter().chain(given.iter().map(|(article, _)| article)));
    let results: Mutex<Vec<(usize, One)>> = Mutex::new(Vec::with_capacity(articles.len()));
    let watches = Mutex::new(Vec::new());
    // First all targets, then the sources in the same order.
    let all = articles.len() + usize::from(given.is_some());
    let ids = |index: usize| [FileId(index as u32), FileId((all + index) as u32)];
    let work = || {
        let mut mine = Vec::new();
        let mut watch = job.timing.then(|| Stopwatch::start(job.catalogue.pages().len()));
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(article) = articles.get(index) else { break };
            if let Some(watch) = &mut watch {
                watch.reads();
            }
            let content = text_of(article, job.config.files.max_size);
            let ids = ids(index);
            mine.push((index, one(job, &sets, &git, article, content, ids, lint, watch.as_mut())));
            job.done.fetch_add(1, Ordering::Relaxed);
        }
        if let Some(watch) = watch {
            watches.lock().unwrap_or_else(PoisonError::into_inner).push(watch.stop());
        }
        results.lock().unwrap_or_else(PoisonError::into_inner).append(&mut mine);
    };
    std::thread::scope(|scope| {
        for _ in 1..job.threads.clamp(1, articles.len().max(1)) {
            // A thread that the system refuses is one fewer.
            let _ = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        }
        work();
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_unstable_by_key(|(index, _)| *index);
    let mut ones: Vec<One> = results.into_iter().map(|(_, one)| one).collect();
    let mut together: Vec<&Article> = articles.iter().collect();
    let given = given.map(|(article, bytes)| (article, read::content(bytes)));
    if let Some((article, content)) = &given {
        let ids = ids(articles.len());
        // What is in no file is written to none.
        let keep = |it: Fixing| match it.goal {
            Goal::Write => Fixing { goal: Goal::Keep, ..it },
            _ => it,
        };
        let job = &Job { fixing: job.fixing.map(keep), ..*job };
        let mut one = one(job, &sets, &git, article, Ok(content.clone()), ids, lint, None);
        // It can be read but once.
        if let (true, Content::Text(text)) = (one.file.text.is_empty(), content) {
            let kept = one.fixed.as_ref().map(|it| &it.fixed.text);
            let kept = kept.filter(|text| text.len() == one.length);
            one.file.text.clone_from(kept.unwrap_or(text));
        }
        ones.push(one);
        together.push(article);
        job.done.fetch_add(1, Ordering::Relaxed);
    }
    let mut watch = job.timing.then(|| Stopwatch::start(job.catalogue.pages().len()));
    if let Some(watch) = &mut watch {
        watch.turns_to_several();
    }
    across_articles(job, &mut ones, &together);
    if let Some(watch) = watch {
        watches.lock().unwrap_or_else(PoisonError::into_inner).push(watch.stop());
    }

    let mut checked = Checked {
        timing: job.timing.then(|| {
            let watches = watches.into_inner().unwrap_or_else(PoisonError::into_inner);
            timing::sum(&watches, job.catalogue)
        }),
        ..Checked::default()
    };
    let mut sources = Vec::with_capacity(ones.len());
    let mut locales = BTreeSet::new();
    let originals = articles.iter().chain(given.iter().map(|(article, _)| article));
    let originals = originals.map(|it| it.source.as_ref().map(|source| source.in_config.clone()));
    checked.places.extend(together.iter().map(|it| it.target.in_config.clone()));
    checked.places.extend(originals.map(Option::unwrap_or_default));
    for (number, (one, article)) in ones.into_iter().zip(&together).enumerate() {
        if one.failure.is_some() || one.internal_error {
            checked.unread.insert(article.target.in_config.clone());
        }
        checked.files.add(one.file);
        sources.push(one.source);
        checked.diagnostics.extend(one.diagnostics);
        checked.articles += usize::from(one.failure.is_none() && !article.unchanged);
        checked.segments += one.segments;
        checked.pairs += usize::from(one.segments > 0);
        locales.extend(one.locale.map(|locale| locale.as_str().to_owned()));
        checked.failures.extend(one.failure.into_iter().chain(one.unwritten));
        checked.fixes.extend(one.fixed);
        if let Some(fail_on) = one.set.as_ref().and_then(|set| set.fail_on) {
            checked.fail_on.extend(ids(number).map(|id| (id, fail_on)));
        }
        checked.internal_error |= one.internal_error;
    }
    for source in sources {
        checked.files.add(source);
    }
    checked.locales.extend(locales);
    checked
}

/// The second phase: what concerns several articles.
fn across_articles(job: &Job<'_>, ones: &mut [One], all: &[&Article]) {
    let entries: Vec<Entry> = (ones.iter_mut().zip(all).enumerate())
        .filter_map(|(number, (one, article))| {
            let source = article.source.as_ref().map(|source| source.in_config.as_str().into());
            Some(Entry {
                file: FileId(number as u32),
                path: article.target.in_config.as_str().into(),
                source,
                within: article.within.as_str().into(),
                summary: one.summary.take()?,
            })
        })
        .collect();
    if entries.is_empty() {
        return;
    }
    let index = Index::of(entries);
    let cells = index.entries().iter().map(|it| (it.file.0, OnceLock::new()));
    let texts = Kept {
        ones,
        all,
        root: job.root,
        then: job.then,
        limit: job.config.files.max_size,
        read: cells.collect(),
    };
    let found = catch_unwind(AssertUnwindSafe(|| {
        let mut sets: BTreeMap<*const RuleSet, (&RuleSet, Vec<bool>)> = BTreeMap::new();
        for (number, entry) in index.entries().iter().enumerate() {
            let Some(set) = ones.get(entry.file.0 as usize).and_then(|one| one.set.as_ref()) else {
                continue;
            };
            let none = || (&**set, vec![false; index.entries().len()]);
            let (_, members) = sets.entry(Arc::as_ptr(set)).or_insert_with(none);
            if let Some(member) = members.get_mut(number) {
                *member = true;
            }
        }
        let groups: Vec<Group<'_>> = sets
            .into_values()
            .map(|(set, members)| Group { rules: set.active(job.catalogue, false).0, members })
            .collect();
        engine::across(&index, &groups, &texts, job.threads)
    }));
    let found = match found {
        Ok(found) => found,
        Err(panic) => {
            let message =
                format!("the program failed on what concerns several articles: {}", words(&*panic));
            if let (Some(one), Some(first)) = (ones.first_mut(), all.first()) {
                one.internal_error = true;
                let set = rule_set(job, &Sets::default(), &first.target, None, "");
                one.report(job, &set, "file/internal-error", FileId(0), Span::at(0), message, "");
            }
            return;
        }
    };
    // Reports need the texts of all files that findings point into.
    let labels = found.values().flatten().flat_map(|it| it.related.iter().chain([&it.primary]));
    let shown: BTreeSet<FileId> = labels.map(|label| label.file).collect();
    for file in &shown {
        texts.text(*file);
    }
    for (file, text) in texts.read {
        let text = text.into_inner().flatten().filter(|_| shown.contains(&FileId(file)));
        if let (Some(text), Some(one)) = (text, ones.get_mut(file as usize)) {
            one.file.text = text;
        }
    }
    let metas: Vec<&Meta> = job.catalogue.pages().iter().map(|page| &page.meta).collect();
    for (number, found) in found {
        let file = index.entries().get(number).map(|entry| entry.file.0 as usize);
        if let Some(one) = file.and_then(|file| ones.get_mut(file)) {
            let mut found = found;
            found.retain(|finding| !one.silence.covers(finding));
            engine::join(&mut one.diagnostics, found, &metas);
        }
    }
}

/// Texts of articles in the second phase: kept, or read again.
struct Kept<'k> {
    ones: &'k [One],
    all: &'k [&'k Article],
    /// Folder that paths of the index are relative to.
    root: &'k Path,
    /// What was there otherwise than now.
    then: Option<&'k Then>,
    limit: u64,
    read: BTreeMap<u32, OnceLock<Option<String>>>,
}

impl Texts for Kept<'_> {
    fn text(&self, file: FileId) -> Option<&str> {
        let (one, article) = (self.ones.get(file.0 as usize)?, self.all.get(file.0 as usize)?);
        if one.length == one.file.text.len() {
            return Some(&one.file.text);
        }
        let text = self.read.get(&file.0)?.get_or_init(|| match text_of(article, self.limit) {
            // What has changed since is not what was summarized.
            Ok(Content::Text(text)) if text.len() == one.length => Some(text),
            _ => None,
        });
        text.as_deref()
    }

    fn is_there(&self, path: &str) -> bool {
        let path = self.root.join(path);
        match self.then {
            Some(then) => then.was_there(&path),
            None => path.is_file(),
        }
    }
}

impl RuleSet {
    /// The rules that are on.
    /// With their pages. `stays` says that the article is to stay in the source language, so that
    /// nothing is said of that.
    fn active<'s>(
        &'s self,
        catalogue: &'s Catalogue,
        stays: bool,
    ) -> (Vec<Active<'s>>, Vec<usize>) {
        let each = self.rules.iter().filter_map(|(page, rule, severity)| {
            let meta = &catalogue.pages().get(*page)?.meta;
            let told = !(stays && matches!(meta.group(), "untranslated" | "language"));
            told.then_some((Active { meta, rule: &**rule, severity: *severity }, *page))
        });
        each.unzip()
    }
}

/// The text of an article: the file's, unless an earlier one is given.
fn text_of(article: &Article, limit: u64) -> Result<Content, Failure> {
    match &article.text {
        Some(text) => Ok(Content::clone(text)),
        None => read(&article.target, limit),
    }
}

type Sets = Mutex<BTreeMap<Vec<usize>, Arc<RuleSet>>>;

#[expect(clippy::too_many_arguments, reason = "what a thread has at hand for each article")]
fn one(
    job: &Job<'_>,
    sets: &Sets,
    git: &Git,
    article: &Article,
    content: Result<Content, Failure>,
    [id, source_id]: [FileId; 2],
    lint: Lint<'_>,
    mut watch: Option<&mut Stopwatch>,
) -> One {
    let found = &article.target;
    let mut one = One {
        file: SourceFile::new(found.shown.as_str(), ""),
        source: SourceFile::new("", ""),
        diagnostics: Vec::new(),
        segments: 0,
        locale: None,
        failure: None,
        internal_error: false,
        set: None,
        summary: None,
        length: 0,
        fixed: None,
        silence: Silence::default(),
        unwritten: None,
    };
    let Some(mut text) = one.readable(job, sets, found, content, id) else { return one };
    let mut original = original(job.config, job.against, git, article, &text);
    let (unverified, today) = match &mut original {
        Some(original) => (original.unverified.take(), original.today.take()),
        None => (None, None),
    };
    let orphaned = orphaned(git, article);
    let source_path = article.source.as_ref().map_or("", |it| &it.shown).to_owned();
    if let Some(original) = &original {
        one.source.path.clone_from(&original.found.shown);
    }
    let source_text = original.and_then(|Original { found, content, .. }| {
        let before = one.diagnostics.len();
        let text = one.readable(job, sets, &found, content, source_id);
        // A fault of the source fails no translation.
        for finding in one.diagnostics.iter_mut().skip(before) {
            finding.severity = finding.severity.min(Severity::Warning);
        }
        text
    });

    let settings = |text: &str| {
        let source_locale = source_locale(job, article, text);
        let is_source = !article.translations.is_empty();
        let target_locale =
            if is_source { Some(source_locale.clone()) } else { locale(job, article, text) };
        // Overrides by locale need the locale that the engine would find out by itself.
        let for_overrides = target_locale.clone().or_else(|| in_front_matter(job, text));
        let set = rule_set(job, sets, found, for_overrides.as_ref(), text);
        (source_locale, target_locale, set)
    };
    let mut run = |text: &str| {
        let (source_locale, target_locale, set) = settings(text);
        let input = Input {
            file: id,
            text,
            target_locale: target_locale.as_ref(),
            source_locale: &source_locale,
            flavour: flavour(job.config, article.flavour, &found.shown),
            source: source_text.as_deref().map(|text| SourceInput {
                file: source_id,
                text,
                flavour: flavour(job.config, article.flavour, &source_path),
                places: article.source.as_ref().map(|source| Places {
                    target: &found.in_config,
                    source: &source.in_config,
                    within: &article.within,
                }),
                unverified: unverified.as_deref(),
                today: today.as_ref().map(|(text, since)| Today { text, since }),
                revision_key: article.source_rev.as_deref(),
            }),
            orphaned: orphaned.as_deref(),
        };
        let stays = stays_as_it_is(job, article, text, source_text.as_deref());
        let (mut active, pages) = set.active(job.catalogue, stays);
        if article.unchanged {
            active.retain(|it| it.rule.wants() != Wants::NOTHING);
            watch = None;
        }
        let mut outcome = lint(&input, &active, &mut |step| {
            if let Some(watch) = &mut watch {
                watch.begins(step, |index| pages.get(index).copied());
            }
        });
        judge(job, &set, id, text, &mut outcome);
        if let Some(known) = job.known {
            known.leave(&found.in_config, &mut outcome.diagnostics);
        }
        (outcome, set)
    };
    let linted = catch_unwind(AssertUnwindSafe(|| {
        let (outcome, set) = run(&text);
        // The source of a pair is never touched, be it linted for itself.
        let Some(fixing) = job.fixing.filter(|_| article.translations.is_empty()) else {
            return (outcome, set, None);
        };
        if outcome.diagnostics.iter().all(|finding| finding.fix.is_none()) {
            return (outcome, set, None);
        }
        let mut fixed =
            engine::fix(&text, outcome, id, fixing.safety, &mut |text: &str| run(text).0);
        let written = match fixing.goal {
            Goal::Write if fixed.text != text => write::replace(found, &text, &fixed.text),
            _ => Ok(()),
        };
        let remains = std::mem::take(&mut fixed.outcome);
        match written {
            Ok(()) if fixing.goal == Goal::Show => {
                let (outcome, set) = run(&text);
                (outcome, set, Some(Ok(fixed)))
            }
            Ok(()) => (remains, settings(&fixed.text).2, Some(Ok(fixed))),
            Err(failure) => {
                let (outcome, set) = run(&text);
                (outcome, set, Some(Err(failure)))
            }
        }
    }));
    match linted {
        Ok((outcome, set, fixed)) => {
            match fixed {
                Some(Ok(fixed)) => text = one.take_fixed(job, text, fixed),
                Some(Err(failure)) => one.unwritten = Some(failure),
                None => {}
            }
            one.diagnostics.extend(outcome.diagnostics);
            one.segments = outcome.segments;
            one.locale = outcome.locale;
            one.summary = outcome.summary;
            one.silence = outcome.silence;
            one.set = Some(set);
            one.length = text.len();
            one.affect(article);
        }
        Err(panic) => {
            one.internal_error = true;
            let message = format!("the program failed on this article: {}", words(&*panic));
            let set = rule_set(job, sets, found, None, "");
            one.report(job, &set, "file/internal-error", id, Span::at(0), message, &text);
        }
    }
    if !one.diagnostics.is_empty() {
        one.file.text = text;
        // Reports need the lines; made here, they are made on all threads.
        one.file.line_starts();
    }
    let speaks_of_source = |it: &Diagnostic| {
        it.source.as_ref().is_some_and(|source| source.file == source_id)
            || it.related.iter().any(|label| label.file == source_id)
    };
    if one.diagnostics.iter().any(speaks_of_source)
        && let Some(text) = source_text
    {
        one.source.text = text;
        one.source.line_starts();
    }
    one
}

impl One {
    /// Keeps what was fixed, and gives the text that the findings are about.
    fn take_fixed(&mut self, job: &Job<'_>, text: String, mut fixed: Fixed) -> String {
        let path = self.file.path.clone();
        let (text, before) = match job.fixing.map(|it| it.goal) {
            Some(Goal::Write) => (std::mem::take(&mut fixed.text), String::new()),
            Some(Goal::Keep) => (fixed.text.clone(), text),
            Some(Goal::Show) | None => (text.clone(), text),
        };
        self.fixed = Some(FixedArticle { path, before, fixed });
        text
    }

    /// Says of the findings in a source which translations they affect.
    fn affect(&mut self, source: &Article) {
        if source.translations.is_empty() {
            return;
        }
        let locales = source.translations.join(", ");
        for finding in &mut self.diagnostics {
            finding.locale = (!locales.is_empty()).then(|| locales.clone());
            if source.capped {
                finding.severity = finding.severity.min(Severity::Warning);
            }
        }
    }

    /// The text of a file, or a finding that says why it cannot be read.
    fn readable(
        &mut self,
        job: &Job<'_>,
        sets: &Sets,
        found: &Found,
        content: Result<Content, Failure>,
        id: FileId,
    ) -> Option<String> {
        match content {
            Ok(Content::Text(text)) => return Some(text),
            Ok(Content::NotUtf8(text, at, byte)) => {
                let message = format!("the file is no UTF-8: byte 0x{byte:02X} fits no character");
                let set = rule_set(job, sets, found, None, "");
                self.report(job, &set, "file/not-utf8", id, Span::new(at, at + 1), message, &text);
                let file =
                    if found.shown == self.file.path { &mut self.file } else { &mut self.source };
                file.text = text;
            }
            Ok(Content::TooLarge(bytes)) => {
                let limit = job.config.files.max_size;
                let message = format!(
                    "the file has {bytes} bytes, more than the limit of {limit}: it was not read"
                );
                let set = rule_set(job, sets, found, None, "");
                self.report(job, &set, "file/too-large", id, Span::at(0), message, "");
            }
            Err(failure) => self.failure = Some(failure),
        }
        None
    }

    /// Reports what concerns the file itself, if its rule is on; a failure of the program always.
    #[expect(clippy::too_many_arguments, reason = "the parts of one finding, in one place")]
    fn report(
        &mut self,
        job: &Job<'_>,
        set: &RuleSet,
        rule: &str,
        file: FileId,
        span: Span,
        message: String,
        text: &str,
    ) {
        let found = plain(job, set, rule, file, span, message.clone(), text);
        let failure = || {
            let label = label(file, span, text);
            Diagnostic::new(rule, Severity::Error, message, label)
        };
        self.diagnostics.extend(found.or_else(|| self.internal_error.then(failure)));
    }
}

/// A finding that says what concerns the file itself, if its rule is on.
fn plain(
    job: &Job<'_>,
    set: &RuleSet,
    rule: &str,
    file: FileId,
    span: Span,
    message: String,
    text: &str,
) -> Option<Diagnostic> {
    let pages = job.catalogue.pages();
    let page = pages.iter().position(|page| *page.meta.id == *rule)?;
    let severity = set.levels.get(page).copied().flatten()?;
    Some(Diagnostic::new(rule, severity, message, label(file, span, text)))
}

/// A place in a file, with its line.
fn label(file: FileId, span: Span, text: &str) -> Label {
    let around = text.get(..span.start as usize).unwrap_or("");
    let start = around.rfind('\n').map_or(0, |at| at + 1);
    let rest = text.get(span.end as usize..).unwrap_or("");
    let end = span.end as usize + rest.find('\n').unwrap_or(rest.len());
    Label { file, span, window: Span::new(start, end), message: String::new() }
}

/// Reports what is wrong with the comments that ask to let findings be. They are the program's to
/// report: only who knows all rules can tell which name is none.
fn judge(job: &Job<'_>, set: &RuleSet, file: FileId, text: &str, outcome: &mut Outcome) {
    let Outcome { silence, diagnostics, .. } = outcome;
    let before = diagnostics.len();
    let mut report = |rule: &str, span: Span, message: String, help: String, fix: Option<Fix>| {
        let finding = plain(job, set, rule, file, span, message, text);
        diagnostics.extend(finding.map(|it| Diagnostic { help: Some(help), fix, ..it }));
    };
    let shown = |span: Span| quoted(span.of_text(text));
    for &(at, end) in &silence.stray {
        if end {
            let message = format!("{} ends what did not start", shown(at));
            report(
                "suppress/unclosed",
                at,
                message,
                "remove it, or name the rules of its start".into(),
                None,
            );
        } else {
            let message = format!("{} is no comment that lets findings be", shown(at));
            let help = "write `loclint-ignore`, `-line`, `-start`, `-end` or `-file`, and rules";
            report("suppress/unknown-rule", at, message, help.into(), None);
        }
    }
    for it in &silence.list {
        let Some(at) = it.at else { continue };
        let mut known = true;
        for name in &it.names {
            if let Some((message, help)) = unknown(job.catalogue, &name.text, it.whole) {
                known = false;
                report("suppress/unknown-rule", name.span, message, help, None);
            }
        }
        if it.names.is_empty() {
            known = false;
            let message = format!("{} names no rule", shown(at));
            let help = "name the rules that it is about, `group/name` or `group`";
            report("suppress/unknown-rule", at, message, help.into(), None);
        }
        if !it.reason {
            let message = format!("{} does not say why", shown(at));
            report(
                "suppress/missing-reason",
                at,
                message,
                "write the reason behind a colon".into(),
                None,
            );
        }
        if !it.closed {
            let message = format!("{} has no end and reaches to the end of the article", shown(at));
            let help = "write `loclint-ignore-end` with the same rules behind what it is about";
            report("suppress/unclosed", at, message, help.into(), None);
        }
        if known && it.used == Some(false) && !job.levels.is_partial() {
            let message = format!("{} suppresses nothing", shown(at));
            report("suppress/unused", at, message, "remove it".into(), it.removal.clone());
        }
    }
    if diagnostics.len() > before {
        engine::join(diagnostics, Vec::new(), &[]);
    }
}

/// What is wrong with the name of a rule in an article, and what to do.
fn unknown(catalogue: &Catalogue, name: &str, whole: bool) -> Option<(String, String)> {
    if name == "*" {
        let message = "`*` names all rules in `loclint-ignore-file` alone".to_owned();
        return (!whole).then(|| (message, "name the rules".to_owned()));
    }
    let groups = || catalogue.groups().map(|(group, _)| group);
    if catalogue.find(name).is_some() || groups().any(|group| group == name) {
        return None;
    }
    let near = if name.contains('/') { None } else { nearest(name, groups()) };
    let help = match near.or_else(|| catalogue.suggest(name)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`loclint rules` lists all rules".to_owned(),
    };
    Some((format!("there is no rule `{name}`"), help))
}

/// The beginning of a text in quotes, on one line.
fn quoted(text: &str) -> String {
    const MOST: usize = 60;
    let line = text.lines().next().unwrap_or("");
    let short: String = line.chars().take(MOST).collect();
    let more = if short.len() < text.trim_end().len() { "…" } else { "" };
    format!("`{short}{more}`")
}

/// The rules for an article; made once for each set of overrides.
fn rule_set(
    job: &Job<'_>,
    sets: &Sets,
    found: &Found,
    locale: Option<&Locale>,
    text: &str,
) -> Arc<RuleSet> {
    let overrides = job.levels.overrides(&found.in_config, locale, &values(text));
    let mut sets = sets.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(set) = sets.get(&overrides) {
        return Arc::clone(set);
    }
    let chosen = job.levels.under(&overrides);
    let levels = chosen.iter().map(|one| one.level).collect();
    let rules = chosen
        .iter()
        .filter_map(|one| {
            let page = job.catalogue.pages().get(one.page)?;
            Some((one.page, job.catalogue.build(page, &one.options), one.level?))
        })
        .collect();
    let fail_on = job.levels.fail_on(&overrides);
    let set = Arc::new(RuleSet { rules, levels, fail_on });
    sets.insert(overrides, Arc::clone(&set));
    set
}

/// The values of a front matter, which is read when the first is asked for.
fn values(text: &str) -> impl Fn(&str) -> Option<String> {
    let read = OnceCell::new();
    move |key| {
        let front_matter = read.get_or_init(|| front_matter::parse(text));
        front_matter.as_ref()?.scalar(text, key).map(str::to_owned)
    }
}

/// The values of the front matter of a file, which may not be readable.
pub fn front_matter_of(config: &Config, found: &Found) -> impl Fn(&str) -> Option<String> {
    let text = match read(found, config.files.max_size) {
        Ok(Content::Text(text)) => text,
        _ => String::new(),
    };
    move |key| values(&text)(key)
}

/// Whether an article is to stay in the source language: its front matter or its source's says
/// `translated: false`, or the configuration says so.
fn stays_as_it_is(job: &Job<'_>, article: &Article, text: &str, source: Option<&str>) -> bool {
    let says_so = |text: &str| {
        // Most articles do not speak of it, which is quicker told than their front matter is read.
        text.get(..text.len().min(4096)).is_none_or(|head| head.contains("translated:"))
            && front_matter::parse(text)
                .is_some_and(|it| it.scalar(text, "translated") == Some("false"))
    };
    says_so(text)
        || source.is_some_and(says_so)
        || !job.config.untranslated_ok.is_empty()
            && [Some(&article.target), article.source.as_ref()]
                .into_iter()
                .flatten()
                .any(|found| stays_untranslated(job.config, found))
}

/// The locale of the target, unless the front matter is to say it.
fn locale(job: &Job<'_>, article: &Article, text: &str) -> Option<Locale> {
    job.locale.cloned().or_else(|| configured(job.config, article, text))
}

/// The locale of an article as the settings have it.
pub fn locale_of(config: &Config, article: &Article) -> Option<Locale> {
    let text = match read(&article.target, config.files.max_size) {
        Ok(Content::Text(text)) => text,
        _ => String::new(),
    };
    configured(config, article, &text)
        .or_else(|| engine::locale_in_front_matter(&front_matter::parse(&text)?, &text))
}

fn configured(config: &Config, article: &Article, text: &str) -> Option<Locale> {
    let path = &article.target.in_config;
    // A layout says what the path of the article means; the configuration is about all articles.
    match (&article.locale, &config.locale) {
        (Some(LocaleFrom::Literal(locale)), _) => Some(narrower(locale.clone(), text)),
        (Some(from), _) | (None, from) => from_settings(from, path, text),
    }
}

/// The locale that a setting gives for an article; `path` is relative to the configuration.
fn from_settings(from: &LocaleFrom, path: &str, text: &str) -> Option<Locale> {
    match from {
        LocaleFrom::Literal(locale) => Some(locale.clone()),
        LocaleFrom::FrontMatter(Some(key)) => by_key(text, key),
        LocaleFrom::FrontMatter(None) => None,
        LocaleFrom::Path => in_path(path),
        LocaleFrom::Auto => in_path(path).map(|locale| narrower(locale, text)),
    }
}

/// The locale of the source; English of the United States where nothing says it.
fn source_locale(job: &Job<'_>, article: &Article, text: &str) -> Locale {
    let from = article.source_locale.as_ref().unwrap_or(&job.config.source_locale);
    let locale = match from {
        LocaleFrom::Auto => None,
        from => from_settings(from, &article.target.in_config, text),
    };
    locale.unwrap_or_else(|| Locale::normalize("en-US").expect("this is a tag"))
}

/// The folder nearest the file, or an ending before the file's own (`page.de.md`), that is a known
/// locale.
fn in_path(path: &str) -> Option<Locale> {
    let mut parts = path.rsplit('/');
    let name = parts.next()?;
    let suffix = name.rsplit('.').nth(1).filter(|_| name.matches('.').count() > 1);
    suffix.into_iter().chain(parts).find_map(Locale::parse)
}

/// The locale of the front matter if it is a kind of `locale`: a folder `nl` often holds `nl-NL`.
fn narrower(locale: Locale, text: &str) -> Locale {
    if locale.region().is_some() {
        return locale;
    }
    let named = front_matter::parse(text)
        .and_then(|front_matter| engine::locale_in_front_matter(&front_matter, text));
    named.filter(|named| named.is_within(&locale)).unwrap_or(locale)
}

/// The locale that the front matter names; looked up only where an override depends on it.
fn in_front_matter(job: &Job<'_>, text: &str) -> Option<Locale> {
    if job.config.overrides.iter().all(|one| one.locales.is_empty()) {
        return None;
    }
    engine::locale_in_front_matter(&front_matter::parse(text)?, text)
}

/// The locale that a key of the front matter names.
fn by_key(text: &str, key: &str) -> Option<Locale> {
    Locale::normalize(front_matter::parse(text)?.scalar(text, key)?)
}

/// The flavour of an article: configured, or by its layout, or by its ending. What a site calls `.mdx`
/// is MDX, unless the configuration says outright that it is something else than the site's Markdown.
pub fn flavour(config: &Config, layout: Option<Flavour>, path: &str) -> Flavour {
    let ending = path.rsplit('.').next().unwrap_or("");
    let mdx = ending.eq_ignore_ascii_case("mdx");
    match config.flavour.or(layout) {
        Some(Flavour::Starlight | Flavour::Docusaurus) | None if mdx => Flavour::Mdx,
        Some(flavour) => flavour,
        None => Flavour::default(),
    }
}

thread_local! {
    /// Where the last panic of this thread happened.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Makes panics of linting silent: they become findings, which name the place in the program.
pub fn remember_panics() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(|at| format!("{}:{}", at.file(), at.line()));
        PLACE.with(|last| *last.borrow_mut() = place);
    }));
}

/// What a panic says.
fn words(panic: &(dyn Any + Send)) -> String {
    let message = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    match PLACE.with(|last| last.borrow_mut().take()) {
        Some(place) => format!("{message} ({place})"),
        None => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Wanted;

    #[test]
    fn the_locale_nearest_the_file() {
        let of = |path: &str| in_path(path).map(|locale| locale.as_str().to_owned());
        assert_eq!(of("content/de/docs/fr-fr/a.md").as_deref(), Some("fr-FR"));
        assert_eq!(of("docs/page.pt-br.md").as_deref(), Some("pt-BR"));
        assert_eq!(of("docs/src/a.md"), None);
        assert_eq!(of("nl.md"), None, "the name of a file is no locale");
    }

    #[test]
    fn the_front_matter_narrows_the_folder() {
        let of = |path: &str, lang: &str| {
            let text = format!("---\nlang: {lang}\n---\n");
            let locale = narrower(in_path(path).unwrap(), &text);
            locale.as_str().to_owned()
        };
        assert_eq!(of("nl/a.md", "nl-BE"), "nl-BE");
        assert_eq!(of("nl/a.md", "de-DE"), "nl");
        assert_eq!(of("nl-nl/a.md", "nl-BE"), "nl-NL");
    }

    #[test]
    fn a_failure_on_one_article_ends_nothing() {
        let catalogue = Catalogue::builtin();
        let config = Config::standard();
        let levels = config.levels(&catalogue, &Wanted::default()).unwrap();
        let done = AtomicUsize::new(0);
        let job = Job {
            catalogue: &catalogue,
            config: &config,
            root: Path::new(""),
            levels: &levels,
            locale: None,
            against: Against::default(),
            then: None,
            threads: 2,
            done: &done,
            timing: false,
            fixing: None,
            known: None,
        };
        let given = |name: &str| {
            Article::alone(Found {
                shown: name.to_owned(),
                in_config: name.to_owned(),
                path: name.into(),
            })
        };
        let fails: Lint<'_> = &|input, _, _| panic!("cannot read {:?}", input.text);
        let bad = check_with(&job, &[], Some((given("a.md"), b"words".to_vec())), fails);
        assert!(bad.internal_error);
        assert_eq!(bad.articles, 1);
        let [finding] = bad.diagnostics.as_slice() else { panic!("one finding") };
        assert_eq!(&*finding.rule, "file/internal-error");
        assert!(finding.message.contains("cannot read \"words\""), "{}", finding.message);
        let good = check(&job, &[], Some((given("a.md"), b"words\n".to_vec())));
        assert!(!good.internal_error);
        let missing = check(&job, &[given("nowhere/a.md"), given("nowhere/b.md")], None);
        assert_eq!((missing.failures.len(), missing.articles), (2, 0));
    }

    #[test]
    fn a_panic_is_put_into_words() {
        let panic = catch_unwind(|| panic!("of {}", 7)).unwrap_err();
        assert!(words(&*panic).starts_with("of 7"));
    }
}
