//! `directive/malformed`: a directive has wrong attributes or quotes.

use crate::{
    ast::{Directive, DirectiveSyntax, InlineKind, ProblemKind, RegionKind},
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
            let line = problem.span.of_text(bitext.target.text);
            if kind == RegionKind::Moniker || kind == RegionKind::Other && !is_known(line) {
                continue;
            }
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
            let inline = fact.node.and_then(|node| match &node.kind {
                InlineKind::Directive(directive) => Some(&**directive),
                _ => None,
            });
            if matches!(fact.kind, FactKind::Directive | FactKind::Image)
                && let Some(directive) =
                    inline.or_else(|| bitext.target_facts.directive(index as u32))
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

/// Whether the name on a line is that of a directive.
fn is_known(line: &str) -> bool {
    let rest = line.trim_start_matches([':', '：', ' ']);
    let name = rest.split(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or("");
    KNOWN.iter().any(|(known, ..)| known.eq_ignore_ascii_case(name))
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
    let value = |key: &str| {
        let mut named = directive.attributes.iter();
        let found = named.find(|it| it.name.of_text(text).eq_ignore_ascii_case(key))?;
        found.value.map(|value| value.of_text(text))
    };
    // What only adorns needs no words.
    let silent = name != "image" || value("type").is_some_and(|it| it.eq_ignore_ascii_case("icon"));
    let words = (!silent && value("loc-scope").is_none()).then_some(&"alt-text");
    for wanted in required.iter().chain(words).filter(|it| !seen.iter().any(|name| name == **it)) {
        cx.report(directive.span, format!("`{name}` lacks its `{wanted}`"))
            .detail(*wanted)
            .help(format!("add `{wanted}=\"…\"`"));
    }
}
