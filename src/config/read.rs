//! Reading `loclint.yaml`: typed values out of YAML with spans.
//!
//! The YAML is parsed by the front-matter grammar, which limits nesting and follows no alias, so no
//! text can make reading slow.

use super::{
    Broken, Config, FLAVOURS, FailOn, FileSettings, Globs, Layout, Layouts, Level, LocaleFrom,
    MAX_BYTES, Override, RuleSetting, Template, Untranslated, builtin, layout_names, levels,
};
use crate::{
    ast::{Entry, Value, ValueKind},
    grammar::front_matter,
    locale::Locale,
    rules::{
        preset::{self, Preset},
        read::{ReadError, Reader, advice},
    },
    text::Span,
};
use std::collections::BTreeMap;

/// The preset where none is named.
pub(super) const PRESET: &str = "recommended@1";
/// Largest article in bytes, unless configured.
pub(super) const MAX_SIZE: u64 = 16 << 20;

/// Keys of the configuration.
pub(super) const KEYS: &[&str] = &[
    "version",
    "preset",
    "files",
    "locale",
    "source_locale",
    "markdown",
    "layouts",
    "untranslated_ok",
    "rules",
    "rule_pages",
    "overrides",
    "suppressions",
    "baseline",
    "fail_on",
    "output",
];
/// Keys of `files`.
pub(super) const FILES: &[&str] = &["include", "exclude", "gitignore", "max_size"];
/// Keys of `markdown`.
pub(super) const MARKDOWN: &[&str] = &["flavor"];
/// Keys of a layout.
pub(super) const LAYOUT: &[&str] = &[
    "name",
    "kind",
    "preset",
    "files",
    "detect",
    "target",
    "source",
    "target_locale",
    "source_locale",
    "source_rev",
    "locales",
    "flavor",
];
/// Keys of `locales` of a layout, where it is a mapping.
pub(super) const LOCALES: &[&str] = &["include", "exclude"];
/// What a layout pairs: the two languages in one file, or two files.
pub(super) const KINDS: &[(&str, bool)] = &[("inline", false), ("pair", true)];
/// Keys of an entry of `untranslated_ok`.
pub(super) const UNTRANSLATED: &[&str] = &["paths", "reason", "until"];
/// Keys of an override.
pub(super) const OVERRIDE: &[&str] = &["files", "locales", "when", "rules", "fail_on", "reason"];
/// Keys of `suppressions`, each with the rule that it sets the level of.
pub(super) const SUPPRESSIONS: &[(&str, &str)] =
    &[("require_reason", "suppress/missing-reason"), ("unused", "suppress/unused")];

/// The settings where nothing is configured.
pub(super) fn standard() -> Config {
    let levels = BTreeMap::new();
    Config {
        path: String::new(),
        text: String::new(),
        preset: preset::preset(PRESET).unwrap_or(Preset { name: PRESET, levels }),
        files: FileSettings {
            include: None,
            exclude: Globs::none(),
            gitignore: true,
            max_size: MAX_SIZE,
        },
        locale: LocaleFrom::Auto,
        source_locale: LocaleFrom::Auto,
        flavour: None,
        layouts: Layouts::Auto,
        untranslated_ok: Vec::new(),
        rules: Vec::new(),
        rule_pages: None,
        suppressions: Vec::new(),
        overrides: Vec::new(),
        baseline: None,
        fail_on: FailOn::Severity(crate::diagnostic::Severity::Error),
        output: Vec::new(),
    }
}

