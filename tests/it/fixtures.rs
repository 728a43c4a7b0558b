//! Fixtures of rules: articles in `tests/fixtures/<group>/<name>/` whose `//~` lines say what is found
//! in them. All rules of `recommended@1` run, and the rule that the folder is named after. A folder of
//! articles is one tree: its files are linted together.
//!
//! A fixture `x.md` with a file `x.source.md` beside it is a translation whose source is that file;
//! `x.today.md` is a later version of that source.
//!
//! `UPDATE=1 cargo test --test it fixtures` rewrites the `//~` lines to what is found; read the
//! difference before you keep it.

use loclint::{
    diagnostic::Safety,
    engine::{self, Active, Input, Outcome, SourceInput, Today, example, lint, lint_together},
    grammar::sxs::split,
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

/// A fixture: the rule its folder is named after, its path below `tests/fixtures`, its articles.
struct Fixture {
    rule: String,
    name: String,
    /// Path and text of each; more than one where the fixture is a folder.
    articles: Vec<(PathBuf, String)>,
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
            if is_beside(file) {
                continue;
            }
            let mut files = vec![path.clone()];
            if path.is_dir() {
                files = fs::read_dir(&path).unwrap().map(|it| it.unwrap().path()).collect();
                files.sort();
                files.retain(|path| !is_beside(path.to_str().unwrap()));
            }
            let read = |path: PathBuf| {
                let text = fs::read_to_string(&path).unwrap();
                (path, text)
            };
            let articles = files.into_iter().map(read).collect();
            found.push(Fixture { rule: rule.clone(), name, articles });
        }
    }
    found
}

