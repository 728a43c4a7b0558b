//! What the rules about attributes of tags and directives share.

use super::{
    Ctx, Finding,
    quote::{quote, quote_both},
};
use crate::{
    bitext::{AttributeChange, Side},
    diagnostic::Safety,
    text::Span,
};

/// Reports an attribute that differs from the source's. `what` names the tag or directive, `ours` and
/// `theirs` are its places.
pub(super) fn report<'c>(
    cx: &'c mut Ctx<'_, '_>,
    what: &str,
    (ours, theirs): (Span, Span),
    change: AttributeChange<'_>,
) -> &'c mut Finding {
    let bitext = cx.bitext;
    let text = |side, span: Option<Span>| span.map_or("", |span| bitext.text(side, span));
    let value = |side, it: &crate::ast::Attribute| text(side, it.value).to_owned();
    match (change.target, change.source) {
        (Some(target), Some(source)) => {
            let name = bitext.text(Side::Source, source.name);
            let (is, was) = (value(Side::Target, target), value(Side::Source, source));
            let (ours, theirs) = quote_both(&is, &was);
            let message = format!("`{name}` of {what} is {ours}, not {theirs}");
            let finding = cx.report(target.span, message);
            finding
                .source(source.span, "the source's value")
                .fact(Side::Source, source.span)
                .help(format!("write `{name}` as the source has it"));
            if let (Some(place), Some(_)) = (target.value, source.value) {
                finding.fix(Safety::Safe, place, was.clone());
            }
            finding.detail(was)
        }
        (Some(target), None) => {
            let name = bitext.text(Side::Target, target.name).to_owned();
            cx.report(target.span, format!("{what} has `{name}`, which the source's has not"))
                .source(theirs, "the source's")
                .help(format!("take `{name}` out"))
                .detail(name)
        }
        (None, source) => {
            let span = source.map_or(theirs, |source| source.span);
            let lost = bitext.text(Side::Source, span);
            cx.report(ours, format!("{what} has lost {}", quote(lost)))
                .source(span, "the source has it")
                .fact(Side::Source, span)
                .help(format!("put {} back", quote(lost)))
                .detail(lost)
        }
    }
}
