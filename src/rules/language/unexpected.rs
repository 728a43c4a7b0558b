//! `language/unexpected`: prose in a language that is neither the target's nor the source's.

use crate::{
    bitext::{Side, UnitWords},
    facts::{Word, WordFlags},
    locale::{self, Family, LocaleData, Script, script_of},
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};
use std::{collections::HashMap, sync::OnceLock};

/// Makes the check; its option is `min-words`.
pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    Box::new(Unexpected { words: options.count("min-words") })
}

struct Unexpected {
    words: usize,
}

/// Share of function words of the two languages, in percent, from which on a stretch is in one of them.
const AT_HOME: usize = 30;

/// Share of function words, in percent, that tells another language, and the fewest of them.
const TELLING: usize = 20;
const FEWEST: usize = 3;

/// Letters that say as much as a word in scripts whose words stand without spaces.
const LETTERS: usize = 2;

impl Rule for Unexpected {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if bitext.target_data.is_empty() {
            return;
        }
        if bitext.source.is_some() {
            for UnitWords { unit, target, .. } in bitext.units() {
                self.check(unit.target, target, Some(unit.source), cx);
            }
        } else {
            for view in bitext.target_facts.views.iter().filter(|view| view.is_prose()) {
                let words = bitext.words(Side::Target, view.text());
                let text = bitext.target.text;
                let told = sentences(text, words).any(|part| {
                    let span =
                        part.first().zip(part.last()).map(|(one, last)| one.span.join(last.span));
                    part.len() < words.len()
                        && span.is_some_and(|it| self.check(it, part, None, cx))
                });
                if !told {
                    self.check(view.text(), words, None, cx);
                }
            }
        }
    }
}

impl Unexpected {
    /// Whether something was reported.
    fn check(
        &self,
        target: Span,
        words: &[Word],
        source: Option<Span>,
        cx: &mut Ctx<'_, '_>,
    ) -> bool {
        let bitext = cx.bitext;
        let ours = WordFlags::TARGET_FUNCTION.with(WordFlags::SOURCE_FUNCTION);
        let (mut known, mut not_latin) = (0, false);
        for word in words {
            known += usize::from(word.is(ours));
            not_latin |= word.is(WordFlags::NOT_LATIN);
        }
        let foreign = not_latin && self.in_other_script(target, cx);
        // Nearly every stretch ends here.
        if !foreign && (words.len() < self.words || known * 100 >= words.len() * AT_HOME) {
            return false;
        }
        let language =
            if foreign { None } else { self.in_other_language(Side::Target, target, cx) };
        if !foreign && language.is_none() {
            return false;
        }
        // What the source quotes, too, is meant.
        if let Some(source) = source
            && (bitext.same_words(target, source)
                || language.is_some() && self.in_other_language(Side::Source, source, cx).is_some())
        {
            return false;
        }
        let expected = name(bitext.target_data);
        let text = quote(bitext.text(Side::Target, target).trim());
        let message = match language {
            Some(language) => format!("this reads as {}, not {expected}: {text}", name(language)),
            None => format!("this is in a script that {expected} does not use: {text}"),
        };
        let finding = cx.report(target, message);
        finding.label(format!("not {expected}")).help(format!("write it in {expected}"));
        if let Some(source) = source {
            finding.source(source, "the source");
        }
        true
    }

    /// Whether most letters of a stretch are of a script that neither language uses. Latin letters say
    /// nothing: names are written in them everywhere.
    fn in_other_script(&self, target: Span, cx: &Ctx<'_, '_>) -> bool {
        let bitext = cx.bitext;
        let (mut all, mut other) = (0, 0);
        let (mut words, mut glued) = (0, 0);
        bitext.each_prose_word(Side::Target, target, |word| {
            let text = bitext.text(Side::Target, word.word.span);
            let mut here = 0;
            for c in text.chars().filter(|c| c.is_alphabetic()) {
                let script = script_of(c);
                all += 1;
                let theirs = !matches!(script, Script::Latin | Script::Common)
                    && !bitext.target_data.written_in(script)
                    && !bitext.source_data.written_in(script);
                here += usize::from(theirs);
                let spaceless = matches!(
                    script,
                    Script::Han | Script::Hiragana | Script::Katakana | Script::Thai
                );
                glued += usize::from(theirs && spaceless);
            }
            other += here;
            words += usize::from(here > 0);
        });
        other * 2 > all && words.max(glued / LETTERS) >= self.words
    }

