//! Floor 9: the world outside. Which files are articles ([`find`]), reading them ([`read`]), and
//! linting them on several threads ([`check`]), writing them back where they were fixed, and what that
//! costs ([`Timing`]). Everything that touches the file system for articles and settings is here, and
//! so is git.

mod ack;
mod check;
mod find;
mod folders;
mod git;
mod judge;
mod known;
mod locales;
mod one;
mod original;
mod pairing;
mod panics;
mod read;
mod settings;
mod since;
mod site;
mod timing;
mod write;

pub use ack::{Acked, How, ack};
pub use check::{Checked, FixedArticle, Fixing, Goal, Job, check};
pub use find::{Found, Search, Skipped, find};
pub use known::{Gone, Known};
pub use locales::{flavour, front_matter_of, locale_of};
pub use original::{Against, Standing, standings};
pub use pairing::{
    Article, Pairing, SourceArticle, Whose, by_hand, choose_side, pair, stays_untranslated,
};
pub use panics::remember_panics;
pub use read::{Content, Failure, read};
pub use settings::{fill_options, find_config, pages_below, read_text, read_whole, rule_pages};
pub use since::{Before, Then, before};
pub use timing::Timing;
pub use write::write_file;

use std::{
    borrow::Cow,
    ffi::OsStr,
    path::{Component, MAIN_SEPARATOR, Path, PathBuf},
};

/// Folders of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Root {
    /// Working directory: paths are reported relative to it.
    pub working: PathBuf,
    /// Folder of the configuration: globs are relative to it. The working directory where there is
    /// none.
    pub config: PathBuf,
}

impl Root {
    /// The path of a file that was named, as reported: relative to the working directory where it lies
    /// below it, else as given; with `/`.
    pub fn shown(&self, path: &Path) -> String {
        let shown = match beyond(path, &self.working) {
            Some(text) => text.to_owned(),
            None => slashes(path.strip_prefix(&self.working).unwrap_or(path)),
        };
        if shown.is_empty() { ".".to_owned() } else { shown }
    }

    /// A file by its path: as reported (with `..` where it lies beside the working directory), and
    /// relative to the configuration.
    pub fn found(&self, path: &Path) -> Found {
        let whole = self.whole(path).into_owned();
        Found { shown: self.beside(&whole), in_config: self.in_config(&whole), path: whole }
    }

    /// A file that another brings along, its source or its translation, reported as that is: by its
    /// whole path where somebody wrote that for the other.
    fn found_by(&self, other: &Found, path: &Path) -> Found {
        let found = self.found(path);
        if !Path::new(&other.shown).is_absolute() {
            return found;
        }
        Found { shown: self.shown(&found.path), ..found }
    }

    /// A path from the root of the system, without `.` and `x/..`: the same for one file however it was
    /// named.
    fn whole<'p>(&self, path: &'p Path) -> Cow<'p, Path> {
        if path.is_absolute() && plain(path).is_some() {
            return Cow::Borrowed(path);
        }
        Cow::Owned(normal(&self.working.join(path)))
    }

    /// A whole path as reported, with `..` for a file beside the working directory.
    fn beside(&self, whole: &Path) -> String {
        let mut up = PathBuf::new();
        for folder in self.working.ancestors() {
            // A way over the root of the system tells nothing.
            if folder.parent().is_none() && folder != self.working {
                break;
            }
            if let Ok(rest) = whole.strip_prefix(folder) {
                return slashes(&up.join(rest));
            }
            up.push("..");
        }
        slashes(whole)
    }

    /// The path of a file relative to the folder of the configuration, with `/`; for a file outside
    /// of it without the way there.
    pub fn in_config(&self, path: &Path) -> String {
        let whole = self.whole(path);
        if let Some(text) = beyond(&whole, &self.config) {
            return text.trim_start_matches('/').to_owned();
        }
        let inside = whole.strip_prefix(&self.config).unwrap_or(&whole);
        let parts = inside.components().filter(|part| matches!(part, Component::Normal(_)));
        slashes(&parts.collect::<PathBuf>())
    }
}

/// What was made of the folder of a file, for the files that stand beside it: most paths come with their
/// neighbours.
#[derive(Debug, Default)]
struct Beside<T> {
    last: Option<(PathBuf, T)>,
}

impl<T> Beside<T> {
    /// What `make` makes of the folder of a file, and the file's name; `None` for a path that ends in
    /// no name.
    fn of<'p>(&mut self, path: &'p Path, make: impl FnOnce(&Path) -> T) -> Option<(&T, &'p OsStr)> {
        let (folder, name) = apart(path)?;
        // Equal paths may be written otherwise, which takes longer to tell.
        let known = self.last.take().filter(|(last, _)| last.as_os_str() == folder.as_os_str());
        let known = known.unwrap_or_else(|| (folder.to_owned(), make(folder)));
        let (_, made) = self.last.insert(known);
        Some((made, name))
    }
}

