//! The built program in a fresh folder: exit code, standard output, standard error.

use crate::snap::snap;
use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

/// A folder of its own, removed at the end.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    /// A folder with files, given as path and text. It looks like the root of a repository, so that
    /// nothing outside of it counts.
    pub(crate) fn with(files: &[(&str, &str)]) -> Folder {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name =
            format!("loclint-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = Folder(std::env::temp_dir().join(name));
        fs::create_dir_all(folder.0.join(".git")).unwrap();
        for (path, text) in files {
            folder.write(path, text.as_bytes());
        }
        folder
    }

    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_loclint"));
        command.args(arguments).current_dir(&self.0).stdin(Stdio::null());
        for name in [
            "GITHUB_ACTIONS",
            "GITHUB_WORKSPACE",
            "GITHUB_STEP_SUMMARY",
            "CI_PROJECT_DIR",
            "NO_COLOR",
            "FORCE_COLOR",
            "CLICOLOR_FORCE",
            "COLUMNS",
            "LOCLINT_CONFIG",
        ] {
            command.env_remove(name);
        }
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(&self.command(arguments).output().unwrap())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What a run gave.
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) errors: String,
}

impl Ran {
    pub(crate) fn of(output: &Output) -> Ran {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap().replace("\r\n", "\n");
        Ran { code: output.status.code(), out: text(&output.stdout), errors: text(&output.stderr) }
    }

    /// All of it, for a snapshot.
    pub(crate) fn shown(&self) -> String {
        let code = self.code.unwrap();
        format!("exit {code}\n--- stdout\n{}--- stderr\n{}", self.out, self.errors)
    }
}

/// An article with one fault: a link that lost its text.
const FAULTY: &str = "---\nms.contentlocale: nl-NL\n---\n# Back-ups\n\nLees eerst [](plannen.md), en kies dan een plaats.\n";
const CLEAN: &str = "# Back-ups\n\nMaak elke dag een back-up.\n";
/// Only this rule, so that a rule added to the preset changes nothing here.
const ONLY: &str = "--only=link/empty-text,file";

#[test]
fn findings_are_exit_1() {
    let folder = Folder::with(&[("docs/a.md", FAULTY), ("docs/b.md", CLEAN)]);
    let ran = folder.run(&["check", ONLY]);
    assert_eq!(ran.code, Some(1));
    snap("cli", "findings", ran.shown());
    let default = folder.run(&[ONLY, "docs"]);
    assert_eq!(default.out, ran.out, "check is the default command");
    assert_eq!(folder.run(&["check", ONLY, "docs/b.md"]).code, Some(0));
    assert_eq!(folder.run(&["check", ONLY, "--exit-zero"]).code, Some(0));
    assert_eq!(folder.run(&["check", ONLY, "--fail-on", "never"]).code, Some(0));
    assert_eq!(folder.run(&["check", ONLY, "--rule", "link/empty-text=warning"]).code, Some(0));
    let most = ["check", ONLY, "--rule", "link/empty-text=warning", "--max-warnings", "0"];
    assert_eq!(folder.run(&most).code, Some(1));
}

#[test]
fn nothing_is_told_of_success_but_one_line() {
    let folder = Folder::with(&[("a.md", CLEAN)]);
    let ran = folder.run(&["check", ONLY]);
    assert_eq!(
        (ran.code, ran.out.as_str(), ran.errors.as_str()),
        (Some(0), "no findings in 1 article\n", "")
    );
    assert_eq!(folder.run(&["check", ONLY, "-q"]).out, "");
}

#[test]
fn full_output_shows_the_text() {
    let folder = Folder::with(&[("nl/a.md", FAULTY)]);
    let ran = folder.run(&["check", ONLY, "-o", "full", "--width", "80"]);
    snap("cli", "full", ran.shown());
    let ascii = folder.run(&["check", ONLY, "-o", "full", "--ascii"]);
    assert!(ascii.out.is_ascii(), "{}", ascii.out);
    let colour = folder.run(&["check", ONLY, "-o", "full", "--color", "always"]);
    assert!(colour.out.contains("\u{1b}["));
    let quiet = folder.run(&["check", ONLY, "-qq"]);
    assert_eq!((quiet.code, quiet.out.as_str()), (Some(1), ""));
}

#[test]
fn two_outputs_of_one_run() {
    let folder = Folder::with(&[("a.md", FAULTY)]);
    let ran = folder.run(&["check", ONLY, "-o", "json=out.json", "-o", "github"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.starts_with("::error title=link/empty-text,file=a.md,line=6,"), "{}", ran.out);
    let json: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.0.join("out.json")).unwrap()).unwrap();
    assert_eq!(json["summary"]["errors"], 1);
    assert_eq!(json["findings"][0]["locale"], "nl-NL");
    let names: Vec<_> =
        fs::read_dir(&folder.0).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(names.len(), 3, "no file is left beside the output: {names:?}");
}

#[test]
fn actions_get_a_log_and_annotations_with_paths_from_their_workspace() {
    let folder = Folder::with(&[("site/a.md", FAULTY)]);
    let mut command = folder.command(&["check", ONLY]);
    command.current_dir(folder.0.join("site"));
    command.env("GITHUB_ACTIONS", "true").env("GITHUB_WORKSPACE", &folder.0);
    // The folder may be reached by a link; both names must then be the same.
    let real = fs::canonicalize(&folder.0).unwrap();
    command.current_dir(real.join("site")).env("GITHUB_WORKSPACE", &real);
    let ran = Ran::of(&command.output().unwrap());
    assert!(ran.out.contains("a.md:6:12: error[link/empty-text]"), "{}", ran.out);
    assert!(ran.out.contains("file=site/a.md,"), "{}", ran.out);
}

