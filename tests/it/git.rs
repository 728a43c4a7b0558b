//! Translations against the history of their sources: the built program over histories that `git` makes
//! in a fresh folder.
#![expect(clippy::print_stdout, reason = "what is skipped is told")]

use serde_json::Value;
use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

/// A folder of its own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    /// An empty folder; `None` (and a word about it) where there is no git.
    fn new() -> Option<Folder> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        if Command::new("git").arg("--version").output().is_err() {
            println!("skipped: no git");
            return None;
        }
        let name =
            format!("loclint-git-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = Folder(std::env::temp_dir().join(name));
        fs::create_dir_all(&folder.0).unwrap();
        Some(folder)
    }

    /// A folder that is a repository without commits.
    fn repository() -> Option<Folder> {
        let folder = Folder::new()?;
        folder.git("", &["init", "-q", "-b", "main"]);
        Some(folder)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap()
    }

    /// Runs git in a folder below: what it prints.
    fn git(&self, below: &str, arguments: &[&str]) -> String {
        self.git_at(below, arguments, "2026-01-01T00:00:00 +0000")
    }

    fn git_at(&self, below: &str, arguments: &[&str], date: &str) -> String {
        let mut command = Command::new("git");
        command
            .args(["-c", "user.name=Test", "-c", "user.email=test@contoso.com"])
            .args(["-c", "commit.gpgsign=false", "-c", "core.autocrlf=false"])
            .args(["-c", "protocol.file.allow=always"])
            .args(arguments)
            .current_dir(self.0.join(below))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_COMMITTER_DATE", date)
            .env("GIT_AUTHOR_DATE", date);
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
            command.env_remove(name);
        }
        let output = command.output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {errors}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// Commits all that is there: the commit.
    fn commit(&self) -> String {
        self.commit_in("", "2026-01-01T00:00:00 +0000")
    }

    fn commit_in(&self, below: &str, date: &str) -> String {
        self.git(below, &["add", "-A"]);
        self.git_at(below, &["commit", "-q", "--allow-empty", "-m", "change"], date);
        self.git(below, &["rev-parse", "HEAD"])
    }

    fn command(&self, below: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_loclint"));
        command.args(arguments).current_dir(self.0.join(below)).stdin(Stdio::null());
        for name in ["GITHUB_ACTIONS", "LOCLINT_CONFIG", "LOCLINT_SOURCE_ROOT", "GIT_DIR"] {
            command.env_remove(name);
        }
        command
    }

    fn run(&self, below: &str, arguments: &[&str]) -> Ran {
        Ran::of(self.command(below, arguments).output().unwrap())
    }

    /// The findings of a run, of these rules.
    fn found(&self, below: &str, only: &str, more: &[&str]) -> Vec<Value> {
        let only = format!("--only={only}");
        let mut arguments = vec!["check", only.as_str(), "-o", "json"];
        arguments.extend(more);
        findings(&self.run(below, &arguments))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What a run gave.
struct Ran {
    code: Option<i32>,
    out: String,
    errors: String,
}

impl Ran {
    fn of(output: Output) -> Ran {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ran { code: output.status.code(), out: text(output.stdout), errors: text(output.stderr) }
    }
}

fn findings(ran: &Ran) -> Vec<Value> {
    let json: Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}", ran.errors));
    json["findings"].as_array().unwrap().clone()
}

fn message(finding: &Value) -> &str {
    finding["message"].as_str().unwrap()
}

const SOURCE: &str = "content/en/docs/plans.md";
const TARGET: &str = "content/de/docs/plans.md";

const ENGLISH: &str = "---\ntitle: Plans\n---\n# Plans\n\nChoose a plan for the team before you \
    start.\n\n## Compare plans\n\nThe small plan holds ten sites.\n\nThe large plan has [no \
    limit](limits.md).\n\n```sh\ncontoso plan list\n```\n\n## Change a plan\n\n1. Open the \
    portal.\n2. Select **Billing** and then the name of the plan.\n";

