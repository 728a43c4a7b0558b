//! The pair grammar against real articles: the projections of side-by-side files beside the plain
//! articles they were merged from, and the broken pairs they hold. Needs the corpus.

use crate::corpus;
use loclint::grammar::slug;
use loclint::grammar::sxs::{self, PairProblem};
use loclint::text::SourceFile;
use std::collections::BTreeMap;
use std::path::Path;

/// Every article below a folder, in order, with its path from there and its text.
fn articles(root: &Path) -> Vec<(String, String)> {
    let mut folders = vec![root.to_path_buf()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "md") {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                if let Ok(text) = std::fs::read_to_string(&path) {
                    files.push((name, text));
                }
            }
        }
    }
    files.sort();
    files
}

/// Whether the first text is the second one but for backslashes that the writer of side-by-side files
/// put before `*` and `_`.
fn equal_but_for_escapes(escaped: &str, plain: &str) -> bool {
    let mut plain = plain.bytes().peekable();
    let mut escaped = escaped.bytes().peekable();
    while let Some(byte) = escaped.next() {
        let added = byte == b'\\'
            && plain.peek() != Some(&byte)
            && matches!(escaped.peek(), Some(b'*' | b'_'));
        if !added && plain.next() != Some(byte) {
            return false;
        }
    }
    plain.next().is_none()
}

#[test]
fn pieces_tile_every_article() {
    let Some(corpus) = corpus::root() else { return };
    let (mut pairs, mut plain) = (0, 0);
    for (name, text) in articles(&corpus.join("sxs")) {
        let Some(split) = sxs::split(&text) else {
            plain += 1;
            continue;
        };
        split.check(&text).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        pairs += split.segments.len();
    }
    println!("{pairs} pairs, {plain} articles without any");
}

/// The problems of one article of the corpus, as words and lines.
fn problems(corpus: &Path, name: &str) -> Vec<(String, u32)> {
    let text = std::fs::read_to_string(corpus.join("sxs").join(name)).unwrap();
    let split = sxs::split(&text).unwrap();
    let file = SourceFile::new(name, text.clone());
    let line = |problem: &PairProblem| file.position(problem.span.start).line;
    split.problems.iter().map(|problem| (format!("{:?}", problem.kind), line(problem))).collect()
}

#[test]
fn broken_pairs_are_told_where_they_are() {
    let Some(corpus) = corpus::root() else { return };
    let unclosed = "Unclosed(Target)";
    let early = "ClosedEarly(Target)";
    let known: [(&str, &[(&str, u32)]); 10] = [
        (
            "m365.nl-NL/microsoft-365/admin/get-help-with-domains/what-is-a-domain.md",
            &[(unclosed, 38), (unclosed, 40), (unclosed, 50), (unclosed, 57)],
        ),
        (
            "m365.nl-NL/microsoft-365/business/increase-threat-protection.md",
            &[(unclosed, 151), (unclosed, 154)],
        ),
        (
            "m365.nl-NL/microsoft-365/campaigns/m365-campaigns-increase-protection.md",
            &[(unclosed, 151), (unclosed, 154)],
        ),
        (
            "m365.nl-NL/microsoft-365/admin/manage/centralized-deployment-of-add-ins.md",
            &[(early, 106)],
        ),
        ("m365.nl-NL/microsoft-365/compliance/ediscovery-diagnostic-info.md", &[(early, 37)]),
        (
            "m365.nl-NL/microsoft-365/contentunderstanding/explanation-types-overview.md",
            &[("EscapedQuotes", 220)],
        ),
        (
            "m365.nl-NL/microsoft-365/enterprise/high-availability-federated-authentication-phase-1-configure-azure.md",
            &[("EscapedQuotes", 155)],
        ),
        (
            "m365.nl-NL/microsoft-365/enterprise/why-you-need-to-use-microsoft-365-powershell.md",
            &[("EscapedQuotes", 259)],
        ),
        (
            "m365.nl-NL/microsoft-365/security/defender-endpoint/configure-server-endpoints.md",
            &[("EscapedQuotes", 270)],
        ),
        (
            "teams.de-DE/msteams-platform/resources/bot-v3/bot-conversations/bots-conversations.md",
            &[("EscapedQuotes", 84)],
        ),
    ];
    for (name, expected) in known {
        let found = problems(&corpus, name);
        let found: Vec<(&str, u32)> =
            found.iter().map(|(kind, line)| (kind.as_str(), *line)).collect();
        assert_eq!(found, expected, "{name}");
    }
    let all = articles(&corpus.join("sxs"));
    let all = all.iter().filter_map(|(_, text)| sxs::split(text));
    let count = all.map(|split| split.problems.len()).sum::<usize>();
    assert_eq!(count, 15, "nothing else is wrong with any pair of the corpus");
}

