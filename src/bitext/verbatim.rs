//! What became of the tokens that are the same in every language ([`Verbatim`]): found once, when
//! the first rule asks, for all rules.
//!
//! A stretch whose marked words are the same on both sides is done with at once. Of the others each
//! token of the source is looked for in the target's stretch: as it stands (in code too), then with
//! spaces inside, in another case, and last as a word that is nearly the same.

use super::{Bitext, Side, Unit, UnitWords};
use crate::{
    facts::{
        FactKind, Verbatim, VerbatimKind, View, ViewKind, Word, WordFlags, is_extension, paths,
        verbatims,
    },
    locale::Family,
    text::Span,
};
use std::cell::OnceCell;

/// Tokens of one stretch that are looked for; a stretch with more of them is a list of data.
const MOST: usize = 48;

/// Letters of an ending that makes a name a word of the language.
const LONGEST_ENDING: usize = 2;

/// Bytes before a place in which a word that reaches it is looked for.
const LONGEST_WORD: u32 = 80;

/// Longest stretch that is searched, in bytes.
const LONGEST: usize = 16_384;

/// A token of the source that the target does not have as it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lost {
    /// What it is.
    pub kind: VerbatimKind,
    /// Its bytes in the source article's text.
    pub source: Span,
    /// What became of it.
    pub fault: Fault,
    /// The target's stretch that it is missing from.
    pub within: Span,
}

/// What became of a token; spans are bytes of the target article's text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// It stands there with spaces inside.
    Spaced(Span),
    /// It stands there in another case.
    Case(Span),
    /// Letters touch it.
    Glued(Span),
    /// Another one stands in its place.
    Changed(Span),
    /// Nothing like it stands there.
    Gone,
}

/// See [`Bitext::lost_verbatims`].
pub(super) type Cache = OnceCell<Vec<Lost>>;

impl Bitext<'_> {
    /// The tokens of the source that are not in the target as they stand, in order of the units.
    pub fn lost_verbatims(&self) -> &[Lost] {
        self.verbatims.get_or_init(|| find(self))
    }
}

fn find(bitext: &Bitext<'_>) -> Vec<Lost> {
    let mut lost = Vec::new();
    let Some(source_facts) = &bitext.source_facts else { return lost };
    let theirs = source_facts.article.text;
    let mut wanted: Vec<Verbatim> = Vec::new();
    let mut signs = Places::of(memchr::memchr3_iter(b'\\', b'@', b'/', theirs.as_bytes()));
    for UnitWords { unit, target, source, differ, .. } in bitext.units() {
        let odd = signs.any_in(unit.source);
        let written = if odd { unit.source.of_text(theirs).as_bytes() } else { &[] };
        let path = odd && memchr::memchr2(b'\\', b'/', written).is_some();
        let mail = odd && memchr::memchr(b'@', written).is_some();
        if !differ && !odd || unit.source.len() > LONGEST || unit.target.len() > LONGEST {
            continue;
        }
        wanted.clear();
        let mut previous: Option<Word> = None;
        for word in source {
            if let Some(name) = previous
                && let Some(version) = version_behind(theirs, name, *word)
            {
                wanted.push(version);
            }
            verbatims(theirs, *word, &mut |token| wanted.push(token));
            previous = Some(*word);
        }
        if path {
            paths(theirs, unit.source, &mut |span| {
                wanted.retain(|it| !span.overlaps(it.span));
                wanted.push(Verbatim { kind: VerbatimKind::Path, span });
            });
        }
        if mail {
            // An address of its own accord is a link, and no word.
            let facts = source_facts.facts_at(unit.source).iter();
            let bare = facts.filter(|fact| {
                fact.kind == FactKind::Url
                    && !fact.is_link()
                    && fact.text.of_text(theirs).contains('@')
            });
            wanted.extend(bare.map(|fact| Verbatim { kind: VerbatimKind::Email, span: fact.text }));
        }
        for token in wanted.iter().take(MOST) {
            let fault = fault_of(bitext, unit, *token, target);
            if let Some(fault) = fault.and_then(|fault| not_taken(bitext, unit, fault, &lost)) {
                let Verbatim { kind, span: source } = *token;
                lost.push(Lost { kind, source, fault, within: unit.target });
            }
        }
    }
    lost
}

