//! `directive/malformed`: a directive has wrong attributes or quotes.

use crate::{
    ast::{Directive, DirectiveSyntax, ProblemKind, RegionKind},
    bitext::Side,
    diagnostic::Safety,
    facts::FactKind,
    rules::{Ctx, Rule, options::Options, quote::quote, regions},
    text::Span,
};

struct Malformed;

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Malformed)
}

/// The attributes that a directive knows, and those that it must have.
const KNOWN: [(&str, &[&str], &[&str]); 6] = [
    (
        "image",
        &[
            "source",
            "alt-text",
            "type",
            "loc-scope",
            "border",
            "lightbox",
            "link",
            "align",
            "width",
            "height",
        ],
        &["source"],
    ),
    ("video", &["source", "title", "max-width", "thumbnail"], &["source"]),
    ("code", &["source", "range", "id", "highlight", "language", "interactive"], &["source"]),
    ("column", &["span"], &[]),
    ("row", &["count"], &[]),
    ("no-loc", &["text"], &["text"]),
];

impl Rule for Malformed {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for problem in regions::own_problems(bitext) {
            let ProblemKind::NearDirective(kind) = problem.kind else { continue };
            if matches!(kind, RegionKind::Moniker | RegionKind::Other) {
                continue;
            }
            let line = problem.span.of_text(bitext.target.text);
            let near = crate::grammar::near_directive::examine(line);
            let finding = cx.report(problem.span, format!("{} is no directive", quote(line)));
            finding
                .label("shows as text")
                .fact(Side::Target, problem.span)
                .help("write three colons, the name and `attribute=\"value\"` in straight quotes, and nothing else");
            if let Some(mended) = near.mended {
                finding.fix(Safety::Safe, problem.span, mended);
            }
        }
        for (index, fact) in bitext.target_facts.facts.iter().enumerate() {
            if fact.kind == FactKind::Directive
                && let Some(directive) = bitext.target_facts.directive(index as u32)
                && directive.syntax == DirectiveSyntax::Colons
                && !bitext
                    .segment_at(Side::Target, directive.span.start)
                    .is_some_and(|it| it.damaged)
            {
                check(cx, directive);
            }
        }
    }
}

fn check(cx: &mut Ctx<'_, '_>, directive: &Directive) {
    let text = cx.bitext.target.text;
    let name = directive.name.of_text(text).to_ascii_lowercase();
    let Some((_, known, required)) = KNOWN.iter().find(|(it, ..)| *it == name) else { return };
    let mut seen: Vec<String> = Vec::new();
    for attribute in &directive.attributes {
        let written = attribute.name.of_text(text);
        let lower = written.to_ascii_lowercase();
        if !known.contains(&&*lower) {
            let message = format!("`{name}` has no attribute {}", quote(written));
            let near = known.iter().find(|it| strsim::osa_distance(it, &lower) <= 2);
            let finding = cx.report(attribute.span, message);
            finding.detail(lower.clone());
            match near {
                Some(near) => {
                    finding.help(format!("write `{near}`")).fix(Safety::Safe, attribute.name, *near)
                }
                None => finding.help("take it out, or write its name in English"),
            };
        } else if seen.contains(&lower) {
            cx.report(attribute.span, format!("`{lower}` stands twice")).help("keep one of them");
        }
        if attribute.value.is_some() && attribute.quote != Some('"') {
            let message =
                format!("{} is not in straight double quotes", quote(attribute.span.of_text(text)));
            let finding = cx.report(attribute.span, message);
            finding.help("put the value between `\"` and `\"`");
            if let Some(value) = attribute.value {
                let place = Span { start: attribute.name.end, end: attribute.span.end };
                finding.fix(Safety::Safe, place, format!("=\"{}\"", value.of_text(text)));
            }
        }
        seen.push(lower);
    }
    // An attribute with a wrong name may be the one that is missing.
    if seen.iter().any(|name| !known.contains(&&**name)) {
        return;
    }
    for wanted in required.iter().filter(|it| !seen.iter().any(|name| name == **it)) {
        cx.report(directive.span, format!("`{name}` lacks its `{wanted}`"))
            .detail(*wanted)
            .help(format!("add `{wanted}=\"…\"`"));
    }
}
