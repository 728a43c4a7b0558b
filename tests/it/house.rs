//! The order of the house: imports point downwards, each file says what is in it, and what only the
//! upper floors may do is done there.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The modules of the crate from the ground up; those of one row do not know each other.
const FLOORS: &[&[&str]] = &[
    &["text", "parallel", "record"],
    &["ast", "diagnostic"],
    &["locale"],
    &["grammar"],
    &["facts", "schema"],
    &["bitext"],
    &["rules"],
    &["config", "suppress", "baseline"],
    &["engine"],
    &["report"],
    &["workspace"],
    &["cli"],
];

/// What only some floors may mention, and the lowest of them.
const RESERVED: &[(&str, &str)] = &[
    ("clap::", "cli"),
    ("miette::", "report"),
    ("std::fs", "workspace"),
    ("std::env", "workspace"),
    ("fs::read", "workspace"),
    ("env::var", "workspace"),
    ("Instant::now", "workspace"),
    ("SystemTime", "workspace"),
    ("codespan_reporting", "report"),
    ("anstyle::", "report"),
    ("anstream::", "report"),
    ("println!", "report"),
    ("print!", "report"),
    ("stdout()", "report"),
    ("stderr()", "report"),
];

/// Longest file of `src/rules`, in lines: what is longer holds two rules or two subjects.
const LONGEST: usize = 300;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The Rust files below `src`: path relative to it with `/`, and text.
fn sources() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let source = root().join("src");
    walk(&source, &mut |path| {
        if path.extension().is_some_and(|it| it == "rs") {
            let name = path.strip_prefix(&source).unwrap().to_str().unwrap().replace('\\', "/");
            found.push((name, fs::read_to_string(path).unwrap()));
        }
    });
    assert!(found.len() > 10, "the sources are there");
    found
}

fn walk(folder: &Path, visit: &mut dyn FnMut(&Path)) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            walk(&path, visit);
        } else {
            visit(&path);
        }
    }
}

/// The module of the crate that a file belongs to; none for `lib.rs` and `main.rs`.
fn module(path: &str) -> Option<&str> {
    let module = path.split('/').next()?;
    let module = module.strip_suffix(".rs").unwrap_or(module);
    (module != "lib" && module != "main").then_some(module)
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// The lines of a file that are neither comments nor its tests.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or("");
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The modules named behind `crate::`, one by one or in braces.
fn named(code: &str) -> Vec<String> {
    let word = |text: &str| -> String {
        text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
    };
    let mut named = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let Some(list) = rest.strip_prefix('{') else {
            named.push(word(rest));
            continue;
        };
        let mut depth = 0;
        let mut start = true;
        for (at, c) in list.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => start = true,
                c if start && c.is_ascii_alphabetic() => {
                    named.push(word(&list[at..]));
                    start = false;
                }
                _ => {}
            }
        }
    }
    named
}

#[test]
fn names_behind_crate() {
    let code = "use crate::{\n    ast::{Article, Block},\n    text::Span,\n};\nlet x = crate::locale::data();";
    assert_eq!(named(code), ["ast", "text", "locale"]);
}

#[test]
fn imports_point_downwards() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let Some(module) = module(&path) else { continue };
        let Some(own) = floor(module) else {
            faults.push(format!("src/{path}: `{module}` has no floor"));
            continue;
        };
        for other in named(&code(&text)) {
            // What has no floor is a macro or the file's own module tree.
            if other != module && floor(&other).is_some_and(|other| other >= own) {
                faults.push(format!("src/{path}: `{module}` knows of `{other}`"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn upper_floors_keep_to_themselves_what_is_theirs() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let Some(own) = module(&path).and_then(floor) else { continue };
        let code = code(&text);
        for (word, lowest) in RESERVED {
            if own < floor(lowest).unwrap() && code.contains(word) {
                faults.push(format!("src/{path}: `{word}` belongs to `{lowest}`"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn files_say_what_is_in_them_and_rules_are_short() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        if !text.starts_with("//!") && !text.starts_with("#![doc = include_str!") {
            faults.push(format!("src/{path}: does not open with `//!`"));
        }
        let lines = text.lines().count();
        // The list of rules grows by a line with each of them.
        if path.starts_with("rules/") && path != "rules/mod.rs" && lines > LONGEST {
            faults.push(format!("src/{path}: {lines} lines"));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn files_name_no_folder_of_one_machine() {
    let listed = Command::new("git").arg("ls-files").current_dir(root()).output();
    let Some(listed) = listed.ok().filter(|output| output.status.success()) else {
        println!("skipped: no git");
        return;
    };
    let folders = [
        concat!("/wo", "rk/shared"),
        concat!("/wo", "rk/main"),
        concat!("/tm", "p/wt"),
        concat!("/fa", "rm/"),
        concat!("/home/", "runner/"),
    ];
    let mut faults = Vec::new();
    for name in String::from_utf8(listed.stdout).unwrap().lines() {
        let Ok(text) = fs::read_to_string(root().join(name)) else { continue };
        let found = folders.iter().filter(|folder| text.contains(**folder));
        faults.extend(found.map(|folder| format!("{name}: {folder}")));
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// What only a rule about blocks themselves reads in a pair.
const OF_BLOCKS: &[&str] =
    &["target_view", "source_view", "code_blocks", "segments_of", ".target?", ".source?"];

#[test]
fn rules_about_matches_walk_no_pairs_without_any() {
    // Most pairs of blocks have no match that a rule looks at. To walk them all is a thousandth of a run,
    // and there are many rules.
    for (path, text) in sources().iter().filter(|(path, _)| path.starts_with("rules/")) {
        let code = code(text);
        for walk in code.split("bitext.pairs {\n").skip(1) {
            let body = walk.split_once("\n        }\n").map_or(walk, |(body, _)| body);
            let reads_blocks = OF_BLOCKS.iter().any(|name| body.contains(name));
            assert!(
                reads_blocks || !body.contains("matches"),
                "{path}: what only reads matches belongs into the hook `compared`, with `looks_at` beside it"
            );
        }
    }
}

#[test]
fn issue_forms_have_the_fields_that_github_asks_for() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(".github/ISSUE_TEMPLATE");
    let mut forms = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let form: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
        if path.ends_with("config.yml") {
            assert!(form["blank_issues_enabled"].is_bool());
            continue;
        }
        forms += 1;
        let shown = path.display();
        assert!(form["name"].is_string() && form["description"].is_string(), "{shown}");
        let mut ids = std::collections::BTreeSet::new();
        for field in form["body"].as_sequence().unwrap() {
            let (kind, id) = (field["type"].as_str().unwrap(), field["id"].as_str().unwrap());
            assert!(ids.insert(id), "{shown}: two fields are called {id}");
            let attributes = &field["attributes"];
            assert!(attributes["label"].is_string(), "{shown}: {id}");
            assert!(matches!(kind, "input" | "textarea" | "dropdown"), "{shown}: {kind}");
            assert_eq!(kind == "dropdown", attributes["options"].is_sequence(), "{shown}: {id}");
            assert!(kind == "textarea" || attributes["render"].is_null(), "{shown}: {id}");
        }
    }
    assert_eq!(forms, 4);
}
