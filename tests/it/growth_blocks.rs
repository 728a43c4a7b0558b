//! Hostile blocks, front matter and whole articles, with cmark's pathological inputs: each takes time that grows with its length, none overflows the stack, and all end
//! soon.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use loclint::{ast::Flavour, grammar};

/// Without optimization everything is this much smaller.
const SCALE: usize = if cfg!(debug_assertions) { 20 } else { 1 };

/// A text of about `n` pieces that is hard on some construct.
type Make = fn(n: usize) -> String;

/// The worst texts of each construct, those of cmark's pathological tests among them.
const WORST: &[(&str, Make)] = &[
    // Containers and leaf blocks.
    ("quotes in one line", |n| "> ".repeat(n)),
    ("quotes growing by line", |n| stairs("> ", "a").repeat(n / 2000)),
    ("bullets in one line", |n| "- ".repeat(n)),
    ("numbers in one line", |n| "1. ".repeat(n)),
    ("lists growing by line", |n| stairs("  ", "- a").repeat(n / 2000)),
    ("items and blank lines", |n| "- a\n\n".repeat(n)),
    ("deep list, blank lines", |n| stairs("  ", "- a") + &"\n".repeat(n)),
    ("deep list, short lines", |n| stairs("  ", "- a") + &"b\n".repeat(n)),
    ("deep quote, lazy lines", |n| "> ".repeat(90) + "a\n" + &"b\n".repeat(n)),
    ("empty items", |n| "-\n".repeat(n)),
    ("tabs", |n| "\t".repeat(n) + "a"),
    ("tabs between quotes", |n| ">\t".repeat(n) + "a"),
    ("blank lines", |n| "\n".repeat(n)),
    ("carriage returns", |n| "\r".repeat(n)),
    ("headings", |n| "# a\n".repeat(n)),
    ("closing marks of a heading", |n| format!("# a {}", "# ".repeat(n))),
    ("setext underlines", |n| "a\n===\n".repeat(n)),
    ("underlines without text", |n| "===\n".repeat(n)),
    ("marks that are no break", |n| format!("{}x\n", "- ".repeat(20)).repeat(n / 20)),
    ("one long break", |n| "* ".repeat(n) + "x"),
    ("fence openers", |n| "```a\n~~~b\n".repeat(n)),
    ("fences with ticks in the info", |n| "``` a`\n".repeat(n)),
    ("a long fence and short closers", |n| "`".repeat(n) + "\n" + &"```\n".repeat(n)),
    ("indented code", |n| "    a\n\n".repeat(n)),
    ("html blocks", |n| "<div>\n\n".repeat(n)),
    ("comment openers", |n| "<!--\n".repeat(n)),
    ("comment openers, blank lines", |n| "<!-- a\n\n".repeat(n)),
    ("script openers", |n| "<script\n".repeat(n)),
    ("closing tags in a script", |n| format!("<script>\n{}", "</scriptx".repeat(n))),
    ("lone tags", |n| "<a b=\"\n".repeat(n)),
    ("tags with many attributes", |n| format!("<a{}", " b".repeat(n))),
    ("definitions", |n| numbered(n, "[", "]: a\n")),
    ("one definition often", |n| "[a]: b \"c\"\n".repeat(n)),
    ("definitions with open titles", |n| "[a]: b 'c\n".repeat(n)),
    ("definitions with open labels", |n| "[a\n".repeat(n)),
    ("definitions in a quote", |n| "> [a]:\n> b\n> 'c'\n".repeat(n)),
    ("footnotes", |n| numbered(n, "[^", "]: a [^1]\n")),
    ("footnotes in one line", |n| "[^a]: ".repeat(n)),
    ("tables", |n| "a|b\n-|-\n".repeat(n)),
    ("delimiter rows", |n| "|-|\n".repeat(n)),
    ("a wide table", |n| format!("{}\n{}\n{}", "|a".repeat(n), "|-".repeat(n), "|b".repeat(n))),
    ("backslashes before pipes", |n| format!("a|b\n-|-\n{}", "\\|".repeat(n))),
    ("backslashes in a row", |n| format!("a|b\n-|-\n{}|", "\\".repeat(n))),
    ("rows that grow", |n| {
        "|a|\n|-|\n".to_owned()
            + &(0..n / 50).map(|i| "|".repeat(i % 120) + "\n").collect::<String>()
    }),
    // Directives.
    ("regions", |n| "::: moniker range=\"a\"\n".repeat(n)),
    ("regions and ends", |n| "::: moniker range=\"a\"\n::: moniker-end\n".repeat(n)),
    ("regions with other colons", |n| "::: zone\n:::: zone-end\n".repeat(n)),
    ("ends", |n| "::: zone-end\n".repeat(n)),
    ("ends within regions", |n| ":::row:::\n".repeat(80) + &"::: zone-end\n".repeat(n)),
    ("text within regions", |n| ":::row:::\n".repeat(80) + &"a\n".repeat(n)),
    ("near misses", |n| ":: moniker\n".repeat(n)),
    ("colons", |n| ":".repeat(n)),
    ("attributes", |n| format!(":::image{}", " a=\"b\"".repeat(n))),
    ("open attributes", |n| ":::image a=\"\n".repeat(n)),
    ("includes that do not end", |n| "[!INCLUDE [a](\n".repeat(n)),
    ("includes in one line", |n| "[!INCLUDE [".repeat(n)),
    ("alerts", |n| "> [!NOTE]\n\n".repeat(n)),
    ("alerts in alerts", |n| "> [!NOTE]".repeat(n)),
    // Front matter.
    ("front matter without end", |n| "---\n".to_owned() + &"a: b\n".repeat(n)),
    ("front matter of brackets", |n| format!("---\n{}\n---\n", "[".repeat(n))),
    // Inlines.
    ("strong in emphasis", |n| "*a **a ".repeat(n) + "b" + &" a** a*".repeat(n)),
    ("emphasis closers without openers", |n| "a_ ".repeat(n)),
    ("emphasis openers without closers", |n| "_a ".repeat(n)),
    ("link closers without openers", |n| "a]".repeat(n)),
    ("link openers without closers", |n| "[a".repeat(n)),
    ("mismatched openers and closers", |n| "*a_ ".repeat(n)),
    ("pattern of three", |n| "a**b".to_owned() + &"c* ".repeat(n)),
    ("link openers and emphasis closers", |n| "[ a_".repeat(n)),
    ("link openers with destinations", |n| "[ (](".repeat(n)),
    ("images of images", |n| "![[]()".repeat(n)),
    ("nested brackets", |n| "[".repeat(n) + "a" + &"]".repeat(n)),
    ("nested images", |n| "![".repeat(n) + "a" + &"](b)".repeat(n)),
    ("nested parentheses", |n| "[a](".repeat(n) + &")".repeat(n)),
    ("open destinations", |n| "[a](<b".repeat(n)),
    ("open titles", |n| "[a](b \"".repeat(n)),
    ("backtick runs", |n| (1..n / 200).map(|i| "e".to_owned() + &"`".repeat(i % 300)).collect()),
    ("one tick and two", |n| "`a``".repeat(n)),
    ("unclosed comments in a line", |n| "a <!--".repeat(n)),
    ("unclosed instructions", |n| "a <?".repeat(n)),
    ("unclosed declarations", |n| "a <!A ".repeat(n)),
    ("unclosed sections", |n| "a <![CDATA[".repeat(n)),
    ("unclosed tags", |n| "a <b c=\"".repeat(n)),
    ("angle brackets", |n| "<".repeat(n)),
    ("strikethrough", |n| "~~a ~b ".repeat(n)),
    ("entities", |n| "&amp;&a&#".repeat(n)),
    ("bare addresses", |n| "http://a.b/(((c ".repeat(n)),
    ("an address of parentheses", |n| format!("http://a.b/{}", "()".repeat(n))),
    ("an address of entities", |n| format!("www.a.b/{}", "&amp;".repeat(n))),
    ("mail addresses", |n| "a@b.c_".repeat(n)),
    ("at signs", |n| "@".repeat(n)),
    ("cross references", |n| "<xref:a".repeat(n)),
    ("references without definitions", |n| "[a][b]".repeat(n)),
    ("footnote references", |n| "[^a".repeat(n)),
    ("hard breaks", |n| "a  \nb\\\n".repeat(n)),
    ("spaces in a line", |n| format!("a{}b", " ".repeat(n))),
    ("null bytes", |n| "\0".repeat(n)),
];

