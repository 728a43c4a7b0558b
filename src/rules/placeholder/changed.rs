//! `placeholder/changed`: the placeholders of target and source are not the same.

use crate::{
    bitext::{Bitext, BlockPair, Looks, Match, Side, Verdict},
    diagnostic::Safety,
    facts::FactKind,
    rules::{Ctx, Rule, options::Options, quote::quote},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Changed)
}

struct Changed;

impl Rule for Changed {
    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Placeholder]).unless_kept()
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if pair.shared || pair.target.is_none() || pair.source.is_none() {
            return;
        }
        let mut differing: Vec<&Match> =
            bitext.matches_of(pair).iter().filter(|matched| differs(bitext, matched)).collect();
        differing.sort_by_key(|matched| matched.segment);
        for group in differing.chunk_by(|one, other| one.segment == other.segment) {
            report(group, cx);
        }
    }
}

/// Whether a placeholder stands on one side only. One that stands there in another form (in code, or
/// torn by spaces in the source) does not count.
fn differs(bitext: &Bitext<'_>, matched: &Match) -> bool {
    matched.kind == FactKind::Placeholder
        && matches!(matched.verdict, Verdict::Missing | Verdict::Extra | Verdict::Changed)
        && matched.plain.is_none()
        && !bitext.is_damaged(matched)
}

/// Reports the differences of one segment, or of one pair of blocks where there are none.
fn report(group: &[&Match], cx: &mut Ctx<'_, '_>) {
    let bitext = cx.bitext;
    let targets: Vec<_> = group.iter().filter_map(|matched| bitext.target_fact(matched)).collect();
    let sources: Vec<_> = group.iter().filter_map(|matched| bitext.source_fact(matched)).collect();
    let place = match (targets.as_slice(), sources.first()) {
        ([one, ..], _) => Some(one.span),
        ([], Some(source)) => bitext.counterpart(source.span),
        ([], None) => None,
    };
    let Some(place) = place else { return };
    let names = |facts: &[&crate::facts::Fact<'_>]| {
        facts.iter().map(|fact| quote(&fact.key)).collect::<Vec<_>>().join(", ")
    };
    let be = |count: usize| if count == 1 { "is" } else { "are" };
    let missing = format!("{} {} missing", names(&sources), be(sources.len()));
    let extra = format!("{} {} not in the source", names(&targets), be(targets.len()));
    let message = match (sources.is_empty(), targets.is_empty()) {
        (false, false) => format!("placeholders differ: {missing}, {extra}"),
        (false, true) => format!("placeholders differ: {missing}"),
        _ => format!("placeholders differ: {extra}"),
    };
    let detail: Vec<&str> = sources.iter().chain(&targets).map(|fact| &*fact.key).collect();
    let finding = cx.report(place, message);
    finding
        .detail(detail.join(" "))
        .help("write the placeholders exactly as the source does; they are replaced when the text is used");
    for source in &sources {
        finding.source(source.span, "in the source");
    }
    for target in targets.iter().skip(1) {
        finding.also(target.span, "not in the source");
    }
    match (sources.first(), targets.first()) {
        (Some(source), _) => finding.fact(Side::Source, source.span),
        (None, Some(target)) => finding.fact(Side::Target, target.span),
        (None, None) => finding,
    };
    if let [matched] = group
        && matched.verdict == Verdict::Changed
        && let ([target], [source]) = (targets.as_slice(), sources.as_slice())
    {
        finding.fix(Safety::Safe, target.span, bitext.text(Side::Source, source.span));
    }
}