/// Offsets of a text, for stretches that mostly come in order.
struct Places {
    all: Vec<u32>,
    /// How many of them are before the last stretch.
    before: usize,
}

impl Places {
    fn of(all: impl Iterator<Item = usize>) -> Places {
        Places { all: all.map(|at| at as u32).collect(), before: 0 }
    }

    /// Whether one of them is within a span.
    fn any_in(&mut self, span: Span) -> bool {
        let last = self.before.checked_sub(1).and_then(|last| self.all.get(last));
        if last.is_some_and(|at| *at >= span.start) {
            self.before = self.all.partition_point(|at| *at < span.start);
        }
        while self.all.get(self.before).is_some_and(|at| *at < span.start) {
            self.before += 1;
        }
        self.all.get(self.before).is_some_and(|at| *at < span.end)
    }
}

/// A fault at a place that no other token of the unit has: a name that the source has twice is wrong
/// twice only if it stands there twice.
fn not_taken(bitext: &Bitext<'_>, unit: Unit, fault: Fault, lost: &[Lost]) -> Option<Fault> {
    let (Fault::Case(mut span) | Fault::Spaced(mut span)) = fault else { return Some(fault) };
    let text = bitext.target.text;
    let written = span.of_text(text);
    let of_unit = || lost.iter().rev().take_while(|it| it.within == unit.target);
    let taken = |span: Span| {
        of_unit().any(|it| matches!(it.fault, Fault::Case(at) | Fault::Spaced(at) if at == span))
    };
    while taken(span) {
        let rest = Span { start: span.end, end: unit.target.end.max(span.end) };
        let at = memchr::memmem::find(rest.of_text(text).as_bytes(), written.as_bytes())?;
        span = Span::new(at, at + written.len()).shifted(rest.start);
    }
    Some(if matches!(fault, Fault::Case(_)) { Fault::Case(span) } else { Fault::Spaced(span) })
}

/// A version of two parts directly behind a name.
fn version_behind(text: &str, name: Word, number: Word) -> Option<Verbatim> {
    let named = number.is(WordFlags::NUMBER)
        && name.is(WordFlags::CAPITAL.with(WordFlags::IDENTIFIER))
        && !name.is(WordFlags::NUMBER);
    if !named {
        return None;
    }
    let between = Span { start: name.span.end.min(number.span.start), end: number.span.start };
    let written = number.span.of_text(text);
    let two =
        written.split('.').count() == 2 && written.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let joined = matches!(between.of_text(text), " " | "\u{a0}");
    (two && joined).then_some(Verbatim { kind: VerbatimKind::Version, span: number.span })
}

