//! Every text is an article, and its tree loses no byte of it: over the corpus, over texts of any
//! characters, and over texts that look like Markdown.

use loclint::{
    ast::{Article, Flavour},
    grammar::{self, sxs},
};
use proptest::prelude::*;

use crate::corpus;

const FLAVOURS: [Flavour; 10] = [
    Flavour::CommonMark,
    Flavour::Gfm,
    Flavour::Learn,
    Flavour::Mdx,
    Flavour::Hugo,
    Flavour::Docusaurus,
    Flavour::Starlight,
    Flavour::Liquid,
    Flavour::MkDocs,
    Flavour::VitePress,
];

/// What is wrong with the tree of a text, in words; `None` for nothing.
fn fault(text: &str, flavour: Flavour) -> Option<String> {
    let article: Article<'_> = grammar::parse(text, flavour);
    let violations = article.check();
    let given_back: String = article.leaves().iter().map(|leaf| leaf.span.of_text(text)).collect();
    if given_back != text {
        return Some("the leaves do not give the text back".to_owned());
    }
    let first = violations.first()?;
    let start =
        (0..=first.span.start as usize).rev().take(200).filter(|&at| text.is_char_boundary(at));
    let around = text.get(start.min()?..)?;
    let around: String = around.chars().take(400).collect();
    Some(format!("{} violations, first {first:?} near {around:?}", violations.len()))
}

/// The flavour of the tree that an article stands in.
fn flavour(name: &str) -> Flavour {
    if let Some((_, "mdx")) = name.rsplit_once('.') {
        return Flavour::Mdx;
    }
    let trees = [
        ("pairs/otel/", Flavour::Hugo),
        ("pairs/helm/", Flavour::Docusaurus),
        ("pairs/starlight/", Flavour::Starlight),
    ];
    let tree = trees.iter().find(|(folder, _)| name.starts_with(folder));
    tree.map_or(Flavour::Learn, |&(_, flavour)| flavour)
}

#[test]
fn corpus_articles() {
    let Some(root) = corpus::root() else { return };
    // Without optimization a part of the articles must do.
    let step = if cfg!(debug_assertions) { 12 } else { 1 };
    let articles: Vec<_> = corpus::articles(&root).into_iter().step_by(step).collect();
    assert!(!articles.is_empty(), "no article was read");
    let (mut texts, mut bytes, mut faults) = (0, 0, Vec::new());
    for (name, text) in articles {
        let flavour = flavour(&name);
        let mut sides = Vec::new();
        if let Some(split) = sxs::split(&text) {
            sides.push((" (target)", split.target.text));
            sides.push((" (source)", split.source.text));
        }
        sides.push(("", text));
        for (side, text) in sides {
            texts += 1;
            bytes += text.len();
            if let Some(fault) = fault(&text, flavour) {
                faults.push(format!("{name}{side}: {fault}"));
            }
        }
    }
    println!("{texts} texts, {bytes} bytes, {} with faults", faults.len());
    assert!(faults.is_empty(), "{} texts: {:#?}", faults.len(), &faults[..faults.len().min(10)]);
}

/// Lines that start, continue and end constructs, to be put together at random.
fn markdown() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "\n",
        "\n",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        " ",
        "  ",
        "    ",
        "\t",
        "> ",
        ">",
        "- ",
        "* ",
        "1. ",
        "12) ",
        "# ",
        "## ",
        "##",
        "===\n",
        "---\n",
        "***\n",
        "```",
        "~~~",
        "`",
        "``",
        "*",
        "**",
        "_",
        "__",
        "~~",
        "[",
        "]",
        "(",
        ")",
        "](",
        "![",
        "[a]",
        "[^1]",
        "[^1]: ",
        "[a]: /b \"t\"\n",
        "<",
        ">",
        "<a name=\"x\">",
        "</a>",
        "<div>\n",
        "</div>",
        "<!-- ",
        " -->",
        "<br/>",
        "&amp;",
        "&",
        "\\",
        "\\|",
        "|",
        "| a | b |\n",
        "|---|:-:|\n",
        "- | -\n",
        "word",
        "über 日本",
        "😀",
        "\u{0}",
        "\u{a0}",
        "\u{feff}",
        "https://a.example/b?c=d",
        "www.a.example",
        "<https://a.example>",
        "@uid",
        "<xref:a>",
        "[!NOTE]\n",
        "[!NOTE] a",
        "[!FOO]",
        "[!INCLUDE [a](b.md)]",
        "[!VIDEO https://a.example]\n",
        "[!div class=\"a\"]\n",
        ":::",
        "::: moniker range=\"a\"\n",
        "::: moniker-end\n",
        ":::: moniker-end\n",
        "::: zone target=\"a\"\n",
        "::: zone-end\n",
        ":::row:::\n",
        ":::row-end:::\n",
        ":::column:::\n",
        ":::column-end:::\n",
        ":::image source=\"a\":::",
        ":::image type=\"complex\":::\n",
        ":::image-end:::\n",
        "[x] ",
        "[ ] ",
        "{#id}",
        "{/* #id */}",
        "{",
        "}",
        "{a}",
        "{/* a */}",
        "{`${",
        "<A b=\"c\" d={e}>\n",
        "<A\n",
        "</A>\n",
        "<A/>",
        "<>",
        "</>\n",
        "import a from 'b'\n",
        "export const a = {\n",
        ":::note\n",
        ":::note[a] b",
        "::::tip{a=\"b\"}\n",
        ":::\n",
        "::::\n",
        "{{< a >}}",
        "{{< a b=\"c\" >}}\n",
        "{{< /a >}}",
        "{{% a b",
        " %}}",
        "{{%/a%}}\n",
        "{{</* a */>}}",
        "{{/* a */}}",
        "{{< a />}}",
        "[a]({{< ref \"b\" >}})",
        "{% a b %}\n",
        "{% enda %}\n",
        "{%",
        "{{ a }}",
        "{% raw %}",
        "!!! a \"b\"\n",
        "???+ a\n    b\n",
        "=== \"a\"\n\n    ",
        "{% endraw %}",
        "+++\na = 1\n+++\n",
        "$",
        "$$\n",
        "---\ntitle: a\n---\n",
        "\"",
        "'",
        "a",
        ": ",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in "(?s).{0,200}", flavour in prop::sample::select(&FLAVOURS[..])) {
        prop_assert_eq!(fault(&text, flavour), None);
    }

    #[test]
    fn any_markdown(text in markdown(), flavour in prop::sample::select(&FLAVOURS[..])) {
        prop_assert_eq!(fault(&text, flavour), None, "{:?}", text);
    }

    #[test]
    fn any_ascii(text in "[-*_#>`~|:!\\[\\]()<a1. \t\n\\\\]{0,80}", flavour in prop::sample::select(&FLAVOURS[..])) {
        prop_assert_eq!(fault(&text, flavour), None, "{:?}", text);
    }
}

#[test]
fn an_end_in_a_container_that_starts_with_it() {
    for text in [
        ":::row:::\n -->[a]: /b \"t\"\n- | -\n>:::row-end:::\n",
        ":::row:::\n> :::row-end:::\n",
        ":::row:::\n- :::row-end:::\n",
        ":::row:::\n> a\n> :::row-end:::\n",
    ] {
        let article = grammar::parse(text, Flavour::Learn);
        assert_eq!(article.check().len(), 0, "{text:?}");
    }
}