pub(super) fn config(path: &str, text: &str) -> Result<Config, Broken> {
    let broken = |errors| Broken { path: path.to_owned(), text: text.to_owned(), errors };
    if text.len() > MAX_BYTES {
        return Err(Broken {
            path: path.to_owned(),
            text: String::new(),
            errors: vec![ReadError {
                span: Span::at(0),
                message: format!("the configuration has {} bytes", text.len()),
                help: Some(format!("at most {MAX_BYTES} bytes are read")),
            }],
        });
    }
    let body = text.trim_start_matches('\u{feff}');
    let (entries, problems) = front_matter::mapping(body, (text.len() - body.len()) as u32);
    let mut reader = Reader::new(text);
    reader.yaml_problems(&problems);
    reader.only(&entries, KEYS);
    let mut config = standard();
    path.clone_into(&mut config.path);
    text.clone_into(&mut config.text);
    for entry in &entries {
        top(&mut reader, &mut config, entry);
    }
    reader.finish(Some(config)).map_err(broken)
}

fn top(reader: &mut Reader<'_>, config: &mut Config, entry: &Entry) {
    let value = &entry.value;
    match reader.key(entry) {
        "version" if value.scalar(reader.text) != Some("1") => {
            reader.wrong(value, "version", "`1`");
        }
        "preset" => {
            let names: Vec<_> = preset::names().map(|name| (name, name)).collect();
            if let Some(preset) = reader.word(value, "preset", &names).and_then(preset::preset) {
                config.preset = preset;
            }
        }
        "files" => files(reader, &mut config.files, value),
        "locale" => {
            if let Some(from) = locale_from(reader, value, "locale") {
                config.locale = from;
            }
        }
        "source_locale" => {
            if let Some(from) = locale_from(reader, value, "source_locale") {
                config.source_locale = from;
            }
        }
        "markdown" => {
            let entries = reader.map(value, "markdown").unwrap_or_default();
            reader.only(entries, MARKDOWN);
            if let Some(value) = reader.get(entries, "flavor") {
                config.flavour = reader.word(value, "flavor", FLAVOURS).flatten();
            }
        }
        "layouts" => {
            if let Some(layouts) = layouts(reader, value) {
                config.layouts = layouts;
            }
        }
        "untranslated_ok" => config.untranslated_ok = untranslated_ok(reader, value),
        "rules" => config.rules = rules(reader, value),
        "rule_pages" => config.rule_pages = globs(reader, value, "rule_pages"),
        "suppressions" => config.suppressions = suppressions(reader, value),
        "overrides" => config.overrides = overrides(reader, value),
        "baseline" => config.baseline = reader.filled(value, "baseline"),
        "fail_on" => {
            if let Some(fail_on) = reader.word(value, "fail_on", FailOn::WORDS) {
                config.fail_on = fail_on;
            }
        }
        "output" => config.output = reader.spanned_list(value, "output").unwrap_or_default(),
        _ => {}
    }
}

fn files(reader: &mut Reader<'_>, settings: &mut FileSettings, value: &Value) {
    let entries = reader.map(value, "files").unwrap_or_default();
    reader.only(entries, FILES);
    if let Some(value) = reader.get(entries, "include") {
        settings.include = globs(reader, value, "include");
    }
    if let Some(value) = reader.get(entries, "exclude")
        && let Some(globs) = globs(reader, value, "exclude")
    {
        settings.exclude = globs;
    }
    if let Some(value) = reader.get(entries, "gitignore")
        && let Some(obeyed) = reader.boolean(value, "gitignore")
    {
        settings.gitignore = obeyed;
    }
    if let Some(value) = reader.get(entries, "max_size") {
        match value.scalar(reader.text).and_then(size) {
            Some(bytes) => settings.max_size = bytes,
            None => reader.wrong(value, "max_size", "a number of bytes, like `4 MiB`"),
        }
    }
}

/// `auto`, the name of a layout, or a list of names and layouts.
fn layouts(reader: &mut Reader<'_>, value: &Value) -> Option<Layouts> {
    match &value.kind {
        ValueKind::Scalar(_) if value.scalar(reader.text) == Some("auto") => Some(Layouts::Auto),
        ValueKind::Scalar(_) => Some(Layouts::List(layout(reader, value))),
        ValueKind::List(items) => {
            Some(Layouts::List(items.iter().flat_map(|item| layout(reader, item)).collect()))
        }
        _ => {
            reader.wrong(value, "layouts", "`auto`, or a list of layouts");
            None
        }
    }
}

