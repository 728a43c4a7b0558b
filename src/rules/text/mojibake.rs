//! `text/mojibake`: letters that come from reading text in a wrong encoding.

use crate::{
    bitext::Side,
    facts::MarkKind,
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Mojibake)
}

struct Mojibake;

impl Rule for Mojibake {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let mut last: Option<Span> = None;
        for (mark, stretch) in bitext.extra_marks(|kind| kind == MarkKind::WrongEncoding) {
            // A text whose source shows such letters is about them, or the source's fault; and the
            // letters of one stretch are one fault.
            let theirs = bitext.source_marks(stretch);
            if theirs.iter().any(|mark| mark.kind == MarkKind::WrongEncoding)
                || last == Some(stretch.target)
            {
                continue;
            }
            last = Some(stretch.target);
            let text = bitext.text(Side::Target, mark.span);
            let word = bitext.text(Side::Target, word_around(bitext.target.text, mark.span));
            let message = if text.starts_with('\u{fffd}') {
                format!("a letter is lost: {} holds U+FFFD, the replacement character", quote(word))
            } else {
                format!("{} was read in a wrong encoding in {}", quote(text), quote(word))
            };
            cx.report(mark.span, message)
                .help("write the letter that was meant, and check the rest of the sentence")
                .fact(Side::Target, stretch.target)
                .detail(text);
        }
    }
}

/// The span with the characters around it up to white space, 24 at most on either side.
fn word_around(text: &str, span: Span) -> Span {
    let before = text.get(..span.start as usize).unwrap_or("");
    let after = text.get(span.end as usize..).unwrap_or("");
    let size = |chars: &mut dyn Iterator<Item = char>| -> u32 {
        chars.take(24).take_while(|c| !c.is_whitespace()).map(|c| c.len_utf8() as u32).sum()
    };
    Span {
        start: span.start - size(&mut before.chars().rev()),
        end: span.end + size(&mut after.chars()),
    }
}
