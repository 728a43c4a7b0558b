//! `alert/outside-quote`: an alert without the mark of a quote.

use crate::{
    ast::{BlockKind, InlineKind},
    bitext::Side,
    diagnostic::Safety,
    facts::{View, ViewKind},
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(OutsideQuote)
}

struct OutsideQuote;

const KEYWORDS: [&str; 5] = ["NOTE", "TIP", "WARNING", "IMPORTANT", "CAUTION"];

impl Rule for OutsideQuote {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for view in bitext.target_facts.views.iter().filter(|it| it.kind == ViewKind::Paragraph) {
            let first = view.content.first().filter(|it| matches!(it.kind, InlineKind::Text));
            let Some(first) = first else { continue };
            let Some(marker) = marker(bitext.text(Side::Target, first.span)) else { continue };
            let start = first.span.start;
            let span = Span { start, end: start + marker.len() as u32 };
            // Within a pair the source may show the same.
            let theirs = bitext.segment_at(Side::Target, start).map_or_else(
                || {
                    let pair = bitext.pair_at(Side::Target, start);
                    let view = pair.and_then(|pair| bitext.source_view(pair));
                    view.filter(|_| !bitext.is_shared(span)).map(View::text)
                },
                |segment| Some(segment.source),
            );
            if theirs.is_some_and(|it| bitext.text(Side::Source, it).trim_start().starts_with("[!"))
            {
                continue;
            }
            if is_quoted(bitext.target, span) {
                continue;
            }
            let finding = cx.report(span, format!("{} stands in no quote", quote(marker)));
            finding.label("shows as text").help("begin the lines of the alert with `> `");
            if view.depth == 0 && !bitext.segments.iter().any(|it| it.target.overlaps(span)) {
                finding.fix(Safety::Safe, Span { start, end: start }, "> ");
                let rest = bitext.text(Side::Target, Span { start: span.end, end: view.span.end });
                if rest.lines().next().is_some_and(|line| !line.trim().is_empty()) {
                    let gap = (rest.len() - rest.trim_start_matches(' ').len()) as u32;
                    let gap = Span { start: span.end, end: span.end + gap };
                    finding.fix(Safety::Safe, gap, "\n> ");
                }
            }
        }
    }
}

/// Whether a place stands in a quote, of which only the first line may hold the marker.
fn is_quoted(article: &crate::ast::Article<'_>, place: Span) -> bool {
    let mut quoted = false;
    article.visit_blocks(&mut |block| {
        quoted |= matches!(block.kind, BlockKind::Quote(_)) && block.span.contains(place);
    });
    quoted
}

/// `[!NOTE]` in any case, at the start of a text.
fn marker(text: &str) -> Option<&str> {
    let (word, rest) = text.strip_prefix("[!")?.split_once(']')?;
    let known = KEYWORDS.iter().any(|keyword| keyword.eq_ignore_ascii_case(word));
    (known && !rest.starts_with(['(', '[', ':'])).then(|| text.get(..word.len() + 3))?
}
