//! `loclint parse` and `loclint view`: what the program makes of one article.

use super::{Exit, error::Trouble, print, prose, session::write_file, terminal};
use crate::{
    ast,
    config::{Config, FLAVOURS},
    grammar::{self, sxs},
    text::SourceFile,
    workspace::{self, Content, Failure, Found},
};
use clap::ArgMatches;
use std::{
    io::{self, IsTerminal},
    path::PathBuf,
};

/// Prints the tree of an article.
pub(super) fn parse(matches: &ArgMatches) -> Result<Exit, Trouble> {
    let (path, text) = article(matches)?;
    let word = matches.get_one::<String>("flavor");
    let flavour = word.and_then(|word| FLAVOURS.iter().find(|(known, _)| known == word));
    let flavour = flavour.and_then(|(_, flavour)| *flavour);
    let flavour = flavour.unwrap_or_else(|| workspace::flavour(&Config::standard(), &path));
    let split = sxs::split(&text);
    let side = match &split {
        Some(split) if matches.get_flag("source") => &split.source.text,
        Some(split) => &split.target.text,
        None => &text,
    };
    let article = grammar::parse(side, flavour);
    if matches.get_one::<String>("format").is_some_and(|format| format == "json") {
        return print(&format!("{:#}\n", ast::dump_json(&article)));
    }
    print(&ast::dump(&article))
}

/// Prints one language of an article.
pub(super) fn view(matches: &ArgMatches) -> Result<Exit, Trouble> {
    let (path, text) = article(matches)?;
    let source = matches.get_flag("source");
    let split = sxs::split(&text);
    if !matches.get_flag("prose") {
        return match &split {
            Some(split) if source => print(&sxs::source_view(split)),
            Some(split) => print(&split.target.text),
            None if source => Err(alone(&path)),
            None => print(&text),
        };
    }
    let projection = match &split {
        Some(split) if source => Some(&split.source),
        Some(split) => Some(&split.target),
        None if source => return Err(alone(&path)),
        None => None,
    };
    let side = projection.map_or(text.as_str(), |projection| projection.text.as_str());
    let flavour = workspace::flavour(&Config::standard(), &path);
    let tree = grammar::parse(side, flavour);
    let file = SourceFile::new(path, text.as_str());
    let prose = prose::prose(&tree, |span| {
        let span = projection.map_or(span, |projection| projection.to_file(span));
        (file.position(span.start), span)
    });
    match matches.get_one::<PathBuf>("map") {
        Some(path) => write_file(path, prose.map.as_bytes())?,
        None if !io::stderr().is_terminal() => {
            // Whoever does not want the map closes the stream.
            let _ = terminal::write_all(&mut io::stderr().lock(), prose.map.as_bytes());
        }
        None => {}
    }
    print(&prose.text)
}

fn alone(path: &str) -> Trouble {
    Trouble::Other(
        format!("`{path}` is no side-by-side article: it holds no source"),
        Some("leave out --source".to_owned()),
    )
}

/// Path as reported, and text, of the article that the arguments name.
fn article(matches: &ArgMatches) -> Result<(String, String), Trouble> {
    let path = matches.get_one::<PathBuf>("file").expect("clap requires it");
    let shown = workspace::slashes(path);
    let found = Found { shown: shown.clone(), in_config: shown.clone(), path: path.clone() };
    let failure = |message: String| Failure { path: shown.clone(), message, help: None };
    match workspace::read(&found, Config::standard().files.max_size)? {
        Content::Text(text) => Ok((shown, text)),
        Content::NotUtf8(_, at, byte) => {
            Err(failure(format!("is no UTF-8: byte {at} is 0x{byte:02X}")).into())
        }
        Content::TooLarge(bytes) => {
            Err(failure(format!("has {bytes} bytes, which is too large to read")).into())
        }
    }
}
