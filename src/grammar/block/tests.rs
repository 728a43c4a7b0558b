//! Blocks as outlines: one line of text for a tree.

use std::fmt::Write;

use crate::ast::{Article, Block, BlockKind, Flavour, ProblemKind, RegionKind};
use crate::grammar::parse;

/// The tree as an outline, with the problems behind it.
fn outline_of(text: &str, flavour: Flavour) -> String {
    let article = parse(text, flavour);
    assert_eq!(article.check(), [], "{text:?}");
    let mut out = many(&article, &article.blocks);
    for problem in &article.problems {
        let _ = write!(out, " !{:?} {:?}", problem.kind, problem.span.of_text(text));
    }
    out
}

fn outline(text: &str) -> String {
    outline_of(text, Flavour::Learn)
}

fn many(article: &Article<'_>, blocks: &[Block]) -> String {
    blocks.iter().map(|block| one(article, block)).collect::<Vec<_>>().join(" ")
}

fn one(article: &Article<'_>, block: &Block) -> String {
    let text = article.text;
    let written = || block.span.of_text(text).trim_end().to_owned();
    match &block.kind {
        BlockKind::Heading(heading) => {
            let mark = if heading.setext { "=" } else { "" };
            format!("h{}{mark}({})", heading.level, content(text, &heading.content))
        }
        BlockKind::Paragraph(inlines) => format!("p({})", content(text, inlines)),
        BlockKind::Html(inlines) => format!("html({})", content(text, inlines)),
        BlockKind::List(list) => {
            let items: Vec<String> = list
                .items
                .iter()
                .map(|item| {
                    let task = item.task.map_or("", |task| task.of_text(text));
                    format!("{}{task}({})", item.marker.of_text(text), many(article, &item.blocks))
                })
                .collect();
            let kind = if list.tight { "tight" } else { "loose" };
            format!("{kind}[{}]", items.join(" "))
        }
        BlockKind::Quote(quote) => {
            let alert = quote.alert.as_ref().map_or(String::new(), |alert| {
                format!("{}={:?}:", alert.keyword.of_text(text), alert.kind)
            });
            format!("quote({alert}{})", many(article, &quote.blocks))
        }
        BlockKind::Code(code) => {
            let info = code.fence.as_ref().map_or("indented", |fence| fence.info.of_text(text));
            let lines: Vec<&str> = code.lines.iter().map(|line| line.of_text(text)).collect();
            let meant = code.meant.as_ref().map_or(String::new(), |meant| format!("={meant:?}"));
            format!("code:{info}{lines:?}{meant}")
        }
        BlockKind::Table(table) => {
            let rows: Vec<String> = std::iter::once(&table.head)
                .chain(&table.rows)
                .map(|row| {
                    let cells = row.cells.iter().map(|cell| cell.span.of_text(text));
                    cells.collect::<Vec<_>>().join("|")
                })
                .collect();
            format!("table({})", rows.join(" / "))
        }
        BlockKind::ThematicBreak => "hr".to_owned(),
        BlockKind::Definition(index) => {
            let definition = &article.definitions[*index as usize];
            let title = definition.title.map_or("", |title| title.of_text(text));
            let label = definition.label.of_text(text);
            format!("def({label}={}:{title})", definition.destination.of_text(text))
        }
        BlockKind::Footnote(footnote) => {
            format!("note:{}({})", footnote.label.of_text(text), many(article, &footnote.blocks))
        }
        BlockKind::Region(region) => {
            let close = if region.close.is_some() { "" } else { "…" };
            format!("{:?}({}){close}", region.kind, many(article, &region.blocks))
        }
        BlockKind::Directive(directive) => {
            assert!(written().contains(directive.span.of_text(text)));
            format!("dir:{}", directive.name.of_text(text))
        }
        BlockKind::Module => format!("module({})", written()),
    }
}

/// What inlines cover, prefixes of containers included, with `/` for line endings.
fn content(text: &str, inlines: &[crate::ast::Inline]) -> String {
    let whole = inlines.first().zip(inlines.last());
    let span = whole.map(|(first, last)| first.span.join(last.span));
    span.map_or("", |span| span.of_text(text)).replace('\n', "/")
}

