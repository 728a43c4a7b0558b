//! Speed beside `pulldown-cmark`, in one run: `cargo bench --bench speed [FOLDER]`.
//!
//! A spawned `loclint check -o json FOLDER` and a spawned program that reads the same files and
//! iterates `pulldown-cmark`'s events (tables on, one thread) take turns; the medians and their
//! ratio are printed, then one thread's time by phase and the rate in MB/s. Nothing is asserted: a
//! figure of one machine is no test.
//!
//! Without a folder: `LOCLINT_CORPUS/sxs/m365.nl-NL`, else the same under `../shared/corpus`.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
#![expect(clippy::cast_precision_loss, reason = "sizes are printed to one decimal")]

use loclint::{
    ast::Flavour,
    bitext::{Bitext, Languages},
    facts::Facts,
    grammar::{self, sxs},
    locale::Locale,
};
use std::{
    hint::black_box,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

const TURNS: usize = 5;

fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.as_slice() {
        [peer, folder] if peer == "--peer" => println!("{}", events(Path::new(folder))),
        [folder] => compare(Path::new(folder)),
        _ => {
            let folder = corpus().join("sxs/m365.nl-NL");
            if folder.is_dir() {
                compare(&folder);
            } else {
                println!("skipped: no corpus");
            }
        }
    }
}

fn corpus() -> PathBuf {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    std::env::var_os("LOCLINT_CORPUS").map_or(beside, PathBuf::from)
}

/// All articles below a folder, sorted.
fn articles(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = ignore::WalkBuilder::new(folder)
        .standard_filters(false)
        .build()
        .filter_map(Result::ok)
        .map(ignore::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|ending| ending == "md" || ending == "mdx"))
        .collect();
    found.sort();
    found
}

/// The peer: reads every article and counts `pulldown-cmark`'s events.
fn events(folder: &Path) -> usize {
    let options = pulldown_cmark::Options::ENABLE_TABLES;
    let texts = articles(folder).into_iter().filter_map(|path| std::fs::read_to_string(path).ok());
    texts
        .map(|text| {
            pulldown_cmark::Parser::new_ext(&text, options)
                .into_offset_iter()
                .map(black_box)
                .count()
        })
        .sum()
}

fn run(program: &Path, arguments: &[&str], folder: &Path) -> Duration {
    let start = Instant::now();
    let status = Command::new(program).args(arguments).arg(folder).stdout(Stdio::null()).status();
    let time = start.elapsed();
    assert!(
        status.is_ok_and(|status| status.code().is_some_and(|code| code < 2)),
        "{} ran",
        program.display()
    );
    time
}

fn compare(folder: &Path) {
    let loclint = Path::new(env!("CARGO_BIN_EXE_loclint"));
    let this = std::env::current_exe().unwrap_or_default();
    let lint = ["check", "--isolated", "--exit-zero", "-o", "json"];
    run(loclint, &lint, folder);
    run(&this, &["--peer"], folder);
    let (mut ours, mut peers) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        ours.push(run(loclint, &lint, folder));
        peers.push(run(&this, &["--peer"], folder));
    }
    let mut ratios: Vec<f64> =
        ours.iter().zip(&peers).map(|(a, b)| a.as_secs_f64() / b.as_secs_f64()).collect();
    ratios.sort_by(f64::total_cmp);
    ours.sort();
    peers.sort();
    println!(
        "loclint check -o json   {:>8.1} ms (median of {TURNS})",
        ours[TURNS / 2].as_secs_f64() * 1e3
    );
    println!("pulldown-cmark events   {:>8.1} ms", peers[TURNS / 2].as_secs_f64() * 1e3);
    println!(
        "ratio                   {:>8.2} ({:.2} to {:.2})",
        ratios[TURNS / 2],
        ratios[0],
        ratios[TURNS - 1]
    );
    phases(folder);
}

/// One thread's time by phase, over texts in memory.
fn phases(folder: &Path) {
    let start = Instant::now();
    let texts: Vec<String> = articles(folder)
        .into_iter()
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .collect();
    let mut times = vec![("reading", start.elapsed())];
    let bytes: usize = texts.iter().map(String::len).sum();
    let mut clock = [Duration::ZERO; 4];
    let languages = Languages {
        target: Locale::parse("nl-NL"),
        source: Locale::parse("en-US").expect("a known locale"),
    };
    for text in &texts {
        let start = Instant::now();
        let split = sxs::split(text);
        clock[0] += start.elapsed();
        let start = Instant::now();
        let Some(split) = split else {
            let article = grammar::parse(text, Flavour::Learn);
            clock[1] += start.elapsed();
            let start = Instant::now();
            let facts = Facts::of(&article);
            clock[2] += start.elapsed();
            let start = Instant::now();
            black_box(Bitext::alone(facts, languages.clone()));
            clock[3] += start.elapsed();
            continue;
        };
        let target = grammar::parse(&split.target.text, Flavour::Learn);
        let source = grammar::parse(&split.source.text, Flavour::Learn);
        clock[1] += start.elapsed();
        let start = Instant::now();
        let facts = (Facts::of(&target), Facts::of(&source));
        clock[2] += start.elapsed();
        let start = Instant::now();
        black_box(Bitext::side_by_side(text, &split, facts.0, facts.1, languages.clone()));
        clock[3] += start.elapsed();
    }
    times.extend(["pairs", "grammar", "facts", "bitext"].into_iter().zip(clock));
    println!("one thread, {:.1} MB:", bytes as f64 / 1e6);
    for (phase, time) in times {
        println!(
            "  {phase:<10} {:>8.1} ms  {:>7.0} MB/s",
            time.as_secs_f64() * 1e3,
            bytes as f64 / 1e6 / time.as_secs_f64()
        );
    }
}
