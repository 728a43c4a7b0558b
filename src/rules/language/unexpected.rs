//! `language/unexpected`: prose in a language that is neither the target's nor the source's.

use crate::{
    bitext::{Side, UnitWords},
    facts::{Word, WordFlags},
    locale::{self, LocaleData, Script, script_of},
    rules::{
        Ctx, Rule,
        languages::{Homes, Tells, languages},
        options::Options,
        quote::quote,
    },
    text::Span,
};
use std::cell::OnceCell;

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
        let homes = OnceCell::new();
        if bitext.source.is_some() {
            for UnitWords { unit, target, .. } in bitext.units() {
                self.check(unit.target, target, Some(unit.source), &homes, cx);
            }
        } else {
            for view in bitext.target_facts.views.iter().filter(|view| view.is_prose()) {
                let words = bitext.words(Side::Target, view.text());
                let text = bitext.target.text;
                let told = sentences(text, words).any(|part| {
                    let span =
                        part.first().zip(part.last()).map(|(one, last)| one.span.join(last.span));
                    part.len() < words.len()
                        && span.is_some_and(|it| self.check(it, part, None, &homes, cx))
                });
                if !told {
                    self.check(view.text(), words, None, &homes, cx);
                }
            }
        }
    }
}

impl Unexpected {
    /// Whether something was reported. `homes` are the languages of the article, found when first
    /// needed.
    fn check(
        &self,
        target: Span,
        words: &[Word],
        source: Option<Span>,
        homes: &OnceCell<Homes>,
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
            if foreign { None } else { self.in_other_language(Side::Target, target, homes, cx) };
        if !foreign && language.is_none() {
            return false;
        }
        // What the source quotes, too, is meant.
        if let Some(source) = source
            && (bitext.same_words(target, source)
                || language.is_some()
                    && self.in_other_language(Side::Source, source, homes, cx).is_some())
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
        homes: &OnceCell<Homes>,
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
        let table = languages();
        let two = [bitext.target_data, bitext.source_data];
        let homes = *homes.get_or_init(|| Homes::of(table, two));
        let enough = |count: usize| count >= FEWEST && count * 100 >= all * TELLING;
        // In most stretches too few words are of any other language, all of them taken together.
        let tells = |word: &Word| table.tells(word.key, bitext.text(side, word.span), homes);
        let foreign = found
            .iter()
            .filter(|word| matches!(tells(word), Tells::Others(languages) if languages != 0));
        if !enough(foreign.count()) {
            return None;
        }
        found.sort_unstable_by_key(|word| word.key.number());
        found.dedup_by_key(|word| word.key);
        let mut counts = vec![0; table.tags.len()];
        // Function words of the two languages, and how many of them each other language has, too.
        let (mut ours, mut shared) = (0, counts.clone());
        for word in &found {
            let (counts, languages) = match tells(word) {
                Tells::Ours(languages) => {
                    ours += 1;
                    (&mut shared, languages)
                }
                Tells::Others(languages) => (&mut counts, languages),
            };
            for (language, count) in counts.iter_mut().enumerate() {
                *count += (languages >> language & 1) as usize;
            }
        }
        let counted = table.tags.iter().zip(counts.into_iter().zip(shared)).enumerate();
        let counted = counted.filter(|(language, _)| homes.all >> language & 1 == 0);
        let (tag, (count, shared)) = counted
            .map(|(_, counted)| counted)
            .max_by_key(|(tag, (count, shared))| (*count, *shared, **tag))?;
        (enough(count) && count > ours - shared + 1).then(|| locale::data(tag))
    }
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

fn name(data: &LocaleData) -> &str {
    if data.name.is_empty() { data.tag } else { &data.name }
}
