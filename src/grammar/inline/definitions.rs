//! Labels of link reference definitions and of footnotes, and what they lead to.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
};

use crate::ast::Definition;

/// The link reference definitions of an article in order, and the labels of its footnotes.
///
/// Labels match as `CommonMark` 0.31.2 §4.7 says: case folded, white space at the ends cut off and
/// within collapsed. Of two definitions with one label the first wins.
#[derive(Debug, Default)]
pub(crate) struct Definitions {
    list: Vec<Definition>,
    labels: HashMap<Box<str>, u32>,
    footnotes: HashSet<Box<str>>,
}

impl Definitions {
    /// Adds a definition under its label, brackets and containers' prefixes taken off, and gives
    /// its index in [`crate::ast::Article::definitions`].
    pub(crate) fn add(&mut self, label: &str, definition: Definition) -> u32 {
        let index = self.list.len() as u32;
        self.list.push(definition);
        self.labels.entry(normalized(label).into()).or_insert(index);
        index
    }

    /// The index of the definition that a label leads to.
    pub(crate) fn find(&self, label: &str) -> Option<u32> {
        if self.list.is_empty() {
            return None;
        }
        self.labels.get(normalized(label).as_ref()).copied()
    }

    /// The definition of an index.
    pub(crate) fn get(&self, index: u32) -> Option<&Definition> {
        self.list.get(index as usize)
    }

    /// Adds the label of a footnote, without `[^` and `]`; false if it is there already.
    pub(crate) fn add_footnote(&mut self, label: &str) -> bool {
        self.footnotes.insert(normalized(label).into())
    }

    /// Whether there is a footnote of this label.
    pub(crate) fn has_footnote(&self, label: &str) -> bool {
        !self.footnotes.is_empty() && self.footnotes.contains(normalized(label).as_ref())
    }

    /// The definitions in order.
    pub(crate) fn into_list(self) -> Vec<Definition> {
        self.list
    }
}

/// A label as labels are compared. Lower case and then upper case comes to the case folding of
/// Unicode for all that matters to labels: `ß`, `ẞ` and `SS` are one.
fn normalized(label: &str) -> Cow<'_, str> {
    let label = label.trim_matches([' ', '\t', '\n', '\r']);
    let is_normal = label.bytes().all(|byte| byte.is_ascii_graphic() && !byte.is_ascii_lowercase());
    if is_normal {
        return Cow::Borrowed(label);
    }
    let mut folded = String::with_capacity(label.len());
    for word in label.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        if word.is_ascii() {
            folded.extend(word.bytes().map(|byte| char::from(byte.to_ascii_uppercase())));
        } else {
            folded.extend(word.chars().flat_map(char::to_lowercase).flat_map(char::to_uppercase));
        }
    }
    Cow::Owned(folded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn definition() -> Definition {
        let label = Span::new(1, 2);
        Definition {
            span: Span::new(0, 6),
            label,
            destination: Span::new(4, 6),
            meant: None,
            title: None,
        }
    }

    #[test]
    fn labels_match_whatever_case_and_space() {
        let mut definitions = Definitions::default();
        assert_eq!(definitions.find("a"), None);
        assert_eq!(definitions.add("Foo \t\n Bär", definition()), 0);
        assert_eq!(
            definitions.add("foo bär", definition()),
            1,
            "kept, though no label leads there"
        );
        assert_eq!(definitions.add("ẞ", definition()), 2);
        assert_eq!(definitions.find("foo BÄR "), Some(0));
        assert_eq!(definitions.find("SS"), Some(2));
        assert_eq!(definitions.find("foobär"), None);
        assert_eq!(definitions.into_list().len(), 3);
    }

    #[test]
    fn footnotes_have_labels_of_their_own() {
        let mut definitions = Definitions::default();
        assert!(definitions.add_footnote("Note"));
        assert!(!definitions.add_footnote("note"));
        assert!(definitions.has_footnote("NOTE"));
        assert_eq!(definitions.find("note"), None);
    }
}
