//! Shortcodes and tags within lines. The engine has replaced them before the text is Markdown, so they
//! may stand in a destination, in a tag of HTML or in the middle of a word: the pass over a block
//! sees a word of letters in their place, led by a colon, at which it asks here.

use super::{
    escape::unescape,
    scan::{Map, Scan},
};
use crate::{
    ast::InlineKind,
    grammar::template::{Found, Kind, Templates},
    text::Span,
};

/// What the engine reads in the text of a block.
pub(super) struct Mask<'f> {
    /// Where it starts and ends in the text of the block.
    start: usize,
    end: usize,
    found: &'f Found,
}

/// What the engine reads in a block that covers `whole`.
pub(super) fn masks<'f>(
    templates: &'f Templates,
    text: &str,
    whole: Span,
    map: &Map<'_>,
) -> Vec<Mask<'f>> {
    let within = templates.within(whole);
    // Most articles have none.
    if within.is_empty() {
        return Vec::new();
    }
    let found = within.iter().filter(|found| found.span.end <= whole.end);
    let local = |found: &'f Found| {
        let (start, end) = (map.local(found.span.start)?, map.local(found.span.end)?);
        // Where a line is cut the text of a tag may be missing.
        let whole =
            start < end && map.span(start, end) == found.span && text.get(start..end).is_some();
        whole.then_some(Mask { start, end, found })
    };
    found.filter_map(local).collect()
}

/// The text with a word in place of each of them.
pub(super) fn mask(text: &str, masks: &[Mask<'_>]) -> String {
    let mut masked = String::with_capacity(text.len());
    for mask in masks {
        masked.push_str(text.get(masked.len()..mask.start).unwrap_or(""));
        masked.push(':');
        masked.extend(std::iter::repeat_n('x', mask.end - mask.start - 1));
    }
    masked.push_str(text.get(masked.len()..).unwrap_or(""));
    masked
}

impl Scan<'_, '_> {
    /// Takes what the engine reads at an offset as a leaf.
    pub(super) fn template(&mut self, at: usize) -> Option<usize> {
        let mask = self.mask_at(at)?;
        let kind = match &mask.found.kind {
            Kind::Tag(tag) => InlineKind::Directive(tag.clone()),
            Kind::Output(inner) => InlineKind::Expression(*inner),
            Kind::Comment => InlineKind::Comment,
        };
        let end = mask.end;
        Some(self.leaf(at, end, kind))
    }

    /// Where the next one starts at or after an offset.
    pub(super) fn next_template(&self, at: usize) -> Option<usize> {
        let index = self.masks.partition_point(|mask| mask.start < at);
        self.masks.get(index).map(|mask| mask.start)
    }

    fn mask_at(&self, at: usize) -> Option<&Mask<'_>> {
        let index = self.masks.binary_search_by_key(&at, |mask| mask.start).ok()?;
        self.masks.get(index)
    }

    /// What a destination means, where that is not what is written: escapes and character references
    /// replaced, and the path of a shortcode that names a page.
    pub(super) fn meant_destination(&self, destination: &str) -> Option<Box<str>> {
        if self.masks.is_empty() {
            return unescape(destination);
        }
        let local = Span::of(self.text, destination);
        let written = self.written.get(local.range())?;
        let path = self.mask_at(local.start as usize).and_then(|mask| {
            let path = mask.found.tag()?.destination?;
            let start = path.start.checked_sub(mask.found.span.start)? as usize;
            let path = written.get(start..start + path.len())?;
            Some((path, written.get(mask.end - mask.start..)?))
        });
        match path {
            Some((path, rest)) => Some(format!("{path}{rest}").into()),
            None => unescape(written),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{hugo, hugo_html, liquid, plain};

    #[test]
    fn shortcodes_within_lines() {
        assert_eq!(
            hugo("a {{< b \"*c*\" d=e >}} {{% f %}}*g*"),
            r#""a " dir"b" ="*c*" d="e" " " dir"f" em("g")"#
        );
        assert_eq!(hugo("v{{% a %}}.b"), r#""v" dir"a" ".b""#);
        assert_eq!(hugo("{{< a\nb >}} c"), r#"dir"a" ="b" " c""#);
        assert_eq!(hugo("{{</* a */>}}{{/* b */}}"), r#"expr"</* a */>" comment"{{/* b */}}""#);
        assert_eq!(hugo("{{ .a }} {{< b"), r#""{{ .a }} {{< b""#);
        assert_eq!(hugo("`{{< a >}} ` b"), r#"code"{{< a >}} " " b""#, "code is code");
        assert_eq!(plain("{{< a >}}"), r#""{{< a >}}""#);
    }

    #[test]
    fn in_other_constructs() {
        assert_eq!(
            hugo("[a]({{< ref \"b c.md\" >}}#d \"e\")"),
            r#"link("a")->"{{< ref \"b c.md\" >}}#d"="b c.md#d" title"e""#
        );
        assert_eq!(
            hugo("[a](https://{{% param b %}}/c\\*)"),
            r#"link("a")->"https://{{% param b %}}/c\\*"="https://{{% param b %}}/c*""#
        );
        assert_eq!(
            hugo("<a {{% b %}} href=\"{{< ref \"c\" >}}\">"),
            r#"tag"a" {{% b %}} href="{{< ref \"c\" >}}""#
        );
        assert_eq!(hugo_html("<p>\na {{% b %}} <i>"), r#"tag"p" "\na " dir"b" " " tag"i""#);
        assert_eq!(hugo("**{{% a %}}**"), r#"strong(dir"a")"#);
    }

    #[test]
    fn liquid_within_lines() {
        assert_eq!(liquid("a {{ b | c }} {% d %}"), r#""a " expr" b | c " " " dir"d""#);
        assert_eq!(liquid("[a]({% link b.md %})"), r#"link("a")->"{% link b.md %}"="b.md""#);
    }
}