/// Whether a file is no fixture but a source of one.
fn is_beside(path: &str) -> bool {
    path.contains(".source.") || path.contains(".today.")
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

/// Calls `work` with the articles of a fixture as they are linted, and the rules that run. The settings
/// of the first article hold for all.
fn with_inputs<T>(
    catalogue: &Catalogue,
    fixture: &Fixture,
    work: impl FnOnce(&[(&str, Marked)], &[(&str, Input<'_>)], &[Active<'_>]) -> T,
) -> Result<T, String> {
    let mut articles = Vec::new();
    for (path, text) in &fixture.articles {
        let (marked, errors) = Marked::read(text);
        if let Some(error) = errors.first() {
            return Err(format!("{}: {}", error.span.of_text(text), error.message));
        }
        articles.push((path.file_name().unwrap_or_default().to_str().unwrap(), marked));
    }
    let (_, first) = articles.first().ok_or("no article")?;
    let rules = rules(catalogue, fixture, first)?;
    let active: Vec<_> = rules
        .iter()
        .map(|(page, rule)| Active {
            meta: &page.meta,
            rule: &**rule,
            severity: page.meta.severity,
        })
        .collect();
    let target = locale(first, "locale")?;
    let source = locale(first, "source-locale")?.or_else(|| Locale::parse("en-us")).unwrap();
    let is_mdx = |path: &str| Path::new(path).extension().is_some_and(|it| it == "mdx");
    let beside = |path: &Path, word: &str| {
        let ending = path.extension().and_then(|it| it.to_str()).unwrap_or("md");
        fs::read_to_string(path.with_extension(format!("{word}.{ending}"))).ok()
    };
    let sources: Vec<[Option<String>; 2]> = fixture
        .articles
        .iter()
        .map(|(path, _)| ["source", "today"].map(|word| beside(path, word)))
        .collect();
    let inputs: Vec<_> = articles
        .iter()
        .zip(&sources)
        .enumerate()
        .map(|(index, ((path, marked), [source_text, today]))| {
            let input = Input {
                file: FileId(u32::try_from(index).unwrap()),
                text: &marked.text,
                target_locale: target.as_ref(),
                source_locale: &source,
                flavour: example::flavour(first, is_mdx(path)).unwrap(),
                source: source_text.as_deref().map(|text| SourceInput {
                    file: FileId(u32::try_from(articles.len() + index).unwrap()),
                    text,
                    flavour: example::flavour(first, is_mdx(path)).unwrap(),
                    places: None,
                    unverified: marked.setting("unverified"),
                    today: today.as_deref().map(|text| Today { text, since: example::TODAY_SINCE }),
                    revision_key: None,
                }),
                orphaned: marked.setting("orphaned"),
            };
            (*path, input)
        })
        .collect();
    Ok(work(&articles, &inputs, &active))
}

/// What is found in a fixture, compared with its `//~` lines; the texts its articles should have.
fn run(catalogue: &Catalogue, fixture: &Fixture) -> Result<(Vec<String>, Vec<String>), String> {
    with_inputs(catalogue, fixture, |articles, inputs, active| {
        let (mut differences, mut texts) = (Vec::new(), Vec::new());
        for ((_, marked), list) in articles.iter().zip(lint_together(inputs, active)) {
            let found = example::found(&marked.text, &list);
            differences.extend(marked.compare(&found).iter().map(ToString::to_string));
            if found.is_empty() && !marked.nothing && marked.expected.is_empty() {
                differences
                    .push("the fixture says neither what is found nor `//~ nothing`".to_owned());
            }
            texts.push(marked.render(&found));
        }
        (differences, texts)
    })
}

/// Fixtures that are pieces of articles, with the rules whose fixes show what the rest of the article
/// lacks: the end of a region, the alternative text of an image, the quote of an alert.
const PIECES: &[(&str, &str)] = &[
    ("alert/translated-keyword/words.md", "alert/translated-keyword"),
    ("directive/changed/directives.md", "directive/changed"),
    ("directive/translated-keyword/names.md", "directive/translated-keyword"),
];

#[test]
fn fixes_remove_their_findings_and_add_none() {
    let catalogue = Catalogue::builtin();
    let (mut report, mut tried) = (String::new(), 0);
    for fixture in fixtures() {
        let faults = with_inputs(&catalogue, &fixture, |_, inputs, active| {
            let mut faults = String::new();
            for (path, input) in inputs {
                let lint = |text: &str| lint(&Input { text, ..*input }, active, &mut |_| {});
                let fix = |text: &str, outcome: Outcome| {
                    engine::fix(text, outcome, input.file, Safety::Unsafe, &mut |text| lint(text))
                };
                let found = lint(input.text);
                let fixable = found.diagnostics.iter().filter(|it| it.fix.is_some()).count();
                tried += fixable;
                let all = fix(input.text, found);
                for undone in &all.undone {
                    if PIECES.contains(&(&*fixture.name, &*undone.rule)) {
                        continue;
                    }
                    let what = (&undone.rule, &undone.message, &undone.why);
                    writeln!(faults, "{}: {path}: {what:?}", fixture.name).unwrap();
                }
                if fixable > 0 && all.applied.is_empty() && all.undone.is_empty() {
                    writeln!(faults, "{}: {path}: nothing was fixed", fixture.name).unwrap();
                }
                let again = fix(&all.text, lint(&all.text));
                if !all.settled || again.text != all.text {
                    writeln!(faults, "{}: {path} does not settle", fixture.name).unwrap();
                }
                if let (Some(before), Some(after)) = (split(input.text), split(&all.text)) {
                    let safe = lint(input.text);
                    let lint = &mut |text: &str| lint(text);
                    let safe = engine::fix(input.text, safe, input.file, Safety::Safe, lint);
                    let source = split(&safe.text).map(|it| it.source.text);
                    if source.is_none_or(|it| it != before.source.text) {
                        writeln!(faults, "{}: {path}: the source changed", fixture.name).unwrap();
                    }
                    assert!(!after.source.text.is_empty());
                }
            }
            faults
        });
        report.push_str(&faults.unwrap());
    }
    assert!(tried > 100, "only {tried} fixes were tried");
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn fixtures_report_what_they_say() {
    let catalogue = Catalogue::builtin();
    let update = std::env::var_os("UPDATE").is_some();
    let mut report = String::new();
    for fixture in fixtures() {
        match run(&catalogue, &fixture) {
            Err(message) => writeln!(report, "{}: {message}", fixture.name).unwrap(),
            Ok((differences, texts)) if update => {
                let changed = fixture.articles.iter().zip(texts);
                for ((path, _), text) in changed.filter(|_| !differences.is_empty()) {
                    fs::write(path, text).unwrap();
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
        let texts = own.flat_map(|fixture| &fixture.articles);
        let found = texts.flat_map(|(_, text)| Marked::read(text).0.expected);
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
        articles: vec![(PathBuf::from("made-up.md"), text.to_owned())],
    };
    let (differences, rewritten) = run(&Catalogue::builtin(), &fixture).unwrap();
    assert_eq!(differences.len(), 2, "{differences:?}");
    assert_eq!(rewritten, [text.replace("b.md", "a.md")]);
    let articles = vec![(PathBuf::from("made-up.md"), "Zie [a](a.md).\n".to_owned())];
    let silent = Fixture { articles, ..fixture };
    let (differences, rewritten) = run(&Catalogue::builtin(), &silent).unwrap();
    assert_eq!(differences.len(), 1);
    assert_eq!(rewritten, ["//~ nothing\nZie [a](a.md).\n"]);
}
