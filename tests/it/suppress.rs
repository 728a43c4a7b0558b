//! What articles ask to let be, with the built program.

use crate::cli::Folder;

const FAULT: &str = "Lees eerst [](plannen.md), en kies dan een plaats.";

/// The findings of one article as `line rule`, in order.
fn found(path: &str, text: &str, arguments: &[&str]) -> Vec<String> {
    let folder = Folder::with(&[(path, text)]);
    in_folder(&folder, arguments)
}

fn in_folder(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let mut all = vec![
        "check",
        "--locale=nl-NL",
        "-o",
        "jsonl",
        "--rule=anchor=off",
        "--rule=sync/unverified-source=off",
    ];
    all.extend(arguments);
    let ran = folder.run(&all);
    assert_eq!(ran.errors, "");
    let each = ran.out.lines().map(|line| {
        let finding: serde_json::Value = serde_json::from_str(line).unwrap();
        format!("{} {}", finding["start"]["line"], finding["rule"].as_str().unwrap())
    });
    each.filter(|it| it.contains("link/empty") || it.contains("suppress/") || it.contains("sync/"))
        .collect()
}

fn markdown(text: &str) -> Vec<String> {
    found("a.md", text, &[])
}

#[test]
fn a_comment_silences_the_next_block() {
    assert_eq!(markdown(&format!("{FAULT}\n")), ["1 link/empty-text"]);
    let comment = "<!-- loclint-ignore link/empty-text: an anchor -->";
    assert_eq!(markdown(&format!("{comment}\n\n{FAULT}\n")), [] as [&str; 0]);
    assert_eq!(markdown(&format!("{comment}\n{FAULT}\n\n{FAULT}\n")), ["4 link/empty-text"]);
    let group = comment.replace("link/empty-text", "text, link");
    assert_eq!(markdown(&format!("{group}\n\n{FAULT}\n")), [] as [&str; 0]);
    let list = format!("Eerst:\n\n{comment}\n\n- {FAULT}\n- {FAULT}\n");
    assert_eq!(markdown(&list), ["6 link/empty-text"]);
    let other = comment.replace("link/empty-text", "link/missing");
    assert_eq!(markdown(&format!("{other}\n\n{FAULT}\n")), ["3 link/empty-text"]);
}

#[test]
fn lines_stretches_and_articles() {
    let line = "<!-- loclint-ignore-line link: an anchor -->";
    assert_eq!(markdown(&format!("{FAULT} {line}\n{FAULT}\n")), ["2 link/empty-text"]);
    let start = "<!-- loclint-ignore-start link: made by a script -->";
    let end = "<!-- loclint-ignore-end link -->";
    let text = format!("{start}\n\n{FAULT}\n\n- {FAULT}\n\n{end}\n\n{FAULT}\n");
    assert_eq!(markdown(&text), ["9 link/empty-text"]);
    let open = format!("{start}\n\n{FAULT}\n");
    assert_eq!(markdown(&open), ["1 suppress/unclosed"]);
    assert_eq!(markdown(&format!("{end}\n\nTekst.\n")), ["1 suppress/unclosed"]);
    let file = format!("{FAULT}\n\n<!-- loclint-ignore-file *: a list of links -->\n");
    assert_eq!(markdown(&file), [] as [&str; 0]);
    let front =
        "---\ntitle: x\nloclint:\n  ignore:\n  - { rule: link, reason: a list of links }\n---\n";
    assert_eq!(markdown(&format!("{front}\n{FAULT}\n")), [] as [&str; 0]);
}

#[test]
fn comments_of_all_kinds() {
    let said = "loclint-ignore link: an anchor";
    for (path, comment) in [
        ("a.mdx", format!("{{/* {said} */}}")),
        ("a.md", format!("[//]: # ({said})")),
        ("a.md", format!("<!--\n{said}\n-->")),
    ] {
        assert_eq!(
            found(path, &format!("{comment}\n\n{FAULT}\n"), &[]),
            [] as [&str; 0],
            "{comment}"
        );
    }
    let folder = Folder::with(&[("loclint.yaml", "markdown: { flavor: hugo }\n")]);
    folder.write("a.md", format!("{{{{/* {said} */}}}}\n\n{FAULT}\n").as_bytes());
    assert_eq!(in_folder(&folder, &[]), [] as [&str; 0]);
    let code = format!("```\n<!-- {said} -->\n```\n\n{FAULT}\n");
    assert_eq!(markdown(&code), ["5 link/empty-text"], "in code it is text");
}

