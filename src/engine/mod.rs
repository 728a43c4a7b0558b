//! Floor 7: lints one input. Parse, pair, run the rules, settle collisions, make diagnostics, sort.
//! What concerns several articles comes after: [`lint`] gives a summary of each, [`across`] reads
//! the index of all, [`join`] puts what it finds among the findings of each.
//! No input or output: the texts come in, the findings go out.

mod across;
mod collide;
pub mod example;
mod finish;
mod fix;
mod silence;
mod summary;

pub use across::{Group, across, join, lint_together};
pub use fix::{Broken, Change, Fixed, Undone, fix};
pub use silence::{Silence, Silenced};

use crate::{
    ast::{Article, Flavour, FrontMatter},
    bitext::{self, Bitext, BlockPair, Languages, Places},
    diagnostic::{Diagnostic, Severity},
    facts::Facts,
    grammar::{self, sxs},
    locale::Locale,
    rules::{
        Ctx, Finding, Rule,
        index::{Summary, Wants},
        meta::Meta,
    },
    text::FileId,
};

/// What is linted.
#[derive(Clone, Copy, Debug)]
pub struct Input<'i> {
    /// Id of the file that findings are reported in.
    pub file: FileId,
    /// Its text.
    pub text: &'i str,
    /// Locale of the target as configuration or path say it; `None` to take it from the front matter.
    pub target_locale: Option<&'i Locale>,
    /// Locale of the source.
    pub source_locale: &'i Locale,
    /// How the article is read.
    pub flavour: Flavour,
    /// The source, where it is a file of its own. A side-by-side article needs none.
    pub source: Option<SourceInput<'i>>,
    /// For a translation whose source is not there, why, in words.
    pub orphaned: Option<&'i str>,
}

/// The source of a translation, in a file of its own.
#[derive(Clone, Copy, Debug)]
pub struct SourceInput<'i> {
    /// Id of the file that evidence is shown in.
    pub file: FileId,
    /// Its text.
    pub text: &'i str,
    /// How it is read.
    pub flavour: Flavour,
    /// Where the two lie.
    pub places: Option<Places<'i>>,
    /// Why nothing says that the translation was made from this very text: comparing findings are
    /// then no errors, and `sync/unverified-source` says this.
    pub unverified: Option<&'i str>,
    /// Today's version of it, where that is another one.
    pub today: Option<Today<'i>>,
    /// The key of the target's front matter that names the commit of its source, if a layout says so.
    pub revision_key: Option<&'i str>,
}

/// A later version of a source.
#[derive(Clone, Copy, Debug)]
pub struct Today<'i> {
    /// Its text.
    pub text: &'i str,
    /// Which version the earlier one is, in words.
    pub since: &'i str,
}

/// A rule that is on for an input.
#[derive(Clone, Copy)]
pub struct Active<'r> {
    /// What its page says.
    pub meta: &'r Meta,
    /// Its check.
    pub rule: &'r dyn Rule,
    /// Level of its findings.
    pub severity: Severity,
}

impl Active<'_> {
    /// The level of a finding that has a severity of its own: one that a person has set for the rule
    /// holds for all its findings.
    fn level(&self, own: Option<Severity>) -> Severity {
        own.filter(|_| self.severity == self.meta.severity).unwrap_or(self.severity)
    }
}

/// What linting an input gave.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Findings in order of place, then rule.
    pub diagnostics: Vec<Diagnostic>,
    /// Number of segments; of a translation whose source is a file of its own, of paired blocks.
    pub segments: usize,
    /// Locale of the target.
    pub locale: Option<Locale>,
    /// What rules about several articles keep of it; `None` where none is on.
    pub summary: Option<Summary>,
    /// The findings that the article asks to let be, which are not among `diagnostics`.
    pub silence: Silence,
}

/// The steps of linting an input.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// Cutting a side-by-side file into its two articles.
    Pairs,
    /// Parsing.
    Grammar,
    /// Listing what the articles contain.
    Facts,
    /// Putting them side by side.
    Bitext,
    /// The rule of the given index.
    Rule(usize),
    /// Summarizing the article for rules about several.
    Summary,
    /// Settling collisions and making diagnostics.
    Findings,
    /// Giving back the memory of all that.
    Release,
}

/// The keys of a front matter that name the locale of an article, the most telling first.
const LOCALE_KEYS: [&str; 4] = ["ms.contentlocale", "locale", "lang", "language"];

