//! Floor 6: settings. `loclint.yaml` is read by [`Config::parse`] into a [`Config`] whose every part
//! has its place, so that an error points at the words that are wrong; with the rules at hand
//! ([`Config::levels`]) it says which rule holds at what level for an article.
//!
//! One configuration a run. Paths and globs are relative to its folder, with `/`. Finding and reading
//! the file is the caller's.

mod glob;
mod layout;
mod levels;
mod read;
pub mod schema;
pub mod strings;

pub use glob::Globs;
pub use layout::{Held, Layout, Layouts, SourceSpellings, Template, builtin, layout_names};
pub use levels::{Chosen, Levels, Origin, Wanted};

use crate::{
    ast::{Entry, Flavour},
    diagnostic::Severity,
    locale::Locale,
    rules::{preset::Preset, read::ReadError},
    text::Span,
};

/// Names of a configuration, in the order they are looked for in each folder.
pub const NAMES: &[&str] = &["loclint.yaml", ".loclint.yaml", ".config/loclint.yaml"];

/// A configuration is read only up to this number of bytes.
pub const MAX_BYTES: usize = 1 << 20;

/// Something wrong with a text that people write for the program, with the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Broken {
    /// Path of the text.
    pub path: String,
    /// The text; spans of the errors count bytes of it.
    pub text: String,
    /// What is wrong, in order of place; never empty.
    pub errors: Vec<ReadError>,
}

/// Where the locale of an article comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LocaleFrom {
    /// One for all.
    Literal(Locale),
    /// The part of the path, nearest the file, that is a known locale.
    Path,
    /// A key of the front matter; `None` for the keys that usually hold it.
    FrontMatter(Option<String>),
    /// The front matter, else the path.
    Auto,
}

/// Which files are articles.
#[derive(Clone, Debug)]
pub struct FileSettings {
    /// What to take; without any, the known endings.
    pub include: Option<Globs>,
    /// What to leave out, also of paths given by hand.
    pub exclude: Globs,
    /// Whether `.gitignore` is obeyed.
    pub gitignore: bool,
    /// Files above this number of bytes are reported and not read.
    pub max_size: u64,
}

/// A level that is set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Level {
    /// The rule does not run.
    Off,
    /// Its findings have this severity.
    At(Severity),
}

impl From<Option<Severity>> for Level {
    fn from(level: Option<Severity>) -> Level {
        level.map_or(Level::Off, Level::At)
    }
}

/// Level and options of a rule, or the level of a group, as written.
#[derive(Clone, PartialEq, Debug)]
pub struct RuleSetting {
    /// Id of a rule or name of a group.
    pub name: String,
    /// Where the name stands.
    pub at: Span,
    /// The level; `None` leaves it as it is.
    pub level: Option<Level>,
    /// Options as written.
    pub options: Vec<Entry>,
}

/// Settings for some articles.
#[derive(Clone, Debug)]
pub struct Override {
    /// Where it stands.
    pub at: Span,
    /// Articles it is about; `None` for all.
    pub files: Option<Globs>,
    /// Locales it is about; empty for all. `es` is about `es-MX` too.
    pub locales: Vec<Locale>,
    /// Values of the front matter that its articles have: key and value, each as it is read.
    pub when: Vec<(String, String)>,
    /// At which severity its articles fail a run, where that differs.
    pub fail_on: Option<FailOn>,
    /// Rules.
    pub rules: Vec<RuleSetting>,
    /// Why.
    pub reason: Option<String>,
}

/// Articles that stay in the source language.
#[derive(Clone, Debug)]
pub struct Untranslated {
    /// Targets and sources it is about.
    pub paths: Globs,
    /// Why.
    pub reason: String,
    /// The last day it holds, as `YYYY-MM-DD`; `None` for ever.
    pub until: Option<String>,
}

/// At which severity a run fails.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FailOn {
    /// At this severity or worse.
    Severity(Severity),
    /// At none.
    Never,
}

impl FailOn {
    /// The words of settings with what they mean.
    pub const WORDS: &'static [(&'static str, FailOn)] = &[
        ("error", FailOn::Severity(Severity::Error)),
        ("warning", FailOn::Severity(Severity::Warning)),
        ("info", FailOn::Severity(Severity::Info)),
        ("never", FailOn::Never),
    ];
}

/// The flavours of Markdown by their words in settings; `None` is chosen by file ending.
pub const FLAVOURS: &[(&str, Option<Flavour>)] = &[
    ("auto", None),
    ("commonmark", Some(Flavour::CommonMark)),
    ("gfm", Some(Flavour::Gfm)),
    ("learn", Some(Flavour::Learn)),
    ("dfm", Some(Flavour::Learn)),
    ("mdx", Some(Flavour::Mdx)),
    ("hugo", Some(Flavour::Hugo)),
    ("docusaurus", Some(Flavour::Docusaurus)),
    ("starlight", Some(Flavour::Starlight)),
    ("liquid", Some(Flavour::Liquid)),
    ("mkdocs", Some(Flavour::MkDocs)),
    ("vitepress", Some(Flavour::VitePress)),
];

/// The settings of a run.
#[derive(Clone, Debug)]
pub struct Config {
    /// Path as reported; empty for the settings of no file.
    pub path: String,
    /// The text that spans count bytes of.
    pub text: String,
    /// The preset that rules start from.
    pub preset: Preset,
    /// Which files are articles.
    pub files: FileSettings,
    /// Where the target locale comes from.
    pub locale: LocaleFrom,
    /// Where the source locale comes from.
    pub source_locale: LocaleFrom,
    /// Flavour of Markdown; `None` is chosen by layout and file ending.
    pub flavour: Option<Flavour>,
    /// Where the sources of translations stand.
    pub layouts: Layouts,
    /// Articles that stay in the source language.
    pub untranslated_ok: Vec<Untranslated>,
    /// Levels and options in order.
    pub rules: Vec<RuleSetting>,
    /// Pages of the project's own rules; `None` for none.
    pub rule_pages: Option<Globs>,
    /// Levels of the rules about suppressions.
    pub suppressions: Vec<RuleSetting>,
    /// Settings for some articles, later ones stronger.
    pub overrides: Vec<Override>,
    /// At which severity a run fails.
    pub fail_on: FailOn,
    /// File of known findings, relative to the folder of the configuration.
    pub baseline: Option<String>,
    /// Formats, as `FORMAT` or `FORMAT=FILE`, each with its place.
    pub output: Vec<(Span, String)>,
}

impl Config {
    /// The settings where nothing is configured.
    pub fn standard() -> Config {
        read::standard()
    }

    /// Reads a configuration; `path` is what errors call it.
    ///
    /// # Errors
    /// All that is wrong with its keys and values. Names of rules and their options are left for
    /// [`Config::levels`], which knows the rules of the project.
    pub fn parse(path: &str, text: &str) -> Result<Config, Broken> {
        read::config(path, text)
    }

    /// Errors in this configuration.
    fn broken(&self, errors: Vec<ReadError>) -> Broken {
        Broken { path: self.path.clone(), text: self.text.clone(), errors }
    }
}