    /// The language whose function words a stretch holds, or words with letters of its own, if it is
    /// neither of the two. Only words and letters that the two languages do not have count.
    fn in_other_language(
        &self,
        side: Side,
        stretch: Span,
        cx: &Ctx<'_, '_>,
    ) -> Option<&'static LocaleData> {
        let bitext = cx.bitext;
        let mut found: Vec<Word> = Vec::new();
        bitext.each_prose_word(side, stretch, |word| found.push(word.word));
        let all = found.len();
        // Names are often all there is, and of those there are few.
        if all < self.words {
            return None;
        }
        let lower = |word: &Word| bitext.text(side, word.span).to_lowercase();
        let mut words: Vec<String> = found.iter().map(lower).collect();
        words.sort_unstable();
        words.dedup();
        let table = languages();
        let home = [base(bitext.target_data), base(bitext.source_data)];
        let at_home = |data: &LocaleData| home.contains(&base(data));
        let homes: Vec<u8> = (0..=u8::MAX)
            .zip(&table.languages)
            .filter(|(_, data)| at_home(data))
            .map(|(number, _)| number)
            .collect();
        let mut counts = vec![0; table.languages.len()];
        // Function words of the two languages, and how many of them each other language has, too.
        let (mut ours, mut shared) = (0, counts.clone());
        for word in &words {
            // Single letters name things in every language.
            let long = word.chars().nth(1).is_some();
            if bitext.target_data.is_function_word(word)
                || bitext.source_data.is_function_word(word)
            {
                if !long {
                    continue;
                }
                ours += 1;
                for language in table.words.get(word.as_str()).into_iter().flatten() {
                    if let Some(count) = shared.get_mut(usize::from(*language)) {
                        *count += 1;
                    }
                }
                continue;
            }
            let known = long.then(|| table.words.get(word.as_str())).flatten();
            let mut those: Vec<u8> = known.into_iter().flatten().copied().collect();
            let letters = word.chars().filter_map(|c| table.letters.get(&c));
            let strange = letters.filter(|them| !them.iter().any(|it| homes.contains(it)));
            those.extend(strange.flatten());
            those.sort_unstable();
            those.dedup();
            for language in those {
                if let Some(count) = counts.get_mut(usize::from(language)) {
                    *count += 1;
                }
            }
        }
        let counted = table.languages.iter().zip(counts.into_iter().zip(shared));
        let counted = counted.filter(|(data, _)| !at_home(data));
        let (data, (count, shared)) =
            counted.max_by_key(|(data, (count, shared))| (*count, *shared, data.tag))?;
        (count >= FEWEST && count > ours - shared + 1 && count * 100 >= all * TELLING)
            .then_some(*data)
    }
}

/// The language of a locale.
fn base(data: &LocaleData) -> &str {
    data.tag.split('-').next().unwrap_or("")
}

/// The words of a text, sentence by sentence.
fn sentences<'w>(text: &'w str, words: &'w [Word]) -> impl Iterator<Item = &'w [Word]> {
    words.chunk_by(|one, next| {
        let between = text.get(one.span.end as usize..next.span.start as usize).unwrap_or("");
        let stop = between.find(['.', '!', '?', '؟']).and_then(|at| between.get(at + 1..));
        !between.contains(['。', '！', '？'])
            && !stop.is_some_and(|rest| rest.starts_with(char::is_whitespace))
    })
}

/// The function words of all languages, each with the languages it belongs to.
struct Table {
    languages: Vec<&'static LocaleData>,
    words: HashMap<&'static str, Vec<u8>>,
    /// The letters beyond ASCII in them, likewise.
    letters: HashMap<char, Vec<u8>>,
}

fn languages() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let languages: Vec<&'static LocaleData> = locale::tags().map(locale::data).collect();
        let mut words: HashMap<&'static str, Vec<u8>> = HashMap::new();
        let mut letters: HashMap<char, Vec<u8>> = HashMap::new();
        for (language, data) in (0..=u8::MAX).zip(&languages) {
            let glued = data.family(Family::NoSpacesBetweenWords);
            for word in data.function_words.iter() {
                words.entry(word).or_default().push(language);
                // Of a script of many thousand signs the words hold only some.
                if glued {
                    continue;
                }
                for c in word.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()) {
                    let those = letters.entry(c).or_default();
                    if those.last() != Some(&language) {
                        those.push(language);
                    }
                }
            }
        }
        Table { languages, words, letters }
    })
}

fn name(data: &LocaleData) -> &str {
    if data.name.is_empty() { data.tag } else { &data.name }
}
