//! `front-matter/duplicate-key`: a key stands twice in one mapping.

use crate::{
    ast::YamlProblemKind,
    rules::{Ctx, Rule, options::Options, quote::quote},
};

struct DuplicateKey;

pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(DuplicateKey)
}

impl Rule for DuplicateKey {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let article = cx.target();
        let Some(front) = &article.front_matter else { return };
        for problem in &front.problems {
            if problem.kind != YamlProblemKind::DuplicateKey {
                continue;
            }
            let key = problem.span.of_text(article.text);
            let finding = cx
                .report(
                    problem.span,
                    format!("the key {} stands here for the second time", quote(key)),
                )
                .help("keep the one that is right");
            if let Some(first) = problem.related {
                finding.also(first, "first here");
            }
        }
    }
}
