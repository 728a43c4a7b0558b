//! Linting articles on several threads. Each takes the next article of the sorted list; findings are
//! put together in its order, so the output does not depend on the threads.
//!
//! Of an article without findings nothing but its path is kept: memory follows the findings, not
//! the tree.

use super::{
    Article, Content, Failure,
    git::Git,
    known::Known,
    one::{Lint, One, Own, RuleSet, Sets, one, rule_set, text_of},
    original::Against,
    panics, read,
    since::Then,
    timing::{self, Stopwatch, Timing},
};
use crate::{
    config::{Config, FailOn, Levels},
    diagnostic::{Diagnostic, Safety},
    engine::{self, Fixed, Group},
    locale::Locale,
    parallel,
    rules::{
        index::{Entry, Index, Texts},
        meta::Meta,
        registry::Catalogue,
    },
    text::{self, Excerpts, FileId, Files, Position, SourceFile, Span},
};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::{
        Arc, Mutex, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

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
    /// Whether reports show texts of articles; else nothing is kept of them but the lines and columns
    /// of the places that findings point to.
    pub texts: bool,
    /// Which fixes to apply, if any.
    pub fixing: Option<Fixing>,
    /// Findings that are not mended.
    pub known: Option<&'j Known<'j>>,
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
    /// The texts of articles with findings, or what is kept of them ([`Job::texts`]); of the others, the
    /// paths.
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

/// Lints articles. `given` is the text of an article that is in no file (standard input).
pub fn check(job: &Job<'_>, articles: &[Article], given: Option<(Article, Vec<u8>)>) -> Checked {
    check_with(job, articles, given, &engine::lint)
}

fn check_with(
    job: &Job<'_>,
    articles: &[Article],
    given: Option<(Article, Vec<u8>)>,
    lint: Lint<'_>,
) -> Checked {
    let sets = Mutex::new(BTreeMap::new());
    let git = Git::new(articles.iter().chain(given.iter().map(|(article, _)| article)));
    // First all targets, then the sources in the same order.
    let all = articles.len() + usize::from(given.is_some());
    let ids = |index: usize| [FileId(index as u32), FileId((all + index) as u32)];
    let watch = || job.timing.then(|| Stopwatch::start(job.catalogue.pages().len()));
    let own = || Own { watch: watch(), spare: Vec::new() };
    let work = |own: &mut Own, index: usize, article: &Article| {
        if let Some(watch) = &mut own.watch {
            watch.reads();
        }
        let content = text_of(article, job.config.files.max_size, std::mem::take(&mut own.spare));
        let one = one(job, &sets, &git, article, content, ids(index), lint, own);
        job.done.fetch_add(1, Ordering::Relaxed);
        one
    };
    let stop = |own: Own| own.watch.map(Stopwatch::stop);
    let (mut ones, mut watches) = parallel::map_with(job.threads, articles, own, work, stop);
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
        let mut one =
            one(job, &sets, &git, article, Ok(content.clone()), ids, lint, &mut Own::default());
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
    let mut watch = watch();
    if let Some(watch) = &mut watch {
        watch.turns_to_several();
    }
    across_articles(job, &mut ones, &together);
    watches.push(watch.map(Stopwatch::stop));

    let mut checked = Checked {
        timing: job.timing.then(|| {
            let watches: Vec<_> = watches.into_iter().flatten().collect();
            timing::sum(&watches, job.catalogue)
        }),
        ..Checked::default()
    };
    checked.diagnostics.reserve(ones.iter().map(|one| one.diagnostics.len()).sum());
    let mut sources = Vec::with_capacity(ones.len());
    let mut locales: BTreeSet<String> = BTreeSet::new();
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
        // Nearly always it is that of the article before.
        let locale = one.locale.filter(|locale| !locales.contains(locale.as_str()));
        locales.extend(locale.map(|locale| locale.as_str().to_owned()));
        checked.failures.extend(one.failure.into_iter().chain(one.unwritten));
        checked.fixes.extend(one.fixed.map(|it| *it));
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
    let texts = Kept {
        ones,
        all,
        root: job.root,
        then: job.then,
        limit: job.config.files.max_size,
        threads: job.threads,
        texts: job.texts,
        ahead: ones.iter().map(|_| OnceLock::new()).collect(),
        read: ones.iter().map(|_| OnceLock::new()).collect(),
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
            let message = format!(
                "the program failed on what concerns several articles: {}",
                panics::words(&*panic)
            );
            if let (Some(one), Some(first)) = (ones.first_mut(), all.first()) {
                one.internal_error = true;
                let set = rule_set(job, &Sets::default(), &first.target, None, "");
                one.report(job, &set, "file/internal-error", FileId(0), Span::at(0), message, "");
            }
            return;
        }
    };
    // Reports need the texts of all files that findings point into, or lines and columns there.
    let mut shown: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (file, offset) in found.values().flatten().flat_map(Diagnostic::places) {
        shown.entry(file.0).or_default().push(offset);
    }
    let shown: Vec<(u32, Vec<u32>)> = shown.into_iter().collect();
    let made = parallel::map(job.threads, &shown, |(file, offsets)| {
        let file = FileId(*file);
        if job.texts { texts.whole(file) } else { texts.places(&index, file, offsets) }
    });
    for ((file, _), made) in shown.iter().zip(made) {
        match (made, ones.get_mut(*file as usize)) {
            (Some(Shown::Text(text)), Some(one)) => one.file = text,
            (Some(Shown::Places(places)), Some(one)) => one.file.add_places(places),
            _ => {}
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
    threads: usize,
    /// See [`Job::texts`].
    texts: bool,
    /// What was read of each ahead of being asked for.
    ahead: Vec<OnceLock<Excerpts>>,
    /// What was read again of each, for as long as rules run.
    read: Vec<OnceLock<Option<String>>>,
}

/// What reports need of an article that findings of the second phase point into.
enum Shown {
    Text(SourceFile),
    /// Lines and columns of offsets.
    Places(Vec<(u32, Position)>),
}

impl<'k> Kept<'k> {
    fn kept(&self, file: FileId) -> Option<&'k str> {
        let one = self.ones.get(file.0 as usize)?;
        (one.length == one.file.text.len()).then_some(one.file.text.as_str())
    }

    /// The text of an article, held from now on.
    fn held(&self, file: FileId) -> Option<&str> {
        let read = self.read.get(file.0 as usize)?;
        read.get_or_init(|| self.again(file).map(Cow::into_owned)).as_deref()
    }

    /// The text of an article once more, as it was summarized.
    fn again(&self, file: FileId) -> Option<Cow<'_, str>> {
        let index = file.0 as usize;
        if let Some(text) = self.read.get(index)?.get() {
            return text.as_deref().map(Cow::Borrowed);
        }
        self.as_summarized(file, Vec::new()).map(Cow::Owned)
    }

    /// The text of an article as it was summarized, read once more into `spare`.
    fn as_summarized(&self, file: FileId, spare: Vec<u8>) -> Option<String> {
        let (one, article) = (self.ones.get(file.0 as usize)?, self.all.get(file.0 as usize)?);
        match text_of(article, self.limit, spare) {
            // What has changed since is not what was summarized.
            Ok(Content::Text(text)) if text.len() == one.length => Some(text),
            _ => None,
        }
    }

    /// An article with its text; `None` where it is kept, or not to be had any more.
    fn whole(&self, file: FileId) -> Option<Shown> {
        if self.kept(file).is_some() {
            return None;
        }
        let path = self.ones.get(file.0 as usize)?.file.path.as_str();
        let whole = SourceFile::new(path, self.again(file)?);
        whole.line_starts();
        Some(Shown::Text(whole))
    }

    /// Lines and columns in an article, likewise.
    fn places(&self, index: &Index, file: FileId, offsets: &[u32]) -> Option<Shown> {
        if self.kept(file).is_some() {
            return None;
        }
        let entry = index.entries().binary_search_by_key(&file, |entry| entry.file).ok()?;
        let excerpts = &index.entries().get(entry)?.summary.excerpts;
        let ahead = self.ahead.get(file.0 as usize)?.get();
        let position = |at| excerpts.position(at).or_else(|| ahead?.position(at));
        let told = offsets.iter().map(|at| Some((*at, position(*at)?)));
        if let Some(told) = told.collect() {
            return Some(Shown::Places(told));
        }
        Some(Shown::Places(text::places(&self.again(file)?, offsets.to_vec())))
    }
}