#[test]
fn paragraphs_and_headings() {
    assert_eq!(outline("a\nb  \n\n  c"), "p(a/b) p(c)");
    assert_eq!(outline("# a #\n## b\ntext\n---\n"), "h1(a) h2(b) h2=(text)");
    assert_eq!(outline("a\n===\nb\n==x"), "h1=(a) p(b/==x)");
    assert_eq!(outline("#a"), "p(#a)");
    assert_eq!(outline("> a\n---"), "quote(p(a)) hr", "an underline belongs to its container");
}

#[test]
fn generated_anchors() {
    let heading = "## <a name=\"set-up\"></a>Einrichten";
    assert_eq!(outline(heading), "h2(<a name=\"set-up\"></a>Einrichten)");
    assert_eq!(outline("#<a name=\"x\"></a>Kop"), "p(#<a name=\"x\"></a>Kop)");
}

#[test]
fn ids_of_headings() {
    let id = |flavour| {
        let article = parse("## Set up {#start}\n", flavour);
        match &article.blocks[0].kind {
            BlockKind::Heading(heading) => heading.id.map(|id| id.of_text(article.text).to_owned()),
            _ => None,
        }
    };
    assert_eq!(id(Flavour::Hugo).as_deref(), Some("start"));
    assert_eq!(id(Flavour::Docusaurus).as_deref(), Some("start"));
    assert_eq!(id(Flavour::Learn), None);
    assert_eq!(id(Flavour::Starlight), None);
    assert_eq!(outline_of("## a { #b }\n", Flavour::Hugo), "h2(a)");
    assert_eq!(outline_of("## a { #b }\n", Flavour::Gfm), "h2(a { #b })");
    assert_eq!(outline_of("## a {/* #b */}\n", Flavour::Docusaurus), "h2(a)");
    assert_eq!(outline_of("## a {/* b */}\n", Flavour::Mdx), "h2(a {/* b */})");
}

#[test]
fn lists() {
    assert_eq!(outline("- a\n- b\n"), "tight[-(p(a)) -(p(b))]");
    assert_eq!(outline("- a\n\n- b\n"), "loose[-(p(a)) -(p(b))]");
    assert_eq!(outline("- a\n  - b\n\n    c\n- d"), "tight[-(p(a) loose[-(p(b) p(c))]) -(p(d))]");
    assert_eq!(outline("1. a\n2) b\n"), "tight[1.(p(a))] tight[2)(p(b))]");
    assert_eq!(outline("a\n2. b"), "p(a/2. b)", "only a first item interrupts");
    assert_eq!(outline("a\n1. b"), "p(a) tight[1.(p(b))]");
    assert_eq!(outline("-\n  a"), "tight[-(p(a))]");
    assert_eq!(outline("-\n\n  a"), "tight[-()] p(a)");
    assert_eq!(outline("- a\nlazy\n\nb"), "tight[-(p(a/lazy))] p(b)");
    assert_eq!(outline("- [x] a\n- [ ] b\n- [y] c"), "tight[-[x](p(a)) -[ ](p(b)) -(p([y] c))]");
    assert_eq!(outline_of("- [x] a", Flavour::CommonMark), "tight[-(p([x] a))]");
    assert_eq!(outline("*\u{a0}a"), "p(*\u{a0}a)");
}

#[test]
fn code() {
    assert_eq!(outline("```rust\na\n\nb\n```\nc"), "code:rust[\"a\\n\", \"\\n\", \"b\\n\"] p(c)");
    assert_eq!(outline("```status``` is text"), "p(```status``` is text)");
    assert_eq!(
        outline("> ```\n> a\nb"),
        "quote(code:[\"a\\n\"]) p(b) !UnclosedFence \"```\"",
        "a fence ends with its quote"
    );
    assert_eq!(
        outline("- ```\n  a\nb"),
        "tight[-(code:[\"a\\n\"])] p(b) !UnclosedFence \"```\"",
        "and with its item"
    );
    assert_eq!(outline(">```\n>a\n>```"), "quote(code:[\"a\\n\"])");
    assert_eq!(
        outline("    a\n\n      b\n\nc"),
        "code:indented[\"a\\n\", \"\\n\", \"  b\\n\"] p(c)"
    );
    assert_eq!(outline(">\t\ta"), "quote(code:indented[\"a\"]=\"  a\")", "half a tab is left");
    assert_eq!(outline("   ```\n   a\n b\n  ```"), "code:[\"a\\n\", \"b\\n\"]");
}