/// What is wrong with a token, if anything is.
fn fault_of(bitext: &Bitext<'_>, unit: Unit, token: Verbatim, words: &[Word]) -> Option<Fault> {
    let source = bitext.source?.text;
    let key = token.span.of_text(source);
    let text = bitext.text(Side::Target, unit.target);
    // What stands in an address or in code is not the token of the prose.
    let is_prose = |at: usize| {
        let at = unit.target.start + at as u32;
        words.iter().any(|word| word.span.start <= at && at < word.span.end)
            || token.kind == VerbatimKind::Path
    };
    let mut found = search(text, key, token.kind, true, &is_prose);
    // Words that the source has apart too (`-PostalCode "<postal code>"`) are no torn name.
    if let Some(torn) = found.filter(|it| it.spaced)
        && has_ignoring_case(bitext.text(Side::Source, unit.source), torn.span.of_text(text))
    {
        found = search(text, key, token.kind, false, &is_prose);
    }
    let numeric =
        matches!(token.kind, VerbatimKind::Version | VerbatimKind::Address | VerbatimKind::Hex);
    let placed = |span: Span| span.shifted(unit.target.start);
    if let Some(found) = found {
        let span = placed(found.span);
        if !found.spaced
            && (!found.case || matches!(token.kind, VerbatimKind::Hex | VerbatimKind::Email))
        {
            return glued(bitext, token, span).then_some(Fault::Glued(span));
        }
        let in_prose = is_prose(found.span.start as usize);
        if in_prose {
            if found.spaced {
                return Some(Fault::Spaced(span));
            }
            let ours = span.of_text(bitext.target.text);
            // A heading all in capitals.
            let capitals = !text.chars().any(char::is_lowercase);
            let legal = capitals
                || is_inflected(bitext, span)
                || capital_at_start(text, found.span, key, ours)
                || is_written(bitext, ours)
                || is_domain(key);
            return (!legal).then_some(Fault::Case(span));
        }
    }
    let around = bitext.around(unit);
    let nearby = bitext.text(Side::Target, around);
    if around.len() > LONGEST
        || search(nearby, key, token.kind, true, &|_| true).is_some_and(|found| !found.spaced && !found.case)
            // A number that stands nearby in the source too has not moved there, and neither has what
            // a block of code holds.
            && !(numeric && is_short_of(bitext, unit, key, nearby))
            && !is_in_blocks_only(bitext, around, key)
    {
        return None;
    }
    if numeric {
        let mut near = None;
        for word in words {
            verbatims(bitext.target.text, *word, &mut |other| {
                let theirs = bitext.text(Side::Source, unit.source);
                let own = other.span.of_text(bitext.target.text);
                if other.kind == token.kind && !theirs.contains(own) {
                    near = near.or(Some(other.span));
                }
            });
        }
        if token.kind == VerbatimKind::Version && near.is_none() {
            let changed = version_in_place(bitext, unit, token).map(Fault::Changed);
            // A version of three parts is nothing that a sentence can do without.
            let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
            let long = key.split('.').count() > 2 && key.split('.').all(digits);
            return changed.or_else(|| long.then(|| version_cut(bitext, unit, key)));
        }
        return Some(near.map_or(Fault::Gone, Fault::Changed));
    }
    let theirs = bitext.text(Side::Source, unit.source);
    if token.kind == VerbatimKind::FileName
        && let Some(fault) = torn_extension(bitext, key, words)
    {
        return Some(fault);
    }
    Some(nearly(bitext, theirs, key, words).map_or(Fault::Gone, Fault::Changed))
}

/// Whether a name stands in blocks of code alone, within a stretch of the target.
fn is_in_blocks_only(bitext: &Bitext<'_>, within: Span, key: &str) -> bool {
    let facts = &bitext.target_facts;
    let text = bitext.text(Side::Target, within);
    let mut places = text.match_indices(key).take(MOST).map(|(at, _)| within.start + at as u32);
    let in_block = |place: u32| {
        let view = facts.view_at(place).and_then(|view| facts.views.get(view));
        view.is_some_and(|view| {
            view.kind == ViewKind::Code && view.span.start <= place && place < view.span.end
        })
    };
    let first = places.next();
    first.is_some_and(|place| in_block(place) && places.all(in_block))
}

/// Whether a stretch of the target has a number less often than the source's around it.
fn is_short_of(bitext: &Bitext<'_>, unit: Unit, key: &str, nearby: &str) -> bool {
    let theirs = bitext.around_on(Side::Source, unit);
    theirs.len() <= LONGEST
        && nearby.matches(key).count() < bitext.text(Side::Source, theirs).matches(key).count()
}

/// The other version that stands behind the same name in the target: the one that has the same digits
/// with another mark between, each for one of the source's, or else the first that the source has not.
fn version_in_place(bitext: &Bitext<'_>, unit: Unit, token: Verbatim) -> Option<Span> {
    let source = bitext.source_facts.as_ref()?;
    let name = source.letters_before(token.span.start.checked_sub(1)?)?;
    let name = source.text(name);
    let text = bitext.text(Side::Target, unit.target);
    let theirs = bitext.text(Side::Source, unit.source);
    let key = token.span.of_text(bitext.source?.text);
    let numbers = || {
        text.match_indices(name).take(MOST).filter_map(|(at, _)| {
            let after = text.get(at + name.len()..)?;
            let digits = after.strip_prefix([' ', '\u{a0}', '-'])?;
            let length = digits
                .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
                .unwrap_or(digits.len());
            let number = digits.get(..length)?.trim_end_matches(['.', ',']);
            // Without its second part the number may have been shortened on purpose (`Core 3.0` and 3).
            (number.contains(['.', ','])).then_some(number)
        })
    };
    // How many of the same version stand before this one in the source.
    let before = theirs.get(..(token.span.start - unit.source.start) as usize).unwrap_or("");
    let earlier = before.matches(key).count();
    let alike = |number: &&str| number.replace(',', ".") == key;
    let found = numbers()
        .filter(alike)
        .nth(earlier)
        .or_else(|| numbers().find(alike))
        .or_else(|| numbers().find(|number| !theirs.contains(&*number.replace(',', "."))))
        .or_else(|| numbers().next())?;
    Some(Span::of(bitext.target.text, found))
}

