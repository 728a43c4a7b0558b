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
    Some(root)
}