/// One item of `layouts`: several layouts where it names a preset that has several.
fn layout(reader: &mut Reader<'_>, value: &Value) -> Vec<Layout> {
    if matches!(value.kind, ValueKind::Scalar(_)) {
        return preset_layouts(reader, value);
    }
    let entries = reader.map(value, "layouts").unwrap_or_default();
    reader.only(entries, LAYOUT);
    let mut list = match reader.get(entries, "preset") {
        Some(name) => preset_layouts(reader, name),
        None => vec![Layout::named("")],
    };
    let name = reader.get(entries, "name").and_then(|value| reader.filled(value, "name"));
    let kind = reader.get(entries, "kind").and_then(|value| reader.word(value, "kind", KINDS));
    let target = reader.get(entries, "target").and_then(|it| template(reader, it, "target"));
    let mut sources = Vec::new();
    if let Some(value) = reader.get(entries, "source") {
        for (span, text) in reader.spanned_list(value, "source").unwrap_or_default() {
            sources.extend(one_template(reader, span, &text, "source"));
        }
    }
    let needs_source = target.is_some() && sources.is_empty() && kind != Some(false);
    if needs_source && list.iter().all(|layout| layout.sources.is_empty()) {
        reader.error_help(
            value.span,
            "this layout says where the target is, and not where its source is",
            "add `source`, a path with the placeholders of `target`",
        );
    }
    if let Some(own) = &target {
        let known: Vec<&str> = own.words().chain(["source_locale", "locale"]).collect();
        let unfilled = sources.iter().flat_map(Template::words).find(|it| !known.contains(it));
        if let Some(word) = unfilled {
            reader.error_help(
                value.span,
                format!("`{{{word}}}` of `source` does not stand in `target`"),
                "use the placeholders of `target`, or `{source_locale}`",
            );
        }
    }
    for layout in &mut list {
        if let Some(name) = &name {
            layout.name.clone_from(name);
        }
        if target.is_some() {
            layout.target.clone_from(&target);
        }
        if !sources.is_empty() {
            layout.sources.clone_from(&sources);
        }
        layout_settings(reader, entries, layout);
    }
    list
}

fn layout_settings(reader: &mut Reader<'_>, entries: &[Entry], layout: &mut Layout) {
    if let Some(value) = reader.get(entries, "files") {
        layout.files = globs(reader, value, "files");
    }
    if let Some(value) = reader.get(entries, "detect") {
        layout.detect = reader.filled(value, "detect");
    }
    if let Some(value) = reader.get(entries, "target_locale") {
        layout.target_locale = locale_from(reader, value, "target_locale");
    }
    if let Some(value) = reader.get(entries, "source_locale") {
        layout.source_locale = locale_from(reader, value, "source_locale");
    }
    if let Some(value) = reader.get(entries, "source_rev")
        && let Some(text) = reader.filled(value, "source_rev")
    {
        let key = text.strip_prefix("from-").unwrap_or(&text);
        match key.strip_prefix("front-matter:") {
            Some(key) => layout.source_rev = Some(key.trim().to_owned()),
            None => reader.wrong(value, "source_rev", "`front-matter:KEY`"),
        }
    }
    if let Some(value) = reader.get(entries, "locales") {
        if matches!(value.kind, ValueKind::Map(_)) {
            let entries = reader.map(value, "locales").unwrap_or_default();
            reader.only(entries, LOCALES);
            if let Some(value) = reader.get(entries, "include") {
                layout.locales = locales(reader, value);
            }
            if let Some(value) = reader.get(entries, "exclude") {
                layout.not_locales = locales(reader, value);
            }
        } else {
            layout.locales = locales(reader, value);
        }
    }
    if let Some(value) = reader.get(entries, "flavor") {
        layout.flavour = reader.word(value, "flavor", FLAVOURS).flatten();
    }
}

