//! The JSON Schema of `loclint.yaml`, for editors. It is made from the same lists of keys and words
//! that reading uses, and from the rules' pages.

use super::{FLAVOURS, FailOn, NAMES, layout_names, read};
use crate::rules::{
    options::{OptionKind, OptionSpec, OptionValue},
    page::Page,
    preset,
    registry::Catalogue,
};
use serde_json::{Map, Value, json};

/// The schema (JSON Schema 2020-12) of a configuration over the rules of `catalogue`.
pub fn schema(catalogue: &Catalogue) -> Value {
    let mut properties = Map::new();
    for key in read::KEYS {
        properties.insert((*key).to_owned(), top(key, catalogue));
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": NAMES.first(),
        "description": "Settings of loclint",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    })
}

fn top(key: &str, catalogue: &Catalogue) -> Value {
    match key {
        "version" => json!({ "description": "Version of the format of this file", "const": 1 }),
        "preset" => json!({
            "description": "Levels that rules start from; a preset with a number never changes",
            "enum": preset::names().collect::<Vec<_>>(),
        }),
        "files" => object("Which files are articles", read::FILES, |key| match key {
            "include" => globs("Files to take, instead of all that end in .md, .markdown or .mdx"),
            "exclude" => globs("Files to leave out, also of those named on the command line"),
            "gitignore" => json!({
                "description": "Whether .gitignore is obeyed", "type": "boolean", "default": true,
            }),
            _ => json!({
                "description": "Files above this size are reported and not read",
                "type": ["string", "integer"],
                "pattern": "^[0-9]+ ?(B|kB|KB|KiB|MB|MiB)?$",
                "default": "16 MiB",
            }),
        }),
        "locale" => locale("Locale of the translations"),
        "source_locale" => locale("Locale of the sources"),
        "markdown" => object("How Markdown is read", read::MARKDOWN, |_| {
            let words: Vec<&str> = FLAVOURS.iter().map(|(word, _)| *word).collect();
            json!({ "description": "Constructs beyond CommonMark", "enum": words, "default": "auto" })
        }),
        "layouts" => layouts(),
        "untranslated_ok" => {
            let one =
                object("Articles that stay in the source language", read::UNTRANSLATED, |key| {
                    match key {
                        "paths" => globs("Targets and sources it is about"),
                        "until" => {
                            json!({ "description": "The last day it holds", "format": "date" })
                        }
                        _ => json!({ "description": "Why", "type": "string" }),
                    }
                });
            json!({
                "description": "Articles that stay in the source language",
                "type": "array",
                "items": one,
            })
        }
        "rules" => rules(catalogue),
        "rule_pages" => globs("Pages of the project's own rules"),
        "overrides" => {
            let one = object("Settings for some articles", read::OVERRIDE, |key| match key {
                "files" => globs("Articles it is about"),
                "locales" => texts("Locales it is about; `es` is about `es-MX` too"),
                "rules" => rules(catalogue),
                "when" => json!({
                    "description": "Values that the front matter of its articles has",
                    "type": "object",
                    "additionalProperties": { "type": ["string", "number", "boolean"] },
                }),
                "fail_on" => fail_on("At which severity its articles fail a run"),
                _ => json!({
                    "description": "Why; required where a rule is switched off", "type": "string",
                }),
            });
            json!({
                "description": "Settings for some articles; later ones are stronger",
                "type": "array",
                "items": one,
            })
        }
        "baseline" => json!({
            "description": "File of known findings, which are not told again", "type": "string",
        }),
        "suppressions" => {
            let keys: Vec<&str> = read::SUPPRESSIONS.iter().map(|(key, _)| *key).collect();
            object("What articles may say of findings that are to be let be", &keys, |key| {
                let about = match key {
                    "unused" => "Level of a comment that suppresses nothing",
                    _ => "Level of a comment without a reason",
                };
                let words = ["error", "warning", "warn", "info", "off"];
                json!({ "description": about, "enum": words, "default": "warning" })
            })
        }
        "fail_on" => {
            let mut value = fail_on("At which severity a run fails");
            if let Some(object) = value.as_object_mut() {
                object.insert("default".to_owned(), json!("error"));
            }
            value
        }
        _ => texts("Formats of output, each FORMAT or FORMAT=FILE"),
    }
}

fn fail_on(about: &str) -> Value {
    let words: Vec<&str> = FailOn::WORDS.iter().map(|(word, _)| *word).collect();
    json!({ "description": about, "enum": words })
}

/// Where the sources of translations stand.
fn layouts() -> Value {
    let names = layout_names();
    let one = object("A layout", read::LAYOUT, |key| match key {
        "name" => json!({ "description": "What reports call it", "type": "string" }),
        "kind" => {
            let words: Vec<&str> = read::KINDS.iter().map(|(word, _)| *word).collect();
            json!({ "description": "Both languages in one file, or two files", "enum": words })
        }
        "preset" => json!({ "description": "The layout to start from", "enum": names }),
        "files" => globs("Articles it is about"),
        "detect" => json!({
            "description": "What an article must contain for the layout to be about it",
            "type": "string",
        }),
        "target" => texts("The target's path, with {locale}, {path}, {stem}, {version}, {id}"),
        "source" => texts("The source's path, the likeliest first; also with {source_locale}"),
        "target_locale" => locale("Locale of the targets, unless the path says it"),
        "source_locale" => locale("Locale of the sources"),
        "source_rev" => json!({
            "description": "Where the commit of the source is recorded: front-matter:KEY",
            "type": "string",
        }),
        "locales" => {
            let some = object("Locales it is about, or not", read::LOCALES, |_| texts("Locales"));
            json!({ "anyOf": [texts("Locales it is about"), some] })
        }
        _ => {
            let words: Vec<&str> = FLAVOURS.iter().map(|(word, _)| *word).collect();
            json!({ "description": "How its articles are read", "enum": words })
        }
    });
    json!({
        "description": "Where the sources of translations stand; the first that is about an article \
                        is taken",
        "default": "auto",
        "anyOf": [
            { "enum": ["auto"] },
            { "enum": names },
            { "type": "array", "items": { "anyOf": [{ "enum": names }, one] } },
        ],
    })
}