#[test]
fn the_summary_of_a_step_is_added_to_and_never_too_long() {
    let folder = Folder::with(&[("a.md", FAULTY), ("summary.md", "Before.\n")]);
    let file = folder.0.join("summary.md");
    let run = |arguments: &[&str]| {
        let mut command = folder.command(arguments);
        command.env("GITHUB_ACTIONS", "true").env("GITHUB_STEP_SUMMARY", &file);
        Ran::of(&command.output().unwrap())
    };
    let ran = run(&["check", ONLY, "a.md"]);
    assert!(ran.out.contains("a.md:6:12: error[") && ran.out.contains("::error "), "{}", ran.out);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("Before.\n## loclint: 1 error in 1 of 1 article\n"), "{text}");
    // Asked for by name it goes there, too, and nothing else is written.
    let named = run(&["check", ONLY, "a.md", "-o", "summary"]);
    assert_eq!((named.code, named.out.as_str()), (Some(1), ""));
    let twice = fs::read_to_string(&file).unwrap();
    assert_eq!(twice.matches("## loclint").count(), 2);

    fs::write(&file, "x".repeat((1 << 20) - 10)).unwrap();
    let full = run(&["check", ONLY, "a.md"]);
    assert_eq!((full.code, full.out), (Some(1), ran.out), "the log has all of it");
    assert!(full.errors.contains("1 MiB"), "{}", full.errors);
    assert_eq!(fs::metadata(&file).unwrap().len(), (1 << 20) - 10);
}

#[test]
fn reports_of_two_files_hold_the_whole_texts_of_both() {
    let target =
        "# Back-ups\n\nLees voor u begint\neerst [](plannen.md), en kies\ndan een plaats.\n";
    let source = "# Backups\n\nBefore you start, first\nread [Plan](plannen.md), and then\nchoose a place.\n";
    let folder = Folder::with(&[("nl.md", target), ("en.md", source)]);
    let ran = folder.run(&[ONLY, "nl.md", "--source", "en.md", "--locale", "nl-NL", "-o", "xliff"]);
    let body = |text: &str| text.split_once("\n\n").unwrap().1.trim_end().to_owned();
    assert!(ran.out.contains(&format!("<source>{}</source>", body(source))), "{}", ran.out);
    let (before, after) = ran.out.split_once("<target>").unwrap().1.split_once("<mrk ").unwrap();
    let after = after.split_once('>').unwrap().1.split_once("</target>").unwrap().0;
    assert_eq!(format!("{before}{}", after.replace("</mrk>", "")), body(target));
    let csv = folder.run(&[ONLY, "nl.md", "--source", "en.md", "-o", "csv"]);
    assert!(csv.out.contains(&format!("\"{}\",\"{}\"", body(target), body(source))), "{}", csv.out);
}

#[test]
fn places_are_the_same_whether_or_not_a_report_shows_texts() {
    let pair = |id: u32, target: &str, source: &str| {
        format!(
            "<span data-ttu-id=\"0a1b2-{id}\">{target}</span><span class=\"sxs-lookup\">\
             <span data-stu-id=\"0a1b2-{id}\">{source}</span></span>"
        )
    };
    let sites = "Open the list of all sites.";
    let save = |target: &str| pair(103, target, "Then **Save** the list of sites.");
    let usual = format!(
        "{}\n{}\n",
        pair(101, "Open de lijst met alle sites.", sites),
        save("Klik op **Opslaan** é.")
    );
    let other = format!(
        "\u{feff}# Één\r\n\r\nAB é {} {}\r\n\r\n{}\r\n",
        pair(102, "Toon alle sites in een lijst.", sites),
        save("Klik op **de knop Opslaan** é 😀."),
        pair(104, "Zie [](plan.md) é.", "See [Plan](plan.md).")
    );
    let english = "# Plan\n\nRead [Start](start.md) first.\n";
    let dutch = "# Plan\n\nLees é eerst [](start.md).\n";
    let layouts =
        "version: 1\nlayouts:\n  - source: \"en/{path}\"\n    target: \"{locale}/{path}\"\n";
    let folder = Folder::with(&[
        ("loclint.yaml", layouts),
        ("en/plan.md", english),
        ("nl-nl/plan.md", dutch),
    ]);
    for article in 0..9 {
        folder.write(&format!("sxs/{article}.md"), usual.as_bytes());
    }
    folder.write("sxs/other.md", other.as_bytes());
    let run = |more: &[&str]| {
        let arguments = ["check", "--exit-zero", "--locale", "nl-NL", ".", "-o"];
        folder.run(&[&arguments, more].concat())
    };
    for format in ["json", "jsonl", "concise"] {
        let places = run(&[format]);
        for rule in ["link/empty-text", "consistency/target", "emphasis/moved"] {
            assert!(places.out.contains(rule), "{rule}: {} {}", places.out, places.errors);
        }
        let texts = run(&[format, "-o", "csv=out.csv"]);
        assert_eq!(places.out, texts.out);
    }
    let json: serde_json::Value = serde_json::from_str(&run(&["json"]).out).unwrap();
    for finding in json["findings"].as_array().unwrap() {
        let path = finding["file"].as_str().unwrap();
        let text = fs::read_to_string(folder.0.join(path)).unwrap();
        for end in [&finding["start"], &finding["end"]] {
            let before = &text[..usize::try_from(end["offset"].as_u64().unwrap()).unwrap()];
            let line = before.rsplit('\n').next().unwrap().trim_start_matches('\u{feff}');
            assert_eq!(end["line"], before.matches('\n').count() + 1, "{finding}");
            assert_eq!(end["column"], line.chars().count() + 1, "{finding}");
        }
    }
}

#[test]
fn formats_of_programs_have_schemas() {
    let folder = Folder::with(&[]);
    let whole: serde_json::Value =
        serde_json::from_str(&folder.run(&["schema", "--format", "json"]).out).unwrap();
    let line: serde_json::Value =
        serde_json::from_str(&folder.run(&["schema", "--format", "jsonl"]).out).unwrap();
    assert_eq!(whole["properties"]["version"]["const"], 1);
    assert_eq!((&line["$defs"], &line["$ref"]), (&whole["$defs"], &"#/$defs/finding".into()));
    assert!(line.get("properties").is_none());
}

