//! `directive/translated-keyword`: the name of a directive was translated or misspelled.

use crate::{
    ast::{ProblemKind, RegionKind},
    bitext::Side,
    diagnostic::Safety,
    rules::{Ctx, Rule, options::Options, quote::quote, regions},
    text::Span,
};

struct TranslatedKeyword;

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(TranslatedKeyword)
}

/// The names of directives, each with an attribute that only it has.
const NAMES: [(&str, &str); 12] = [
    ("moniker", "range"),
    ("zone", "pivot"),
    ("column", "span"),
    ("image", "source"),
    ("video", ""),
    ("code", "language"),
    ("row", ""),
    ("form", "submittext"),
    ("moniker-end", ""),
    ("zone-end", ""),
    ("row-end", ""),
    ("column-end", ""),
];

impl Rule for TranslatedKeyword {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        for problem in regions::own_problems(cx.bitext) {
            if problem.kind != ProblemKind::NearDirective(RegionKind::Other) {
                continue;
            }
            let line = problem.span.of_text(cx.bitext.target.text);
            let rest = line.trim_start_matches([':', '：', ' ']);
            let word = rest.split(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or("");
            // A name that is right is not what is wrong.
            if NAMES.iter().any(|(name, _)| name.eq_ignore_ascii_case(word)) {
                continue;
            }
            // What is neither like a name nor has a known attribute may belong to another site.
            let Some(meant) = meant(word, rest) else { continue };
            let at = Span::of(line, word).shifted(problem.span.start);
            let message =
                format!("{} is no directive: {} is not its name", quote(line), quote(word));
            cx.report(problem.span, message)
                .label("shows as text")
                .fact(Side::Target, problem.span)
                .help(format!("write `{meant}`; names of directives are not translated"))
                .fix(Safety::Safe, at, meant);
        }
    }
}

/// The name that a word stands for, by its attributes or its letters.
fn meant(word: &str, line: &str) -> Option<&'static str> {
    let lower = word.to_lowercase();
    let by_attribute = NAMES.iter().find(|(_, only)| {
        !only.is_empty() && line.contains(&format!(" {only}=")) && line.len() > word.len()
    });
    let near = NAMES.iter().find(|(name, _)| {
        let allowed = if name.len() > 5 { 2 } else { 1 };
        strsim::osa_distance(name, &lower) <= allowed
    });
    by_attribute.or(near).map(|&(name, _)| name)
}
