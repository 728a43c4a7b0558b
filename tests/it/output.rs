//! Each format on one set of findings: both sides in one line, Japanese, Arabic with a control, a
//! line of 20 KB, two files, a finding over several lines, a message with everything to escape.

use crate::snap::snap;
use loclint::{
    diagnostic::{Confidence, Diagnostic, Edit, Fix, Label, Safety, Severity, fingerprint},
    report::{self, Marks, Run, Style, Summary},
    text::{FileId, Files, SourceFile, Span},
};

/// A text and what is found in it, built by naming the stretches.
struct Bench {
    files: Files,
    found: Vec<Diagnostic>,
}

impl Bench {
    fn file(&mut self, path: &str, text: &str) -> FileId {
        self.files.add(SourceFile::new(path, text))
    }

    /// The place of `part` in the stretch `window` of a file.
    fn label(&self, file: FileId, window: &str, part: &str, words: &str) -> Label {
        let text = &self.files.get(file).unwrap().text;
        let from = text.find(window).unwrap();
        let start = from + window.find(part).unwrap();
        Label {
            file,
            span: Span::new(start, start + part.len()),
            window: Span::new(from, from + window.len()),
            message: words.to_owned(),
        }
    }

    fn find(
        &mut self,
        rule: &str,
        severity: Severity,
        message: &str,
        primary: Label,
    ) -> &mut Diagnostic {
        self.found.push(Diagnostic {
            rule: rule.into(),
            severity,
            confidence: Confidence::High,
            message: message.to_owned(),
            primary,
            related: Vec::new(),
            help: None,
            fix: None,
            segment: None,
            locale: None,
            fingerprint: fingerprint([rule, message]),
        });
        self.found.last_mut().unwrap()
    }
}

fn bench() -> Bench {
    let mut bench = Bench { files: Files::default(), found: Vec::new() };

    let target = "Meld u aan bij het [beheercentrum](../beheer/opzet.md) met uw account.";
    let source = "Sign in to the [admin center](../admin/set-up.md) with your account.";
    let pair = |id: &str, target: &str, source: &str| {
        format!(
            "<span data-ttu-id=\"{id}\">{target}</span><span class=\"sxs-lookup\">\
             <span data-stu-id=\"{id}\">{source}</span></span>"
        )
    };
    let nl = bench.file(
        "docs/beheer/start.md",
        &format!(
            "---\ntitle: Starten\n---\n\n{} {}\n\n```console\nstart --now\n\nstop\nstart\nstop\n\nend\n",
            pair("a1b2c-101", "Dit is de eerste zin.", "This is the first sentence."),
            pair("a1b2c-102", target, source)
        ),
    );
    let here = bench.label(nl, target, "../beheer/opzet.md", "the translation links here");
    let there = bench.label(nl, source, "../admin/set-up.md", "the source links here");
    let fix = here.span;
    let found = bench.find(
        "link/changed-destination",
        Severity::Error,
        "the link leads to `../beheer/opzet.md`, in the source to `../admin/set-up.md`",
        here,
    );
    found.related.push(there);
    found.help = Some("restore the destination `../admin/set-up.md`: the reader lands on another page, or on none, wherever the two articles do not happen to say the same".to_owned());
    found.fix = Some(Fix {
        safety: Safety::Safe,
        edits: vec![Edit { file: nl, span: fix, text: "../admin/set-up.md".to_owned() }],
    });
    found.segment = Some("a1b2c-102".to_owned());
    found.locale = Some("nl-NL".to_owned());

    let fence = "```console\nstart --now\n\nstop\nstart\nstop\n\nend\n";
    let here = bench.label(nl, fence, fence, "nothing closes it");
    bench.find(
        "code/unclosed-fence",
        Severity::Warning,
        "the fence ```` ```console ```` is never closed",
        here,
    );

    let japanese = format!(
        "{}`{{server}}` に接続します。{}[こちら](../a.md)を参照。",
        "長い文章です。".repeat(300),
        "続く説明👩‍👩‍👧。".repeat(200)
    );
    let ja = bench.file("ja-jp/a.md", &format!("# 見出し\n\n{japanese}\n"));
    let en = bench
        .file("en-us/a.md", "# Heading\n\nConnect to `{server}:{port}`; see [here](../a.md).\n");
    let here = bench.label(ja, &japanese, "`{server}`", "`{port}` expected near here");
    let also = bench.label(ja, &japanese, "(../a.md)", "the link after it is kept");
    let there = bench.label(
        en,
        "Connect to `{server}:{port}`; see [here](../a.md).",
        "{port}",
        "the source has it here",
    );
    let found = bench.find(
        "placeholder/changed",
        Severity::Error,
        "the placeholder `{port}` is missing from the translation",
        here,
    );
    found.related = vec![also, there];
    found.help = Some("add `{port}`".to_owned());
    found.locale = Some("ja-JP".to_owned());

    let arabic = "اضبط سلسلة الاتصال على `{server}` ثم أعد \u{202e}التشغيل الآن.";
    let english = "Set the connection string to `{server}`, then restart now.";
    let ar = bench.file("ar-sa/a.md", &format!("{}\n", pair("f00-7", arabic, english)));
    let here = bench.label(ar, arabic, "\u{202e}", "here");
    let found = bench.find(
        "text/invisible-character",
        Severity::Warning,
        "U+202E (right-to-left override) before «التشغيل»",
        here,
    );
    found.help = Some("delete the character".to_owned());
    found.segment = Some("f00-7".to_owned());
    found.locale = Some("ar-SA".to_owned());

    let middle = "sehr lange Beschreibung ".repeat(850);
    let german = format!("Wenn Sie {middle}klicken, wird {{0}} geöffnet.");
    let de = bench.file("de-de/lang.md", &german);
    let here = bench.label(de, &german, middle.trim_end(), "20,000 columns");
    bench.find(
        "untranslated/partial",
        Severity::Info,
        "100 % of it, a: b,\r\nwas \u{1b}[31mpasted",
        here,
    );
    let here = bench.label(de, &german, "{0}", "");
    bench.find("placeholder/changed", Severity::Info, "`{0}` was `{1}`", here);

    let empty = bench.file("de-de/huge.md", "");
    let at = Label { file: empty, span: Span::at(0), window: Span::at(0), message: String::new() };
    bench.find(
        "file/too-large",
        Severity::Error,
        "the file has 20 MiB, more than the limit of 16 MiB",
        at,
    );
    bench
}

