//! Known findings: `loclint baseline`, `check --baseline` and what `check` makes of them.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

/// A folder of its own, removed at the end.
pub(crate) struct Tree(pub(crate) PathBuf);

impl Tree {
    pub(crate) fn with(files: &[(&str, &str)]) -> Tree {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("loclint-known-{}-{number}", std::process::id());
        let tree = Tree(std::env::temp_dir().join(name));
        // It looks like the root of a repository, so that nothing outside of it counts.
        fs::create_dir_all(tree.0.join(".git")).unwrap();
        for (path, text) in files {
            tree.write(path, text);
        }
        tree
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn rename(&self, from: &str, to: &str) {
        fs::rename(self.0.join(from), self.0.join(to)).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap()
    }

    /// Exit code, standard output and standard error.
    pub(crate) fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        self.run_in("", arguments)
    }

    pub(crate) fn run_in(&self, folder: &str, arguments: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_loclint"));
        command.args(arguments).current_dir(self.0.join(Path::new(folder))).stdin(Stdio::null());
        for name in ["GITHUB_ACTIONS", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS", "LOCLINT_CONFIG"]
        {
            command.env_remove(name);
        }
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace("\r\n", "\n");
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const CONFIG: &str = "baseline: .loclint/known.txt\n";
pub(crate) const FAULT: &str = "Lees eerst [](plannen.md), en kies dan een plaats.\n";
pub(crate) const OTHER: &str = "Zie ook [](herstellen.md) voor meer.\n";

/// A configuration in which one rule is on, so that a rule added to the preset changes nothing here.
pub(crate) fn config(on: &str) -> String {
    let list = Command::new(env!("CARGO_BIN_EXE_loclint"))
        .args(["rules", "--isolated", "--format", "json"])
        .output()
        .unwrap();
    let list: serde_json::Value = serde_json::from_slice(&list.stdout).unwrap();
    let mut config = "rules:\n".to_owned();
    for rule in list["rules"].as_array().unwrap() {
        let id = rule["id"].as_str().unwrap();
        let level = match id {
            _ if id == on => "error",
            "suppress/stale-baseline" => "info",
            _ => "off",
        };
        config.extend(["  ", id, ": ", level, "\n"]);
    }
    config
}

pub(crate) fn article(paragraphs: &[&str]) -> String {
    format!("---\nms.contentlocale: nl-NL\n---\n# Back-ups\n\n{}", paragraphs.join("\n"))
}

fn tree() -> Tree {
    Tree::with(&[
        ("loclint.yaml", &(CONFIG.to_owned() + &config("link/empty-text"))),
        ("docs/a.md", &article(&[FAULT])),
        ("docs/b.md", &article(&[FAULT, OTHER])),
    ])
}

#[test]
fn what_is_known_is_not_told_again() {
    let tree = tree();
    let (code, _, errors) = tree.run(&["check"]);
    assert_eq!(code, 2, "a baseline that is named must be there");
    assert!(errors.contains("loclint baseline create"), "{errors}");
    let (code, out, errors) = tree.run(&["baseline", "create"]);
    assert_eq!((code, errors.as_str()), (0, ""));
    assert_eq!(out, ".loclint/known.txt: 3 known findings in 2 articles\n");
    let text = tree.read(".loclint/known.txt");
    let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|it| it.split('\t').collect()).collect();
    assert_eq!(rows.len(), 3, "{text}");
    assert!(rows.iter().all(|row| row[1] == "link/empty-text" && row[2].len() == 16), "{text}");
    assert_eq!((rows[0][0], rows[0][3]), ("docs/a.md", "1"));
    assert!(rows.is_sorted());

    assert_eq!(tree.run(&["check"]), (0, "no findings in 2 articles\n".into(), String::new()));
    assert_eq!(tree.run_in("docs", &["check"]).0, 0, "from a folder below, too");
    assert_eq!(tree.run(&["check", "--no-baseline"]).0, 1);
    let (code, _, errors) = tree.run(&["baseline", "create"]);
    assert!(code == 2 && errors.contains("is there already"), "{errors}");

    // Lines move, paragraphs are wrapped otherwise: the findings are the old ones.
    let wrapped = OTHER.replace(" voor", "\nvoor");
    tree.write("docs/b.md", &article(&["Nieuw.\n", &wrapped, FAULT]));
    assert_eq!(tree.run(&["check"]).0, 0);
    // The same fault once more is one more, the later one.
    tree.write("docs/a.md", &article(&[FAULT, FAULT]));
    let (code, out, _) = tree.run(&["check"]);
    assert_eq!(code, 1);
    assert!(out.starts_with("docs/a.md:8:12: error[link/empty-text]"), "{out}");
    assert_eq!(out.matches("error[").count(), 1, "{out}");
}

#[test]
fn a_file_with_another_name_keeps_its_findings() {
    let tree = tree();
    tree.run(&["baseline", "create"]);
    tree.rename("docs/b.md", "docs/c.md");
    assert_eq!(tree.run(&["check"]), (0, "no findings in 2 articles\n".into(), String::new()));
    let (_, out, _) = tree.run(&["baseline", "update"]);
    assert_eq!(
        out,
        ".loclint/known.txt: 3 known findings in 2 articles; 0 new, 0 no longer occurred\n"
    );
    let text = tree.read(".loclint/known.txt");
    assert!(text.contains("docs/c.md\t") && !text.contains("docs/b.md\t"), "{text}");
}

#[test]
fn entries_that_no_longer_occur_are_told_once_and_pruned() {
    let tree = tree();
    tree.run(&["baseline", "create"]);
    tree.write("docs/b.md", &article(&["Alles is goed.\n"]));
    let (code, out, _) = tree.run(&["check"]);
    assert_eq!(code, 0);
    let told = ".loclint/known.txt:3:1: info[suppress/stale-baseline]: 2 entries";
    assert!(out.starts_with(told), "{out}");
    assert_eq!(tree.run(&["check", "--ratchet"]).0, 1);
    assert_eq!(tree.run(&["check", "--ratchet", "docs/a.md"]).0, 0, "of what was read");
    assert_eq!(tree.run(&["check", "--ratchet", "docs/b.md"]).0, 1);
    for partial in [&["check", "docs"][..], &["check", "--only", "link"], &["check", "docs/b.md"]] {
        let (code, out, _) = tree.run(partial);
        assert!(code == 0 && !out.contains("stale"), "{partial:?}: {out}");
    }
    let (_, out, _) = tree.run(&["baseline", "stat"]);
    assert_eq!(
        out,
        "   known     gone      new  rule\n       3        2        0  link/empty-text\n       \
         3        2        0  all\n"
    );
    // A new finding is no business of `prune`.
    tree.write("docs/a.md", &article(&[FAULT, OTHER]));
    let (_, out, _) = tree.run(&["baseline", "prune"]);
    assert_eq!(out, ".loclint/known.txt: 1 known finding in 1 article; 2 no longer occurred\n");
    assert_eq!(tree.run(&["check"]).0, 1);
}

#[test]
fn partial_runs_leave_other_files_alone() {
    let tree = tree();
    tree.run(&["baseline", "create"]);
    tree.write("docs/a.md", &article(&[OTHER]));
    tree.write("docs/b.md", &article(&["Alles is goed.\n"]));
    let (_, out, _) = tree.run(&["baseline", "update", "docs/a.md"]);
    assert_eq!(
        out,
        ".loclint/known.txt: 3 known findings in 2 articles; 1 new, 1 no longer occurred\n"
    );
    assert_eq!(tree.read(".loclint/known.txt").matches("docs/b.md\t").count(), 2);
    fs::remove_file(tree.0.join("docs/b.md")).unwrap();
    tree.run(&["baseline", "prune", "docs"]);
    assert_eq!(tree.read(".loclint/known.txt").matches("docs/b.md\t").count(), 2);
    tree.run(&["baseline", "prune"]);
    assert_eq!(tree.read(".loclint/known.txt").matches("docs/b.md\t").count(), 0);
}

#[test]
fn another_file_and_a_broken_one() {
    let tree = tree();
    let (code, out, _) = tree.run(&["baseline", "create", "--baseline", "mine.txt", "docs/a.md"]);
    assert_eq!(code, 0);
    assert!(out.contains("`baseline: mine.txt` in loclint.yaml"), "{out}");
    let (code, out, _) = tree.run(&["check", "--baseline", "mine.txt"]);
    assert_eq!((code, out.matches("docs/b.md").count()), (1, 2), "{out}");
    tree.write(".loclint/known.txt", "# loclint baseline 1\n<<<<<<< ours\n");
    let (code, _, errors) = tree.run(&["check"]);
    assert!(code == 2 && errors.contains("known.txt:2:1"), "{errors}");
}

#[test]
fn what_is_known_is_not_mended() {
    let old = article(&["Maak el\u{200b}ke dag een back-up.\n"]);
    let config = CONFIG.to_owned() + &config("text/invisible-character");
    let tree = Tree::with(&[("loclint.yaml", &config), ("docs/a.md", &old)]);
    assert_eq!(tree.run(&["baseline", "create"]).0, 0);
    let fault = "Bewaar de ko\u{200b}pieën apart.\n";
    let new = |fault: &str| format!("{old}\n{fault}");
    tree.write("docs/a.md", &new(fault));
    let (_, diff, _) = tree.run(&["check", "--diff"]);
    assert!(diff.contains("would fix 1 finding\n"), "{diff}");
    let fixed = "no findings in 1 article; fixed 1\n";
    assert_eq!(tree.run(&["check", "--fix"]), (0, fixed.into(), String::new()));
    assert_eq!(tree.read("docs/a.md"), new(&fault.replace('\u{200b}', "")));
    assert_eq!(tree.run(&["check", "--fix"]).1, "no findings in 1 article; fixed 0\n");
    tree.rename("docs/a.md", "docs/b.md");
    let nothing = tree.run(&["check", "--fix"]).1;
    assert_eq!(nothing, "no findings in 1 article; fixed 0\n", "under another name, too");
    tree.rename("docs/b.md", "docs/a.md");
    assert_eq!(tree.run(&["check", "--fix", "--no-baseline"]).1, fixed);
    assert!(!tree.read("docs/a.md").contains('\u{200b}'));
}
