//! Linting one article: its texts, the rules that hold for it, its fixes, and what is kept of it.

use super::{
    Article, Content, Failure, Found,
    check::{FixedArticle, Goal, Job},
    git::Git,
    judge::judge,
    locales::{flavour, in_front_matter, locale, source_locale, stays_as_it_is, values},
    original::{Original, original, orphaned},
    panics,
    read::read_into,
    timing::Stopwatch,
    write,
};
use crate::{
    bitext::Places,
    config::FailOn,
    diagnostic::{Diagnostic, Label, Severity},
    engine::{self, Active, Fixed, Input, Outcome, Silence, SourceInput, Step, Today},
    locale::Locale,
    rules::{
        Rule,
        index::{Summary, Wants},
        registry::Catalogue,
    },
    text::{FileId, SourceFile, Span, places},
};
use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, PoisonError},
};

/// The rules that hold under one set of overrides.
pub(super) struct RuleSet {
    pub(super) rules: Vec<(usize, Box<dyn Rule>, Severity)>,
    /// Levels of all rules by page.
    pub(super) levels: Vec<Option<Severity>>,
    /// At which severity its articles fail a run, where that differs.
    pub(super) fail_on: Option<FailOn>,
}

/// What a thread has of its own.
#[derive(Default)]
pub(super) struct Own {
    /// Takes the time of each step, if that is asked for.
    pub(super) watch: Option<Stopwatch>,
    /// Memory for the text of the next article: that of the last one, which is warm.
    pub(super) spare: Vec<u8>,
}

/// Result for one article.
pub(super) struct One {
    pub(super) file: SourceFile,
    /// The source, where it is a file of its own.
    pub(super) source: SourceFile,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) segments: usize,
    pub(super) locale: Option<Locale>,
    pub(super) failure: Option<Failure>,
    pub(super) internal_error: bool,
    /// The rules that held.
    pub(super) set: Option<Arc<RuleSet>>,
    /// What rules about several articles keep of it.
    pub(super) summary: Option<Summary>,
    /// Bytes of its text, which may not be kept.
    pub(super) length: usize,
    /// What its fixes did.
    pub(super) fixed: Option<Box<FixedArticle>>,
    /// What it asks to let be.
    pub(super) silence: Silence,
    /// Why the mended text could not be written.
    pub(super) unwritten: Option<Failure>,
}

/// The engine, or what a test puts in its place.
pub(super) type Lint<'l> =
    &'l (dyn Fn(&Input<'_>, &[Active<'_>], &mut dyn FnMut(Step)) -> Outcome + Sync);

impl RuleSet {
    /// The rules that are on, with the indices of their pages. `stays` says that the article is to stay in the source language, so that
    /// nothing is said of that.
    pub(super) fn active<'s>(
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

/// The text of an article: the file's, unless an earlier one is given. `spare` is memory to read into.
pub(super) fn text_of(article: &Article, limit: u64, spare: Vec<u8>) -> Result<Content, Failure> {
    match &article.text {
        Some(text) => Ok(Content::clone(text)),
        None => read_into(spare, &article.target, limit),
    }
}

/// The rules for each set of overrides that came up.
pub(super) type Sets = Mutex<BTreeMap<Vec<usize>, Arc<RuleSet>>>;

/// Reads and lints an article, and applies its fixes.
#[expect(clippy::too_many_arguments, reason = "what a thread has at hand for each article")]
pub(super) fn one(
    job: &Job<'_>,
    sets: &Sets,
    git: &Git,
    article: &Article,
    content: Result<Content, Failure>,
    [id, source_id]: [FileId; 2],
    lint: Lint<'_>,
    own: &mut Own,
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
    let mut watch = own.watch.as_mut();
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
            let message = format!("the program failed on this article: {}", panics::words(&*panic));
            let set = rule_set(job, sets, found, None, "");
            one.report(job, &set, "file/internal-error", id, Span::at(0), message, &text);
        }
    }
    let diagnostics = &one.diagnostics;
    // Gives back the text that is not kept.
    let keep = |file: &mut SourceFile, id: FileId, text: String| {
        if job.texts {
            file.text = text;
            // Reports need the lines; made here, they are made on all threads.
            file.line_starts();
            return String::new();
        }
        let shown = diagnostics.iter().flat_map(Diagnostic::places);
        let own = shown.filter(|(file, _)| *file == id).map(|(_, offset)| offset);
        file.add_places(places(&text, own.collect()));
        text
    };
    if !one.diagnostics.is_empty() {
        text = keep(&mut one.file, id, text);
    }
    own.spare = text.into_bytes();
    let speaks_of_source = |it: &Diagnostic| {
        it.source.as_ref().is_some_and(|source| source.file == source_id)
            || it.related.iter().any(|label| label.file == source_id)
    };
    if one.diagnostics.iter().any(speaks_of_source)
        && let Some(text) = source_text
    {
        keep(&mut one.source, source_id, text);
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
        self.fixed = Some(Box::new(FixedArticle { path, before, fixed }));
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
    pub(super) fn report(
        &mut self,
        job: &Job<'_>,
        set: &RuleSet,
        rule: &str,
        file: FileId,
        span: Span,
        message: String,
        text: &str,
    ) {
        let failed = self.internal_error.then_some(Severity::Error);
        let finding = |severity| Diagnostic::new(rule, severity, message, label(file, span, text));
        self.diagnostics.extend(level(job, set, rule).or(failed).map(finding));
    }
}

/// A finding that says what concerns the file itself, if its rule is on.
pub(super) fn plain(
    job: &Job<'_>,
    set: &RuleSet,
    rule: &str,
    file: FileId,
    span: Span,
    message: String,
    text: &str,
) -> Option<Diagnostic> {
    let severity = level(job, set, rule)?;
    Some(Diagnostic::new(rule, severity, message, label(file, span, text)))
}

/// The level of a rule, if it is on.
fn level(job: &Job<'_>, set: &RuleSet, rule: &str) -> Option<Severity> {
    let page = job.catalogue.pages().iter().position(|page| *page.meta.id == *rule)?;
    set.levels.get(page).copied().flatten()
}

/// A place in a file, with its line.
fn label(file: FileId, span: Span, text: &str) -> Label {
    let around = text.get(..span.start as usize).unwrap_or("");
    let start = around.rfind('\n').map_or(0, |at| at + 1);
    let rest = text.get(span.end as usize..).unwrap_or("");
    let end = span.end as usize + rest.find('\n').unwrap_or(rest.len());
    Label { file, span, window: Span::new(start, end), message: String::new() }
}

/// The rules for an article; made once for each set of overrides.
pub(super) fn rule_set(
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