#[test]
fn html_and_comments() {
    assert_eq!(outline("<div>\n*a*\n\nb"), "html(<div>/*a*) p(b)");
    assert_eq!(outline("a\n<div>"), "p(a) html(<div>)");
    assert_eq!(outline("a\n<b>"), "p(a/<b>)");
    assert_eq!(
        outline("<!-- a\n\n```\nb\n``` -->\nc"),
        "html(<!-- a//```/b/``` -->) p(c)",
        "a fence in a comment ends nothing, and its last line may end the comment"
    );
    assert_eq!(outline("```\n<!-- a\n```\nb"), "code:[\"<!-- a\\n\"] p(b)");
    assert_eq!(outline("<!-- a\n\nb"), "html(<!-- a//b) !UnclosedComment \"<!--\"");
}

#[test]
fn tables() {
    assert_eq!(outline("|a|b|\n|-|-|\n|c|d|e|\nf\n\ng"), "table(a|b / c|d|e / f) p(g)");
    assert_eq!(outline("x\na | b\n--|--\n"), "p(x) table(a|b)");
    assert_eq!(outline("|a|\n|-|-|"), "p(|a|/|-|-|)", "widths differ");
    assert_eq!(outline("> |a|\n> |-|\n> |b|\nc"), "quote(table(a / b)) p(c)");
    assert_eq!(outline("- |a|\n  |-|\n  |`b\\|c`|"), "tight[-(table(a / `b\\|c`))]");
    assert_eq!(outline("|a|\n|-|\n# b"), "table(a) h1(b)");
    assert_eq!(outline_of("|a|\n|-|", Flavour::CommonMark), "p(|a|/|-|)");
}

#[test]
fn definitions_and_footnotes() {
    assert_eq!(outline("[a]: b.md \"c\"\n[d]:\n  <e f>\ng"), "def(a=b.md:c) def(d=e f:) p(g)");
    assert_eq!(outline("[a]: b \"c\" d"), "p([a]: b \"c\" d)");
    assert_eq!(outline("> [a]:\n> b\n> 'c\n> d'"), "quote(def(a=b:c\n> d))");
    assert_eq!(outline("[a]: b\n==="), "def(a=b:) p(===)");
    assert_eq!(outline("a\n[b]: c"), "p(a/[b]: c)");
    assert_eq!(outline("[^1]: a\n\n    b\nc"), "note:1(p(a) p(b/c))");
    assert_eq!(outline_of("[^1]: a", Flavour::CommonMark), "def(^1=a:)");
}

#[test]
fn alerts() {
    assert_eq!(outline("> [!NOTE]\n> a"), "quote(NOTE=Some(Note):p(a))");
    assert_eq!(outline("> [!hinweis]\n> a"), "quote(hinweis=None:p(a))");
    assert_eq!(outline("> [!Tip] a\n> b"), "quote(Tip=Some(Tip):p(a/> b))");
    assert_eq!(outline("> a\n> [!NOTE]"), "quote(p(a/> [!NOTE]))", "not on the first line");
    assert_eq!(
        outline("- > [!WARNING]\n  > - a"),
        "tight[-(quote(WARNING=Some(Warning):tight[-(p(a))]))]"
    );
    assert_eq!(outline_of("> [!NOTE]", Flavour::CommonMark), "quote(p([!NOTE]))");
    assert_eq!(
        outline_of("> [!NOTE] Title\n> a\n\nb", Flavour::Hugo),
        "quote(NOTE=Some(Note):p(Title) p(a)) p(b)",
        "a title in Hugo"
    );
}

