//! Layouts: where the source of a translation stands. A layout is a template of the target's path and
//! one or more of the source's; what a placeholder stands for in the one it stands for in the other.
//!
//! Paths here are text with `/`; whether a file is there is the workspace's to say.

use super::{Globs, LocaleFrom};
use crate::{ast::Flavour, locale::Locale};

/// Layouts of a run.
#[derive(Clone, Debug)]
pub enum Layouts {
    /// The usual ones, at whatever depth of the tree they stand.
    Auto,
    /// Those configured, in order; the first that is about an article is taken.
    List(Vec<Layout>),
}

/// Where targets and sources stand.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Its name.
    pub name: String,
    /// The target's path; `None` for side-by-side articles, which need no source.
    pub target: Option<Template>,
    /// The source's path, the likeliest first.
    pub sources: Vec<Template>,
    /// Articles it is about; `None` for all.
    pub files: Option<Globs>,
    /// What an article must contain for the layout to be about it.
    pub detect: Option<String>,
    /// Locales it is about; empty for all.
    pub locales: Vec<Locale>,
    /// Locales it is not about.
    pub not_locales: Vec<Locale>,
    /// Where the target's locale comes from, unless the path says it.
    pub target_locale: Option<LocaleFrom>,
    /// Where the source's locale comes from; `None` for that of the configuration.
    pub source_locale: Option<LocaleFrom>,
    /// The key of the target's front matter that names the commit of its source.
    pub source_rev: Option<String>,
    /// How its articles are read; `None` goes by the ending.
    pub flavour: Option<Flavour>,
    /// Whether it says so little that only a source that is there makes an article a translation.
    pub vague: bool,
}

/// A path with placeholders.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Template {
    pieces: Vec<Piece>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Piece {
    Text(String),
    Hole(Hole),
}

/// Placeholders of a template.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Hole {
    /// A known locale.
    Locale,
    /// The source's locale, in one of the usual spellings.
    SourceLocale,
    /// All that follows.
    Path,
    /// A path without its ending.
    Stem,
    /// One part of a path.
    Version,
    /// One part of a path, or some of one.
    Id,
}

/// The words of placeholders.
const HOLES: &[(&str, Hole)] = &[
    ("locale", Hole::Locale),
    ("source_locale", Hole::SourceLocale),
    ("path", Hole::Path),
    ("stem", Hole::Stem),
    ("version", Hole::Version),
    ("id", Hole::Id),
];

/// What the placeholders of a template stand for.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Held {
    /// The way to the template's beginning, with a final `/`, or nothing.
    pub root: String,
    /// The target's locale as written.
    pub locale: Option<String>,
    /// The source's locale as written.
    pub source_locale: Option<String>,
    path: Option<String>,
    stem: Option<String>,
    version: Option<String>,
    id: Option<String>,
}

impl Held {
    /// The same with another locale of the target.
    #[must_use]
    pub fn with_locale(&self, word: &str) -> Held {
        Held { locale: Some(word.to_owned()), ..self.clone() }
    }

    /// The path within the tree, with its ending where the template does not spell it out.
    pub fn within(&self) -> &str {
        self.path.as_deref().or(self.stem.as_deref()).unwrap_or("")
    }

    /// The same with another locale of the source.
    #[must_use]
    pub fn with_source_locale(&self, word: String) -> Held {
        Held { source_locale: Some(word), ..self.clone() }
    }

    fn slot(&mut self, hole: Hole) -> &mut Option<String> {
        match hole {
            Hole::Locale => &mut self.locale,
            Hole::SourceLocale => &mut self.source_locale,
            Hole::Path => &mut self.path,
            Hole::Stem => &mut self.stem,
            Hole::Version => &mut self.version,
            Hole::Id => &mut self.id,
        }
    }

    fn get(&self, hole: Hole) -> Option<&str> {
        match hole {
            Hole::Locale => &self.locale,
            Hole::SourceLocale => &self.source_locale,
            Hole::Path => &self.path,
            Hole::Stem => &self.stem,
            Hole::Version => &self.version,
            Hole::Id => &self.id,
        }
        .as_deref()
    }
}