/// The worst texts of JSX and admonitions.
const WORST_JSX: &[(&str, Make)] = &[
    ("unclosed tags of JSX", |n| "<A\n".repeat(n)),
    ("unclosed tags in a line", |n| "a <A b={".repeat(n)),
    ("unclosed values", |n| "<A b={\n".repeat(n)),
    ("unclosed strings", |n| "<A b='\n".repeat(n)),
    ("values that end, and a fault", |n| "<A b={\n".repeat(n) + &"}\n".repeat(n) + "%"),
    ("open elements", |n| "<A>\n".repeat(n)),
    ("open elements with text", |n| "<A>\na\n".repeat(n)),
    ("ends of elements", |n| "<A>\n".repeat(80) + &"</B>\n".repeat(n)),
    ("elements in a line", |n| "<A>".repeat(n)),
    ("elements and ends", |n| "<A>\n</A>\n".repeat(n)),
    ("open braces", |n| "{".repeat(n)),
    ("open braces by line", |n| "{\n".repeat(n)),
    ("open braces in text", |n| "a {".repeat(n)),
    ("braces and text", |n| "{\n".repeat(n) + &"}\n".repeat(n) + "a"),
    ("quotes in braces", |n| format!("{{{}}} a", "'\"\n".repeat(n))),
    ("templates in braces", |n| format!("{{{}", "`${".repeat(n))),
    ("comments in braces", |n| format!("{{{}", "/*".repeat(n))),
    ("modules without end", |n| "export const a = {\n\n".repeat(n)),
    ("imports", |n| "import a from 'b'\n\n".repeat(n)),
    ("open admonitions", |n| ":::note\n".repeat(n)),
    ("admonitions that grow", |n| {
        let one = |i: usize| ":".repeat(i % 90 + 3) + "note\n";
        (0..n / 20).map(one).collect::<String>()
    }),
    ("ends of admonitions", |n| ":::::note\n".repeat(80) + &":::\n".repeat(n)),
    ("labels of admonitions", |n| ":::note[".to_owned() + &"[".repeat(n)),
    ("attributes of admonitions", |n| ":::note{".to_owned() + &"a=\"b\" ".repeat(n)),
];

