//! Each format on one set of findings: both sides in one line, Japanese, Arabic with a control, a
//! line of 20 KB, two files, a finding over several lines, a message with everything to escape.

use crate::snap::snap;
use loclint::{
    diagnostic::{Diagnostic, Edit, Fix, Label, Safety, Severity, SourceText},
    report::{self, Marks, Overview, Run, Style, Summary},
    rules::registry::Catalogue,
    text::{FileId, Files, SourceFile, Span},
};
use serde_json::Value;
use std::collections::BTreeSet;

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

    /// The source's text `window` of a file.
    fn source(&self, file: FileId, window: &str) -> SourceText {
        let from = self.files.get(file).unwrap().text.find(window).unwrap();
        let span = Span::new(from, from + window.len());
        SourceText { file, span, locale: "en-US".to_owned() }
    }

    fn find(
        &mut self,
        rule: &str,
        severity: Severity,
        message: &str,
        primary: Label,
    ) -> &mut Diagnostic {
        self.found.push(Diagnostic::new(rule, severity, message.to_owned(), primary));
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
    let original = bench.source(nl, source);
    let fix = here.span;
    let found = bench.find(
        "link/changed-destination",
        Severity::Error,
        "the link leads to `../beheer/opzet.md`, in the source to `../admin/set-up.md`",
        here,
    );
    found.related.push(there);
    found.source = Some(original);
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
    let english = "Connect to `{server}:{port}`; see [here](../a.md).";
    let there = bench.label(en, english, "{port}", "the source has it here");
    let original = bench.source(en, english);
    let found = bench.find(
        "placeholder/changed",
        Severity::Error,
        "the placeholder `{port}` is missing from the translation",
        here,
    );
    found.related = vec![also, there];
    found.source = Some(original);
    found.help = Some("add `{port}`".to_owned());
    found.locale = Some("ja-JP".to_owned());

    let arabic = "اضبط سلسلة الاتصال على `{server}` ثم أعد \u{202e}التشغيل الآن.";
    let english = "Set the connection string to `{server}`, then restart now.";
    let ar = bench.file("ar-sa/a.md", &format!("{}\n", pair("f00-7", arabic, english)));
    let here = bench.label(ar, arabic, "\u{202e}", "here");
    let original = bench.source(ar, english);
    let found = bench.find(
        "text/invisible-character",
        Severity::Warning,
        "U+202E (right-to-left override) before «التشغيل»",
        here,
    );
    found.source = Some(original);
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
    write(name, &bench(), 212, style)
}

fn write(name: &str, bench: &Bench, articles: usize, style: &Style) -> String {
    let catalogue = Catalogue::builtin();
    let locales: BTreeSet<String> = bench.found.iter().filter_map(|it| it.locale.clone()).collect();
    let run = Run {
        files: &bench.files,
        diagnostics: &bench.found,
        summary: Summary::of(articles, articles, &bench.found),
        pages: catalogue.pages(),
        locales: &locales.into_iter().collect::<Vec<_>>(),
    };
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
    let read: Value = serde_json::from_str(&text).unwrap();
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
    let whole: Value = serde_json::from_str(&written("json", &narrow())).unwrap();
    let lines: Vec<Value> = written("jsonl", &narrow())
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
    let text = write("github", &bench, 15, &Style::default());
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 10, "the runner keeps ten");
    assert!(lines[0].ends_with("%0A+14 more of the same in 15 files"), "{}", lines[0]);
    assert!(
        lines[9].ends_with("%0A+6 more errors in 6 files, see the log: 6 link/missing"),
        "{}",
        lines[9]
    );
}

#[test]
fn summary() {
    let text = written("summary", &narrow());
    // Rows are HTML, in which no Markdown is read.
    for line in text.lines().filter(|line| !line.starts_with("<tr>")) {
        assert!(!line.contains("](") && !line.contains("<b>"), "{line}");
    }
    snap("output", "summary", text);
}