impl Template {
    /// Reads a template: `content/{locale}/{path}`.
    ///
    /// # Errors
    /// A placeholder that does not exist, is not closed or stands twice, in words.
    pub fn parse(text: &str) -> Result<Template, String> {
        let mut pieces = Vec::new();
        let mut rest = text.strip_prefix("./").unwrap_or(text);
        while let Some(open) = rest.find('{') {
            let (before, from) = rest.split_at(open);
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            let inner = from.get(1..).unwrap_or("");
            let Some(close) = inner.find('}') else {
                return Err("a placeholder is not closed".to_owned());
            };
            let (word, after) = inner.split_at(close);
            let Some((_, hole)) = HOLES.iter().find(|(known, _)| *known == word) else {
                let known: Vec<String> = HOLES.iter().map(|(it, _)| format!("{{{it}}}")).collect();
                return Err(format!("unknown placeholder `{{{word}}}`: use {}", known.join(", ")));
            };
            if pieces.contains(&Piece::Hole(*hole)) {
                return Err(format!("`{{{word}}}` stands twice"));
            }
            pieces.push(Piece::Hole(*hole));
            rest = after.get(1..).unwrap_or("");
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        Ok(Template { pieces })
    }

    /// Whether a placeholder stands in it, by its word.
    pub fn has(&self, word: &str) -> bool {
        let hole = HOLES.iter().find(|(known, _)| *known == word).map(|(_, hole)| *hole);
        hole.is_some_and(|hole| self.pieces.contains(&Piece::Hole(hole)))
    }

    /// The placeholders in it, by their words.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        HOLES
            .iter()
            .filter(|(_, hole)| self.pieces.contains(&Piece::Hole(*hole)))
            .map(|(word, _)| *word)
    }

    /// What the placeholders stand for in a path below `root` (with a final `/`, or empty).
    pub fn matches(&self, root: &str, path: &str, source: &SourceSpellings) -> Option<Held> {
        let rest = path.strip_prefix(root)?;
        let mut held = Held::default();
        step(&self.pieces, rest, source, &mut held).then(|| Held { root: root.to_owned(), ..held })
    }

    /// What the placeholders stand for in a path at any depth: one for each place where the template
    /// may begin, the one nearest the file first.
    pub fn matches_anywhere(&self, path: &str, source: &SourceSpellings) -> Vec<Held> {
        // Most templates begin with a name that few paths have in them.
        let first = match self.pieces.first() {
            Some(Piece::Text(text)) => text.as_str(),
            _ => "",
        };
        if !path.contains(first) {
            return Vec::new();
        }
        let starts = path.match_indices('/').map(|(at, _)| at + 1).rev().chain([0]);
        starts
            .filter(|at| path.get(*at..).is_some_and(|rest| rest.starts_with(first)))
            .filter_map(|at| self.matches(path.get(..at)?, path, source))
            .collect()
    }

    /// The path with the placeholders filled in; `None` where something to fill in is not held.
    pub fn fill(&self, held: &Held) -> Option<String> {
        let mut out = held.root.clone();
        fill(&self.pieces, held, &mut out)?;
        Some(out)
    }

    /// The path up to the placeholder that varies by file: the folder of a tree.
    pub fn head(&self, held: &Held) -> String {
        let mut out = held.root.clone();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Hole(Hole::Path | Hole::Stem) => break,
                Piece::Hole(hole) => out.push_str(held.get(*hole).unwrap_or("")),
            }
        }
        out.truncate(out.rfind('/').unwrap_or(out.len()));
        out
    }

    /// The folder, below the template's beginning, whose entries are named for locales; `None` where
    /// what stands before `{locale}` is not the same for all files.
    pub fn folder_of_locales(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [Piece::Hole(Hole::Locale), ..] => Some(""),
            [Piece::Text(text), Piece::Hole(Hole::Locale), ..] => {
                text.get(..text.rfind('/').map_or(0, |at| at + 1))
            }
            _ => None,
        }
    }

    /// The folder that the part of the path with `{locale}` stands in, and the text before and after
    /// the locale in that part.
    pub fn around_locale(&self, held: &Held) -> Option<(String, String, String)> {
        let at = self.pieces.iter().position(|piece| *piece == Piece::Hole(Hole::Locale))?;
        let (before, after) = self.pieces.split_at_checked(at)?;
        let mut folder = held.root.clone();
        fill(before, held, &mut folder)?;
        let prefix = folder.split_off(folder.rfind('/').map_or(0, |at| at + 1));
        let mut suffix = String::new();
        fill(after.get(1..)?, held, &mut suffix)?;
        suffix.truncate(suffix.find('/').unwrap_or(suffix.len()));
        Some((folder, prefix, suffix))
    }
}

