//! Where a finding about an article as a whole stands.

use crate::{
    bitext::Bitext,
    facts::{View, is_blank},
    text::Span,
};

/// The opening fence of the target's front matter, else its first block that shows something.
pub(super) fn start(bitext: &Bitext<'_>) -> Span {
    let text = bitext.target.text;
    if let Some(front) = &bitext.target.front_matter {
        let line = Span { start: front.span.start, end: front.body.start };
        let shown = line.of_text(text).trim();
        if !shown.is_empty() {
            return Span::of(text, shown);
        }
    }
    let shows = |span: &Span| !is_blank(span.of_text(text));
    let first = bitext.target_facts.views.iter().map(View::text).find(shows);
    first.unwrap_or(Span::at(0))
}
