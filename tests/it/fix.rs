//! `check --fix` and `--diff` with the built program: what they write, what they leave as it was.

use crate::cli::{Folder, Ran};
use crate::snap::snap;
use std::{fs, io::Write as _, process::Stdio};

/// Rules with fixes, so that rules that are added later change nothing here.
const ONLY: &str = "--only=text/doubled-space,text/doubled-word,text/invisible-character,file,alert/text-on-marker-line";

/// A side-by-side article with a space too many.
const SPACES: &str = "# Back-ups\n\n<span data-ttu-id=\"0a1b2-101\">Maak elke  dag een back-up.</span>\
    <span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-101\">Make a backup every day.</span></span>\n";
const FIXED: &str = "# Back-ups\n\n<span data-ttu-id=\"0a1b2-101\">Maak elke dag een back-up.</span>\
    <span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-101\">Make a backup every day.</span></span>\n";

fn read(folder: &Folder, path: &str) -> String {
    fs::read_to_string(folder.0.join(path)).unwrap()
}

fn fix(path: &str, text: &str, arguments: &[&str]) -> (Ran, String) {
    let folder = Folder::with(&[(path, text)]);
    let mut all = vec!["check", ONLY, "--locale=nl-NL", "--fix"];
    all.extend(arguments);
    let ran = folder.run(&all);
    let after = read(&folder, path);
    let left = fs::read_dir(&folder.0).unwrap().count();
    assert_eq!(left, 2, "nothing is left beside the article");
    (ran, after)
}

#[test]
fn what_is_fixed_is_written_and_what_remains_is_told() {
    let (ran, after) = fix("a.md", SPACES, &[]);
    assert_eq!((ran.code, after.as_str()), (Some(0), FIXED));
    assert_eq!(
        (ran.out.as_str(), ran.errors.as_str()),
        ("no findings in 1 article; fixed 1\n", "")
    );
    let (ran, after) = fix("a.md", FIXED, &[]);
    assert_eq!((ran.code, after.as_str()), (Some(0), FIXED));
    assert_eq!(ran.out, "no findings in 1 article; fixed 0\n");
    let (ran, after) = fix("a.md", "Lees de de tek\u{200b}st.\n", &["--fail-on=info"]);
    assert_eq!((ran.code, after.as_str()), (Some(1), "Lees de de tekst.\n"), "{}", ran.out);
    assert!(ran.out.ends_with("; fixed 1, 1 more with --unsafe-fixes\n"), "{}", ran.out);
    let (ran, after) = fix("a.md", "Lees de de tek\u{200b}st.\n", &["--unsafe-fixes"]);
    assert_eq!((ran.code, after.as_str()), (Some(0), "Lees de tekst.\n"));
    assert!(ran.out.ends_with("; fixed 2\n"), "{}", ran.out);
    let (ran, _) = fix("a.md", SPACES, &["-o", "json"]);
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((&json["summary"]["fixed"], &json["summary"]["infos"]), (&1.into(), &0.into()));
    let alone = Folder::with(&[]).run(&["check", "--unsafe-fixes"]);
    assert_eq!(alone.code, Some(2), "unsafe fixes of what?");
}

#[test]
fn the_way_a_file_is_written_stays() {
    for (before, after) in [
        ("\u{feff}# A\r\n\r\nel\u{200b}ke dag\r\n", "\u{feff}# A\r\n\r\nelke dag\r\n"),
        ("# A\n\nel\u{200b}ke dag", "# A\n\nelke dag"),
        (
            "el\u{200b}ke dag\r\nelk uur\nelke we\u{200b}ek\r\n",
            "elke dag\r\nelk uur\nelke week\r\n",
        ),
        ("elke\u{200b} dag \n\n\n", "elke dag \n\n\n"),
    ] {
        assert_eq!(fix("a.md", before, &[]).1, after);
    }
    let alert = "> [!NOTE] Maak een back-up.\r\n> Elke dag.\r\n";
    let folder = Folder::with(&[("a.md", alert)]);
    let ran = folder.run(&["check", "--only=alert/text-on-marker-line", "--fix", "--locale=nl-NL"]);
    let after = read(&folder, "a.md");
    assert_eq!(after, "> [!NOTE]\r\n> Maak een back-up.\r\n> Elke dag.\r\n", "{}", ran.out);
}

#[test]
fn one_fix_brings_another_to_light() {
    let text = "Kies\u{200b} Op\u{200b}slaan, en de\u{200b} de knop.\n";
    let (ran, after) = fix("a.md", text, &["--unsafe-fixes"]);
    assert_eq!(after, "Kies Opslaan, en de knop.\n", "{}", ran.out);
    assert_eq!(ran.code, Some(0));
}

#[test]
fn a_difference_is_shown_and_nothing_written() {
    let long = "Wie de beheerder is, staat in het overzicht van de abonnementen. ".repeat(30);
    let long = format!("# Lang\n\n{long}Kies Op\u{200b}slaan. {long}\n");
    let folder = Folder::with(&[("a.md", SPACES), ("b.md", &long), ("c.md", FIXED)]);
    let ran = folder.run(&["check", ONLY, "--locale=nl-NL", "--diff"]);
    snap("fix", "diff", ran.shown());
    assert_eq!((read(&folder, "a.md").as_str(), read(&folder, "b.md")), (SPACES, long));
    let mut command = folder.command(&["check", ONLY, "--locale=nl-NL", "--diff", "-q"]);
    let github = Ran::of(&command.env("GITHUB_ACTIONS", "true").output().unwrap());
    let first = github.out.lines().next().unwrap();
    let token = first.strip_prefix("::stop-commands::").unwrap();
    assert!(token.len() > 20);
    assert!(github.out.ends_with(&format!("::{token}::\n")), "{}", github.out);
    let both = folder.run(&["check", ONLY, "--locale=nl-NL", "--diff", "--fix"]);
    assert_eq!(both.out, ran.out);
    assert_eq!(read(&folder, "a.md"), SPACES);
}

