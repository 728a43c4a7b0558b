//! Faults of translations whose source is a file of its own: what a side-by-side article shares
//! between its two halves can differ there.

use super::{
    articles::{Article, articles},
    change::{Change::Made, Edit, Fault, fault, file},
};
use regex::Regex;

pub(super) fn faults() -> Vec<Fault> {
    let mut all = blocks();
    all.extend(fences());
    all.extend(code());
    all.extend(front_matter());
    all.extend(shortcodes());
    all.extend(liquid());
    all.extend(components());
    all.into_iter().map(Fault::in_two_files).collect()
}

#[rustfmt::skip]
fn blocks() -> Vec<Fault> {
    vec![
        fault("sync/missing-block", "paragraph gone", Made(paragraph_gone)).anywhere(),
        fault("sync/missing-block", "item gone", file(r"(?m)^(?:-|\d\.) .*\n", "")).anywhere(),
        fault("sync/missing-block", "row gone", file(r"(?m)^\| `--.*\n", "")).anywhere(),
        fault("sync/missing-block", "fence gone", file(r"(?m)^ *```\w+\n.*\n *```\n\n", "")).anywhere(),
        fault("sync/missing-block", "section gone", Made(section_gone)).anywhere(),
        fault("sync/missing-block", "quote gone", file(r"(?m)^> \[!\w+\]\n(?:> .*\n)+\n", "")).anywhere(),
        fault("sync/added-block", "paragraph more", Made(paragraph_more)),
        fault("sync/added-block", "section more", Made(section_more)),
        fault("sync/heading-level", "a sign more", file(r"(?m)^## ", "### ")),
        fault("sync/heading-level", "a sign less", file(r"(?m)^## ", "# ")),
        fault("sync/heading-level", "sections exchanged", Made(sections_exchanged)).anywhere(),
        fault("alert/changed-kind", "note became a tip", file(r"\[!NOTE\]", "[!TIP]")),
        fault("alert/changed-kind", "warning became a note", file(r"\[!WARNING\]", "[!NOTE]")),
        fault("alert/changed-kind", "warning became a caution", file(r"\[!WARNING\]", "[!Caution]")),
    ]
}

/// Where paragraphs start and end that hold one pair and nothing else.
fn paragraphs(article: &Article) -> impl Iterator<Item = std::ops::Range<usize>> {
    let text = &article.text;
    let alone = article.pairs.iter().map(|pair| pair.whole.clone()).filter(move |whole| {
        text[..whole.start].ends_with("\n\n") && text[whole.end..].starts_with("\n\n")
    });
    alone.map(|whole| whole.start..whole.end + 2)
}

fn paragraph_gone(article: &Article) -> Vec<Vec<Edit>> {
    paragraphs(article).map(|it| vec![(it, String::new())]).collect()
}

/// The sections of the second level that do not stand in other blocks.
fn sections(article: &Article) -> Vec<std::ops::Range<usize>> {
    let starts: Vec<_> = article.text.match_indices("\n## ").map(|(at, _)| at + 1).collect();
    if !["backups", "agent"].contains(&article.name.as_str()) {
        return Vec::new();
    }
    starts.windows(2).map(|both| both[0]..both[1]).collect()
}

fn section_gone(article: &Article) -> Vec<Vec<Edit>> {
    sections(article).into_iter().map(|it| vec![(it, String::new())]).collect()
}

fn sections_exchanged(article: &Article) -> Vec<Vec<Edit>> {
    let found = sections(article);
    let both = found.windows(2).map(|both| {
        let text = |index: usize| article.text[both[index].clone()].to_owned();
        vec![(both[0].clone(), text(1)), (both[1].clone(), text(0))]
    });
    both.collect()
}

/// A sentence of the language that the article does not have.
fn sentence(article: &Article) -> String {
    let other = articles().iter().find(|it| {
        let other = if article.name == "backups" { "agent" } else { "backups" };
        it.locale == article.locale && it.name == other
    });
    let other = other.unwrap();
    let pair = other.pairs.iter().find(|it| it.english.split(' ').count() > 8);
    other.target_of(pair.unwrap()).to_owned()
}

