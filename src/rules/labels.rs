//! How the bold labels of the source are usually rendered in the tree, for the rules that tell a
//! rendering that departs from it.

use super::{
    index::{Index, LabelUse, WorkspaceCtx},
    repeated::Varied,
};
use crate::{
    locale::{Family, Locale},
    text::Span,
};
use memchr::memmem::Finder;
use std::cmp::Reverse;

/// A place of a label.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    /// Its article, by its number in the index.
    pub(super) article: usize,
    /// The place.
    pub(super) at: LabelUse,
}

/// What labels are put together by: language, source, rendering, then place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    locale: u32,
    source: u64,
    target: u64,
    article: u32,
    span: Span,
    /// Its number among the labels of its article.
    number: u32,
}

/// The usual rendering of a label.
#[derive(Clone, Copy, Debug)]
pub(super) struct Usual {
    /// The first place that has it.
    pub(super) example: Label,
    /// How many places have it.
    pub(super) count: usize,
    /// How many places the label has.
    pub(super) all: usize,
    /// Whether no other rendering has as many places.
    pub(super) leads: bool,
    /// What may join it in the language of its places.
    pub(super) may: Joins,
}

/// A label's text, and the rest of its sentence before and behind the bold run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Texts<'t> {
    pub(super) inside: &'t str,
    pub(super) before: &'t str,
    pub(super) after: &'t str,
}

/// The labels of the source of which one rendering is the most frequent and is seen `seen` times or
/// more, each with its places that are rendered otherwise. Languages are kept apart.
pub(super) fn usual(index: &Index, seen: usize) -> Vec<(Usual, Vec<Label>)> {
    let entries = index.entries();
    let mut locales: Vec<(Option<&Locale>, Joins)> = Vec::new();
    let mut all: Vec<Key> = Vec::new();
    let count = entries.iter().map(|entry| entry.summary.labels.len()).sum();
    let labels = entries.iter().flat_map(|entry| &entry.summary.labels);
    let varied = Varied::among(count, labels.map(|label| (label.source, label.target)));
    for (article, entry) in entries.iter().enumerate() {
        let locale = entry.summary.locale.as_ref();
        let known = locales
            .iter()
            .position(|(known, _)| known.map(Locale::as_str) == locale.map(Locale::as_str));
        let locale = known.unwrap_or_else(|| {
            locales.push((locale, Joins::of(locale)));
            locales.len() - 1
        });
        let labels = entry.summary.labels.iter().enumerate();
        let several = labels.filter(|(_, label)| varied.may_hold(label.source));
        all.extend(several.map(|(number, label)| Key {
            locale: locale as u32,
            source: label.source,
            target: label.target,
            article: article as u32,
            span: label.at.span,
            number: number as u32,
        }));
    }
    all.sort_unstable();
    let label = |key: &Key| {
        let article = key.article as usize;
        let at = entries.get(article)?.summary.labels.get(key.number as usize)?;
        Some(Label { article, at: *at })
    };
    let mut found = Vec::new();
    for same in all.chunk_by(|one, other| (one.locale, one.source) == (other.locale, other.source))
    {
        // Most labels are rendered in one way: renderings come in order.
        let (Some(one), Some(other)) = (same.first(), same.last()) else { continue };
        if one.target == other.target || same.len() <= seen {
            continue;
        }
        let mut renderings: Vec<&[Key]> =
            same.chunk_by(|one, other| one.target == other.target).collect();
        // Of renderings that are equally frequent the one that stands first in the tree comes first.
        renderings.sort_by_key(|places| {
            (Reverse(places.len()), places.first().map(|first| (first.article, first.span)))
        });
        let Some((first, rest)) = renderings.split_first() else { continue };
        if first.len() < seen {
            continue;
        }
        let Some(example) = first.first().and_then(label) else { continue };
        // A label that is usually loose is one that usually slips; and a word does not render four.
        if example.at.loose || example.at.target_words * 2 < example.at.words {
            continue;
        }
        let may = locales.get(one.locale as usize).map_or_else(Joins::default, |(_, may)| *may);
        let leads = rest.first().is_none_or(|next| next.len() < first.len());
        let usual = Usual { example, count: first.len(), all: same.len(), leads, may };
        found.push((
            usual,
            rest.iter().flat_map(|places| places.iter().filter_map(label)).collect(),
        ));
    }
    found
}

