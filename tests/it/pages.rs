//! Rule pages: the program's own and those of a project. They can be read, their examples report what
//! they say, and pages, checks, presets, fixtures and the index fit each other.

use loclint::{
    engine::example::run_page,
    rules::{
        example::ExampleKind,
        meta,
        page::{Page, PageError},
        preset, readme,
        registry::{Catalogue, Check},
    },
};
use std::{fmt::Write as _, fs, path::Path};

/// The line of a place in a text, from 1.
fn line(text: &str, at: u32) -> usize {
    text.get(..at as usize).unwrap_or("").matches('\n').count() + 1
}

fn fixtures() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures"))
}

/// The pages of a project that stand for each kind of declarative rule.
fn project_pages() -> Vec<(String, String)> {
    let folder = fixtures().join("pages/style");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    paths.sort();
    let read = |path: &Path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        (format!("style/{name}"), fs::read_to_string(path).unwrap())
    };
    paths.iter().map(|path| read(path)).collect()
}

/// What is wrong with the examples of a page, a line each.
fn failures(catalogue: &Catalogue, page: &Page) -> String {
    let mut report = String::new();
    for failure in run_page(catalogue, page) {
        let line = line(&page.text, failure.span.start);
        writeln!(report, "{}:{line}: {}", page.path, failure.message).unwrap();
    }
    report
}

#[test]
fn pages_can_be_read() {
    let mut report = String::new();
    for (path, text, errors) in Catalogue::broken() {
        for error in errors {
            let line = line(text, error.span.start);
            let help = error.help.unwrap_or_default();
            writeln!(report, "{path}:{line}: {} {help}", error.message).unwrap();
        }
    }
    assert!(report.is_empty(), "{report}");
}

#[test]
fn examples_report_what_they_say() {
    let catalogue = Catalogue::builtin();
    let report: String = catalogue.pages().iter().map(|page| failures(&catalogue, page)).collect();
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn rules_have_a_check_and_examples_of_both_kinds() {
    let catalogue = Catalogue::builtin();
    let mut faults = Vec::new();
    for page in catalogue.pages() {
        let id = &page.meta.id;
        let examples = page.body().examples;
        let has = |kind| examples.iter().any(|example| example.kind == kind);
        let check = catalogue.check(page);
        if check == Check::Missing {
            faults.push(format!("{id}: neither `match` nor a compiled check"));
        }
        if check == Check::Compiled && page.matching.is_some() {
            faults.push(format!("{id}: both `match` and a compiled check"));
        }
        if check == Check::Compiled && !fixtures().join(&**id).is_dir() {
            faults.push(format!("{id}: no fixtures in tests/fixtures/{id}"));
        }
        if check != Check::Program && !(has(ExampleKind::Fail) && has(ExampleKind::Pass)) {
            faults.push(format!("{id}: an example that fails and one that passes are needed"));
        }
        for other in &page.meta.yields_to {
            if **other == **id {
                faults.push(format!("{id}: yields to itself"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    assert_eq!(catalogue.pageless(), Vec::<String>::new(), "checks without a page");
}

#[test]
fn an_example_that_is_wrong_is_told() {
    let catalogue = Catalogue::builtin();
    let page = catalogue.find("link/empty-text").unwrap();
    let wrong = page.text.replacen("[](../setup/roles.md)\"", "[](roles.md)\"", 1);
    assert_ne!(wrong, page.text);
    let page = Page::parse("rules/link/empty-text.md", wrong).unwrap();
    let report = failures(&catalogue, &page);
    assert_eq!(report.lines().count(), 2, "{report}");
    assert!(report.contains("not found: link/empty-text \"[](roles.md)\""), "{report}");
    assert!(report.contains("not expected: link/empty-text \"[](../setup/roles.md)\""), "{report}");
}

#[test]
fn each_declarative_kind_has_a_page_that_works() {
    let mut catalogue = Catalogue::builtin();
    let mut kinds = Vec::new();
    for (path, text) in project_pages() {
        if let Err(errors) = catalogue.add_project_page(&path, &text) {
            panic!("{path}: {errors:#?}");
        }
        let page = catalogue.find(path.strip_suffix(".md").unwrap()).unwrap();
        assert_eq!(catalogue.check(page), Check::Declarative);
        assert_eq!(failures(&catalogue, page), "");
        assert!(page.body().examples.iter().any(|example| example.kind == ExampleKind::Fail));
        kinds.extend(
            text.lines().filter_map(|line| line.strip_prefix("  kind: ").map(str::to_owned)),
        );
    }
    kinds.sort();
    assert_eq!(kinds, ["count", "forbid", "keep", "require", "same", "term"]);
}

#[test]
fn pages_of_a_project_are_declarative_and_new() {
    let mut catalogue = Catalogue::builtin();
    let (path, text) = project_pages().remove(0);
    let told = |result: Result<(), Vec<PageError>>| result.unwrap_err()[0].message.clone();
    catalogue.add_project_page(&path, &text).unwrap();
    let again = told(catalogue.add_project_page(&path, &text));
    assert!(again.contains("there is a rule"), "{again}");
    let empty =
        catalogue.find("link/empty-text").unwrap().text.replace("link/empty-text", "link/hole");
    let compiled = told(catalogue.add_project_page("link/hole.md", &empty));
    assert!(compiled.contains("has no `match`"), "{compiled}");
}

#[test]
fn ids_are_found_by_alias_and_by_likeness() {
    let catalogue = Catalogue::builtin();
    for page in catalogue.pages() {
        for alias in &page.meta.aliases {
            let found = catalogue.find(alias).unwrap();
            assert_eq!(found.meta.id, page.meta.id, "the alias `{alias}` is another rule's");
        }
    }
    assert_eq!(catalogue.suggest("link/emtpy-text"), Some("link/empty-text"));
    assert_eq!(catalogue.suggest("empty-text"), Some("link/empty-text"));
    assert_eq!(catalogue.suggest("qqqqqqqq"), None);
}

#[test]
fn presets_can_be_read_and_name_all_rules() {
    let catalogue = Catalogue::builtin();
    let broken: Vec<_> = preset::broken(&catalogue).into_iter().collect();
    assert!(broken.is_empty(), "{broken:#?}");
    let recommended = preset::preset("recommended@1").unwrap();
    let absent: Vec<_> = catalogue
        .pages()
        .iter()
        .filter(|page| !recommended.levels.contains_key(&*page.meta.id))
        .map(|page| page.meta.id.to_string())
        .collect();
    assert!(absent.is_empty(), "recommended@1 says nothing of {absent:?}");
}

#[test]
fn the_index_is_fresh() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/rules/README.md");
    let written = fs::read_to_string(path).unwrap();
    let recommended = preset::preset("recommended@1").unwrap();
    let fresh = readme::refresh(&written, &Catalogue::builtin(), &recommended).unwrap();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, &fresh).unwrap();
    } else {
        assert!(fresh == written, "rules/README.md is stale: UPDATE=1 cargo test --test it pages");
    }
    for key in meta::KEYS {
        assert!(
            fresh.contains(&format!("| `{key}` |")),
            "rules/README.md does not say what `{key}` is"
        );
    }
    for (path, _) in project_pages() {
        assert!(
            fresh.contains(&format!("fixtures/pages/{path}")),
            "rules/README.md does not link {path}"
        );
    }
}
