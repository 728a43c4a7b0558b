//! `untranslated/link-text`: a link's text is its source's, in a sentence that is translated.

use crate::{
    bitext::{BlockPair, Looks, Side},
    facts::FactKind,
    rules::{Ctx, Rule, options::Options, quote::quote},
};

/// Makes the check.
pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    Box::new(LinkText { words: options.count("min-words") })
}

struct LinkText {
    words: usize,
}

impl Rule for LinkText {
    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Link])
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for (matched, target, source) in bitext.on_both_sides(pair) {
            if matched.kind != FactKind::Link
                || !bitext.may_be_source_language(Side::Target, target.text)
                || bitext.words(Side::Target, target.text).len() < self.words
                || !bitext.same_words(target.text, source.text)
            {
                continue;
            }
            let whole =
                bitext.segment_at(Side::Target, target.span.start).map(|it| (it.target, it.source));
            let views = bitext.target_view(pair).zip(bitext.source_view(pair));
            let Some((ours, theirs)) = whole.or(views.map(|(one, other)| (one.span, other.span)))
            else {
                continue;
            };
            // A title may be kept where its rendering follows, and a link that stands alone is a segment.
            if bitext.same_words(ours, theirs)
                || bitext.is_rendered_in_brackets(target.span, ours, theirs)
                || bitext.prose(Side::Target, target.text).source == 0
                || bitext.is_untranslated()
            {
                continue;
            }
            let language = bitext.source_language();
            let said = bitext.text(Side::Target, target.text);
            cx.report(target.text, format!("the link's text is left in {language}: {}", quote(said)))
                .label(format!("still {language}"))
                .source(source.text, "the source says the same")
                .help("use the title that the page has in this language, or put a translation behind it in brackets");
        }
    }
}
