//! Globs: the patterns of `.gitignore`, relative to the folder of the configuration, the last match
//! wins.

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::path::Path;

/// Patterns in order.
#[derive(Clone, Debug)]
pub struct Globs {
    /// The patterns as written.
    pub patterns: Vec<String>,
    matcher: Gitignore,
}

impl Globs {
    /// No patterns, which match nothing.
    pub fn none() -> Globs {
        Globs { patterns: Vec::new(), matcher: Gitignore::empty() }
    }

    /// Patterns in the syntax of `.gitignore`.
    ///
    /// # Errors
    /// The index of the first pattern that cannot be read, and why.
    pub fn new(patterns: Vec<String>) -> Result<Globs, (usize, String)> {
        let mut builder = GitignoreBuilder::new("");
        for (index, pattern) in patterns.iter().enumerate() {
            // A pattern of `.gitignore` that begins with `./` matches nothing; people mean the folder.
            let pattern = pattern.strip_prefix("./").map_or(pattern.clone(), |it| format!("/{it}"));
            builder.add_line(None, &pattern).map_err(|error| (index, reason(&error)))?;
        }
        let matcher = builder.build().map_err(|error| (0, reason(&error)))?;
        Ok(Globs { patterns, matcher })
    }

    /// Whether the last pattern that matches a path, or a folder above it, takes it. `path` is
    /// relative to the folder of the configuration, with `/`.
    pub fn matches(&self, path: &str, is_folder: bool) -> bool {
        let path = Path::new(path);
        !path.has_root() && self.matcher.matched_path_or_any_parents(path, is_folder).is_ignore()
    }
}

fn reason(error: &ignore::Error) -> String {
    match error {
        ignore::Error::Glob { err, .. } => err.clone(),
        ignore::Error::WithLineNumber { err, .. } | ignore::Error::WithPath { err, .. } => {
            reason(err)
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn globs(patterns: &[&str]) -> Globs {
        Globs::new(patterns.iter().map(|&pattern| pattern.to_owned()).collect()).unwrap()
    }

    #[test]
    fn the_last_match_wins() {
        let globs = globs(&["docs/**", "!docs/api/**", "docs/api/kept.md"]);
        assert!(globs.matches("docs/a.md", false));
        assert!(!globs.matches("docs/api/a.md", false));
        assert!(globs.matches("docs/api/kept.md", false));
        assert!(!globs.matches("other/docs.md", false));
    }

    #[test]
    fn as_in_gitignore() {
        assert!(globs(&["node_modules/"]).matches("a/node_modules/b/c.md", false));
        assert!(globs(&["*.md"]).matches("a/b/c.md", false));
        assert!(!globs(&["/*.md"]).matches("a/b/c.md", false));
        assert!(globs(&["./a/*.md"]).matches("a/c.md", false));
        assert!(!globs(&["*.md"]).matches("/etc/a.md", false), "no path from the root");
        assert_eq!(Globs::new(vec!["a".into(), "b{".into()]).unwrap_err().0, 1);
    }
}