#[test]
fn bracket_directives() {
    assert_eq!(outline("[!INCLUDE [a](b.md)]\nc"), "dir:INCLUDE p(c)");
    assert_eq!(outline("a\n[!code-csharp[b](c.cs)]"), "p(a) dir:code-csharp");
    assert_eq!(outline("> [!VIDEO https://a.example]"), "quote(dir:VIDEO)");
    assert_eq!(outline("> [!div class=\"a\"]\n> [b](c)"), "quote(dir:div p([b](c)))");
    assert_eq!(outline("[!VIDEO https://a.example]"), "p([!VIDEO https://a.example])");
    assert_eq!(outline_of("[!INCLUDE [a](b.md)]", Flavour::Gfm), "p([!INCLUDE [a](b.md)])");
}

#[test]
fn regions() {
    assert_eq!(
        outline("::: moniker range=\"a\"\ntext\n::: moniker-end\nb"),
        "Moniker(p(text)) p(b)",
        "glued to the lines around"
    );
    assert_eq!(
        outline(":::row:::\n    :::column:::\n    a\n    :::column-end:::\n:::row-end:::"),
        "Row(Column(p(a)))",
        "indented directives within a row"
    );
    assert_eq!(outline("- a\n:::row:::\n:::row-end:::\n"), "tight[-(p(a))] Row()");
    assert_eq!(
        outline("- a\n  ::: zone target=\"docs\"\n  b\n  ::: zone-end"),
        "tight[-(p(a) Zone(p(b)))]"
    );
    assert_eq!(
        outline("::: moniker range=\"a\"\n- b\n  ```\n  ::: moniker-end\nc"),
        "Moniker(tight[-(p(b) code:[])]) p(c) !UnclosedFence \"```\"",
        "an end ends what is open inside"
    );
    assert_eq!(outline("```\n::: moniker-end\n```"), "code:[\"::: moniker-end\\n\"]");
    assert_eq!(
        outline(":::image type=\"complex\" source=\"a\":::\nb\n:::image-end:::"),
        "Image(p(b))"
    );
    assert_eq!(outline("a\n:::image source=\"b\":::\nc"), "p(a) dir:image p(c)");
    assert_eq!(outline("a :::image source=\"b\"::: c"), "p(a :::image source=\"b\"::: c)");
    assert_eq!(outline_of("::: moniker range=\"a\"", Flavour::Gfm), "p(::: moniker range=\"a\")");
}

#[test]
fn content_of_columns_may_be_indented() {
    assert_eq!(
        outline(
            ":::row:::\n   :::column:::\n      a\n      - b\n\n        c\n   :::column-end:::\n:::row-end:::\nd"
        ),
        "Row(Column(p(a) loose[-(p(b) p(c))])) p(d)"
    );
    assert_eq!(
        outline(":::column:::\na\n\n    b\n:::column-end:::"),
        "Column(p(a) code:indented[\"b\\n\"])"
    );
}

#[test]
fn regions_that_do_not_fit() {
    assert_eq!(
        outline("::: moniker range=\"a\"\nb"),
        "Moniker(p(b))… !UnclosedRegion(Moniker) \"::: moniker range=\\\"a\\\"\""
    );
    assert_eq!(outline("a\n::: zone-end"), "p(a) dir:zone-end !OrphanEnd(Zone) \"::: zone-end\"");
    assert_eq!(
        outline(":::: moniker range=\"a\"\nb\n::: moniker-end\nc"),
        "Moniker(p(b)) p(c) !ColonMismatch(Moniker) \"::: moniker-end\""
    );
    assert_eq!(
        outline("::: zone pivot=\"a\"\n::: zone pivot=\"b\"\nc\n::: zone-end\n::: zone-end"),
        "Zone(Zone(p(c))) !NestedRegion(Zone) \"::: zone pivot=\\\"b\\\"\""
    );
    let text = ":: moniker range=\"a\"\n\nb\n\n::: moniker-end\n";
    let article = parse(text, Flavour::Learn);
    let [near, orphan] = article.problems.as_slice() else { panic!("{:?}", article.problems) };
    assert_eq!(near.kind, ProblemKind::NearDirective(RegionKind::Moniker));
    assert_eq!(orphan.kind, ProblemKind::OrphanEnd(RegionKind::Moniker));
    assert_eq!(orphan.related, Some(near.span), "an end knows the line that was meant to open it");
}