#[test]
fn a_wall_of_findings_is_shown_in_full_unless_to_a_terminal() {
    let folder = Folder::with(&[]);
    for article in 0..30 {
        folder.write(&format!("{article}.md"), FAULTY.as_bytes());
    }
    let ran = folder.run(&["check", ONLY, "-o", "full"]);
    assert_eq!(ran.out.matches("error[link/empty-text]").count(), 30, "{}", ran.out);
    let some = folder.run(&["check", ONLY, "-o", "full", "--max-diagnostics", "7"]);
    assert_eq!(some.out.matches("error[link/empty-text]").count(), 7);
}

#[test]
fn order_does_not_depend_on_threads() {
    let folder = Folder::with(&[]);
    for article in 0..40 {
        folder.write(&format!("{}/{article}.md", article % 7), FAULTY.as_bytes());
    }
    let one = folder.run(&["check", ONLY, "-j", "1", "-o", "jsonl"]);
    let four = folder.run(&["check", ONLY, "-j", "4", "-o", "jsonl"]);
    assert_eq!(one.out.lines().count(), 40);
    assert_eq!(one.out, four.out);
    let mut sorted: Vec<&str> = one.out.lines().collect();
    sorted.sort_by_key(|line| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        line["file"].as_str().unwrap().to_owned()
    });
    assert_eq!(sorted, one.out.lines().collect::<Vec<_>>());
}

#[test]
fn statistics_count_by_rule() {
    let folder = Folder::with(&[("a.md", FAULTY), ("b.md", FAULTY)]);
    snap("cli", "statistics", folder.run(&["check", ONLY, "--statistics"]).shown());
}

#[test]
fn timing_tells_steps_and_rules() {
    let folder = Folder::with(&[("a.md", FAULTY), ("b.md", CLEAN)]);
    let ran = folder.run(&["check", ONLY, "--timing", "-j", "2"]);
    let plain = folder.run(&["check", ONLY, "-j", "2"]);
    assert_eq!((ran.code, &ran.out), (plain.code, &plain.out));
    assert_eq!(plain.errors, "");
    let steps: Vec<&str> =
        ran.errors.lines().filter_map(|line| line.split("  ").next().map(str::trim)).collect();
    for step in ["grammar", "facts", "bitext", "link/empty-text", "output"] {
        assert!(steps.contains(&step), "{step} of {steps:?}");
    }
    assert!(!steps.contains(&"link/missing"), "a rule that is off takes no time");
    assert!(ran.errors.lines().last().unwrap().starts_with("sum over threads"));
}

// ---- which files ----

#[test]
fn a_missing_path_is_exit_2_and_the_others_are_checked() {
    let folder = Folder::with(&[("a.md", FAULTY)]);
    let ran = folder.run(&["check", ONLY, "a.md", "b.md"]);
    assert_eq!(ran.code, Some(2));
    snap("cli", "missing-path", ran.shown());
}

#[test]
fn an_excluded_path_is_exit_0() {
    let folder = Folder::with(&[
        ("loclint.yaml", "files: { exclude: [old/] }\n"),
        ("old/a.md", FAULTY),
        ("new/a.md", CLEAN),
        ("notes.txt", "no article"),
    ]);
    let ran = folder.run(&["check", ONLY, "old/a.md", "notes.txt"]);
    assert_eq!((ran.code, ran.errors.as_str()), (Some(0), ""));
    let told = folder.run(&["check", ONLY, "-v", "old/a.md", "notes.txt"]);
    assert!(told.errors.contains("left out: old/a.md is excluded by the configuration\n"));
    assert!(told.errors.contains("left out: notes.txt is no article"), "{}", told.errors);
    assert_eq!(folder.run(&["check", ONLY]).code, Some(0), "the folder is not entered");
}

#[test]
fn no_article_at_all_is_exit_2() {
    let folder = Folder::with(&[("notes.txt", "no article")]);
    let ran = folder.run(&["check"]);
    assert_eq!(ran.code, Some(2));
    snap("cli", "no-article", ran.shown());
    assert_eq!(folder.run(&["check", "--allow-empty"]).code, Some(0));
}

#[test]
fn gitignore_is_obeyed_unless_told_otherwise() {
    let files = [(".gitignore", "build/\n"), ("build/a.md", FAULTY), ("b.md", CLEAN)];
    let folder = Folder::with(&files);
    assert_eq!(folder.run(&["check", ONLY]).code, Some(0));
    assert_eq!(folder.run(&["check", ONLY, "--no-ignore"]).code, Some(1));
    folder.write("loclint.yaml", b"files: { gitignore: false }\n");
    assert_eq!(folder.run(&["check", ONLY]).code, Some(1));
}

#[test]
fn include_takes_other_endings() {
    let folder = Folder::with(&[
        ("loclint.yaml", "files: { include: ['*.txt'] }\n"),
        ("a.txt", FAULTY),
        ("b.md", FAULTY),
    ]);
    let ran = folder.run(&["check", ONLY]);
    assert!(ran.out.starts_with("a.txt:6:12:") && ran.out.lines().count() == 2, "{}", ran.out);
}

#[test]
fn standard_input_is_an_article() {
    let folder = Folder::with(&[]);
    let mut command =
        folder.command(&["check", ONLY, "-", "--stdin-filename", "docs/de/a.md", "-ojson"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"Siehe [](a.md).\n").unwrap();
    let ran = Ran::of(&child.wait_with_output().unwrap());
    assert_eq!((ran.code, ran.errors.as_str()), (Some(1), ""));
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["findings"][0]["file"], "docs/de/a.md");
    assert_eq!(json["findings"][0]["locale"], "de", "from the path");
}

#[test]
fn files_that_are_no_text_are_findings() {
    let folder =
        Folder::with(&[("a.md", FAULTY), ("loclint.yaml", "files: { max_size: 1 KiB }\n")]);
    folder.write("latin.md", b"# Caf\xe9\n");
    folder.write("utf16.md", b"\xff\xfe#\0 \0A\0\n\0");
    folder.write("huge.md", &[b'x'; 2000]);
    folder.write("nul.md", b"# a\0b\n");
    let ran = folder.run(&["check", ONLY, "-o", "full", "--width", "90"]);
    assert_eq!(ran.code, Some(1));
    snap("cli", "no-text", ran.shown());
}

