//! The corpus of real articles.
#![expect(clippy::print_stdout, reason = "what is skipped is told")]

use std::path::{Path, PathBuf};

/// The folder of the corpus; `None` (and a word about it) where there is none.
pub(crate) fn root() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let root = std::env::var_os("LOCLINT_CORPUS").map_or(beside, PathBuf::from);
    if !root.is_dir() {
        println!("skipped: no corpus");
        return None;
    }
    // Paths are compared by their words, so that none may lead through `..`.
    Some(root.canonicalize().unwrap())
}

/// Every article below a folder that is UTF-8, in order, with its path from there and its text.
pub(crate) fn articles(root: &Path) -> Vec<(String, String)> {
    let mut folders = vec![root.to_path_buf()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "md" || end == "mdx") {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                if let Ok(text) = std::fs::read_to_string(&path) {
                    files.push((name, text));
                }
            }
        }
    }
    files.sort();
    files
}