#[test]
fn jsx_on_its_own_lines() {
    let mdx = |text| outline_of(text, Flavour::Mdx);
    assert_eq!(
        mdx("<Tabs>\n  <Tab label=\"a\">\n    b\n\n    - c\n  </Tab>\n</Tabs>\nd"),
        "Element(Element(p(b) tight[-(p(c))])) p(d)"
    );
    assert_eq!(mdx("<A><B>\nc\n</B></A>"), "Element(Element(p(c)))");
    assert_eq!(mdx("a\n<B />\nc"), "p(a) dir:B p(c)", "a tag interrupts a paragraph");
    assert_eq!(mdx("<A>b</A>\n<B> c"), "p(<A>b</A>/<B> c)", "text beside a tag");
    assert_eq!(mdx("<A\n  b={{\n\n    c: '}',\n  }}\n/>\nd"), "dir:A p(d)");
    assert_eq!(mdx("<>\na\n</>"), "Element(p(a))");
    assert_eq!(mdx("<A>\n```\n</A>\n```\n</A>"), "Element(code:[\"</A>\\n\"])");
    assert_eq!(
        mdx("<Steps>\n1. a\n\n   <B/>\n2. c\n</Steps>"),
        "Element(loose[1.(p(a) dir:B) 2.(p(c))])"
    );
    assert_eq!(mdx("1. a\n\n   <B>\n   c\n   </B>\n"), "loose[1.(p(a) Element(p(c)))]");
    assert_eq!(mdx("> <A>\n> b\n> </A>\nc"), "quote(Element(p(b))) p(c)");
    assert_eq!(mdx("    a\n\n\t# b"), "p(a) h1(b)", "no indented code");
    let docusaurus = |text| outline_of(text, Flavour::Docusaurus);
    assert_eq!(docusaurus("    a"), "code:indented[\"a\"]");
    assert_eq!(docusaurus("<A>\n    a\n</A>"), "Element(p(a))");
    assert_eq!(docusaurus("<!-- a\n\nb -->\nc"), "html(<!-- a//b -->) p(c)");
    assert_eq!(docusaurus("<br>\na <b@c.example>"), "dir:br p(a <b@c.example>)");
}

#[test]
fn jsx_that_does_not_fit() {
    let mdx = |text| outline_of(text, Flavour::Mdx);
    assert_eq!(
        mdx("<A>\nb\n\n- c"),
        "dir:A p(b) tight[-(p(c))] !UnclosedRegion(Element) \"<A>\"",
        "what it holds stands as if it were not there"
    );
    assert_eq!(
        mdx("<A>\n<B>\nc\n</A>\nd"),
        "Element(dir:B p(c)) p(d) !UnclosedRegion(Element) \"<B>\""
    );
    assert_eq!(mdx("a\n\n</A>"), "p(a) dir:A !OrphanEnd(Element) \"</A>\"");
    assert_eq!(mdx("<A b={c\n\nd"), "p(<A b={c) p(d)");
}

#[test]
fn expressions_and_modules() {
    let mdx = |text| outline_of(text, Flavour::Mdx);
    assert_eq!(
        mdx("import A from 'b';\nimport 'c';\n\n# d"),
        "module(import A from 'b';\nimport 'c';) h1(d)"
    );
    assert_eq!(
        mdx("export const a = {\n\n  b: '`',\n};\n\nc"),
        "module(export const a = {\n\n  b: '`',\n};) p(c)"
    );
    assert_eq!(
        mdx("<A>\n\nexport const a = `b`;\n\n</A>"),
        mdx("<A>\n\nexport const a = 1;\n\n</A>").replace("= 1;", "= `b`;"),
        "tags are no container to it"
    );
    assert_eq!(mdx("a\nimport B from 'c'"), "p(a/import B from 'c')", "not within a paragraph");
    assert_eq!(mdx("import the file first"), "p(import the file first)");
    assert_eq!(mdx("{/* a\n\nb */}\nc"), "html({/* a//b */}) p(c)");
    assert_eq!(mdx("{a}\n{b} c"), "html({a}) p({b} c)");
    assert_eq!(outline_of("import A from 'b'", Flavour::Gfm), "p(import A from 'b')");
    assert_eq!(outline("{/* a */}\n<A>\n\nb"), "p({/* a */}/<A>) p(b)", "not in other flavours");
}

