//! Hostile inlines: time must grow with the length of the text for the worst case of each construct,
//! and nothing may nest so deep that a walk over the tree overflows the stack.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use loclint::{
    ast::{Article, BlockKind, Flavour, Inline, InlineKind, ProblemKind},
    grammar,
};

fn parse(text: &str) -> Article<'_> {
    grammar::parse(text, Flavour::Learn)
}

/// Time to parse a text so many times.
fn time(text: &str, times: usize) -> Duration {
    let start = Instant::now();
    for _ in 0..times {
        black_box(parse(black_box(text)));
    }
    start.elapsed()
}

/// Length of the shorter of the two texts that are compared, in repetitions.
const N: usize = 1_000;

type Case = (&'static str, fn(usize) -> String);

#[test]
fn no_inline_costs_more_than_linear_time() {
    let cases: &[Case] = &[
        ("backtick runs of all lengths", |n| {
            let mut text = String::new();
            let mut length = 1;
            while text.len() < 4 * n {
                text.extend(std::iter::repeat_n('`', length));
                text.push('a');
                length += 1;
            }
            text
        }),
        ("backtick runs without their like", |n| "`a``b".repeat(n / 2) + "```c"),
        ("comments", |n| "<!-- a ".repeat(n)),
        ("comments in a block of HTML", |n| format!("<div>\n{}", "<!-- a ".repeat(n))),
        ("instructions", |n| "<?a ".repeat(n)),
        ("declarations", |n| "<!A ".repeat(n)),
        ("character data", |n| "<![CDATA[ ".repeat(n)),
        ("brackets", |n| "[".repeat(n)),
        ("closing brackets", |n| "a]".repeat(n)),
        ("brackets and closing brackets", |n| "[".repeat(n) + &"]".repeat(n)),
        ("image brackets", |n| "![".repeat(n)),
        ("image brackets, then links", |n| "![".repeat(n) + &"[a](b)".repeat(n)),
        ("brackets, then links", |n| "[".repeat(n) + &"[a](b)".repeat(n)),
        ("emphasis openers", |n| "*a ".repeat(n)),
        ("strong openers, closers", |n| "*a **b ".repeat(n) + &"c* d** ".repeat(n)),
        ("rule of three", |n| "a**b".repeat(n) + &"c* ".repeat(n)),
        ("underscores and asterisks", |n| "*_a ".repeat(n) + &"b_ c* ".repeat(n)),
        ("tildes of two lengths", |n| "~a ".repeat(n) + &"b~~ ".repeat(n)),
        ("one long run", |n| "*".repeat(n) + "a" + &"*".repeat(n)),
        ("destinations", |n| "[a](b".repeat(n)),
        ("destinations in angle brackets", |n| "[a](<b".repeat(n)),
        ("titles", |n| "[a](b \"c".repeat(n)),
        ("titles of all kinds", |n| "[a](b \"c [a](b 'd [a](b (e ".repeat(n / 3)),
        ("parentheses", |n| format!("[a]({}", "(".repeat(n))),
        ("labels", |n| "[a][b".repeat(n)),
        ("angle brackets", |n| "<".repeat(n)),
        ("tags", |n| "<a b=\"c ".repeat(n)),
        ("tags with attributes", |n| "<a b c='d' ".repeat(n)),
        ("ampersands", |n| "&a".repeat(n)),
        ("character references", |n| "&#1".repeat(n)),
        ("at signs", |n| "@".repeat(n)),
        ("mail addresses", |n| "a.b@".repeat(n)),
        ("uids", |n| "@a.".repeat(n)),
        ("quoted uids", |n| " @\"a @'b".repeat(n)),
        ("addresses", |n| "http://a_b".repeat(n)),
        ("addresses of dots", |n| "www.a_".repeat(n)),
        ("addresses in brackets", |n| "[".to_owned() + &"http://a_ ".repeat(n)),
        ("addresses of parentheses", |n| {
            "http://a.b".to_owned() + &"(".repeat(n) + &")".repeat(2 * n)
        }),
        ("includes", |n| "[!a [".repeat(n)),
        ("includes with paths", |n| "[!a[b](".repeat(n)),
        ("colons", |n| ":".repeat(n)),
        ("directives", |n| ":::image a=\"".repeat(n)),
        ("directives with bare names", |n| ":::image a b ".repeat(n)),
        ("footnotes", |n| "[^a".repeat(n)),
        ("backslashes", |n| "\\".repeat(n)),
        ("spaces and line endings", |n| "a     \n".repeat(n) + &" ".repeat(n) + "b"),
    ];
    for (name, case) in cases {
        let paragraph = |n| match case(n) {
            block if block.starts_with("<div>") => block,
            text => format!("x {text}"),
        };
        let (short, long) = (paragraph(N), paragraph(16 * N));
        // As much text in one piece and in sixteen, so that other programs on the machine disturb
        // both alike; what is linear passes one of five times, what is quadratic costs 16 times as much.
        let mut ratios =
            (0..5).map(|_| time(&long, 1).as_secs_f64() / time(&short, 16).as_secs_f64());
        assert!(ratios.any(|ratio| ratio < 6.0), "{name}: dearer in one piece than in sixteen");
    }
}

fn depth(inlines: &[Inline]) -> usize {
    let of = |inline: &Inline| match &inline.kind {
        InlineKind::Emphasis(content)
        | InlineKind::Strong(content)
        | InlineKind::Strikethrough(content) => 1 + depth(content),
        InlineKind::Link(link) | InlineKind::Image(link) => 1 + depth(&link.content),
        _ => 0,
    };
    inlines.iter().map(of).max().unwrap_or(0)
}

#[test]
fn nesting_stops_before_the_stack_does() {
    for (open, close) in [("*a ", " b*"), ("**a _b ", " c_ d**"), ("![", "](a)")] {
        let text = format!("x {}y{}", open.repeat(100_000), close.repeat(100_000));
        let article = parse(&text);
        let [block] = &article.blocks[..] else { panic!("{open}: more than a paragraph") };
        let BlockKind::Paragraph(content) = &block.kind else { panic!("{open}: no paragraph") };
        assert_eq!(depth(content), 100, "{open}");
        let kinds: Vec<_> = article.problems.iter().map(|problem| problem.kind).collect();
        assert_eq!(kinds, [ProblemKind::TooDeep], "{open}: told once");
    }
}
