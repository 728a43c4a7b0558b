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
    read_into(Vec::new(), found, limit)
}

/// Likewise, into the memory of a text that is not needed any more.
pub(super) fn read_into(spare: Vec<u8>, found: &Found, limit: u64) -> Result<Content, Failure> {
    let failure = |error: &io::Error| Failure::of(found.shown.clone(), error);
    let file = File::open(&found.path).map_err(|error| failure(&error))?;
    let size = file.metadata().map_err(|error| failure(&error))?.len();
    if size > limit {
        return Ok(Content::TooLarge(size));
    }
    let bytes = all(file, size, limit, spare).map_err(|error| failure(&error))?;
    // The file may have grown since.
    if bytes.len() as u64 > limit {
        return Ok(Content::TooLarge(bytes.len() as u64));
    }
    Ok(content(bytes))
}

/// The bytes of a file that is told to hold `size`, or the first of them where they are more than
/// `limit`, which is not below `size`.
fn all(mut file: impl Read, size: u64, limit: u64, mut bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    // One byte more than there should be: where the first piece leaves it, that was the file, and
    // the system need not be asked again.
    bytes.resize(size as usize + 1, 0);
    let first = match file.read(&mut bytes) {
        Ok(read) => Some(read),
        Err(error) if error.kind() == io::ErrorKind::Interrupted => None,
        Err(error) => return Err(error),
    };
    bytes.truncate(first.unwrap_or(0));
    if first.map(|read| read as u64) != Some(size) {
        // It has changed since, or no size is told of what it is.
        file.take(limit.saturating_add(1).saturating_sub(bytes.len() as u64))
            .read_to_end(&mut bytes)?;
    }
    Ok(bytes)
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

    /// Gives its pieces one at a time, whatever it is asked for, and fails where there is none.
    struct Pieces<'p>(&'p [Option<&'p str>]);

    impl Read for Pieces<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let Some((first, rest)) = self.0.split_first() else {
                panic!("nothing is asked for after the end");
            };
            self.0 = rest;
            let piece = first.ok_or(io::ErrorKind::Interrupted)?.as_bytes();
            into[..piece.len()].copy_from_slice(piece);
            Ok(piece.len())
        }
    }

    #[test]
    fn all_of_a_file_is_read_whatever_its_size_was() {
        let end = Some("");
        let ends: [(&[_], u64, &str); 7] = [
            (&[Some("words")], 5, "words"),
            (&[end], 0, ""),
            (&[Some("wor"), Some("ds"), end], 5, "words"),
            (&[Some("w"), Some("ords"), end], 0, "words"),
            (&[Some("word"), Some("s"), end], 3, "words"),
            (&[None, Some("words"), None, end], 5, "words"),
            (&[None, Some("words"), end], 0, "words"),
        ];
        for (pieces, size, bytes) in ends {
            assert_eq!(
                all(Pieces(pieces), size, 100, b"a text that was there before".to_vec()).unwrap(),
                bytes.as_bytes(),
                "{pieces:?} of {size}"
            );
        }
        // It has grown over the limit: one byte more tells that.
        assert_eq!(all(&b"words and more"[..], 4, 6, Vec::new()).unwrap(), b"words a");
        assert_eq!(all(&b"words and more"[..], 0, 0, Vec::new()).unwrap(), b"w");
    }

    #[test]
    fn wrong_bytes_keep_their_place() {
        assert_eq!(content(b"a\xc3\xa9".to_vec()), Content::Text("aé".to_owned()));
        assert_eq!(
            content(b"\xc3\xa9 caf\xe9 \xff\xe2\x82".to_vec()),
            Content::NotUtf8("é caf\u{1a} \u{1a}\u{1a}\u{1a}".to_owned(), 6, 0xe9)
        );
    }
}
