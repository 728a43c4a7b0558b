//! The mutation test: known faults are put into clean articles, one at a time, at every place where
//! they fit, and the rule that is meant for the fault has to report it there. Changes that a
//! translator may make are put in likewise, and nothing may be reported.
//!
//! A fault that fits in many places of an article is put into two of them. With `MUTATION=<part of a
//! rule's id or of a fault's name>` it is put into all, and what was missed and what else was found is
//! printed; with `MUTATION=` all faults are put into all places.

mod articles;
mod change;
mod faults;
mod legal;
mod trees;
mod two_files;
mod words;

use crate::snap::snap;
use articles::{Article, Form, articles};
use change::{Edit, Fault, Mutation};
use loclint::{
    ast::Flavour,
    diagnostic::{Diagnostic, Severity},
    engine::{Active, Input, SourceInput, example, lint_together},
    locale::Locale,
    rules::{
        Rule,
        meta::Meta,
        options::Options,
        preset,
        registry::{Catalogue, Check},
    },
    text::FileId,
};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

/// A rule with its defaults; `on` says whether `recommended@1` has it.
struct Built<'c> {
    meta: &'c Meta,
    rule: Box<dyn Rule>,
    severity: Severity,
    on: bool,
}

fn rules(catalogue: &Catalogue) -> Vec<Built<'_>> {
    let preset = preset::preset("recommended@1").unwrap();
    let pages = catalogue.pages().iter();
    let pages = pages.filter(|page| catalogue.check(page) != Check::Program);
    pages
        .map(|page| {
            let level = preset.levels.get(&*page.meta.id).copied().flatten();
            Built {
                meta: &page.meta,
                rule: catalogue.build(page, &Options::defaults(&page.meta.options)),
                severity: level.unwrap_or(page.meta.severity),
                on: level.is_some(),
            }
        })
        .collect()
}