#[cfg(unix)]
#[test]
fn links_out_of_the_tree_are_refused() {
    let outside = Folder::with(&[("secret.md", FAULTY)]);
    let folder = Folder::with(&[("a.md", CLEAN)]);
    std::os::unix::fs::symlink(outside.0.join("secret.md"), folder.0.join("b.md")).unwrap();
    std::os::unix::fs::symlink(&outside.0, folder.0.join("more")).unwrap();
    std::os::unix::fs::symlink(folder.0.join("a.md"), folder.0.join("c.md")).unwrap();
    let ran = folder.run(&["check", ONLY, "-v"]);
    assert_eq!(ran.code, Some(0), "{}", ran.out);
    assert!(ran.out.contains("in 1 article"), "{}", ran.out);
    assert!(ran.errors.contains("left out: b.md is a link that leads out of the tree"));
    let named = folder.run(&["check", ONLY, "b.md"]);
    assert_eq!(named.code, Some(2));
    assert!(named.errors.contains("is a link that leads out of the tree"), "{}", named.errors);
    assert_eq!(folder.run(&["check", ONLY, "c.md"]).code, Some(0));
}

// ---- settings ----

#[test]
fn settings_are_found_upward_to_the_root_of_the_repository() {
    let folder = Folder::with(&[
        (".config/loclint.yaml", "rules: { link/empty-text: warning }\n"),
        ("docs/nl/a.md", FAULTY),
    ]);
    let below = |path: &str, arguments: &[&str]| {
        Ran::of(&folder.command(arguments).current_dir(folder.0.join(path)).output().unwrap())
    };
    assert!(below("docs/nl", &["check", ONLY]).out.starts_with("a.md:6:12: warning["));
    assert!(below("docs/nl", &["check", ONLY, "--isolated"]).out.starts_with("a.md:6:12: error["));
    folder.write("docs/.loclint.yaml", b"rules: { link/empty-text: info }\n");
    assert!(below("docs/nl", &["check", ONLY]).out.starts_with("a.md:6:12: info["));
    fs::create_dir(folder.0.join("docs/nl/.git")).unwrap();
    assert!(
        below("docs/nl", &["check", ONLY]).out.starts_with("a.md:6:12: error["),
        "it is a repository"
    );
    let named = below("docs/nl", &["check", ONLY, "--config", "../.loclint.yaml"]);
    assert!(named.out.starts_with("a.md:6:12: info["), "{}", named.out);
}

