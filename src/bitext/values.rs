//! Attributes of tags and directives beside the source's, and the language of their values.

use super::{Bitext, Prose, Side, prose};
use crate::{
    ast::Attribute,
    facts::{Facts, WordFlags, collapse, is_translated_attribute, may_differ},
    text::Span,
};

/// An attribute that is not meant for translation and differs from the source's.
#[derive(Clone, Copy, Debug)]
pub struct AttributeChange<'x> {
    /// The target's; `None` where it is lost.
    pub target: Option<&'x Attribute>,
    /// The source's; `None` where the target has one too many.
    pub source: Option<&'x Attribute>,
}

impl Bitext<'_> {
    /// The attributes not meant for translation in which a tag or directive of the target differs from
    /// the source's. Values that lead to the same place are the same.
    pub fn changed_attributes<'x>(
        &self,
        target: &'x [Attribute],
        source: &'x [Attribute],
    ) -> Vec<AttributeChange<'x>> {
        let name = |side, attribute: &Attribute| self.text(side, attribute.name);
        let value =
            |side, attribute: &Attribute| attribute.value.map_or("", |span| self.text(side, span));
        let (ours, theirs) = (Side::Target, Side::Source);
        let same = target.len() == source.len()
            && target.iter().zip(source).all(|(one, other)| {
                name(ours, one) == name(theirs, other) && value(ours, one) == value(theirs, other)
            });
        if same {
            return Vec::new();
        }
        let compared = |name: &str| !is_translated_attribute(name) && !may_differ(name);
        let mut changes = Vec::new();
        for one in target.iter().filter(|it| compared(name(ours, it))) {
            let named = |it: &&Attribute| name(theirs, it).eq_ignore_ascii_case(name(ours, one));
            let other = source.iter().find(named);
            let equal = other.is_some_and(|other| {
                let (is, was) = (value(ours, one), value(theirs, other));
                collapse(is) == collapse(was) || self.is_same_address(is, was)
            });
            if !equal {
                changes.push(AttributeChange { target: Some(one), source: other });
            }
        }
        for other in source.iter().filter(|it| compared(name(theirs, it))) {
            let named = |it: &Attribute| name(ours, it).eq_ignore_ascii_case(name(theirs, other));
            if !target.iter().any(named) {
                changes.push(AttributeChange { target: None, source: Some(other) });
            }
        }
        changes
    }

    /// Counts the words of an attribute's value or an alternative text of the target: all of it is
    /// read as prose.
    pub fn prose_of_value(&self, value: Span) -> Prose {
        let text = self.target.text;
        let mut words = Facts::words_of_value(text, value);
        self.known.mark(text, &mut words);
        let other_script = self.is_other_script();
        let mut counts = Prose::default();
        for (at, word) in words.iter().enumerate().filter(|(_, it)| !it.is(WordFlags::NUMBER)) {
            counts.words += 1;
            counts.names += u32::from(word.is(WordFlags::CAPITAL.with(WordFlags::IDENTIFIER)));
            counts.source += u32::from(prose::is_telling(text, &words, at));
            let target =
                word.is(WordFlags::TARGET_FUNCTION) && !word.is(WordFlags::SOURCE_FUNCTION);
            counts.target += u32::from(target);
            counts.native += u32::from(!other_script || word.is(WordFlags::NOT_LATIN));
        }
        counts
    }

    /// Whether a value of the target is written in the source's language, judged by its function
    /// words; `same` says that the source has the same value, so that one word is enough.
    pub fn is_source_language_value(&self, value: Span, same: bool) -> bool {
        if self.text(Side::Target, value).len() < 8 {
            return false;
        }
        let counts = self.prose_of_value(value);
        let needed = if same || self.is_other_script() { 1 } else { 2 };
        counts.words >= 3
            && counts.source >= needed
            && counts.source > counts.target
            && !(self.is_other_script() && counts.native > 0)
    }
}