/// The translation; `@` is for what its front matter has besides.
const GERMAN: &str = "---\ntitle: Pläne\n@---\n# Pläne\n\nWählen Sie einen Plan für das Team, bevor \
    Sie beginnen.\n\n## Pläne vergleichen\n\nDer kleine Plan umfasst zehn Websites.\n\nDer große \
    Plan hat [keine Grenze](limits.md).\n\n```sh\ncontoso plan list\n```\n\n## Plan \
    wechseln\n\n1. Öffnen Sie das Portal.\n2. Wählen Sie **Abrechnung** und dann den Namen des \
    Plans.\n";

fn german(front: &str) -> String {
    GERMAN.replace('@', front)
}

/// A repository with a source, and its translation whose front matter names the source's commit.
fn translated() -> Option<(Folder, String)> {
    let folder = Folder::repository()?;
    folder.write(SOURCE, ENGLISH);
    let commit = folder.commit();
    folder.write(TARGET, &german(&format!("default_lang_commit: {commit} # patched\n")));
    folder.commit();
    Some((folder, commit))
}

/// The line that a finding stands on, and what it stands at.
fn place<'t>(finding: &Value, text: &'t str) -> &'t str {
    let offset = |end: &str| finding[end]["offset"].as_u64().unwrap() as usize;
    &text[offset("start")..offset("end")]
}

#[test]
fn each_kind_of_change_is_found_at_its_block() {
    let Some((folder, commit)) = translated() else { return };
    let target = folder.read(TARGET);
    let short = &commit[..7];
    assert_eq!(folder.found("", "sync", &[]), Vec::<Value>::new());
    for (from, to, block, words) in [
        (
            "ten sites",
            "twelve sites",
            "Der kleine Plan umfasst zehn Websites.",
            "`The small plan holds ten sites.` is now `The small plan holds twelve sites.`",
        ),
        (
            "contoso plan list",
            "contoso plan list --all",
            "```sh\ncontoso plan list\n```\n",
            "“```sh contoso plan list ```” is now “```sh contoso plan list --all ```”",
        ),
        (
            "## Compare plans",
            "## Compare all plans",
            "Pläne vergleichen",
            "`## Compare plans` is now `## Compare all plans`",
        ),
        (
            "no limit](limits.md).",
            "no limit](limits.md). It costs more.",
            "Der große Plan hat [keine Grenze](limits.md).",
            "`It costs more.` is added to `The large plan has [no limit](limits.md).`",
        ),
        (
            "## Change a plan",
            "It prints the names of all plans.\n\n## Change a plan",
            "```sh\ncontoso plan list\n```\n",
            "`It prints the names of all plans.` is new",
        ),
        (
            "1. Open the portal.\n2. Select",
            "1. Select",
            "Öffnen Sie das Portal.",
            "`Open the portal.` is gone",
        ),
    ] {
        folder.write(SOURCE, &ENGLISH.replacen(from, to, 1));
        let found = folder.found("", "sync", &[]);
        let [finding] = found.as_slice() else { panic!("{from}: {found:?}") };
        assert_eq!(finding["rule"], "sync/outdated");
        assert_eq!(finding["severity"], "warning");
        let whole = format!("a block of the source changed since commit `{short}`: {words}");
        assert_eq!(message(finding), whole);
        assert_eq!(place(finding, &target), block, "{from}");
        let own = "sync/outdated,sync/unverified-source";
        assert_eq!(folder.found("", own, &["--against", "head"]), Vec::<Value>::new());
    }
}

