//! `code/changed-block`: the code of a fence differs from the source's, comments and sample words aside.

use crate::{
    ast::CodeBlock,
    bitext::{Bitext, BlockPair, Side},
    facts::{CodeToken, CodeTokenKind, code_tokens, is_prose_fence},
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};
use std::collections::{BTreeMap, BTreeSet};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(ChangedBlock)
}

struct ChangedBlock;

/// Names that a reader puts his own in place of.
const METAVARIABLES: &[&str] = &["my", "your", "some", "example", "sample", "foo", "bar", "test"];

/// Tokens that a message names at most.
const NAMED: usize = 3;

/// Tokens that one block lacks of another which are looked for in all of it: a search costs its length,
/// and a block that lacks more is another one.
const MOST: usize = 100;

impl Rule for ChangedBlock {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for (pair, target, source) in bitext.code_pairs().filter(|(pair, ..)| !pair.shared) {
            check(cx, pair, target, source);
        }
    }
}

fn check(cx: &mut Ctx<'_, '_>, pair: &BlockPair, target: &CodeBlock, source: &CodeBlock) {
    let bitext = cx.bitext;
    let (Some(view), Some(other), Some(original)) =
        (bitext.target_view(pair), bitext.source_view(pair), bitext.source)
    else {
        return;
    };
    let info = source.fence.as_ref().map_or("", |it| bitext.text(Side::Source, it.info));
    if is_prose_fence(info) || same(bitext, view.span, other.span) {
        return;
    }
    let ours = Block::new(Side::Target, target, bitext.target.text, view.span);
    let theirs = Block::new(Side::Source, source, original.text, other.span);
    let (lost, new) = (lacking(&theirs, &ours), lacking(&ours, &theirs));
    let Some(first) = lost.first() else { return };
    let names = |of: &Block<'_>, spans: &[Span]| {
        let named = spans.iter().take(NAMED).map(|it| quote(bitext.text(of.side, *it)));
        let named: Vec<String> = named.collect();
        let more = spans.len().saturating_sub(NAMED);
        let more = match more {
            0 => String::new(),
            _ if spans.len() >= MOST => " and many more".to_owned(),
            more => format!(" and {more} more"),
        };
        format!("{}{more}", named.join(", "))
    };
    let gone = names(&theirs, &lost);
    let place = new.first().copied().unwrap_or(view.span);
    let message = if new.is_empty() {
        format!("the code lacks {gone}")
    } else {
        format!("the code has {} where the source has {gone}", names(&ours, &new))
    };
    cx.report(place, message)
        .source(*first, "in the source's code")
        .detail(bitext.text(Side::Source, *first))
        .help("copy the code from the source; only comments and sample texts are translated");
}

fn same(bitext: &Bitext<'_>, target: Span, source: Span) -> bool {
    bitext.text(Side::Target, target) == bitext.text(Side::Source, source)
}

/// A block of code of a side, with its tokens; options are another rule's.
struct Block<'b> {
    side: Side,
    code: &'b CodeBlock,
    /// The article's text.
    text: &'b str,
    /// All of the block.
    span: Span,
    tokens: Vec<CodeToken>,
    /// How often each stands there.
    counts: BTreeMap<&'b str, usize>,
}

impl<'b> Block<'b> {
    fn new(side: Side, code: &'b CodeBlock, text: &'b str, span: Span) -> Block<'b> {
        let mut tokens = code_tokens(text, code);
        tokens.retain(|token| token.kind != CodeTokenKind::Option);
        let mut counts = BTreeMap::new();
        for token in &tokens {
            *counts.entry(token.span.of_text(text)).or_default() += 1;
        }
        Block { side, code, text, span, tokens, counts }
    }

    /// How often a token stands there.
    fn count(&self, written: &str) -> usize {
        self.counts.get(written).copied().unwrap_or(0)
    }

    /// Whether the block holds a token of another one: as often as that, or, where the blocks have as
    /// many lines, in the line that renders the token's own. A name may be part of a longer one, which
    /// takes a search of all the block.
    fn holds(&self, token: CodeToken, other: &Block<'_>) -> bool {
        let written = token.span.of_text(other.text);
        let lines = &other.code.lines;
        let alike = lines.len() == self.code.lines.len();
        let count = self.count(written);
        if count > 0 && (!alike || count >= other.count(written)) {
            return true;
        }
        let line = lines.partition_point(|line| line.start <= token.span.start);
        let own = line.checked_sub(1).and_then(|line| self.code.lines.get(line));
        let in_line = || own.is_some_and(|own| own.of_text(self.text).contains(written));
        if count > 0 {
            return in_line();
        }
        if !matches!(token.kind, CodeTokenKind::Name | CodeTokenKind::Address) {
            return false;
        }
        let parts = |of: &Block<'_>| of.span.of_text(of.text).matches(written).count();
        match parts(self) {
            0 => false,
            found => !alike || in_line() || found >= parts(other),
        }
    }
}

/// The tokens of one block that the other holds nowhere, each once, up to [`MOST`].
fn lacking(of: &Block<'_>, other: &Block<'_>) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut searches = 0;
    for token in &of.tokens {
        let written = token.span.of_text(of.text);
        let first = written.split(['-', '_', '.']).next().unwrap_or("");
        let sample = METAVARIABLES.iter().any(|word| {
            first
                .strip_prefix(word)
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_lowercase()))
        });
        let absent = other.count(written) == 0;
        if sample || absent && seen.contains(written) {
            continue;
        }
        searches += usize::from(absent);
        if searches > MOST {
            break;
        }
        if absent {
            seen.insert(written);
        }
        if !other.holds(*token, of) && (absent || seen.insert(written)) {
            found.push(token.span);
        }
    }
    found
}