/// The layouts that have a name of their own.
fn preset_layouts(reader: &mut Reader<'_>, value: &Value) -> Vec<Layout> {
    let names = layout_names();
    let words: Vec<_> = names.iter().map(|&name| (name, name)).collect();
    let name = reader.word(value, "layouts", &words);
    name.map(|name| builtin(Some(name))).unwrap_or_default()
}

fn template(reader: &mut Reader<'_>, value: &Value, what: &str) -> Option<Template> {
    let text = reader.filled(value, what)?;
    one_template(reader, value.span, &text, what)
}

fn one_template(reader: &mut Reader<'_>, span: Span, text: &str, what: &str) -> Option<Template> {
    match Template::parse(text) {
        Ok(template) if template.has("path") || template.has("stem") => Some(template),
        Ok(_) => {
            let message = format!("`{what}` is the path of one file");
            reader.error_help(
                span,
                message,
                "end it with `{path}`, or with `{stem}` and an ending",
            );
            None
        }
        Err(message) => {
            reader.error_help(span, message, "write a path like `content/{locale}/{path}`");
            None
        }
    }
}

fn untranslated_ok(reader: &mut Reader<'_>, value: &Value) -> Vec<Untranslated> {
    let ValueKind::List(items) = &value.kind else {
        if !value.span.is_empty() {
            reader.wrong(value, "untranslated_ok", "a list of mappings");
        }
        return Vec::new();
    };
    let mut list = Vec::new();
    for item in items {
        let entries = reader.map(item, "untranslated_ok").unwrap_or_default();
        reader.only(entries, UNTRANSLATED);
        let paths = reader.get(entries, "paths").and_then(|it| globs(reader, it, "paths"));
        let reason = reader.get(entries, "reason").and_then(|it| reader.filled(it, "reason"));
        let until = reader.get(entries, "until").and_then(|it| date(reader, it));
        match (paths, reason) {
            (Some(paths), Some(reason)) => list.push(Untranslated { paths, reason, until }),
            (None, _) => reader.error(item.span, "this entry names no `paths`"),
            (_, None) => reader.error_help(
                item.span,
                "this entry has no `reason`",
                "say why these articles stay in the source language",
            ),
        }
    }
    list
}

/// A day as `YYYY-MM-DD`.
fn date(reader: &mut Reader<'_>, value: &Value) -> Option<String> {
    let text = reader.filled(value, "until")?;
    let parts: Vec<&str> = text.split('-').collect();
    let number = |index: usize, length: usize, most: u32| {
        parts.get(index).is_some_and(|part| {
            part.len() == length && part.parse().is_ok_and(|it: u32| (1..=most).contains(&it))
        })
    };
    if parts.len() == 3 && number(0, 4, 9999) && number(1, 2, 12) && number(2, 2, 31) {
        return Some(text);
    }
    reader.wrong(value, "until", "a day like `2027-03-31`");
    None
}

fn locales(reader: &mut Reader<'_>, value: &Value) -> Vec<Locale> {
    let mut locales = Vec::new();
    for (span, text) in reader.spanned_list(value, "locales").unwrap_or_default() {
        match Locale::normalize(&text) {
            Some(locale) => locales.push(locale),
            None => reader.error_help(
                span,
                format!("`{text}` is no locale"),
                "write a tag like `nl-NL`, or `nl` for all of a language",
            ),
        }
    }
    locales
}

/// `500 KiB`, `4 MiB`, `1000000`.
fn size(text: &str) -> Option<u64> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let factor: u64 = match unit.trim() {
        "" | "B" => 1,
        "kB" | "KB" => 1000,
        "KiB" => 1 << 10,
        "MB" => 1_000_000,
        "MiB" => 1 << 20,
        _ => return None,
    };
    // Offsets are 32-bit numbers.
    number.parse::<u64>().ok()?.checked_mul(factor).filter(|&bytes| bytes < 1 << 31)
}

