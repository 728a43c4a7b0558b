//! Segments that are written in an odd way: nearly none is, and what a rule reports of how a segment is
//! written it need look for in these only.

use super::{Bitext, SegmentPair};
use crate::text::Span;
use std::cell::OnceCell;

/// See [`Bitext::odd_segments`]: indices into [`Bitext::segments`].
pub(super) type Cache = OnceCell<Vec<u32>>;

impl Bitext<'_> {
    /// The segments one side of which does not begin and end with a visible character of ASCII, since it
    /// is empty, has a space at an edge or is written in another script, and those over several lines; in
    /// order of the target.
    pub fn odd_segments(&self) -> impl Iterator<Item = &SegmentPair> {
        let odd = self.odd.get_or_init(|| find(self));
        odd.iter().filter_map(|index| self.segments.get(*index as usize))
    }
}

fn find(bitext: &Bitext<'_>) -> Vec<u32> {
    let Some(source) = bitext.source else { return Vec::new() };
    let (ours, theirs) = (bitext.target.text.as_bytes(), source.text.as_bytes());
    let file = bitext.file.as_bytes();
    // Whether a text shows at its edges.
    let shows = |text: &[u8], span: Span| match text.get(span.range()) {
        Some([first, .., last]) => first.is_ascii_graphic() && last.is_ascii_graphic(),
        Some([only]) => only.is_ascii_graphic(),
        _ => false,
    };
    // A stretch of the file without line breaks, up to one or to the end: several segments stand on one
    // line.
    let mut line = 0..0;
    let mut odd = Vec::new();
    for (segment, index) in bitext.segments.iter().zip(0..) {
        let start = segment.file.start as usize;
        if !line.contains(&start) {
            let rest = file.get(start..).unwrap_or_default();
            line = start..memchr::memchr(b'\n', rest).map_or(file.len(), |at| start + at);
        }
        let one_line = segment.file.end as usize <= line.end;
        if !one_line || !shows(ours, segment.target) || !shows(theirs, segment.source) {
            odd.push(index);
        }
    }
    odd
}

#[cfg(test)]
mod tests {
    use crate::{
        bitext::{Bitext, Languages, Side},
        facts::Facts,
        grammar::{self, sxs},
        locale::Locale,
    };

    #[test]
    fn only_what_is_written_in_an_odd_way() {
        let pair = |id: u32, target: &str, source: &str| {
            format!(
                "<span data-ttu-id=\"0a1b2-{id}\">{target}</span><span class=\"sxs-lookup\"><span \
                 data-stu-id=\"0a1b2-{id}\">{source}</span></span>"
            )
        };
        let (plain, short) = (pair(1, "Een.", "One."), pair(2, "x", "x"));
        let (empty, bare) = (pair(3, "", "Three."), pair(4, "Vier.", ""));
        let (edge, lines) = (pair(5, "Vijf. ", "Five."), pair(6, "Zes\nzeven.", "Six seven."));
        let other = pair(7, "Élan", "Verve");
        let text = format!("{plain} {edge}{short}\n\n{empty}\n\n{bare} {lines}\n\n{other}\n");
        let split = sxs::split(&text).unwrap();
        let parse = |text| grammar::parse(text, crate::ast::Flavour::Learn);
        let (target, source) = (parse(&split.target.text), parse(&split.source.text));
        let locale = |tag| Locale::parse(tag).unwrap();
        let languages = Languages { target: Some(locale("nl-NL")), source: locale("en-US") };
        let facts = (Facts::of(&target), Facts::of(&source));
        let bitext = Bitext::side_by_side(&text, &split, facts.0, facts.1, languages);
        let odd: Vec<&str> =
            bitext.odd_segments().map(|it| bitext.text(Side::Target, it.target)).collect();
        assert_eq!(odd, ["Vijf. ", "", "Vier.", "Zes\nzeven.", "Élan"]);
    }
}
