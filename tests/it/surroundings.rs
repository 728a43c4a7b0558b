//! What stands around the program for others to call it: the hooks, the action, the problem matcher.

use crate::known::{FAULT, Tree, article};
use regex::Regex;
use serde_yaml::Value;
use std::{collections::BTreeSet, fs, path::Path, process::Command};

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn yaml(path: &str) -> Value {
    serde_yaml::from_str(&text(path)).unwrap()
}

#[test]
fn hooks_call_what_the_program_understands() {
    let hooks = yaml(".pre-commit-hooks.yaml");
    let hooks = hooks.as_sequence().unwrap();
    let ids: Vec<&str> = hooks.iter().map(|hook| hook["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["loclint", "loclint-fix", "loclint-system", "loclint-fix-system"]);
    let tree = Tree::with(&[]);
    for hook in hooks {
        assert_eq!(hook["require_serial"].as_bool(), Some(true), "articles are compared");
        let mut entry = hook["entry"].as_str().unwrap().split(' ');
        assert_eq!(entry.next(), Some("loclint"));
        let arguments: Vec<&str> = entry.chain(["--help"]).collect();
        let (code, _, errors) = tree.run(&arguments);
        assert_eq!(code, 0, "{arguments:?}: {errors}");
    }
}

#[test]
fn the_matcher_reads_the_log() {
    let matcher: serde_json::Value =
        serde_json::from_str(&text(".github/loclint-matcher.json")).unwrap();
    let pattern = &matcher["problemMatcher"][0]["pattern"][0];
    let regexp = Regex::new(pattern["regexp"].as_str().unwrap()).unwrap();
    let tree = Tree::with(&[("nl/a.md", &article(&[FAULT]))]);
    let (_, out, _) = tree.run(&["check", "--only", "link/empty-text", "-o", "concise"]);
    let line = out.lines().next().unwrap();
    let found = regexp.captures(line).unwrap();
    let part = |name: &str| &found[pattern[name].as_u64().unwrap() as usize];
    assert_eq!((part("file"), part("line"), part("column")), ("nl/a.md", "6", "12"));
    assert_eq!((part("severity"), part("code")), ("error", "link/empty-text"));
    assert!(part("message").starts_with("the link to"), "{line}");
}

#[test]
fn the_action_hands_every_input_to_its_script() {
    let action = yaml("action.yml");
    let script = text(".github/action/run.sh");
    let step = &action["runs"]["steps"][0];
    assert!(!step["run"].as_str().unwrap().contains("${{"), "no input is read as shell");
    let env = step["env"].as_mapping().unwrap();
    let mut inputs: BTreeSet<&str> = BTreeSet::new();
    for (name, value) in env {
        let name = name.as_str().unwrap();
        assert!(script.contains(&format!("${{{name}:")), "{name} is not read");
        let value = value.as_str().unwrap();
        inputs.extend(value.split("inputs.").nth(1).and_then(|it| it.split(' ').next()));
    }
    let declared = action["inputs"].as_mapping().unwrap();
    let declared: BTreeSet<&str> = declared.keys().map(|key| key.as_str().unwrap()).collect();
    assert_eq!(inputs, declared);
    for (name, _) in action["outputs"].as_mapping().unwrap() {
        let name = name.as_str().unwrap();
        assert!(script.contains(&format!("output {name} ")), "{name} is not written");
    }
}

#[cfg(unix)]
#[test]
fn the_script_of_the_action_counts_and_is_not_told_what_to_do() {
    // A line that a runner would obey, in the name of a file and in a configuration.
    let bad = "::set-output name=x::y.md";
    let tree = Tree::with(&[("nl/a.md", &article(&[FAULT])), (bad, &article(&[FAULT]))]);
    let run = |variables: &[(&str, &str)]| {
        let file = |name: &str| tree.0.join(name);
        for name in ["output", "summary"] {
            fs::write(file(name), "").unwrap();
        }
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(".github/action/run.sh");
        let output = Command::new("bash")
            .arg(script)
            .current_dir(&tree.0)
            .envs([("GITHUB_ACTIONS", "true"), ("IN_ARGS", "--only\nlink/empty-text")])
            .env("IN_BINARY", env!("CARGO_BIN_EXE_loclint"))
            .env("RUNNER_TEMP", &tree.0)
            .env("GITHUB_WORKSPACE", &tree.0)
            .env("GITHUB_OUTPUT", file("output"))
            .env("GITHUB_STEP_SUMMARY", file("summary"))
            .env_remove("GITHUB_PATH")
            .envs(variables.iter().copied())
            .output();
        // Without bash there is no action either.
        let output = output.ok()?;
        let out = String::from_utf8(output.stdout).unwrap();
        Some((output.status.code(), out, tree.read("output"), tree.read("summary")))
    };
    let sarif = [("IN_SARIF_FILE", "out/loclint.sarif")];
    let Some((code, out, told, summary)) = run(&sarif) else { return };
    assert_eq!(code, Some(1), "{out}");
    for line in
        ["errors=2", "warnings=0", "findings=2", "exit-code=1", "sarif-file=out/loclint.sarif"]
    {
        assert!(told.lines().any(|it| it == line), "{line}: {told}");
    }
    assert!(summary.contains("2 errors"), "{summary}");
    assert!(tree.read("out/loclint.sarif").contains("2.1.0"));
    let lines: Vec<&str> = out.lines().collect();
    let [stop, resume] = ["::stop-commands::", "::loclint-"]
        .map(|start| lines.iter().position(|line| line.starts_with(start)).unwrap());
    let obeyed = lines.iter().enumerate().filter(|(_, line)| line.starts_with("::set-output"));
    let obeyed: Vec<usize> = obeyed.map(|(at, _)| at).collect();
    assert!(!obeyed.is_empty() && obeyed.iter().all(|&at| stop < at && at < resume), "{out}");
    let told: Vec<_> = lines.iter().filter(|line| line.starts_with("::error ")).collect();
    assert!(told.len() == 1 && told[0].contains("+1 more"), "repeats are folded: {out}");

    let (code, out, told, summary) = run(&[
        ("IN_ANNOTATIONS", "false"),
        ("IN_SUMMARY", "false"),
        ("IN_FAIL_ON", "never"),
        ("IN_PATHS", "nl\n"),
    ])
    .unwrap();
    assert_eq!((code, summary.as_str()), (Some(0), ""), "{out}");
    assert!(!out.contains("::error") && told.contains("findings=1\n"), "{out}{told}");
    let (code, out, _, _) = run(&[("IN_FAIL_ON", "sometimes")]).unwrap();
    assert!(code == Some(2) && out.contains("::error title=loclint::"), "{out}");
    let (code, out, _, _) = run(&[("IN_SUMMARY", "perhaps")]).unwrap();
    assert!(code == Some(2) && out.contains("`summary` is true or false"), "{out}");
}