/// The folder of a file and the file's name; `None` for a path that ends in no name.
fn apart(path: &Path) -> Option<(&Path, &OsStr)> {
    // To go by the components takes several times longer.
    let text = path.to_str().filter(|_| MAIN_SEPARATOR == '/');
    match text.and_then(|text| text.rsplit_once('/')) {
        Some((folder, name)) if !folder.is_empty() && !matches!(name, "" | "." | "..") => {
            Some((Path::new(folder), OsStr::new(name)))
        }
        _ => Some((path.parent()?, path.file_name()?)),
    }
}

/// The text of a path that is written as it is reported: with `/`, and without a part that is empty,
/// `.` or `..`. Nearly all are, and to take one apart and put it together again costs far more.
fn plain(path: &Path) -> Option<&str> {
    let text = path.to_str().filter(|_| MAIN_SEPARATOR == '/')?;
    let bytes = text.as_bytes();
    // Without an early end the walk takes many bytes at a time.
    let odd = |(&one, next): (&u8, &u8)| one == b'/' && matches!(next, b'/' | b'.');
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    if !pairs.fold(false, |any, pair| any | odd(pair)) && !text.starts_with('.') {
        return (!text.is_empty() && !text.ends_with('/')).then_some(text);
    }
    // What begins with a full stop may be the name of a file.
    let mut parts = text.strip_prefix('/').unwrap_or(text).split('/');
    parts.all(|part| !matches!(part, "" | "." | "..")).then_some(text)
}

/// A path without the part that leads to a folder, where both are written as they are reported; all of
/// it where it is not below the folder.
fn beyond<'p>(path: &'p Path, folder: &Path) -> Option<&'p str> {
    let (text, folder) = (plain(path)?, plain(folder)?);
    Some(match text.strip_prefix(folder) {
        Some("") => "",
        Some(rest) => rest.strip_prefix('/').unwrap_or(text),
        None => text,
    })
}

/// A path without `.` and `x/..`, by its words alone.
pub fn normal(path: &Path) -> PathBuf {
    if plain(path).is_some() {
        return path.to_path_buf();
    }
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(out.components().next_back(), Some(Component::Normal(_))) =>
            {
                out.pop();
            }
            _ => out.push(part),
        }
    }
    out
}

/// A path as reported: with `/` on every system, what is no Unicode replaced, no leading `./`.
pub fn slashes(path: &Path) -> String {
    if let Some(text) = plain(path) {
        return text.to_owned();
    }
    let mut out = String::new();
    for part in path.components() {
        match part {
            Component::CurDir => continue,
            Component::RootDir => {
                out.push('/');
                continue;
            }
            _ => {}
        }
        if !out.is_empty() && !out.ends_with('/') {
            out.push('/');
        }
        out.push_str(&part.as_os_str().to_string_lossy());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_as_reported() {
        let root = Root { working: "/site/docs".into(), config: "/site".into() };
        assert_eq!(root.shown(Path::new("./a/b.md")), "a/b.md");
        assert_eq!(root.shown(Path::new("/site/docs/a.md")), "a.md");
        assert_eq!(root.shown(Path::new("/other/a.md")), "/other/a.md");
        assert_eq!(root.shown(Path::new("../a.md")), "../a.md");
        for (by, path, shown) in [
            ("b.md", "/site/docs/a.md", "a.md"),
            ("b.md", "/site/a.md", "../a.md"),
            ("../b.md", "/site/a.md", "../a.md"),
            ("../b.md", "/other/a.md", "/other/a.md"),
            ("/site/b.md", "/site/a.md", "/site/a.md"),
            ("/site/b.md", "/site/docs/a.md", "a.md"),
        ] {
            let by = Found { shown: by.to_owned(), ..root.found(Path::new(by)) };
            assert_eq!(root.found_by(&by, Path::new(path)).shown, shown, "{by:?}");
        }
        let top = Root { working: "/".into(), config: "/".into() };
        for path in [Path::new("/other/a.md"), Path::new("other/a.md")] {
            assert_eq!((&*top.shown(path), &*top.found(path).shown), ("other/a.md", "other/a.md"));
        }
        assert_eq!(root.in_config(Path::new("./a.md")), "docs/a.md");
        assert_eq!(root.in_config(Path::new("../a.md")), "a.md");
        assert_eq!(root.in_config(Path::new("/other/x/a.md")), "other/x/a.md");
        assert_eq!(root.in_config(Path::new("/site")), "");
        for (path, whole, shown) in [
            ("a/b.md", "a/b.md", "a/b.md"),
            ("/a/b.md", "/a/b.md", "/a/b.md"),
            ("./a//b.md", "a/b.md", "a/b.md"),
            ("a/./b/../c.md", "a/c.md", "a/b/../c.md"),
            ("../a/", "../a", "../a"),
            ("a/.b", "a/.b", "a/.b"),
            (".b/..c", ".b/..c", ".b/..c"),
            ("a/.", "a", "a"),
            ("/a//", "/a", "/a"),
            ("/", "/", "/"),
            ("", "", ""),
        ] {
            assert_eq!(normal(Path::new(path)), Path::new(whole), "{path}");
            assert_eq!(slashes(Path::new(path)), shown, "{path}");
        }
    }
}