/// The locale that a front matter names; `text` is what its spans count bytes of.
pub fn locale_in_front_matter(front_matter: &FrontMatter, text: &str) -> Option<Locale> {
    LOCALE_KEYS.iter().find_map(|key| Locale::parse(front_matter.scalar(text, key)?))
}

/// Lints one input with the given rules. `begins` is told of each step before it is taken, so that
/// who knows the time can tell what a step costs.
pub fn lint(input: &Input<'_>, rules: &[Active<'_>], begins: &mut dyn FnMut(Step)) -> Outcome {
    begins(Step::Pairs);
    let Some(split) = sxs::split(input.text) else {
        begins(Step::Grammar);
        let target = grammar::parse(input.text, input.flavour);
        let languages = languages(input, &target);
        let Some(source) = &input.source else {
            begins(Step::Facts);
            let facts = Facts::of(&target);
            begins(Step::Bitext);
            let mut bitext = Bitext::alone(facts, languages);
            bitext.orphaned = input.orphaned;
            return run(input, &bitext, rules, begins);
        };
        let original = grammar::parse(source.text, source.flavour);
        begins(Step::Facts);
        let facts = (Facts::of(&target), Facts::of(&original));
        begins(Step::Bitext);
        let mut bitext = Bitext::two_files(facts.0, facts.1, languages, source.places);
        bitext.unverified = source.unverified;
        bitext.revision_key = source.revision_key;
        if let Some(today) = &source.today {
            bitext.version = today.since;
            if rules.iter().any(|active| active.rule.wants_changes()) {
                bitext.changes = changes(&original, today.text, input.source_locale);
            }
        }
        return run(input, &bitext, rules, begins);
    };
    begins(Step::Grammar);
    let target = grammar::parse(&split.target.text, input.flavour);
    let source = grammar::parse_beside(&split.source.text, input.flavour, &target);
    let languages = languages(input, &target);
    begins(Step::Facts);
    let target = Facts::of(&target);
    let source = Facts::beside(&source, &target);
    begins(Step::Bitext);
    let bitext = Bitext::side_by_side(input.text, &split, target, source, languages);
    run(input, &bitext, rules, begins)
}

/// What became of a source since an earlier version of it.
fn changes(earlier: &Article<'_>, today: &str, locale: &Locale) -> Vec<bitext::Change> {
    let later = grammar::parse(today, earlier.flavour);
    bitext::changes(Facts::of(earlier), Facts::of(&later), locale)
}

/// How many blocks of a source say something else, are gone, new or moved since an earlier version.
pub fn count_changes(earlier: &str, today: &str, flavour: Flavour, locale: &Locale) -> u32 {
    let changes = changes(&grammar::parse(earlier, flavour), today, locale);
    changes.iter().map(|change| change.blocks).sum()
}

fn languages(input: &Input<'_>, target: &Article<'_>) -> Languages {
    let named = |it| locale_in_front_matter(it, target.text);
    let locale = input.target_locale.cloned().or_else(|| named(target.front_matter.as_ref()?));
    Languages { target: locale, source: input.source_locale.clone() }
}

fn run(
    input: &Input<'_>,
    bitext: &Bitext<'_>,
    rules: &[Active<'_>],
    begins: &mut dyn FnMut(Step),
) -> Outcome {
    let mut found: Vec<(usize, Finding)> = Vec::new();
    let mut findings = Vec::new();
    for (index, active) in rules.iter().enumerate() {
        begins(Step::Rule(index));
        active.rule.run(&mut Ctx::new(bitext, &mut findings));
        // Nearly always there is none.
        if !findings.is_empty() {
            found.extend(findings.drain(..).map(|finding| (index, finding)));
        }
    }
    begins(Step::Findings);
    collide::settle(bitext, rules, &mut found);
    let wants = rules.iter().fold(Wants::NOTHING, |all, it| all.with(it.rule.wants()));
    let maker = finish::Maker::new(input, bitext);
    let summary = (wants != Wants::NOTHING).then(|| {
        begins(Step::Summary);
        summary::summarize(&maker, wants)
    });
    begins(Step::Findings);
    let mut diagnostics = finish::diagnostics(&maker, rules, found);
    let mut silence = Silence::of(&maker, input, rules);
    silence.settle(&mut diagnostics);
    silence.mend(&maker);
    let outcome = Outcome {
        summary,
        diagnostics,
        silence,
        segments: if bitext.is_two_files() {
            let paired = |it: &&BlockPair| it.target.is_some() && it.source.is_some();
            bitext.pairs.iter().filter(paired).count()
        } else {
            bitext.segments.len()
        },
        locale: bitext.languages.target.clone(),
    };
    begins(Step::Release);
    outcome
}
