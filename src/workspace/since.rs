//! What a change brought: which articles differ from those of a revision, and what they were then.
//! The older articles are linted like any others, and what was found in them is not new.

use super::{
    Article, Content, Failure, Found, Pairing, Root,
    find::reason_to_skip,
    git::{Answer, Repository, Why},
    normal, read,
};
use crate::config::Config;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Arc,
};

/// The articles of a revision.
#[derive(Debug, Default)]
pub struct Before {
    /// The articles as they were, with those that did not change.
    pub articles: Vec<Article>,
    /// The present paths, relative to the folder of the configuration, of files that had another.
    pub names: BTreeMap<String, String>,
    /// The paths of files that are there no longer.
    pub gone: BTreeSet<String>,
    /// What files were there otherwise than now.
    pub then: Then,
}

/// What files were there at a revision otherwise than now, by their whole paths.
#[derive(Debug, Default)]
pub struct Then {
    there: BTreeSet<PathBuf>,
    not_yet: BTreeSet<PathBuf>,
}

impl Then {
    /// Whether a file was there.
    pub fn was_there(&self, path: &Path) -> bool {
        let path = normal(path);
        self.there.contains(&path) || path.is_file() && !self.not_yet.contains(&path)
    }
}

/// A file as it was.
struct Old {
    path: PathBuf,
    blob: String,
}

/// What differs from a revision, by path now; `None` is a file that was not there.
#[derive(Default)]
struct Changes {
    now: BTreeMap<PathBuf, Option<Old>>,
    deleted: BTreeMap<PathBuf, Old>,
}

/// The articles of `pairing` as they were at a revision. Those of `pairing` that did not change are
/// marked: only what concerns several articles can be new in them. `paths` are those that were named.
///
/// # Errors
/// No git, no repository, no such revision, or a shallow clone without it.
pub fn before(
    root: &Root,
    config: &Config,
    revision: &str,
    pairing: &mut Pairing,
    paths: &[PathBuf],
) -> Result<Before, Failure> {
    let top = root.working.ancestors().find(|folder| folder.join(".git").exists());
    let Some(top) = top else {
        return Err(failure("needs a repository of git, and the working folder is in none"));
    };
    let repository = Repository::new(top.to_owned());
    repository.answers().map_err(failure)?;
    let changes = changes(&repository, top, revision)?;
    let whole = |path: &Path| normal(&root.working.join(path));
    let mut before = Before { then: changes.then(), ..Before::default() };
    // Each text that is wanted, with the article and side it is for.
    let mut wanted: Vec<(String, usize, bool)> = Vec::new();
    for article in &mut pairing.articles {
        let target = changes.now.get(&whole(&article.target.path));
        let source = article.source.as_ref().map(|it| changes.now.get(&whole(&it.path)));
        let lost = article.expected.as_ref().filter(|_| article.source.is_none());
        let lost = lost.and_then(|it| changes.deleted.get(&whole(Path::new(it))));
        let mut old = article.clone();
        if target.is_none() && source.is_none_or(|it| it.is_none()) && lost.is_none() {
            article.unchanged = true;
            old.unchanged = true;
            before.articles.push(old);
            continue;
        }
        let number = before.articles.len();
        match target {
            // The article is new, and so is all that is found in it.
            Some(None) => continue,
            Some(Some(was)) => {
                old.target = root.found(&was.path);
                before.rename(&old.target, &article.target);
                wanted.push((was.blob.clone(), number, false));
            }
            None => {}
        }
        match source.flatten() {
            Some(None) => old.source = None,
            Some(Some(was)) => {
                let found = root.found(&was.path);
                if let Some(now) = &article.source {
                    before.rename(&found, now);
                }
                old.source = Some(found);
                wanted.push((was.blob.clone(), number, true));
            }
            None => {}
        }
        if let Some(was) = lost {
            old.source = Some(root.found(&was.path));
            old.expected = None;
            wanted.push((was.blob.clone(), number, true));
        }
        before.articles.push(old);
    }
    let folders: Vec<PathBuf> = paths.iter().map(|it| whole(it)).collect();
    for old in changes.deleted.values() {
        let found = root.found(&old.path);
        let named = folders.iter().any(|folder| old.path.starts_with(folder));
        if named && reason_to_skip(config, &found).is_none() {
            before.gone.insert(found.in_config.clone());
            wanted.push((old.blob.clone(), before.articles.len(), false));
            before.articles.push(Article::alone(found));
        }
    }
    let blobs: BTreeSet<&str> = wanted.iter().map(|(blob, ..)| blob.as_str()).collect();
    let texts = contents(&repository, &blobs, config.files.max_size)?;
    for (blob, number, of_source) in &wanted {
        let text = texts.get(blob).cloned();
        if let Some(article) = before.articles.get_mut(*number) {
            let given = if *of_source { &mut article.source_text } else { &mut article.text };
            *given = text;
        }
    }
    Ok(before)
}