fn globs(reader: &mut Reader<'_>, value: &Value, what: &str) -> Option<Globs> {
    let patterns = reader.spanned_list(value, what)?;
    let texts = patterns.iter().map(|(_, text)| text.clone()).collect();
    match Globs::new(texts) {
        Ok(globs) => Some(globs),
        Err((index, reason)) => {
            let span = patterns.get(index).map_or(value.span, |(span, _)| *span);
            reader.error_help(
                span,
                format!("this pattern cannot be read: {reason}"),
                "patterns are those of `.gitignore`",
            );
            None
        }
    }
}

fn locale_from(reader: &mut Reader<'_>, value: &Value, what: &str) -> Option<LocaleFrom> {
    let text = reader.filled(value, what)?;
    match text.as_str() {
        "auto" => return Some(LocaleFrom::Auto),
        "from-path" => return Some(LocaleFrom::Path),
        "from-front-matter" => return Some(LocaleFrom::FrontMatter(None)),
        _ => {}
    }
    if let Some(key) = text.strip_prefix("from-front-matter:") {
        return Some(LocaleFrom::FrontMatter(Some(key.trim().to_owned())));
    }
    let locale = Locale::normalize(&text);
    if locale.is_none() {
        reader.error_help(
            value.span,
            format!("`{text}` is no locale"),
            "write a tag like `nl-NL`, `from-path`, `from-front-matter` or `from-front-matter:KEY`",
        );
    }
    locale.map(LocaleFrom::Literal)
}

fn rules(reader: &mut Reader<'_>, value: &Value) -> Vec<RuleSetting> {
    let entries = reader.map(value, "rules").unwrap_or_default();
    entries.iter().filter_map(|entry| rule(reader, entry)).collect()
}

/// `link: error`, `link/missing: { level: warning, min-words: 4 }`.
fn rule(reader: &mut Reader<'_>, entry: &Entry) -> Option<RuleSetting> {
    let name = reader.key(entry).to_owned();
    let at = entry.key.span;
    let mut setting = RuleSetting { name, at, level: None, options: Vec::new() };
    match &entry.value.kind {
        ValueKind::Map(entries) => {
            for entry in entries {
                if reader.key(entry) == "level" {
                    setting.level = level(reader, &entry.value, "level");
                } else {
                    setting.options.push(entry.clone());
                }
            }
        }
        ValueKind::Scalar(_) => {
            setting.level = Some(level(reader, &entry.value, &setting.name)?);
        }
        ValueKind::List(_) | ValueKind::Alias => {
            reader.wrong(
                &entry.value,
                &setting.name,
                "a level, or a mapping with `level` and options",
            );
            return None;
        }
    }
    Some(setting)
}

fn level(reader: &mut Reader<'_>, value: &Value, what: &str) -> Option<Level> {
    reader.word(value, what, preset::LEVELS).map(Level::from)
}

fn overrides(reader: &mut Reader<'_>, value: &Value) -> Vec<Override> {
    let ValueKind::List(items) = &value.kind else {
        if !value.span.is_empty() {
            reader.wrong(value, "overrides", "a list of mappings");
        }
        return Vec::new();
    };
    items.iter().filter_map(|item| one_override(reader, item)).collect()
}

fn one_override(reader: &mut Reader<'_>, item: &Value) -> Option<Override> {
    let entries = reader.map(item, "overrides")?;
    reader.only(entries, OVERRIDE);
    let files = reader.get(entries, "files").and_then(|value| globs(reader, value, "files"));
    let about = reader.get(entries, "locales");
    let locales = about.map(|value| locales(reader, value)).unwrap_or_default();
    let written = reader.get(entries, "rules");
    let rules = written.map(|value| rules(reader, value)).unwrap_or_default();
    let reason = reader.get(entries, "reason").and_then(|value| reader.filled(value, "reason"));
    let when = reader.get(entries, "when").map(|value| when(reader, value)).unwrap_or_default();
    let fails = reader.get(entries, "fail_on");
    let fail_on = fails.and_then(|value| reader.word(value, "fail_on", FailOn::WORDS));
    if written.is_none() && fails.is_none() {
        reader.error(item.span, "this override sets neither `rules` nor `fail_on`");
    }
    if let Some(off) = rules.iter().find(|rule| rule.level == Some(Level::Off))
        && reader.get(entries, "reason").is_none()
    {
        reader.error_help(
            off.at,
            format!("`{}` is switched off without a `reason`", off.name),
            "say in `reason` of this override why, for those who read it later",
        );
    }
    if ["files", "locales", "when"].iter().all(|key| reader.get(entries, key).is_none()) {
        reader.error_help(
            item.span,
            "this override is about every article",
            "name `files`, `locales` or `when`, or write the levels under `rules`",
        );
    }
    Some(Override { at: item.span, files, locales, when, fail_on, rules, reason })
}