/// Adds pieces with their placeholders filled in; `None` where something to fill in is not held.
fn fill(pieces: &[Piece], held: &Held, out: &mut String) -> Option<()> {
    for piece in pieces {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Hole(hole) => out.push_str(held.get(*hole)?),
        }
    }
    Some(())
}

/// Matches the pieces against a text from its start to its end.
fn step(pieces: &[Piece], text: &str, source: &SourceSpellings, held: &mut Held) -> bool {
    let Some((piece, rest)) = pieces.split_first() else { return text.is_empty() };
    let hole = match piece {
        Piece::Text(own) => {
            return text.strip_prefix(own.as_str()).is_some_and(|it| step(rest, it, source, held));
        }
        Piece::Hole(hole) => *hole,
    };
    // Where the text of the hole can end: at each place where the next piece's text begins.
    let ends: Vec<usize> = match rest.first() {
        None => vec![text.len()],
        Some(Piece::Text(next)) => text.match_indices(next.as_str()).map(|(at, _)| at).collect(),
        Some(Piece::Hole(_)) => (1..=text.len()).filter(|&at| text.is_char_boundary(at)).collect(),
    };
    for end in ends.into_iter().rev() {
        let Some((word, after)) = text.split_at_checked(end) else { continue };
        let fits = !word.is_empty()
            && match hole {
                Hole::Locale => !word.contains('/') && Locale::parse(word).is_some(),
                Hole::SourceLocale => source.spellings.iter().any(|it| it == word),
                Hole::Version | Hole::Id => !word.contains('/'),
                Hole::Path | Hole::Stem => !word.starts_with('/'),
            };
        if fits {
            *held.slot(hole) = Some(word.to_owned());
            if step(rest, after, source, held) {
                return true;
            }
        }
    }
    *held.slot(hole) = None;
    false
}

/// How folders spell the locale of the sources.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceSpellings {
    /// The usual spelling first.
    pub spellings: Vec<String>,
}

impl SourceSpellings {
    /// The spellings of a locale: with region in both cases and with both joints, and the language
    /// alone.
    pub fn of(locale: &Locale) -> SourceSpellings {
        let tag = locale.as_str();
        let lower = tag.to_ascii_lowercase();
        let mut spellings = vec![
            lower.clone(),
            tag.to_owned(),
            tag.replace('-', "_"),
            lower.replace('-', "_"),
            locale.language().to_owned(),
        ];
        if locale.region().is_none() && locale.language() == "en" {
            let us = ["en-us", "en-US", "en_US", "en_us"];
            spellings.extend(us.iter().map(|&it| it.to_owned()));
        }
        let mut seen = Vec::new();
        spellings.retain(|it| {
            let new = !seen.contains(it);
            seen.push(it.clone());
            new
        });
        SourceSpellings { spellings }
    }
}

/// A built-in layout: name, target, sources, flavour, whether it is vague.
type Builtin = (&'static str, &'static str, &'static [&'static str], Option<Flavour>, bool);

