//! `text/doubled-word`: a word stands twice in a row.

use crate::{
    bitext::Side,
    diagnostic::Safety,
    facts::{MarkKind, Word, WordFlags},
    locale::Family,
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(DoubledWord)
}

struct DoubledWord;

impl Rule for DoubledWord {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let data = bitext.target_data;
        if data.family(Family::NoSpacesBetweenWords) || data.family(Family::WordsMayDouble) {
            return;
        }
        for (mark, stretch) in bitext.extra_marks(|kind| kind == MarkKind::DoubledWord) {
            let half = mark.span.len() as u32 / 2;
            let second = Span { start: mark.span.end - half, end: mark.span.end };
            let word = bitext.text(Side::Target, second);
            let odd = WordFlags::NUMBER.with(WordFlags::IDENTIFIER).with(WordFlags::ALL_CAPS);
            // A name may stand twice (`Walla Walla`) where no source says that it does not.
            let unsure = if stretch.source.is_none() { odd.with(WordFlags::CAPITAL) } else { odd };
            if mark.flags.0 & unsure.0 != 0
                || word.chars().nth(1).is_none()
                || data.may_double(&word.to_lowercase())
            {
                continue;
            }
            // A source that doubles a word in another case does so on purpose.
            let pairs = stretch.source.map_or(&[][..], |source| bitext.words(Side::Source, source));
            let same = |pair: &[Word]| match pair {
                [one, other] => {
                    let text = |word: &Word| bitext.text(Side::Source, word.span).to_lowercase();
                    one.span.len() == other.span.len() && text(one) == text(other)
                }
                _ => false,
            };
            if pairs.windows(2).any(same) {
                continue;
            }
            let message = format!("the word {} stands twice in a row", quote(word));
            let repeated = Span { start: second.start - 1, end: second.end };
            let finding = cx.report(mark.span, message);
            finding.help("remove one of the two").detail(word).fix(Safety::Unsafe, repeated, "");
            if let Some(source) = stretch.source {
                finding.source(source, "no word stands twice in the source");
            }
        }
    }
}