#[test]
fn what_is_not_outdated() {
    let Some((folder, _)) = translated() else { return };
    for (from, to) in [
        ("title: Plans", "title: All plans\nms.date: 2026-02-03"),
        ("team before", "team\nbefore"),
        ("limits.md", "../about/limits.md#sites"),
        ("**Billing**", "__Billing__"),
        ("\n\n## Change", "\n\n\n\n## Change"),
        ("1. Open the portal.\n2.", "1. Open the portal.\n1."),
    ] {
        folder.write(SOURCE, &ENGLISH.replacen(from, to, 1));
        assert_eq!(folder.found("", "sync", &[]), Vec::<Value>::new(), "{from}");
    }
    folder.write(SOURCE, &ENGLISH.replace('\n', "\r\n"));
    assert_eq!(folder.found("", "sync", &[]), Vec::<Value>::new(), "line endings");
}

#[test]
fn several_changes_are_one_finding() {
    let Some((folder, _)) = translated() else { return };
    let (start, section) = ENGLISH.split_at(ENGLISH.find("## Change").unwrap());
    let (start, compare) = start.split_at(start.find("## Compare").unwrap());
    folder.write(SOURCE, &format!("{start}{section}\n{compare}"));
    let found = folder.found("", "sync", &[]);
    let [finding] = found.as_slice() else { panic!("{found:?}") };
    assert!(message(finding).contains("has moved"), "{}", message(finding));
    let more = ENGLISH.replace("ten", "twelve").replace("before you start", "first");
    folder.write(SOURCE, &more.replace("plan list", "plan show"));
    let found = folder.found("", "sync", &[]);
    let [finding] = found.as_slice() else { panic!("{found:?}") };
    assert!(message(finding).starts_with("3 blocks of the source changed"), "{finding}");
    assert_eq!(finding["related"].as_array().unwrap().len(), 2, "{finding}");
}

#[test]
fn other_rules_compare_with_the_version_that_was_translated() {
    let Some((folder, commit)) = translated() else { return };
    folder.write(
        SOURCE,
        &ENGLISH.replacen("contoso plan list", "`contoso plan list`", 1).replacen(
            "(limits.md)",
            "(quotas.md)",
            1,
        ),
    );
    assert_eq!(folder.found("", "link", &[]), Vec::<Value>::new());
    let head = folder.found("", "link", &["--against", "head"]);
    let [finding] = head.as_slice() else { panic!("{head:?}") };
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["related"][0]["file"], SOURCE);
    // A fault of the translation shows the text that it was made from, under a name that says so.
    folder
        .write(TARGET, &german(&format!("default_lang_commit: {commit}\n")).replace("limits", "x"));
    let found = folder.found("", "link/changed-destination", &[]);
    let [finding] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["related"][0]["file"], format!("{SOURCE}@{}", &commit[..7]));
    // A source that a person names is the right one.
    let by_hand = folder.found("", "link,sync", &[TARGET, "--source", SOURCE]);
    assert!(by_hand.iter().all(|it| it["rule"] != "sync/outdated"), "{by_hand:?}");
    assert_eq!(by_hand[0]["related"][0]["file"], SOURCE);
}

#[test]
fn without_a_recorded_commit_the_last_that_touched_the_translation_counts() {
    let Some(folder) = Folder::repository() else { return };
    folder.write(SOURCE, ENGLISH);
    folder.commit();
    folder.write(TARGET, &german("default_lang_commit: <most-recent-commit>\n"));
    let touched = folder.commit();
    assert_eq!(folder.found("", "sync", &[]), Vec::<Value>::new());
    folder.write(SOURCE, &ENGLISH.replace("ten", "twelve"));
    folder.commit();
    let found = folder.found("", "sync", &[]);
    let [finding] = found.as_slice() else { panic!("{found:?}") };
    let words = format!("since the translation was last touched, in commit `{}`", &touched[..7]);
    assert!(message(finding).contains(&words), "{finding}");
    // Somebody is at work on it.
    folder.write(TARGET, &german("").replace("zehn", "zwölf"));
    assert_eq!(folder.found("", "sync", &[]), Vec::<Value>::new());
}

