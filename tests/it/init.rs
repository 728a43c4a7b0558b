//! `loclint init`: the layout it finds, and what it tells of the first run.

use crate::known::{FAULT, Tree, article};

const SOURCE: &str = "# Backups\n\nSee [plans](plans.md).\n";
const TARGET: &str = "# Back-ups\n\nZie [](plans.md).\n";

fn pair(id: &str, target: &str, source: &str) -> String {
    format!(
        "<span data-ttu-id=\"{id}\">{target}</span><span class=\"sxs-lookup\">\
         <span data-stu-id=\"{id}\">{source}</span></span>\n"
    )
}

/// What `init` prints, with the line of the layouts that it wrote.
fn init(files: &[(&str, &str)]) -> (String, String) {
    let tree = Tree::with(files);
    let (code, out, errors) = tree.run(&["init"]);
    assert_eq!((code, errors.as_str()), (0, ""), "{out}");
    let written = tree.read("loclint.yaml");
    let layouts = written.lines().find(|line| line.starts_with("layouts:")).unwrap().to_owned();
    let (code, check, _) = tree.run(&["check", "--statistics"]);
    assert!(code < 2, "what it writes can be read");
    let sum = check.lines().last().unwrap();
    assert!(out.contains(sum), "the first run finds what was told: {out}\n{check}");
    (out, layouts)
}

#[test]
fn the_layout_with_most_pairs() {
    let docs = "i18n/nl/docusaurus-plugin-content-docs/current/";
    let trees: &[(&str, [String; 2])] = &[
        ("hugo-dir", ["content/en/a.md".into(), "content/nl/a.md".into()]),
        ("starlight", ["src/content/docs/a.md".into(), "src/content/docs/nl/a.md".into()]),
        ("docusaurus", ["docs/a.md".into(), format!("{docs}a.md")]),
        ("mdn", ["files/en-us/a/index.md".into(), "files/nl/a/index.md".into()]),
        ("mkdocs-suffix", ["docs/a.md".into(), "docs/a.nl.md".into()]),
        ("locale-dir", ["en-us/a.md".into(), "nl-nl/a.md".into()]),
    ];
    for (layout, [source, target]) in trees {
        let (out, written) = init(&[(source, SOURCE), (target, TARGET)]);
        assert_eq!(written, format!("layouts: [{layout}]"), "{out}");
        assert!(out.contains(&format!("layout: {layout}; 1 of 1 article read beside")), "{out}");
        assert!(out.contains("link/empty-text"), "{out}");
        assert!(out.contains("loclint baseline create"), "{out}");
    }
}

#[test]
fn side_by_side_articles_are_known_by_what_is_in_them() {
    let text = pair("0a1b2-101", "Maak elke dag een back-up.", "Back up every day.");
    let (out, written) = init(&[("docs/a.md", &text), ("docs/b.md", &text)]);
    assert_eq!(written, "layouts: [sxs]", "{out}");
    assert!(out.contains("layout: sxs; 2 of 2 articles"), "{out}");
}

#[test]
fn articles_alone_and_none_at_all() {
    let (out, written) = init(&[("a.md", &article(&[FAULT]))]);
    assert_eq!(written, "layouts: auto");
    assert!(out.contains("checked alone") && out.contains("loclint pairs"), "{out}");
    let tree = Tree::with(&[]);
    let (code, out, _) = tree.run(&["init", "--layout", "kubernetes"]);
    assert_eq!(code, 0);
    assert!(out.contains("No article is here yet"), "{out}");
    assert!(tree.read("loclint.yaml").contains("\nlayouts: [kubernetes]\n"));
}
