//! `text/space-before-punctuation`: a space stands before a mark of punctuation in the target only.

use crate::{
    bitext::Side,
    diagnostic::Safety,
    facts::MarkKind,
    locale::Family,
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(SpaceBeforePunctuation)
}

struct SpaceBeforePunctuation;

impl Rule for SpaceBeforePunctuation {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let data = bitext.target_data;
        // Where the language is not known it may be one that wants the space.
        let only_stops = data.is_empty() || data.family(Family::SpaceBeforePunctuation);
        let wanted = |kind| match kind {
            MarkKind::SpacedPunctuation(mark) => !only_stops || matches!(mark, '.' | ','),
            _ => false,
        };
        for (mark, stretch) in bitext.extra_marks(wanted) {
            let MarkKind::SpacedPunctuation(character) = mark.kind else { continue };
            let Some(source) = stretch.source else { continue };
            // A name such as `.NET` that was torn is the matter of another rule.
            if character == '.' && starts_names(bitext.text(Side::Source, source)) {
                continue;
            }
            // What a translator has left at the start of a segment has no word before it.
            if mark.span.start <= stretch.target.start {
                continue;
            }
            let size = character.len_utf8() as u32;
            let spaces = Span { start: mark.span.start, end: mark.span.end - size };
            let around = bitext.with_neighbours(
                mark.span,
                Span { start: stretch.target.start, end: mark.span.end },
            );
            let text = bitext.text(Side::Target, around);
            let message = format!("a space stands before `{character}` in {}", quote(text));
            // A comma that touches the next word keeps the space on its other side.
            let facts = &bitext.target_facts;
            let glued = facts.char_after(mark.span.end).is_some_and(char::is_alphabetic)
                && character.is_ascii();
            let finding = cx.report(mark.span, message);
            finding
                .label("no space here")
                .help(format!("remove the space before `{character}`"))
                .detail(character)
                .fix(Safety::Safe, spaces, "");
            if glued {
                finding.fix(Safety::Safe, Span { start: mark.span.end, end: mark.span.end }, " ");
            }
        }
    }
}

/// Whether a text has a word that starts with a stop.
fn starts_names(text: &str) -> bool {
    let mut before = ' ';
    let mut stop = false;
    text.chars().any(|c| {
        let found = stop && c.is_alphanumeric();
        stop = c == '.' && !before.is_alphanumeric() && !matches!(before, '.' | '`' | ')' | '*');
        before = c;
        found
    })
}