/// What became of a version of several parts: the number that starts like it with other points or
/// fewer parts.
fn version_cut(bitext: &Bitext<'_>, unit: Unit, key: &str) -> Fault {
    let first = key.split('.').next().unwrap_or(key);
    let text = bitext.text(Side::Target, unit.target);
    let theirs = bitext.text(Side::Source, unit.source);
    let found = text.match_indices(first).take(MOST).find_map(|(at, _)| {
        let digit = |c: char| c.is_ascii_digit();
        if text.get(..at)?.ends_with(digit) {
            return None;
        }
        let rest = text.get(at..)?;
        let length =
            rest.find(|c: char| !(digit(c) || matches!(c, '.' | ','))).unwrap_or(rest.len());
        let number = rest.get(..length)?.trim_end_matches(['.', ',']);
        let other = number.contains(['.', ',']) && !theirs.replace(key, "").contains(number);
        other.then(|| Span::of(bitext.target.text, number))
    });
    found.map_or(Fault::Gone, Fault::Changed)
}

/// Whether letters that the source has not touch the end of a file name: then its extension reads as
/// another one.
fn glued(bitext: &Bitext<'_>, token: Verbatim, span: Span) -> bool {
    let data = bitext.target_data;
    let joins = [Family::NoSpacesBetweenWords, Family::ParticlesFollowMarkup, Family::SuffixesJoin]
        .into_iter()
        .any(|family| data.family(family));
    token.kind == VerbatimKind::FileName
        && !joins
        && !data.is_empty()
        && bitext.target_facts.char_after(span.end).is_some_and(char::is_lowercase)
        && bitext.source_facts.as_ref().is_some_and(|facts| {
            !facts.char_after(token.span.end).is_some_and(char::is_alphanumeric)
        })
}

/// The word that starts with a file's name and its point, and goes on in another way: with another
/// extension, or with letters of the sentence (`settings.jsfor`).
fn torn_extension(bitext: &Bitext<'_>, key: &str, words: &[Word]) -> Option<Fault> {
    let stem = key.get(..=key.rfind('.')?)?;
    words.iter().find_map(|word| {
        let ours = word.span.of_text(bitext.target.text);
        let rest = ours.get(ours.find(stem)? + stem.len()..)?;
        // Two letters or fewer are what is left of an extension.
        let fault =
            if is_extension(rest) || rest.len() < 3 { Fault::Changed } else { Fault::Glued };
        Some(fault(word.span))
    })
}

/// Whether a word of the language begins with a name and goes on with an ending (`Subtotalen`).
fn is_inflected(bitext: &Bitext<'_>, span: Span) -> bool {
    let facts = &bitext.target_facts;
    let ending = facts.letters_after(span.end).map_or("", |ending| facts.text(ending));
    (1..=LONGEST_ENDING).contains(&ending.chars().count())
        && !facts.char_before(span.start).is_some_and(char::is_alphabetic)
}

/// Whether the source writes a name so anywhere, in prose or in code; an anchor or an address that
/// holds it is no way to write it.
fn is_written(bitext: &Bitext<'_>, name: &str) -> bool {
    let Some(facts) = &bitext.source_facts else { return false };
    let places = memchr::memmem::find_iter(facts.article.text.as_bytes(), name.as_bytes());
    places.take(MOST).any(|at| {
        let place = Span::new(at, at + name.len());
        let view = facts.view_at(place.start).and_then(|view| facts.views.get(view));
        let is_front = |view: Option<&View<'_>>| {
            view.is_some_and(|view| view.kind == ViewKind::FrontMatter) && !bitext.is_two_files()
        };
        // And the texts of most images.
        let is_alt = |word: Word| word.is(WordFlags::ALT) && !bitext.is_two_files();
        let held = |fact: &crate::facts::Fact<'_>| {
            fact.kind == FactKind::Code && fact.span.contains(place)
        };
        view.is_some_and(|view| {
            view.kind == ViewKind::Code
                // A side-by-side file has the front matter of the translation alone.
                || view.kind == ViewKind::FrontMatter && bitext.is_two_files()
                || facts.facts_in(view).iter().any(held)
        }) || facts
            .words_in(Span { start: place.start.saturating_sub(LONGEST_WORD), end: place.end })
            .iter()
            .any(|word| word.span.overlaps(place) && !is_front(view) && !is_alt(*word))
    })
}

