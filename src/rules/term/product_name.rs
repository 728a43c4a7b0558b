//! `term/product-name`: the name of a product stands in another case.

use crate::{
    bitext::{Bitext, Side, Unit, UnitWords},
    diagnostic::Safety,
    facts::{Word, WordFlags},
    rules::{
        Ctx, Rule,
        names::{Name, Names},
        options::Options,
        quote::quote,
        terms::{Case, find, find_part, holds, joins_latin},
    },
    text::Span,
};

/// Makes the check; the option names what is to be left alone.
pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    Box::new(ProductName { allowed: options.list("allowed").to_vec() })
}

struct ProductName {
    allowed: Vec<String>,
}

/// A name where it stands in the source.
struct Named<'n> {
    name: &'n str,
    source: Span,
}

impl Rule for ProductName {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let (bitext, names) = (cx.bitext, Names::shipped());
        let Some(source) = bitext.source else { return };
        let capital = WordFlags::CAPITAL.with(WordFlags::IDENTIFIER);
        for UnitWords { unit, target: targets, source: sources, .. } in bitext.units() {
            let mut after = 0;
            for word in sources.iter().filter(|word| word.is(capital)) {
                // What is part of a longer name is no name of its own.
                if word.span.start < after || word.is(WordFlags::NO_TRANSLATE) {
                    continue;
                }
                // Most words that are written large start no name.
                let known = names.at(source.text, *word);
                if known.is_empty() {
                    continue;
                }
                let named = self.wrong(bitext, unit, (*word, known), targets, &mut after);
                let Some(named) = named else { continue };
                let (Named { name, source }, span) = named;
                let ours = bitext.text(Side::Target, span);
                let message = format!("the name {} is written {}", quote(name), quote(ours));
                cx.report(span, message)
                    .label("in another case")
                    .source(source, "in the source")
                    .detail(name)
                    .fact(Side::Source, source)
                    .help(format!("write {}", quote(name)))
                    .fix(Safety::Safe, span, with_spaces_of(name, ours));
            }
        }
    }
}

impl ProductName {
    /// The name that starts with a word of the source and stands in the target only in another case,
    /// and where; `first` is the word with the names that may start there, and `after` becomes the end of
    /// the name.
    fn wrong(
        &self,
        bitext: &Bitext<'_>,
        unit: Unit,
        first: (Word, &'static [Name]),
        words: &[Word],
        after: &mut u32,
    ) -> Option<(Named<'static>, Span)> {
        let source = bitext.source?.text;
        let target = bitext.text(Side::Target, unit.target);
        let (word, names) = first;
        for known in names {
            let name = known.written.as_str();
            let start =
                (word.span.start as usize).checked_sub(usize::from(name.starts_with('.')))?;
            let Some(end) = known.end_at(source, start) else { continue };
            let next = source.get(end..).and_then(|rest| rest.chars().next());
            let before = source.get(..start).and_then(|rest| rest.chars().next_back());
            if next.is_some_and(joins_latin) || before.is_some_and(|c| joins_latin(c) || c == '.') {
                continue;
            }
            *after = end as u32;
            if holds(target, name)
                || find_part(target, name, Case::Exact, true).is_some()
                || self.allowed.iter().any(|it| it == name)
            {
                return None;
            }
            let locale = bitext.languages.target.as_ref().map_or("", |locale| locale.as_str());
            let has_form = |(tag, form): &(String, String)| {
                (tag == "*" || locale == tag || locale.split('-').next() == Some(tag))
                    && find(target, form, Case::Any).is_some()
            };
            if known.forms.iter().any(has_form) {
                return None;
            }
            // A longer name may have been rendered; then the shorter one it starts with is looked at.
            let Some(found) = find(target, name, Case::Any) else { continue };
            let span = found.shifted(unit.target.start);
            let at = span.start + u32::from(name.starts_with('.'));
            let in_prose = words.iter().any(|it| it.span.start <= at && at < it.span.end);
            let ours = found.of_text(target);
            return (in_prose && !is_legal(name, ours, target, found))
                .then_some((Named { name, source: Span::new(start, end) }, span));
        }
        None
    }
}

/// Whether a spelling is due to its place: all in capitals (a heading), with the capital that a
/// sentence starts with, or part of an address.
fn is_legal(name: &str, ours: &str, text: &str, at: Span) -> bool {
    let before = text.get(..at.start as usize).unwrap_or("");
    let after = text.get(at.end as usize..).unwrap_or("");
    let capitals = !ours.chars().any(char::is_lowercase) && name.chars().any(char::is_lowercase);
    let opens = before.trim_end_matches(|c: char| c.is_whitespace() || "*_[(\"'“„«‘".contains(c));
    let first = opens.is_empty() || opens.ends_with(['.', '!', '?', ':', '|', '。']);
    let rest_same = ours.chars().skip(1).eq(name.chars().skip(1));
    let address = before.ends_with(['.', '/', '@', '_', '\\', '#'])
        || after.starts_with(['_', '@', '/', '\\'])
        || after.strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    // The words of a compound are joined by hyphens, and its last one is often a common noun.
    let hyphen = name.chars().zip(ours.chars()).position(|(one, other)| one == ' ' && other == '-');
    if hyphen.is_some_and(|at| name.chars().take(at).eq(ours.chars().take(at))) {
        return true;
    }
    // With the point of `.NET` the name does not start with what stands before.
    address
        || (capitals && ours.len() > 4)
        || (first && rest_same && name.starts_with(char::is_lowercase))
}

/// The name with the kinds of spaces and hyphens that the text has in it.
fn with_spaces_of(name: &str, ours: &str) -> String {
    name.chars()
        .zip(ours.chars())
        .map(|(wanted, found)| if wanted == ' ' { found } else { wanted })
        .collect()
}