#[test]
fn sarif() {
    let text = written("sarif", &Style { prefix: "site/".to_owned(), ..narrow() });
    let log: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(run["automationDetails"]["id"], "loclint/", "three locales");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for rule in rules {
        for part in ["shortDescription", "fullDescription", "help"] {
            let text = rule[part]["text"].as_str().unwrap();
            assert!(!text.is_empty() && (part == "help" || text.chars().count() <= 1024));
        }
    }
    let results = run["results"].as_array().unwrap();
    let bench = bench();
    assert_eq!(results.len(), bench.found.len());
    for (result, found) in results.iter().zip(&bench.found) {
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(rules[index]["id"], &*found.rule);
        let place = &result["locations"][0]["physicalLocation"];
        assert!(place["artifactLocation"]["uri"].as_str().unwrap().starts_with("site/"));
        let region = &place["region"];
        assert_eq!(region["startLine"], region["endLine"], "what has several lines is not shown");
        assert!(region["startColumn"].as_u64() <= region["endColumn"].as_u64());
        let hash = result["partialFingerprints"]["primaryLocationLineHash"].as_str().unwrap();
        assert_eq!(hash, format!("{:016x}:1", found.fingerprint));
        // Each link in the message leads to a related location.
        let ids: BTreeSet<u64> = result["relatedLocations"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|it| it["id"].as_u64().unwrap())
            .collect();
        let message = result["message"]["text"].as_str().unwrap();
        for id in &ids {
            assert!(message.contains(&format!("]({id})")), "{message}");
        }
    }
    let shown: Value = json_without_help(&log);
    snap("output", "sarif", format!("{shown:#}\n"));
}

/// The log without what pages say at length: a changed page is no change of the format.
fn json_without_help(log: &Value) -> Value {
    let mut log = log.clone();
    for rule in log["runs"][0]["tool"]["driver"]["rules"].as_array_mut().unwrap() {
        for (part, key) in [("fullDescription", "text"), ("help", "text"), ("help", "markdown")] {
            if let Some(text) = rule[part].get_mut(key) {
                *text = "(of the page)".into();
            }
        }
    }
    log
}

#[test]
fn junit() {
    let text = written("junit", &narrow());
    let failures = text.matches("<failure ").count();
    assert_eq!(failures, bench().found.len());
    assert_well_formed(&text);
    snap("output", "junit", text);
}

#[test]
fn checkstyle() {
    let text = written("checkstyle", &narrow());
    assert_eq!(text.matches("<error ").count(), bench().found.len());
    assert_well_formed(&text);
    snap("output", "checkstyle", text);
}

