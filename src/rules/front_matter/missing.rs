//! `front-matter/missing`: an article has no front matter where its schema or its source wants one.

use crate::{
    ast::BlockKind,
    rules::{Ctx, Rule, options::Options, schemas::Choice},
    text::Span,
};

struct Missing {
    schema: Choice,
}

pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    Box::new(Missing { schema: Choice::of(options) })
}

impl Rule for Missing {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let target = cx.target();
        // A fragment without a title is shown in other articles, and has none.
        let title = target
            .blocks
            .iter()
            .find(|block| matches!(&block.kind, BlockKind::Heading(heading) if heading.level == 1));
        let source = cx.source().filter(|_| cx.bitext.split.is_none());
        let theirs = source.map(|source| source.front_matter.as_ref());
        let place = match theirs {
            // What the source does without is not the translation's fault; what it has tells that
            // the article is no fragment.
            Some(theirs) => title.or(target.blocks.first()).filter(|_| theirs.is_some()),
            None => title.filter(|_| matches!(self.schema, Choice::Fixed(Some(_)))),
        };
        let Some(title) = place.filter(|_| target.front_matter.is_none()) else { return };
        let line = title.span.of_text(target.text).lines().next().unwrap_or("").trim_end();
        let finding = cx.report(Span::of(target.text, line), "the article has no front matter");
        finding.label("the article begins here").help("write the front matter above it");
        if let Some(front) = theirs.flatten() {
            finding.source(front.span, "the source's front matter");
        }
    }
}
