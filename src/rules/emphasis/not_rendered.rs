//! `emphasis/not-rendered`: emphasis that shows as asterisks.

use crate::{
    bitext::{Side, Stray, StrayKind},
    diagnostic::Safety,
    locale::Family,
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(NotRendered)
}

struct NotRendered;

impl Rule for NotRendered {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for stray in bitext.stray_asterisks() {
            let text = bitext.text(Side::Target, stray.span);
            let help = match stray.kind {
                StrayKind::Single => continue,
                StrayKind::Empty => "mark the words that the source marks, and remove these",
                StrayKind::Pair(..) => {
                    "write the asterisks without backslashes, and no space inside them"
                }
            };
            let message = match stray.kind {
                StrayKind::Empty => {
                    format!("an empty emphasis shows as asterisks: {}", quote(text))
                }
                _ => format!("the emphasis of {} shows as asterisks", quote(text)),
            };
            let finding = cx.report(stray.span, message);
            finding.help(help).detail(text);
            if let Some(source) = stray.stretch.source {
                finding.source(source, "emphasis in the source");
            }
            let repaired = repaired(&stray, bitext.target.text);
            if let Some((whole, text)) = repaired {
                // Where words are not separated, the space that makes emphasis render may show.
                let data = bitext.target_data;
                let glued = data.family(Family::NoSpacesBetweenWords)
                    || data.family(Family::ParticlesFollowMarkup);
                finding.fix(if glued { Safety::Unsafe } else { Safety::Safe }, whole, text);
            }
        }
    }
}

/// A pair with its asterisks close to the words and the spaces outside, if that renders.
fn repaired(stray: &Stray, text: &str) -> Option<(Span, String)> {
    let StrayKind::Pair(open, close, count @ 1..=3) = stray.kind else { return None };
    let inner = Span { start: open.end, end: close.start }.of_text(text);
    let words = inner.trim_matches(' ');
    let lead = inner.starts_with(' ');
    let trail = inner.ends_with(' ');
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let before = text.get(..open.start as usize)?.chars().next_back();
    let after = text.get(close.end as usize..)?.chars().next();
    // Behind a letter an opening mark needs a letter after it, and the other way round.
    let opens = lead || !is_word(before) || is_word(words.chars().next());
    let closes = trail || !is_word(after) || is_word(words.chars().next_back());
    let plain = !words.is_empty() && !words.contains(['*', '\n', '\\']);
    if !(opens && closes && plain) {
        return None;
    }
    let marks = "*".repeat(usize::from(count));
    let space = |wanted: bool, beside: Option<char>| {
        if wanted && is_word(beside) { " " } else { "" }
    };
    let (first, last) = (space(lead, before), space(trail, after));
    Some((stray.span, format!("{first}{marks}{words}{marks}{last}")))
}
