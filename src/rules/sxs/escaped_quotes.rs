//! `sxs/escaped-quotes`: `&quot;` stands for the quotes of pair tags.

use crate::{
    ast::InlineKind,
    bitext::Side,
    diagnostic::Safety,
    facts::FactKind,
    grammar::sxs::PairProblemKind,
    rules::{Ctx, Rule, options::Options},
};

struct EscapedQuotes;

pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(EscapedQuotes)
}

impl Rule for EscapedQuotes {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let Some(split) = bitext.split else { return };
        for problem in &split.problems {
            if problem.kind != PairProblemKind::EscapedQuotes {
                continue;
            }
            let region = problem.related.unwrap_or(problem.span);
            let pairs = bitext.segments.iter().filter(|it| it.file.overlaps(region)).count();
            let pairs = if pairs == 1 { "1 pair".to_owned() } else { format!("{pairs} pairs") };
            let message = format!(
                "`&quot;` stands for the quotes of tags from here on, up to the next quote: the page loses {pairs}"
            );
            let finding = cx
                .report_in_file(problem.span, message)
                .help("write `\"` for each `&quot;` in these tags");
            let start = split.escaped_quotes.partition_point(|it| it.start < region.start);
            for escape in split.escaped_quotes.get(start..).unwrap_or_default() {
                if !region.contains(*escape) {
                    break;
                }
                finding.fix_in_file(Safety::Safe, *escape, "\"");
            }
        }
        // The anchors of headings are written by the same hand.
        for fact in bitext.target_facts.facts.iter().filter(|it| it.kind == FactKind::Tag) {
            let Some(InlineKind::Html(tag)) = fact.node.map(|node| &node.kind) else { continue };
            let value = tag.attributes.first().and_then(|it| it.value).unwrap_or_default();
            let written = bitext.text(Side::Target, value);
            let inner = written.strip_prefix("&quot;").and_then(|it| it.strip_suffix("&quot;"));
            if let Some(inner) = inner.filter(|_| bitext.is_shared(fact.span)) {
                cx.report(fact.span, "`&quot;` stands for the quotes of an anchor")
                    .help("write `\"` for each `&quot;` in the tag")
                    .fix(Safety::Safe, value, format!("\"{inner}\""));
            }
        }
    }
}