impl Texts for Kept<'_> {
    fn text(&self, file: FileId, span: Span) -> Option<&str> {
        if let Some(text) = self.kept(file) {
            return text.get(span.range());
        }
        let ahead = self.ahead.get(file.0 as usize)?.get().and_then(|ahead| ahead.get(span));
        ahead.or_else(|| self.held(file)?.get(span.range()))
    }

    fn read_ahead(&self, places: BTreeMap<FileId, Vec<Span>>) {
        let places: Vec<(FileId, Vec<Span>)> =
            places.into_iter().filter(|(file, _)| self.kept(*file).is_none()).collect();
        if self.texts {
            parallel::map(self.threads, &places, |(file, _)| self.held(*file).is_some());
            return;
        }
        let read = |spare: &mut Vec<u8>, _, (file, spans): &(FileId, Vec<Span>)| {
            let text = self.as_summarized(*file, std::mem::take(spare))?;
            let excerpts = self.ahead.get(file.0 as usize)?;
            excerpts.get_or_init(|| Excerpts::of(&text, spans.clone()));
            *spare = text.into_bytes();
            Some(())
        };
        parallel::map_with(self.threads, &places, Vec::new, read, |_| ());
    }

    fn is_there(&self, path: &str) -> bool {
        let path = self.root.join(path);
        match self.then {
            Some(then) => then.was_there(&path),
            None => path.is_file(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Found;
    use super::*;
    use crate::config::Wanted;

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
            texts: true,
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
}