/// The worst texts of shortcodes and tags of Liquid.
const WORST_TEMPLATES: &[(&str, Make)] = &[
    ("unclosed shortcodes", |n| "{{< ".repeat(n)),
    ("unclosed shortcodes with arguments", |n| "{{< a b=\"c\n".repeat(n)),
    ("one unclosed shortcode", |n| format!("{{{{< a {}", "b ".repeat(n))),
    ("raw strings without end", |n| "{{< a `".repeat(n)),
    ("shortcodes", |n| "{{< a >}}\n".repeat(n)),
    ("shortcodes in a line", |n| "a {{< b >}} ".repeat(n)),
    ("shortcodes alone in a line", |n| "{{< b >}} ".repeat(n) + "c"),
    ("pairs of shortcodes", |n| "{{< a >}}\nb\n{{< /a >}}\n".repeat(n)),
    ("shortcodes in shortcodes", |n| "{{< a >}}\n".repeat(n) + &"{{< /a >}}\n".repeat(n)),
    ("ends in a line", |n| "{{< a >}}\n".repeat(n / 10) + "b" + &"{{< /a >}}".repeat(n / 10)),
    ("ends of shortcodes", |n| "{{< /a >}}\n".repeat(n)),
    ("pairs in text", |n| "{{< a >}}\nb {{< /a >}}\n".repeat(n)),
    ("names of shortcodes", |n| numbered(n, "{{< a", " >}}\n")),
    ("comments of shortcodes", |n| "{{/* ".repeat(n)),
    ("destinations of shortcodes", |n| "[a]({{< ref \"b\" >}}) ".repeat(n)),
    ("unclosed tags of Liquid", |n| "{% a ".repeat(n)),
    ("tags of Liquid", |n| "{% a %}\n{% enda %}\n".repeat(n)),
    ("raw tags", |n| "{% raw %}\n".repeat(n)),
    ("outputs", |n| "{{ a ".repeat(n) + &"{{ b }}".repeat(n)),
];

