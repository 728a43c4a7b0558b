//! `untranslated/segment`: a sentence of the target is its source, unchanged.

use crate::{
    bitext::{Side, UnitWords},
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

/// Makes the check.
pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    Box::new(Segment {
        words: options.count("min-words") as u32,
        function_words: options.count("min-function-words") as u32,
    })
}

struct Segment {
    words: u32,
    function_words: u32,
}

impl Rule for Segment {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        for UnitWords { unit, .. } in cx.bitext.units().filter(|it| it.in_doubt) {
            self.check(unit.target, unit.source, cx);
        }
    }
}

impl Segment {
    fn check(&self, target: Span, source: Span, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let prose = bitext.prose(Side::Target, target);
        let telling = if bitext.is_other_script() {
            // Not one letter of its own script says as much as a second function word.
            prose.native == 0 && prose.source > 0 && prose.names < prose.words
        } else {
            prose.source >= self.function_words
        };
        if prose.words < self.words
            || !telling
            || !bitext.same_words(target, source)
            || bitext.is_untranslated()
        {
            return;
        }
        let language = bitext.source_language();
        let message =
            format!("left in {language}: {}", quote(bitext.text(Side::Target, target).trim()));
        cx.report(target, message)
            .label(format!("still {language}"))
            .source(source, "the source says the same")
            .help("translate the text, or list it as a term that stays as it is");
    }
}
