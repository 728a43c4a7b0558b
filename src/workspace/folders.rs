//! Folders by the names of what they hold, each read once.

use std::collections::HashMap;

/// The folders that were looked into.
#[derive(Debug, Default)]
pub(super) struct Folders {
    /// By path, with `/` and none at the end; `None` for what cannot be read.
    read: HashMap<String, Option<Vec<String>>>,
}

impl Folders {
    /// Reads the entries of a folder, once. Its path is written with `/`, and with or without one at its
    /// end.
    pub(super) fn look_into(&mut self, folder: &str) {
        let folder = folder.trim_end_matches('/');
        if !self.read.contains_key(folder) {
            let path = if folder.is_empty() { "/" } else { folder };
            let names = std::fs::read_dir(path).ok().map(|entries| {
                entries.filter_map(|it| it.ok()?.file_name().into_string().ok()).collect()
            });
            self.read.insert(folder.to_owned(), names);
        }
    }

    /// The entries of a folder that was looked into, in no order; `None` where it is not there.
    pub(super) fn entries(&self, folder: &str) -> Option<&[String]> {
        self.read.get(folder.trim_end_matches('/'))?.as_deref()
    }

    /// Whether a folder is there.
    pub(super) fn is_there(&mut self, folder: &str) -> bool {
        self.look_into(folder);
        self.entries(folder).is_some()
    }
}
