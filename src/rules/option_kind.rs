//! Options: reading what kind of values one takes, and values of a kind.

use super::{
    options::{MapFile, OptionKind, OptionSpec, OptionValue},
    read::{Reader, advice},
};
use crate::ast::{Entry, Value, ValueKind};
use std::collections::BTreeMap;

const TYPES: &[&str] = &["integer", "number", "boolean", "text", "list", "map", "word", "words"];

impl OptionKind {
    /// The kind as pages write it.
    pub fn word(&self) -> &'static str {
        match self {
            OptionKind::Integer { .. } => "integer",
            OptionKind::Number { .. } => "number",
            OptionKind::Boolean => "boolean",
            OptionKind::Text => "text",
            OptionKind::List => "list",
            OptionKind::Map => "map",
            OptionKind::Word { .. } => "word",
            OptionKind::Words { .. } => "words",
        }
    }

    /// The value of this kind at a place in a configuration, or errors in the reader.
    pub(super) fn value(
        &self,
        reader: &mut Reader<'_>,
        value: &Value,
        what: &str,
    ) -> Option<OptionValue> {
        match self {
            OptionKind::Integer { min, max } => {
                number(reader, value, what, "a whole number", *min, *max).map(OptionValue::Integer)
            }
            OptionKind::Number { min, max } => {
                number(reader, value, what, "a number", *min, *max).map(OptionValue::Number)
            }
            OptionKind::Boolean => reader.boolean(value, what).map(OptionValue::Boolean),
            OptionKind::Text => reader.text(value, what).map(OptionValue::Text),
            OptionKind::List => reader.list(value, what).map(OptionValue::List),
            OptionKind::Word { allowed } => {
                let text = reader.text(value, what)?;
                allow(reader, value, what, &text, allowed).then_some(OptionValue::Text(text))
            }
            OptionKind::Words { allowed } => {
                let items = match &value.kind {
                    ValueKind::List(items) => items.iter().collect(),
                    _ => vec![value],
                };
                let mut words = Vec::new();
                for item in items {
                    let text = reader.text(item, what)?;
                    if allow(reader, item, what, &text, allowed) {
                        words.push(text);
                    }
                }
                Some(OptionValue::List(words))
            }
            OptionKind::Map => {
                if let Some(files) = files(reader, value, what) {
                    return Some(OptionValue::Files(files));
                }
                let mut map = BTreeMap::new();
                for entry in reader.map(value, what)? {
                    let key = reader.key(entry).to_owned();
                    let texts = reader.list(&entry.value, &format!("{what}: {key}"))?;
                    map.insert(key, texts);
                }
                Some(OptionValue::Map(map))
            }
        }
    }
}

/// The files that stand in the place of a map: a path, a list of paths, or two files whose texts belong
/// together by their keys.
fn files(reader: &mut Reader<'_>, value: &Value, what: &str) -> Option<Vec<MapFile>> {
    let mut one = |value: &Value, source| {
        let path = reader.filled(value, what)?;
        Some(MapFile { path, at: value.span, source })
    };
    match &value.kind {
        ValueKind::List(items) => {
            items.iter().map(|item| one(item, None)).collect::<Option<Vec<_>>>()
        }
        ValueKind::Scalar(_) => one(value, None).map(|file| vec![file]),
        ValueKind::Map(entries) => {
            let [first, second] = entries.as_slice() else { return None };
            let named = |name: &str, reader: &Reader<'_>| {
                [first, second].into_iter().find(|it| reader.key(it) == name)
            };
            let (source, target) = (named("source-file", reader)?, named("target-file", reader)?);
            let from = reader.filled(&source.value, what)?;
            let path = reader.filled(&target.value, what)?;
            let source = Some((from, source.value.span));
            Some(vec![MapFile { path, at: target.value.span, source }])
        }
        ValueKind::Alias => None,
    }
}

