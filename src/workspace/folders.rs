//! Folders by the names of what they hold, each read once.

use std::{collections::HashMap, io::ErrorKind};

/// The folders that were looked into.
#[derive(Debug, Default)]
pub(super) struct Folders {
    /// By path, with `/` and none at the end.
    read: HashMap<String, Result<Vec<String>, ErrorKind>>,
}

impl Folders {
    /// Reads the entries of a folder, once. Its path is written with `/`, and with or without one at its
    /// end.
    pub(super) fn look_into(&mut self, folder: &str) {
        let folder = folder.trim_end_matches('/');
        if !self.read.contains_key(folder) {
            let path = if folder.is_empty() { "/" } else { folder };
            let names = std::fs::read_dir(path).map(|entries| {
                entries.filter_map(|it| it.ok()?.file_name().into_string().ok()).collect()
            });
            self.read.insert(folder.to_owned(), names.map_err(|error| error.kind()));
        }
    }

    /// The entries of a folder that was looked into, in no order; `None` where it is not there.
    pub(super) fn entries(&self, folder: &str) -> Option<&[String]> {
        self.read.get(folder.trim_end_matches('/'))?.as_deref().ok()
    }

    /// Whether no folder is there, not even one that nobody may list.
    pub(super) fn is_gone(&mut self, folder: &str) -> bool {
        self.look_into(folder);
        let read = self.read.get(folder.trim_end_matches('/'));
        matches!(read, Some(Err(ErrorKind::NotFound)))
    }

    /// Whether a folder is there.
    pub(super) fn is_there(&mut self, folder: &str) -> bool {
        self.look_into(folder);
        self.entries(folder).is_some()
    }
}
