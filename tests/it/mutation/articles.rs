//! The clean articles that faults are put into. A skeleton `tests/articles/mutation/<name>.md` is an
//! English article in which `⟦…⟧` is a sentence that becomes a pair and `‹…›` a text that only the
//! target has; `<locale>.txt` holds the translations of both in order, a section an article.

use loclint::ast::Flavour;
use std::{fmt::Write as _, fs, ops::Range, path::Path, sync::OnceLock};

/// A pair of a composed article; ranges count bytes of its text. In a target article the pair is its
/// target, and the source's range is empty.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub(super) id: String,
    /// The source's text.
    pub(super) english: String,
    /// The pair with its markup.
    pub(super) whole: Range<usize>,
    pub(super) target: Range<usize>,
    pub(super) source: Range<usize>,
}

/// An article without a fault.
#[derive(Clone, Debug)]
pub(super) struct Article {
    /// Name of the skeleton.
    pub(super) name: String,
    pub(super) locale: String,
    pub(super) flavour: Flavour,
    pub(super) text: String,
    pub(super) pairs: Vec<Pair>,
    /// The source article, as it stands in a file of its own.
    pub(super) english: String,
    /// How it is linted.
    pub(super) form: Form,
}

/// In what form an article is linted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    /// Side by side.
    Pairs,
    /// The target article without its source.
    Alone,
    /// The target article, with its source in another file.
    TwoFiles,
}

/// Skeletons of sites, whose articles stand in files of their own.
const SITES: [(&str, Flavour); 3] =
    [("theme", Flavour::Hugo), ("pages", Flavour::Liquid), ("parts", Flavour::Mdx)];

impl Article {
    /// The article in a form, which must be side by side so far; `None` if it is not written so.
    pub(super) fn in_form(&self, form: Form) -> Option<Article> {
        match form {
            Form::Pairs => (self.flavour == Flavour::default()).then(|| self.clone()),
            Form::Alone => Some(Article { pairs: Vec::new(), ..self.target(form) }),
            Form::TwoFiles => Some(self.target(form)),
        }
    }

    /// The target article.
    fn target(&self, form: Form) -> Article {
        let (mut text, mut last) = (String::new(), 0);
        let mut pairs = Vec::new();
        for pair in &self.pairs {
            text.push_str(&self.text[last..pair.whole.start]);
            let start = text.len();
            text.push_str(&self.text[pair.target.clone()]);
            let whole = start..text.len();
            pairs.push(Pair { target: whole.clone(), whole, source: 0..0, ..pair.clone() });
            last = pair.whole.end;
        }
        text.push_str(&self.text[last..]);
        Article { text, pairs, form, ..self.clone() }
    }

    /// The text of a pair's target.
    pub(super) fn target_of(&self, pair: &Pair) -> &str {
        &self.text[pair.target.clone()]
    }
}

/// Articles of all locales, in order of locale and name.
pub(super) fn articles() -> &'static [Article] {
    static ALL: OnceLock<Vec<Article>> = OnceLock::new();
    ALL.get_or_init(read)
}

fn read() -> Vec<Article> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/articles/mutation"));
    let mut paths: Vec<_> =
        fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut found = Vec::new();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|it| it == "txt")) {
        let locale = path.file_stem().unwrap().to_str().unwrap();
        let text = fs::read_to_string(path).unwrap();
        for section in text.split("# ").skip(1) {
            let mut lines = section.lines().filter(|line| !line.is_empty());
            let name = lines.next().unwrap();
            let skeleton = fs::read_to_string(root.join(format!("{name}.md"))).unwrap();
            found.push(compose(name, locale, &skeleton, lines));
        }
    }
    assert!(found.len() > 70, "the articles are there");
    found
}

/// Puts translations into a skeleton.
fn compose<'t>(
    name: &str,
    locale: &str,
    skeleton: &str,
    mut translations: impl Iterator<Item = &'t str>,
) -> Article {
    let flavour = SITES.iter().find(|(site, _)| *site == name).map(|(_, flavour)| *flavour);
    let english = english(skeleton);
    let skeleton = skeleton.replace("LOCALE", locale);
    let (mut text, mut pairs) = (String::new(), Vec::new());
    let mut rest = skeleton.as_str();
    while let Some(at) = rest.find(['⟦', '‹']) {
        text.push_str(&rest[..at]);
        let (close, is_pair) =
            if rest[at..].starts_with('⟦') { ('⟧', true) } else { ('›', false) };
        let inner = &rest[at + '⟦'.len_utf8()..];
        let end = inner.find(close).unwrap();
        let target =
            translations.next().unwrap_or_else(|| panic!("{locale}/{name}: too few lines"));
        if is_pair {
            // The title and the description take the first numbers, and gaps are normal.
            let id = format!("a{:04x}-{}", name.len() * 0x1011, 103 + 2 * pairs.len());
            pairs.push(pair(&mut text, &id, target, &inner[..end]));
        } else {
            text.push_str(target);
        }
        rest = &inner[end + close.len_utf8()..];
    }
    text.push_str(rest);
    let left = translations.next();
    assert!(left.is_none(), "{locale}/{name}: a line too many: {left:?}");
    Article {
        name: name.to_owned(),
        locale: locale.to_owned(),
        flavour: flavour.unwrap_or_default(),
        text,
        pairs,
        english,
        form: Form::Pairs,
    }
}

/// The source article of a skeleton: without the anchors and keys that come with localization.
fn english(skeleton: &str) -> String {
    const KEYS: [&str; 6] = [
        "ms.openlocfilehash:",
        "ms.sourcegitcommit:",
        "ms.translationtype:",
        "ms.contentlocale:",
        "ms.lasthandoff:",
        "ms.locfileid:",
    ];
    let mut text = String::new();
    for line in skeleton.lines().filter(|line| !KEYS.iter().any(|key| line.starts_with(key))) {
        match line.find("<a name=").zip(line.find("</a>")) {
            Some((start, end)) if line.starts_with('#') => {
                text.push_str(&line[..start]);
                text.push_str(&line[end + "</a>".len()..]);
            }
            _ => text.push_str(line),
        }
        text.push('\n');
    }
    text.replace(['⟦', '⟧', '‹', '›'], "")
}

fn pair(text: &mut String, id: &str, target: &str, source: &str) -> Pair {
    let start = text.len();
    write!(text, "<span data-ttu-id=\"{id}\">").unwrap();
    let target_start = text.len();
    text.push_str(target);
    let target_end = text.len();
    write!(text, "</span><span class=\"sxs-lookup\"><span data-stu-id=\"{id}\">").unwrap();
    let source_start = text.len();
    text.push_str(source);
    let source_end = text.len();
    text.push_str("</span></span>");
    Pair {
        id: id.to_owned(),
        english: source.to_owned(),
        whole: start..text.len(),
        target: target_start..target_end,
        source: source_start..source_end,
    }
}
