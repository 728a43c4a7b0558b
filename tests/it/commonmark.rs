//! The examples of the Markdown specifications against their own HTML. Needs the corpus.
#![expect(clippy::print_stdout, reason = "what is skipped or counted is told")]

use std::fmt::Write;

use loclint::{ast::Flavour, grammar};

use crate::{corpus, html};

/// An example of a specification.
struct Example {
    number: usize,
    /// Words after `example`.
    words: String,
    markdown: String,
    html: String,
}

/// Reads the examples between lines of 32 backticks.
fn examples(text: &str) -> Vec<Example> {
    let fence = "`".repeat(32);
    let mut found = Vec::new();
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        let Some(words) = line.strip_prefix(&fence).and_then(|l| l.trim().strip_prefix("example"))
        else {
            continue;
        };
        let markdown: String = lines.by_ref().take_while(|line| line.trim_end() != ".").collect();
        let html: String = lines.by_ref().take_while(|line| line.trim_end() != fence).collect();
        found.push(Example {
            number: found.len() + 1,
            words: words.trim().to_owned(),
            markdown: markdown.replace('→', "\t"),
            html: html.replace('→', "\t"),
        });
    }
    found
}

/// Runs the examples of a file. Those in `exceptions`, each a number and a reason, must fail.
fn run(name: &str, count: usize, exceptions: &[(usize, &str)], flavour: fn(&Example) -> Flavour) {
    let Some(corpus) = corpus::root() else { return };
    let text = std::fs::read_to_string(corpus.join("markdown").join(name)).unwrap();
    let examples = examples(&text);
    assert_eq!(examples.len(), count, "{name} has another number of examples");
    let (mut failed, mut report) = (Vec::new(), String::new());
    for example in &examples {
        let article = grammar::parse(&example.markdown, flavour(example));
        let html = html::render(&article);
        if html.trim_end() != example.html.trim_end() {
            failed.push(example.number);
            let Example { number, markdown, html: expected, .. } = example;
            writeln!(
                report,
                "--- example {number}\n{markdown}--- expected\n{expected}--- found\n{html}"
            )
            .unwrap();
        }
    }
    let listed: Vec<usize> = exceptions.iter().map(|&(number, _)| number).collect();
    println!("{name}: {} of {count} examples", count - failed.len());
    for (number, reason) in exceptions {
        println!("  not {number}: {reason}");
    }
    assert!(failed == listed, "{report}\n{name}: these fail: {failed:?}, listed are: {listed:?}");
}

#[test]
fn commonmark() {
    run("commonmark-spec.txt", 655, &[], |_| Flavour::CommonMark);
}

#[test]
fn gfm() {
    let exceptions = [
        (20, "the file gives no HTML for it"),
        (22, "GitHub's filter of dangerous tags is no part of the grammar"),
    ];
    run("gfm-extensions.txt", 28, &exceptions, |_| Flavour::Gfm);
}

#[test]
fn regressions() {
    run("cmark-regression.txt", 19, &[], |example| {
        if example.words.is_empty() { Flavour::CommonMark } else { Flavour::Gfm }
    });
}
