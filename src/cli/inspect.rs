//! `loclint parse` and `loclint view`: what the program makes of one article.

use super::{Exit, error::Trouble, print, prose, terminal};
use crate::{
    ast::{self, Flavour},
    bitext::{Bitext, Languages, Side},
    config::{Config, FLAVOURS},
    facts::{Facts, View},
    grammar::{self, sxs},
    locale::Locale,
    text::SourceFile,
    workspace::{self, Content, Failure, Found, Root},
};
use clap::ArgMatches;
use std::{
    env,
    fmt::Write as _,
    io::{self, IsTerminal},
    path::{Path, PathBuf},
};

/// Prints the tree of an article.
pub(super) fn parse(matches: &ArgMatches) -> Result<Exit, Trouble> {
    let (path, text) = article(matches)?;
    let word = matches.get_one::<String>("flavor");
    let flavour = word.and_then(|word| FLAVOURS.iter().find(|(known, _)| known == word));
    let flavour = flavour.and_then(|(_, flavour)| *flavour);
    let flavour = flavour.unwrap_or_else(|| flavour_of(&path));
    let split = sxs::split(&text);
    if let Some(source) = matches.get_one::<PathBuf>("pair") {
        let (source_path, source) = read(source)?;
        let of_source = flavour_of(&source_path);
        let original = grammar::parse(&source, of_source);
        let target = grammar::parse(&text, flavour);
        let files =
            [SourceFile::new(path, text.as_str()), SourceFile::new(source_path, source.as_str())];
        return print(&alignment(&target, &original, &files));
    }
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

/// How the blocks of two articles are paired: a line a pair, with the lines they stand in and how they
/// begin; then the regions that have no counterpart in place.
fn alignment(
    target: &ast::Article<'_>,
    source: &ast::Article<'_>,
    files: &[SourceFile; 2],
) -> String {
    let languages =
        Languages { target: None, source: Locale::normalize("en-US").expect("this is a tag") };
    let bitext = Bitext::two_files(Facts::of(target), Facts::of(source), languages, None);
    let [own, other] = files;
    let line = |file: &SourceFile, view: Option<&View<'_>>| {
        view.map_or_else(|| "-".to_owned(), |view| file.position(view.span.start).line.to_string())
    };
    let mut out = String::new();
    for pair in &bitext.pairs {
        let (one, two) = (bitext.target_view(pair), bitext.source_view(pair));
        let side = if one.is_some() { Side::Target } else { Side::Source };
        let Some(view) = one.or(two) else { continue };
        let words = bitext.text(side, view.span).split_whitespace().collect::<Vec<_>>().join(" ");
        let words: String = words.chars().take(60).collect();
        let kind = format!("{:?}", view.kind);
        let _ = writeln!(out, "{:>6} {:>6}  {kind:<12} {words}", line(own, one), line(other, two));
    }
    for region in &bitext.unaligned {
        let first = |facts: Option<&Facts<'_>>, at: u32| {
            facts.and_then(|facts| facts.views.get(at as usize)).map(|view| view.span.start)
        };
        let start = |file: &SourceFile, at: Option<u32>| {
            at.map_or_else(|| "-".to_owned(), |at| file.position(at).line.to_string())
        };
        let own_start = first(bitext.facts(Side::Target), region.target.start);
        let other_start = first(bitext.facts(Side::Source), region.source.start);
        let _ = writeln!(
            out,
            "{:>6} {:>6}  {:?}: {} of the target, {} of the source",
            start(own, own_start),
            start(other, other_start),
            region.kind,
            region.target_blocks,
            region.source_blocks,
        );
    }
    out
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
    let flavour = flavour_of(&path);
    let tree = grammar::parse(side, flavour);
    let file = SourceFile::new(path, text.as_str());
    let prose = prose::prose(&tree, |span| {
        let span = projection.map_or(span, |projection| projection.to_file(span));
        (file.position(span.start), span)
    });
    match matches.get_one::<PathBuf>("map") {
        Some(path) => workspace::write_file(path, prose.map.as_bytes())?,
        None if !io::stderr().is_terminal() => {
            // Whoever does not want the map closes the stream.
            let _ = terminal::write_all(&mut io::stderr().lock(), prose.map.as_bytes());
        }
        None => {}
    }
    print(&prose.text)
}

/// How an article is read where no flag says it: by its place in a usual layout, or its ending.
fn flavour_of(path: &str) -> Flavour {
    let working = env::current_dir().unwrap_or_default();
    let root = Root { config: working.clone(), working };
    let config = Config::standard();
    let found = root.found(Path::new(path));
    let pairing = workspace::pair(&root, &config, vec![found.clone()], None);
    let layout = pairing
        .articles
        .iter()
        .find(|article| article.target == found)
        .and_then(|article| article.flavour)
        .or_else(|| pairing.sources.first().and_then(|source| source.flavour));
    workspace::flavour(&config, layout, path)
}

fn alone(path: &str) -> Trouble {
    Trouble::Other(
        format!("`{path}` is no side-by-side article: it holds no source"),
        Some("leave out --source".to_owned()),
    )
}

/// Path as reported, and text, of the article that the arguments name.
fn article(matches: &ArgMatches) -> Result<(String, String), Trouble> {
    read(matches.get_one::<PathBuf>("file").expect("clap requires it"))
}

/// Path as reported, and text, of an article.
fn read(path: &Path) -> Result<(String, String), Trouble> {
    let shown = workspace::slashes(path);
    let found = Found { shown: shown.clone(), in_config: shown.clone(), path: path.to_owned() };
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