/// The layouts that have a name, the more telling first.
const BUILTIN: &[Builtin] = &[
    (
        "docusaurus",
        "i18n/{locale}/docusaurus-plugin-content-docs/current/{path}",
        &["docs/{path}"],
        Some(Flavour::Docusaurus),
        false,
    ),
    (
        "docusaurus",
        "i18n/{locale}/docusaurus-plugin-content-docs/{version}/{path}",
        &["versioned_docs/{version}/{path}"],
        Some(Flavour::Docusaurus),
        false,
    ),
    (
        "docusaurus",
        "i18n/{locale}/docusaurus-plugin-content-blog/{path}",
        &["blog/{path}"],
        Some(Flavour::Docusaurus),
        false,
    ),
    (
        "docusaurus",
        "i18n/{locale}/docusaurus-plugin-content-pages/{path}",
        &["src/pages/{path}"],
        Some(Flavour::Docusaurus),
        false,
    ),
    (
        "docusaurus",
        "i18n/{locale}/docusaurus-plugin-content-docs-{id}/current/{path}",
        &["{id}/{path}"],
        Some(Flavour::Docusaurus),
        false,
    ),
    (
        "docusaurus",
        "i18n/{locale}/docusaurus-plugin-content-docs-{id}/{version}/{path}",
        &["{id}_versioned_docs/{version}/{path}"],
        Some(Flavour::Docusaurus),
        false,
    ),
    (
        "starlight",
        "src/content/docs/{locale}/{path}",
        &["src/content/docs/{path}", "src/content/docs/{source_locale}/{path}"],
        Some(Flavour::Starlight),
        false,
    ),
    (
        "mdn",
        "files/{locale}/{path}",
        &["../content/files/{source_locale}/{path}", "files/{source_locale}/{path}"],
        None,
        false,
    ),
    (
        "hugo-dir",
        "content/{locale}/{path}",
        &["content/{source_locale}/{path}"],
        Some(Flavour::Hugo),
        false,
    ),
    (
        "kubernetes",
        "content/{locale}/{path}",
        &["content/{source_locale}/{path}"],
        Some(Flavour::Hugo),
        false,
    ),
    (
        "hugo-suffix",
        "content/{stem}.{locale}.md",
        &["content/{stem}.md", "content/{stem}.{source_locale}.md"],
        Some(Flavour::Hugo),
        false,
    ),
    (
        "mkdocs-suffix",
        "docs/{stem}.{locale}.md",
        &["docs/{stem}.md", "docs/{stem}.{source_locale}.md"],
        Some(Flavour::MkDocs),
        false,
    ),
    ("locale-dir", "{locale}/{path}", &["{source_locale}/{path}"], None, true),
    ("locale-below", "{locale}/{path}", &["{path}"], None, true),
    ("suffix", "{stem}.{locale}.md", &["{stem}.md", "{stem}.{source_locale}.md"], None, true),
    ("suffix", "{stem}.{locale}.mdx", &["{stem}.mdx", "{stem}.{source_locale}.mdx"], None, true),
];

/// The layout of side-by-side articles and that of repositories beside each other, which are no
/// templates of one tree.
const OTHERS: &[&str] = &["sxs", "sibling"];

/// The names of the built-in layouts.
pub fn layout_names() -> Vec<&'static str> {
    let mut names = OTHERS.to_vec();
    names.extend(BUILTIN.iter().map(|(name, ..)| *name));
    names.dedup();
    names
}

/// The built-in layouts of a name; all for `None`. `sibling` has none that could be filled in without
/// knowing the folder: see [`Layout::sibling`].
pub fn builtin(name: Option<&str>) -> Vec<Layout> {
    let template = |text: &str| Template::parse(text).ok();
    let mut found: Vec<Layout> = BUILTIN
        .iter()
        .filter(|(own, ..)| name.is_none_or(|name| name == *own))
        .map(|&(own, target, sources, flavour, vague)| Layout {
            target: template(target),
            sources: sources.iter().filter_map(|it| template(it)).collect(),
            flavour,
            vague,
            ..Layout::named(own)
        })
        .collect();
    if name.is_some_and(|name| OTHERS.contains(&name)) {
        found.push(Layout::named(name.unwrap_or_default()));
    }
    found
}

impl Layout {
    /// A layout without templates.
    pub fn named(name: &str) -> Layout {
        Layout {
            name: name.to_owned(),
            target: None,
            sources: Vec::new(),
            files: None,
            detect: None,
            locales: Vec::new(),
            not_locales: Vec::new(),
            target_locale: None,
            source_locale: None,
            source_rev: None,
            flavour: None,
            vague: false,
        }
    }

    /// Whether it is about a locale.
    pub fn is_about(&self, locale: &Locale) -> bool {
        let within = |list: &[Locale]| list.iter().any(|wanted| locale.is_within(wanted));
        (self.locales.is_empty() || within(&self.locales)) && !within(&self.not_locales)
    }

