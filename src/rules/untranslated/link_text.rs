//! `untranslated/link-text`: a link's text is its source's, in a sentence that is translated.

use crate::{
    bitext::{Bitext, BlockPair, Looks, Side},
    facts::{Fact, FactKind},
    rules::{Ctx, Rule, options::Options, quote::quote},
};

/// Makes the check.
pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    Box::new(LinkText { words: options.count("min-words") })
}

struct LinkText {
    words: usize,
}

/// Fewest letters of each word of a short text; what is shorter may be anything.
const SHORTEST: usize = 4;

/// Whether a link to a page of the site has small words as its text, as no name and no title is written:
/// several with spaces or hyphens between, which are neither code nor the name of where the link leads.
fn is_plain(bitext: &Bitext<'_>, link: &Fact<'_>) -> bool {
    let text = bitext.text(Side::Target, link.text);
    let mut words = 0;
    for word in text.split([' ', '-']) {
        if word.len() < SHORTEST || !word.bytes().all(|b| b.is_ascii_lowercase()) {
            return false;
        }
        words += 1;
    }
    let Some(place) = link.destination() else { return false };
    let place = bitext.text(Side::Target, place);
    words > 1 && !place.contains("://") && !is_named(place, text) && !bitext.stands_in_code(text)
}

/// Whether a destination is called what the text says, whatever stands between its words.
fn is_named(place: &str, text: &str) -> bool {
    let bare = |text: &str| text.replace(|c: char| !c.is_alphanumeric(), " ").to_lowercase();
    bare(place).contains(&bare(text))
}

impl Rule for LinkText {
    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Link])
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for (matched, target, source) in bitext.on_both_sides(pair) {
            if matched.kind != FactKind::Link {
                continue;
            }
            let told = bitext.may_be_source_language(Side::Target, target.text)
                && bitext.words(Side::Target, target.text).len() >= self.words
                && bitext.prose(Side::Target, target.text).source > 0;
            if !(told || is_plain(bitext, target)) || !bitext.same_words(target.text, source.text) {
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
