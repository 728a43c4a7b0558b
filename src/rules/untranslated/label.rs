//! `untranslated/label`: a text of a few words is its source, unchanged.

use crate::{
    bitext::{Side, Unit, UnitWords},
    facts::WordFlags,
    rules::{Ctx, Rule, options::Options, quote::quote},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Label)
}

struct Label;

impl Rule for Label {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        for UnitWords { unit, .. } in cx.bitext.units() {
            check(unit, cx);
        }
    }
}

fn check(unit: Unit, cx: &mut Ctx<'_, '_>) {
    let bitext = cx.bitext;
    let words = bitext.words(Side::Target, unit.target).len();
    if !(2..=8).contains(&words) || !bitext.same_words(unit.target, unit.source) {
        return;
    }
    let name = WordFlags::CAPITAL.with(WordFlags::IDENTIFIER);
    if bitext
        .words(Side::Target, unit.target)
        .iter()
        .any(|word| word.is(WordFlags::IDENTIFIER.with(WordFlags::NUMBER)))
    {
        return;
    }
    let (mut prose, mut small, mut theirs) = (0, 0, 0);
    bitext.each_prose_word(Side::Target, unit.target, |word| {
        prose += 1;
        small += usize::from(!word.word.is(name));
        theirs += usize::from(word.word.is(WordFlags::TARGET_FUNCTION));
    });
    // A word of the target's own language makes it a translation that looks like its source.
    if !(2..=4).contains(&prose) || small == 0 || theirs > 0 || bitext.is_untranslated() {
        return;
    }
    let language = bitext.source_language();
    let text = quote(bitext.text(Side::Target, unit.target).trim());
    cx.report(unit.target, format!("left in {language}: {text}"))
        .label("as in the source")
        .source(unit.source, "the source says the same")
        .help("translate it, unless it is a name");
}
