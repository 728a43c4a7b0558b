//! Raw HTML within lines, and the content of HTML blocks, in terms of the tree.

use super::{autolink::autolink, scan::Scan, xref};
use crate::{
    ast::{Attribute, Flavour, HtmlTag, InlineKind, ProblemKind, SyntaxProblem},
    grammar::{
        html::{Tag, Unread, any_tag},
        jsx,
    },
};

/// Which ends are known to be missing from here on.
#[derive(Debug, Default)]
pub(super) struct Guards {
    missing: [bool; 4],
    /// A tag of JSX was looked for up to here and not found: until then only tags of HTML are.
    jsx: usize,
    /// Whether braces were found that do not end.
    braces: bool,
}

impl Scan<'_, '_> {
    /// At `<`: an autolink, a tag, a comment, or text.
    pub(super) fn angle(&mut self, at: usize) -> usize {
        // No tag reads as an address, and most of what stands in angle brackets is a tag.
        if let Some(end) = self.tag(at) {
            return end;
        }
        let here = self.from(at);
        if self.flavour.learn()
            && let Ok((rest, uid)) = xref::bracketed(here)
        {
            let uid = self.span_of(uid);
            return self.leaf(at, self.offset_of_rest(rest), InlineKind::Xref(uid));
        }
        if self.flavour != Flavour::Mdx
            && let Ok((rest, address)) = autolink(here)
        {
            let address = self.span_of(address);
            return self.leaf(at, self.offset_of_rest(rest), InlineKind::Autolink(address));
        }
        self.unread(at).unwrap_or(at + 1)
    }

    /// The pass over an HTML block.
    pub(super) fn html_block(&mut self) {
        let mut at = 0;
        let jsx = self.flavour.jsx();
        let next = |bytes: &[u8]| {
            if jsx { memchr::memchr2(b'<', b'{', bytes) } else { memchr::memchr(b'<', bytes) }
        };
        loop {
            let ahead = self.bytes().get(at..).and_then(next).map(|ahead| at + ahead);
            let mask = self.next_template(at).filter(|mask| ahead.is_none_or(|at| *mask < at));
            let Some(found) = mask.or(ahead) else { break };
            at = if let Some(end) = self.template(found) {
                end
            } else if self.byte(found) == Some(b'{') {
                self.brace(found)
            } else if let Some(end) = self.tag(found).or_else(|| self.unread(found)) {
                end
            } else if self.from(found).starts_with("<!--") {
                let span = self.span(found, found + 4);
                let kind = ProblemKind::UnclosedComment;
                self.problems.push(SyntaxProblem { span, kind, related: None });
                self.leaf(found, self.text.len(), InlineKind::Comment)
            } else {
                found + 1
            };
        }
    }

    /// At `{`: an expression, a comment, or text.
    pub(super) fn brace(&mut self, at: usize) -> usize {
        let here = self.from(at);
        // An id that stands where none belongs is no script; a rule may say so.
        if here.starts_with("{#") {
            return at + 1;
        }
        let found = if self.guards.braces { None } else { jsx::braces(here) };
        self.guards.braces |= found.is_none();
        let Some((rest, inner)) = found.or_else(|| jsx::simple_braces(here)) else { return at + 1 };
        let kind = if jsx::is_comment(inner) {
            InlineKind::Comment
        } else {
            InlineKind::Expression(self.span_of(inner))
        };
        self.leaf(at, self.offset_of_rest(rest), kind)
    }

    /// A tag as JSX has it.
    fn jsx_tag(&mut self, at: usize) -> Option<usize> {
        match jsx::any_tag(self.from(at)) {
            Ok((rest, tag)) => {
                let attributes = tag.attributes.iter().map(|attribute| Attribute {
                    span: self.span_of(attribute.whole),
                    name: self.span_of(attribute.name),
                    value: attribute.value.map(|value| self.span_of(value)),
                    quote: attribute.quote,
                });
                let attributes = attributes.collect();
                let jsx::Tag { name, closing, self_closing, .. } = tag;
                let tag = HtmlTag { name: self.span_of(name), closing, self_closing, attributes };
                Some(self.leaf(at, self.offset_of_rest(rest), InlineKind::Html(Box::new(tag))))
            }
            Err(jsx::Seen(seen)) => {
                self.guards.jsx = self.guards.jsx.max(at + seen);
                None
            }
        }
    }