fn allow(reader: &mut Reader<'_>, at: &Value, what: &str, text: &str, allowed: &[String]) -> bool {
    let known = allowed.iter().map(String::as_str);
    let fits = known.clone().any(|word| word == text);
    if !fits {
        let message = format!("unknown value `{text}` for `{what}`");
        reader.error_help(at.span, message, advice(text, known));
    }
    fits
}

fn number<T>(
    reader: &mut Reader<'_>,
    value: &Value,
    what: &str,
    expected: &str,
    min: T,
    max: T,
) -> Option<T>
where
    T: std::str::FromStr + PartialOrd + std::fmt::Display + Bound,
{
    let Some(number) = value.scalar(reader.text).and_then(|text| text.trim().parse::<T>().ok())
    else {
        reader.wrong(value, what, expected);
        return None;
    };
    if (min..=max).contains(&number) {
        return Some(number);
    }
    let bounds = match (min == T::LEAST, max == T::GREATEST) {
        (false, false) => format!("from {min} to {max}"),
        (false, true) => format!("of at least {min}"),
        _ => format!("of at most {max}"),
    };
    reader.error(value.span, format!("`{what}` must be {expected} {bounds}, found `{number}`"));
    None
}

/// The bounds of numbers of which none were declared.
trait Bound: Copy {
    const LEAST: Self;
    const GREATEST: Self;
}

impl Bound for i64 {
    const LEAST: i64 = i64::MIN;
    const GREATEST: i64 = i64::MAX;
}

impl Bound for f64 {
    const LEAST: f64 = f64::MIN;
    const GREATEST: f64 = f64::MAX;
}

/// Reads the `options` of a page.
pub(super) fn read_specs(reader: &mut Reader<'_>, value: &Value) -> Vec<OptionSpec> {
    let Some(entries) = reader.map(value, "options") else { return Vec::new() };
    entries.iter().filter_map(|entry| read_spec(reader, entry)).collect()
}

fn read_spec(reader: &mut Reader<'_>, entry: &Entry) -> Option<OptionSpec> {
    let name = reader.key(entry).to_owned();
    let fields = reader.map(&entry.value, &name)?;
    reader.only(fields, &["type", "default", "min", "max", "values", "about"]);
    for key in ["type", "default", "about"] {
        if reader.get(fields, key).is_none() {
            reader.error(entry.key.span, format!("option `{name}` has no `{key}`"));
        }
    }
    let types: Vec<_> = TYPES.iter().map(|word| (*word, *word)).collect();
    let kind = reader.get(fields, "type")?;
    let kind = match reader.word(kind, "type", &types)? {
        "integer" => {
            let (min, max) = bounds(reader, fields, "a whole number");
            OptionKind::Integer { min, max }
        }
        "number" => {
            let (min, max) = bounds(reader, fields, "a number");
            OptionKind::Number { min, max }
        }
        "boolean" => OptionKind::Boolean,
        "text" => OptionKind::Text,
        "list" => OptionKind::List,
        "map" => OptionKind::Map,
        word => {
            let Some(values) = reader.get(fields, "values") else {
                reader.error(entry.key.span, format!("option `{name}` has no `values`"));
                return None;
            };
            let allowed = reader.list(values, "values")?;
            if word == "word" {
                OptionKind::Word { allowed }
            } else {
                OptionKind::Words { allowed }
            }
        }
    };
    let default = reader.get(fields, "default")?;
    let default = kind.value(reader, default, "default")?;
    let about = reader.get(fields, "about")?;
    let about = reader.filled(about, "about")?;
    Some(OptionSpec { name, kind, default, about })
}

fn bounds<T>(reader: &mut Reader<'_>, fields: &[Entry], expected: &str) -> (T, T)
where
    T: std::str::FromStr + PartialOrd + std::fmt::Display + Bound,
{
    let mut bound = |key: &str| {
        let value = reader.get(fields, key)?;
        number(reader, value, key, expected, T::LEAST, T::GREATEST)
    };
    (bound("min").unwrap_or(T::LEAST), bound("max").unwrap_or(T::GREATEST))
}