/// `{ ms.translationtype: MT }`.
fn when(reader: &mut Reader<'_>, value: &Value) -> Vec<(String, String)> {
    let entries = reader.map(value, "when").unwrap_or_default();
    if entries.is_empty() {
        reader.wrong(value, "when", "a mapping of keys of the front matter to values");
    }
    let each = entries.iter().filter_map(|entry| {
        let value = reader.filled(&entry.value, "when")?;
        Some((reader.key(entry).to_owned(), value))
    });
    each.collect()
}

/// `{ require_reason: error, unused: off }`.
fn suppressions(reader: &mut Reader<'_>, value: &Value) -> Vec<RuleSetting> {
    let entries = reader.map(value, "suppressions").unwrap_or_default();
    let keys: Vec<&str> = SUPPRESSIONS.iter().map(|(key, _)| *key).collect();
    reader.only(entries, &keys);
    let each = entries.iter().filter_map(|entry| {
        let key = reader.key(entry);
        let (key, rule) = SUPPRESSIONS.iter().find(|(known, _)| *known == key)?;
        // `warn` is what other tools call it.
        let level = match entry.value.scalar(reader.text) {
            Some("warn") => Level::At(crate::diagnostic::Severity::Warning),
            _ => level(reader, &entry.value, key)?,
        };
        let name = (*rule).to_owned();
        Some(RuleSetting { name, at: entry.key.span, level: Some(level), options: Vec::new() })
    });
    each.collect()
}

/// A rule setting of the command line, `RULE=LEVEL`. `path` is what errors call it.
pub(super) fn argument(path: &str, text: &str) -> Result<RuleSetting, Broken> {
    let broken = |span, message: String, help: String| Broken {
        path: path.to_owned(),
        text: text.to_owned(),
        errors: vec![ReadError { span, message, help: Some(help) }],
    };
    let Some((name, level)) = text.split_once('=') else {
        return Err(broken(
            Span::at(text.len()),
            "the level is missing".to_owned(),
            "write `RULE=LEVEL`, as in `link/missing=warning`".to_owned(),
        ));
    };
    let known = preset::LEVELS.iter().find(|(word, _)| *word == level);
    let Some((_, level)) = known else {
        let help = advice(level, preset::LEVELS.iter().map(|(word, _)| *word));
        let message = format!("unknown level `{level}`");
        return Err(broken(Span::of(text, level), message, help));
    };
    let at = Span::of(text, name);
    Ok(RuleSetting {
        name: name.to_owned(),
        at,
        level: Some(Level::from(*level)),
        options: Vec::new(),
    })
}