/// Two repositories side by side, as Microsoft Learn has them.
fn siblings(commit: impl Fn(&str) -> String) -> Option<(Folder, String)> {
    let folder = Folder::new()?;
    for name in ["docs", "docs.de-de"] {
        fs::create_dir_all(folder.0.join(name)).unwrap();
        folder.git(name, &["init", "-q", "-b", "main"]);
    }
    folder.write("docs/articles/plans.md", ENGLISH);
    let first = folder.commit_in("docs", "2026-01-01T00:00:00 +0000");
    folder.write("docs.de-de/articles/plans.md", &german(&commit(&first)));
    folder.commit_in("docs.de-de", "2026-01-02T00:00:00 +0000");
    folder.write("docs/articles/plans.md", &ENGLISH.replace("ten", "twelve"));
    folder.commit_in("docs", "2026-01-03T00:00:00 +0000");
    Some((folder, first))
}

#[test]
fn the_source_may_lie_in_a_repository_of_its_own() {
    let recorded = |commit: &str| format!("ms.sourcegitcommit: {commit}\n");
    let Some((folder, first)) = siblings(recorded) else { return };
    let found = folder.found("docs.de-de", "sync", &[]);
    let [finding] = found.as_slice() else { panic!("{found:?}") };
    let words = format!("a block of the source changed since commit `{}`", &first[..7]);
    assert!(message(finding).starts_with(&words), "{finding}");
    // Without a commit its history is taken by time.
    let (folder, _) = siblings(|_| String::new()).unwrap();
    let found = folder.found("docs.de-de", "sync", &[]);
    let [finding] = found.as_slice() else { panic!("{found:?}") };
    assert!(message(finding).contains("since the translation was last touched"), "{finding}");
}

/// What is said where the version is not at hand, and that nothing that was compared is an error.
fn unverified(folder: &Folder, below: &str, reason: &str) {
    let found = folder.found(below, "sync,link/changed-destination", &[]);
    let said: Vec<_> = found.iter().filter(|it| it["rule"] == "sync/unverified-source").collect();
    let [finding] = said.as_slice() else { panic!("{reason}: {found:?}") };
    assert_eq!(finding["severity"], "info");
    let whole = format!("the source that this was translated from is not at hand: {reason}");
    assert_eq!(message(finding), whole);
    assert!(found.iter().all(|it| it["severity"] != "error"), "{found:?}");
    assert!(found.iter().any(|it| it["rule"] == "link/changed-destination"), "{found:?}");
    let head = folder.found(below, "sync,link/changed-destination", &["--against", "head"]);
    assert_eq!(head.len(), 1, "{head:?}");
    assert_eq!(head[0]["severity"], "error");
}

#[test]
fn what_cannot_be_read_is_said_once() {
    let Some(folder) = Folder::repository() else { return };
    let wrong = german("default_lang_commit: 0123456789abcdef\n").replace("(limits", "(x");
    folder.write(SOURCE, ENGLISH);
    folder.write(TARGET, &wrong);
    folder.commit();
    unverified(&folder, "", "commit `0123456` is not in the repository of the source");

    // A commit that lacks the source.
    let before = folder.git("", &["rev-parse", "HEAD"]);
    folder.write("content/en/docs/new.md", ENGLISH);
    folder.write("content/de/docs/new.md", &wrong.replace("0123456789abcdef", &before));
    fs::remove_file(folder.0.join(TARGET)).unwrap();
    folder.commit();
    let reason = format!("`content/en/docs/new.md` is not in commit `{}`", &before[..7]);
    unverified(&folder, "", &reason);

    let none = Folder::new().unwrap();
    none.write(SOURCE, ENGLISH);
    none.write(TARGET, &wrong);
    let reason = "the source lies in no git repository to find commit `0123456` in";
    unverified(&none, "", reason);
    none.write(TARGET, &german("").replace("(limits", "(x"));
    let reason = "no commit of it is recorded, and the translation lies in no git repository";
    unverified(&none, "", reason);
    fs::create_dir(none.0.join(".git")).unwrap();
    let reason = "no commit of it is recorded, and the folder `.git` is no repository";
    unverified(&none, "", reason);
}