fn paragraph_more(article: &Article) -> Vec<Vec<Edit>> {
    let new = sentence(article);
    let before = paragraphs(article).map(|it| it.start);
    before.map(|at| vec![(at..at, format!("{new}\n\n"))]).collect()
}

fn section_more(article: &Article) -> Vec<Vec<Edit>> {
    let new = sentence(article);
    let before = sections(article).into_iter().map(|it| it.start);
    before.map(|at| vec![(at..at, format!("## Rivermill\n\n{new}\n\n"))]).collect()
}

#[rustfmt::skip]
fn fences() -> Vec<Fault> {
    vec![
        fault("moniker/changed-range", "number changed", file(r#"(moniker range="[^"]*)\.0""#, r#"$1.1""#)),
        fault("moniker/changed-range", "comparator lost", file(r#"moniker range=">="#, r#"moniker range=""#)),
        fault("moniker/changed-range", "comparator turned round", file(r#"moniker range=">="#, r#"moniker range="<="#)),
        fault("moniker/changed-range", "name translated", file(r#"(moniker range="(?:>=)?)portal"#, "${1}portaal")),
        fault("moniker/changed-range", "a set more", file(r#"(moniker range="[^"]+)""#, r#"$1 || portal-1.0""#)),
        fault("moniker/changed-range", "ranges exchanged", Made(ranges_exchanged)).anywhere().or("moniker/moved-content").or("sync/heading-level"),
        fault("moniker/changed-range", "range of the article changed", file(r"monikerRange: .*", "monikerRange: \">=portal-1.0\"")).or("front-matter/changed-value"),
        fault("moniker/moved-content", "paragraph before its fence", file(r"(?m)^(::: moniker range=.*\n)\n(\p{L}.*\n)", "$2\n$1")).anywhere().or("sync/missing-block"),
        fault("moniker/moved-content", "paragraph behind its fence", file(r"(?m)^(\p{L}.*\n)\n(::: moniker-end\n)", "$2\n$1")).anywhere(),
        fault("moniker/moved-content", "fence gone", file(r"(?m)^::: moniker range=.*\n\n(\p{L}.*\n)\n::: moniker-end\n", "$1")).anywhere().or("moniker/changed-range"),
        fault("zone/changed", "a pivot less", file(r#"pivot="windows,linux""#, r#"pivot="windows""#)),
        fault("zone/changed", "a pivot more", file(r#"pivot="windows,linux""#, r#"pivot="windows,linux,macos""#)),
        fault("zone/changed", "pivot translated", file(r#"pivot="windows,linux""#, r#"pivot="ramen,linux""#)),
        fault("zone/changed", "target for a pivot", file(r#"pivot="windows,linux""#, r#"target="docs""#)),
        fault("zone/changed", "zone gone", file(r"(?ms)^::: zone pivot=[^\n]*\n\n(.*)::: zone-end\n", "$1")).anywhere().or("sync/missing-block"),
    ]
}

fn ranges_exchanged(article: &Article) -> Vec<Vec<Edit>> {
    let lines = Regex::new(r"(?m)^::: moniker range=.*$").unwrap();
    let found: Vec<_> = lines.find_iter(&article.text).collect();
    let both = found.windows(2).map(|both| {
        let text = |index: usize| both[index].as_str().to_owned();
        vec![(both[0].range(), text(1)), (both[1].range(), text(0))]
    });
    both.collect()
}

#[rustfmt::skip]
fn code() -> Vec<Fault> {
    vec![
        fault("code/changed-block", "name translated", file("report_url", "rapport_url")),
        fault("code/changed-block", "letters of a name changed", file("roundUp", "roundOp")),
        fault("code/changed-block", "name in small letters", file("roundUp", "roundup")),
        fault("code/changed-block", "name gone", file(r#"("roundUp"): true, "#, "")),
        fault("code/changed-block", "path of an address translated", file("example.com/report", "example.com/bericht")),
        fault("code/changed-block", "address torn", file(r"https://portal\.example\.com/report", "https: //portal.example.com/report")),
        fault("code/changed-flag", "option of a fence translated", file("--region west", "--regio west")),
        fault("code/changed-flag", "option of a fence with a dash", file("--region west", "–region west")),
        fault("code/changed-flag", "option of another fence changed", file("--every 6h", "--all 6h")),
        fault("code/changed-flag", "hyphen of an option lost", file("--every 6h", "-every 6h")),
        fault("literal/math", "formula of its own changed", file(r"\\sum_\{i=1\}", r"\sum_{i=0}")),
        fault("literal/math", "command of a formula translated", file(r"\\sum_", r"\som_")),
        fault("literal/math", "formula of its own gone", file(r"\$\$\n.*\n\$\$\n\n", "")).or("sync/missing-block").anywhere(),
    ]
}

#[rustfmt::skip]
fn front_matter() -> Vec<Fault> {
    vec![
        fault("front-matter/changed-value", "kind of page translated", file(r"(?m)^ms\.topic: .*$", "ms.topic: uitleg")).or("front-matter/invalid-value"),
        fault("front-matter/changed-value", "another kind of page", file(r"(?m)^ms\.topic: .*$", "ms.topic: overview")),
        fault("front-matter/changed-value", "range of monikers", file(r"(?m)^monikerRange: .*$", "monikerRange: 'portal-2.0'")).or("moniker/changed-range"),
        fault("front-matter/changed-value", "term to keep translated", file(r"(?m)^no-loc: .*$", "no-loc: [Haven]")),
        fault("front-matter/changed-value", "weight changed", file(r"(?m)^weight: .*$", "weight: 21")).with("front-matter/changed-value", hugo),
        fault("front-matter/missing-key", "kind of page gone", file(r"(?m)^ms\.topic: .*\n", "")).or("front-matter/expected-key").anywhere(),
        fault("front-matter/missing-key", "weight gone", file(r"(?m)^weight: .*\n", "")).anywhere().with("front-matter/missing-key", hugo),
        fault("front-matter/missing", "front matter gone", file(r"(?s)\A---\n.*?\n---\n", "")).anywhere(),
        fault("front-matter/unknown-key", "letter lost", file(r"(?m)^weight: ", "wieght: ")).with("front-matter/unknown-key", hugo),
    ]
}

fn hugo(_: &Article) -> String {
    "schema: hugo".to_owned()
}

#[rustfmt::skip]
fn shortcodes() -> Vec<Fault> {
    let template = |name, change| fault("placeholder/template", name, change);
    vec![
        template("shortcode translated", file(r"\{\{< figure", "{{< figuur")),
        template("shortcode misspelled", file(r"\{\{< version", "{{< verison")),
        template("shortcode in capitals", file(r"\{\{< param", "{{< Param")),
        template("shortcode gone", file(r"\{\{< (param|version) [^>]*>\}\} ?", "")),
        template("shortcode of its own line gone", file(r"(?m)^\{\{< figure .*\n\n", "")).or("sync/missing-block").anywhere(),
        template("shortcode became text", file(r"\{\{< param ([^>]*) >\}\}", "$1")),
        template("value of a name translated", file(r#"tab name="linux""#, r#"tab name="lin""#)),
        template("value changed", file(r#"min="2\.4""#, r#"min="2,4""#)),
        template("argument gone", file(r#" min="2\.4""#, "")),
        template("argument renamed", file(r#"min="2\.4""#, r#"minimum="2.4""#)),
        template("file changed", file(r"images/door\.png", "images/deur.png")).or("image/changed-source"),
        template("typographic quotes", file(r#"param "release""#, "param “release”")),
        template("marks torn", file(r"\{\{< param", "{{ < param")),
        template("mark lost", file(r"\{\{< param", "{< param")),
        template("closing mark lost", file(r#"("release") >\}\}"#, "$1 >}")),
        template("full-width braces", file(r"\{\{< version ([^>]*)>\}\}", "｛｛< version $1>｝｝")),
        template("the other kind of marks", file(r"\{\{% alert ([^%]*)%\}\}", "{{< alert $1>}}")),
        template("end gone", file(r"(?m)^\{\{< /tab >\}\}\n", "")).anywhere(),
        template("end of all gone", file(r"(?m)^\{\{< /tabs >\}\}\n\n", "")).anywhere(),
        template("slash of an end lost", file(r"\{\{< /tabs >", "{{< tabs >")).anywhere(),
        template("end translated", file(r"\{\{% /alert %\}\}", "{{% /let-op %}}")).anywhere(),
        template("opener gone", file(r"(?m)^\{\{< tabs >\}\}\n\n?", "")).anywhere(),
    ]
}

#[rustfmt::skip]
fn liquid() -> Vec<Fault> {
    let template = |name, change| fault("placeholder/template", name, change);
    vec![
        template("output translated", file(r"site\.title", "site.titel")),
        template("output gone", file(r"\{\{ site\.title \}\} ?", "")),
        template("output lost braces", file(r"\{\{ site\.title \}\}", "{ site.title }")),
        template("output with full-width braces", file(r"\{\{ site\.title \}\}", "｛｛ site.title ｝｝")),
        template("output torn", file(r"\{\{ site\.title \}\}", "{ { site.title } }")),
        template("output torn at a dot", file(r"site\.title", "site. title")),
        template("filter translated", file(r"\| date", "| datum")),
        template("filter gone", file(r#" \| date: "%Y""#, "")),
        template("form of a date changed", file("%Y", "%J")),
        template("output of a list changed", file(r"\{\{ item\.name", "{{ item.naam")),
        template("condition changed", file(r"if site\.beta", "if site.alfa")),
        template("tag translated", file(r"\{% if ", "{% als ")).anywhere(),
        template("end of a condition gone", file(r"(?m)^\{% endif %\}\n\n", "")).anywhere(),
        template("end of a condition translated", file(r"\{% endif %\}", "{% eindeif %}")).anywhere(),
        template("condition gone", file(r"(?m)^\{% if .*\n\n", "")).anywhere(),
        template("end of a list gone", file(r"(?m)^\{% endfor %\}\n\n", "")).anywhere().or("sync/missing-block"),
        template("inclusion of another file", file(r"include banner\.html", "include spandoek.html")),
        template("value of an inclusion translated", file(r#"kind="beta""#, r#"kind="bêta""#)),
        template("inclusion gone", file(r"(?m)^\{% include .*\n\n", "")).or("sync/missing-block").anywhere(),
        template("marks of a tag torn", file(r"\{% include", "{ % include")).or("sync/missing-block").anywhere(),
    ]
}

#[rustfmt::skip]
fn components() -> Vec<Fault> {
    let template = |name, change| fault("placeholder/template", name, change);
    vec![
        template("expression translated", file(r"\{props\.count\}", "{props.aantal}")),
        template("expression gone", file(r"\{props\.count\} ?", "")),
        template("expression lost braces", file(r"\{props\.count\}", "props.count")),
        template("expression with a space", file(r"\{props\.count\}", "{props. count}")),
        template("expression with full-width braces", file(r"\{props\.count\}", "｛props.count｝")),
        template("component translated", file("<Price id", "<Prijs id")).or("html/changed-tag"),
        template("component in small letters", file("<Price id", "<price id")).or("html/changed-tag"),
        template("component gone", file(r#"<Price id="basic" /> ?"#, "")).or("html/changed-tag"),
        template("value of a component translated", file(r#"id="basic""#, r#"id="basis""#)).or("html/changed-attribute"),
        template("attribute of a component translated", file(r#"TabItem value="linux""#, r#"TabItem waarde="linux""#)).or("html/changed-attribute"),
        template("attribute of a component gone", file(r#" groupId="systems""#, "")).or("html/changed-attribute"),
        template("end of a component gone", file(r"(?m)^</Tabs>\n\n", "")).anywhere(),
        template("end of an inner component gone", file(r"(?m)^</TabItem>\n", "")).anywhere(),
        template("opening of a component gone", file(r#"(?m)^<Tabs groupId="systems">\n"#, "")).anywhere(),
        template("end of a component translated", file("</TabItem>", "</TabElement>")).anywhere(),
        template("module gone", file(r"(?m)^import Price .*\n", "")),
        template("path of a module translated", file("components/Price", "componenten/Prijs")),
        template("name of a module translated", file(r"\{ Tabs, TabItem \}", "{ Tabs, TabElement }")),
        template("keyword of a module translated", file("import Price from", "import Price van")),
    ]
}