/// Settings of the command line that are no file's.
impl levels::Wanted {
    /// Takes in `--rule RULE=LEVEL`.
    ///
    /// # Errors
    /// A missing or unknown level.
    pub fn rule(&mut self, text: &str) -> Result<(), Broken> {
        let setting = argument("--rule", text)?;
        self.rules.push((text.to_owned(), setting));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Errors as `words: message: help`.
    fn errors(text: &str) -> Vec<String> {
        let broken = Config::parse("loclint.yaml", text).unwrap_err();
        let errors = broken.errors.iter().map(|error| {
            let words = error.span.of_text(text);
            format!("{words}: {}: {}", error.message, error.help.clone().unwrap_or_default())
        });
        errors.collect()
    }

    #[test]
    fn unknown_keys_are_errors_with_the_nearest_key() {
        assert_eq!(
            errors("verison: 1\nfiles:\n  exlude: [a]\n"),
            [
                "verison: unknown key `verison`: did you mean `version`?",
                "exlude: unknown key `exlude`: did you mean `exclude`?",
            ]
        );
    }

    #[test]
    fn values_of_the_wrong_kind_are_errors_at_their_place() {
        assert_eq!(
            errors("files: { gitignore: perhaps, max_size: big }\nfail_on: eror\npreset: [a]\n"),
            [
                "perhaps: `gitignore` must be `true` or `false`, found `perhaps`: ",
                "big: `max_size` must be a number of bytes, like `4 MiB`, found `big`: ",
                "eror: unknown value `eror` for `fail_on`: did you mean `error`?",
                "[a]: `preset` must be `recommended@1`, found a list: ",
            ]
        );
    }

    #[test]
    fn overrides_say_what_they_are_about_and_why() {
        assert_eq!(
            errors("overrides: [{ rules: { link: off } }]\n"),
            [
                "{ rules: { link: off } }: this override is about every article: name `files`, \
                 `locales` or `when`, or write the levels under `rules`",
                "link: `link` is switched off without a `reason`: say in `reason` of this override \
                 why, for those who read it later",
            ]
        );
        assert_eq!(errors("overrides: [{ files: 'a{', rules: {} }]\n").len(), 1);
    }

    #[test]
    fn everything_that_can_be_said() {
        let config = Config::parse(
            "loclint.yaml",
            "\u{feff}version: 1\npreset: recommended@1\n\
             files: { include: ['*.md'], exclude: old/, gitignore: false, max_size: 2 KiB }\n\
             locale: from-front-matter:lang\nsource_locale: en_us\nmarkdown: { flavor: mdx }\n\
             rules:\n  link: warning\n  link/empty-text: { level: off, min-words: 3 }\n\
             rule_pages: .loclint/**/*.md\n\
             overrides:\n- { files: api/, locales: [de, es-MX], rules: { link: info } }\n\
             - { when: { ms.translationtype: MT }, fail_on: never }\n\
             suppressions: { require_reason: warn, unused: off }\n\
             baseline: .loclint/baseline.txt\nfail_on: never\noutput: [full, json=out.json]\n",
        )
        .unwrap();
        assert_eq!(config.files.max_size, 2048);
        assert!(!config.files.gitignore && config.files.exclude.matches("a/old/b.md", false));
        assert_eq!(config.locale, LocaleFrom::FrontMatter(Some("lang".to_owned())));
        assert_eq!(config.source_locale, LocaleFrom::Literal(Locale::normalize("en-US").unwrap()));
        assert_eq!(config.rules.len(), 2);
        assert_eq!(config.rules[1].level, Some(Level::Off));
        assert_eq!(config.rules[1].options.len(), 1);
        assert_eq!(config.overrides[0].locales.len(), 2);
        assert_eq!(config.overrides[1].when, [("ms.translationtype".to_owned(), "MT".to_owned())]);
        assert_eq!(config.overrides[1].fail_on, Some(FailOn::Never));
        assert_eq!(config.suppressions[1].level, Some(Level::Off));
        assert_eq!(config.baseline.as_deref(), Some(".loclint/baseline.txt"));
        assert_eq!(config.fail_on, FailOn::Never);
        assert_eq!(config.output.len(), 2);
        assert!(Config::parse("a", "").is_ok(), "an empty file is the standard configuration");
    }

    #[test]
    fn hostile_texts_end_in_errors() {
        let deep = "[".repeat(100_000);
        assert!(Config::parse("a", &deep).is_err());
        assert!(Config::parse("a", &" ".repeat(MAX_BYTES + 1)).is_err());
        let bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n";
        assert!(Config::parse("a", bomb).is_err());
    }
}