#[test]
fn overrides_by_path_and_locale() {
    let folder = Folder::with(&[
        (
            "loclint.yaml",
            "overrides:\n- { locales: [nl], rules: { link/empty-text: info } }\n\
             - files: [docs/old/]\n  rules: { link: off }\n  reason: they go soon\n",
        ),
        ("docs/old/a.md", FAULTY),
        ("docs/new/a.md", FAULTY),
        ("docs/new/b.md", "[](a.md)\n"),
    ]);
    let ran = folder.run(&["check", "-o", "jsonl"]);
    let levels: Vec<String> = ran
        .out
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .filter(|finding| finding["rule"] == "link/empty-text")
        .map(|finding| format!("{} {}", finding["file"], finding["severity"]))
        .collect();
    assert_eq!(levels, [r#""docs/new/a.md" "info""#, r#""docs/new/b.md" "error""#]);
}

#[test]
fn wrong_settings_are_shown_at_their_place() {
    let folder = Folder::with(&[
        ("a.md", CLEAN),
        (
            "loclint.yaml",
            "version: 1\nrules:\n  link/emty-text: error\n  link/empty-text:\n    level: eror\n",
        ),
    ]);
    let ran = folder.run(&["check"]);
    assert_eq!(ran.code, Some(2));
    snap("cli", "unknown-level", ran.shown());

    folder.write("loclint.yaml", "rules:\n  # größer\n  link/emty-text: error\n".as_bytes());
    snap("cli", "unknown-rule", folder.run(&["check"]).shown());

    folder.write("loclint.yaml", b"files: [a, b]\nmax_size: 3\n");
    snap("cli", "wrong-type", folder.run(&["check"]).shown());

    folder.write("loclint.yaml", b"rules: { link: error\n");
    let ran = folder.run(&["check"]);
    assert_eq!(ran.code, Some(2), "{}", ran.errors);

    folder.write("loclint.yaml", b"output: [full, jsn]\n");
    snap("cli", "unknown-format", folder.run(&["check"]).shown());

    folder.write("loclint.yaml", b"a: \x1b]0;title\x07\xff\n");
    let ran = folder.run(&["check"]);
    assert_eq!(ran.code, Some(2));
    assert!(!ran.errors.contains('\u{1b}'), "nothing of a file steers the terminal");
}

#[test]
fn wrong_arguments_are_exit_2() {
    let folder = Folder::with(&[("a.md", CLEAN)]);
    for arguments in [
        &["check", "--only", "link/emty-text"][..],
        &["check", "--rule", "link/empty-text=eror"],
        &["check", "--rule", "link/empty-text"],
        &["check", "-o", "jsn"],
        &["check", "-o", "json="],
        &["check", "--locale", "not a tag"],
        &["check", "--preset", "recomended@1"],
        &["check", "--config", "nowhere.yaml"],
        &["check", "--unknown"],
        &["explain", "link/emty-text"],
    ] {
        let ran = folder.run(arguments);
        assert_eq!(ran.code, Some(2), "{arguments:?}");
        assert!(ran.out.is_empty() && !ran.errors.is_empty(), "{arguments:?}");
    }
    snap("cli", "unknown-rule-argument", folder.run(&["--only", "link/emty-text"]).shown());
}

#[test]
fn a_projects_own_rules() {
    let page = "---\nsummary: a word that is not ours\nseverity: warning\nconfidence: high\n\
                scope: article\nits: terminology\nmatch:\n  kind: forbid\n  words: [Beschaffung]\n  message: the word is not ours\n---\n\
                # house/word\n\nSay it otherwise.\n\n## Examples\n\n```markdown fail de-DE\n\
                Die Beschaffung.\n//~^ house/word \"Beschaffung\"\n```\n\n```markdown pass de-DE\n\
                Der Einkauf.\n```\n\n## When to allow it\n\nNever.\n";
    let folder = Folder::with(&[
        ("loclint.yaml", "rule_pages: ['.loclint/rules/**/*.md']\nrules: { house/word: error }\n"),
        ("a.md", "Die Beschaffung.\n"),
        (".loclint/rules/house/word.md", page),
    ]);
    let explained = folder.run(&["explain", "house/word"]);
    assert_eq!(explained.code, Some(0), "{}", explained.errors);
    let found = folder.run(&["check", "-q", "--only", "house"]);
    assert_eq!(
        found.out, "a.md:1:5: error[house/word]: the word is not ours\n",
        "{}",
        found.errors
    );
    let tested = folder.run(&["rule", "test", ".loclint"]);
    assert_eq!(tested.code, Some(0), "{}{}", tested.out, tested.errors);
    let listed = folder.run(&["rules"]);
    assert!(listed.out.contains("house/word"), "{}", listed.out);
    folder.write(".loclint/rules/house/word.md", page.replace("warning", "warnin").as_bytes());
    snap("cli", "broken-page", folder.run(&["check"]).shown());
}

// ---- the other commands ----

#[test]
fn init_writes_settings_once() {
    let folder = Folder::with(&[("a.md", CLEAN)]);
    assert_eq!(folder.run(&["init"]).code, Some(0));
    assert_eq!(folder.run(&["check", ONLY]).code, Some(0), "what it writes can be read");
    let again = folder.run(&["init"]);
    assert_eq!(again.code, Some(2));
    assert!(again.errors.contains("loclint.yaml"), "{}", again.errors);
}

#[test]
fn config_tells_where_settings_come_from() {
    let folder = Folder::with(&[
        (
            "loclint.yaml",
            "rules:\n  link/empty-text: warning\noverrides:\n- { locales: [nl-NL], rules: { text/merge-marker: info } }\n",
        ),
        ("docs/a.md", FAULTY),
    ]);
    let ran = folder.run(&["config", "docs/a.md"]);
    let wanted =
        ["# loclint", "# docs", "preset", "files", "  ", "locale", "source", "markdown", "fail_on"];
    let kept = |line: &&str| {
        !line.starts_with("  ")
            || line.contains("link/empty-text")
            || line.contains("text/merge-marker")
            || line.contains("gitignore")
    };
    let lines: Vec<&str> = ran.out.lines().filter(kept).collect();
    for start in wanted {
        assert!(lines.iter().any(|line| line.starts_with(start)), "{start}: {}", ran.out);
    }
    let origin = |rule: &str| {
        let line = lines.iter().find(|line| line.contains(rule)).unwrap();
        line.split_whitespace().skip(1).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(origin("link/empty-text"), "warning # loclint.yaml:2");
    assert_eq!(origin("text/merge-marker"), "info # loclint.yaml:4 (override)");
    assert!(ran.out.contains("# docs/a.md: locale nl-NL\n"), "{}", ran.out);
}

#[test]
fn rules_are_listed_and_explained() {
    let folder = Folder::with(&[]);
    let list = folder.run(&["rules"]);
    assert!(list.out.contains("link/empty-text"), "{}", list.out);
    let json: serde_json::Value =
        serde_json::from_str(&folder.run(&["rules", "--format", "json"]).out).unwrap();
    assert_eq!(json["rules"].as_array().unwrap().len(), list.out.lines().count());
    let markdown = folder.run(&["rules", "--format", "markdown"]);
    assert_eq!(markdown.out.lines().count(), list.out.lines().count() + 2);
    let page = folder.run(&["explain", "file/not-utf8"]);
    assert!(page.out.starts_with("# file/not-utf8\n"), "{}", page.out);
    assert!(page.out.contains("- level: error"), "{}", page.out);
    let group = folder.run(&["explain", "file"]);
    assert_eq!(group.out.lines().count(), 3, "{}", group.out);
    let wrong = folder.run(&["explain", "file/not-utf-8"]);
    assert!(wrong.errors.contains("did you mean `file/not-utf8`?"), "{}", wrong.errors);
}

#[test]
fn rule_test_runs_the_examples_of_pages() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("rules/link/empty-text.md")).unwrap();
    let folder =
        Folder::with(&[("rules/link/empty-text.md", &page), ("rules/README.md", "# Rules\n")]);
    let ran = folder.run(&["rule", "test", "rules"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.errors);
    assert!(ran.out.contains("examples on 1 page, 0 failures"), "{}", ran.out);
    folder.write(
        "rules/link/empty-text.md",
        page.replace("markdown fail", "markdown pass").as_bytes(),
    );
    assert_ne!(folder.run(&["rule", "test", "rules"]).code, Some(0));
    assert_eq!(folder.run(&["rule", "test", "nowhere"]).code, Some(2));
}

#[test]
fn view_gives_each_language_of_a_side_by_side_article() {
    let folder = Folder::with(&[
        (
            "a.md",
            "# <a name=\"first-steps\"></a><span data-ttu-id=\"a-1\">Eerste stappen</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">First steps</span></span>\n\n\
         <span data-ttu-id=\"a-2\">Kies **Nu**.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-2\">Choose **Now**.</span></span> <span data-ttu-id=\"a-3\">Klaar.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-3\">Done.</span></span>\n",
        ),
        ("b.md", CLEAN),
    ]);
    let target = folder.run(&["view", "--target", "a.md"]);
    assert_eq!(target.out, "# <a name=\"first-steps\"></a>Eerste stappen\n\nKies **Nu**. Klaar.\n");
    assert_eq!(
        folder.run(&["view", "--source", "a.md"]).out,
        "# First steps\n\nChoose **Now**. Done.\n"
    );
    let prose = folder.run(&["view", "--prose", "a.md"]);
    assert_eq!(prose.out, "Eerste stappen\nKies Nu. Klaar.\n");
    let second = prose.errors.lines().nth(1).unwrap();
    assert!(second.starts_with("2\t3:25\t"), "the place in the file: {second}");
    let mapped = folder.run(&["view", "--prose", "--source", "--map", "map.tsv", "a.md"]);
    assert_eq!(
        (mapped.out.as_str(), mapped.errors.as_str()),
        ("First steps\nChoose Now. Done.\n", "")
    );
    assert_eq!(fs::read_to_string(folder.0.join("map.tsv")).unwrap().lines().count(), 2);
    assert_eq!(folder.run(&["view", "b.md"]).out, CLEAN);
    assert_eq!(folder.run(&["view", "--source", "b.md"]).code, Some(2));
    assert_eq!(folder.run(&["view", "c.md"]).code, Some(2));
}

#[test]
fn parse_prints_the_tree() {
    let folder = Folder::with(&[("a.md", "# A *b*\n\nc\n"), ("b.mdx", "{x}\n")]);
    snap("cli", "parse", folder.run(&["parse", "a.md"]).shown());
    let json: serde_json::Value =
        serde_json::from_str(&folder.run(&["parse", "--format", "json", "a.md"]).out).unwrap();
    assert!(json.is_object());
    let plain = folder.run(&["parse", "--flavor", "commonmark", "b.mdx"]);
    assert_eq!(plain.code, Some(0));
    assert_eq!(folder.run(&["parse", "nowhere.md"]).code, Some(2));
}

#[test]
fn help_schema_completions_and_manual() {
    let folder = Folder::with(&[]);
    let schema: serde_json::Value = serde_json::from_str(&folder.run(&["schema"]).out).unwrap();
    assert!(schema["properties"]["overrides"].is_object());
    assert!(folder.run(&["completions", "bash"]).out.contains("_loclint"));
    assert!(folder.run(&["man"]).out.contains(".TH loclint"));
    let help = folder.run(&["--help"]);
    assert_eq!((help.code, help.errors.as_str()), (Some(0), ""));
    assert!(folder.run(&["check", "--help"]).out.contains("Formats of --output:"));
    assert!(folder.run(&["--version"]).out.starts_with("loclint "));
    let topic = folder.run(&["help", "layouts"]);
    assert!(topic.out.starts_with("# Layouts"), "{}", topic.out);
    assert!(folder.run(&["help"]).out.contains("output-formats"));
    assert!(folder.run(&["help", "check"]).out.contains("--fail-on"));
    let unknown = folder.run(&["help", "layout"]);
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.errors.contains("did you mean `layouts`?"), "{}", unknown.errors);
}

#[test]
fn without_arguments_the_folder_is_checked() {
    assert_eq!(Folder::with(&[]).run(&[]).code, Some(2), "there is no article");
    let folder = Folder::with(&[("a.md", "# A\n\n<<<<<<< one\n=======\n>>>>>>> two\n")]);
    let ran = folder.run(&[]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.contains("text/merge-marker"), "{}", ran.out);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let folder = Folder::with(&[]);
    for article in 0..300 {
        folder.write(&format!("{article}.md"), FAULTY.repeat(20).as_bytes());
    }
    for arguments in [&["check", "-o", "json"][..], &["check", "-o", "full"], &["schema"], &["man"]]
    {
        let mut command = folder.command(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), &*errors), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn what_concerns_several_articles_follows_the_overrides_of_each() {
    let pair = |id: &str, target: &str| {
        format!(
            "<span data-ttu-id=\"{id}\">{target}</span><span class=\"sxs-lookup\">\
             <span data-stu-id=\"{id}\">Open the list of all sites.</span></span>\n"
        )
    };
    let settings = "version: 1\nlocale: nl-NL\noverrides:\n  - files: [old/**]\n    rules: { consistency/target: off }\n    reason: left as they are\n";
    let folder = Folder::with(&[
        ("loclint.yaml", settings),
        ("a.md", &pair("0a1b2-101", "Open de lijst met alle sites.")),
        ("new/b.md", &pair("0a1b2-102", "Toon alle sites in een lijst.")),
        ("old/c.md", &pair("0a1b2-103", "Laat de lijst van alle sites zien.")),
    ]);
    let ran = folder.run(&["check", "-o", "json", "."]);
    assert_eq!(ran.code, Some(0), "{}", ran.errors);
    let found: Vec<_> = ran.out.lines().filter(|line| line.contains("\"file\":")).collect();
    assert!(found.iter().any(|line| line.contains("new/b.md")), "{}", ran.out);
    assert!(found.iter().any(|line| line.contains("a.md")), "the usual rendering: {}", ran.out);
    assert!(!found.iter().any(|line| line.contains("old/c.md")), "{}", ran.out);
    let mut child = folder
        .command(&["check", "-o", "concise", "a.md", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let text = pair("0a1b2-104", "Toon alle sites.");
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let ran = Ran::of(&child.wait_with_output().unwrap());
    assert!(ran.out.contains("consistency/target"), "standard input counts: {}", ran.out);
}

#[test]
#[cfg(unix)]
fn a_report_goes_to_a_device_or_through_a_link_and_replaces_neither() {
    use std::os::unix::fs::FileTypeExt as _;
    let folder = Folder::with(&[("a.md", "# A\n"), ("real.json", "old")]);
    std::os::unix::fs::symlink(folder.0.join("real.json"), folder.0.join("link.json")).unwrap();
    let run = folder.run(&["check", "a.md", "-o", "json=/dev/null", "-o", "json=link.json"]);
    assert_eq!(run.code, Some(0), "{}", run.errors);
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    assert!(fs::symlink_metadata(folder.0.join("link.json")).unwrap().is_symlink());
    assert!(fs::read_to_string(folder.0.join("real.json")).unwrap().starts_with("{\"version\":1"));
}

/// A translation in the layout of Hugo, beside its source.
const TRANSLATION: (&str, &str) =
    ("content/es/docs/clock.md", "# Reloj\n\nEl reloj tiene [una alarma](alarm.md).\n");
const ITS_SOURCE: (&str, &str) =
    ("content/en/docs/clock.md", "# Clock\n\nThe clock has [an alarm](bell.md).\n");

#[test]
fn a_translation_is_paired_with_its_source() {
    let folder = Folder::with(&[
        TRANSLATION,
        ITS_SOURCE,
        ("content/en/docs/new.md", "# New\n"),
        ("content/es/docs/old.md", "# Viejo\n"),
        ("README.md", "# Clocks\n"),
    ]);
    let pairs = folder.run(&["pairs"]);
    assert_eq!(pairs.code, Some(0));
    assert!(
        pairs.out.contains("content/es/docs/clock.md <- content/en/docs/clock.md (hugo-dir, es"),
        "{}",
        pairs.out
    );
    assert!(pairs.out.contains("content/es/docs/old.md: no source, `content/en/docs/old.md`"));
    assert!(pairs.out.contains("README.md: stands alone"));
    let missing = folder.run(&["pairs", "--missing"]);
    assert!(missing.out.contains("content/en/docs/new.md: es\n"), "{}", missing.out);
    let check = |arguments: &[&str]| {
        let mut all = vec!["check", "-o", "concise", "--only", "link/changed-destination"];
        all.extend(arguments);
        folder.run(&all)
    };
    let found = check(&["--against", "head"]);
    assert_eq!(found.code, Some(1), "{}", found.out);
    assert!(
        found.out.starts_with("content/es/docs/clock.md:3:16: error[link/changed-destination]")
    );
    // A changed source checks its translations.
    let by_source = check(&["--against", "head", "content/en/docs/clock.md"]);
    let finding = |ran: &Ran| ran.out.lines().next().unwrap().to_owned();
    assert_eq!(finding(&by_source), finding(&found));
    let by_hand = check(&["--source", "content/en/docs/clock.md", "content/es/docs/clock.md"]);
    assert_eq!(finding(&by_hand), finding(&found));
    // Nothing says that the translation was made from this text.
    let recorded = check(&[]);
    assert_eq!(recorded.code, Some(0), "{}", recorded.out);
    assert!(recorded.out.contains("warning[link/changed-destination]"));
}

#[test]
#[cfg(unix)]
fn each_translation_is_checked_once_however_its_folder_is_named() {
    let folder = Folder::with(&[
        TRANSLATION,
        ITS_SOURCE,
        ("content/fr/docs/clock.md", "# Horloge\n\nL’horloge a [une alarme](alarme.md).\n"),
    ]);
    let whole = fs::canonicalize(folder.0.join("content")).unwrap();
    let whole = whole.to_str().unwrap();
    fs::create_dir_all(folder.0.join("work/main/.git")).unwrap();
    let below = |place: &str, arguments: &[&str]| {
        let mut all = vec!["check", "-o", "jsonl", "--only", "link/changed-destination"];
        all.extend(arguments);
        let ran =
            Ran::of(&folder.command(&all).current_dir(folder.0.join(place)).output().unwrap());
        let mut seen = Vec::new();
        for line in ran.out.lines() {
            let finding: serde_json::Value = serde_json::from_str(line).unwrap();
            let related = &finding["related"][0]["file"];
            seen.push((finding["file"].to_string(), related.to_string()));
        }
        seen
    };
    let pair = |way: &str, locale: &str| {
        let path = |locale: &str| format!("\"{way}/{locale}/docs/clock.md\"");
        (path(locale), path("en"))
    };
    let both = |way: &str| vec![pair(way, "es"), pair(way, "fr")];
    // From inside, and from beside it: as the folder was named.
    assert_eq!(below(".", &["content"]), both("content"));
    assert_eq!(below("work/main", &["../../content"]), both("../../content"));
    assert_eq!(below("work/main", &[whole]), both(whole));
    assert_eq!(below(".", &[whole]), both("content"), "what lies below is told from here");
    // A source brings its translations with it, named as it is.
    let source = format!("{whole}/en/docs/clock.md");
    assert_eq!(below("work/main", &[&source]), both(whole));
    // The same file by several names.
    let (one, other) = (format!("{whole}/es/docs/clock.md"), "../../content/es/docs/clock.md");
    assert_eq!(below("work/main", &[&one, &one]), [pair(whole, "es")]);
    for name in [&*one, "./../../content/fr/../es/docs/clock.md", "../../content/es"] {
        for names in [[name, other], [other, name]] {
            assert_eq!(below("work/main", &names), [pair("../../content", "es")], "{names:?}");
        }
    }
    // Its source in one way, itself in another.
    assert_eq!(below("work/main", &["../../content/en", whole]), both(whole));
    let sources = ["check", "-v", "--side", "source", "../../content/es", &source];
    let mut command = folder.command(&sources);
    let ran = Ran::of(&command.current_dir(folder.0.join("work/main")).output().unwrap());
    assert!(ran.errors.contains("articles: 1,"), "one source: {}", ran.errors);
}

#[test]
#[cfg(unix)]
fn a_way_up_from_a_link_is_that_of_the_system() {
    let folder =
        Folder::with(&[("docs/a.md", CLEAN), ("other/a.md", FAULTY), ("other/below/b.md", CLEAN)]);
    let link = folder.0.join("docs/link");
    std::os::unix::fs::symlink(folder.0.join("other/below"), link).unwrap();
    let ran = folder.run(&["check", ONLY, "-o", "jsonl", "docs/a.md", "docs/link/../a.md"]);
    let files: Vec<&str> =
        ran.out.lines().filter_map(|line| line.split("\"file\":").nth(1)).collect();
    let [file] = files.as_slice() else { panic!("one finding: {}", ran.out) };
    assert!(file.starts_with("\"other/a.md\""), "{file}");
}

#[test]
fn layouts_of_the_configuration() {
    let folder = Folder::with(&[
        ("book/es/a.md", TRANSLATION.1),
        ("book/original/a.md", ITS_SOURCE.1),
        (
            "loclint.yaml",
            "layouts:\n  - name: book\n    target: 'book/{locale}/{path}'\n    \
             source: 'book/original/{path}'\n",
        ),
    ]);
    let pairs = folder.run(&["pairs", "book"]);
    assert!(pairs.out.contains("book/es/a.md <- book/original/a.md (book, es"), "{}", pairs.out);
    folder.write("loclint.yaml", b"layouts: [{ target: 'x/{lang}/{path}', source: 'y/{path}' }]\n");
    let wrong = folder.run(&["pairs"]);
    assert_eq!(wrong.code, Some(2));
    assert!(wrong.errors.contains("unknown placeholder `{lang}`"), "{}", wrong.errors);
    folder.write(
        "loclint.yaml",
        b"layouts: [{ name: gone, target: 'book/{locale}/{path}', source: '../gone/{path}' }]\n",
    );
    let absent = folder.run(&["check", "book/es"]);
    assert_eq!(absent.code, Some(0), "{}", absent.out);
    assert!(absent.errors.contains("is not there: 1 translation was checked without source"));
    assert_eq!(folder.run(&["check", "--require-source", "book/es"]).code, Some(2));
    folder.write(
        "loclint.yaml",
        b"layouts: [{ name: two, target: 'book/{locale}/{path}', source: ['book/original/{path}', 'other/{path}'] }]\n",
    );
    folder.write("other/a.md", b"# Other\n");
    let two = folder.run(&["check", "book/es"]);
    assert_eq!(two.code, Some(2), "{}", two.out);
    assert!(two.errors.contains("has 2 sources"), "{}", two.errors);
}

#[test]
fn faults_of_sources_are_told_once_with_the_locales_they_affect() {
    let fault = "# Clock\n\n::: moniker range=\"clock-2\"\n\nText.\n";
    let folder = Folder::with(&[
        ("docs/en-us/a.md", fault),
        ("docs/de-de/a.md", "# Uhr\n\n::: moniker range=\"clock-2\"\n\nText.\n\n::: moniker-end\n"),
        (
            "docs/fr-fr/a.md",
            "# Horloge\n\n::: moniker range=\"clock-2\"\n\nTexte.\n\n::: moniker-end\n",
        ),
    ]);
    let only = ["check", "-o", "jsonl", "--only", "moniker/unbalanced"];
    assert_eq!(folder.run(&only).out, "");
    let source = folder.run(&[&only[..], &["--side", "source"]].concat());
    assert_eq!(source.code, Some(1), "{}", source.errors);
    assert_eq!(source.out.lines().count(), 1, "{}", source.out);
    assert!(source.out.contains("\"locale\":\"de-DE, fr-FR\""), "{}", source.out);
    let both = folder.run(&[&only[..], &["--side", "both"]].concat());
    assert_eq!(both.code, Some(0), "a source's fault fails no translation");
    assert!(both.out.contains("\"severity\":\"warning\""), "{}", both.out);
}

#[test]
fn what_stays_in_the_source_language_is_not_told() {
    let words = "Every copy that is older than a year will be deleted when the disk is full.\n";
    let article = format!("# Copies\n\n{words}");
    let folder = Folder::with(&[
        ("content/en/a.md", &article),
        ("content/es/a.md", &article.replace("Copies", "Copias")),
    ]);
    let check = || folder.run(&["check", "-o", "concise", "--only", "untranslated"]).out;
    assert!(check().contains("untranslated/segment"), "{}", check());
    folder.write(
        "loclint.yaml",
        b"untranslated_ok: [{ paths: [content/en/a.md], reason: legal text, until: 2999-01-01 }]\n",
    );
    assert!(!check().contains("untranslated/"), "{}", check());
    folder.write(
        "loclint.yaml",
        b"untranslated_ok: [{ paths: [content/en/a.md], reason: legal text, until: 2001-01-01 }]\n",
    );
    assert!(check().contains("untranslated/segment"), "the day has gone by");
    folder.write("content/es/a.md", format!("---\ntranslated: false\n---\n{article}").as_bytes());
    assert!(!check().contains("untranslated/"), "{}", check());
}

#[test]
fn what_is_found_in_a_source_is_found_in_no_article() {
    let layout = "layouts:\n- { kind: pair, target: '{locale}/{path}', source: 'en/{path}' }\n";
    let folder = Folder::with(&[("loclint.yaml", layout), ("nl/a.md", FAULTY)]);
    folder.write("en/a.md", b"# Backups\n\nBack \xff up.\n");
    let ran = folder.run(&["check", "--only=link/empty-text,file"]);
    let places: Vec<&str> = ran.out.lines().filter_map(|line| line.split(':').next()).collect();
    assert!(places.contains(&"en/a.md") && places.contains(&"nl/a.md"), "{}", ran.out);
    assert!(ran.out.ends_with(" in 1 of 1 article\n"), "{}", ran.out);
}

#[test]
fn xliff_has_a_file_for_each_language() {
    let folder = Folder::with(&[("a.md", FAULTY), ("b.md", &FAULTY.replace("nl-NL", "de-DE"))]);
    let all = folder.run(&["check", ONLY, "-o", "xliff", "-o", "concise"]);
    assert_eq!(all.code, Some(2));
    assert!(
        all.errors.contains("de-DE, nl-NL") && all.errors.contains("{locale}"),
        "{}",
        all.errors
    );
    assert!(all.out.contains("a.md:6:") && !all.out.contains("xliff"), "the rest is written");
    let each = folder.run(&["check", ONLY, "-o", "xliff=out.{locale}.xlf"]);
    assert_eq!((each.code, each.errors.as_str()), (Some(1), ""));
    for (locale, path) in [("nl-NL", "a.md"), ("de-DE", "b.md")] {
        let text = fs::read_to_string(folder.0.join(format!("out.{locale}.xlf"))).unwrap();
        assert!(text.contains(&format!("trgLang=\"{locale}\"")), "{text}");
        assert!(text.contains(&format!("original=\"{path}\"")), "{text}");
        assert_eq!((text.matches("<file ").count(), text.matches("left out").count()), (1, 0));
    }
    let one = folder.run(&["check", ONLY, "-o", "xliff=one.xlf", "a.md"]);
    assert_eq!(one.code, Some(1), "{}", one.errors);
    assert!(folder.0.join("one.xlf").exists());
}

#[test]
fn what_concerns_several_articles_shows_the_source_too() {
    let text = include_str!("../fixtures/consistency/target/japanese.md");
    let folder = Folder::with(&[("a.md", text)]);
    let only = ["check", "--only=consistency/target", "--locale=ja-JP", "-o", "csv"];
    let ran = folder.run(&only);
    assert!(
        ran.out.contains(",バックアップ一覧を表示します。,Open the list of backups.,"),
        "{}",
        ran.out
    );
}
