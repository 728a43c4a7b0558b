//! `literal/number`: a number is lost and another stands there instead, or a long number is gone.

use crate::{
    bitext::{Bitext, Side, Unit, UnitWords},
    facts::{Number, numbers},
    rules::{
        Ctx, Rule,
        options::Options,
        quote::{quote, quote_both},
    },
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(LostNumber)
}

/// Numbers from this on are seldom spelled out or rounded.
const LONG: u128 = 1000;

/// Digits from which on numbers that differ in two are the same one mistyped.
const MANY_DIGITS: usize = 6;

/// Numbers below this are left aside.
const SMALL: u128 = 10;

struct LostNumber;

impl Rule for LostNumber {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        let (Some(target), Some(source)) = (bitext.article(Side::Target), bitext.source) else {
            return;
        };
        for UnitWords { unit, target: targets, source: sources, .. } in
            bitext.units().filter(|it| it.differ)
        {
            numbers(source.text, sources, bitext.source_data, &mut theirs);
            // Only what the source has can be lost.
            if theirs.is_empty() {
                continue;
            }
            numbers(target.text, targets, bitext.target_data, &mut ours);
            take_equal(&mut ours, &mut theirs);
            // An hour of 24 is written otherwise where the source counts to 12.
            ours.retain(|it| bitext.target_facts.char_after(it.span.end) != Some(':'));
            // Small numbers are spelled out in one language and not in the other.
            ours.retain(|number| number.value >= SMALL);
            theirs.retain(|number| number.value >= SMALL);
            // The day of a date whose month has a name goes with the month, which no number tells.
            theirs.retain(|number| !is_day(bitext, *number));
            if let [lost] = theirs.as_slice() {
                report(unit, *lost, &ours, cx);
            }
        }
    }
}

/// Whether a number is the day in a date like 12-Jun-2026.
fn is_day(bitext: &Bitext<'_>, number: Number) -> bool {
    let Some(facts) = &bitext.source_facts else { return false };
    let month = facts.letters_after(number.span.end + 1);
    number.value <= 31
        && facts.char_after(number.span.end) == Some('-')
        && month.is_some_and(|month| {
            facts.char_after(month.end) == Some('-')
                && facts.char_after(month.end + 1).is_some_and(|c| c.is_ascii_digit())
        })
}

/// Takes numbers of equal value out of both lists.
fn take_equal(ours: &mut Vec<Number>, theirs: &mut Vec<Number>) {
    theirs.retain(|number| {
        let Some(at) = ours.iter().position(|other| other.is_same(*number)) else {
            return true;
        };
        ours.remove(at);
        false
    });
}

fn report(unit: Unit, lost: Number, added: &[Number], cx: &mut Ctx<'_, '_>) {
    let bitext = cx.bitext;
    let theirs = bitext.text(Side::Source, lost.span);
    let around = bitext.text(Side::Target, bitext.around(unit));
    if holds(around, theirs) {
        return;
    }
    // Of several that were added, the one that is nearly the same has its place.
    let near = added.iter().position(|it| lost.value >= LONG && is_near(lost.value, it.value));
    let added = match near {
        Some(at) => added.get(at..=at).unwrap_or(added),
        None => added,
    };
    let (span, message) = match added {
        [other] if !is_other_half_of_day(lost, *other) => {
            let ours = bitext.text(Side::Target, other.span);
            // The source has the one once, and the other elsewhere: it is its own slip.
            let source = bitext.source.map_or("", |source| source.text);
            if holds(source, ours) && source.matches(theirs).nth(1).is_none() {
                return;
            }
            let (was, is) = quote_both(theirs, ours);
            (other.span, format!("the number {was} became {is}"))
        }
        [] if lost.value >= LONG => (unit.target, format!("the number {} is gone", quote(theirs))),
        _ => return,
    };
    cx.report(span, message)
        .source(lost.span, "in the source")
        .detail(theirs)
        .fact(Side::Source, lost.span)
        .help("write the number of the source, with the marks of your language");
}

/// Whether two numbers of many digits are a slip of one or two of them apart.
fn is_near(one: u128, other: u128) -> bool {
    let (one, other) = (one.to_string(), other.to_string());
    one.len() >= MANY_DIGITS
        && one.len().abs_diff(other.len()) <= 2
        && strsim::damerau_levenshtein(&one, &other) <= 2
}

/// Whether a text holds a number as written, and not only as a part of a longer one.
fn holds(text: &str, number: &str) -> bool {
    let digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    text.match_indices(number).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + number.len()..).and_then(|after| after.chars().next());
        !digit(before) && !digit(after)
    })
}

/// Whether two numbers are the same hour, before noon and after it.
fn is_other_half_of_day(one: Number, other: Number) -> bool {
    one.value.abs_diff(other.value) == 12 && one.value.max(other.value) <= 24
}
