//! `heading/not-rendered`: a line meant as a heading is text.

use crate::{
    ast::InlineKind,
    bitext::{Bitext, BlockPair, Side},
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
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        for pair in &cx.bitext.pairs {
            check(pair, cx);
        }
    }
}

fn check(pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
    let bitext = cx.bitext;
    let Some(target) = bitext.target_view(pair) else { return };
    if !matches!(target.kind, ViewKind::Paragraph | ViewKind::Heading(_)) {
        return;
    }
    let source = bitext.source_view(pair);
    // Tools name headings, and nothing else, at their start.
    let alike = pair.shared || source.is_none_or(|it| it.kind == target.kind);
    if alike
        && let Some(marks) = before_anchor(target, bitext.target.text)
        && source.is_none_or(|_| bitext.is_shared(marks))
        && !starts_script(
            source.unwrap_or(target),
            bitext,
            source.map_or(Side::Target, |_| Side::Source),
        )
    {
        report(cx, target, marks);
        return;
    }
    if target.kind != ViewKind::Paragraph {
        return;
    }
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
    if let Some(at) = line.find("##").filter(|at| !line.get(..*at).unwrap_or("").ends_with('\\')) {
        let start = target.span.start + at as u32;
        let rest = line.get(at..).unwrap_or("");
        let end = start + (rest.len() - rest.trim_start_matches('#').len()) as u32;
        report(cx, target, Span { start, end }).source(source.text(), "a heading in the source");
    }
}

/// Marks of a heading in front of an anchor: without a space or full-width at the start of a
/// paragraph, or behind other text.
fn before_anchor(view: &View<'_>, text: &str) -> Option<Span> {
    view.content.windows(2).find_map(|both| {
        let [one, other] = both else { return None };
        let InlineKind::Html(tag) = &other.kind else { return None };
        let named = tag.name.of_text(text).eq_ignore_ascii_case("a")
            && !tag.closing
            && tag.attributes.iter().any(|it| it.name.of_text(text) == "name");
        let words = one.span.of_text(text);
        let kept = words.trim_end_matches([' ', '\u{a0}']);
        let before = kept.trim_end_matches(['#', '＃']);
        let marks = kept.get(before.len()..)?;
        let alone = before.is_empty() || before.ends_with(char::is_whitespace);
        let start = one.span.start as usize + before.len();
        (named && alone && !marks.is_empty() && matches!(one.kind, InlineKind::Text))
            .then(|| Span::new(start, start + marks.len()))
    })
}

/// Whether `#` and `!` come together at the start, as in the first line of a script.
fn starts_script(view: &View<'_>, bitext: &Bitext<'_>, side: Side) -> bool {
    let texts = view.content.iter().filter(|it| matches!(it.kind, InlineKind::Text));
    let mut texts = texts.map(|it| bitext.text(side, it.span));
    texts.next().is_some_and(|it| it.ends_with('#'))
        && texts.next().is_some_and(|it| it.starts_with('!'))
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