#[test]
fn indented_blocks_of_mkdocs() {
    let read = |text| outline_of(text, Flavour::MkDocs);
    assert_eq!(read("!!! note\n    a\n\n    - b\nc"), "Admonition(p(a) tight[-(p(b))])… p(c)");
    assert_eq!(read("a\n??? tip \"T\"\n    b"), "p(a) Admonition(p(b))…", "within a paragraph");
    assert_eq!(
        read("=== \"A\"\n\n    ```\n    x\n    ```\n\n=== \"B\"\n\n    y"),
        "Admonition(code:[\"x\\n\"])… Admonition(p(y))…"
    );
    assert_eq!(
        read("- a\n\n    !!! note\n        b\n\n    c"),
        "loose[-(p(a) Admonition(p(b))… p(c))]"
    );
    assert_eq!(
        read("!!! note\n    !!! tip\n        a\n    b"),
        "Admonition(Admonition(p(a))… p(b))…"
    );
    assert_eq!(read("!!! note\na"), "Admonition()… p(a)", "nothing is indented");
    assert_eq!(read("a\n==="), "h1=(a)");
    assert_eq!(read("## a { #b }"), "h2(a)");
    assert_eq!(outline_of("!!! note\n\n    a", Flavour::Gfm), "p(!!! note) code:indented[\"a\"]");
}

#[test]
fn containers_of_vitepress() {
    let read = |text| outline_of(text, Flavour::VitePress);
    assert_eq!(read("::: tip\na\n:::\nb"), "Admonition(p(a)) p(b)");
    assert_eq!(
        read("::: details Title\n```js\nx\n```\n:::"),
        "Admonition(code:js[\"x\\n\"])",
        "code within"
    );
    assert_eq!(read(":::: code-group\n::: tip\na\n:::\n::::"), "Admonition(Admonition(p(a)))");
    assert_eq!(read("::: tip\na"), "Admonition(p(a))… !UnclosedRegion(Admonition) \"::: tip\"");
    assert_eq!(read("# a {#b}"), "h1(a)");
}

#[test]
fn admonitions() {
    let read = |text| outline_of(text, Flavour::Docusaurus);
    assert_eq!(read(":::note\na\n:::\nb"), "Admonition(p(a)) p(b)");
    assert_eq!(read("a\n:::tip[B]\n\n- c\n\n:::"), "p(a) Admonition(tight[-(p(c))])");
    assert_eq!(
        read("::::info Title\n:::tip\na\n:::\nb\n::::\nc"),
        "Admonition(Admonition(p(a)) p(b)) p(c)"
    );
    assert_eq!(
        read(":::note\n```\na\n:::\nb"),
        "Admonition(code:[\"a\\n\"]) p(b) !UnclosedFence \"```\"",
        "the end comes before what is open inside"
    );
    assert_eq!(
        read("1. a\n\n   :::note\n   b\n   :::\n2. c"),
        "loose[1.(p(a) Admonition(p(b))) 2.(p(c))]"
    );
    assert_eq!(read(":::note\na"), "Admonition(p(a))… !UnclosedRegion(Admonition) \":::note\"");
    assert_eq!(read("a\n\n:::"), "p(a) dir: !OrphanEnd(Admonition) \":::\"");
    assert_eq!(read("::: note\na"), "p(::: note/a)");
    assert_eq!(read("<A>\n  :::note\n  a\n  :::\n</A>"), "Element(Admonition(p(a)))");
    assert_eq!(outline_of(":::note\na\n:::", Flavour::Starlight), "Admonition(p(a))");
    assert_eq!(outline_of(":::note\na\n:::", Flavour::Gfm), "p(:::note/a/:::)");
}

