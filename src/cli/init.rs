//! `loclint init`: finds out how the tree is laid out, writes a configuration that says it, and tells
//! what the first run will find, so that it is no surprise.

use super::{Exit, check, error::Trouble, print, session::Session, terminal::Terminal};
use crate::{
    config::{self, Config, Wanted},
    diagnostic::Diagnostic,
    grammar::sxs,
    report::{self, Run, Style, Summary, count, grouped},
    workspace::{self, Content, Failure, Pairing, Root},
};
use clap::ArgMatches;
use std::{
    collections::BTreeMap,
    env,
    fmt::Write as _,
    path::{Path, PathBuf},
};

/// A layout is named if it holds for one in this number of the articles that the first holds for.
const SHARE: usize = 20;
/// Rules that are shown of what the first run finds.
const ROWS: usize = 12;

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

# Where the source of a translation stands: auto tries the usual layouts. `loclint pairs` shows
# what is paired; a list names layouts, or says `target` and `source` of your own.
layouts: auto

markdown:
  # auto, commonmark, gfm, learn, mdx, hugo, docusaurus, starlight, liquid, mkdocs or vitepress; auto goes by layout, site and ending.
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

# Known findings, which are not told again: `loclint baseline create` writes the file.
# baseline: .loclint/baseline.txt

# error, warning, info or never.
fail_on: error

# Formats of `loclint check --help`, each also as FORMAT=FILE; by default full on a terminal
# and concise elsewhere.
# output: [full]
";

/// The template with these layouts; without any, all usual ones are tried.
fn settings(layouts: &[&str]) -> String {
    if layouts.is_empty() {
        return TEMPLATE.to_owned();
    }
    TEMPLATE.replace("layouts: auto\n", &format!("layouts: [{}]\n", layouts.join(", ")))
}

/// Writes a configuration into the working folder.
pub(super) fn init(matches: &ArgMatches) -> Result<Exit, Trouble> {
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
    let working = env::current_dir()
        .map_err(|error| Trouble::Other(format!("there is no working folder: {error}"), None))?;
    let root = Root { config: working.clone(), working };
    let (text, layouts) = match matches.get_one::<String>("layout") {
        Some(layout) => (settings(&[layout]), vec![layout.clone()]),
        None => detected(&root)?,
    };
    let session = Session::with(root, Config::parse(name, &text)?, &Wanted::default())?;
    let (mut out, exit) = first_run(&session, &layouts, Terminal::of(matches))?;
    workspace::write_file(Path::new(name), text.as_bytes())?;
    out.insert_str(0, &format!("{name} is written\n"));
    print(&out)?;
    Ok(exit)
}

/// The settings for a tree, and the layouts that they name.
fn detected(root: &Root) -> Result<(String, Vec<String>), Trouble> {
    let config = Config::parse("loclint.yaml", TEMPLATE)?;
    let pairing = paired(root, &config);
    let all = layouts(&config, &pairing);
    let pairs = |counts: &BTreeMap<String, usize>| counts.values().sum::<usize>();
    let mut ranked: Vec<(&String, usize)> = all.iter().map(|(name, &n)| (name, n)).collect();
    ranked.sort_by_key(|(name, number)| (std::cmp::Reverse(*number), *name));
    let most = ranked.first().map_or(0, |(_, number)| *number);
    let names: Vec<String> = ranked
        .iter()
        .filter(|(_, number)| number * SHARE >= most)
        .map(|(name, _)| (*name).clone())
        .collect();
    let text = settings(&names.iter().map(String::as_str).collect::<Vec<_>>());
    // What is named must pair no less than what was tried.
    let named = Config::parse("loclint.yaml", &text)?;
    let kept = pairs(&layouts(&named, &paired(root, &named)));
    if names.is_empty() || kept < pairs(&all) * (SHARE - 1) / SHARE {
        return Ok((TEMPLATE.to_owned(), Vec::new()));
    }
    Ok((text, names))
}

fn paired(root: &Root, config: &Config) -> Pairing {
    let (found, _) = workspace::find(root, config, &[PathBuf::from(".")]);
    check::pair(root, config, found)
}

/// The layouts by which articles have a source, with their number; `sxs` for those that hold it.
fn layouts(config: &Config, pairing: &Pairing) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for article in &pairing.articles {
        let name = match (&article.source, &article.layout) {
            (Some(_), Some(layout)) => layout.as_str(),
            _ => match workspace::read(&article.target, config.files.max_size) {
                Ok(Content::Text(text)) if sxs::split(&text).is_some() => "sxs",
                _ => continue,
            },
        };
        *counts.entry(name.to_owned()).or_insert(0) += 1;
    }
    counts
}

