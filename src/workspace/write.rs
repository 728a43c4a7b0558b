//! Writing files so that nothing is ever lost: a new file beside the old one, then moved into its
//! place. Whoever reads it sees the old text or the new one, never half of one.

use super::{Failure, Found, slashes};
use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

/// Writes a file. What is no regular file (a pipe, a device) is written to as it is; a link stays one,
/// and a file that is there keeps its permissions.
///
/// # Errors
/// What the system says; the file is then as it was.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let write = || {
        let old = fs::metadata(path).ok();
        if old.as_ref().is_some_and(|old| !old.is_file()) {
            return OpenOptions::new().write(true).open(path)?.write_all(bytes);
        }
        let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        put(&place, bytes, old.map(|old| old.permissions()), false)
    };
    write().map_err(|error| Failure {
        path: slashes(path),
        message: format!("cannot be written: {error}"),
        help: None,
    })
}

/// Replaces the text `before` of a file by `after`. A link to the file stays one.
///
/// # Errors
/// A file that may not be written, that has changed since it was read, or what the system says; the
/// file is then as it was.
pub(super) fn replace(found: &Found, before: &str, after: &str) -> Result<(), Failure> {
    let failure = |message: String, help: Option<&str>| Failure {
        path: found.shown.clone(),
        message,
        help: help.map(str::to_owned),
    };
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::PermissionDenied => {
            failure("may not be written: its fixes were not applied".to_owned(), None)
        }
        _ => failure(format!("cannot be written: {error}; its fixes were not applied"), None),
    };
    let path = fs::canonicalize(&found.path).map_err(failed)?;
    let permissions = fs::metadata(&path).map_err(failed)?.permissions();
    if permissions.readonly() {
        return Err(failure("is read-only: its fixes were not applied".to_owned(), None));
    }
    // Moving another file there asks for no permission on this one.
    drop(OpenOptions::new().write(true).open(&path).map_err(failed)?);
    let now = fs::read(&path).map_err(failed)?;
    if now == after.as_bytes() {
        return Ok(());
    }
    if now != before.as_bytes() {
        let message = "has changed since it was read: its fixes were not applied";
        return Err(failure(message.to_owned(), Some("run again")));
    }
    put(&path, after.as_bytes(), Some(permissions), true).map_err(failed)
}

/// Puts a file at a place that is no link. `durable` is for what could not be made again: it waits
/// until the disk has it.
fn put(
    path: &Path,
    bytes: &[u8],
    permissions: Option<fs::Permissions>,
    durable: bool,
) -> io::Result<()> {
    let beside = beside(path);
    let write = || {
        let mut file = OpenOptions::new().write(true).create_new(true).open(&beside)?;
        file.write_all(bytes)?;
        if let Some(permissions) = permissions {
            file.set_permissions(permissions)?;
        }
        if durable {
            file.sync_all()?;
        }
        fs::rename(&beside, path)
    };
    write().inspect_err(|_| {
        let _ = fs::remove_file(&beside);
    })?;
    // The file is safe; that its name is, too, not every system can promise.
    if let Some(folder) = path.parent().filter(|_| durable) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    Ok(())
}

/// A name in the same folder that no other file has, and no other thread or run takes.
fn beside(path: &Path) -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}-{number}.tmp", std::process::id()));
    path.with_file_name(name)
}