#[test]
fn a_shallow_clone_is_told() {
    let Some((folder, commit)) = translated() else { return };
    folder.write(TARGET, &folder.read(TARGET).replace("(limits", "(x"));
    folder.write("content/de/docs/other.md", &german("").replace("(limits", "(x"));
    folder.write("content/en/docs/other.md", ENGLISH);
    folder.commit();
    let from = format!("file://{}", folder.0.display());
    folder.git("", &["clone", "-q", "--depth", "1", &from, "shallow"]);
    fs::remove_file(folder.0.join("shallow/content/de/docs/other.md")).unwrap();
    let reason = format!("the clone is shallow, commit `{}` is not there", &commit[..7]);
    unverified(&folder, "shallow", &reason);
    folder.git("shallow", &["checkout", "-q", "--", "content/de/docs/other.md"]);
    fs::remove_file(folder.0.join("shallow").join(TARGET)).unwrap();
    let reason = "no commit of it is recorded, and the clone is shallow, the commit that last \
                  touched the translation is not there";
    unverified(&folder, "shallow", reason);
}

#[test]
fn no_git_is_no_error() {
    let Some((folder, _)) = translated() else { return };
    folder.write(TARGET, &folder.read(TARGET).replace("(limits", "(x"));
    let arguments = ["check", "--only=sync,link", "-o", "json"];
    let mut command = folder.command("", &arguments);
    let ran = Ran::of(command.env("PATH", folder.0.join("nowhere")).output().unwrap());
    assert_eq!(ran.code, Some(0));
    assert_eq!(ran.errors, "");
    let found = findings(&ran);
    assert_eq!(found[0]["rule"], "sync/unverified-source");
    assert!(message(&found[0]).ends_with("git is not installed"));
    assert_eq!(found[1]["severity"], "warning");
}

#[test]
fn a_source_that_was_renamed_is_found_at_its_old_commit() {
    let Some((folder, commit)) = translated() else { return };
    folder.git("", &["mv", SOURCE, "content/en/docs/tiers.md"]);
    folder.git("", &["mv", TARGET, "content/de/docs/tiers.md"]);
    folder.commit();
    assert_eq!(folder.found("", "sync", &[]), Vec::<Value>::new());
    folder.write("content/en/docs/tiers.md", &ENGLISH.replace("ten", "twelve"));
    let found = folder.found("", "sync", &[]);
    let [finding] = found.as_slice() else { panic!("{found:?}") };
    assert!(message(finding).contains(&commit[..7]), "{finding}");
}

#[test]
fn a_translation_whose_source_is_gone() {
    let Some((folder, _)) = translated() else { return };
    folder.write("content/en/docs/other.md", "# Other\n");
    folder.commit();
    let of = |folder: &Folder| {
        let found = folder.found("", "sync", &[]);
        let [finding] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(finding["rule"], "sync/orphan-target");
        assert_eq!(place(finding, &folder.read(TARGET)), "---");
        message(finding).to_owned()
    };
    folder.git("", &["mv", SOURCE, "content/en/docs/tiers.md"]);
    assert_eq!(of(&folder), format!("the translation has no source: `{SOURCE}` is not there"));
    let renamed = folder.commit();
    let words = format!("was renamed to `content/en/docs/tiers.md` in commit `{}`", &renamed[..7]);
    assert_eq!(of(&folder), format!("the translation has no source: `{SOURCE}` {words}"));
    folder.git("", &["mv", "content/en/docs/tiers.md", "content/en/docs/prices.md"]);
    let again = folder.commit();
    let words = format!("was renamed to `content/en/docs/prices.md` in commit `{}`", &again[..7]);
    assert_eq!(of(&folder), format!("the translation has no source: `{SOURCE}` {words}"));
    folder.git("", &["rm", "-q", "content/en/docs/prices.md"]);
    let gone = folder.commit();
    let words = format!("was deleted in commit `{}`", &gone[..7]);
    assert_eq!(of(&folder), format!("the translation has no source: `{SOURCE}` {words}"));
}

