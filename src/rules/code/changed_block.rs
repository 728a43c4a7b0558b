//! `code/changed-block`: the code of a fence differs from the source's, comments and sample words aside.

use crate::{
    ast::CodeBlock,
    bitext::{Bitext, BlockPair, Side},
    facts::{CodeToken, CodeTokenKind, code_tokens, is_prose_fence},
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(ChangedBlock)
}

struct ChangedBlock;

/// Names that a reader puts his own in place of.
const METAVARIABLES: &[&str] = &["my", "your", "some", "example", "sample", "foo", "bar", "test"];

/// Tokens that a message names at most.
const NAMED: usize = 3;

impl Rule for ChangedBlock {
    fn pair(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let Some((target, source)) = bitext.code_blocks(pair).filter(|_| !pair.shared) else {
            return;
        };
        let (Some(view), Some(other), Some(original)) =
            (bitext.target_view(pair), bitext.source_view(pair), bitext.source)
        else {
            return;
        };
        let info = source.fence.as_ref().map_or("", |it| bitext.text(Side::Source, it.info));
        if is_prose_fence(info) || same(bitext, view.span, other.span) {
            return;
        }
        let ours =
            Block { side: Side::Target, code: target, text: bitext.target.text, span: view.span };
        let theirs =
            Block { side: Side::Source, code: source, text: original.text, span: other.span };
        let lost = lacking(bitext, &theirs, &ours);
        let new = lacking(bitext, &ours, &theirs);
        let Some(first) = lost.first() else { return };
        let names = |side, spans: &[Span]| {
            let named: Vec<String> =
                spans.iter().take(NAMED).map(|it| quote(bitext.text(side, *it))).collect();
            let more = spans.len().saturating_sub(NAMED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            format!("{}{more}", named.join(", "))
        };
        let gone = names(Side::Source, &lost);
        let place = new.first().copied().unwrap_or(view.span);
        let message = if new.is_empty() {
            format!("the code lacks {gone}")
        } else {
            format!("the code has {} where the source has {gone}", names(Side::Target, &new))
        };
        cx.report(place, message)
            .source(*first, "in the source's code")
            .detail(bitext.text(Side::Source, *first))
            .help("copy the code from the source; only comments and sample texts are translated");
    }
}

fn same(bitext: &Bitext<'_>, target: Span, source: Span) -> bool {
    bitext.text(Side::Target, target) == bitext.text(Side::Source, source)
}

/// A block of code of a side.
struct Block<'b> {
    side: Side,
    code: &'b CodeBlock,
    /// The article's text.
    text: &'b str,
    /// All of the block.
    span: Span,
}

impl Block<'_> {
    /// Whether the block holds a token of another one, which stands at `span` there. A name may be part
    /// of a longer one. A key or a number is whole, and a number stands in the line that renders its own,
    /// where the blocks have as many lines.
    fn holds(&self, token: CodeToken, other: &Block<'_>) -> bool {
        let written = token.span.of_text(other.text);
        let lines = &other.code.lines;
        let line = lines.partition_point(|line| line.start <= token.span.start).checked_sub(1);
        let line = line.and_then(|at| self.code.lines.get(at)).filter(|_| {
            token.kind == CodeTokenKind::Number && lines.len() == self.code.lines.len()
        });
        let text = line.unwrap_or(&self.span).of_text(self.text);
        let whole = matches!(token.kind, CodeTokenKind::Key | CodeTokenKind::Number);
        text.match_indices(written).any(|(at, _)| {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let after = text.get(at + written.len()..).and_then(|after| after.chars().next());
            !whole || ![before, after].into_iter().flatten().any(char::is_alphanumeric)
        })
    }
}

/// The tokens of one block that the other holds nowhere, each once; options are another rule's.
fn lacking(bitext: &Bitext<'_>, of: &Block<'_>, other: &Block<'_>) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let tokens = code_tokens(of.text, of.code).into_iter();
    for one in tokens.filter(|it| it.kind != CodeTokenKind::Option) {
        let (side, span) = (of.side, one.span);
        let token = bitext.text(side, span);
        let first = token.split(['-', '_', '.']).next().unwrap_or("");
        let sample = METAVARIABLES.iter().any(|word| {
            first
                .strip_prefix(word)
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_lowercase()))
        });
        let known = found.iter().any(|it| bitext.text(side, *it) == token);
        if !sample && !known && !other.holds(one, of) {
            found.push(span);
        }
    }
    found
}
