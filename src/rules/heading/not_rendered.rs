//! `heading/not-rendered`: a line meant as a heading is text.

use crate::{
    ast::InlineKind,
    bitext::{BlockPair, Side},
    diagnostic::Safety,
    facts::{View, ViewKind},
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(NotRendered)
}

struct NotRendered;

impl Rule for NotRendered {
    fn pair(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let Some(target) = bitext.target_view(pair).filter(|it| it.kind == ViewKind::Paragraph)
        else {
            return;
        };
        let source = bitext.source_view(pair);
        let meant = matches!(source.map(|it| it.kind), Some(ViewKind::Heading(_)));
        let marks = marks(target, bitext.target.text);
        let Some(source) = source else {
            // Without a source one mark may be a tag, a number or a command.
            if let Some(marks) = marks.filter(|it| it.len() > 1 && bitext.source.is_none()) {
                report(cx, target, marks);
            }
            return;
        };
        if pair.shared || !meant {
            return;
        }
        if let Some(marks) = marks {
            report(cx, target, marks).source(source.text(), "a heading in the source");
            return;
        }
        // Pushed off the start of its line: the marks stand behind other text.
        let text = bitext.text(Side::Target, target.span);
        let line = text.lines().next().unwrap_or("");
        if let Some(at) =
            line.find("##").filter(|at| !line.get(..*at).unwrap_or("").ends_with('\\'))
        {
            let start = target.span.start + at as u32;
            let rest = line.get(at..).unwrap_or("");
            let end = start + (rest.len() - rest.trim_start_matches('#').len()) as u32;
            report(cx, target, Span { start, end })
                .source(source.text(), "a heading in the source");
        }
    }
}

/// The marks at the start of a paragraph, where a letter follows them directly.
fn marks(view: &View<'_>, text: &str) -> Option<Span> {
    let first = view.content.first().filter(|it| matches!(it.kind, InlineKind::Text))?;
    let words = first.span.of_text(text);
    let rest = words.trim_start_matches('#');
    let count = words.len() - rest.len();
    let next = match rest.chars().next() {
        Some(c) => c.is_alphabetic(),
        // Markup follows: an anchor, bold words.
        None => view.content.len() > 1,
    };
    let start = first.span.start as usize;
    ((1..=6).contains(&count) && next).then(|| Span::new(start, start + count))
}

fn report<'c>(
    cx: &'c mut Ctx<'_, '_>,
    view: &View<'_>,
    marks: Span,
) -> &'c mut crate::rules::Finding {
    let text = cx.bitext.text(Side::Target, view.span);
    let line = text.lines().next().unwrap_or("");
    let at_start = marks.start == view.text().start;
    let shown = Span { start: marks.start, end: view.span.start + line.len() as u32 };
    let message = format!("{} is no heading", quote(cx.bitext.text(Side::Target, shown)));
    let finding = cx.report(shown, message);
    finding.label("shows as text");
    if at_start {
        let end = marks.end;
        finding.help("put a space behind the `#` marks").fix(
            Safety::Safe,
            Span { start: end, end },
            " ",
        )
    } else {
        finding.help("put the heading on a line of its own")
    }
}