#[test]
fn ack_records_the_commit_of_the_source() {
    let Some((folder, commit)) = translated() else { return };
    folder.write(SOURCE, &ENGLISH.replace("ten", "twelve"));
    let ran = folder.run("", &["ack", TARGET]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.errors.contains("changes that are not committed"), "{}", ran.errors);
    let before = folder.read(TARGET);
    let last = folder.commit();
    let status = folder.run("", &["pairs", "--status"]);
    assert!(status.out.contains("outdated: 1 block changed"), "{}", status.out);

    let ran = folder.run("", &["ack", TARGET]);
    let was = &commit[..7];
    assert_eq!(ran.out, format!("{TARGET}: default_lang_commit: {last} (was {was})\n"));
    assert_eq!((ran.code, ran.errors.as_str()), (Some(0), ""));
    assert_eq!(folder.read(TARGET), before.replace(&commit, &last), "nothing else changes");
    assert_eq!(folder.found("", "sync", &[]), Vec::<Value>::new());
    let status = folder.run("", &["pairs", "--status"]);
    assert!(status.out.contains(") current\n"), "{}", status.out);
    let again = folder.run("", &["ack", TARGET]);
    assert_eq!(again.out, format!("{TARGET}: default_lang_commit is {last} already\n"));

    folder.write(SOURCE, ENGLISH);
    assert_eq!(folder.run("", &["ack", "--force", TARGET]).code, Some(0));
    assert_eq!(folder.read(TARGET), before.replace(&commit, &last));
}