impl Usual {
    /// Whether the rendering has `share` percent of the label's places, `apart` of them not counted.
    pub(super) fn has_share(&self, share: usize, apart: usize) -> bool {
        self.count * 100 >= (self.all - apart.min(self.all)) * share
    }
}

impl Label {
    /// The texts of a label's sentence.
    pub(super) fn on<'t>(&self, cx: &WorkspaceCtx<'t>) -> Option<Texts<'t>> {
        let (inner, run, window) = (self.at.at.span, self.at.run, self.at.at.window);
        // One look-up for all three.
        let whole = window.join(run).join(inner);
        let text = cx.text(self.article, whole)?;
        let part = |start: u32, end: u32| {
            text.get((start - whole.start) as usize..(end.max(start) - whole.start) as usize)
        };
        Some(Texts {
            inside: part(inner.start, inner.end)?,
            before: part(window.start.min(run.start), run.start)?,
            after: part(run.end, window.end.max(run.end))?,
        })
    }
}

/// What may join a name without a space between.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Joins {
    /// A letter before it: a prefix (Arabic `و`), or any word where no spaces stand between words.
    before: bool,
    /// A letter behind it: a particle (Korean `을`), or any word.
    behind: bool,
}

impl Joins {
    /// As a language has it.
    fn of(locale: Option<&Locale>) -> Joins {
        let family = |it| locale.is_some_and(|locale| locale.data().family(it));
        let glued = family(Family::NoSpacesBetweenWords);
        Joins {
            before: glued || family(Family::PrefixesJoinWord),
            behind: glued || family(Family::ParticlesFollowMarkup),
        }
    }
}

/// Words that are looked for in many texts.
pub(super) struct Name<'n> {
    finder: Finder<'n>,
    may: Joins,
}

impl<'n> Name<'n> {
    /// The words, and what may join them in their language.
    pub(super) fn new(words: &'n str, may: Joins) -> Name<'n> {
        Name { finder: Finder::new(words), may }
    }

    /// Where a text holds the words as a whole, but for what joins them.
    pub(super) fn find(&self, text: &str) -> Option<usize> {
        let length = self.finder.needle().len();
        if length == 0 {
            return None;
        }
        self.finder.find_iter(text.as_bytes()).find(|at| {
            let before = text.get(..*at).and_then(|it| it.chars().next_back());
            let after = text.get(at + length..).and_then(|it| it.chars().next());
            let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
            (self.may.before || !joins(before)) && (self.may.behind || !joins(after))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Joins, Name};

    fn find(text: &str, words: &str, may: Joins) -> Option<usize> {
        Name::new(words, may).find(text)
    }

    #[test]
    fn words_are_whole_where_words_are_told_apart() {
        let (apart, glued) = (Joins::default(), Joins { before: true, behind: true });
        assert_eq!(find("de tegel Beheer", "Beheer", apart), Some(9));
        assert_eq!(find("de Beheerder", "Beheer", apart), None);
        assert_eq!(find("Beheer-tegel of Beheer", "Beheer", apart), Some(16));
        assert_eq!(find("管理者を選択", "管理", glued), Some(0));
        assert_eq!(find("x", "", glued), None);
        let (particles, prefixes) =
            (Joins { behind: true, ..apart }, Joins { before: true, ..apart });
        assert_eq!(find("복사본을 열거나", "복사본", particles), Some(0));
        assert_eq!(find("새복사본을", "복사본", particles), None);
        assert_eq!(find("وحفظ", "حفظ", prefixes), Some(2));
    }
}
