//! `code/changed-block`: the code of a fence differs from the source's, comments and sample words aside.

use crate::{
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
        let lost = lacking(
            bitext,
            (Side::Source, code_tokens(original.text, source).into_iter().filter_map(fixed)),
            (Side::Target, view.span),
        );
        let new = lacking(
            bitext,
            (Side::Target, code_tokens(bitext.target.text, target).into_iter().filter_map(fixed)),
            (Side::Source, other.span),
        );
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

/// The place of a token that no translation changes; options are another rule's.
fn fixed(token: CodeToken) -> Option<Span> {
    (token.kind != CodeTokenKind::Option).then_some(token.span)
}

/// The tokens of one side that the block of the other side holds nowhere, each once.
fn lacking(
    bitext: &Bitext<'_>,
    (side, tokens): (Side, impl Iterator<Item = Span>),
    (other, block): (Side, Span),
) -> Vec<Span> {
    let text = bitext.text(other, block);
    let mut found: Vec<Span> = Vec::new();
    for span in tokens {
        let token = bitext.text(side, span);
        let first = token.split(['-', '_', '.']).next().unwrap_or("");
        let sample = METAVARIABLES.iter().any(|word| {
            first
                .strip_prefix(word)
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_lowercase()))
        });
        let known = found.iter().any(|it| bitext.text(side, *it) == token);
        if !sample && !known && !text.contains(token) {
            found.push(span);
        }
    }
    found
}
