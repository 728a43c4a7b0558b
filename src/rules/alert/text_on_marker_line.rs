//! `alert/text-on-marker-line`: text follows the marker of an alert on its line.

use crate::{
    bitext::Side,
    diagnostic::Safety,
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(TextOnMarkerLine)
}

struct TextOnMarkerLine;

impl Rule for TextOnMarkerLine {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for (_, alert) in bitext.target_facts.alerts() {
            let (marker, Some(trailing), Some(_)) = (alert.span, alert.trailing, alert.kind) else {
                continue;
            };
            let text = bitext.target.text;
            let written = marker.of_text(text);
            // Within a pair the source may show the same.
            if let Some(segment) = bitext.segment_at(Side::Target, marker.start)
                && bitext.text(Side::Source, segment.source).contains(written)
            {
                continue;
            }
            let message = format!(
                "the text {} stands on the line of {}",
                quote(trailing.of_text(text)),
                quote(written)
            );
            let finding = cx.report(marker.join(trailing), message);
            finding
                .label("shows as a plain quote")
                .help("begin a new line, with `> `, behind the marker");
            let line = text.get(..marker.start as usize).and_then(|before| before.rfind('\n'));
            let prefix = Span { start: line.map_or(0, |at| at as u32 + 1), end: marker.start };
            let prefix = prefix.of_text(text);
            let gap = Span { start: marker.end, end: trailing.start };
            if prefix.bytes().all(|byte| matches!(byte, b' ' | b'>' | b'\t')) {
                finding.fix(Safety::Safe, gap, format!("\n{prefix}"));
            }
        }
    }
}