fn written(name: &str, style: &Style) -> String {
    let bench = bench();
    let summary = Summary::of(212, &bench.found);
    let run = Run { files: &bench.files, diagnostics: &bench.found, summary };
    let mut out = Vec::new();
    (report::format(name).unwrap().write)(&mut out, &run, style).unwrap();
    String::from_utf8(out).unwrap()
}

fn narrow() -> Style {
    Style { width: 80, ..Style::default() }
}

#[test]
fn full() {
    let text = written("full", &narrow());
    for line in text.lines() {
        assert_eq!(line, line.trim_end(), "no blanks at line ends");
        assert!(!line.contains(['\u{1b}', '\u{202e}']), "no raw control: {line}");
    }
    snap("output", "full", text);
}

#[test]
fn full_in_ascii_with_marks_inside() {
    let style = Style { ascii: true, marks: Marks::Inline, cap: Some(3), ..narrow() };
    snap("output", "full-ascii", written("full", &style));
}

#[test]
fn full_in_colour_on_a_terminal() {
    let style = Style { color: true, terminal: true, ..narrow() };
    let text =
        written("full", &style).replace('\u{1b}', "␛").replace(['\u{2068}', '\u{2069}'], "¦");
    snap("output", "full-colour", text);
}

#[test]
fn full_is_the_same_text_with_and_without_colour() {
    let plain = written("full", &narrow());
    let colour = written("full", &Style { color: true, ..narrow() });
    let mut bare = String::new();
    let mut rest = colour.as_str();
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        bare.push_str(before);
        rest = after.split_once('m').unwrap().1;
    }
    bare.push_str(rest);
    assert_eq!(bare, plain);
}

#[test]
fn concise() {
    snap("output", "concise", written("concise", &Style { cap: Some(6), ..narrow() }));
}

#[test]
fn statistics() {
    snap("output", "statistics", written("full", &Style { statistics: true, ..narrow() }));
}

#[test]
fn json() {
    let text = written("json", &narrow());
    let read: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(read["version"], 1);
    let findings = read["findings"].as_array().unwrap();
    assert_eq!(findings.len(), bench().found.len());
    for (finding, diagnostic) in findings.iter().zip(bench().found) {
        assert_eq!(finding["message"], diagnostic.message.as_str());
        assert_eq!(finding["start"]["offset"], diagnostic.primary.span.start);
    }
    snap("output", "json", text);
}

#[test]
fn jsonl_has_the_findings_of_json() {
    let whole: serde_json::Value = serde_json::from_str(&written("json", &narrow())).unwrap();
    let lines: Vec<serde_json::Value> = written("jsonl", &narrow())
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(whole["findings"].as_array().unwrap(), &lines);
}

#[test]
fn github() {
    let style = Style { prefix: "site/".to_owned(), ..narrow() };
    snap("output", "github", written("github", &style));
}

#[test]
fn github_keeps_ten_of_a_level_and_folds_repeats() {
    let mut bench = Bench { files: Files::default(), found: Vec::new() };
    for article in 0..15 {
        let file = bench.file(&format!("{article}.md"), "one two\n");
        let here = bench.label(file, "one two", "two", "");
        bench.find("text/merge-marker", Severity::Error, "the same words", here.clone());
        bench.find("link/missing", Severity::Error, &format!("link {article} is missing"), here);
    }
    let summary = Summary::of(15, &bench.found);
    let run = Run { files: &bench.files, diagnostics: &bench.found, summary };
    let mut out = Vec::new();
    (report::format("github").unwrap().write)(&mut out, &run, &Style::default()).unwrap();
    let text = String::from_utf8(out).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 10, "the runner keeps ten");
    assert!(lines[0].ends_with("%0A+14 more of the same in 15 files"), "{}", lines[0]);
    assert!(
        lines[9].ends_with("%0A+6 more errors in 6 files, see the log: 6 link/missing"),
        "{}",
        lines[9]
    );
}
