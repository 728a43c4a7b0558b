//! The clean articles that faults are put into. A skeleton `tests/articles/mutation/<name>.md` is an
//! English article in which `⟦…⟧` is a sentence that becomes a pair and `‹…›` a text that only the
//! target has; `<locale>.txt` holds the translations of both in order, a section an article.

use std::{fmt::Write as _, fs, ops::Range, path::Path};

/// A pair of a composed article; ranges count bytes of its text.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub(super) id: String,
    /// The pair with its markup.
    pub(super) whole: Range<usize>,
    pub(super) target: Range<usize>,
    pub(super) source: Range<usize>,
}

/// A side-by-side article without a fault.
#[derive(Clone, Debug)]
pub(super) struct Article {
    /// Name of the skeleton.
    pub(super) name: String,
    pub(super) locale: String,
    pub(super) text: String,
    pub(super) pairs: Vec<Pair>,
}

impl Article {
    /// The target article alone.
    pub(super) fn alone(&self) -> Article {
        let (mut text, mut last) = (String::new(), 0);
        for pair in &self.pairs {
            text.push_str(&self.text[last..pair.whole.start]);
            text.push_str(&self.text[pair.target.clone()]);
            last = pair.whole.end;
        }
        text.push_str(&self.text[last..]);
        Article { text, pairs: Vec::new(), ..self.clone() }
    }
}

/// Articles of all locales, in order of locale and name.
pub(super) fn articles() -> Vec<Article> {
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
    assert!(found.len() > 30, "the articles are there");
    found
}

/// Puts translations into a skeleton.
fn compose<'t>(
    name: &str,
    locale: &str,
    skeleton: &str,
    mut translations: impl Iterator<Item = &'t str>,
) -> Article {
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
    Article { name: name.to_owned(), locale: locale.to_owned(), text, pairs }
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
        whole: start..text.len(),
        target: target_start..target_end,
        source: source_start..source_end,
    }
}
