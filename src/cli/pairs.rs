//! `loclint pairs`: which article is paired with which source, and why one is not.

use super::{
    Exit, check,
    error::{Trouble, write_failure},
    print,
    session::Session,
    terminal::Terminal,
};
use crate::{
    config::Wanted,
    grammar::sxs,
    workspace::{self, Article, Content, Pairing, Standing},
};
use clap::ArgMatches;
use serde_json::json;
use std::fmt::Write as _;

/// What an article is, for this command.
enum State {
    /// Its source is a file of its own.
    Paired,
    /// It holds both languages.
    SideBySide,
    /// Its source should be there, and is not.
    NoSource,
    /// No layout is about it.
    Alone,
    /// It cannot be read.
    Unreadable(String),
}

impl State {
    fn of(article: &Article, limit: u64) -> State {
        match workspace::read(&article.target, limit) {
            Ok(Content::Text(text)) if sxs::split(&text).is_some() => State::SideBySide,
            Err(failure) => State::Unreadable(failure.message),
            _ if article.source.is_some() => State::Paired,
            _ if article.layout.is_some() => State::NoSource,
            _ => State::Alone,
        }
    }

    fn word(&self) -> &'static str {
        match self {
            State::Paired => "paired",
            State::SideBySide => "side-by-side",
            State::NoSource => "no-source",
            State::Alone => "alone",
            State::Unreadable(_) => "unreadable",
        }
    }
}

/// Runs the command.
pub(super) fn pairs(matches: &ArgMatches) -> Result<Exit, Trouble> {
    let terminal = Terminal::of(matches);
    let session = Session::open(matches, &Wanted::default())?;
    let (pairing, search) = check::paired(matches, &session);
    let as_json = matches.get_one::<String>("format").is_some_and(|format| format == "json");
    let out = match (matches.get_flag("missing"), as_json) {
        (true, false) => missing(&session, &pairing),
        (true, true) => missing_json(&session, &pairing),
        (false, false) => list(&session, &pairing, status(matches, &session, &pairing)),
        (false, true) => list_json(&session, &pairing, status(matches, &session, &pairing)),
    };
    terminal.errors(|out, terminal| {
        for failure in search.failures.iter().chain(&pairing.failures) {
            write_failure(out, failure, terminal);
        }
    });
    print(&out)?;
    let failed = !search.failures.is_empty() || !pairing.failures.is_empty();
    Ok(if failed { Exit::Failed } else { Exit::Clean })
}

/// How each article stands to its source, if that was asked for.
fn status(matches: &ArgMatches, session: &Session, pairing: &Pairing) -> Option<Statuses> {
    let asked = matches.get_flag("status");
    asked.then(|| workspace::standings(&session.config, &pairing.articles))
}

/// One for each article.
type Statuses = Vec<Option<Standing>>;

/// How an article stands to its source: a word, and more to it.
fn status_words(standing: &Standing) -> (&'static str, String) {
    match standing {
        Standing::Current => ("current", String::new()),
        Standing::Outdated(1) => ("outdated", "1 block changed".to_owned()),
        Standing::Outdated(blocks) => ("outdated", format!("{blocks} blocks changed")),
        Standing::Unverified(why) => ("unverified", why.clone()),
    }
}

fn list(session: &Session, pairing: &Pairing, statuses: Option<Statuses>) -> String {
    let mut out = String::new();
    let mut counts = [0usize; 4];
    let mut statuses = statuses.into_iter().flatten();
    for article in &pairing.articles {
        let standing = statuses.next().flatten();
        let state = State::of(article, session.config.files.max_size);
        let path = &article.target.shown;
        let layout = article.layout.as_deref().unwrap_or("");
        let slot = match state {
            State::Paired => {
                let source = article.source.as_ref().map_or("", |source| &source.shown);
                let locale = workspace::locale_of(&session.config, article);
                let locale = locale.map_or_else(String::new, |it| format!(", {it}"));
                let status = match standing.as_ref().map(status_words) {
                    Some((word, more)) if more.is_empty() => format!(" {word}"),
                    Some((word, more)) => format!(" {word}: {more}"),
                    None => String::new(),
                };
                let _ = writeln!(out, "{path} <- {source} ({layout}{locale}){status}");
                0
            }
            State::SideBySide => {
                let _ = writeln!(out, "{path}: holds both languages");
                1
            }
            State::NoSource => {
                let _ = match &article.expected {
                    Some(expected) => {
                        writeln!(out, "{path}: no source, `{expected}` is not there ({layout})")
                    }
                    None => {
                        writeln!(out, "{path}: the folder of its source is not there ({layout})")
                    }
                };
                2
            }
            State::Alone => {
                let _ = writeln!(out, "{path}: stands alone, no layout is about it");
                3
            }
            State::Unreadable(why) => {
                let _ = writeln!(out, "{path}: {why}");
                continue;
            }
        };
        if let Some(count) = counts.get_mut(slot) {
            *count += 1;
        }
    }
    let [paired, both, orphans, alone] = counts;
    let _ = writeln!(
        out,
        "paired: {paired}, side by side: {both}, without their source: {orphans}, alone: {alone}; \
         sources: {}",
        pairing.sources.len()
    );
    out
}

fn list_json(session: &Session, pairing: &Pairing, statuses: Option<Statuses>) -> String {
    let mut statuses = statuses.into_iter().flatten();
    let rows: Vec<_> = pairing
        .articles
        .iter()
        .map(|article| {
            let status = statuses.next().flatten();
            let (status, why) = status.as_ref().map(status_words).unzip();
            let state = State::of(article, session.config.files.max_size);
            json!({
                "target": article.target.shown,
                "source": article.source.as_ref().map(|source| &source.shown),
                "state": state.word(),
                "layout": article.layout,
                "locale": workspace::locale_of(&session.config, article)
                    .map(|locale| locale.to_string()),
                "expected": article.expected,
                "status": status,
                "status_detail": why.filter(|why| !why.is_empty()),
            })
        })
        .collect();
    format!("{:#}\n", json!({ "version": 1, "pairs": rows }))
}

/// Sources without a translation, but for those that are to stay in the source language.
fn untranslated<'p>(
    session: &'p Session,
    pairing: &'p Pairing,
) -> impl Iterator<Item = (&'p str, Vec<&'p str>)> {
    pairing.sources.iter().filter_map(|source| {
        let stays = workspace::stays_untranslated(&session.config, &source.found);
        if stays || source.missing.is_empty() {
            return None;
        }
        let locales = source.missing.iter().map(String::as_str).collect();
        Some((source.found.shown.as_str(), locales))
    })
}

fn missing(session: &Session, pairing: &Pairing) -> String {
    let mut out = String::new();
    let mut count = 0;
    for (path, locales) in untranslated(session, pairing) {
        let _ = writeln!(out, "{path}: {}", locales.join(", "));
        count += 1;
    }
    let all = pairing.sources.len();
    let _ = writeln!(out, "sources without a translation: {count} of {all}");
    out
}

fn missing_json(session: &Session, pairing: &Pairing) -> String {
    let rows: Vec<_> = untranslated(session, pairing)
        .map(|(path, locales)| json!({ "source": path, "missing": locales }))
        .collect();
    format!("{:#}\n", json!({ "version": 1, "sources": rows }))
}
