//! `consistency/source`: a translation is that of the sentence before, whose source is another.

use crate::{
    bitext::Side,
    facts::Word,
    rules::{Ctx, Rule, options::Options, quote::quote},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Source)
}

struct Source;

/// Fewest words of a translation; shorter ones render several sources in their own right.
const LEAST: usize = 3;

impl Rule for Source {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for pair in bitext.segments.windows(2) {
            let [before, this] = pair else { continue };
            if before.damaged || this.damaged || before.target.len() != this.target.len() {
                continue;
            }
            let text = bitext.text(Side::Target, this.target);
            if text != bitext.text(Side::Target, before.target)
                || bitext.words(Side::Target, this.target).len() < LEAST
            {
                continue;
            }
            let words = |of| bitext.words(Side::Source, of);
            let (ours, theirs) = (words(this.source), words(before.source));
            let stem = |word: &Word| {
                let word = bitext.text(Side::Source, word.span).to_lowercase();
                word.strip_suffix('s').map_or_else(|| word.clone(), str::to_owned)
            };
            if ours.iter().map(stem).eq(theirs.iter().map(stem)) {
                continue;
            }
            let message = format!("{} renders two sources that differ", quote(text));
            cx.report(this.target, message)
                .label("the text of the sentence before")
                .source(this.source, "this source")
                .source(before.source, "and that of the sentence before")
                .help("translate this sentence by itself")
                .detail(text);
        }
    }
}
