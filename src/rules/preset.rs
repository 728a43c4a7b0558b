//! Presets: lists of rules with their levels, `rules/presets/<name>.yaml`. A preset that has a number
//! is never changed by a later version of the program.

use super::read::{ReadError, Reader};
use super::registry::{Catalogue, PRESETS};
use crate::{diagnostic::Severity, grammar::front_matter, text::Span};
use std::collections::BTreeMap;

/// Levels of rules, by id.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Preset {
    /// Its name in settings, `recommended@1`.
    pub name: &'static str,
    /// Ids with their levels; `None` is off.
    pub levels: BTreeMap<String, Option<Severity>>,
}

/// Words of levels with what they mean.
pub const LEVELS: &[(&str, Option<Severity>)] = &[
    ("error", Some(Severity::Error)),
    ("warning", Some(Severity::Warning)),
    ("info", Some(Severity::Info)),
    ("off", None),
];

/// Names of the presets.
pub fn names() -> impl Iterator<Item = &'static str> + Clone {
    PRESETS.iter().map(|(path, _)| name(path))
}

/// A preset by its name.
pub fn preset(wanted: &str) -> Option<Preset> {
    let (path, text) = PRESETS.iter().find(|(path, _)| name(path) == wanted)?;
    let (levels, _) = read(text);
    Some(Preset { name: name(path), levels })
}

/// Errors in the program's own presets: unknown levels, and ids that `catalogue` lacks.
pub fn broken(catalogue: &Catalogue) -> Vec<(&'static str, ReadError)> {
    let mut broken = Vec::new();
    for (path, text) in PRESETS {
        let (levels, errors) = read(text);
        broken.extend(errors.into_iter().map(|error| (*path, error)));
        for id in levels.into_keys() {
            if catalogue.find(&id).is_none_or(|page| *page.meta.id != id) {
                let help = catalogue.suggest(&id).map(|near| format!("did you mean `{near}`?"));
                let message = format!("no rule is called `{id}`");
                broken.push((*path, ReadError { span: Span::at(0), message, help }));
            }
        }
    }
    broken
}

fn read(text: &str) -> (BTreeMap<String, Option<Severity>>, Vec<ReadError>) {
    let (entries, problems) = front_matter::mapping(text, 0);
    let mut reader = Reader::new(text);
    reader.yaml_problems(&problems);
    let mut levels = BTreeMap::new();
    for entry in &entries {
        let id = reader.key(entry).to_owned();
        if let Some(level) = reader.word(&entry.value, &id, LEVELS) {
            levels.insert(id, level);
        }
    }
    (levels, reader.errors)
}

fn name(path: &'static str) -> &'static str {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.strip_suffix(".yaml").unwrap_or(file)
}
