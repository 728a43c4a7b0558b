//! `text/invisible-character`: a character that cannot be seen and does not belong there.

use crate::{
    bitext::{Bitext, Side},
    diagnostic::Safety,
    facts::Invisible,
    locale::Family,
    rules::{Ctx, Rule, options::Options},
    text::Span,
};

struct InvisibleCharacter;

pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(InvisibleCharacter)
}

impl Rule for InvisibleCharacter {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let mut last: Option<(Span, Option<u32>)> = None;
        for invisible in bitext.target_facts.invisibles() {
            let Some(name) = name(invisible.character) else { continue };
            if allowed(bitext, *invisible) || in_source(bitext, *invisible) {
                continue;
            }
            // Several in a row, or in one segment, are one fault.
            let segment = bitext.segment_index_at(Side::Target, invisible.span.start);
            if let Some((before, of)) = last
                && (before.end == invisible.span.start || (of.is_some() && of == segment))
            {
                last = Some((invisible.span, segment));
                continue;
            }
            last = Some((invisible.span, segment));
            let code = u32::from(invisible.character);
            let words = words_around(bitext, invisible.span);
            let message =
                format!("an invisible character stands in the text{words}: U+{code:04X} ({name})");
            let finding = cx.report(invisible.span, message);
            finding.detail(format!("{code:04X}")).help("delete it");
            finding.fix(Safety::Safe, invisible.span, "");
            // Such a control is mostly what a letter became.
            if matches!(invisible.character, '\u{80}'..='\u{9f}')
                && let Some(stretch) = bitext.stretch_at(invisible.span.start)
            {
                finding.fact(Side::Target, stretch.target);
            }
        }
    }
}

/// The name of a character that belongs in no text, save where [`allowed`] says so.
fn name(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{200b}' => "zero width space",
        '\u{200c}' => "zero width non-joiner",
        '\u{200d}' => "zero width joiner",
        '\u{2060}' => "word joiner",
        '\u{feff}' => "zero width no-break space",
        '\u{2028}' => "line separator",
        '\u{2029}' => "paragraph separator",
        '\u{180e}' => "Mongolian vowel separator",
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fff9}'..='\u{fffb}' => "control character",
        _ => return None,
    })
}

/// Whether the language, an emoji or Markdown needs the character where it stands.
fn allowed(bitext: &Bitext<'_>, invisible: Invisible) -> bool {
    let (data, text, span) = (bitext.target_data, bitext.target.text, invisible.span);
    if data.joiners_allowed.contains(&invisible.character) {
        return true;
    }
    let before = text.get(..span.start as usize).and_then(|before| before.chars().next_back());
    let after = text.get(span.end as usize..).and_then(|after| after.chars().next());
    match invisible.character {
        // The mark at the start of a file is none of the text.
        '\u{feff}' => span.start == 0,
        // Emoji are joined by it, and scripts whose letters it shapes may be quoted anywhere.
        '\u{200c}' | '\u{200d}' => {
            let shaped = |c: char| matches!(c, '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{1000}'..='\u{109f}');
            let emoji = |c: char| matches!(c, '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}');
            [before, after].into_iter().flatten().any(|c| shaped(c) || emoji(c))
        }
        // Where no spaces stand between words, it makes emphasis and code begin or end.
        '\u{200b}' => {
            let glued = data.family(Family::NoSpacesBetweenWords)
                || data.family(Family::ParticlesFollowMarkup);
            let delimiter = |c: char| matches!(c, '*' | '_' | '`' | '~');
            glued && [before, after].into_iter().flatten().any(delimiter)
        }
        _ => false,
    }
}

/// Whether the source has the character at the same place: in the text both share, in the segment's
/// source, in the paired block.
fn in_source(bitext: &Bitext<'_>, invisible: Invisible) -> bool {
    let Some(source) = bitext.source else { return false };
    let front = bitext.target.front_matter.as_ref();
    let in_front = front.is_some_and(|front| front.span.contains(invisible.span));
    if let Some(segment) = bitext.segment_at(Side::Target, invisible.span.start) {
        return segment.source.of_text(source.text).contains(invisible.character);
    }
    if bitext.split.is_some() {
        // The front matter has no pairs, and is the target's.
        return !in_front;
    }
    let view = bitext.target_facts.view_at(invisible.span.start).map(|view| view as u32);
    let pair = bitext.pairs.iter().find(|pair| pair.target == view && view.is_some());
    let view = pair.and_then(|pair| bitext.source_view(pair));
    view.is_some_and(|view| view.span.of_text(source.text).contains(invisible.character))
}

/// ` before “word”` or ` after “word”`.
fn words_around(bitext: &Bitext<'_>, span: Span) -> String {
    let words = &bitext.target_facts.words;
    let next = words.partition_point(|word| word.span.end <= span.start);
    let word = |index: usize| words.get(index).map(|word| word.span.of_text(bitext.target.text));
    let clean = |word: &str| word.chars().filter(|c| name(*c).is_none()).collect::<String>();
    let near = words.get(next).is_some_and(|word| word.span.start <= span.end + 1);
    if near {
        let at = words.get(next).map_or(0, |word| word.span.start);
        let place = if at < span.start { "in" } else { "before" };
        return format!(" {place} “{}”", clean(word(next).unwrap_or("")));
    }
    next.checked_sub(1)
        .and_then(word)
        .map_or_else(String::new, |word| format!(" after “{}”", clean(word)))
}