#[test]
fn ack_of_other_keys_and_of_what_it_cannot_do() {
    let Some(folder) = Folder::repository() else { return };
    folder.write(SOURCE, ENGLISH);
    let commit = folder.commit();
    let mut text = german("").replace('\n', "\r\n");
    text.insert(0, '\u{feff}');
    folder.write(TARGET, &text);
    let ran = folder.run("", &["ack", TARGET]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.errors.contains("--key"), "{}", ran.errors);
    assert_eq!(folder.run("", &["ack", "--key", "l10n.sourceCommit", TARGET]).code, Some(0));
    let with = format!("Pläne\r\nl10n:\r\n  sourceCommit: {commit}\r\n---");
    assert_eq!(folder.read(TARGET), text.replacen("Pläne\r\n---", &with, 1));

    let config = "layouts:\n  - name: site\n    target: content/{locale}/docs/{path}\n    source: \
        content/en/docs/{path}\n    source_rev: front-matter:made_from\n";
    folder.write("loclint.yaml", config);
    let ran = folder.run("", &["ack", TARGET]);
    assert_eq!(ran.out, format!("{TARGET}: made_from: {commit}\n"), "{}", ran.errors);
    folder.write(SOURCE, &ENGLISH.replace("ten", "twelve"));
    let found = folder.found("", "sync/outdated", &[]);
    assert_eq!(found.len(), 1, "{found:?}");

    let ran = folder.run("", &["ack", SOURCE, "content"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.errors.contains("is a source") && ran.errors.contains("is a folder"));
}

/// How many times git is started in a run: by a program of that name which counts.
#[cfg(unix)]
fn processes(folder: &Folder, arguments: &[&str]) -> (usize, Ran) {
    use std::os::unix::fs::PermissionsExt;
    let path = std::env::var_os("PATH").unwrap();
    let real = std::env::split_paths(&path).map(|it| it.join("git")).find(|it| it.is_file());
    let counted = folder.0.join("bin/git");
    let log = folder.0.join("bin/log");
    let script = format!(
        "#!/bin/sh\necho \"$*\" >> '{}'\nexec '{}' \"$@\"\n",
        log.display(),
        real.unwrap().display()
    );
    folder.write("bin/git", &script);
    fs::set_permissions(&counted, fs::Permissions::from_mode(0o755)).unwrap();
    let _ = fs::remove_file(&log);
    let mut command = folder.command("site", arguments);
    let with = std::iter::once(folder.0.join("bin")).chain(std::env::split_paths(&path));
    let ran = Ran::of(command.env("PATH", std::env::join_paths(with).unwrap()).output().unwrap());
    (fs::read_to_string(&log).unwrap_or_default().lines().count(), ran)
}

#[test]
#[cfg(unix)]
fn many_articles_are_few_processes() {
    let Some(folder) = Folder::new() else { return };
    fs::create_dir_all(folder.0.join("site")).unwrap();
    folder.git("site", &["init", "-q", "-b", "main"]);
    let articles = 500;
    for number in 0..articles {
        let text = ENGLISH.replace("ten", &format!("{number}"));
        folder.write(&format!("site/content/en/docs/a{number}.md"), &text);
    }
    let commit = folder.commit_in("site", "2026-01-01T00:00:00 +0000");
    for number in 0..articles {
        let front = match number % 2 {
            0 => format!("default_lang_commit: {commit}\n"),
            _ => String::new(),
        };
        folder.write(&format!("site/content/de/docs/a{number}.md"), &german(&front));
    }
    folder.commit_in("site", "2026-01-02T00:00:00 +0000");
    for number in 0..articles {
        let text = ENGLISH.replace("ten", &format!("{number}")).replace("The large", "Our large");
        folder.write(&format!("site/content/en/docs/a{number}.md"), &text);
    }
    folder.commit_in("site", "2026-01-03T00:00:00 +0000");
    let (started, ran) = processes(&folder, &["check", "--only=sync", "-o", "json"]);
    assert_eq!(findings(&ran).len(), articles);
    assert!(started <= 4, "git was started {started} times");
    // A whole tree that moved, and one that was removed.
    folder.git("site", &["mv", "content/en/docs", "content/en/guides"]);
    folder.git("site", &["mv", "content/de/docs", "content/de/guides"]);
    folder.commit_in("site", "2026-01-04T00:00:00 +0000");
    let (started, ran) = processes(&folder, &["check", "--only=sync", "-o", "json"]);
    assert_eq!(findings(&ran).len(), articles / 2, "those that were touched last are current");
    assert!(started <= 5, "git was started {started} times");
    folder.git("site", &["rm", "-rq", "content/en/guides"]);
    folder.write("site/content/en/other.md", "# Other\n");
    folder.commit_in("site", "2026-01-05T00:00:00 +0000");
    let (started, ran) = processes(&folder, &["check", "--only=sync", "-o", "json"]);
    let found = findings(&ran);
    assert_eq!(found.len(), articles);
    assert!(found.iter().all(|it| message(it).contains("was deleted in commit")), "{}", found[0]);
    assert!(started <= 8, "git was started {started} times");
}

#[test]
fn a_value_of_the_front_matter_never_becomes_an_argument() {
    let Some((folder, commit)) = translated() else { return };
    let text = folder.read(TARGET);
    for value in ["--output=stolen", "HEAD", "main", "\"$(touch stolen)\"", ":/change", "abc"] {
        folder.write(TARGET, &text.replace(&commit, value));
        folder.found("", "sync", &[]);
        folder.commit();
        assert_eq!(folder.found("", "sync", &[]), Vec::<Value>::new(), "{value}");
    }
    let mut names = String::new();
    for entry in fs::read_dir(&folder.0).unwrap() {
        let _ = write!(names, "{} ", entry.unwrap().file_name().to_string_lossy());
    }
    assert!(!names.contains("stolen"), "{names}");
    assert!(Path::new(&folder.0).is_dir());
}
