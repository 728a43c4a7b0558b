//! `loclint check`.

use super::{
    Exit, clock,
    error::{Trouble, write_failure},
    known::{self, Seen, Store},
    session::Session,
    terminal::{self, Terminal},
};
use crate::{
    config::{Broken, Config, FailOn, Wanted},
    diagnostic::{Diagnostic, Safety},
    locale::Locale,
    parallel,
    report::{self, FixCount, Format, Marks, Overview, Run, Style, Summary},
    rules::{
        self,
        read::{ReadError, nearest},
    },
    text::{FileId, Span},
    workspace::{
        self, Against, Article, Checked, Failure, Fixing, Found, Goal, Job, Known, Pairing, Root,
        Search, Whose,
    },
};
use clap::ArgMatches;
use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write as _,
    io::{self, IsTerminal, Read, Write},
    path::{Path, PathBuf},
    sync::{
        Condvar, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

/// Findings that are shown on a terminal unless more are asked for.
const CAP: usize = 100;

/// Runs the command.
pub(super) fn check(matches: &ArgMatches) -> Result<Exit, Trouble> {
    let start = Instant::now();
    // Settings are read and folders are searched on one thread, while the others have nothing to do. Files
    // that are named are found at once, and a few of them need not all of the tables.
    let named = paths(matches);
    let searches = named.is_empty() || named.iter().any(|path| path.is_dir());
    if searches && threads(matches) > 1 {
        parallel::beside(rules::prepare);
    }
    let terminal = Terminal::of(matches);
    let mut wanted = Wanted::default();
    wanted.only.extend(matches.get_many::<String>("only").into_iter().flatten().cloned());
    for rule in matches.get_many::<String>("rule").into_iter().flatten() {
        wanted.rule(rule)?;
    }
    let locale = matches.get_one::<String>("locale").map(|tag| locale(tag)).transpose()?;
    let session = Session::open(matches, &wanted)?;
    let outputs = outputs(matches, &session, terminal)?;
    let store = Store::open(matches, &session)?;

    let given = paths(matches).iter().any(|path| path == Path::new("-"));
    let given = if given { Some(standard_input(matches, &session)?) } else { None };
    let fixing = fixing(matches);
    // With --fix, standard output is the mended text of standard input.
    let piped = given.as_ref().map(|(_, bytes)| bytes.clone());
    let piped = piped.filter(|_| fixing.is_some_and(|it| it.goal == Goal::Write));
    let (found, search) = find(matches, &session);
    if given.is_none() && !matches.get_flag("allow-empty") {
        something(matches, &session, &found, &search)?;
    }
    let limited = given.is_some() || limited(matches);
    let by_hand = match (matches.get_one::<PathBuf>("source"), found.as_slice()) {
        (None, _) => None,
        (Some(source), [target]) => Some(workspace::by_hand(&session.root, target.clone(), source)),
        (Some(_), found) => {
            return Err(Trouble::Other(
                format!("--source goes with one article, not with {}", found.len()),
                Some("name the one translation of this source".to_owned()),
            ));
        }
    };
    let mut pairing = pair(&session.root, &session.config, found);
    if let Some(article) = by_hand {
        pairing.articles = vec![article];
    }
    workspace::choose_side(&session.root, &mut pairing, side(matches));

    let since = matches.get_one::<String>("since");
    let before = match since {
        Some(_) if given.is_some() => {
            let message = "--since goes with files, not with standard input".to_owned();
            return Err(Trouble::Other(message, None));
        }
        Some(revision) => {
            let mut paths = paths(matches);
            if paths.is_empty() {
                paths.push(PathBuf::from("."));
            }
            let Session { root, config, .. } = &session;
            Some(workspace::before(root, config, revision, &mut pairing, &paths)?)
        }
        None => None,
    };

    let started = start.elapsed();
    let done = AtomicUsize::new(0);
    let (linted, job) = (AtomicUsize::new(0), job(matches, &session, &done));
    let locale = locale.as_ref();
    let job = Job { locale, against: against(matches), ..job };
    workspace::remember_panics();
    let before = before.map(|before| {
        let job = Job { then: Some(&before.then), done: &linted, ..job };
        let old = workspace::check(&job, &before.articles, None);
        (known::found_before(&before, &old), before)
    });
    // What is not told is not mended either.
    let was_gone = |path: &str| before.as_ref().is_some_and(|(_, it)| it.gone.contains(path));
    let is_gone = known::is_gone(&session.root);
    let since_known = before.as_ref().map(|(found, _)| (found, &was_gone as workspace::Gone<'_>));
    let stored = store.as_ref().map(|store| (&store.baseline, &is_gone as workspace::Gone<'_>));
    let known = Known::new(since_known.into_iter().chain(stored));
    let job = Job {
        timing: matches.get_flag("timing"),
        texts: fixing.is_some() || outputs.iter().any(|output| output.0.texts),
        fixing,
        known: fixing.is_some().then_some(&known),
        ..job
    };
    let mut checked = with_progress(&done, pairing.articles.len(), || {
        workspace::check(&job, &pairing.articles, given)
    });
    let (mut left_out, mut slack) = (0, false);
    if let Some((found, before)) = &before {
        left_out += known::subtract(before, found, &mut checked);
    }
    if let Some(store) = &store {
        let failures = [search.failures.as_slice(), pairing.failures.as_slice()];
        let absent = !pairing.absent.is_empty();
        let seen = Seen::of(&session, &paths(matches), limited, failures, absent, &checked);
        let ratchet = matches.get_flag("ratchet");
        let (known, stale) = store.apply(&session, &seen, ratchet, &mut checked);
        left_out += known;
        slack = stale && ratchet;
    }

    let mut summary = summary(&checked);
    let shows = fixing.is_some_and(|it| it.goal == Goal::Show);
    if let Some(fixing) = fixing {
        let counts = fix_count(&checked, fixing);
        if shows {
            show_diff(&checked, counts, matches, terminal)?;
        } else {
            summary.fixes = Some(counts);
        }
    }
    let run = Run {
        files: &checked.files,
        diagnostics: &checked.diagnostics,
        summary,
        pages: session.catalogue.pages(),
        locales: &checked.locales,
    };
    let start = Instant::now();
    let to = match &piped {
        Some(bytes) => {
            let mended = checked.fixes.iter().find(|it| !it.fixed.text.is_empty());
            let bytes = mended.map_or(&bytes[..], |it| it.fixed.text.as_bytes());
            terminal::write_all(&mut io::stdout().lock(), bytes)?;
            Stream::Errors
        }
        None if shows => Stream::Nowhere,
        None => Stream::Output,
    };
    let written = write(&outputs, &run, matches, terminal, &session.root, to);
    if let Some(mut timing) = checked.timing.clone() {
        timing.add("settings, rules, finding files", started);
        timing.add("output", start.elapsed());
        terminal.errors(|out, _| out.push_str(&timing.table()));
    }
    tell(matches, terminal, &session, &search, &pairing, &checked, left_out);
    written?;

    let failures = [&checked.failures, &search.failures, &pairing.failures];
    let absent = matches.get_flag("require-source") && !pairing.absent.is_empty();
    if checked.internal_error || absent || failures.iter().any(|list| !list.is_empty()) {
        return Ok(Exit::Failed);
    }
    let slack = slack && !matches.get_flag("exit-zero");
    let exit = if slack || fails(matches, &session, &checked, &summary) {
        Exit::Findings
    } else {
        Exit::Clean
    };
    // The program ends here, and the system takes its memory back as a whole: faster than by pieces.
    std::mem::forget((checked, search, pairing));
    Ok(exit)
}

/// Whether the arguments look for something else than the configuration says.
fn limited(matches: &ArgMatches) -> bool {
    let given = ["only", "rule", "locale", "preset"];
    given.iter().any(|name| matches.get_many::<String>(name).is_some())
        || matches.get_one::<PathBuf>("source").is_some()
        || matches.get_one::<String>("since").is_some()
        || side(matches) != Whose::Target
        || against(matches) != Against::default()
}

/// The job of a command, with the settings of the configuration.
fn job<'j>(matches: &ArgMatches, session: &'j Session, done: &'j AtomicUsize) -> Job<'j> {
    Job { threads: threads(matches), ..standard_job(session, done) }
}

/// How many threads to use: those asked for, or as many as the machine has.
fn threads(matches: &ArgMatches) -> usize {
    matches.get_one::<u16>("jobs").map_or_else(
        || std::thread::available_parallelism().map_or(1, usize::from),
        |&threads| usize::from(threads),
    )
}

/// A job with the settings of the configuration, on one thread.
fn standard_job<'j>(session: &'j Session, done: &'j AtomicUsize) -> Job<'j> {
    Job {
        catalogue: &session.catalogue,
        config: &session.config,
        root: &session.root.config,
        levels: &session.levels,
        locale: None,
        against: Against::default(),
        then: None,
        threads: 1,
        done,
        timing: false,
        texts: true,
        fixing: None,
        known: None,
    }
}

/// Checks the articles that the arguments of another command name, as the configuration says.
pub(super) fn all(
    matches: &ArgMatches,
    session: &Session,
) -> Result<(Search, Pairing, Checked), Trouble> {
    let (found, search) = find(matches, session);
    something(matches, session, &found, &search)?;
    let pairing = pair(&session.root, &session.config, found);
    let done = AtomicUsize::new(0);
    let job = job(matches, session, &done);
    workspace::remember_panics();
    let checked = with_progress(&done, pairing.articles.len(), || {
        workspace::check(&job, &pairing.articles, None)
    });
    Ok((search, pairing, checked))
}

/// Checks articles on all processors, as the configuration says.
pub(super) fn plainly(session: &Session, articles: &[Article]) -> Checked {
    let done = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let job = Job { threads, ..standard_job(session, &done) };
    workspace::remember_panics();
    with_progress(&done, articles.len(), || workspace::check(&job, articles, None))
}

/// The counts of a run. What is found in a source, or in a file of the program's own, is found in no
/// article.
pub(super) fn summary(checked: &Checked) -> Summary {
    let articles = checked.places.len() / 2;
    let with_findings: BTreeSet<FileId> = checked
        .diagnostics
        .iter()
        .map(|it| it.primary.file)
        .filter(|file| (file.0 as usize) < articles)
        .collect();
    Summary {
        articles_with_findings: with_findings.len(),
        ..Summary::of(checked.articles, checked.pairs, &checked.diagnostics)
    }
}

/// Complains where a search found no article.
fn something(
    matches: &ArgMatches,
    session: &Session,
    found: &[Found],
    search: &Search,
) -> Result<(), Trouble> {
    if !found.is_empty() || !search.searched || !search.failures.is_empty() {
        return Ok(());
    }
    let mut paths = paths(matches);
    if paths.is_empty() {
        paths.push(PathBuf::from("."));
    }
    Err(nothing_found(session, &paths))
}

/// What the arguments say of fixes.
fn fixing(matches: &ArgMatches) -> Option<Fixing> {
    let goal = match (matches.get_flag("diff"), matches.get_flag("fix")) {
        (true, _) => Goal::Show,
        (false, true) => Goal::Write,
        (false, false) => return None,
    };
    let all = matches.get_flag("unsafe-fixes");
    Some(Fixing { safety: if all { Safety::Unsafe } else { Safety::Safe }, goal })
}

/// How many findings were fixed, and how many more could be.
fn fix_count(checked: &Checked, fixing: Fixing) -> FixCount {
    let is_unsafe =
        |it: &&Diagnostic| it.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Unsafe);
    let left = checked.diagnostics.iter().filter(is_unsafe).count();
    FixCount {
        fixed: checked.fixes.iter().map(|it| it.fixed.applied.len()).sum(),
        unsafe_left: if fixing.safety == Safety::Safe { left } else { 0 },
    }
}

/// Shows what the fixes would change.
fn show_diff(
    checked: &Checked,
    counts: FixCount,
    matches: &ArgMatches,
    terminal: Terminal,
) -> io::Result<()> {
    let style = Style {
        color: terminal.color,
        width: terminal.width,
        ascii: terminal.ascii,
        ..Style::default()
    };
    let mut out = String::new();
    for it in checked.fixes.iter().filter(|it| !it.fixed.changes.is_empty()) {
        let fixed = &it.fixed;
        out.push_str(&report::diff(&it.path, &it.before, &fixed.text, &fixed.changes, &style));
    }
    // Lines of an article must not be taken for commands.
    if !out.is_empty() && is_on_github() {
        let token = stop_token(&out);
        out = format!("::stop-commands::{token}\n{out}::{token}::\n");
    }
    if matches.get_count("quiet") == 0 {
        let _ = writeln!(out, "{}", counts.would());
    }
    terminal::write_stdout(out.as_bytes(), terminal.color)
}

/// A word that nobody who wrote the text could know.
fn stop_token(text: &str) -> String {
    use std::hash::{BuildHasher, RandomState};
    let part = || format!("{:016x}", RandomState::new().hash_one(text));
    format!("loclint-{}{}", part(), part())
}

fn is_on_github() -> bool {
    env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true")
}

/// Where what has no file of its own goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stream {
    Output,
    Errors,
    Nowhere,
}

/// The paths that the arguments name.
pub(super) fn paths(matches: &ArgMatches) -> Vec<PathBuf> {
    matches.get_many::<PathBuf>("paths").into_iter().flatten().cloned().collect()
}

/// The articles that the arguments name.
fn find(matches: &ArgMatches, session: &Session) -> (Vec<Found>, Search) {
    let mut paths = paths(matches);
    let mut config = session.config.clone();
    config.files.gitignore &= !matches.get_flag("no-ignore");
    let given = paths.iter().any(|path| path == Path::new("-"));
    paths.retain(|path| path != Path::new("-"));
    if paths.is_empty() && !given {
        paths.push(PathBuf::from("."));
    }
    workspace::find(&session.root, &config, &paths)
}

/// How articles are paired, with the root of the sources as the environment says it.
pub(super) fn pair(root: &Root, config: &Config, found: Vec<Found>) -> Pairing {
    let source_root = env::var_os("LOCLINT_SOURCE_ROOT").map(PathBuf::from);
    workspace::pair(root, config, found, source_root.as_deref())
}

/// The articles that the arguments name, paired, and what else the search met with.
pub(super) fn paired(matches: &ArgMatches, session: &Session) -> (Pairing, Search) {
    let (found, search) = find(matches, session);
    (pair(&session.root, &session.config, found), search)
}

/// Which version of the sources the translations are compared with.
fn against(matches: &ArgMatches) -> Against {
    match matches.get_one::<String>("against").map(String::as_str) {
        Some("head") => Against::Head,
        _ => Against::Recorded,
    }
}

fn side(matches: &ArgMatches) -> Whose {
    match matches.get_one::<String>("side").map(String::as_str) {
        Some("source") => Whose::Source,
        Some("both") => Whose::Both,
        _ => Whose::Target,
    }
}

fn fails(matches: &ArgMatches, session: &Session, checked: &Checked, summary: &Summary) -> bool {
    if matches.get_flag("exit-zero") {
        return false;
    }
    let word = matches.get_one::<String>("fail-on");
    let argument = word.and_then(|word| FailOn::WORDS.iter().find(|(known, _)| known == word));
    let fail_on = argument.map_or(session.config.fail_on, |(_, fail_on)| *fail_on);
    // What is set for some articles is stronger than what is set for all.
    let counts = |finding: &&Diagnostic| match checked
        .fail_on
        .get(&finding.primary.file)
        .copied()
        .unwrap_or(fail_on)
    {
        FailOn::Never => false,
        FailOn::Severity(least) => finding.severity >= least,
    };
    let counted = checked.diagnostics.iter().filter(counts).count();
    let most = matches.get_one::<u32>("max-warnings");
    counted > 0 || most.is_some_and(|&most| summary.warnings > most as usize)
}

fn locale(tag: &str) -> Result<Locale, Broken> {
    Locale::normalize(tag).ok_or_else(|| Broken {
        path: "--locale".to_owned(),
        text: tag.to_owned(),
        errors: vec![ReadError {
            span: Span::new(0, tag.len()),
            message: format!("`{tag}` is no locale"),
            help: Some("write a tag like `nl-NL`".to_owned()),
        }],
    })
}

fn nothing_found(session: &Session, paths: &[PathBuf]) -> Trouble {
    let places: Vec<String> = paths.iter().map(|path| session.root.shown(path)).collect();
    let help = if session.config.files.include.is_some() {
        "see `files: include` and `exclude` of the configuration, or pass --allow-empty"
    } else {
        "articles end in .md, .markdown or .mdx; --no-ignore takes what .gitignore leaves out, \
         --allow-empty makes this no failure"
    };
    Trouble::Other(format!("no article in `{}`", places.join("`, `")), Some(help.to_owned()))
}

/// The article on standard input.
fn standard_input(matches: &ArgMatches, session: &Session) -> Result<(Article, Vec<u8>), Trouble> {
    let root = &session.root;
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .map_err(|error| Trouble::Other(format!("standard input cannot be read: {error}"), None))?;
    let found = match matches.get_one::<PathBuf>("stdin-filename") {
        Some(path) => {
            Found { shown: root.shown(path), in_config: root.in_config(path), path: path.clone() }
        }
        None => Found {
            shown: "stdin.md".to_owned(),
            in_config: "stdin.md".to_owned(),
            path: PathBuf::from("stdin.md"),
        },
    };
    let pairing = workspace::pair(root, &session.config, vec![found.clone()], None);
    let paired = pairing.articles.into_iter().find(|article| article.target == found);
    Ok((paired.unwrap_or_else(|| Article::alone(found)), bytes))
}

/// A format and the file it goes to; standard output without one.
type Output = (&'static Format, Option<PathBuf>);

fn outputs(
    matches: &ArgMatches,
    session: &Session,
    terminal: Terminal,
) -> Result<Vec<Output>, Broken> {
    let arguments: Vec<&String> = matches.get_many("output").into_iter().flatten().collect();
    if !arguments.is_empty() {
        let read = |argument: &&String| {
            output(argument, 0).map(|(format, file)| (format, file.map(PathBuf::from))).map_err(
                |error| Broken {
                    path: "--output".to_owned(),
                    text: (*argument).clone(),
                    errors: vec![error],
                },
            )
        };
        return arguments.iter().map(read).collect();
    }
    if !session.config.output.is_empty() {
        let mut outputs = Vec::new();
        let mut errors = Vec::new();
        for (span, text) in &session.config.output {
            match output(text, 0) {
                // A file of the configuration lies where the configuration does.
                Ok((format, file)) => {
                    outputs.push((format, file.map(|file| session.root.config.join(file))));
                }
                Err(error) => errors.push(ReadError { span: *span, ..error }),
            }
        }
        if errors.is_empty() {
            return Ok(outputs);
        }
        let (path, text) = (session.config.path.clone(), session.config.text.clone());
        return Err(Broken { path, text, errors });
    }
    let names: &[&str] = if is_on_github() {
        match env::var_os(STEP_SUMMARY) {
            Some(file) if !file.is_empty() => &["concise", "github", "summary"],
            _ => &["concise", "github"],
        }
    } else if terminal.out {
        &["full"]
    } else {
        &["concise"]
    };
    Ok(names.iter().filter_map(|name| report::format(name)).map(|format| (format, None)).collect())
}

/// `FORMAT` or `FORMAT=FILE`.
fn output(text: &str, at: usize) -> Result<(&'static Format, Option<&str>), ReadError> {
    let (name, file) = match text.split_once('=') {
        Some((name, file)) => (name, Some(file)),
        None => (text, None),
    };
    let names = report::FORMATS.iter().map(|format| format.name);
    let error = |message: String, help: String| {
        let span = Span::new(at, at + name.len());
        Err(ReadError { span, message, help: Some(help) })
    };
    if file.is_some_and(str::is_empty) {
        return error(format!("`{text}` names no file"), "write `FORMAT=FILE`".to_owned());
    }
    let Some(format) = report::format(name) else {
        let help = match nearest(name, names.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("formats: {}", names.collect::<Vec<_>>().join(", ")),
        };
        return error(format!("unknown format `{name}`"), help);
    };
    Ok((format, file))
}

fn write(
    outputs: &[Output],
    run: &Run<'_>,
    matches: &ArgMatches,
    terminal: Terminal,
    root: &Root,
    to: Stream,
) -> Result<(), Trouble> {
    let quiet = matches.get_count("quiet");
    let marks = match matches.get_one::<String>("marks").map(String::as_str) {
        Some("carets") => Marks::Carets,
        Some("inline") => Marks::Inline,
        _ => Marks::Auto,
    };
    let asked = matches.get_one::<usize>("max-diagnostics").copied();
    let time = clock::now();
    // Who names a format wants what it says.
    let named = matches.contains_id("output");
    let mut trouble = None;
    let mut documents = Vec::new();
    for output in outputs {
        match of_languages(output, run) {
            Ok(list) => documents.extend(list),
            Err(error) => trouble = trouble.or(Some(error)),
        }
    }
    for Document { format, file, language } in &documents {
        let here = file.is_none();
        if here && quiet > 1 && !format.machine {
            continue;
        }
        let style = Style {
            color: here && if to == Stream::Errors { terminal.error_color } else { terminal.color },
            width: terminal.width,
            ascii: terminal.ascii,
            marks,
            terminal: here && terminal.out,
            cap: asked.or((here && terminal.out).then_some(CAP)),
            statistics: matches.get_flag("statistics"),
            summary: quiet == 0,
            prefix: prefix(root),
            overview: (here && terminal.out && asked.is_none() && !named)
                .then(|| Overview { rows: terminal.rows, next: next_steps(run) }),
            language: language.clone(),
            time: time.clone(),
            threads: threads(matches),
        };
        if format.name == "summary"
            && here
            && let Some(file) = env::var_os(STEP_SUMMARY).filter(|it| !it.is_empty())
        {
            let mut bytes = Vec::new();
            (format.write)(&mut bytes, run, &style)?;
            // The log has all of it: the run goes on without.
            if let Err(failure) = append(Path::new(&file), &bytes) {
                terminal.errors(|out, terminal| write_failure(out, &failure, terminal));
            }
        } else if let Some(file) = file {
            let mut bytes = Vec::new();
            (format.write)(&mut bytes, run, &style)?;
            workspace::write_file(file, &bytes)?;
        } else if to == Stream::Output {
            let mut out = Patient { color: style.color };
            (format.write)(&mut out, run, &style)?;
        } else if to == Stream::Errors {
            let mut bytes = Vec::new();
            (format.write)(&mut bytes, run, &style)?;
            let text = String::from_utf8_lossy(&bytes);
            terminal.errors(|out, _| out.push_str(&text));
        }
    }
    trouble.map_or(Ok(()), Err)
}

/// What one file is to hold.
struct Document {
    format: &'static Format,
    file: Option<PathBuf>,
    language: Option<String>,
}

/// What stands for the language in the name of a file.
const LANGUAGE: &str = "{locale}";

/// The documents of an output: one for each target language, where a format has room for one.
fn of_languages((format, file): &Output, run: &Run<'_>) -> Result<Vec<Document>, Trouble> {
    let one = |file: Option<PathBuf>, language| Document { format, file, language };
    if format.name != "xliff" {
        return Ok(vec![one(file.clone(), None)]);
    }
    let mut languages = report::languages(run);
    let name = file.as_deref().and_then(Path::to_str).filter(|name| name.contains(LANGUAGE));
    if let Some(name) = name {
        if languages.is_empty() {
            languages.push(report::UNKNOWN_LANGUAGE.to_owned());
        }
        let each = languages.into_iter();
        return Ok(each
            .map(|it| one(Some(PathBuf::from(name.replace(LANGUAGE, &it))), Some(it)))
            .collect());
    }
    languages.retain(|it| it != report::UNKNOWN_LANGUAGE);
    if languages.len() > 1 {
        return Err(Trouble::Other(
            format!(
                "a document of `xliff` has one target language: here are {}",
                languages.join(", ")
            ),
            Some(
                "write one for each: `-o xliff=FILE.{locale}.xlf`, or check one locale".to_owned(),
            ),
        ));
    }
    Ok(vec![one(file.clone(), None)])
}

/// What can be done about many findings, by what there is to find.
fn next_steps(run: &Run<'_>) -> Vec<(String, String)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in run.diagnostics {
        *counts.entry(&diagnostic.rule).or_default() += 1;
    }
    let frequent = counts.into_iter().max_by_key(|(_, number)| *number);
    let step = |command: &str, about: &str| (command.to_owned(), about.to_owned());
    let mut steps = vec![step(
        "loclint check --max-diagnostics none",
        "shows all of it; -o html=report.html for a reviewer",
    )];
    if let Some((rule, _)) = frequent {
        steps.push(step(&format!("loclint explain {rule}"), "what the most frequent rule means"));
    }
    if run.diagnostics.iter().any(|it| it.fix.is_some()) {
        steps.push(step("loclint check --fix", "mends what can be mended unseen"));
    }
    steps.push(step("loclint baseline create", "takes these as known: only new ones are reported"));
    steps
}

/// The variable in which GitHub Actions names the file of a step's summary.
const STEP_SUMMARY: &str = "GITHUB_STEP_SUMMARY";
/// Bytes of a step's summary: of a longer one nothing is shown.
const STEP_SUMMARY_BYTES: u64 = 1 << 20;

/// Adds to the summary of the step, in which other commands may have written, unless that would cost
/// all of it.
fn append(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let add = || {
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path)?;
        if file.metadata()?.len() + bytes.len() as u64 > STEP_SUMMARY_BYTES {
            return Err(io::Error::other("the summary of the step would exceed 1 MiB"));
        }
        file.write_all(bytes)
    };
    add().map_err(|error| Failure {
        path: workspace::slashes(path),
        message: format!("cannot be written: {error}"),
        help: None,
    })
}

/// Standard output, to which formats write in large pieces.
struct Patient {
    color: bool,
}

impl Write for Patient {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        terminal::write_stdout(bytes, self.color)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The way from the root of the repository to the working directory. The runners of GitHub and GitLab
/// name that root; elsewhere it is the folder above that holds `.git`.
fn prefix(root: &Root) -> String {
    let named = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"].into_iter().find_map(env::var_os);
    let found = || {
        let above = root.working.ancestors().find(|folder| folder.join(".git").exists());
        above.map(Path::to_path_buf)
    };
    let repository = named.map(PathBuf::from).or_else(found);
    let way = repository.as_deref().and_then(|it| root.working.strip_prefix(it).ok());
    match way.map(workspace::slashes) {
        Some(way) if !way.is_empty() => format!("{way}/"),
        _ => String::new(),
    }
}

/// Tells on standard error what could not be read, and with `-v` what was left out.
fn tell(
    matches: &ArgMatches,
    terminal: Terminal,
    session: &Session,
    search: &Search,
    pairing: &Pairing,
    checked: &Checked,
    left_out: usize,
) {
    terminal.errors(|out, terminal| {
        let failures = [&search.failures, &pairing.failures, &checked.failures];
        for failure in failures.into_iter().flatten() {
            write_failure(out, failure, terminal);
        }
        for (folder, count) in &pairing.absent {
            let failure = Failure {
                path: folder.clone(),
                message: format!(
                    "is not there: {count} translation{} checked without source",
                    if *count == 1 { " was" } else { "s were" }
                ),
                help: Some("LOCLINT_SOURCE_ROOT names another folder of sources".to_owned()),
            };
            write_failure(out, &failure, terminal);
        }
        if matches.get_count("verbose") == 0 {
            return;
        }
        let settings = &session.config.path;
        let settings = if settings.is_empty() { "no configuration" } else { settings };
        let _ = writeln!(
            out,
            "{settings}; articles: {}, segments: {}",
            checked.articles, checked.segments
        );
        if left_out > 0 {
            let _ = writeln!(out, "known before and left out: {left_out}");
        }
        for it in &checked.fixes {
            for undone in &it.fixed.undone {
                let _ = writeln!(
                    out,
                    "not fixed: {} {}: {}: {}",
                    it.path, undone.rule, undone.message, undone.why
                );
            }
            if !it.fixed.settled {
                let _ = writeln!(out, "not settled: {} has more to fix: run again", it.path);
            }
        }
        for skipped in &search.skipped {
            let _ = writeln!(out, "left out: {} {}", skipped.path, skipped.why);
        }
    });
}

/// Does the work, and tells on a terminal how far it is when it takes longer than a second.
fn with_progress<T>(done: &AtomicUsize, all: usize, work: impl FnOnce() -> T) -> T {
    if !io::stderr().is_terminal() {
        return work();
    }
    let over = (Mutex::new(false), Condvar::new());
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let (over, changed) = &over;
            let mut wait = Duration::from_secs(1);
            let mut told = false;
            let mut guard = over.lock().unwrap_or_else(PoisonError::into_inner);
            while !*guard {
                let (next, timeout) =
                    changed.wait_timeout(guard, wait).unwrap_or_else(PoisonError::into_inner);
                guard = next;
                if timeout.timed_out() && !*guard {
                    told = true;
                    wait = Duration::from_millis(200);
                    let text = format!("\rchecked {} of {all}", done.load(Ordering::Relaxed));
                    let _ = io::stderr().write_all(text.as_bytes());
                }
            }
            if told {
                let _ = io::stderr().write_all(b"\r\x1b[K");
            }
        });
        let result = work();
        let (over, changed) = &over;
        *over.lock().unwrap_or_else(PoisonError::into_inner) = true;
        changed.notify_all();
        result
    })
}
