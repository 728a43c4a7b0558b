//! `text/length`: a translation is far longer or shorter than its source.

use crate::{
    bitext::{Side, Unit, UnitWords},
    locale::{LocaleData, Script},
    rules::{Ctx, Rule, options::Options},
    text::Span,
};

/// Makes the check; its option is `min-characters`.
pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    Box::new(Length { least: u64::try_from(options.integer("min-characters")).unwrap_or(0) })
}

struct Length {
    least: u64,
}

impl Rule for Length {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        for UnitWords { unit, .. } in cx.bitext.units() {
            self.check(unit, cx);
        }
    }
}

impl Length {
    fn check(&self, unit: Unit, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let count = |side: Side, span: Span| -> u64 {
            let words = bitext.words(side, span).iter();
            words.map(|word| bitext.text(side, word.span).chars().count() as u64 + 1).sum()
        };
        let theirs = count(Side::Source, unit.source);
        if theirs < self.least {
            return;
        }
        let ours = count(Side::Target, unit.target);
        let (Some((low, high)), true) = (bounds(bitext.target_data), ours > 0) else { return };
        let percent = ours * 100 / theirs;
        if (low..=high).contains(&percent) {
            return;
        }
        let word = if percent < low { "short" } else { "long" };
        cx.report(
            unit.target,
            format!(
                "the translation is {word}: {percent} % of its source, usual are {low} to {high} %"
            ),
        )
        .source(unit.source, "its source")
        .help("check that nothing is missing or said twice")
        .detail(word);
    }
}

/// Usual lengths in hundredths of an English source's; `None` for a language that is not known.
fn bounds(data: &LocaleData) -> Option<(u64, u64)> {
    match data.scripts.first()? {
        Script::Han | Script::Hiragana | Script::Katakana => Some((20, 140)),
        Script::Hangul => Some((30, 160)),
        Script::Arabic | Script::Hebrew => Some((45, 200)),
        _ => Some((50, 240)),
    }
}
