//! `loclint rules`, `loclint explain` and `loclint rule test`: the rules and their pages.

use super::{Exit, error::Trouble, print, session::Session};
use crate::{
    config::{Broken, Chosen, Wanted},
    diagnostic::Severity,
    engine::example,
    report::count,
    rules::{
        page::Page,
        read::ReadError,
        registry::{Catalogue, Check},
    },
    text::{SourceFile, Span},
    workspace::{self, Root},
};
use clap::ArgMatches;
use serde_json::json;
use std::{
    collections::BTreeSet,
    env,
    fmt::Write as _,
    path::{Path, PathBuf},
};

/// Lists the rules.
pub(super) fn rules(matches: &ArgMatches) -> Result<Exit, Trouble> {
    let session = Session::open(matches, &Wanted::default())?;
    let chosen = session.levels.under(&[]);
    let rows: Vec<(&Page, &Chosen)> = session.catalogue.pages().iter().zip(&chosen).collect();
    let text = match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => json(&rows),
        Some("markdown") => markdown(&rows),
        _ => text(&rows),
    };
    print(&text)
}

fn level(chosen: &Chosen) -> &'static str {
    chosen.level.map_or("off", Severity::word)
}

fn text(rows: &[(&Page, &Chosen)]) -> String {
    let width = rows.iter().map(|(page, _)| page.meta.id.len()).max().unwrap_or(0);
    let mut out = String::new();
    for (page, chosen) in rows {
        let meta = &page.meta;
        let _ = writeln!(out, "{:width$}  {:7}  {}", meta.id, level(chosen), meta.summary);
    }
    out
}

fn markdown(rows: &[(&Page, &Chosen)]) -> String {
    let mut out = String::from(
        "| rule | level | confidence | what it reports |\n| --- | --- | --- | --- |\n",
    );
    for (page, chosen) in rows {
        let meta = &page.meta;
        let _ = writeln!(
            out,
            "| `{}` | {} | {} | {} |",
            meta.id,
            level(chosen),
            meta.confidence.word(),
            meta.summary
        );
    }
    out
}

fn json(rows: &[(&Page, &Chosen)]) -> String {
    let rules: Vec<_> = rows
        .iter()
        .map(|(page, chosen)| {
            let meta = &page.meta;
            json!({
                "id": &*meta.id,
                "summary": meta.summary,
                "level": level(chosen),
                "severity": meta.severity.word(),
                "confidence": meta.confidence.word(),
                "status": meta.status.word(),
                "scope": meta.scope.word(),
                "fix": meta.fix.word(),
                "its": meta.its,
                "since": meta.since,
                "aliases": meta.aliases,
                "page": page.path,
            })
        })
        .collect();
    let mut out = format!("{:#}", json!({ "version": 1, "rules": rules }));
    out.push('\n');
    out
}

/// Shows the page of a rule, or the rules of a group.
pub(super) fn explain(matches: &ArgMatches) -> Result<Exit, Trouble> {
    let session = Session::open(matches, &Wanted::default())?;
    let name = matches.get_one::<String>("rule").expect("clap requires it");
    let chosen = session.levels.under(&[]);
    let rows = session.catalogue.pages().iter().zip(&chosen);
    let group: Vec<_> = rows.clone().filter(|(page, _)| page.meta.group() == name).collect();
    if !group.is_empty() {
        return print(&text(&group));
    }
    let found = session.catalogue.find(name);
    let Some((page, chosen)) =
        found.and_then(|found| rows.clone().find(|(page, _)| page.meta.id == found.meta.id))
    else {
        let help = session.catalogue.suggest(name).map_or_else(
            || "`loclint rules` lists all rules".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        let span = Span::new(0, name.len());
        let error = ReadError { span, message: format!("unknown rule `{name}`"), help: Some(help) };
        let broken = Broken { path: "explain".to_owned(), text: name.clone(), errors: vec![error] };
        return Err(broken.into());
    };
    let meta = &page.meta;
    let mut out = page.markdown().trim_end().to_owned();
    let _ = write!(
        out,
        "\n\n## In short\n\n- reports: {}\n- level: {}, by default {}\n- confidence: {}\n- status: \
         {}, since {}\n- fix: {}\n",
        meta.summary,
        level(chosen),
        meta.severity,
        meta.confidence.word(),
        meta.status.word(),
        meta.since,
        meta.fix.word()
    );
    if let Some(precision) = &meta.precision {
        let _ = writeln!(out, "- precision: {precision}");
    }
    print(&out)
}

/// Runs the examples on pages.
pub(super) fn test(matches: &ArgMatches) -> Result<Exit, Trouble> {
    let (_, matches) = matches.subcommand().expect("clap requires it");
    let working = env::current_dir().unwrap_or_default();
    let root = Root { config: working.clone(), working };
    let mut files = BTreeSet::new();
    for path in matches.get_many::<PathBuf>("paths").into_iter().flatten() {
        workspace::pages_below(path, &mut files)?;
    }
    if files.is_empty() {
        let help = "a page is called `<group>/<name>.md`".to_owned();
        return Err(Trouble::Other("no rule page there".to_owned(), Some(help)));
    }

    let mut catalogue = Catalogue::builtin();
    let mut broken = Vec::new();
    let mut pages = Vec::new();
    for path in &files {
        let shown = root.shown(path);
        let text = workspace::read_text(path, &shown)?;
        match add(&mut catalogue, path, &text) {
            Ok(page) => pages.push((page, shown, text)),
            Err(errors) => broken.push(Broken { path: shown, text, errors }),
        }
    }

    let mut out = String::new();
    let (mut examples, mut failed) = (0, 0);
    for (page, shown, text) in &pages {
        let file = SourceFile::new(shown.as_str(), text.as_str());
        examples += page.body().examples.len();
        for failure in example::run_page(&catalogue, page) {
            failed += 1;
            let line = file.position(failure.span.start).line;
            let _ = writeln!(out, "{shown}:{line}: {}: {}", page.meta.id, failure.message);
        }
    }
    let _ = writeln!(
        out,
        "{} on {}, {}",
        count(examples, "example"),
        count(pages.len(), "page"),
        count(failed, "failure")
    );
    let exit = print(&out)?;
    if !broken.is_empty() {
        return Err(Trouble::Many(broken));
    }
    Ok(if failed > 0 { Exit::Findings } else { exit })
}

/// The page of a file: a rule of the program, whose page is read anew, or one of the project.
fn add(catalogue: &mut Catalogue, path: &Path, text: &str) -> Result<Page, Vec<ReadError>> {
    // The whole path gives the group, even where the path as shown is only a name.
    let whole = workspace::slashes(&env::current_dir().unwrap_or_default().join(path));
    let page = Page::parse(whole.clone(), text.to_owned())?;
    let known = catalogue.find(&page.meta.id).map(|known| catalogue.check(known));
    if known.is_some_and(|check| check != Check::Declarative) {
        return Ok(page);
    }
    if known.is_none() {
        catalogue.add_project_page(&whole, text)?;
    }
    Ok(page)
}
