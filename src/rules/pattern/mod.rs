//! Declarative rules: the `match` of a page.

use super::{Rule, read::Reader};
use crate::ast::Value;

/// The `match` of a page.
#[derive(Clone, Debug)]
pub struct Pattern {
    kind: &'static str,
}

const KINDS: &[(&str, &str)] = &[
    ("forbid", "forbid"),
    ("require", "require"),
    ("same", "same"),
    ("count", "count"),
    ("term", "term"),
    ("keep", "keep"),
];

impl Pattern {
    /// Reads the `match` of a page; errors go to the reader.
    pub(super) fn read(reader: &mut Reader<'_>, value: &Value) -> Option<Pattern> {
        let entries = reader.map(value, "match")?;
        let Some(kind) = reader.get(entries, "kind") else {
            reader.error(value.span, "`match` has no `kind`");
            return None;
        };
        Some(Pattern { kind: reader.word(kind, "kind", KINDS)? })
    }
}

impl Rule for Pattern {
    fn article(&self, _: &mut super::Ctx<'_, '_>) {
        debug_assert!(!self.kind.is_empty());
    }
}

/// The check of a pattern.
pub(super) fn rule(pattern: Pattern) -> Box<dyn Rule> {
    Box::new(pattern)
}