#[test]
fn what_is_wrong_with_comments_is_told() {
    let with = |words: &str| markdown(&format!("<!-- {words} -->\n\n{FAULT}\n"));
    assert_eq!(with("loclint-ignore link"), ["1 suppress/missing-reason"]);
    assert_eq!(
        with("loclint-ignore link/emty-text: why"),
        ["1 suppress/unknown-rule", "3 link/empty-text"]
    );
    assert_eq!(with("loclint-ignore *: why"), ["1 suppress/unknown-rule", "3 link/empty-text"]);
    assert_eq!(with("loclint-ignore: why"), ["1 suppress/unknown-rule", "3 link/empty-text"]);
    assert_eq!(with("loclint-ignore-next link"), ["1 suppress/unknown-rule", "3 link/empty-text"]);
    assert_eq!(
        with("loclint-ignore text/merge-marker: why"),
        ["1 suppress/unused", "3 link/empty-text"]
    );
    let text = format!("<!-- loclint-ignore text/merge-marker: why -->\n\n{FAULT}\n");
    assert_eq!(found("a.md", &text, &["--only=link,suppress"]), ["3 link/empty-text"]);
    assert_eq!(found("a.md", &text, &["--rule=text/merge-marker=off"]), ["3 link/empty-text"]);
    let folder =
        Folder::with(&[("a.md", "<!-- loclint-ignore link/emty-text: why -->\n\nTekst.\n")]);
    let ran = folder.run(&["check", "-o", "full"]);
    assert!(ran.out.contains("did you mean `link/empty-text`?"), "{}", ran.out);
    assert_eq!(ran.code, Some(1), "an error");
}

#[test]
fn the_configuration_says_how_bad_that_is() {
    let text = format!("<!-- loclint-ignore link -->\n\n{FAULT}\n");
    let folder = Folder::with(&[("a.md", &text)]);
    assert_eq!(folder.run(&["check"]).code, Some(0));
    folder.write("loclint.yaml", b"suppressions: { require_reason: error }\n");
    assert_eq!(folder.run(&["check"]).code, Some(1));
    folder.write("loclint.yaml", b"suppressions: { require_reason: off, unused: warn }\n");
    assert_eq!(in_folder(&folder, &[]), [] as [&str; 0]);
    folder.write("loclint.yaml", b"suppressions: { reasons: off }\n");
    assert_eq!(folder.run(&["check"]).code, Some(2));
}

#[test]
fn an_unused_comment_is_taken_out() {
    let fixed = |path: &str, text: &str, more: &[&str]| {
        let folder = Folder::with(&[(path, text)]);
        let mut all = vec!["check", "--locale=nl-NL", "--fix"];
        all.extend(more);
        let ran = folder.run(&all);
        (std::fs::read_to_string(folder.0.join(path)).unwrap(), ran.out)
    };
    let comment = "<!-- loclint-ignore text/merge-marker: why -->";
    let text = format!("# Plannen\n\n{comment}\n\nMaak elke dag een back-up.\n");
    let rest = "# Plannen\n\nMaak elke dag een back-up.\n";
    let (after, out) = fixed("a.md", &text, &[]);
    assert_eq!((after.as_str(), out.as_str()), (rest, "no findings in 1 article; fixed 1\n"));
    let start = comment.replace("ignore", "ignore-start");
    let end = "<!-- loclint-ignore-end text/merge-marker -->";
    let around = format!("# Plannen\n\n{start}\n\nMaak elke dag een back-up.\n\n{end}\n");
    assert_eq!(fixed("a.md", &around, &[]).0, rest);
    let mdx = text.replace(comment, "{/* loclint-ignore text/merge-marker: why */}");
    assert_eq!(fixed("a.mdx", &mdx, &[]).0, rest);

    // Only a person can tell whether two lists may be one.
    let lists = format!("# Plannen\n\n- een\n\n{comment}\n\n- twee\n");
    let (after, out) = fixed("a.md", &lists, &[]);
    assert!(after == lists && out.ends_with("fixed 0, 1 more with --unsafe-fixes\n"), "{out}");
    assert_eq!(fixed("a.md", &lists, &["--unsafe-fixes"]).0, "# Plannen\n\n- een\n\n- twee\n");

    // What stands between pairs is the source's, too.
    let pair = pair(101, "Maak een back-up.", "Make a backup.");
    let shared = format!("{comment}\n\n{pair}\n");
    let (after, out) = fixed("a.md", &shared, &[]);
    assert!(after == shared && out.contains("1 more with --unsafe-fixes"), "{out}");
    assert_eq!(fixed("a.md", &shared, &["--unsafe-fixes"]).0, format!("{pair}\n"));

    // Without the rules that it names nobody can tell, and one in use stays.
    assert_eq!(fixed("a.md", &text, &["--only=link,suppress"]).0, text);
    let used = format!("{}\n\n{FAULT}\n", comment.replace("text/merge-marker", "link"));
    assert_eq!(fixed("a.md", &used, &[]).0, used);
}