    fn tag(&mut self, at: usize) -> Option<usize> {
        if self.flavour.jsx() && at >= self.guards.jsx {
            return self.jsx_tag(at);
        }
        let (rest, tag) = any_tag(self.from(at))?;
        let end = self.offset_of_rest(rest);
        let mut attributes = Vec::with_capacity(tag.count);
        attributes.extend(tag.attributes().map(|attribute| Attribute {
            span: self.span_of(attribute.whole),
            name: self.span_of(attribute.name),
            value: attribute.value.map(|value| self.span_of(value)),
            quote: attribute.quote,
        }));
        let Tag { name, closing, self_closing, .. } = tag;
        let tag = HtmlTag { name: self.span_of(name), closing, self_closing, attributes };
        Some(self.leaf(at, end, InlineKind::Html(Box::new(tag))))
    }

    /// A comment, instruction, declaration or CDATA section.
    fn unread(&mut self, at: usize) -> Option<usize> {
        let here = self.from(at);
        let kind = Unread::opened_by(here)?;
        let is_missing = self.guards.missing.get_mut(kind as usize)?;
        if *is_missing {
            return None;
        }
        if let Ok((rest, _)) = kind.read(here) {
            Some(self.leaf(at, self.text.len() - rest.len(), InlineKind::Comment))
        } else {
            *is_missing = true;
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{html, html_lines, mdx, plain};

    #[test]
    fn jsx_within_lines() {
        assert_eq!(mdx("a <B c={`}`}/> d"), r#""a " tag"B" c="`}`"/ " d""#);
        assert_eq!(mdx("<a.b\n c>x</a.b>"), r#"tag"a.b" c "x" tag/"a.b""#);
        assert_eq!(mdx("a {b.c} {/* d */}"), r#""a " expr"b.c" " " comment"{/* d */}""#);
        assert_eq!(mdx("a {b {c} d"), r#""a {b " expr"c" " d""#);
        assert_eq!(mdx("`{a}` **{b}**"), r#"code"{a}" " " strong(expr"b")"#);
        assert_eq!(mdx("[a {#b}](c)"), r#"link("a {#b}")->"c""#, "an id is no script");
        assert_eq!(mdx("\\{a} <b c={d"), r#"esc"\\{" "a} <b c={d""#);
        assert_eq!(plain("{a}"), r#""{a}""#);
    }

    #[test]
    fn within_lines() {
        assert_eq!(plain("a<br/>b</span >"), r#""a" tag"br"/ "b" tag/"span""#);
        assert_eq!(plain("<a name=\"x\"></a>Kop"), r#"tag"a" name="x" tag/"a" "Kop""#);
        assert_eq!(plain("a <!-- *b* --> c"), r#""a " comment"<!-- *b* -->" " c""#);
        assert_eq!(
            plain("<?a?><!A b><![CDATA[c]]>"),
            r#"comment"<?a?>" comment"<!A b>" comment"<![CDATA[c]]>""#
        );
        assert_eq!(plain("<!-- a <!-- b"), r#""<!-- a <!-- b""#);
        assert_eq!(plain("<!--> a -->"), r#"comment"<!-->" " a -->""#);
        assert_eq!(plain("a < b > c <1>"), r#""a < b > c <1>""#);
        assert_eq!(plain(r#"<a b="*c*" d>*"#), r#"tag"a" b="*c*" d "*""#);
    }

    #[test]
    fn blocks() {
        assert_eq!(
            html("<p>\n*a* &amp; <b>x</b>\n"),
            r#"tag"p" "\n*a* &amp; " tag"b" "x" tag/"b" "\n""#
        );
        assert_eq!(html("<!-- a\n\nb --> c"), r#"comment"<!-- a\n\nb -->" " c""#);
        assert_eq!(html("x <!-- a\n<b>"), r#""x " comment"<!-- a\n<b>" !UnclosedComment"<!--""#);
        assert_eq!(
            html_lines("> <a\n> b='1\n> 2'>", &["<a\n", "b='1\n", "2'>"]),
            r#"tag"a" b="1\n> 2""#
        );
    }
}