#[test]
fn target_projection_is_the_plain_article() {
    let Some(corpus) = corpus::root() else { return };
    let plain: BTreeMap<_, _> = articles(&corpus.join("pairs/ef/de-de")).into_iter().collect();
    let (mut same, mut escaped, mut alone) = (0, 0, 0);
    for (name, text) in articles(&corpus.join("sxs/ef.de-de")) {
        let Some(counterpart) = plain.get(&name) else {
            alone += 1;
            continue;
        };
        let split = sxs::split(&text);
        let target = split.as_ref().map_or(text.as_str(), |split| &split.target.text);
        if target == counterpart {
            same += 1;
        } else {
            assert!(equal_but_for_escapes(target, counterpart), "{name} differs");
            escaped += 1;
        }
    }
    println!("{same} identical, {escaped} but for escapes, {alone} without counterpart");
    assert!(same > escaped);
}

#[test]
fn source_view_is_the_source_article() {
    let Some(corpus) = corpus::root() else { return };
    let plain: BTreeMap<_, _> = articles(&corpus.join("pairs/ef/en-us")).into_iter().collect();
    let mut causes: BTreeMap<String, u32> = BTreeMap::new();
    for (name, text) in articles(&corpus.join("sxs/ef.de-de")) {
        let Some(counterpart) = plain.get(&name) else { continue };
        let cause = match sxs::split(&text) {
            Some(split) => difference(&body(&sxs::source_view(&split)), &body(counterpart)),
            None => "no pairs".to_string(),
        };
        *causes.entry(cause).or_default() += 1;
    }
    println!("{causes:#?}");
    assert!(causes.get("identical").is_some_and(|&count| count >= 109));
    assert_eq!(causes.get("other"), None, "each difference has a known cause");
}

/// An article without its front matter, byte order mark and carriage returns.
fn body(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let fenced = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
    fenced.map_or(text.as_str(), |(_, body)| body).to_string()
}

/// Why two bodies differ: the least that has to be disregarded for them to be equal.
fn difference(view: &str, plain: &str) -> String {
    type Step = (&'static str, fn(&str) -> String);
    let steps: [Step; 5] = [
        ("alternative texts of images", without_image_texts),
        ("escapes", |text| text.replace("\\*", "*").replace("\\_", "_")),
        ("blank lines", |text| text.trim_matches('\n').to_string()),
        ("lines joined", |text| {
            // The marks of the quote that a line stands in go with its start.
            let lines = text.lines().map(|line| line.trim_start_matches(['>', ' ']));
            lines.flat_map(str::split_ascii_whitespace).collect::<Vec<_>>().join(" ")
        }),
        ("anchors", without_anchors),
    ];
    for set in 0..1u32 << steps.len() {
        let chosen =
            || (0..).zip(&steps).filter(|(bit, _)| set >> bit & 1 == 1).map(|(_, step)| step);
        let apply = |text: &str| chosen().fold(text.to_string(), |text, (_, step)| step(&text));
        if apply(view) == apply(plain) {
            let names: Vec<&str> = chosen().map(|(name, _)| *name).collect();
            return if names.is_empty() { "identical".to_string() } else { names.join(", ") };
        }
    }
    "other".to_string()
}

/// A text without what stands between `![` and `]`.
fn without_image_texts(text: &str) -> String {
    let mut kept = String::new();
    let mut parts = text.split("![");
    kept.push_str(parts.next().unwrap_or(""));
    for part in parts {
        kept.push_str(part.split_once("](").map_or(part, |(_, rest)| rest));
    }
    kept
}

/// A text without `<a name="…"></a>`.
fn without_anchors(text: &str) -> String {
    let mut parts = text.split("<a name=\"");
    let first = parts.next().unwrap_or("").to_string();
    parts.fold(first, |kept, part| kept + part.split_once("\"></a>").map_or(part, |(_, rest)| rest))
}

#[test]
fn anchors_are_the_slugs_of_the_source() {
    let Some(corpus) = corpus::root() else { return };
    let (mut all, mut same) = (0, 0);
    for (_, text) in articles(&corpus.join("sxs")) {
        let Some(split) = sxs::split(&text) else { continue };
        let source = split.source.text.as_str();
        for anchor in sxs::generated_anchors(&split.source) {
            let name = anchor.of_text(source).trim_start_matches("<a name=\"");
            let name = name.trim_end_matches("\"></a>");
            let rest = source.get(anchor.end as usize..).unwrap_or("");
            let heading = rest.lines().next().unwrap_or("");
            all += 1;
            if slug::slug(heading) == name {
                same += 1;
            } else {
                println!("{name} | {} | {heading}", slug::slug(heading));
            }
        }
    }
    println!("{same} of {all} anchors are the slugs of their headings");
    assert!(all > 0 && same * 1000 >= all * 999);
}