/// Sixty lines, each one step further in than the one before.
fn stairs(step: &str, line: &str) -> String {
    (0..60).flat_map(|i| [step.repeat(i), line.to_owned(), "\n".to_owned()]).collect()
}

/// Lines that differ in a number only.
fn numbered(n: usize, before: &str, after: &str) -> String {
    (0..n).flat_map(|i| [before.to_owned(), i.to_string(), after.to_owned()]).collect()
}

/// The shortest time of a few runs to parse a text so many times over and drop its trees.
fn best(text: &str, flavour: Flavour, times: usize, runs: usize) -> Duration {
    let run = || {
        let start = Instant::now();
        for _ in 0..times {
            drop(black_box(grammar::parse(black_box(text), flavour)));
        }
        start.elapsed()
    };
    (0..runs).map(|_| run()).min().unwrap_or_default()
}

#[test]
fn time_grows_with_length() {
    // Small enough that the allocator does not go to the system for the larger text alone.
    let n = if cfg!(debug_assertions) { 4_000 } else { 20_000 };
    let mut slow = Vec::new();
    let of = |worst: &'static [(&'static str, Make)], flavour| {
        worst.iter().map(move |&(name, make)| (name, make, flavour))
    };
    let all = of(WORST, Flavour::Learn)
        .chain(of(WORST_JSX, Flavour::Docusaurus))
        .chain(of(WORST_TEMPLATES, Flavour::Hugo))
        .chain(of(WORST_TEMPLATES, Flavour::Liquid));
    for (name, make, flavour) in all {
        let (one, two) = (make(n), make(2 * n));
        // Less than three times as much for twice the text, with the same work on both sides, so
        // that a busy machine disturbs both alike; what is linear passes one of a dozen times.
        let grows = (1..=12).all(|runs| {
            let runs_now = runs.min(5);
            let twice_one = best(&one, flavour, 2, runs_now);
            let two = best(&two, flavour, 1, runs_now);
            two > Duration::from_millis(1) && two.as_secs_f64() / twice_one.as_secs_f64() >= 1.5
        });
        if grows {
            slow.push(format!("{name} ({flavour:?})"));
        }
    }
    assert!(slow.is_empty(), "these grow faster than their length: {slow:?}");
}

#[test]
fn a_hundred_thousand_openers() {
    let n = 100_000 / SCALE;
    let openers = [
        "> ",
        "- ",
        "1. ",
        "[",
        "![",
        "*",
        "_",
        "**a ",
        "*a",
        "~~",
        "<",
        "<a ",
        "(",
        "`",
        "``a",
        "\\",
        "&",
        "[a](",
        "[^a]: ",
        "<!--",
        "<div>\n",
        ":::row:::\n",
        "::: moniker range=\"a\"\n",
        "[!NOTE]",
        "> [!NOTE]\n",
        "@",
        "{",
        "{a",
        "{\n",
        "<A",
        "<A b={",
        "<A>\n",
        ":::note\n",
        "{{<",
        "{{< a",
        "{{< a >}}\n",
        "{{%",
        "{{< /a >}}\n",
        "{%",
        "{% a %}\n",
        "!!! a\n",
        "=== \"a\"\n    ",
        "{{",
        "$",
        "$$\n",
        "|",
        "```\n",
        "\t",
        "[a]: ",
        "http://",
    ];
    for opener in openers {
        let start = Instant::now();
        let text = opener.repeat(n);
        for flavour in
            [Flavour::Learn, Flavour::Mdx, Flavour::Hugo, Flavour::Liquid, Flavour::MkDocs]
        {
            let article = grammar::parse(&text, flavour);
            let kept: usize = article.leaves().iter().map(|leaf| leaf.span.len()).sum();
            assert_eq!(kept, text.len(), "{opener:?}");
        }
        assert!(start.elapsed() < Duration::from_secs(4), "{opener:?}: {:?}", start.elapsed());
    }
}

#[test]
fn ten_megabytes_in_a_line() {
    let bytes = 10_000_000 / SCALE;
    for piece in ["word ", "a", "日本", "\0", " ", "a`b` "] {
        let text = piece.repeat(bytes / piece.len());
        let time = best(&text, Flavour::Learn, 1, 2);
        assert!(time < Duration::from_secs(1), "{piece:?}: {time:?}");
    }
}
