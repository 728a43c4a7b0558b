//! Reading an article: its bytes, or why it is none.

use super::Found;
use std::{
    fs::File,
    io::{self, Read},
};

/// A path that cannot be read: the run could not do its job.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// Path as reported.
    pub path: String,
    /// What is wrong, to be read after the path.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl Failure {
    /// An error of the system.
    pub(super) fn of(path: String, error: &io::Error) -> Failure {
        let message = match error.kind() {
            io::ErrorKind::NotFound => "does not exist".to_owned(),
            io::ErrorKind::PermissionDenied => "may not be read".to_owned(),
            _ => format!("cannot be read: {error}"),
        };
        Failure { path, message, help: None }
    }
}

/// What a file holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Content {
    /// Text.
    Text(String),
    /// Bytes that are no UTF-8: the text with each wrong byte replaced by a control of one byte, so
    /// that offsets stay, and the offset and value of the first.
    NotUtf8(String, usize, u8),
    /// More bytes than are read: how many.
    TooLarge(u64),
}

/// Reads a file of at most `limit` bytes.
///
/// # Errors
/// What the system says.
pub fn read(found: &Found, limit: u64) -> Result<Content, Failure> {
    let failure = |error: &io::Error| Failure::of(found.shown.clone(), error);
    let mut file = File::open(&found.path).map_err(|error| failure(&error))?;
    let metadata = file.metadata().map_err(|error| failure(&error))?;
    let size = metadata.len();
    if size > limit {
        return Ok(Content::TooLarge(size));
    }
    // One byte more, to see in the same walk that there is none.
    let mut bytes = Vec::with_capacity(size as usize + 1);
    let read = if metadata.is_file() {
        // Knows how much there is, and reads it in one piece.
        file.read_to_end(&mut bytes)
    } else {
        file.take(limit + 1).read_to_end(&mut bytes)
    };
    read.map_err(|error| failure(&error))?;
    // The file may have grown since.
    if bytes.len() as u64 > limit {
        return Ok(Content::TooLarge(bytes.len() as u64));
    }
    Ok(content(bytes))
}

/// Bytes as text.
pub(super) fn content(mut bytes: Vec<u8>) -> Content {
    match String::from_utf8(bytes) {
        Ok(text) => return Content::Text(text),
        Err(error) => bytes = error.into_bytes(),
    }
    let mut first = None;
    let mut from = 0;
    while let Err(error) = std::str::from_utf8(bytes.get(from..).unwrap_or(&[])) {
        let wrong = from + error.valid_up_to();
        let length = error.error_len().unwrap_or(bytes.len() - wrong);
        for byte in bytes.iter_mut().skip(wrong).take(length) {
            first = first.or(Some((wrong, *byte)));
            *byte = 0x1a;
        }
        from = wrong + length;
    }
    let (at, byte) = first.unwrap_or((0, 0));
    Content::NotUtf8(String::from_utf8(bytes).unwrap_or_default(), at, byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_bytes_keep_their_place() {
        assert_eq!(content(b"a\xc3\xa9".to_vec()), Content::Text("aé".to_owned()));
        assert_eq!(
            content(b"\xc3\xa9 caf\xe9 \xff\xe2\x82".to_vec()),
            Content::NotUtf8("é caf\u{1a} \u{1a}\u{1a}\u{1a}".to_owned(), 6, 0xe9)
        );
    }
}
