//! `code/unclosed-fence`: a code block that is never closed.

use crate::{
    ast::{Article, BlockKind, ProblemKind},
    bitext::Side,
    rules::{Ctx, Rule, options::Options, quote::quote, regions},
    text::Span,
};

struct UnclosedFence;

pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(UnclosedFence)
}

impl Rule for UnclosedFence {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let mut problems = regions::own_problems(cx.bitext);
        problems.retain(|problem| problem.kind == ProblemKind::UnclosedFence);
        if problems.is_empty() {
            return;
        }
        let quoted = fences_in_quotes(cx.target());
        for problem in problems {
            if quoted.contains(&problem.span) {
                continue;
            }
            let fence = problem.span.of_text(cx.bitext.target.text);
            let message = format!("the code block that {} opens is never closed", quote(fence));
            cx.report(problem.span, message).fact(Side::Target, problem.span).help(
                "write a closing fence behind the last line of code, as long as the opening one",
            );
        }
    }
}

/// The fences within block quotes: there the last `>` ends the code, as everybody can see.
fn fences_in_quotes(article: &Article<'_>) -> Vec<Span> {
    let mut found = Vec::new();
    let mut quote_end = 0;
    article.visit_blocks(&mut |block| match &block.kind {
        BlockKind::Quote(_) => quote_end = quote_end.max(block.span.end),
        BlockKind::Code(code) if block.span.start < quote_end => {
            found.extend(code.fence.as_ref().map(|fence| fence.open));
        }
        _ => {}
    });
    found
}
