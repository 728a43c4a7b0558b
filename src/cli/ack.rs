//! `loclint ack`: records in translations which commit of their sources they render.

use super::{
    Exit, check,
    error::{Trouble, write_failure},
    print,
    session::Session,
    terminal::Terminal,
};
use crate::{
    config::Wanted,
    workspace::{self, Failure, How},
};
use clap::ArgMatches;
use std::{collections::BTreeSet, fmt::Write as _, path::PathBuf};

/// Runs the command.
pub(super) fn ack(matches: &ArgMatches) -> Result<Exit, Trouble> {
    let terminal = Terminal::of(matches);
    let session = Session::open(matches, &Wanted::default())?;
    let root = &session.root;
    let paths: Vec<PathBuf> =
        matches.get_many::<PathBuf>("paths").into_iter().flatten().cloned().collect();
    let mut failures = Vec::new();
    let (folders, files): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| path.is_dir());
    failures.extend(folders.iter().map(|path| Failure {
        path: root.shown(path),
        message: "is a folder".to_owned(),
        help: Some("name the translations that were brought up to date".to_owned()),
    }));
    let (found, search) = workspace::find(root, &session.config, &files);
    failures.extend(search.failures);
    failures.extend(search.skipped.into_iter().map(|skipped| Failure {
        path: skipped.path,
        message: skipped.why.to_owned(),
        help: None,
    }));
    let named: BTreeSet<String> = found.iter().map(|found| found.shown.clone()).collect();
    let mut pairing = check::pair(root, &session.config, found);
    failures.extend(pairing.failures);
    // A source brings its translations with it: that it changed says nothing of them.
    failures.extend(pairing.sources.iter().map(|source| Failure {
        path: source.found.shown.clone(),
        message: "is a source".to_owned(),
        help: Some("name the translations that were brought up to date".to_owned()),
    }));
    pairing.articles.retain(|article| named.contains(&article.target.shown));

    let how = How {
        key: matches.get_one::<String>("key").map(String::as_str),
        force: matches.get_flag("force"),
    };
    let mut out = String::new();
    let done = workspace::ack(&session.config, &pairing.articles, how);
    for (article, acked) in pairing.articles.iter().zip(done) {
        let path = &article.target.path;
        // What is moved into place must not take that of a link.
        let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        let written = acked.and_then(|acked| {
            workspace::write_file(&path, acked.text.as_bytes())?;
            Ok(acked)
        });
        match written {
            Ok(acked) => {
                let _ = writeln!(out, "{}: {}", article.target.shown, acked.words());
            }
            Err(failure) => failures.push(failure),
        }
    }
    terminal.errors(|out, terminal| {
        for failure in &failures {
            write_failure(out, failure, terminal);
        }
    });
    print(&out)?;
    Ok(if failures.is_empty() { Exit::Clean } else { Exit::Failed })
}