    /// The layout of a repository whose folder's name holds its locale (`Docs.de-de`, `docs-ja`,
    /// `ja.docs`) beside that of the source (`Docs`, `docs`), and the locale. `folder` is the name.
    pub fn sibling(folder: &str) -> Option<(Layout, Locale)> {
        let joint = |c: char| c == '.' || c == '-' || c == '_';
        let ends = folder.char_indices().filter(|(_, c)| joint(*c)).map(|(at, _)| at);
        let behind = ends.clone().find_map(|at| {
            let locale = Locale::parse(folder.get(at + 1..)?)?;
            Some((folder.get(..at)?.to_owned(), locale))
        });
        let before = || {
            ends.rev().find_map(|at| {
                let locale = Locale::parse(folder.get(..at)?)?;
                Some((folder.get(at + 1..)?.to_owned(), locale))
            })
        };
        let (source, locale) = behind.or_else(before).filter(|(source, _)| !source.is_empty())?;
        let source = Template::parse(&format!("../{source}/{{path}}")).ok()?;
        let target = Template::parse("{path}").ok();
        let layout =
            Layout { target, sources: vec![source], vague: true, ..Layout::named("sibling") };
        Some((layout, locale))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english() -> SourceSpellings {
        SourceSpellings::of(&Locale::parse("en-us").unwrap())
    }

    #[test]
    fn a_target_gives_its_source() {
        let cases = [
            ("hugo-dir", "content/es/docs/a.md", "content/en/docs/a.md"),
            ("hugo-dir", "site/content/zh-cn/a.md", "site/content/en/a.md"),
            ("hugo-suffix", "content/docs/v1.2.es.md", "content/docs/v1.2.md"),
            (
                "docusaurus",
                "w/i18n/fr/docusaurus-plugin-content-docs/version-3/a/b.md",
                "w/versioned_docs/version-3/a/b.md",
            ),
            ("docusaurus", "i18n/fr/docusaurus-plugin-content-docs/current/a.md", "docs/a.md"),
            (
                "docusaurus",
                "i18n/fr/docusaurus-plugin-content-docs-community/current/a.md",
                "community/a.md",
            ),
            ("starlight", "src/content/docs/de/a.mdx", "src/content/docs/a.mdx"),
            ("mdn", "t/files/ja/web/a/index.md", "t/../content/files/en-us/web/a/index.md"),
            ("mkdocs-suffix", "docs/a/index.pt-br.md", "docs/a/index.md"),
            ("locale-dir", "de-de/a/b.md", "en-us/a/b.md"),
        ];
        for (name, target, source) in cases {
            let mut source_locale = english();
            if source.contains("/en/") {
                source_locale.spellings = vec!["en".to_owned()];
            }
            let layouts = builtin(Some(name));
            let found = layouts.iter().find_map(|layout| {
                let held = layout.target.as_ref()?.matches_anywhere(target, &source_locale);
                let mut held = held.into_iter().next()?;
                held.source_locale = source_locale.spellings.first().cloned();
                layout.sources.first()?.fill(&held)
            });
            assert_eq!(found.as_deref(), Some(source), "{name}: {target}");
        }
    }

    #[test]
    fn the_nearest_place_comes_first() {
        let template = Template::parse("{locale}/{path}").unwrap();
        let found = template.matches_anywhere("fr/docs/de/a.md", &english());
        let locales: Vec<_> = found.iter().filter_map(|it| it.locale.as_deref()).collect();
        assert_eq!(locales, ["de", "fr"]);
        assert!(template.matches_anywhere("src/docs/a.md", &english()).is_empty());
    }

    #[test]
    fn wrong_placeholders_are_named() {
        assert!(Template::parse("a/{lang}/{path}").unwrap_err().contains("`{lang}`"));
        assert!(Template::parse("a/{path").unwrap_err().contains("not closed"));
        assert!(Template::parse("{path}/{path}").unwrap_err().contains("twice"));
    }

    #[test]
    fn where_locales_are_looked_for() {
        let template = Template::parse("docs/{stem}.{locale}.md").unwrap();
        let source = Template::parse("docs/{stem}.md").unwrap();
        let held = source.matches("w/", "w/docs/a/b.md", &english()).unwrap();
        assert_eq!(
            template.around_locale(&held),
            Some(("w/docs/a/".to_owned(), "b.".to_owned(), ".md".to_owned()))
        );
    }

    #[test]
    fn repositories_beside_each_other() {
        let source = |folder: &str| {
            let (layout, locale) = Layout::sibling(folder)?;
            let held = layout.target.as_ref()?.matches("", "a/b.md", &english())?;
            Some((layout.sources.first()?.fill(&held)?, locale.as_str().to_owned()))
        };
        let found = |path: &str, locale: &str| Some((path.to_owned(), locale.to_owned()));
        assert_eq!(source("Docs.de-de"), found("../Docs/a/b.md", "de-DE"));
        assert_eq!(source("docs-ja"), found("../docs/a/b.md", "ja"));
        assert_eq!(source("ja.react.dev"), found("../react.dev/a/b.md", "ja"));
        assert_eq!(source("docs"), None);
    }
}