#[test]
fn shortcodes_on_their_own_lines() {
    let hugo = |text| outline_of(text, Flavour::Hugo);
    assert_eq!(hugo("{{< tab >}}\na\n{{< /tab >}}\nb"), "Shortcode(p(a)) p(b)");
    assert_eq!(
        hugo(
            "{{< tabs >}} {{% tab A %}}\n\na\n\n{{% /tab %}} {{% tab B %}}\nb\n{{% /tab %}} {{< /tabs >}}"
        ),
        "Shortcode(Shortcode(p(a)) Shortcode(p(b)))"
    );
    assert_eq!(hugo("a\n\n{{< figure src=\"b\" >}}\n\nc"), "p(a) dir:figure p(c)");
    assert_eq!(hugo("{{< figure\n  src=\"b\"\n>}}\n\n# c"), "dir:figure h1(c)");
    assert_eq!(hugo("a\n{{% b %}}\nc"), "p(a/{{% b %}}/c)", "within a paragraph it is text");
    assert_eq!(hugo("{{% b %}}\nis new"), "p({{% b %}}/is new)");
    assert_eq!(hugo("{{% b %}} is new"), "p({{% b %}} is new)");
    assert_eq!(
        hugo("{{% note %}} a\nb {{% /note %}}\n\nc"),
        "Shortcode(p(a/b)) p(c)",
        "text beside both ends"
    );
    assert_eq!(hugo("{{% note %}} a {{% /note %}}\nb"), "p({{% note %}} a {{% /note %}}/b)");
    assert_eq!(hugo("- a\n\n  {{< b >}}\n  c\n  {{< /b >}}\n"), "loose[-(p(a) Shortcode(p(c)))]");
    assert_eq!(hugo("{{< b >}}\n- c\n{{< /b >}}"), "Shortcode(tight[-(p(c))])");
    assert_eq!(hugo("{{< b >}}\n- c {{< /b >}}"), "dir:b tight[-(p(c {{< /b >}}))]");
    assert_eq!(hugo("> {{< b >}}\n> c\n> {{< /b >}}"), "quote(Shortcode(p(c)))");
    assert_eq!(hugo("{{/* a\n\nb */}}\nc"), "html({{/* a//b */}}) p(c)");
    assert_eq!(hugo("```\n{{< a >}}\n```"), "code:[\"{{< a >}}\\n\"]");
    assert_eq!(outline("{{< a >}}\nb\n{{< /a >}}"), "p({{< a >}}/b/{{< /a >}})", "not elsewhere");
}

#[test]
fn shortcodes_that_do_not_fit() {
    let hugo = |text| outline_of(text, Flavour::Hugo);
    assert_eq!(hugo("a\n\n{{< /b >}}"), "p(a) dir:b !OrphanEnd(Shortcode) \"{{< /b >}}\"");
    assert_eq!(
        hugo("{{< a >}}\n\n{{< a >}}\nb\n{{< /a >}}"),
        "dir:a Shortcode(p(b)) !UnclosedRegion(Shortcode) \"{{< a >}}\"",
        "one that has an end elsewhere"
    );
    assert_eq!(hugo("- {{< a >}}\n  b\n\n{{< /a >}}"), "tight[-(dir:a p(b))] dir:a", "over blocks");
}

#[test]
fn tags_of_liquid() {
    let liquid = |text| outline_of(text, Flavour::Liquid);
    assert_eq!(liquid("{% note %}\na\n{% endnote %}\nb"), "Liquid(p(a)) p(b)");
    assert_eq!(liquid("{% include a.html %}\n\nb"), "dir:include p(b)");
    assert_eq!(liquid("a {{ b }} {% c %}"), "p(a {{ b }} {% c %})");
    assert_eq!(liquid("a\n\n{% endif %}"), "p(a) dir:endif !OrphanEnd(Liquid) \"{% endif %}\"");
}

#[test]
fn too_deep() {
    let text = format!("{}a", "> ".repeat(200));
    let article = parse(&text, Flavour::Learn);
    assert_eq!(article.check(), []);
    assert_eq!(article.problems.len(), 1);
    assert_eq!(article.problems[0].kind, ProblemKind::TooDeep);
}