impl Before {
    fn rename(&mut self, old: &Found, now: &Found) {
        if old.in_config != now.in_config {
            self.names.insert(old.in_config.clone(), now.in_config.clone());
        }
    }
}

impl Changes {
    fn then(&self) -> Then {
        let mut then = Then::default();
        for (now, old) in &self.now {
            match old {
                Some(old) if old.path == *now => {}
                Some(old) => {
                    then.there.insert(old.path.clone());
                    then.not_yet.insert(now.clone());
                }
                None => {
                    then.not_yet.insert(now.clone());
                }
            }
        }
        then.there.extend(self.deleted.keys().cloned());
        then
    }
}

fn failure(message: impl Into<String>) -> Failure {
    Failure { path: "--since".to_owned(), message: message.into(), help: None }
}

/// What differs from a revision in the repository at `top`.
fn changes(repository: &Repository, top: &Path, revision: &str) -> Result<Changes, Failure> {
    let commit = commit(repository, revision)?;
    let fails = |why: Why| failure(format!("cannot compare with `{revision}`: {why}"));
    let listed = repository
        .run(&[
            "diff",
            "--raw",
            "-z",
            "--no-abbrev",
            "--no-ext-diff",
            "--no-color",
            "--no-relative",
            "--find-renames",
            "--ignore-submodules=all",
            &commit,
            "--",
        ])
        .map_err(fails)?;
    let mut changes = Changes::default();
    let mut fields = listed.split(|&byte| byte == 0);
    while let Some(head) = fields.next().filter(|head| !head.is_empty()) {
        let head = String::from_utf8_lossy(head);
        let parts: Vec<&str> = head.trim_start_matches(':').split(' ').collect();
        let [mode, _, blob, _, status] = parts.as_slice() else { break };
        let Some(first) = fields.next().map(|it| top.join(path_of(it))) else { break };
        let renamed = status.starts_with(['R', 'C']);
        let now = if renamed {
            let Some(second) = fields.next() else { break };
            top.join(path_of(second))
        } else {
            first.clone()
        };
        // Links and submodules are no articles.
        let was = mode.starts_with("100").then(|| Old { path: first, blob: (*blob).to_owned() });
        if status.starts_with('D') {
            changes.deleted.extend(was.map(|was| (now, was)));
        } else {
            changes.now.insert(now, was);
        }
    }
    let others = ["ls-files", "--others", "--exclude-standard", "-z"];
    let others = repository.run(&others).map_err(fails)?;
    for path in others.split(|&byte| byte == 0).filter(|it| !it.is_empty()) {
        changes.now.insert(top.join(path_of(path)), None);
    }
    Ok(changes)
}

/// The commit of a revision; `REV...` is where the present branch left it.
fn commit(repository: &Repository, revision: &str) -> Result<String, Failure> {
    let branched = revision.strip_suffix("...");
    let name = branched.unwrap_or(revision);
    let unknown = || {
        let help = if repository.is_shallow() {
            "this clone is shallow: fetch the whole history (`fetch-depth: 0` of \
             actions/checkout, or `git fetch --unshallow`)"
        } else {
            "name a commit, a tag or a branch, like `origin/main`"
        };
        Failure {
            path: "--since".to_owned(),
            message: if branched.is_some() {
                format!("git knows no commit that `{name}` and the present branch come from")
            } else {
                format!("git knows no commit `{name}`")
            },
            help: Some(help.to_owned()),
        }
    };
    if name.is_empty() || name.starts_with('-') {
        return Err(unknown());
    }
    let commit = format!("{name}^{{commit}}");
    let found = match branched {
        Some(name) => repository.run(&["merge-base", name, "HEAD"]),
        None => repository.run(&["rev-parse", "--verify", "--quiet", &commit]),
    };
    let found = found.map_err(|_| unknown())?;
    Ok(String::from_utf8_lossy(&found).trim().to_owned())
}

/// The texts of blobs.
fn contents(
    repository: &Repository,
    blobs: &BTreeSet<&str>,
    limit: u64,
) -> Result<BTreeMap<String, Arc<Content>>, Failure> {
    let mut texts = BTreeMap::new();
    for blob in blobs {
        let content = match repository.ask(blob, limit).map_err(failure)? {
            Answer::Text(bytes) => read::content(bytes),
            Answer::TooLarge(size) => Content::TooLarge(size),
            Answer::Other | Answer::Missing => continue,
        };
        texts.insert((*blob).to_owned(), Arc::new(content));
    }
    Ok(texts)
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}
