//! What the rules share that report letters touching a link, code or emphasis.

use super::{Ctx, quote::quote};
use crate::{bitext::Side, diagnostic::Safety, facts::Fact, text::Span};

/// Reports the letters that touch a fact of the target where a space belongs. `shown` puts the fact
/// into words ("the link `x`"), `help` is what to put a space before or after, `safety` grades the fix
/// by the letters.
pub(super) fn report<'a>(
    cx: &mut Ctx<'_, 'a>,
    fact: &Fact<'a>,
    source: Option<&Fact<'a>>,
    shown: impl Fn() -> String,
    help: &str,
    safety: impl Fn(&Ctx<'_, 'a>, Span) -> Safety,
) {
    let touch = cx.bitext.touch(fact, source);
    let ends = [(touch.before, "before"), (touch.after, "after")];
    for (letters, end) in ends.into_iter().filter_map(|(letters, end)| Some((letters?, end))) {
        let (word, shown) = (quote(cx.bitext.text(Side::Target, letters)), shown());
        // The letters are marked with the bracket, backtick or asterisk that they touch.
        let (message, place, at) = if end == "before" {
            let place = Span { start: letters.start, end: fact.span.start + 1 };
            (format!("no space between {word} and {shown}"), place, fact.span.start)
        } else {
            let place = Span { start: fact.span.end - 1, end: letters.end };
            (format!("no space between {shown} and {word}"), place, fact.span.end)
        };
        let safety = safety(cx, letters);
        let finding = cx.report(place, message);
        finding
            .label("a space belongs here")
            .help(format!("put a space {end} {help}"))
            .detail(end)
            .fix(safety, Span { start: at, end: at }, " ");
        if let Some(source) = source {
            finding.source(source.span, "no letter touches it in the source");
        }
    }
}
