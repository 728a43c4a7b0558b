//! `check --since REV`: what a change brought, in histories made here.

use crate::known::{FAULT, OTHER, Tree, article, config};
use std::{fs, path::Path, process::Command};

/// Runs git in a folder; `None` where there is no git.
fn git(folder: &Path, arguments: &[&str]) -> Option<()> {
    let output = Command::new("git")
        .args(["-c", "user.name=Writer", "-c", "user.email=writer@example.org"])
        .args(["-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main"])
        .args(["-c", "protocol.file.allow=always"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .ok()?;
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    Some(())
}

fn commit(tree: &Tree) -> Option<()> {
    git(&tree.0, &["add", "-A"])?;
    git(&tree.0, &["commit", "-q", "--allow-empty", "-m", "a change"])
}

/// A repository whose first commit holds these files; one rule is on.
#[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
fn repository(rule: &str, files: &[(&str, &str)]) -> Option<Tree> {
    let tree = Tree::with(files);
    tree.write("loclint.yaml", &config(rule));
    fs::remove_dir_all(tree.0.join(".git")).unwrap();
    if git(&tree.0, &["init", "-q"]).and_then(|()| commit(&tree)).is_none() {
        println!("skipped: no git");
        return None;
    }
    Some(tree)
}

/// The lines of findings.
fn found(tree: &Tree, arguments: &[&str]) -> Vec<String> {
    let (code, out, errors) = tree.run(arguments);
    assert!(code < 2, "{errors}");
    let lines: Vec<String> =
        out.lines().filter(|it| it.contains(": error[")).map(str::to_owned).collect();
    assert_eq!(code == 1, !lines.is_empty(), "{out}");
    lines
}

const EMPTY: &str = "link/empty-text";
const MORE: &str = "Bekijk [](meer.md) als u tijd hebt.\n";

#[test]
fn only_what_is_new() {
    let old = article(&[FAULT, OTHER]);
    let Some(tree) = repository(EMPTY, &[("nl/a.md", &old), ("nl/b.md", &old)]) else { return };
    assert_eq!(found(&tree, &["check"]).len(), 4);
    assert_eq!(found(&tree, &["check", "--since", "HEAD"]), [""; 0]);

    // Moved, wrapped otherwise, and under another name.
    let wrapped = OTHER.replace(" voor", "\nvoor");
    tree.write("nl/a.md", &article(&["Nieuw.\n", &wrapped, MORE, FAULT]));
    git(&tree.0, &["mv", "nl/b.md", "nl/c.md"]);
    let new = found(&tree, &["check", "--since", "HEAD"]);
    let [one] = new.as_slice() else { panic!("{new:#?}") };
    assert!(one.starts_with("nl/a.md:11:8: error[link/empty-text]"), "{one}");

    // Committed, the change is what came since the commit before it.
    commit(&tree);
    assert_eq!(found(&tree, &["check", "--since", "HEAD~1"]), new);
    assert_eq!(found(&tree, &["check", "--since", "HEAD"]), [""; 0]);
    assert_eq!(found(&tree, &["check", "--since", "HEAD~1", "nl/c.md"]), [""; 0]);
    let below = tree.run_in("nl", &["check", "--since", "HEAD~1"]);
    assert!(below.0 == 1 && below.1.starts_with("a.md:11:8:"), "{}", below.1);

    // All that is found in a new file is new, tracked or not.
    tree.write("nl/d.md", &old);
    assert_eq!(found(&tree, &["check", "--since", "HEAD"]).len(), 2);
    git(&tree.0, &["add", "nl/d.md"]);
    assert_eq!(found(&tree, &["check", "--since", "HEAD"]).len(), 2);
}

#[test]
fn the_same_fault_once_more_is_the_later_one() {
    let Some(tree) = repository(EMPTY, &[("nl/a.md", &article(&[FAULT]))]) else { return };
    tree.write("nl/a.md", &article(&[FAULT, FAULT, FAULT]));
    let new = found(&tree, &["check", "--since", "HEAD"]);
    assert_eq!(new.len(), 2, "{new:#?}");
    assert!(new[0].starts_with("nl/a.md:8:") && new[1].starts_with("nl/a.md:10:"), "{new:#?}");
}

#[test]
fn a_changed_source_is_held_against_the_old_one() {
    let source = "# Backups\n\nSee [plans](plans.md).\n\nKeep the copies apart.\n";
    let target = "# Back-ups\n\nZie de plannen.\n\nBewaar de kopieën apart.\n";
    let files = [("content/en/a.md", source), ("content/nl/a.md", target)];
    let Some(tree) = repository("link/missing", &files) else { return };
    let old = found(&tree, &["check", "--against", "head"]);
    assert_eq!(old.len(), 1, "a link of the source is missing: {old:#?}");
    let changed = source.replace("the copies apart.", "the [copies](copies.md) apart.");
    tree.write("content/en/a.md", &changed);
    let new = found(&tree, &["check", "--since", "HEAD", "--against", "head"]);
    let [one] = new.as_slice() else { panic!("{new:#?}") };
    assert!(one.contains("content/nl/a.md:5:") && one.contains("link/missing"), "{one}");
    assert!(one.contains("copies"), "{one}");
}

#[test]
fn what_a_change_breaks_in_a_file_that_did_not_change() {
    let linking = article(&["Lees [meer](other.md).\n"]);
    let other = article(&["Alles over back-ups.\n"]);
    let Some(tree) =
        repository("link/broken-file", &[("nl/a.md", &linking), ("nl/other.md", &other)])
    else {
        return;
    };
    assert_eq!(found(&tree, &["check"]), [""; 0]);
    fs::remove_file(tree.0.join("nl/other.md")).unwrap();
    let new = found(&tree, &["check", "--since", "HEAD"]);
    assert_eq!(new, found(&tree, &["check"]));
    assert_eq!(new.len(), 1, "{new:#?}");
    commit(&tree);
    assert_eq!(found(&tree, &["check", "--since", "HEAD"]), [""; 0]);
}

#[test]
fn what_git_cannot_tell_is_an_error() {
    let Some(tree) = repository(EMPTY, &[("nl/a.md", &article(&[FAULT]))]) else { return };
    let (code, _, errors) = tree.run(&["check", "--since", "no-such-branch"]);
    assert!(code == 2 && errors.contains("`no-such-branch`"), "{errors}");
    assert!(!errors.contains("shallow"), "{errors}");
    assert_eq!(tree.run(&["check", "--since=--output=x"]).0, 2);
    assert_eq!(tree.run(&["check", "--since", ""]).0, 2);

    commit(&tree);
    let url = format!("file://{}", tree.0.display());
    let clone = Tree::with(&[]);
    git(&clone.0, &["clone", "-q", "--depth", "1", &url, "clone"]);
    let (code, _, errors) = clone.run_in("clone", &["check", "--since", "HEAD~1"]);
    assert!(code == 2 && errors.contains("shallow") && errors.contains("fetch-depth"), "{errors}");

    let bare = Tree::with(&[("nl/a.md", CLEAN)]);
    fs::remove_dir_all(bare.0.join(".git")).unwrap();
    let (code, _, errors) = bare.run(&["check", "--since", "HEAD"]);
    assert!(code == 2 && errors.contains("repository"), "{errors}");
}

const CLEAN: &str = "# Back-ups\n\nMaak elke dag een back-up.\n";

#[test]
fn where_a_branch_began() {
    let Some(tree) = repository(EMPTY, &[("nl/a.md", &article(&[FAULT]))]) else { return };
    git(&tree.0, &["checkout", "-q", "-b", "change"]);
    tree.write("nl/b.md", &article(&[OTHER]));
    commit(&tree);
    git(&tree.0, &["checkout", "-q", "main"]);
    tree.write("nl/a.md", &article(&["Alles is goed.\n"]));
    commit(&tree);
    git(&tree.0, &["checkout", "-q", "change"]);
    let new = found(&tree, &["check", "--since", "main..."]);
    assert!(new.len() == 1 && new[0].starts_with("nl/b.md"), "{new:#?}");
    assert_eq!(found(&tree, &["check", "--since", "main"]).len(), 2, "what main has mended is new");
}

#[test]
fn only_what_is_new_is_mended() {
    let old = article(&["Maak el\u{200b}ke dag een back-up.\n"]);
    let files = [("nl/a.md", old.as_str()), ("nl/b.md", old.as_str())];
    let Some(tree) = repository("text/invisible-character", &files) else { return };
    let fault = "Bewaar de ko\u{200b}pieën apart.\n";
    git(&tree.0, &["mv", "nl/b.md", "nl/c.md"]);
    for path in ["nl/a.md", "nl/c.md"] {
        tree.write(path, &format!("{old}\n{fault}"));
    }
    let fixed = "no findings in 2 articles; fixed 2\n";
    assert_eq!(tree.run(&["check", "--fix", "--since", "HEAD"]), (0, fixed.into(), String::new()));
    for path in ["nl/a.md", "nl/c.md"] {
        let mended = format!("{old}\n{}", fault.replace('\u{200b}', ""));
        assert_eq!(tree.read(path), mended);
    }
    assert_eq!(tree.run(&["check", "--fix"]).1, fixed, "all of it");
}