fn object(description: &str, keys: &[&str], property: impl Fn(&str) -> Value) -> Value {
    let properties: Map<String, Value> =
        keys.iter().map(|key| ((*key).to_owned(), property(key))).collect();
    json!({
        "description": description,
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    })
}

fn texts(description: &str) -> Value {
    json!({
        "description": description,
        "type": ["string", "array"],
        "items": { "type": "string" },
    })
}

fn globs(description: &str) -> Value {
    texts(&format!("{description}: patterns of .gitignore, relative to this file"))
}

fn locale(description: &str) -> Value {
    json!({
        "description": format!("{description}: a tag, from-path, from-front-matter[:KEY], or auto"),
        "type": "string",
        "default": "auto",
    })
}

/// Groups and rules with their levels and options.
fn rules(catalogue: &Catalogue) -> Value {
    let levels: Vec<&str> = preset::LEVELS.iter().map(|(word, _)| *word).collect();
    let mut properties = Map::new();
    for (group, pages) in catalogue.groups() {
        let about = format!("All rules of the group: {}", pages.len());
        properties.insert(group.to_owned(), json!({ "description": about, "enum": levels }));
        for page in pages {
            properties.insert(page.meta.id.to_string(), rule(page, &levels));
        }
    }
    json!({
        "description": "Levels and options of rules; a rule is stronger than its group",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    })
}

fn rule(page: &Page, levels: &[&str]) -> Value {
    let mut properties = Map::new();
    properties.insert("level".to_owned(), json!({ "enum": levels }));
    for spec in &page.meta.options {
        properties.insert(spec.name.clone(), option(spec));
    }
    json!({
        "description": page.meta.summary,
        "anyOf": [
            { "enum": levels },
            { "type": "object", "properties": properties, "additionalProperties": false },
        ],
    })
}

fn option(spec: &OptionSpec) -> Value {
    let mut schema = match &spec.kind {
        OptionKind::Integer { min, max } => {
            json!({ "type": "integer", "minimum": min, "maximum": max })
        }
        OptionKind::Number { min, max } => {
            json!({ "type": "number", "minimum": min, "maximum": max })
        }
        OptionKind::Boolean => json!({ "type": "boolean" }),
        OptionKind::Text => json!({ "type": "string" }),
        OptionKind::List => json!({ "type": ["string", "array"], "items": { "type": "string" } }),
        OptionKind::Map => {
            json!({ "type": ["object", "string", "array"], "items": { "type": "string" } })
        }
        OptionKind::Word { allowed } => json!({ "enum": allowed }),
        OptionKind::Words { allowed } => json!({ "type": "array", "items": { "enum": allowed } }),
    };
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".to_owned(), json!(spec.about));
        schema.insert("default".to_owned(), default(&spec.default));
    }
    schema
}

fn default(value: &OptionValue) -> Value {
    match value {
        OptionValue::Integer(number) => json!(number),
        OptionValue::Number(number) => json!(number),
        OptionValue::Boolean(truth) => json!(truth),
        OptionValue::Text(text) => json!(text),
        OptionValue::List(list) => json!(list),
        OptionValue::Map(map) => json!(map),
        OptionValue::Files(files) => json!(files.iter().map(|it| &it.path).collect::<Vec<_>>()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    /// Each key of the schema is taken by the reader, with the value that the schema's default or
    /// first word gives.
    #[test]
    fn schema_and_reader_agree() {
        let schema = schema(&Catalogue::builtin());
        let properties = schema["properties"].as_object().unwrap();
        let keys: Vec<&str> = properties.keys().map(String::as_str).collect();
        let mut known = read::KEYS.to_vec();
        known.sort_unstable();
        let mut sorted = keys.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, known);
        for (key, property) in properties {
            let words = property["enum"].as_array().cloned().unwrap_or_default();
            for word in words.iter().chain(property.get("default")).chain(property.get("const")) {
                let text = format!("{key}: {word}\n");
                assert!(Config::parse("loclint.yaml", &text).is_ok(), "{text}");
            }
            let nested = property["properties"].as_object().into_iter().flatten();
            for (inner, property) in nested.filter(|_| key != "rules") {
                for word in property["enum"].as_array().into_iter().flatten() {
                    let text = format!("{key}: {{ {inner}: {word} }}\n");
                    assert!(Config::parse("loclint.yaml", &text).is_ok(), "{text}");
                }
            }
        }
        assert!(properties["rules"]["properties"]["link/empty-text"].is_object());
    }
}
