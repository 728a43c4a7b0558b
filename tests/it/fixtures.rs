//! Fixtures of rules: articles in `tests/fixtures/<group>/<name>/` whose `//~` lines say what is found
//! in them. All rules of `recommended@1` run, and the rule that the folder is named after.
//!
//! `UPDATE=1 cargo test --test it fixtures` rewrites the `//~` lines to what is found; read the
//! difference before you keep it.

use loclint::{
    engine::{Active, Input, example, lint},
    locale::Locale,
    rules::{
        Rule,
        expect::Marked,
        options::Options,
        page::Page,
        preset,
        registry::{Catalogue, Check},
    },
    text::FileId,
};
use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

/// A fixture: the rule its folder is named after, its path below `tests/fixtures`, its text.
struct Fixture {
    rule: String,
    name: String,
    path: PathBuf,
    text: String,
}

fn fixtures() -> Vec<Fixture> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures"));
    let catalogue = Catalogue::builtin();
    let mut found = Vec::new();
    for page in catalogue.pages() {
        let rule = page.meta.id.to_string();
        let Ok(folder) = fs::read_dir(root.join(&rule)) else { continue };
        let mut paths: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            let file = path.file_name().unwrap().to_str().unwrap();
            let name = format!("{rule}/{file}");
            let text = fs::read_to_string(&path).unwrap();
            found.push(Fixture { rule: rule.clone(), name, path, text });
        }
    }
    found
}

/// A rule that runs: its page and its check.
type Running<'c> = (&'c Page, Box<dyn Rule>);

/// The rules that run on a fixture, with its options for the rule it is about.
fn rules<'c>(
    catalogue: &'c Catalogue,
    fixture: &Fixture,
    marked: &Marked,
) -> Result<Vec<Running<'c>>, String> {
    let preset = preset::preset("recommended@1").unwrap();
    let only: Option<Vec<&str>> =
        marked.setting("only").map(|rules| rules.split(',').map(str::trim).collect());
    if let Some(wrong) = only.iter().flatten().find(|id| catalogue.find(id).is_none()) {
        return Err(format!("no rule is called `{wrong}`"));
    }
    let about = |page: &Page| *page.meta.id == *fixture.rule;
    let on = |page: &Page| match &only {
        Some(only) => only.contains(&&*page.meta.id),
        None => about(page) || matches!(preset.levels.get(&*page.meta.id), Some(Some(_))),
    };
    let pages = catalogue.pages().iter();
    let pages = pages.filter(|page| on(page) && catalogue.check(page) != Check::Program);
    pages
        .map(|page| {
            let options = match marked.setting("options").filter(|_| about(page)) {
                Some(yaml) => example::options(page, Some(yaml))?,
                None => Options::defaults(&page.meta.options),
            };
            Ok((page, catalogue.build(page, &options)))
        })
        .collect()
}

fn locale(marked: &Marked, key: &str) -> Result<Option<Locale>, String> {
    let Some(tag) = marked.setting(key) else { return Ok(None) };
    Locale::parse(tag).map(Some).ok_or_else(|| format!("`{tag}` is no locale"))
}

/// What is found in a fixture, compared with its `//~` lines; the text it should have.
fn run(catalogue: &Catalogue, fixture: &Fixture) -> Result<(Vec<String>, String), String> {
    let (marked, errors) = Marked::read(&fixture.text);
    if let Some(error) = errors.first() {
        return Err(format!("{}: {}", error.span.of_text(&fixture.text), error.message));
    }
    let rules = rules(catalogue, fixture, &marked)?;
    let active: Vec<_> = rules
        .iter()
        .map(|(page, rule)| Active {
            meta: &page.meta,
            rule: &**rule,
            severity: page.meta.severity,
        })
        .collect();
    let target = locale(&marked, "locale")?;
    let source = locale(&marked, "source-locale")?.or_else(|| Locale::parse("en-us"));
    let input = Input {
        file: FileId(0),
        text: &marked.text,
        target_locale: target.as_ref(),
        source_locale: &source.unwrap(),
        flavour: example::flavour(fixture.path.extension().is_some_and(|it| it == "mdx")),
    };
    let found = example::found(&marked.text, &lint(&input, &active, &mut |_| {}).diagnostics);
    let mut differences: Vec<_> = marked.compare(&found).iter().map(ToString::to_string).collect();
    if found.is_empty() && !marked.nothing && marked.expected.is_empty() {
        differences.push("the fixture says neither what is found nor `//~ nothing`".to_owned());
    }
    Ok((differences, marked.render(&found)))
}

#[test]
fn fixtures_report_what_they_say() {
    let catalogue = Catalogue::builtin();
    let update = std::env::var_os("UPDATE").is_some();
    let mut report = String::new();
    for fixture in fixtures() {
        match run(&catalogue, &fixture) {
            Err(message) => writeln!(report, "{}: {message}", fixture.name).unwrap(),
            Ok((differences, text)) if update => {
                if !differences.is_empty() {
                    fs::write(&fixture.path, text).unwrap();
                }
            }
            Ok((differences, _)) => {
                for difference in differences {
                    writeln!(report, "{}: {difference}", fixture.name).unwrap();
                }
            }
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn compiled_rules_have_fixtures_with_a_finding_of_their_own() {
    let fixtures = fixtures();
    let mut faults = Vec::new();
    for page in Catalogue::builtin().pages() {
        let id = &*page.meta.id;
        if Catalogue::builtin().check(page) != Check::Compiled {
            continue;
        }
        let own = fixtures.iter().filter(|fixture| fixture.rule == id);
        let found = own.flat_map(|fixture| Marked::read(&fixture.text).0.expected);
        if !found.into_iter().any(|expected| expected.rule == id) {
            faults.push(id.to_owned());
        }
    }
    assert!(faults.is_empty(), "no fixture shows a finding of {faults:?}");
}

#[test]
fn folders_of_fixtures_are_named_after_rules() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures"));
    let catalogue = Catalogue::builtin();
    let groups: Vec<_> = catalogue.groups().map(|(group, _)| group.to_owned()).collect();
    for group in groups.iter().filter(|group| root.join(group).is_dir()) {
        for folder in fs::read_dir(root.join(group)).unwrap() {
            let name = folder.unwrap().file_name().into_string().unwrap();
            let id = format!("{group}/{name}");
            assert!(catalogue.find(&id).is_some(), "tests/fixtures/{id}: no rule is called so");
        }
    }
}

#[test]
fn a_fixture_that_is_wrong_is_told_and_rewritten() {
    let text = "//~ locale: nl-NL\nZie [](a.md).\n//~^ link/empty-text \"[](b.md)\"\n";
    let fixture = Fixture {
        rule: "link/empty-text".to_owned(),
        name: "link/empty-text/made-up.md".to_owned(),
        path: PathBuf::new(),
        text: text.to_owned(),
    };
    let (differences, rewritten) = run(&Catalogue::builtin(), &fixture).unwrap();
    assert_eq!(differences.len(), 2, "{differences:?}");
    assert_eq!(rewritten, text.replace("b.md", "a.md"));
    let silent = Fixture { text: "Zie [a](a.md).\n".to_owned(), ..fixture };
    let (differences, rewritten) = run(&Catalogue::builtin(), &silent).unwrap();
    assert_eq!(differences.len(), 1);
    assert_eq!(rewritten, "//~ nothing\nZie [a](a.md).\n");
}