#[test]
fn inline_comments_enable_nothing() {
    let text = format!("<!-- loclint-ignore-file link: why -->\n\n{FAULT}\n");
    let folder = Folder::with(&[("a.md", &text), ("loclint.yaml", "rules: { link: off }\n")]);
    assert_eq!(in_folder(&folder, &[]), [] as [&str; 0]);
}

/// A pair of a side-by-side article.
fn pair(number: u32, target: &str, source: &str) -> String {
    format!(
        "<span data-ttu-id=\"0a1b2-{number}\">{target}</span><span class=\"sxs-lookup\">\
         <span data-stu-id=\"0a1b2-{number}\">{source}</span></span>"
    )
}

#[test]
fn a_comment_in_the_source_counts_for_its_translations() {
    let source = "Read [the plans](plans.md) first.";
    let target = "Lees eerst [](plans.md).";
    let comment = "<!-- loclint-ignore link: the page is called so -->";
    let one = format!("{}\n\n{}\n", pair(101, target, source), pair(102, target, source));
    assert_eq!(markdown(&one), ["1 link/empty-text", "3 link/empty-text"]);
    let silenced = format!("{comment}\n\n{one}");
    assert_eq!(markdown(&silenced), ["5 link/empty-text"]);
    let within = format!("{source} {comment}");
    let half = format!("{}\n\n{}\n", pair(101, target, &within), pair(102, target, source));
    assert_eq!(markdown(&half), ["3 link/empty-text"]);

    let layout = "layouts:\n- { kind: pair, target: '{locale}/{path}', source: 'en/{path}' }\n";
    let files = |source: &str| {
        Folder::with(&[
            ("loclint.yaml", layout),
            ("en/a.md", source),
            ("nl/a.md", &format!("# Plannen\n\n{target}\n\n{target}\n")),
        ])
    };
    let plain = format!("# Plans\n\n{source}\n\n{source}\n");
    let folder = files(&plain);
    assert_eq!(in_folder(&folder, &[]), ["3 link/empty-text", "5 link/empty-text"]);
    let folder = files(&format!("# Plans\n\n{comment}\n\n{source}\n\n{source}\n"));
    assert_eq!(in_folder(&folder, &[]), ["5 link/empty-text"], "and the comment is no block");
    let folder = files(&format!("<!-- loclint-ignore-file link: why -->\n\n{plain}"));
    assert_eq!(in_folder(&folder, &[]), [] as [&str; 0]);
}

#[test]
fn comments_are_not_compared() {
    let layout = "layouts:\n- { kind: pair, target: '{locale}/{path}', source: 'en/{path}' }\n";
    let comment = "<!-- loclint-ignore link/empty-text: an anchor -->";
    let folder = Folder::with(&[
        ("loclint.yaml", layout),
        ("en/a.md", "# Plans\n\nRead [the plans](plans.md) first.\n\nThen start.\n"),
        ("nl/a.md", &format!("# Plannen\n\n{comment}\n\nLees eerst [](plans.md).\n\nBegin dan.\n")),
    ]);
    assert_eq!(in_folder(&folder, &[]), [] as [&str; 0]);
}

#[test]
fn articles_of_a_kind_never_fail_the_run() {
    let folder = Folder::with(&[
        ("a.md", &format!("---\ntitle: x\nms.translationtype: MT\n---\n\n{FAULT}\n")),
        ("loclint.yaml", "overrides:\n- { when: { ms.translationtype: MT }, fail_on: never }\n"),
    ]);
    let ran = folder.run(&["check", "--only=link/empty-text"]);
    assert_eq!(ran.code, Some(0), "{}", ran.out);
    assert!(ran.out.starts_with("a.md:6:"), "it is told all the same: {}", ran.out);
    folder.write(
        "b.md",
        format!("---\ntitle: x\nms.translationtype: HT\n---\n\n{FAULT}\n").as_bytes(),
    );
    assert_eq!(folder.run(&["check", "--only=link/empty-text"]).code, Some(1));
    assert_eq!(folder.run(&["check", "--only=link/empty-text", "a.md"]).code, Some(0));
    folder.write(
        "loclint.yaml",
        b"overrides:\n- { when: { ms.translationtype: MT }, rules: { link: info } }\n",
    );
    assert_eq!(folder.run(&["check", "--only=link/empty-text", "a.md"]).code, Some(0));
}
