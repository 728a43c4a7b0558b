//! `text/duplicated-phrase`: two or more words stand twice, back to back or around a conjunction.

use crate::{
    bitext::{Bitext, Side},
    facts::{Word, WordFlags},
    locale::{Family, WordSet},
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(DuplicatedPhrase)
}

struct DuplicatedPhrase;

/// Most words of a phrase.
const LONGEST: usize = 6;

impl Rule for DuplicatedPhrase {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let data = bitext.target_data;
        if data.family(Family::NoSpacesBetweenWords) || data.family(Family::WordsMayDouble) {
            return;
        }
        let (words, text) = (&bitext.target_facts.words, bitext.target.text);
        let mut after = 0;
        for at in memchr::memchr_iter(1, &may_repeat(words)) {
            let Some((first, last)) = repeated(words, text, at, &data.conjunctions) else {
                continue;
            };
            // The words of a longer repetition repeat, too.
            if first.start < after {
                continue;
            }
            after = last.end;
            report(bitext, first, last, cx);
        }
    }
}

fn report<'a>(bitext: &Bitext<'a>, first: Span, last: Span, cx: &mut Ctx<'_, 'a>) {
    let Some(stretch) = bitext.stretch_at(first.start) else { return };
    if !stretch.target.contains(last) {
        return;
    }
    if let Some(source) = stretch.source {
        let words = bitext.words(Side::Source, source);
        let text = bitext.source.map_or("", |source| source.text);
        let adjacent = last.start <= first.end + 1;
        let again = if adjacent {
            // Back to back it stands for no figure of speech of the source, but a name that the source
            // has twice may come to stand beside itself.
            let named = |said: &str| {
                words.iter().filter(|word| word.span.of_text(text) == said).nth(1).is_some()
            };
            let phrase = bitext.words(Side::Target, first).iter();
            (0..words.len()).any(|at| doubles(words, text, at))
                || phrase.into_iter().any(|word| named(bitext.text(Side::Target, word.span)))
        } else {
            (0..words.len()).any(|at| recurs(words, text, at))
        };
        if again {
            return;
        }
    }
    let phrase = bitext.text(Side::Target, first);
    let message = format!("the words {} stand twice", quote(phrase));
    let finding = cx.report(first.join(last), message);
    finding.help("remove one of the two").detail(phrase);
    if let Some(source) = stretch.source {
        finding.source(source, "nothing stands twice in the source");
    }
}

/// Whether the words at `at` and behind it stand again right after them, or it alone.
fn doubles(words: &[Word], text: &str, at: usize) -> bool {
    let word = |at: usize| words.get(at).map(|word| word.span.of_text(text));
    word(at).is_some()
        && (word(at) == word(at + 1)
            || (2..=LONGEST).any(|distance| {
                (0..distance).all(|step| word(at + step) == word(at + distance + step))
            }))
}

/// Whether the word at `at` stands again soon after, whatever stands between: with the next word, or
/// alone where it is no function word.
fn recurs(words: &[Word], text: &str, at: usize) -> bool {
    let word = |at: usize| words.get(at).map(|word| word.span.of_text(text));
    let small = WordFlags::SOURCE_FUNCTION.with(WordFlags::TARGET_FUNCTION);
    let telling = words.get(at).is_some_and(|word| !word.is(small) && word.span.len() > 3);
    (2..=LONGEST + 3).any(|distance| {
        word(at).is_some()
            && word(at) == word(at + distance)
            && (telling || word(at + 1) == word(at + distance + 1))
    })
}

/// A byte that two equal words have in common, and few others with them.
fn token(word: &Word) -> u8 {
    (word.key.number().wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8
}

/// Whether each word may, by its token, stand again with the next as near as [`repeated`] looks.
///
/// All words are compared at one distance, then at the next: such loops over bytes the compiler turns
/// into ones that take many words at a time.
fn may_repeat(words: &[Word]) -> Vec<u8> {
    let tokens: Vec<u8> = words.iter().map(token).collect();
    let mut found = vec![0; tokens.len()];
    let next = tokens.get(1..).unwrap_or(&[]);
    for distance in 2..=LONGEST + 1 {
        let again = tokens.get(distance..).unwrap_or(&[]);
        let again_next = next.get(distance..).unwrap_or(&[]);
        let here = tokens.iter().zip(next).zip(again.iter().zip(again_next));
        for (found, ((first, second), (again, next))) in found.iter_mut().zip(here) {
            *found |= u8::from((first ^ again) | (second ^ next) == 0);
        }
    }
    found
}

/// The two places of a phrase that starts with the word at `at` and follows itself, or follows a
/// conjunction behind itself.
fn repeated(words: &[Word], text: &str, at: usize, conjunctions: &WordSet) -> Option<(Span, Span)> {
    let (first, second) = (words.get(at)?, words.get(at + 1)?);
    let odd = WordFlags::NUMBER.with(WordFlags::NO_TRANSLATE).with(WordFlags::ALL_CAPS);
    if first.is(odd) || second.is(odd) {
        return None;
    }
    let keys = (first.key, second.key);
    for (distance, pair) in (2..=LONGEST + 1).zip(words.get(at + 2..)?.windows(2)) {
        let [again, next] = pair else { continue };
        // A phrase has two words or more, so both of them stand there again.
        if (again.key, next.key) != keys || again.span.of_text(text) != first.span.of_text(text) {
            continue;
        }
        let same = (1..distance)
            .take_while(|step| match (words.get(at + step), words.get(at + distance + step)) {
                (Some(one), Some(other)) => one.span.of_text(text) == other.span.of_text(text),
                _ => false,
            })
            .count()
            + 1;
        // Either all words up to the second place are the phrase, or all but one between the two.
        let between = words.get(at + distance - 1)?;
        let count = match distance - same {
            0 => distance,
            1 if distance > 2 && conjunctions.contains(between.span.of_text(text)) => distance - 1,
            _ => continue,
        };
        let phrase = words.get(at..at + count)?;
        let end = words.get(at + distance + count - 1)?.span.end;
        let all = words.get(at..at + distance + count)?;
        let spaced = all.windows(2).all(|pair| match pair {
            [one, other] => {
                let gap = Span { start: one.span.end, end: other.span.start };
                gap.of_text(text) == " "
            }
            _ => false,
        });
        let says_something = phrase
            .iter()
            .any(|word| !word.is(odd.with(WordFlags::TARGET_FUNCTION)) && word.span.len() > 2);
        // `an einem Tag oder einem Tag später`: an article and its noun may go on in another way.
        let goes_on = count == 2
            && distance == 3
            && first.is(WordFlags::TARGET_FUNCTION)
            && text.get(end as usize..).is_some_and(|rest| rest.starts_with([' ', '\n']));
        if goes_on {
            continue;
        }
        if spaced && says_something && !phrase.iter().any(|word| word.is(odd)) {
            let first = Span { start: first.span.start, end: phrase.last()?.span.end };
            return Some((first, Span { start: again.span.start, end }));
        }
    }
    None
}
