//! The program's own rule pages: they can be read, and pages, checks and presets fit each other.

use loclint::rules::{meta, preset, readme, registry::Catalogue};
use std::fmt::Write as _;

#[test]
fn pages_can_be_read() {
    let mut report = String::new();
    for (path, text, errors) in Catalogue::broken() {
        for error in errors {
            let line = text.get(..error.span.start as usize).unwrap_or("").lines().count();
            let help = error.help.unwrap_or_default();
            writeln!(report, "{path}:{line}: {} {help}", error.message).unwrap();
        }
    }
    assert!(report.is_empty(), "{report}");
}

#[test]
fn presets_can_be_read_and_name_rules() {
    let catalogue = Catalogue::builtin();
    let broken: Vec<_> = preset::broken(&catalogue).into_iter().collect();
    assert!(broken.is_empty(), "{broken:#?}");
    assert!(preset::names().any(|name| name == "recommended@1"));
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
fn ids_are_free_and_yield_to_rules() {
    let catalogue = Catalogue::builtin();
    for page in catalogue.pages() {
        for alias in &page.meta.aliases {
            let found = catalogue.find(alias).unwrap();
            assert_eq!(found.meta.id, page.meta.id, "the alias `{alias}` is another rule's");
        }
    }
    assert_eq!(catalogue.pageless(), Vec::<String>::new(), "checks without a page");
}

#[test]
fn the_readme_is_fresh() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/rules/README.md");
    let written = std::fs::read_to_string(path).unwrap();
    let recommended = preset::preset("recommended@1").unwrap();
    let fresh = readme::refresh(&written, &Catalogue::builtin(), &recommended).unwrap();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &fresh).unwrap();
    } else {
        assert!(fresh == written, "rules/README.md is stale: UPDATE=1 cargo test pages");
    }
    for key in meta::KEYS {
        assert!(
            fresh.contains(&format!("| `{key}` |")),
            "rules/README.md does not say what `{key}` is"
        );
    }
}
