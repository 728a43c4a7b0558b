//! Known findings: `loclint baseline`, and what `check` leaves out because of one.

use super::{
    Exit, check,
    error::{Trouble, write_failure},
    print,
    session::Session,
    terminal::Terminal,
};
use crate::{
    baseline::{Baseline, Entry, Held},
    config::{Broken, Wanted},
    diagnostic::{Diagnostic, Label, fingerprint},
    report::count,
    rules::meta::Scope,
    text::SourceFile,
    workspace::{self, Before, Checked, Failure, Root},
};
use clap::ArgMatches;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    path::{Path, PathBuf},
};

/// Where a baseline is written unless something else is said.
const USUAL: &str = ".loclint/baseline.txt";
/// The rule that the program itself speaks for.
const STALE: &str = "suppress/stale-baseline";

/// A baseline with its file.
pub(super) struct Store {
    shown: String,
    text: String,
    pub(super) baseline: Baseline,
}

/// The file of the baseline: of the arguments, else of the configuration.
fn named(matches: &ArgMatches, session: &Session) -> Option<PathBuf> {
    if matches.try_get_one::<bool>("no-baseline").ok().flatten().copied().unwrap_or(false) {
        return None;
    }
    let argument = matches.get_one::<PathBuf>("baseline").cloned();
    argument.or_else(|| Some(session.root.config.join(session.config.baseline.as_ref()?)))
}

impl Store {
    /// The baseline that a check is to obey, if one is named.
    pub(super) fn open(matches: &ArgMatches, session: &Session) -> Result<Option<Store>, Trouble> {
        let Some(path) = named(matches, session) else { return Ok(None) };
        let store = Store::read(&path, session)?;
        store.map(Some).ok_or_else(|| {
            Trouble::Failure(Failure {
                path: session.root.shown(&path),
                message: "is no baseline: it does not exist".to_owned(),
                help: Some("`loclint baseline create` writes it".to_owned()),
            })
        })
    }

    /// Reads a file; `None` if it is not there.
    fn read(path: &Path, session: &Session) -> Result<Option<Store>, Trouble> {
        let shown = session.root.shown(path);
        if !path.exists() {
            return Ok(None);
        }
        let text = workspace::read_whole(path, &shown)?;
        match Baseline::parse(&text) {
            Ok(baseline) => Ok(Some(Store { shown, text, baseline })),
            Err(error) => Err(Broken { path: shown, text, errors: vec![error] }.into()),
        }
    }

    /// Leaves out what is known, and says once that entries are no longer needed. Gives the number of
    /// findings left out, and whether there are such entries.
    pub(super) fn apply(
        &self,
        session: &Session,
        seen: &Seen,
        told: bool,
        checked: &mut Checked,
    ) -> (usize, bool) {
        let held = hold(&self.baseline, session, checked);
        let before = checked.diagnostics.len();
        let mut known = held.known.iter();
        checked.diagnostics.retain(|_| !known.next().copied().unwrap_or(false));
        let left_out = before - checked.diagnostics.len();
        let stale: Vec<(&Entry, u32)> =
            held.left.entries().filter(|(entry, _)| seen.judges(session, entry)).collect();
        if let Some((first, _)) = stale.first()
            && (told || seen.whole)
        {
            self.tell(session, first, stale.len(), checked);
        }
        (left_out, !stale.is_empty())
    }

    fn tell(&self, session: &Session, first: &Entry, stale: usize, checked: &mut Checked) {
        let pages = session.catalogue.pages();
        let page = pages.iter().position(|page| *page.meta.id == *STALE);
        let levels = session.levels.under(&[]);
        let level = page.and_then(|page| levels.get(page)).and_then(|chosen| chosen.level);
        let Some(severity) = level else { return };
        let span = Baseline::place(&self.text, first);
        let place = checked.diagnostics.partition_point(|it| {
            let file = checked.files.get(it.primary.file);
            file.is_some_and(|file| file.path.as_str() < self.shown.as_str())
        });
        let file = checked.files.add(SourceFile::new(self.shown.as_str(), self.text.as_str()));
        let message = match stale {
            1 => "an entry of the baseline no longer occurs".to_owned(),
            many => format!("{many} entries of the baseline no longer occur"),
        };
        let label = Label { file, span, window: span, message: "the first".to_owned() };
        let diagnostic = Diagnostic {
            fingerprint: fingerprint([STALE]),
            help: Some("remove them with `loclint baseline prune`".to_owned()),
            ..Diagnostic::new(STALE, severity, message, label)
        };
        checked.diagnostics.insert(place, diagnostic);
    }
}

