//! `text/bidi-override`: an override of direction that the source lacks.

use crate::{
    diagnostic::Safety,
    facts::Invisible,
    rules::{Ctx, Rule, options::Options},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(BidiOverride)
}

struct BidiOverride;

impl Rule for BidiOverride {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for invisible in bitext.target_facts.invisibles() {
            let name = match invisible.character {
                '\u{202d}' => "U+202D (left-to-right override)",
                '\u{202e}' => "U+202E (right-to-left override)",
                _ => continue,
            };
            let theirs: &[Invisible] = match bitext.stretch_at(invisible.span.start) {
                Some(stretch) => match (&bitext.source_facts, stretch.source) {
                    (Some(facts), Some(source)) => facts.invisibles_in(source),
                    _ => &[],
                },
                // Outside prose both halves of a side-by-side file are the same.
                None if bitext.source.is_some() => continue,
                None => &[],
            };
            if theirs.iter().any(|it| it.character == invisible.character) {
                continue;
            }
            cx.report(invisible.span, format!("the text is shown in another order: {name}"))
                .label("an override that cannot be seen")
                .help("delete the override; use an isolate (U+2066 to U+2069) if order matters")
                .detail(name)
                .fix(Safety::Safe, invisible.span, "");
        }
    }
}
