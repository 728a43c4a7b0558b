//! Time grows with the length of a file and no faster: the worst files for the grammars of pairs and
//! front matter, at n and at 2n.

use loclint::grammar::{front_matter, slug, sxs};
use std::hint::black_box;
use std::time::Instant;

/// Time that this thread has spent computing, in nanoseconds. Other work on the machine does not count
/// where the system tells them apart; elsewhere it is the time since `start`.
fn spent(start: Instant) -> u128 {
    // The system counts when it switches threads; else only every few milliseconds.
    std::thread::yield_now();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let own = told.and_then(|line| line.split_whitespace().next()?.parse().ok());
    own.unwrap_or_else(|| start.elapsed().as_nanos())
}

/// The shortest of a few runs, in nanoseconds.
fn time(run: &dyn Fn()) -> u128 {
    let start = Instant::now();
    let times = (0..3).map(|_| {
        let before = spent(start);
        run();
        spent(start) - before
    });
    times.min().unwrap_or(0)
}

/// Fails when a text twice as long takes more than three times as long, however often it is tried.
fn linear(what: &str, text: impl Fn(usize) -> String, read: fn(&str)) {
    // Long enough that both lengths meet the same habits of the allocator.
    let n = 3_000;
    let (one, two) = (text(n), text(2 * n));
    let mut worst = Vec::new();
    for _ in 0..6 {
        let short = time(&|| read(&one));
        let long = time(&|| read(&two));
        if long < short * 3 || long < 200_000 {
            return;
        }
        worst.push((short, long));
    }
    panic!("{what}: {worst:?}");
}

fn split(text: &str) {
    let split = black_box(sxs::split(text));
    if let Some(split) = split {
        black_box(sxs::source_view(&split));
    }
}

fn front(text: &str) {
    black_box(front_matter::parse(text));
}

fn slugs(text: &str) {
    black_box(slug::slug(text));
}

/// `n` times a text in which `#` stands for a number.
fn times(n: usize, text: &str) -> String {
    (0..n).map(|number| text.replace('#', &number.to_string())).collect()
}

const TARGET: &str = "<span data-ttu-id=\"a-#\">";
const LOOKUP: &str = "<span class=\"sxs-lookup\"><span data-stu-id=\"a-#\">";

#[test]
fn pairs() {
    let pair = format!("{TARGET}x</span>{LOOKUP}y</span></span>");
    linear("regular", |n| times(n, &format!("{pair} ")), split);
    linear("openers", |n| times(n, TARGET), split);
    linear("openers of one id", |n| times(n, "<span data-ttu-id=\"a-1\">") + LOOKUP, split);
    linear("openers with words", |n| times(n, &format!("{TARGET}word\n")), split);
    linear("sources", |n| times(n, LOOKUP), split);
    linear("sources without lookup", |n| times(n, "<span data-stu-id=\"a-#\">"), split);
    linear("sources of one id", |n| times(n, "<span data-stu-id=\"a-1\">x</span>"), split);
    linear(
        "nested pairs",
        |n| times(n, TARGET) + &times(n, &format!("</span>{LOOKUP}y</span></span>")),
        split,
    );
    linear(
        "nested pairs, ends reversed",
        |n| {
            let ends: String = (0..n)
                .rev()
                .map(|number| {
                    format!("</span>{LOOKUP}y</span></span>").replace('#', &number.to_string())
                })
                .collect();
            times(n, TARGET) + &ends
        },
        split,
    );
    linear("spans in a target", |n| pair.replace('x', &"<span>".repeat(n)), split);
    linear(
        "balanced spans",
        |n| pair.replace('x', &("<span>".repeat(n) + &"</span>".repeat(n))),
        split,
    );
    linear("spans in a source", |n| pair.replace('y', &"<span>".repeat(n)), split);
    linear("ends in a target", |n| pair.replace('x', &"</span>".repeat(n)), split);
    linear("ends in a source", |n| pair.replace('y', &"</span> ".repeat(n)), split);
    linear("ends between pairs", |n| pair.clone() + &"</span>".repeat(n), split);
    linear("broken tags", |n| pair.clone() + &"<span ".repeat(n), split);
    linear("broken targets", |n| pair.clone() + &"<span data-ttu-id=\"".repeat(n), split);
    linear(
        "unclosed code",
        |n| {
            pair.replace(
                'x',
                &(0..n).map(|run| "`".repeat(run % 50 + 1) + "<span>").collect::<String>(),
            )
        },
        split,
    );
    linear("backslashes", |n| pair.replace('x', &"\\<span>".repeat(n)), split);
    linear(
        "waiting targets",
        |n| {
            times(n, &format!("{TARGET}x</span> "))
                + &times(n, &format!("{LOOKUP}y</span></span> "))
        },
        split,
    );
    linear("escaped tags", |n| times(n, &pair.replace('"', "&quot;")), split);
    linear("escaped quotes", |n| pair.replace('"', "&quot;") + &"&quot;".repeat(n), split);
    linear("anchors", |n| pair.clone() + "# " + &"<a name=\"".repeat(n), split);
    linear("anchors in one line", |n| pair.clone() + &"# <a name=\"x\"></a>".repeat(n), split);
    linear("equal ids", |n| times(n, &pair.replace('#', "1")), split);
    linear(
        "ids backwards",
        |n| (0..n).rev().map(|number| pair.replace('#', &number.to_string())).collect(),
        split,
    );
}

#[test]
fn front_matters() {
    linear("keys", |n| format!("---\n{}---\n", times(n, "key#: value\n")), front);
    linear("equal keys", |n| format!("---\n{}---\n", times(n, "key: value\n")), front);
    linear("lists", |n| format!("---\nkey:\n{}---\n", times(n, "- item\n")), front);
    linear("bad entries", |n| format!("---\n{}---\n", times(n, "key#: a: b\n")), front);
    linear("unclosed quotes", |n| format!("---\n{}---\n", times(n, "key#: \"a\n")), front);
    linear("unclosed", |n| format!("---\n{}", times(n, "key#: a\n")), front);
    linear("hyphens", |n| format!("---\nkey: a\n{}", "-".repeat(n * 10)), front);
    linear("nearly fences", |n| format!("---\nkey: a\n{}", "---x\n".repeat(n)), front);
    linear("blank lines", |n| "\n".repeat(n * 10) + "---\nkey: a\n---\n", front);
    linear("nothing but blank lines", |n| "\n".repeat(n * 10), front);
    linear("brackets", |n| format!("---\nkey: {}\n---\n", "[".repeat(n)), front);
    linear("no fence", |n| times(n, "key#: a\n"), front);
    linear("aliases", |n| format!("---\nkey: &a x\n{}---\n", times(n, "key#: *a\n")), front);
    linear("colons", |n| format!("---\nkey: {}\n---\n", "a:".repeat(n)), front);
    linear("byte order marks", |n| "\u{feff}".repeat(n) + "---\nkey: a\n---\n", front);
}

#[test]
fn headings() {
    linear("links without end", |n| "[a](".repeat(n), slugs);
    linear("parentheses", |n| "[a](".to_string() + &"(".repeat(n), slugs);
    linear("links", |n| "[a](b)".repeat(n), slugs);
}
