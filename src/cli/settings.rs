//! `loclint init`, `config`, `schema`, `completions` and `man`.

use super::{
    Exit, args,
    error::Trouble,
    print,
    session::{Session, write_file},
};
use crate::{
    config::{self, Config, FLAVOURS, FailOn, Levels, LocaleFrom, Origin, Wanted},
    diagnostic::Severity,
    report,
    rules::registry::Catalogue,
    text::{SourceFile, Span},
    workspace::{self, Failure},
};
use clap::ArgMatches;
use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

/// What `init` writes. Every setting stands there with its default.
const TEMPLATE: &str = "\
# Settings of loclint. `loclint schema` prints a schema of this file for editors,
# `loclint config PATH` shows what holds for an article.
version: 1

# Levels that rules start from. A preset with a number never changes.
preset: recommended@1

files:
  # Patterns are those of .gitignore, relative to this file; the last match wins.
  # include: ['docs/**/*.md']
  exclude: ['node_modules/']
  gitignore: true
  max_size: 16 MiB

# Locale of the translations: a tag, from-path, from-front-matter, from-front-matter:KEY,
# or auto, which looks at the path first.
locale: auto
source_locale: en-US

markdown:
  # auto, commonmark, gfm, learn, mdx, hugo, docusaurus, starlight or liquid; auto goes by layout, site and ending.
  flavor: auto

# Levels are error, warning, info and off. A rule is stronger than its group.
# `loclint rules` lists the rules, `loclint explain RULE` tells about one.
rules: {}
#   link: warning
#   link/empty-text: error

# Pages of your own rules.
# rule_pages: ['.loclint/rules/**/*.md']

# Settings for some articles; later ones are stronger. Switching off takes a reason.
overrides: []
#   - files: ['docs/archive/']
#     locales: [ja-JP]
#     rules: { link: off }
#     reason: the archive is left as it is

# error, warning, info or never.
fail_on: error

# full, concise, json, jsonl or github, each also as FORMAT=FILE; by default full on a
# terminal and concise elsewhere.
# output: [full]
";

/// Writes a configuration into the working folder.
pub(super) fn init() -> Result<Exit, Trouble> {
    for name in config::NAMES {
        if Path::new(name).exists() {
            let failure = Failure {
                path: (*name).to_owned(),
                message: "is there already".to_owned(),
                help: Some("edit it, or remove it first".to_owned()),
            };
            return Err(failure.into());
        }
    }
    let name = "loclint.yaml";
    write_file(Path::new(name), TEMPLATE.as_bytes())?;
    print(&format!("{name} is written\n"))
}

/// Shows the settings that hold, and where each comes from.
pub(super) fn config(matches: &ArgMatches) -> Result<Exit, Trouble> {
    let session = Session::open(matches, &Wanted::default())?;
    let Session { root, config, catalogue, levels } = &session;
    let path = matches.get_one::<PathBuf>("path");
    let mut out = String::new();
    if config.path.is_empty() {
        out.push_str("# no configuration: the defaults hold\n");
    } else {
        let _ = writeln!(out, "# {}", config.path);
    }
    general(&mut out, config);

    let overrides = match path {
        None => Vec::new(),
        Some(path) => {
            let in_config = root.in_config(path);
            let found = workspace::Found { shown: root.shown(path), in_config, path: path.clone() };
            let pairing = workspace::pair(root, config, std::slice::from_ref(&found), None);
            let paired = pairing.articles.into_iter().find(|it| it.target == found);
            let article = paired.unwrap_or_else(|| workspace::Article::alone(found.clone()));
            let locale = workspace::locale_of(config, &article);
            let shown = locale.as_ref().map_or("unknown", |locale| locale.as_str());
            let _ = writeln!(out, "\n# {}: locale {shown}", found.shown);
            let flavour = workspace::flavour(config, article.flavour, &found.shown);
            let _ = writeln!(out, "# {}: read as {}", found.shown, flavour.word());
            if let Some(source) = &article.source {
                let layout = article.layout.as_deref().unwrap_or("");
                let _ =
                    writeln!(out, "# {}: translated from {} ({layout})", found.shown, source.shown);
            }
            levels.overrides(&found.in_config, locale.as_ref())
        }
    };
    rules(&mut out, config, catalogue, levels, &overrides);
    print(&out)
}

fn general(out: &mut String, config: &Config) {
    let Config { files, .. } = config;
    let _ = writeln!(out, "preset: {}", config.preset.name);
    let _ = writeln!(out, "files:");
    if let Some(include) = &files.include {
        let _ = writeln!(out, "  include: {:?}", include.patterns);
    }
    let _ = writeln!(out, "  exclude: {:?}", files.exclude.patterns);
    let _ = writeln!(out, "  gitignore: {}", files.gitignore);
    let _ = writeln!(out, "  max_size: {}", files.max_size);
    let _ = writeln!(out, "locale: {}", locale(&config.locale));
    let source = match &config.source_locale {
        LocaleFrom::Auto => "en-US".to_owned(),
        other => locale(other),
    };
    let _ = writeln!(out, "source_locale: {source}");
    let flavour = FLAVOURS.iter().find(|(_, flavour)| *flavour == config.flavour);
    let _ = writeln!(out, "markdown: {{ flavor: {} }}", flavour.map_or("auto", |(word, _)| word));
    let fail_on = FailOn::WORDS.iter().find(|(_, fail_on)| *fail_on == config.fail_on);
    let _ = writeln!(out, "fail_on: {}", fail_on.map_or("error", |(word, _)| word));
}