/// What the first run finds, by rule, and what to do next.
fn first_run(
    session: &Session,
    layouts: &[String],
    terminal: Terminal,
) -> Result<(String, Exit), Trouble> {
    let pairing = paired(&session.root, &session.config);
    let checked = check::plainly(session, &pairing.articles);
    let summary = check::summary(&checked);
    let mut out = String::new();
    let _ = match layouts {
        [] => writeln!(out, "layout: none found, so that articles are checked alone"),
        names => writeln!(
            out,
            "layout: {}; {} of {} read beside the source",
            names.join(", "),
            grouped(checked.pairs),
            count(checked.articles, "article")
        ),
    };
    if checked.articles == 0 {
        out.push_str("No article is here yet: they end in .md, .markdown or .mdx.\n");
    } else {
        out.push_str("\nThe first run finds:\n\n");
        let run = Run {
            files: &checked.files,
            diagnostics: &checked.diagnostics,
            summary,
            pages: session.catalogue.pages(),
            locales: &checked.locales,
        };
        let style = Style {
            color: terminal.color,
            width: terminal.width,
            ascii: terminal.ascii,
            statistics: true,
            ..Style::default()
        };
        let mut bytes = Vec::new();
        if let Some(format) = report::format("concise") {
            (format.write)(&mut bytes, &run, &style)?;
        }
        shortened(&mut out, &String::from_utf8_lossy(&bytes));
    }
    next(&mut out, &summary, &checked.diagnostics, layouts.is_empty());
    Ok((out, if checked.internal_error { Exit::Failed } else { Exit::Clean }))
}

/// A table of rules that fits a screen: its head, the rules that find most, and the sum.
fn shortened(out: &mut String, table: &str) {
    let lines: Vec<&str> = table.lines().collect();
    let left_out = lines.len().saturating_sub(ROWS + 2);
    for (index, line) in lines.iter().enumerate() {
        if left_out == 0 || index <= ROWS || index + 1 == lines.len() {
            let _ = writeln!(out, "{line}");
        } else if index == ROWS + 1 {
            let more = count(left_out, "more rule");
            let _ = writeln!(out, "… {more}: `loclint check --statistics` shows all");
        }
    }
}

/// The rule that finds most of what is worst.
fn worst(diagnostics: &[Diagnostic]) -> Option<&str> {
    let severity = diagnostics.iter().map(|it| it.severity).max()?;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in diagnostics.iter().filter(|it| it.severity == severity) {
        *counts.entry(&diagnostic.rule).or_insert(0) += 1;
    }
    counts
        .into_iter()
        .max_by_key(|(rule, number)| (*number, std::cmp::Reverse(*rule)))
        .map(|it| it.0)
}

fn next(out: &mut String, summary: &Summary, diagnostics: &[Diagnostic], alone: bool) {
    let mut steps: Vec<(String, String)> = Vec::new();
    let mut step = |command: &str, what: String| steps.push((command.to_owned(), what));
    if alone {
        step("loclint pairs", "says of each article why it has no source".to_owned());
    }
    step("loclint check", "shows the findings".to_owned());
    if let Some(rule) = worst(diagnostics) {
        step(&format!("loclint explain {rule}"), "tells about a rule".to_owned());
    }
    let fixable = diagnostics.iter().filter(|it| it.fix.is_some()).count();
    if fixable > 0 {
        step(
            "loclint check --fix",
            format!("repairs what is safe of {} fixable findings", grouped(fixable)),
        );
    }
    if summary.findings() > 0 {
        step(
            "loclint baseline create",
            "takes what is there as known, so that only new findings are told".to_owned(),
        );
    }
    let width = steps.iter().map(|(command, _)| command.len()).max().unwrap_or(0);
    out.push_str("\nNext:\n");
    for (command, what) in steps {
        let _ = writeln!(out, "  {command:width$}  {what}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Layouts;

    #[test]
    fn what_init_writes_is_the_default() {
        let written = Config::parse("loclint.yaml", TEMPLATE).unwrap();
        let standard = Config::standard();
        assert_eq!(written.preset, standard.preset);
        assert_eq!(written.files.max_size, standard.files.max_size);
        assert_eq!(written.fail_on, standard.fail_on);
        assert_eq!(written.locale, standard.locale);
        assert!(matches!(written.layouts, Layouts::Auto));
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

    #[test]
    fn every_layout_can_be_written() {
        for name in config::layout_names() {
            let config = Config::parse("loclint.yaml", &settings(&[name])).unwrap();
            let Layouts::List(list) = config.layouts else { panic!("{name}") };
            assert!(list.iter().all(|layout| layout.name == name) && !list.is_empty());
        }
        assert_eq!(settings(&[]), TEMPLATE);
    }
}