/// Holds what was found against a baseline.
pub(super) fn hold(baseline: &Baseline, session: &Session, checked: &Checked) -> Held {
    let root = &session.root;
    baseline.hold(&with_paths(checked), &is_gone(root))
}

/// Whether the file of a path is gone.
pub(super) fn is_gone(root: &Root) -> impl Fn(&str) -> bool {
    |path| !root.config.join(path).is_file()
}

/// Findings with the paths that a baseline knows them by.
pub(super) fn with_paths(checked: &Checked) -> Vec<(&str, &Diagnostic)> {
    let path = |it: &Diagnostic| checked.places.get(it.primary.file.0 as usize);
    checked.diagnostics.iter().map(|it| (path(it).map_or("", String::as_str), it)).collect()
}

/// What was found in the articles as they were, under the paths they have now.
pub(super) fn found_before(before: &Before, old: &Checked) -> Baseline {
    let mut baseline = Baseline::default();
    for (path, diagnostic) in with_paths(old) {
        baseline.add(before.names.get(path).map_or(path, String::as_str), diagnostic);
    }
    baseline
}

/// Leaves out what was found before: the number of findings.
pub(super) fn subtract(before: &Before, baseline: &Baseline, checked: &mut Checked) -> usize {
    let held = baseline.hold(&with_paths(checked), &|path| before.gone.contains(path));
    let count = checked.diagnostics.len();
    let mut known = held.known.iter();
    checked.diagnostics.retain(|_| !known.next().copied().unwrap_or(false));
    count - checked.diagnostics.len()
}

/// What a run has seen, so that what it did not find is not there.
pub(super) struct Seen {
    /// Whether it was about all articles below the configuration.
    whole: bool,
    /// Whether it looked for something else than the configuration says, or could not look.
    limited: bool,
    read: BTreeSet<String>,
    unread: BTreeSet<String>,
}

impl Seen {
    pub(super) fn of(
        session: &Session,
        paths: &[PathBuf],
        limited: bool,
        [articles, pairing]: [&[Failure]; 2],
        absent: bool,
        checked: &Checked,
    ) -> Seen {
        let covers = |path: &PathBuf| {
            let whole = workspace::normal(&session.root.working.join(path));
            session.root.config.starts_with(whole)
        };
        let complete = articles.is_empty() && pairing.is_empty();
        Seen {
            whole: complete && (paths.is_empty() && below(session) || paths.iter().any(covers)),
            limited: limited || absent,
            read: checked.places.iter().take(checked.places.len() / 2).cloned().collect(),
            unread: checked.unread.clone(),
        }
    }

    /// Whether an entry that was not needed no longer occurs.
    fn judges(&self, session: &Session, entry: &Entry) -> bool {
        if self.limited || self.unread.contains(&entry.path) {
            return false;
        }
        // What is said of several articles is not all said of some of them.
        let several = || {
            let page = session.catalogue.pages().iter().find(|it| *it.meta.id == *entry.rule);
            page.is_some_and(|page| page.meta.scope == Scope::Workspace)
        };
        self.whole || self.read.contains(&entry.path) && !several()
    }
}

/// Whether the working folder is that of the configuration, so that `.` is all there is.
fn below(session: &Session) -> bool {
    session.root.config.starts_with(&session.root.working)
}