/// Whether a name is a domain's, in which case means nothing.
fn is_domain(key: &str) -> bool {
    key.rsplit_once('.').is_some_and(|(_, last)| {
        ["com", "net", "org", "io", "ms", "de", "edu", "gov", "info"].contains(&last)
    })
}

/// Whether a text holds ASCII words, in any case.
fn has_ignoring_case(text: &str, words: &str) -> bool {
    let (text, words) = (text.as_bytes(), words.as_bytes());
    !words.is_empty() && text.windows(words.len()).any(|it| it.eq_ignore_ascii_case(words))
}

/// Whether a word differs by the capital that a sentence, heading or label starts with.
fn capital_at_start(text: &str, at: Span, key: &str, ours: &str) -> bool {
    let (Some(first), Some(rest), Some(theirs)) =
        (ours.chars().next(), ours.get(1..), key.get(1..))
    else {
        return false;
    };
    let before = text.get(..at.start as usize).unwrap_or("");
    let before =
        before.trim_end_matches(|c: char| c.is_whitespace() || "*_[(\"'“„«‘`\\".contains(c));
    rest == theirs
        && first.is_uppercase()
        && (before.is_empty()
            || before.ends_with(['.', '!', '?', ':', ';', '|', '>', '。', '؟', '-', '–']))
}

/// A word of the target that the source has not and that is one or two letters away from `key`.
fn nearly(bitext: &Bitext<'_>, theirs: &str, key: &str, words: &[Word]) -> Option<Span> {
    if key.len() < 6 || key.len() > 80 {
        return None;
    }
    let most = if key.len() < 10 { 1 } else { 2 };
    // A word without capitals or marks inside is rather a translation (`Subtotal`).
    let near = |word: &&Word| {
        if !word.is(WordFlags::IDENTIFIER) {
            return false;
        }
        let ours = word.span.of_text(bitext.target.text);
        ours.len().abs_diff(key.len()) <= most
            && !theirs.contains(ours)
            && strsim::damerau_levenshtein(&ours.to_lowercase(), &key.to_lowercase()) <= most
    };
    let found = words.iter().find(near)?.span;
    // A name that the source has once, and the other one elsewhere, is the source's own slip.
    let source = bitext.source?.text.as_bytes();
    let count = |name: &str| memchr::memmem::find_iter(source, name.as_bytes()).take(2).count();
    (count(key) > 1 || count(found.of_text(bitext.target.text)) == 0).then_some(found)
}

/// A place of a token in a text.
#[derive(Clone, Copy)]
struct Found {
    /// Bytes of the text.
    span: Span,
    /// Whether spaces stand inside.
    spaced: bool,
    /// Whether the case of a letter differs.
    case: bool,
}

/// The best place of a token in a text: as it stands before anything else, then one in prose, and torn
/// by spaces only if that may be. Backslashes before punctuation, soft hyphens and marks of direction do not count.
fn search(
    text: &str,
    key: &str,
    kind: VerbatimKind,
    torn: bool,
    is_prose: &dyn Fn(usize) -> bool,
) -> Option<Found> {
    let numeric = matches!(kind, VerbatimKind::Version | VerbatimKind::Address | VerbatimKind::Hex);
    let first = *key.as_bytes().first()?;
    let (lower, upper) = (first.to_ascii_lowercase(), first.to_ascii_uppercase());
    let mut best: Option<Found> = None;
    for at in memchr::memchr2_iter(lower, upper, text.as_bytes()) {
        let found = match_at(text, at, key).filter(|it| torn || !it.spaced);
        let Some(found) = found else { continue };
        if numeric {
            let part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            let after = text.get(found.span.end as usize..).unwrap_or("");
            let longer = after.strip_prefix('.').unwrap_or(after).chars().next();
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            if before.is_some_and(|c| c.is_ascii_digit())
                || part(longer) && longer.is_some_and(|c| c.is_ascii_digit())
            {
                continue;
            }
        }
        if !found.spaced && !found.case {
            return Some(found);
        }
        let rank = |it: Found| (!is_prose(it.span.start as usize), it.case, it.spaced);
        if best.is_none_or(|it| rank(found) < rank(it)) {
            best = Some(found);
        }
    }
    best
}

