//! Asking git about the history of articles: a source as it was at a commit, the commit that last
//! touched a translation, what became of a source that is gone.
//!
//! `git` runs as a child process, without a shell, and is given nothing but commits that are
//! hexadecimal digits and paths behind `--` or a colon. It takes no locks, asks for no passwords,
//! fetches nothing and runs no program of the repository's settings (pager, hooks, external diff, file
//! system monitor). Whatever goes wrong is a reason in words, never an error: a run goes on without
//! history.
//!
//! Nothing is started before it is needed, and then once for a repository: `cat-file --batch` gives the
//! texts and stays open, and one pass of `log` over the folder of the translations is read as far as
//! the articles of the run need it. 500 articles cost three processes.

use super::{Article, normal, slashes};
use std::{
    collections::{HashMap, HashSet},
    ffi::OsStr,
    io::{self, BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

/// Processes that are started for single commits or paths in a repository, at most.
const SINGLE: usize = 64;
/// Paths that one process is given.
const PATHS: usize = 200;
/// Times that a source which is gone is followed to another name.
const HOPS: usize = 4;
/// Digits of a commit as shown.
const SHORT: usize = 7;

/// Why git cannot say something: words to be read after a colon, without a full stop.
pub(super) type Why = String;

/// What git knows of the articles of a run.
pub(super) struct Git {
    /// Places of folders, looked up once.
    folders: Mutex<HashMap<PathBuf, Option<Within>>>,
    repositories: Mutex<HashMap<PathBuf, Arc<Repository>>>,
    /// Translations of the run, whose history is read together.
    targets: Vec<PathBuf>,
    /// Sources of the run that are not there.
    gone: Vec<PathBuf>,
}

/// A repository, and the way from its root to a folder.
type Within = (Arc<Repository>, PathBuf);

/// A file in a repository.
#[derive(Clone)]
pub(super) struct Place {
    repository: Arc<Repository>,
    /// Its path from the root of the repository, with `/`.
    path: String,
}

/// A version of a source.
pub(super) struct Version {
    /// Its text.
    pub text: String,
    /// The commit, shortened for people.
    pub commit: String,
}

/// When a translation was touched last.
pub(super) enum Touched {
    /// It differs from what is committed: now.
    Now,
    /// By a commit, at a time in seconds.
    By(String, u64),
}

/// A commit as people read it.
pub(super) fn short(commit: &str) -> &str {
    commit.get(..SHORT).unwrap_or(commit)
}

impl Git {
    /// For the articles of a run. Starts nothing.
    pub(super) fn new<'a>(articles: impl Iterator<Item = &'a Article> + Clone) -> Git {
        let targets = articles.clone().filter(|article| article.source.is_some());
        Git {
            folders: Mutex::default(),
            repositories: Mutex::default(),
            targets: targets.map(|article| article.target.path.clone()).collect(),
            gone: articles.filter_map(|it| it.expected.as_ref().map(PathBuf::from)).collect(),
        }
    }

    /// Where a file lies; `None` where that is no repository.
    pub(super) fn place(&self, path: &Path) -> Option<Place> {
        // A file that is a link is the file it leads to.
        let is_link = std::fs::symlink_metadata(path).is_ok_and(|it| it.is_symlink());
        let followed = if is_link { std::fs::canonicalize(path).ok() } else { None };
        let path = std::path::absolute(followed.as_deref().unwrap_or(path)).ok()?;
        let path = normal(&path);
        let (folder, name) = (path.parent()?, path.file_name()?);
        let known = lock(&self.folders).get(folder).cloned();
        let found = known.unwrap_or_else(|| {
            let found = self.look_up(folder);
            lock(&self.folders).insert(folder.to_owned(), found.clone());
            found
        });
        let (repository, within) = found?;
        Some(Place { repository, path: slashes(&within.join(name)) })
    }

    /// The repository of a folder, and the folder from its root on.
    fn look_up(&self, folder: &Path) -> Option<Within> {
        // A folder that is gone may have been in a repository that is there.
        let there = folder.ancestors().find(|it| it.is_dir())?;
        let rest = folder.strip_prefix(there).ok()?;
        let real = plain(std::fs::canonicalize(there).ok()?).join(rest);
        let root = real.ancestors().find(|it| it.join(".git").exists())?;
        let within = real.strip_prefix(root).ok()?.to_owned();
        let mut repositories = lock(&self.repositories);
        let new = || Arc::new(Repository::new(root.to_owned()));
        let repository = repositories.entry(root.to_owned()).or_insert_with(new);
        Some((Arc::clone(repository), within))
    }

    /// The commit that last touched a file, at or before what is checked out.
    pub(super) fn touched(&self, place: &Place) -> Result<Touched, Why> {
        let repository = &place.repository;
        if repository.dirty()?.contains(&place.path) {
            return Ok(Touched::Now);
        }
        let boundary = repository.boundary()?;
        let mut log = lock(&repository.log);
        let log = match &mut *log {
            Some(log) => log,
            none => {
                let folder = self.common_folder(repository);
                none.insert(Log::start(repository, &folder))
            }
        };
        let (commit, time) = log.find(&place.path)?.ok_or("it was never committed")?;
        if boundary.contains(&commit) {
            return Err(
                "the clone is shallow, the commit that last touched the translation is not \
                        there"
                    .to_owned(),
            );
        }
        Ok(Touched::By(commit, time))
    }

    /// The folder that holds all translations of the run in a repository; empty for its root.
    fn common_folder(&self, repository: &Arc<Repository>) -> String {
        let mut common: Option<Vec<String>> = None;
        for place in self.targets.iter().filter_map(|path| self.place(path)) {
            if !Arc::ptr_eq(&place.repository, repository) {
                continue;
            }
            let folder = place.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let parts = folder.split('/').map(str::to_owned);
            common = Some(match common {
                None => parts.collect(),
                Some(known) => {
                    let both = known.into_iter().zip(parts);
                    both.take_while(|(one, other)| one == other).map(|(one, _)| one).collect()
                }
            });
        }
        common.unwrap_or_default().join("/")
    }

    /// What became of a source that is not there, to be read after its path. `path` is where it should
    /// be.
    pub(super) fn fate(&self, path: &Path) -> Option<String> {
        let place = self.place(path)?;
        let repository = &place.repository;
        let gone = repository.gone.get_or_init(|| {
            let places = self.gone.iter().filter_map(|path| self.place(path));
            let own = places.filter(|it| Arc::ptr_eq(&it.repository, repository));
            repository.deletions(&own.map(|place| place.path).collect::<Vec<_>>())
        });
        let mut commit = gone.get(&place.path)?.clone();
        let mut name = place.path.clone();
        let mut renamed = None;
        for _ in 0..HOPS {
            let Some(next) = repository.renamed_in(&commit, &name) else {
                break;
            };
            let is_there = repository.root.join(&next).exists();
            renamed = Some((next.clone(), commit.clone()));
            if is_there {
                break;
            }
            // It went on to a further name, or was deleted there.
            let further =
                repository.single().then(|| repository.deletions(std::slice::from_ref(&next)));
            let Some(next_commit) = further.and_then(|it| it.get(&next).cloned()) else { break };
            (commit, name) = (next_commit, next);
            if repository.renamed_in(&commit, &name).is_none() {
                renamed = None;
            }
        }
        Some(match renamed {
            Some((new, commit)) => {
                format!("was renamed to `{new}` in commit `{}`", short(&commit))
            }
            None => format!("was deleted in commit `{}`", short(&commit)),
        })
    }
}

impl Place {
    /// Whether two files lie in one repository.
    fn is_beside(&self, other: &Place) -> bool {
        Arc::ptr_eq(&self.repository, &other.repository)
    }

    /// The file as it was at a commit, which is hexadecimal digits: by its present name, or by the one
    /// it had. `limit` is the most bytes that are read.
    pub(super) fn at(&self, commit: &str, limit: u64) -> Result<Version, Why> {
        let repository = &self.repository;
        let shown = short(commit);
        repository.opened()?;
        let mut text = repository.blob(commit, &self.path, limit)?;
        if text.is_none() {
            if !repository.has(commit)? {
                return Err(if repository.is_shallow() {
                    format!("the clone is shallow, commit `{shown}` is not there")
                } else {
                    format!("commit `{shown}` is not in the repository of the source")
                });
            }
            if let Some(old) = repository.former_name(commit, &self.path) {
                text = repository.blob(commit, &old, limit)?;
            }
        }
        match text {
            Some(text) => Ok(Version { text, commit: shown.to_owned() }),
            None if repository.is_partial() => {
                Err(format!("the clone is partial, the source at commit `{shown}` is not there"))
            }
            None => Err(format!("`{}` is not in commit `{shown}`", self.path)),
        }
    }

    /// The source as it was when a translation was touched.
    pub(super) fn when(
        &self,
        target: &Place,
        commit: &str,
        time: u64,
        limit: u64,
    ) -> Result<Version, Why> {
        if self.is_beside(target) {
            return self.at(commit, limit);
        }
        let commit = self.repository.head_at(time)?;
        self.at(&commit, limit)
    }

    /// The commit that last touched the file.
    ///
    /// # Errors
    /// Where git has no answer, or the file differs from what is committed and `force` is not given.
    pub(super) fn last_commit(&self, force: bool) -> Result<String, Why> {
        let repository = &self.repository;
        repository.opened()?;
        if !force && repository.dirty()?.contains(&self.path) {
            return Err("it has changes that are not committed".to_owned());
        }
        let out = repository.run(&[
            "log",
            "-1",
            "--no-show-signature",
            "--format=%H",
            "--",
            &self.path,
        ])?;
        let commit = String::from_utf8_lossy(&out).trim().to_owned();
        match commit.as_str() {
            "" => Err("it was never committed".to_owned()),
            _ if repository.boundary()?.contains(&commit) => {
                Err("the clone is shallow, the commit that last touched it is not there".to_owned())
            }
            _ => Ok(commit),
        }
    }
}

/// One name of each file by another.
type Names = HashMap<String, String>;

/// A repository; what is asked of it is kept.
pub(super) struct Repository {
    root: PathBuf,
    opened: OnceLock<Result<Opened, Why>>,
    dirty: OnceLock<Result<HashSet<String>, Why>>,
    boundary: OnceLock<Result<HashSet<String>, Why>>,
    /// Commits of the checked-out branch with their times, the newest first.
    line: OnceLock<Result<Vec<(u64, String)>, Why>>,
    partial: OnceLock<bool>,
    gone: OnceLock<HashMap<String, String>>,
    blobs: Mutex<Option<Blobs>>,
    log: Mutex<Option<Log>>,
    /// For a commit, the names of files at that commit by their names now.
    renames: Mutex<HashMap<String, Names>>,
    /// For a commit, what it renamed: old name to new.
    renamed: Mutex<HashMap<String, Names>>,
    /// How many processes were started for a single commit or path.
    singles: Mutex<usize>,
}

/// What is asked first.
struct Opened {
    shallow: bool,
    /// The file that lists the commits at which a shallow clone ends.
    boundary: PathBuf,
}

impl Repository {
    pub(super) fn new(root: PathBuf) -> Repository {
        Repository {
            root,
            opened: OnceLock::new(),
            dirty: OnceLock::new(),
            boundary: OnceLock::new(),
            line: OnceLock::new(),
            partial: OnceLock::new(),
            gone: OnceLock::new(),
            blobs: Mutex::default(),
            log: Mutex::default(),
            renames: Mutex::default(),
            renamed: Mutex::default(),
            singles: Mutex::default(),
        }
    }

    /// `git` in the root of the repository.
    fn command<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Command {
        let root = &self.root;
        let mut command = Command::new("git");
        command
            .args(["--no-pager", "--literal-pathspecs", "-c", "core.quotepath=off"])
            .args(["-c", "core.fsmonitor=false", "-c", "log.follow=false"])
            .args(arguments)
            .current_dir(root)
            .stdin(Stdio::null())
            .env("LC_ALL", "C")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_NO_LAZY_FETCH", "1")
            // A folder `.git` that is none must not lead to a repository farther up.
            .env("GIT_CEILING_DIRECTORIES", root.parent().unwrap_or(root));
        // A hook's repository need not be this one.
        for name in [
            "GIT_DIR",
            "GIT_WORK_TREE",
            "GIT_INDEX_FILE",
            "GIT_PREFIX",
            "GIT_COMMON_DIR",
            "GIT_NAMESPACE",
            "GIT_EXTERNAL_DIFF",
            "GIT_DIFF_OPTS",
        ] {
            command.env_remove(name);
        }
        command
    }

    /// Runs git to its end: what it prints.
    pub(super) fn run(&self, arguments: &[&str]) -> Result<Vec<u8>, Why> {
        let output = self.command(arguments).output().map_err(|error| not_started(&error))?;
        if output.status.success() { Ok(output.stdout) } else { Err(complaint(&output.stderr)) }
    }

    fn opened(&self) -> Result<&Opened, Why> {
        let asked = self.opened.get_or_init(|| {
            let out =
                self.run(&["rev-parse", "--is-shallow-repository", "--git-path", "shallow"])?;
            let out = String::from_utf8_lossy(&out);
            let (shallow, path) = out.split_once('\n').unwrap_or((&out, ""));
            let boundary = self.root.join(path.trim_end_matches(['\n', '\r']));
            Ok(Opened { shallow: shallow.trim() == "true", boundary })
        });
        asked.as_ref().map_err(Clone::clone)
    }

    /// Whether git is there and reads the repository.
    pub(super) fn answers(&self) -> Result<(), Why> {
        self.opened().map(drop)
    }

    pub(super) fn is_shallow(&self) -> bool {
        self.opened().is_ok_and(|opened| opened.shallow)
    }

    /// Whether texts of old commits may be missing.
    fn is_partial(&self) -> bool {
        *self
            .partial
            .get_or_init(|| self.run(&["config", "--get", "extensions.partialclone"]).is_ok())
    }

    /// The commits at which a shallow clone ends: of them nothing tells what they touched.
    fn boundary(&self) -> Result<&HashSet<String>, Why> {
        let read = self.boundary.get_or_init(|| {
            let opened = self.opened()?;
            if !opened.shallow {
                return Ok(HashSet::new());
            }
            let text = std::fs::read_to_string(&opened.boundary)
                .map_err(|error| format!("the shallow clone cannot be read: {error}"))?;
            Ok(text.lines().map(|line| line.trim().to_owned()).collect())
        });
        read.as_ref().map_err(Clone::clone)
    }

    /// Files that are not as they were committed, new ones included.
    fn dirty(&self) -> Result<&HashSet<String>, Why> {
        let read = self.dirty.get_or_init(|| {
            let out = self.run(&[
                "status",
                "--porcelain=v1",
                "-z",
                "--untracked-files=all",
                "--no-renames",
                "--ignore-submodules=all",
            ])?;
            let entries = out.split(|byte| *byte == 0).filter_map(|entry| entry.get(3..));
            Ok(entries.map(|path| String::from_utf8_lossy(path).into_owned()).collect())
        });
        read.as_ref().map_err(Clone::clone)
    }

    /// The commit that was checked out at a time, by the first parents of today's.
    fn head_at(&self, time: u64) -> Result<String, Why> {
        let read = self.line.get_or_init(|| {
            let out = self.run(&[
                "log",
                "--first-parent",
                "--no-show-signature",
                "--format=%ct %H",
                "HEAD",
                "--",
            ])?;
            let out = String::from_utf8_lossy(&out);
            let pairs = out.lines().filter_map(|line| line.split_once(' '));
            Ok(pairs
                .filter_map(|(time, commit)| Some((time.parse().ok()?, commit.to_owned())))
                .collect())
        });
        let line = read.as_ref().map_err(Clone::clone)?;
        let found = line.iter().find(|(then, _)| *then <= time);
        found.map(|(_, commit)| commit.clone()).ok_or_else(|| {
            if self.is_shallow() {
                "the clone is shallow, the source as it was then is not there".to_owned()
            } else {
                "the history of the source begins later".to_owned()
            }
        })
    }

    /// A text at a commit; `None` where it is not there.
    fn blob(&self, commit: &str, path: &str, limit: u64) -> Result<Option<String>, Why> {
        if path.contains(['\n', '\0']) {
            return Err("git cannot be asked for a path of several lines".to_owned());
        }
        match self.ask(&format!("{commit}^{{commit}}:{path}"), limit)? {
            Answer::Text(bytes) => match String::from_utf8(bytes) {
                Ok(text) => Ok(Some(text)),
                Err(_) => Err("the source at that commit is no UTF-8".to_owned()),
            },
            Answer::TooLarge(_) => Err("the source at that commit is too large".to_owned()),
            Answer::Other | Answer::Missing => Ok(None),
        }
    }

    /// Whether a commit is there.
    fn has(&self, commit: &str) -> Result<bool, Why> {
        let answer = self.ask(&format!("{commit}^{{commit}}"), 0)?;
        Ok(!matches!(answer, Answer::Missing))
    }

    /// What an object is; a text is read if it has at most `limit` bytes.
    pub(super) fn ask(&self, object: &str, limit: u64) -> Result<Answer, Why> {
        let mut blobs = lock(&self.blobs);
        let open = match &mut *blobs {
            Some(open) => open,
            none => none.insert(Blobs::start(self)),
        };
        open.ask(object, limit)
    }

    /// Whether one more process may be started for a single commit or path.
    fn single(&self) -> bool {
        let mut count = lock(&self.singles);
        *count += 1;
        *count <= SINGLE
    }

    /// The name that a file had at a commit, if it was another one and git finds out.
    fn former_name(&self, commit: &str, path: &str) -> Option<String> {
        // Held meanwhile, so that no other thread asks the same.
        let mut known = lock(&self.renames);
        if !known.contains_key(commit) {
            let commitish = format!("{commit}^{{commit}}");
            let renames = self.single().then(|| self.renames(&[&commitish, "HEAD"], false))?;
            known.insert(commit.to_owned(), renames);
        }
        known.get(commit)?.get(path).cloned()
    }

    /// The name that a commit gave to a file.
    fn renamed_in(&self, commit: &str, path: &str) -> Option<String> {
        let mut known = lock(&self.renamed);
        if !known.contains_key(commit) {
            let parent = format!("{commit}^");
            let renames = self.single().then(|| self.renames(&[&parent, commit], true))?;
            known.insert(commit.to_owned(), renames);
        }
        known.get(commit)?.get(path).cloned()
    }

    /// Files that have another name in one commit than in another: old by new name, or new by old.
    fn renames(&self, commits: &[&str; 2], by_old: bool) -> Names {
        let [one, other] = commits;
        let out = self.run(&[
            "diff-tree",
            "-r",
            "-z",
            "--no-ext-diff",
            "--find-renames",
            "-l4000",
            "--diff-filter=R",
            "--name-status",
            one,
            other,
            "--",
        ]);
        let out = out.unwrap_or_default();
        let mut words = out.split(|byte| *byte == 0).map(|it| String::from_utf8_lossy(it));
        let mut found = HashMap::new();
        while let (Some(_), Some(old), Some(new)) = (words.next(), words.next(), words.next()) {
            let (key, value) = if by_old { (old, new) } else { (new, old) };
            found.insert(key.into_owned(), value.into_owned());
        }
        found
    }

    /// The newest commits that deleted files, by path.
    fn deletions(&self, paths: &[String]) -> HashMap<String, String> {
        let mut found = HashMap::new();
        // What the boundary of a shallow clone deleted nobody knows.
        let Ok(boundary) = self.boundary() else { return found };
        for paths in paths.chunks(PATHS) {
            let mut arguments =
                vec!["log", "-z", "--no-show-signature", "--no-ext-diff", "--format=%x01%H 0"];
            arguments.extend(["--name-only", "--diff-filter=D", "--no-renames", "--"]);
            arguments.extend(paths.iter().map(String::as_str));
            let Ok(out) = self.run(&arguments) else { continue };
            let mut commit = String::new();
            for entry in out.split(|byte| *byte == 0) {
                match Entry::of(entry) {
                    Some(Entry::Commit(hash, _)) => commit = hash,
                    Some(Entry::Path(path)) if !boundary.contains(&commit) => {
                        found.entry(path).or_insert_with(|| commit.clone());
                    }
                    _ => {}
                }
            }
        }
        found
    }
}

/// `git cat-file --batch`, which is asked for one object after the other.
struct Blobs {
    process: Result<(Child, ChildStdin, BufReader<ChildStdout>), Why>,
}

impl Blobs {
    fn start(repository: &Repository) -> Blobs {
        let start = || {
            let mut command = repository.command(&["cat-file", "--batch"]);
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
            let mut child = command.spawn().map_err(|error| not_started(&error))?;
            let pipes = (child.stdin.take(), child.stdout.take());
            let (Some(stdin), Some(stdout)) = pipes else { return Err(ended()) };
            Ok((child, stdin, BufReader::new(stdout)))
        };
        Blobs { process: start() }
    }

    fn ask(&mut self, object: &str, limit: u64) -> Result<Answer, Why> {
        let (_, stdin, stdout) = self.process.as_mut().map_err(|why| why.clone())?;
        exchange(stdin, stdout, object, limit).map_err(|_| {
            // What is left in the pipes belongs to nothing.
            self.process = Err(ended());
            ended()
        })
    }
}

/// What is said of an object.
pub(super) enum Answer {
    /// It is a text.
    Text(Vec<u8>),
    /// It is a text of more bytes than are read: so many.
    TooLarge(u64),
    /// It is no text: a folder, a commit.
    Other,
    /// It is not there, or its name means several.
    Missing,
}

impl Drop for Blobs {
    fn drop(&mut self) {
        if let Ok((mut child, stdin, _)) = std::mem::replace(&mut self.process, Err(String::new()))
        {
            // At the end of its input it ends by itself.
            drop(stdin);
            let _ = child.wait();
        }
    }
}

/// One question and its answer.
fn exchange(
    stdin: &mut ChildStdin,
    stdout: &mut BufReader<ChildStdout>,
    object: &str,
    limit: u64,
) -> io::Result<Answer> {
    stdin.write_all(object.as_bytes())?;
    stdin.write_all(b"\n")?;
    stdin.flush()?;
    let mut line = Vec::new();
    if stdout.read_until(b'\n', &mut line)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let line = String::from_utf8_lossy(&line);
    // `HASH KIND SIZE`, or the question and one word.
    let mut words = line.trim_end().rsplitn(3, ' ');
    let (size, kind) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let is_kind = matches!(kind, "blob" | "tree" | "commit" | "tag");
    let Some(size) = size.parse::<u64>().ok().filter(|_| is_kind) else {
        return Ok(Answer::Missing);
    };
    if kind != "blob" || size > limit {
        // With the line ending behind it.
        io::copy(&mut stdout.take(size + 1), &mut io::sink())?;
        return Ok(if kind == "blob" { Answer::TooLarge(size) } else { Answer::Other });
    }
    let mut bytes = vec![0; size as usize];
    stdout.read_exact(&mut bytes)?;
    stdout.read_exact(&mut [0])?;
    Ok(Answer::Text(bytes))
}

/// `git log` over a folder, read as far as it is needed.
struct Log {
    process: Option<(Child, BufReader<ChildStdout>)>,
    /// For each file the newest commit that touched it.
    touched: HashMap<String, usize>,
    commits: Vec<(String, u64)>,
    fault: Option<Why>,
}

/// What stands between two NULs of a log.
enum Entry {
    Commit(String, u64),
    Path(String),
}

impl Entry {
    fn of(bytes: &[u8]) -> Option<Entry> {
        let text = String::from_utf8_lossy(bytes);
        let text = text.trim_start_matches('\n');
        if let Some((hash, time)) = text.strip_prefix('\u{1}').and_then(|it| it.split_once(' ')) {
            return Some(Entry::Commit(hash.to_owned(), time.trim().parse().ok()?));
        }
        (!text.is_empty()).then(|| Entry::Path(text.to_owned()))
    }
}

impl Log {
    fn start(repository: &Repository, folder: &str) -> Log {
        let mut arguments =
            vec!["log", "-z", "--no-show-signature", "--no-ext-diff", "--format=%x01%H %ct"];
        arguments.extend(["--name-only", "--no-renames", "HEAD", "--"]);
        if !folder.is_empty() {
            arguments.push(folder);
        }
        let mut command = repository.command(&arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut log =
            Log { process: None, touched: HashMap::new(), commits: Vec::new(), fault: None };
        match command.spawn() {
            Ok(mut child) => match child.stdout.take() {
                Some(out) => log.process = Some((child, BufReader::new(out))),
                None => log.fault = Some(ended()),
            },
            Err(error) => log.fault = Some(not_started(&error)),
        }
        log
    }

    /// The newest commit that touched a file, with its time.
    fn find(&mut self, path: &str) -> Result<Option<(String, u64)>, Why> {
        loop {
            if let Some(index) = self.touched.get(path) {
                return Ok(self.commits.get(*index).cloned());
            }
            let Some((_, out)) = &mut self.process else {
                return self.fault.clone().map_or(Ok(None), Err);
            };
            let mut bytes = Vec::new();
            let read = out.read_until(0, &mut bytes);
            if !read.is_ok_and(|count| count > 0) {
                self.end();
                continue;
            }
            if bytes.last() == Some(&0) {
                bytes.pop();
            }
            match Entry::of(&bytes) {
                Some(Entry::Commit(hash, time)) => self.commits.push((hash, time)),
                Some(Entry::Path(path)) => {
                    let newest = self.commits.len().saturating_sub(1);
                    self.touched.entry(path).or_insert(newest);
                }
                None => {}
            }
        }
    }

    fn end(&mut self) {
        if let Some((mut child, _)) = self.process.take() {
            if self.commits.is_empty() && !child.wait().is_ok_and(|status| status.success()) {
                self.fault = Some("the repository has no history".to_owned());
            }
            let _ = child.wait();
        }
    }
}

impl Drop for Log {
    fn drop(&mut self) {
        if let Some((mut child, _)) = self.process.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn ended() -> Why {
    "git ended before it answered".to_owned()
}

fn not_started(error: &io::Error) -> Why {
    match error.kind() {
        io::ErrorKind::NotFound => "git is not installed".to_owned(),
        _ => format!("git cannot be started: {error}"),
    }
}

/// The first line of what git complains about.
fn complaint(stderr: &[u8]) -> Why {
    let text = String::from_utf8_lossy(stderr);
    let line = text.lines().next().unwrap_or("").trim();
    let line = line.strip_prefix("fatal: ").or(line.strip_prefix("error: ")).unwrap_or(line);
    if line.starts_with("not a git repository") {
        return "the folder `.git` is no repository".to_owned();
    }
    if line.is_empty() { ended() } else { format!("git says: {line}") }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A path of Windows without the prefix of whole paths, which git does not know.
fn plain(path: PathBuf) -> PathBuf {
    let short = path.to_str().and_then(|text| text.strip_prefix(r"\\?\"));
    match short.filter(|text| !text.starts_with("UNC")) {
        Some(text) => PathBuf::from(text),
        None => path,
    }
}