#[test]
fn gitlab() {
    let text = written("gitlab", &Style { prefix: "site/".to_owned(), ..narrow() });
    let issues: Value = serde_json::from_str(&text).unwrap();
    let issues = issues.as_array().unwrap();
    let prints: BTreeSet<&str> =
        issues.iter().map(|it| it["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(prints.len(), issues.len(), "equal fingerprints are one issue to GitLab");
    for issue in issues {
        for key in ["description", "check_name", "severity"] {
            assert!(issue[key].as_str().is_some_and(|it| !it.is_empty()));
        }
        assert!(issue["location"]["path"].as_str().unwrap().starts_with("site/"));
        assert!(issue["location"]["positions"]["begin"]["line"].as_u64() >= Some(1));
    }
    snap("output", "gitlab", text);
}

#[test]
fn equal_faults_of_one_article_are_two_issues() {
    let mut bench = Bench { files: Files::default(), found: Vec::new() };
    for name in ["a.md", "a.md", "b.md"] {
        let file = bench.file(name, "one two\n");
        let here = bench.label(file, "one two", "two", "");
        bench.find("a/b", Severity::Error, "the same", here);
    }
    let issues: Value =
        serde_json::from_str(&write("gitlab", &bench, 2, &Style::default())).unwrap();
    let prints: BTreeSet<&str> =
        issues.as_array().unwrap().iter().map(|it| it["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(prints.len(), 3);
}

#[test]
fn rdjson_counts_bytes() {
    let text = written("rdjson", &narrow());
    let read: Value = serde_json::from_str(&text).unwrap();
    let bench = bench();
    for (entry, found) in read["diagnostics"].as_array().unwrap().iter().zip(&bench.found) {
        let file = bench.files.get(found.primary.file).unwrap();
        let range = &entry["location"]["range"];
        for (end, offset) in [("start", found.primary.span.start), ("end", found.primary.span.end)]
        {
            let line = range[end]["line"].as_u64().unwrap() as usize;
            let column = range[end]["column"].as_u64().unwrap() as usize;
            let start = file.line_starts()[line - 1] as usize;
            assert_eq!(start + column - 1, offset as usize, "{entry:#}");
        }
    }
    let fix = &read["diagnostics"][0]["suggestions"][0];
    assert_eq!(fix["text"], "../admin/set-up.md");
    assert_eq!(fix["range"], read["diagnostics"][0]["location"]["range"]);
    snap("output", "rdjson", text);
}

#[test]
fn csv() {
    let text = written("csv", &narrow());
    let rows = csv_rows(&text);
    assert_eq!(rows.len(), bench().found.len() + 1);
    for row in &rows {
        assert_eq!(row.len(), rows[0].len(), "{row:?}");
    }
    assert_eq!(
        rows[1][9],
        "Meld u aan bij het [beheercentrum](../beheer/opzet.md) met uw account."
    );
    assert_eq!(rows[1][10], "Sign in to the [admin center](../admin/set-up.md) with your account.");
    snap("output", "csv", text.replace('\r', "␍"));
}

/// Rows of cells, by RFC 4180.
fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        let row = rows.last_mut().unwrap();
        match character {
            '"' if quoted && rest.next_if_eq(&'"').is_some() => row.last_mut().unwrap().push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted => {
                assert_eq!(rest.next(), Some('\n'));
                rows.push(vec![String::new()]);
            }
            _ => row.last_mut().unwrap().push(character),
        }
    }
    assert_eq!(rows.pop(), Some(vec![String::new()]), "the last row ends with its line");
    rows
}

#[test]
fn narrated() {
    let text = written("narrated", &narrow());
    assert!(!text.contains(['\u{1b}', '\u{202e}']), "no raw control");
    snap("output", "narrated", text);
}

#[test]
fn xliff() {
    let text = written("xliff", &narrow());
    assert_well_formed(&text);
    assert!(text.contains("srcLang=\"en-US\""));
    snap("output", "xliff", text);
}

#[test]
fn xliff_holds_a_segment_once_with_all_its_findings() {
    let mut bench = Bench { files: Files::default(), found: Vec::new() };
    let file = bench.file("a.md", "Eén <b>twee</b> drie\u{1}.\nOne two.\n");
    let window = "Eén <b>twee</b> drie\u{1}.";
    let places = ["<b>twee</b>", "twee</b> drie", "drie", "twee"];
    for (number, part) in places.into_iter().enumerate() {
        let here = bench.label(file, window, part, "");
        let source = bench.source(file, "One two.");
        let found = bench.find("link/empty-text", Severity::Error, &format!("{number} \"<&"), here);
        found.source = Some(source);
        found.locale = Some("nl-NL".to_owned());
    }
    let text = write("xliff", &bench, 1, &Style::default());
    assert_well_formed(&text);
    assert_eq!(text.matches("<unit ").count(), 1);
    assert_eq!(text.matches("its:locQualityIssueType=\"omission\"").count(), 4);
    assert!(text.contains("<source>One two.</source>"), "{text}");
    let target = text.split_once("<target>").unwrap().1.split_once("</target>").unwrap().0;
    let mut bare = String::new();
    for (index, part) in target.split('<').enumerate() {
        bare.push_str(if index == 0 { part } else { part.split_once('>').unwrap().1 });
    }
    assert_eq!(bare, "Eén &lt;b&gt;twee&lt;/b&gt; drie.", "the text is whole");
    assert!(target.contains("<cp hex=\"0001\"/>"));
}

#[test]
fn html() {
    let text = written("html", &narrow());
    assert!(text.contains("default-src 'none'"));
    for word in ["http://", "https://", "src=", "href=", "onclick", "style=\""] {
        assert!(!text.contains(word), "{word} leads out of the page or past its policy");
    }
    assert!(text.contains("lang=\"ar-SA\" dir=\"rtl\""));
    assert!(text.contains("lang=\"en-US\" dir=\"ltr\""));
    // Without style and script, which are files of their own.
    let (head, rest) = text.split_once("<style>").unwrap();
    let rest = rest.split_once("</style>").unwrap().1;
    let body = rest.split_once("<script>").unwrap().0;
    let policy = head.split_once("style-src").unwrap().1.split_once(';').unwrap().0;
    assert!(policy.starts_with(" 'sha256-"), "{policy}");
    snap("output", "html", body);
}

#[test]
fn no_text_of_an_article_is_markup_in_html() {
    let mut bench = Bench { files: Files::default(), found: Vec::new() };
    let evil = "</p><script>alert(1)</script><img src=x onerror=alert(2)> \u{202e}\"'&";
    let file = bench.file("a<b>\"c.md", evil);
    let label = bench.label(file, evil, "<script>alert(1)</script>", evil);
    let edit = Edit { file, span: label.span, text: evil.to_owned() };
    let found = bench.find("a/<script>", Severity::Error, evil, label.clone());
    found.related.push(Label { window: label.span, ..label });
    found.help = Some(evil.to_owned());
    found.fix = Some(Fix { safety: Safety::Unsafe, edits: vec![edit] });
    found.segment = Some(evil.to_owned());
    found.locale = Some("nl\"><script>".to_owned());
    let text = write("html", &bench, 1, &Style::default());
    assert_eq!(text.matches("<script").count(), 1, "its own");
    assert!(!text.contains("<img") && !text.contains("\u{202e}"));
    let summary = write("summary", &bench, 1, &Style::default());
    assert!(!summary.contains("<script") && !summary.contains("<img"), "{summary}");
}

/// Whether tags open and close in order and nothing but them is written with `<`.
fn assert_well_formed(text: &str) {
    let mut open: Vec<&str> = Vec::new();
    for part in text.split('<').skip(1) {
        let (tag, rest) = part.split_once('>').unwrap_or_else(|| panic!("a tag is open: {part}"));
        assert!(!rest.contains('>'), "{part}");
        let name = tag.trim_start_matches('/').split([' ', '/', '\n']).next().unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') && !tag.starts_with('?') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
    assert!(!text.contains(|c: char| c.is_control() && c != '\n' && c != '\t'), "no control");
}

#[test]
fn json_fits_its_schema() {
    let schema: Value = serde_json::from_str(report::JSON_SCHEMA).unwrap();
    let mut seen = BTreeSet::new();
    let value: Value = serde_json::from_str(&written("json", &narrow())).unwrap();
    assert_eq!(faults(&schema, &schema, &value, "", &mut seen), [""; 0]);
    // The other way round: the schema promises nothing that is never written.
    let mut promised = BTreeSet::new();
    properties(&schema, &mut promised);
    let unseen: Vec<_> = promised.difference(&seen).collect();
    assert!(unseen.is_empty(), "{unseen:?}");

    let mut broken = value.clone();
    broken["findings"][0]["severity"] = "fatal".into();
    broken["findings"][1]["start"]["line"] = 0.into();
    broken["findings"][2].as_object_mut().unwrap().remove("fix");
    broken["findings"][3]["extra"] = 1.into();
    let found = faults(&schema, &schema, &broken, "", &mut BTreeSet::new());
    assert_eq!(found.len(), 4, "the test itself finds faults: {found:#?}");
}

/// What of a value does not fit a schema, as far as ours uses the language. Fields that it does not
/// know are faults here, though readers must pass over them.
fn faults(
    root: &Value,
    schema: &Value,
    value: &Value,
    at: &str,
    seen: &mut BTreeSet<String>,
) -> Vec<String> {
    let mut found = Vec::new();
    for (key, rule) in schema.as_object().unwrap() {
        let fits = match (key.as_str(), value) {
            ("$ref", _) => {
                let target = root.pointer(rule.as_str().unwrap().strip_prefix('#').unwrap());
                found.extend(faults(root, target.unwrap(), value, at, seen));
                true
            }
            ("type", _) => {
                let kind = match value {
                    Value::Null => "null",
                    Value::Bool(_) => "boolean",
                    Value::Number(_) => "integer",
                    Value::String(_) => "string",
                    Value::Array(_) => "array",
                    Value::Object(_) => "object",
                };
                rule == kind || rule.as_array().is_some_and(|it| it.contains(&kind.into()))
            }
            ("const", _) => rule == value,
            ("enum", _) => rule.as_array().unwrap().contains(value),
            ("minimum", _) => value.as_i64() >= rule.as_i64(),
            ("pattern", Value::String(text)) => {
                assert_eq!(rule, "^[0-9a-f]{16}$", "the only one");
                text.len() == 16 && text.chars().all(|it| matches!(it, '0'..='9' | 'a'..='f'))
            }
            ("required", Value::Object(object)) => rule
                .as_array()
                .unwrap()
                .iter()
                .all(|name| object.contains_key(name.as_str().unwrap())),
            ("items", Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    let at = format!("{at}/{index}");
                    found.extend(faults(root, rule, item, &at, seen));
                }
                true
            }
            ("properties", Value::Object(object)) => {
                for (name, value) in object {
                    let at = format!("{at}/{name}");
                    match rule.get(name) {
                        Some(schema) => found.extend(faults(root, schema, value, &at, seen)),
                        None => found.push(format!("{at}: unknown")),
                    }
                    seen.insert(name.clone());
                }
                true
            }
            ("required" | "items" | "properties", Value::Null)
            | ("$schema" | "title" | "description" | "$defs", _) => true,
            _ => panic!("{key} is not read by this test"),
        };
        if !fits {
            found.push(format!("{at}: {key}"));
        }
    }
    found
}

/// The names of all properties of a schema.
fn properties(schema: &Value, names: &mut BTreeSet<String>) {
    match schema {
        Value::Object(object) => {
            for (key, value) in object {
                if let ("properties", Value::Object(named)) = (key.as_str(), value) {
                    names.extend(named.keys().cloned());
                }
                properties(value, names);
            }
        }
        Value::Array(list) => list.iter().for_each(|it| properties(it, names)),
        _ => {}
    }
}

/// The set of findings five times over: more than anybody reads.
fn many() -> Bench {
    let mut many = bench();
    for _ in 0..4 {
        many.found.extend(bench().found);
    }
    many.found.sort_by_key(|it| it.primary.file);
    many
}

fn overview(rows: usize) -> Style {
    let next =
        [("loclint explain placeholder/changed", "what it means"), ("loclint init", "settings")];
    let next = next.map(|(command, about)| (command.to_owned(), about.to_owned())).to_vec();
    Style { overview: Some(Overview { rows, next }), ..narrow() }
}

#[test]
fn many_findings_fit_a_screen() {
    let many = many();
    for rows in [24, 30, 40, 60] {
        let text = write("full", &many, 212, &overview(rows));
        assert!(text.lines().count() < rows, "{rows} rows and a prompt:\n{text}");
        for line in text.lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{line}");
            assert!(!line.contains(['\u{1b}', '\u{202e}']), "no raw control: {line}");
        }
        for rule in ["link/changed-destination", "placeholder/changed", "file/too-large"] {
            assert!(text.contains(&format!("error[{rule}]")), "each once before any twice: {text}");
        }
    }
    let text = write("full", &many, 212, &overview(40));
    snap("output", "overview", text);
    let style = Style { ascii: true, ..overview(24) };
    snap("output", "overview-ascii", write("full", &many, 212, &style));
}

#[test]
fn few_findings_are_all_shown() {
    let few = write("full", &bench(), 212, &overview(24));
    assert_eq!(few, written("full", &narrow()));
}