/// `key` at an offset of `text`, loosely.
fn match_at(text: &str, at: usize, key: &str) -> Option<Found> {
    let (bytes, key) = (text.as_bytes(), key.as_bytes());
    let (mut spaced, mut case) = (false, false);
    let mut j = at;
    let mut i = 0;
    while i < key.len() {
        let wanted = *key.get(i)?;
        // A backslash is written once or twice, or escapes what follows.
        if wanted == b'\\' {
            let double = key.get(i + 1) == Some(&b'\\');
            let punctuation = key.get(i + 1).is_some_and(u8::is_ascii_punctuation);
            if punctuation && !double {
                i += 1;
                continue;
            }
            let (next, gap) = skip_spaces(text, j);
            if bytes.get(next) != Some(&b'\\') {
                return None;
            }
            spaced |= gap;
            j = next + 1;
            if bytes.get(j) == Some(&b'\\') {
                j += 1;
            }
            i += 1 + usize::from(double);
            continue;
        }
        j = skip_marks(text, j);
        if i > 0 && is_joint(key, i) {
            let (next, gap) = skip_spaces(text, j);
            spaced |= gap;
            j = next;
        }
        if bytes.get(j) == Some(&b'\\') && wanted.is_ascii_punctuation() {
            j += 1;
        }
        let found = *bytes.get(j)?;
        if found != wanted {
            if !found.eq_ignore_ascii_case(&wanted) {
                return None;
            }
            case = true;
        }
        i += 1;
        j += 1;
    }
    Some(Found { span: Span::new(at, j), spaced, case })
}

/// Whether spaces put before the byte at `i` tear a name where it has a joint.
fn is_joint(key: &[u8], i: usize) -> bool {
    let (Some(before), Some(here)) = (i.checked_sub(1).and_then(|b| key.get(b)), key.get(i)) else {
        return false;
    };
    let mark = |b: &u8| matches!(b, b'.' | b'_' | b'@' | b'\\' | b'/' | b'-');
    mark(before) || mark(here) || before.is_ascii_lowercase() && here.is_ascii_uppercase()
}

/// Past at most three spaces; and whether there were any.
fn skip_spaces(text: &str, at: usize) -> (usize, bool) {
    let rest = text.get(at..).unwrap_or("");
    let length: usize =
        rest.chars().take(3).take_while(|c| c.is_whitespace()).map(char::len_utf8).sum();
    (at + length, length > 0)
}

/// Past characters that show nothing.
fn skip_marks(text: &str, at: usize) -> usize {
    if text.as_bytes().get(at).is_none_or(u8::is_ascii) {
        return at;
    }
    let rest = text.get(at..).unwrap_or("");
    let hidden = |c: &char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}');
    at + rest.chars().take_while(hidden).take(8).map(char::len_utf8).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(text: &str, key: &str) -> Option<(String, bool, bool)> {
        let found = search(text, key, VerbatimKind::Identifier, true, &|_| true)?;
        Some((found.span.of_text(text).to_owned(), found.spaced, found.case))
    }

    #[test]
    fn escapes_and_marks_do_not_count() {
        assert_eq!(look(r"de A\_B-x", "A_B"), Some((r"A\_B".to_owned(), false, false)));
        assert_eq!(look("a One\u{200b}Drive", "OneDrive").map(|it| it.1), Some(false));
    }

    #[test]
    fn spaces_at_joints_and_other_case() {
        assert_eq!(
            look("via System. Data .Odbc", "System.Data.Odbc"),
            Some(("System. Data .Odbc".to_owned(), true, false))
        );
        assert_eq!(look("een onedrive", "OneDrive").map(|it| (it.1, it.2)), Some((false, true)));
        assert_eq!(look("een one dr ive", "OneDrive"), None);
    }
}