fn locale(from: &LocaleFrom) -> String {
    match from {
        LocaleFrom::Literal(locale) => locale.as_str().to_owned(),
        LocaleFrom::Path => "from-path".to_owned(),
        LocaleFrom::FrontMatter(None) => "from-front-matter".to_owned(),
        LocaleFrom::FrontMatter(Some(key)) => format!("from-front-matter:{key}"),
        LocaleFrom::Auto => "auto".to_owned(),
    }
}

fn rules(
    out: &mut String,
    config: &Config,
    catalogue: &Catalogue,
    levels: &Levels,
    overrides: &[usize],
) {
    let file = SourceFile::new(config.path.as_str(), config.text.as_str());
    let at = |span: Span| format!("{}:{}", file.path, file.position(span.start).line);
    let chosen = levels.under(overrides);
    let rows: Vec<_> = catalogue.pages().iter().zip(&chosen).collect();
    let width = rows.iter().map(|(page, _)| page.meta.id.len()).max().unwrap_or(0) + 1;
    out.push_str("rules:\n");
    for (page, chosen) in rows {
        let level = chosen.level.map_or("off", Severity::word);
        let origin = match chosen.origin {
            Origin::Preset => format!("preset {}", config.preset.name),
            Origin::Rules(span) => at(span),
            Origin::Override(span) => format!("{} (override)", at(span)),
            Origin::Argument => "command line".to_owned(),
        };
        let id = format!("{}:", page.meta.id);
        let _ = writeln!(out, "  {id:width$} {level:7}  # {origin}");
    }
}

/// Prints the JSON Schema of the configuration, or of a format of output.
pub(super) fn schema(matches: &ArgMatches) -> Result<Exit, Trouble> {
    match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => return print(report::JSON_SCHEMA),
        Some(_) => {
            let mut schema: serde_json::Value =
                serde_json::from_str(report::JSON_SCHEMA).expect("a test reads it");
            if let Some(schema) = schema.as_object_mut() {
                schema.retain(|key, _| key.starts_with('$'));
                schema.insert("title".to_owned(), "a line of loclint -o jsonl".into());
                schema.insert("$ref".to_owned(), "#/$defs/finding".into());
            }
            return print(&format!("{schema:#}\n"));
        }
        None => {}
    }
    let mut text = format!("{:#}", config::schema::schema(&Catalogue::builtin()));
    text.push('\n');
    print(&text)
}

/// Prints completions for a shell.
pub(super) fn completions(matches: &ArgMatches) -> Result<Exit, Trouble> {
    let shell = *matches.get_one::<clap_complete::Shell>("shell").expect("clap requires it");
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut args::command(), "loclint", &mut bytes);
    print(&String::from_utf8_lossy(&bytes))
}

/// Prints the manual page.
pub(super) fn man() -> Result<Exit, Trouble> {
    let mut bytes = Vec::new();
    clap_mangen::Man::new(args::command()).render(&mut bytes)?;
    print(&String::from_utf8_lossy(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_init_writes_is_the_default() {
        let written = Config::parse("loclint.yaml", TEMPLATE).unwrap();
        let standard = Config::standard();
        assert_eq!(written.preset, standard.preset);
        assert_eq!(written.files.max_size, standard.files.max_size);
        assert_eq!(written.fail_on, standard.fail_on);
        assert_eq!(written.locale, standard.locale);
        assert!(written.rules.is_empty() && written.overrides.is_empty());
    }

    #[test]
    fn what_init_comments_out_can_be_said() {
        let mut text = String::new();
        for line in TEMPLATE.lines().filter(|line| !line.contains("{}") && !line.ends_with("[]")) {
            match line {
                "#   link: warning" => text.push_str("rules:\n"),
                "#   - files: ['docs/archive/']" => text.push_str("overrides:\n"),
                _ => {}
            }
            let setting = line.trim_start().starts_with("# ")
                && (line.contains(": [") || line.contains("#   "));
            text.push_str(&if setting { line.replacen("# ", "", 1) } else { line.to_owned() });
            text.push('\n');
        }
        let config = Config::parse("loclint.yaml", &text).unwrap();
        assert_eq!((config.rules.len(), config.overrides.len()), (2, 1));
        assert!(config.files.include.is_some() && config.rule_pages.is_some());
        assert_eq!(config.output.len(), 1);
    }
}