#[test]
fn standard_input_comes_out_fixed() {
    let folder = Folder::with(&[("a.md", SPACES)]);
    let run = |text: &[u8], more: &[&str]| {
        let arguments = [&["check", ONLY, "--locale=nl-NL", "-"], more].concat();
        let mut command = folder.command(&arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(text).unwrap();
        child.wait_with_output().unwrap()
    };
    let ran = run(SPACES.as_bytes(), &["--fix", "--stdin-filename=a.md"]);
    assert_eq!(String::from_utf8(ran.stdout).unwrap(), FIXED);
    assert_eq!(read(&folder, "a.md"), SPACES, "what comes by the pipe goes by the pipe");
    assert!(String::from_utf8(ran.stderr).unwrap().contains("fixed 1"));
    let ran = run(b"niets \xff\n", &["--fix"]);
    assert_eq!(ran.stdout, b"niets \xff\n", "what cannot be read is given back");
    assert_eq!(ran.status.code(), Some(1));
    let ran = run(FIXED.as_bytes(), &["--fix"]);
    assert_eq!(ran.stdout, FIXED.as_bytes());
    let ran = run(SPACES.as_bytes(), &["--diff"]);
    assert!(String::from_utf8(ran.stdout).unwrap().contains("[-  -]{+ +}"));
}

#[test]
fn the_source_is_never_touched() {
    let source = "# Backups\n\nMake a backup every every day, please.\n";
    let target = "# Back-ups\n\nMaak el\u{200b}ke dag een back-up.\n";
    let folder = Folder::with(&[("content/en/a.md", source), ("content/nl/a.md", target)]);
    folder.write(
        "loclint.yaml",
        b"layouts:\n- { kind: pair, target: 'content/{locale}/{path}', source: 'content/en/{path}' }\n",
    );
    let ran = folder.run(&["check", ONLY, "--fix", "--unsafe-fixes", "--side=both"]);
    assert_eq!(read(&folder, "content/en/a.md"), source, "{}", ran.out);
    let fixed = target.replace('\u{200b}', "");
    assert_eq!(read(&folder, "content/nl/a.md"), fixed, "{}", ran.out);
}

#[test]
fn an_undone_fix_is_told() {
    // The word is doubled three times: removing one leaves the finding.
    let folder = Folder::with(&[("a.md", "Lees de de de de tekst.\n")]);
    let arguments = ["check", ONLY, "--locale=nl-NL", "--fix", "--unsafe-fixes", "-v"];
    let first = folder.run(&arguments);
    let text = read(&folder, "a.md");
    let second = folder.run(&arguments);
    assert_eq!(read(&folder, "a.md"), text, "{}\n{}", first.errors, second.errors);
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    #[test]
    fn what_cannot_be_written_is_an_error_and_nothing_is_lost() {
        let folder = Folder::with(&[("a.md", SPACES), ("b.md", SPACES)]);
        let path = folder.0.join("a.md");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        let ran = folder.run(&["check", ONLY, "--locale=nl-NL", "--fix"]);
        assert_eq!(ran.code, Some(2));
        assert!(ran.errors.contains("`a.md` is read-only"), "{}", ran.errors);
        assert!(ran.out.contains("a.md:3:"), "its finding is still told: {}", ran.out);
        assert_eq!(
            (read(&folder, "a.md").as_str(), read(&folder, "b.md").as_str()),
            (SPACES, FIXED)
        );
    }

    #[test]
    fn a_full_disk_loses_nothing() {
        let folder = Folder::with(&[("a.md", SPACES)]);
        let program = env!("CARGO_BIN_EXE_loclint");
        let script = format!(
            "trap '' XFSZ; ulimit -f 0; exec '{program}' check {ONLY} --locale=nl-NL --fix"
        );
        let mut command = std::process::Command::new("sh");
        let output = command.args(["-c", &script]).current_dir(&folder.0).output().unwrap();
        let ran = Ran::of(&output);
        assert_eq!(ran.code, Some(2), "{}{}", ran.out, ran.errors);
        assert!(ran.errors.contains("`a.md` cannot be written"), "{}", ran.errors);
        assert_eq!(read(&folder, "a.md"), SPACES);
        assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 2, "nothing is left beside it");
    }

    #[test]
    fn permissions_stay_and_a_link_stays_a_link() {
        let folder = Folder::with(&[("text/a.md", SPACES), ("docs/other.txt", "")]);
        let path = folder.0.join("text/a.md");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("../text/a.md", folder.0.join("docs/b.md")).unwrap();
        let ran = folder.run(&["check", ONLY, "--locale=nl-NL", "--fix", "docs/b.md"]);
        assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.errors);
        assert_eq!(read(&folder, "text/a.md"), FIXED);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(fs::symlink_metadata(folder.0.join("docs/b.md")).unwrap().is_symlink());
        folder.write("text/a.md", SPACES.as_bytes());
        let both = folder.run(&["check", ONLY, "--locale=nl-NL", "--fix"]);
        assert_eq!((both.code, read(&folder, "text/a.md").as_str()), (Some(0), FIXED));
    }
}