/// Runs `loclint baseline`.
pub(super) fn baseline(matches: &ArgMatches) -> Result<Exit, Trouble> {
    let (name, matches) = matches.subcommand().expect("a command is required");
    let terminal = Terminal::of(matches);
    let session = Session::open(matches, &Wanted::default())?;
    let (path, from_config) = match named(matches, &session) {
        Some(path) => (path, matches.get_one::<PathBuf>("baseline").is_none()),
        None => (session.root.config.join(USUAL), false),
    };
    let store = Store::read(&path, &session)?;
    if name == "create" && store.is_some() && !matches.get_flag("force") {
        return Err(Trouble::Failure(Failure {
            path: session.root.shown(&path),
            message: "is there already".to_owned(),
            help: Some(
                "`loclint baseline update` takes in what is new and drops what is gone; --force \
                 writes it anew"
                    .to_owned(),
            ),
        }));
    }
    if store.is_none() && name != "create" {
        return Err(Trouble::Failure(Failure {
            path: session.root.shown(&path),
            message: "does not exist".to_owned(),
            help: Some("`loclint baseline create` writes it".to_owned()),
        }));
    }

    let (search, pairing, checked) = check::all(matches, &session)?;
    let limited = matches.get_one::<String>("preset").is_some();
    let failures = [search.failures.as_slice(), pairing.failures.as_slice()];
    let absent = !pairing.absent.is_empty();
    let seen = Seen::of(&session, &check::paths(matches), limited, failures, absent, &checked);
    let store = store.filter(|_| name != "create");
    let empty = Baseline::default();
    let old = store.as_ref().map_or(&empty, |store| &store.baseline);
    let held = hold(old, &session, &checked);
    let (stale, kept): (Vec<_>, Vec<_>) =
        held.left.entries().partition(|(entry, _)| seen.judges(&session, entry));
    let gone: usize = stale.iter().map(|(_, count)| *count as usize).sum();
    let new = held.known.iter().filter(|known| !**known).count();

    let out = if name == "stat" {
        statistics(old, &held, &checked, &stale)
    } else {
        let mut baseline = Baseline::default();
        for ((path, diagnostic), known) in with_paths(&checked).into_iter().zip(&held.known) {
            if *known || name != "prune" {
                baseline.add(path, diagnostic);
            }
        }
        for (entry, count) in kept {
            baseline.keep(entry.clone(), count);
        }
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| Failure {
                path: workspace::slashes(folder),
                message: format!("cannot be made: {error}"),
                help: None,
            })?;
        }
        workspace::write_file(&path, baseline.text().as_bytes())?;
        told(name, &session.root.shown(&path), &baseline, new, gone, from_config, &session)
    };
    terminal.errors(|out, terminal| {
        for failure in search.failures.iter().chain(&pairing.failures).chain(&checked.failures) {
            write_failure(out, failure, terminal);
        }
    });
    print(&out)?;
    let failed = failures.iter().any(|list| !list.is_empty()) || !checked.failures.is_empty();
    Ok(if failed || checked.internal_error { Exit::Failed } else { Exit::Clean })
}

/// What was written.
fn told(
    name: &str,
    shown: &str,
    baseline: &Baseline,
    new: usize,
    gone: usize,
    from_config: bool,
    session: &Session,
) -> String {
    let files: BTreeSet<&str> = baseline.entries().map(|(entry, _)| &*entry.path).collect();
    let all = count(baseline.findings(), "known finding");
    let mut out = format!("{shown}: {all} in {}", count(files.len(), "article"));
    let _ = match name {
        "create" => writeln!(out),
        "prune" => writeln!(out, "; {gone} no longer occurred"),
        _ => writeln!(out, "; {new} new, {gone} no longer occurred"),
    };
    if !from_config {
        let in_config = session.root.in_config(Path::new(shown));
        let _ = writeln!(out, "`baseline: {in_config}` in loclint.yaml makes every check obey it");
    }
    out
}

/// By rule: findings known, of them gone, and new ones.
fn statistics(
    baseline: &Baseline,
    held: &Held,
    checked: &Checked,
    stale: &[(&Entry, u32)],
) -> String {
    let mut rows: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    let mut add = |rule, column: usize, count: usize| {
        if let Some(cell) = rows.entry(rule).or_default().get_mut(column) {
            *cell += count;
        }
    };
    for (entry, count) in baseline.entries() {
        add(&entry.rule, 0, count as usize);
    }
    for (entry, count) in stale {
        add(&entry.rule, 1, *count as usize);
    }
    for (diagnostic, known) in checked.diagnostics.iter().zip(&held.known) {
        add(&diagnostic.rule, 2, usize::from(!known));
    }
    let mut sum = [0; 3];
    for row in rows.values() {
        sum.iter_mut().zip(row).for_each(|(sum, count)| *sum += count);
    }
    let mut rows: Vec<_> = rows.into_iter().collect();
    rows.sort_by_key(|(rule, [known, ..])| (std::cmp::Reverse(*known), *rule));
    let mut out = format!("{:>8} {:>8} {:>8}  rule\n", "known", "gone", "new");
    for (rule, [known, gone, new]) in rows.into_iter().chain([("all", sum)]) {
        let _ = writeln!(out, "{known:>8} {gone:>8} {new:>8}  {rule}");
    }
    out
}