/// The rules that run: those of `recommended@1`, and one more if a fault is meant for it.
fn active<'r>(rules: &'r [Built<'_>], wanted: &[&str]) -> Vec<Active<'r>> {
    let running = rules.iter().filter(|it| it.on || wanted.contains(&&*it.meta.id));
    running.map(|it| Active { meta: it.meta, rule: &*it.rule, severity: it.severity }).collect()
}

/// What is found in an article whose text is `text`, with other articles beside it.
fn run(
    article: &Article,
    text: &str,
    beside: &[(String, String)],
    rules: &[Active<'_>],
) -> Vec<Diagnostic> {
    let (target, source) = (Locale::parse(&article.locale), Locale::parse("en-us").unwrap());
    let input = |file, text| Input {
        file: FileId(file),
        text,
        source: None,
        orphaned: None,
        target_locale: target.as_ref(),
        source_locale: &source,
        flavour: article.flavour,
    };
    let mut inputs = vec![("article.md", input(0, text))];
    for (index, (path, text)) in beside.iter().enumerate() {
        inputs.push((path, input(index as u32 + 1, text)));
    }
    if article.form == Form::TwoFiles {
        inputs[0].1.source = Some(SourceInput {
            file: FileId(inputs.len() as u32),
            text: &article.english,
            flavour: article.flavour,
            places: None,
            unverified: None,
            today: None,
            revision_key: None,
        });
    }
    lint_together(&inputs, rules).swap_remove(0)
}

/// A finding in a line.
fn told(found: &Diagnostic, text: &str) -> String {
    format!("{} \"{}\": {}", found.rule, found.primary.span.of_text(text), found.message)
}

/// How often a fault was put in and found.
#[derive(Clone, Copy, Default)]
struct Count {
    injected: usize,
    caught: usize,
    /// Findings besides the one that was expected.
    extra: usize,
}

impl Count {
    fn add(&mut self, other: Count) {
        self.injected += other.injected;
        self.caught += other.caught;
        self.extra += other.extra;
    }

    /// Of ten thousand.
    fn recall(self) -> usize {
        (self.caught * 10_000).checked_div(self.injected).unwrap_or(0)
    }
}

/// What a fault gave in all articles.
#[derive(Default)]
struct Result {
    count: Count,
    missed: Vec<String>,
    others: BTreeMap<String, usize>,
    examples: Vec<String>,
}

fn is_at(found: &Diagnostic, mutation: &Mutation, anywhere: bool) -> bool {
    let line = |at: u32| mutation.text[..at as usize].matches('\n').count();
    let here = |at: u32| mutation.lines.contains(&line(at));
    anywhere
        || mutation.segment.is_some() && found.segment == mutation.segment
        || here(found.primary.span.start)
        || found.related.iter().any(|label| label.file == FileId(0) && here(label.span.start))
}

/// Most places in one article that a fault is put into, unless all are asked for.
const PLACES: usize = 1;

/// Some of the places, spread over the article, others in another article.
fn some(edits: Vec<Vec<Edit>>, article: usize) -> Vec<Vec<Edit>> {
    let all = edits.len();
    if all <= PLACES || std::env::var_os("MUTATION").is_some() {
        return edits;
    }
    let chosen: Vec<_> = (0..PLACES).map(|it| (it * all / PLACES + article) % all).collect();
    let numbered = edits.into_iter().enumerate();
    numbered.filter(|(index, _)| chosen.contains(index)).map(|(_, it)| it).collect()
}

fn try_fault(
    fault: &Fault,
    articles: &[Article],
    catalogue: &Catalogue,
    rules: &[Built<'_>],
) -> Result {
    let wanted: Vec<_> =
        fault.rules.iter().copied().chain(fault.options.map(|(id, _)| id)).collect();
    let ready = fault.ready();
    let mut result = Result::default();
    for (index, article) in articles.iter().enumerate() {
        let Some(article) = article.in_form(fault.form) else { continue };
        let set = fault.options.map(|(id, options)| {
            let page = catalogue.find(id).unwrap();
            let options = example::options(page, Some(&options(&article))).unwrap();
            (id, catalogue.build(page, &options))
        });
        let mut active = active(rules, &wanted);
        if let Some((id, rule)) = &set {
            let own = active.iter_mut().filter(|it| &*it.meta.id == *id);
            own.for_each(|it| it.rule = &**rule);
        }
        let beside = fault.tree.map(|tree| tree(&article)).unwrap_or_default();
        for mutation in ready.mutations(&article, |edits| some(edits, index)) {
            let found = run(&article, &mutation.text, &beside, &active);
            let right = |it: &&Diagnostic| {
                fault.rules.contains(&&*it.rule) && is_at(it, &mutation, fault.anywhere)
            };
            let caught = found.iter().find(right);
            result.count.injected += 1;
            result.count.caught += usize::from(caught.is_some());
            let others: Vec<_> = found
                .iter()
                .filter(|it| caught.is_none_or(|caught| !std::ptr::eq(*it, caught)))
                .map(|it| told(it, &mutation.text))
                .collect();
            result.count.extra += others.len();
            for other in &others {
                let rule = other.split(' ').next().unwrap_or("").to_owned();
                *result.others.entry(rule).or_default() += 1;
            }
            let place = mutation.segment.clone().unwrap_or_else(|| format!("{:?}", mutation.lines));
            let line = format!("{} {} {place}: {others:?}", article.locale, article.name);
            if caught.is_none() {
                let lines = mutation.text.lines().skip(mutation.lines.start + 1);
                let changed: String = lines.take(1).collect();
                let shown: String = changed.chars().take(400).collect();
                result.missed.push(format!("{line}\n      {shown}"));
            } else if !others.is_empty() {
                result.examples.push(line);
            }
        }
    }
    result
}

/// Tries all faults with several threads; the results are in the order of the faults.
fn try_all(
    faults: &[Fault],
    articles: &[Article],
    catalogue: &Catalogue,
    rules: &[Built<'_>],
) -> Vec<Result> {
    let next = AtomicUsize::new(0);
    let workers = thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let mut results: Vec<(usize, Result)> = thread::scope(|scope| {
        let work = || {
            let mut done = Vec::new();
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(fault) = faults.get(index) else { return done };
                done.push((index, try_fault(fault, articles, catalogue, rules)));
            }
        };
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|it| it.join().unwrap()).collect()
    });
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

/// The faults that `MUTATION` asks for, or all.
fn wanted(faults: Vec<Fault>) -> Vec<Fault> {
    let Ok(parts) = std::env::var("MUTATION") else { return faults };
    let asked = |fault: &Fault| {
        let rule = fault.rules.first().unwrap_or(&"");
        parts.split(',').any(|part| fault.name.contains(part) || rule.contains(part))
    };
    faults.into_iter().filter(asked).collect()
}

#[test]
fn clean_articles_are_clean() {
    let catalogue = Catalogue::builtin();
    let rules = rules(&catalogue);
    let mut report = String::new();
    for article in articles() {
        for form in [Form::Pairs, Form::Alone, Form::TwoFiles] {
            let Some(article) = article.in_form(form) else { continue };
            for found in run(&article, &article.text, &[], &active(&rules, &[])) {
                let told = told(&found, &article.text);
                writeln!(report, "{}/{} {form:?} {told}", article.locale, article.name).unwrap();
            }
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn faults_are_found() {
    let catalogue = Catalogue::builtin();
    let (rules, articles, faults) = (rules(&catalogue), articles(), wanted(faults::all()));
    let results = try_all(&faults, articles, &catalogue, &rules);
    tell("recall", &faults, &results, &rules);
}

/// Rules about pairs, and those that only pairs tell enough to: the edges and lines of a sentence, the
/// sentence before it, half of it left among others, the anchors that a build makes.
const OF_PAIRS: &[&str] = &[
    "sxs/",
    "anchor/missing",
    "consistency/source",
    "text/edge-space",
    "text/end-punctuation",
    "text/line-break",
    "untranslated/partial",
];

/// The faults that are put into pairs, put into articles whose source is another file: what a rule finds
/// in the one form it finds in the other.
#[test]
fn faults_are_found_in_two_files() {
    let catalogue = Catalogue::builtin();
    let rules = rules(&catalogue);
    let some = ["ar-SA", "de-DE", "ja-JP", "pl-PL"];
    let articles: Vec<Article> = articles()
        .iter()
        .filter(|it| it.flavour == Flavour::default() && some.contains(&it.locale.as_str()))
        .cloned()
        .collect();
    let of_pairs = |fault: &Fault| OF_PAIRS.iter().any(|it| fault.rules[0].starts_with(it));
    let faults: Vec<Fault> = wanted(faults::all())
        .into_iter()
        .filter(|it| it.form == Form::Pairs && !of_pairs(it))
        // A sentence that is left is a part of its paragraph.
        .map(|it| match it.rules[0] {
            "untranslated/segment" => it.or("untranslated/partial"),
            _ => it,
        })
        .map(Fault::in_two_files)
        .collect();
    let results = try_all(&faults, &articles, &catalogue, &rules);
    tell("two-files", &faults, &results, &rules);
}

/// Prints what was missed, and compares the table with the snapshot of the name.
#[expect(clippy::print_stdout, reason = "the report of a test")]
fn tell(name: &str, faults: &[Fault], results: &[Result], rules: &[Built<'_>]) {
    let mut by_rule: BTreeMap<&str, (usize, Count)> = BTreeMap::new();
    let mut told = String::new();
    for (fault, result) in faults.iter().zip(results) {
        let (kinds, count) = by_rule.entry(fault.rules[0]).or_default();
        *kinds += 1;
        count.add(result.count);
        let Count { injected, caught, extra } = result.count;
        let (rule, name) = (fault.rules[0], fault.name);
        if injected == 0 {
            writeln!(told, "{rule}: {name}: fits nowhere").unwrap();
        } else if caught < injected || extra > 0 {
            let others = &result.others;
            writeln!(told, "{rule}: {name}: {caught}/{injected}, others {others:?}").unwrap();
        }
        if std::env::var("MUTATION").is_ok_and(|part| !part.is_empty()) {
            for line in result.missed.iter().take(30) {
                writeln!(told, "  missed {line}").unwrap();
            }
            for line in result.examples.iter().take(12) {
                writeln!(told, "  also {line}").unwrap();
            }
        }
    }
    println!("{told}");
    let mut table = format!(
        "{:<30} {:<8} {:>5} {:>8} {:>6} {:>8} {:>8}\n",
        "rule", "level", "kinds", "injected", "caught", "recall", "findings"
    );
    let mut short = Vec::new();
    let mut all = (0, Count::default());
    for (rule, (kinds, count)) in &by_rule {
        let built = rules.iter().find(|it| &*it.meta.id == *rule);
        let built = built.unwrap_or_else(|| panic!("no rule is called {rule}"));
        row(&mut table, rule, &level(built), *kinds, *count);
        all.0 += kinds;
        all.1.add(*count);
        let least = match built.severity {
            Severity::Error => 9_800,
            Severity::Warning => 9_500,
            Severity::Info => 0,
        };
        // Of a dozen places one is more than a twentieth.
        let few = name != "recall" && count.injected - count.caught == 1;
        if count.recall() < least && !few {
            short.push(format!("{rule}: {} of {}", count.caught, count.injected));
        }
    }
    row(&mut table, "all", "", all.0, all.1);
    println!("{table}");
    assert!(short.is_empty(), "too little was found: {short:#?}");
    if std::env::var_os("MUTATION").is_none() {
        snap("mutation", name, &table);
    }
}

fn level(built: &Built<'_>) -> String {
    if built.on { built.severity.word().to_owned() } else { "off".to_owned() }
}

fn row(table: &mut String, rule: &str, level: &str, kinds: usize, count: Count) {
    let Count { injected, caught, extra } = count;
    let recall = count.recall();
    let recall = format!("{}.{:02} %", recall / 100, recall % 100);
    let each = ((caught + extra) * 100).checked_div(injected).unwrap_or(0);
    let each = format!("{}.{:02}", each / 100, each % 100);
    writeln!(
        table,
        "{rule:<30} {level:<8} {kinds:>5} {injected:>8} {caught:>6} {recall:>8} {each:>8}"
    )
    .unwrap();
}

#[test]
fn legal_changes_are_silent() {
    let catalogue = Catalogue::builtin();
    let (rules, articles) = (rules(&catalogue), articles());
    let changes = wanted(legal::changes());
    let results = try_all(&changes, articles, &catalogue, &rules);
    let mut report = String::new();
    let mut tried = 0;
    for (change, result) in changes.iter().zip(&results) {
        tried += result.count.injected;
        if result.count.injected == 0 {
            writeln!(report, "{}: fits nowhere", change.name).unwrap();
        }
        for line in result.missed.iter().filter(|line| !line.contains(": []\n")) {
            writeln!(report, "{}: {line}", change.name).unwrap();
        }
    }
    let active = active(&rules, &[]);
    for (index, &(locale, target, source)) in legal::PAIRS.iter().enumerate() {
        let article = legal::article(index, locale, target, source);
        for found in run(&article, &article.text, &[], &active) {
            writeln!(report, "{locale} {target}: {}", told(&found, &article.text)).unwrap();
        }
    }
    let pairs = legal::PAIRS.len();
    println!("{} legal changes, put in {tried} times; {pairs} pairs", changes.len());
    assert!(report.is_empty(), "\n{report}");
}
