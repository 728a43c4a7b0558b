//! `text/unbalanced-bidi`: embeddings and isolates that do not balance, and marks of direction in a
//! language that needs none. One finding an article.

use crate::{
    bitext::{Bitext, Stretch},
    diagnostic::Safety,
    facts::Invisible,
    locale::Family,
    rules::{Ctx, Rule, options::Options},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(UnbalancedBidi)
}

struct UnbalancedBidi;

/// Deepest nesting that the algorithm of UAX #9 follows.
const DEEPEST: usize = 125;

impl Rule for UnbalancedBidi {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let stray = stray(bitext);
        let Some(first) = stray.first() else { return };
        let count = stray.len();
        let code = u32::from(first.character);
        let message = if count == 1 {
            format!("a mark of direction without effect or without its pair: U+{code:04X}")
        } else {
            format!(
                "{count} marks of direction without effect or without their pairs, the first U+{code:04X}"
            )
        };
        let finding = cx.report(first.span, message);
        finding.help("delete them, or close what is open within the sentence").detail("bidi");
        for invisible in &stray {
            finding.fix(Safety::Safe, invisible.span, "");
        }
    }
}

/// The marks of direction that are at fault, in order.
fn stray(bitext: &Bitext<'_>) -> Vec<Invisible> {
    let mut stray: Vec<Invisible> = Vec::new();
    let mut now: Option<Stretch> = None;
    let mut open: Vec<Invisible> = Vec::new();
    let data = bitext.target_data;
    let needs_none = !data.is_empty() && !data.family(Family::RightToLeft);
    let is_mark = |c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    for invisible in bitext.target_facts.invisibles().iter().filter(|it| is_mark(it.character)) {
        let inside = now.filter(|now| now.target.contains_offset(invisible.span.start));
        let Some(stretch) = inside.or_else(|| bitext.stretch_at(invisible.span.start)) else {
            continue;
        };
        if inside.is_none() {
            stray.append(&mut open);
            now = Some(stretch);
        }
        // Where the source has the mark too, it is the source's.
        let theirs = match (&bitext.source_facts, stretch.source) {
            (Some(facts), Some(source)) => facts.invisibles_in(source),
            _ => &[],
        };
        if theirs.iter().take(DEEPEST).any(|it| it.character == invisible.character) {
            continue;
        }
        match invisible.character {
            '\u{200e}' | '\u{200f}' => {
                if needs_none {
                    stray.push(*invisible);
                }
            }
            '\u{202c}' => match open.last() {
                Some(last) if last.character < '\u{2066}' => drop(open.pop()),
                _ => stray.push(*invisible),
            },
            '\u{2069}' => match open.last() {
                Some(last) if last.character >= '\u{2066}' => drop(open.pop()),
                _ => stray.push(*invisible),
            },
            _ if open.len() < DEEPEST => open.push(*invisible),
            _ => stray.push(*invisible),
        }
    }
    stray.append(&mut open);
    // An override has a rule of its own, closed or not.
    stray.retain(|it| !matches!(it.character, '\u{202d}' | '\u{202e}'));
    stray.sort_by_key(|it| it.span);
    stray
}
