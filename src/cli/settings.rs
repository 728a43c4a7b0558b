//! `loclint config`, `schema`, `completions` and `man`.

use super::{Exit, args, error::Trouble, print, session::Session};
use crate::{
    config::{self, Config, FLAVOURS, FailOn, Levels, LocaleFrom, Origin, Wanted},
    diagnostic::Severity,
    report,
    rules::registry::Catalogue,
    text::{SourceFile, Span},
    workspace,
};
use clap::ArgMatches;
use std::{fmt::Write as _, path::PathBuf};

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
            let pairing = workspace::pair(root, config, vec![found.clone()], None);
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
            let value = workspace::front_matter_of(config, &found);
            levels.overrides(&found.in_config, locale.as_ref(), &value)
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
