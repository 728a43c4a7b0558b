//! What the rules that hold a front matter against a schema share.

use super::{Ctx, options::Options};
use crate::{
    ast::{BlockKind, FrontMatter, YamlProblemKind},
    bitext::Bitext,
    facts::unquoted,
    schema::{self, Schema, SchemaFault, SchemaFaultKind},
    text::Span,
};

/// The key of the target's front matter that is the translation of one that is missing.
pub(super) fn translated(bitext: &Bitext<'_>, missing: &str) -> Option<Span> {
    let front = bitext.target.front_matter.as_ref()?;
    let mut entries = front.entries.iter();
    let found = entries.find(|entry| {
        let key = entry.key.meaning(bitext.target.text);
        key != missing && bitext.target_data.front_matter_key(key) == Some(missing)
    })?;
    Some(unquoted(&found.key))
}

/// The schema that the configuration names.
#[derive(Clone, Copy, Debug)]
pub(super) enum Choice {
    /// The one that the front matter shows.
    Auto,
    /// One of the shipped ones, or none.
    Fixed(Option<&'static Schema>),
}

impl Choice {
    /// The value of the option `schema`.
    pub(super) fn of(options: &Options) -> Choice {
        match options.text("schema") {
            "auto" => Choice::Auto,
            name => Choice::Fixed(schema::shipped(name)),
        }
    }

    /// The schema of an article.
    pub(super) fn schema(self, front_matter: &FrontMatter, text: &str) -> Option<&'static Schema> {
        match self {
            Choice::Auto => schema::guess(front_matter, text),
            Choice::Fixed(schema) => schema,
        }
    }

    /// What the target's front matter has against the schema, less what the source in a file of its
    /// own has against it too: that is not the translation's fault. A key that is expected and has no
    /// value counts as one that is not there.
    pub(super) fn faults(self, cx: &Ctx<'_, '_>) -> Vec<SchemaFault> {
        let article = cx.target();
        let Some(front) = &article.front_matter else { return Vec::new() };
        let Some(schema) = self.schema(front, article.text) else { return Vec::new() };
        let mut faults = cx.bitext.schema_faults(schema, front);
        if faults.is_empty() {
            return faults;
        }
        // A fragment that other articles include has no title of its own, and owes no key.
        let titled = front.get(article.text, "title").is_some()
            || article.blocks.iter().any(
                |block| matches!(&block.kind, BlockKind::Heading(heading) if heading.level == 1),
            );
        if !readable(front) || !titled {
            let absent = [SchemaFaultKind::MissingKey, SchemaFaultKind::ExpectedKey];
            faults.retain(|fault| fault.group.is_some() || !absent.contains(&fault.kind));
        }
        // What is expected and not required may be left empty as it may be left out.
        for fault in &mut faults {
            let required = schema.requires(&fault.key) || fault.group.is_some();
            if fault.kind == SchemaFaultKind::Empty && !required {
                fault.kind = SchemaFaultKind::ExpectedKey;
            }
        }
        let source = cx.source().filter(|_| cx.bitext.split.is_none());
        if let Some((source, front)) = source.and_then(|it| Some((it, it.front_matter.as_ref()?))) {
            let inherited = schema::validate(schema, front, source.text);
            let same = |one: &SchemaFault, other: &SchemaFault| {
                (one.kind, &one.key, &one.message) == (other.kind, &other.key, &other.message)
            };
            faults.retain(|fault| !inherited.iter().any(|known| same(fault, known)));
        }
        faults
    }
}

/// Whether all keys of a front matter are known, so that one can be missing.
pub(super) fn readable(front: &FrontMatter) -> bool {
    let harmless = [YamlProblemKind::DuplicateKey, YamlProblemKind::NotAtStart];
    front.closed && front.problems.iter().all(|problem| harmless.contains(&problem.kind))
}

/// `key `a`` or `keys `a`, `b``.
pub(super) fn named(keys: &[&str]) -> String {
    format!("{} `{}`", if keys.len() == 1 { "key" } else { "keys" }, keys.join("`, `"))
}
