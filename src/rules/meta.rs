//! The metadata of a rule: what stands in the front matter of its page, and nowhere else.

use super::{option_kind, options::OptionSpec, read::Reader};
use crate::{
    ast::{Entry, FrontMatter},
    diagnostic::{Confidence, Severity},
};
use std::sync::Arc;

/// Metadata of a rule.
#[derive(Clone, PartialEq, Debug)]
pub struct Meta {
    /// `group/name`, from the place of the page.
    pub id: Arc<str>,
    /// The fault in a few words: lower case, no full stop.
    pub summary: String,
    /// How bad a finding is, unless a preset or the configuration says otherwise.
    pub severity: Severity,
    /// How often a finding is right.
    pub confidence: Confidence,
    /// Whether people may rely on it.
    pub status: Status,
    /// What it looks at.
    pub scope: Scope,
    /// Rules whose finding at the same place says it better.
    pub yields_to: Vec<Arc<str>>,
    /// Best fix it offers.
    pub fix: FixKind,
    /// ITS 2.0 localization quality issue type.
    pub its: String,
    /// Nearest MQM type.
    pub mqm: Option<String>,
    /// Version of the program that brought it.
    pub since: String,
    /// Ids it had before.
    pub aliases: Vec<String>,
    /// How its findings on real articles were judged, in words.
    pub precision: Option<String>,
    /// Options it takes.
    pub options: Vec<OptionSpec>,
}

impl Meta {
    /// The part of the id before the slash.
    pub fn group(&self) -> &str {
        self.id.split_once('/').map_or("", |(group, _)| group)
    }

    /// The part of the id after the slash.
    pub fn name(&self) -> &str {
        self.id.split_once('/').map_or(&*self.id, |(_, name)| name)
    }
}

macro_rules! choices {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub enum $name { $($(#[$variant_meta])* $variant),* }

        impl $name {
            /// The words of pages with what they mean, in order.
            pub const WORDS: &'static [(&'static str, $name)] = &[$(($word, $name::$variant)),*];

            /// The word of pages and output.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }
        }
    };
}

choices! {
    /// Whether people may rely on a rule.
    Status {
        /// May change or go without notice.
        Preview = "preview",
        /// Changes only in what it finds.
        Stable = "stable",
        /// Will go; its page says what takes its place.
        Deprecated = "deprecated",
    }
}

choices! {
    /// What a rule looks at.
    Scope {
        /// An article alone.
        Article = "article",
        /// A block of an article alone.
        Block = "block",
        /// Target and source side by side.
        Pair = "pair",
        /// The front matter.
        FrontMatter = "front-matter",
        /// All articles of a run.
        Workspace = "workspace",
    }
}

choices! {
    /// The best fix a rule offers.
    FixKind {
        /// Can be applied unseen.
        Safe = "safe",
        /// A person should look.
        Unsafe = "unsafe",
        /// No fix.
        None = "none",
    }
}

/// The issue types of ITS 2.0 that rules use.
pub const ITS_TYPES: &[&str] = &[
    "untranslated",
    "omission",
    "addition",
    "markup",
    "pattern-problem",
    "terminology",
    "inconsistency",
    "duplication",
    "characters",
    "whitespace",
    "typographical",
    "length",
    "locale-violation",
    "internationalization",
    "mistranslation",
    "non-conformance",
    "other",
];

/// Keys of a page's front matter, in order.
pub const KEYS: &[&str] = &[
    "summary",
    "severity",
    "confidence",
    "status",
    "scope",
    "yields-to",
    "fix",
    "its",
    "mqm",
    "since",
    "precision",
    "aliases",
    "options",
    "match",
];

/// Keys that every page has.
const REQUIRED: &[&str] = &["summary", "severity", "confidence", "scope", "its"];

/// Reads the metadata of the page of a rule; `None` if what is required is missing or wrong, which the
/// reader then knows.
pub(super) fn read(reader: &mut Reader<'_>, id: &str, front: &FrontMatter) -> Option<Meta> {
    let entries = &front.entries;
    reader.only(entries, KEYS);
    for key in REQUIRED {
        if reader.get(entries, key).is_none() {
            reader.error(front.span, format!("key `{key}` is missing"));
        }
    }
    let summary = field(reader, entries, "summary", Reader::filled);
    let severity = choice(reader, entries, "severity", &Severity::ALL.map(|it| (it.word(), it)));
    let confidence =
        choice(reader, entries, "confidence", &Confidence::ALL.map(|it| (it.word(), it)));
    let scope = choice(reader, entries, "scope", Scope::WORDS);
    let status = choice(reader, entries, "status", Status::WORDS);
    let fix = choice(reader, entries, "fix", FixKind::WORDS);
    let its_words: Vec<_> = ITS_TYPES.iter().map(|word| (*word, *word)).collect();
    let its = choice(reader, entries, "its", &its_words);
    let options = field(reader, entries, "options", |reader, value, _| {
        Some(option_kind::read_specs(reader, value))
    });
    Some(Meta {
        id: Arc::from(id),
        yields_to: field(reader, entries, "yields-to", Reader::list)
            .unwrap_or_default()
            .into_iter()
            .map(Arc::from)
            .collect(),
        mqm: field(reader, entries, "mqm", Reader::filled),
        since: field(reader, entries, "since", Reader::filled).unwrap_or_default(),
        precision: field(reader, entries, "precision", Reader::filled),
        aliases: field(reader, entries, "aliases", Reader::list).unwrap_or_default(),
        summary: summary?,
        severity: severity?,
        confidence: confidence?,
        scope: scope?,
        its: its?.to_owned(),
        status: status.unwrap_or(Status::Stable),
        fix: fix.unwrap_or(FixKind::None),
        options: options.unwrap_or_default(),
    })
}

fn field<'t, T>(
    reader: &mut Reader<'t>,
    entries: &[Entry],
    key: &str,
    read: impl Fn(&mut Reader<'t>, &crate::ast::Value, &str) -> Option<T>,
) -> Option<T> {
    let value = reader.get(entries, key)?;
    read(reader, value, key)
}

fn choice<T: Copy>(
    reader: &mut Reader<'_>,
    entries: &[Entry],
    key: &str,
    words: &[(&'static str, T)],
) -> Option<T> {
    let value = reader.get(entries, key)?;
    reader.word(value, key, words)
}
