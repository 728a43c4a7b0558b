//! Tokens of the prose that are the same in every language: identifiers, file names, paths, versions,
//! GUIDs and other hexadecimal strings, IP addresses, e-mail addresses.
//!
//! They are read from the [`Word`]s of an article, which the lexer has marked, so text without any
//! costs nothing. Numbers are in `number`.

use super::{Word, WordFlags};
use crate::text::Span;

/// Kinds of tokens.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum VerbatimKind {
    /// A GUID, or a string of 8 or more hexadecimal digits that are not all decimal.
    Hex,
    /// An IP address of four parts.
    Address,
    /// A version of three or more parts, or of two behind a name (`Core 6.0`).
    Version,
    /// An e-mail address.
    Email,
    /// A name with a known extension.
    FileName,
    /// A path of Windows or a key of its registry.
    Path,
    /// A name with `.`, `_` or a capital letter inside.
    Identifier,
}

/// A token and its bytes in the article's text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Verbatim {
    /// What it is.
    pub kind: VerbatimKind,
    /// Its bytes.
    pub span: Span,
}

/// Extensions that make a name a file's. Those that are rather part of a product's name (`.net`) or
/// a domain (`.com`, `.app`) are left out.
const EXTENSIONS: &[&str] = &[
    "7z", "asmx", "aspx", "bak", "bat", "bmp", "cab", "cer", "cfg", "cmd", "conf", "config", "cpp",
    "crt", "cs", "cshtml", "csproj", "css", "csv", "dll", "dmg", "doc", "docx", "dotx", "edmx",
    "eml", "eps", "evtx", "exe", "fsproj", "gif", "gz", "htm", "html", "ics", "ini", "iso", "jar",
    "java", "jpeg", "jpg", "json", "jsx", "ldf", "log", "lnk", "mdb", "mdf", "md", "mov", "mp3",
    "mp4", "mpp", "msg", "msi", "msix", "msl", "one", "onnx", "pbix", "pdb", "pdf", "pem", "pfx",
    "php", "plist", "png", "ppt", "pptx", "ps1", "psd1", "psm1", "pst", "py", "rar", "razor",
    "reg", "resx", "rtf", "sh", "sln", "sql", "sqlite", "ssdl", "csdl", "svc", "svg", "sys", "tar",
    "tif", "tiff", "toml", "tsv", "tsx", "txt", "vb", "vbproj", "vbs", "vhd", "vhdx", "vsdx",
    "wav", "wmv", "wsdl", "xaml", "xls", "xlsm", "xlsx", "xml", "xsd", "xsl", "yaml", "yml", "zip",
];

/// Calls `emit` for the tokens in a word. Words that are neither identifiers nor numbers hold none.
#[inline]
pub fn verbatims(text: &str, word: Word, emit: &mut impl FnMut(Verbatim)) {
    let marked = WordFlags::IDENTIFIER.with(WordFlags::NUMBER);
    if word.is(marked) && !word.is(WordFlags::NO_TRANSLATE) {
        verbatims_of_marked(text, word, emit);
    }
}

fn verbatims_of_marked(text: &str, word: Word, emit: &mut impl FnMut(Verbatim)) {
    let written = word.span.of_text(text);
    if written.len() < 4 || !written.is_ascii() || written.contains('\\') {
        return;
    }
    let mut push = |kind, part: &str| emit(Verbatim { kind, span: Span::of(text, part) });
    if written.contains('@') {
        if is_email(written) {
            push(VerbatimKind::Email, written);
        }
        return;
    }
    if is_hex(written) {
        push(VerbatimKind::Hex, written);
        return;
    }
    for part in written.split('/') {
        let part = part.strip_suffix("'s").unwrap_or(part);
        if let Some(kind) = kind_of(part) {
            push(kind, part);
            continue;
        }
        // In a compound each half may be a name.
        if part.contains('-') {
            for half in part.split('-') {
                if let Some(kind) = kind_of(half) {
                    push(kind, half);
                }
            }
        }
    }
}

/// Whether a word is the extension of files: a known one, in small or in capital letters. In mixed
/// letters it is rather a member of something (`Database.Log`).
pub fn is_extension(word: &str) -> bool {
    let lower = word.bytes().any(|b| b.is_ascii_lowercase());
    let upper = word.bytes().any(|b| b.is_ascii_uppercase());
    lower != upper && EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// What a word without slashes is as a whole.
fn kind_of(word: &str) -> Option<VerbatimKind> {
    if word.len() < 3 {
        return None;
    }
    if word.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return match word.split('.').count() {
            4 if word.split('.').all(|part| part.parse::<u8>().is_ok()) => {
                Some(VerbatimKind::Address)
            }
            3.. if !is_date(word) => Some(VerbatimKind::Version),
            _ => None,
        };
    }
    if word.strip_prefix(['v', 'V']).is_some_and(|rest| {
        rest.contains('.') && rest.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    }) {
        return Some(VerbatimKind::Version);
    }
    if let Some((stem, extension)) = word.rsplit_once('.')
        && !stem.is_empty()
        && is_extension(extension)
    {
        return Some(VerbatimKind::FileName);
    }
    if word.contains('-')
        && !word.split('-').all(|half| half.starts_with(|c: char| c.is_ascii_uppercase()))
    {
        return None;
    }
    is_identifier(word).then_some(VerbatimKind::Identifier)
}

/// Whether a word has a capital inside, an underscore, or dots between parts that are no initials.
fn is_identifier(word: &str) -> bool {
    if !word.bytes().any(|b| b.is_ascii_alphabetic()) {
        return false;
    }
    let inner_capital = word
        .as_bytes()
        .windows(2)
        .any(|two| matches!(two, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase()));
    if let Some((one, other)) = word.split_once('.') {
        let plain = |word: &str| word.bytes().all(|b| b.is_ascii_lowercase());
        // The end of a sentence without its space: `all.Then`.
        if plain(one)
            && other.starts_with(|c: char| c.is_ascii_uppercase())
            && plain(other.get(1..).unwrap_or(""))
        {
            return false;
        }
        // `e.g`, `U.S.A`, `2.5x`: initials and quantities.
        return word.split('.').all(|part| {
            part.len() > 1 && part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        });
    }
    inner_capital || word.contains('_')
}

/// Whether three numbers are a day, a month and a year.
fn is_date(word: &str) -> bool {
    let parts: Vec<u32> = word.split('.').filter_map(|part| part.parse().ok()).collect();
    matches!(parts.as_slice(), [day, month, year]
        if (1..=31).contains(day) && (1..=31).contains(month) && (1900..2100).contains(year))
}

/// Whether a word is an address of the kind `name@host.tld`.
fn is_email(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && !host.contains(['@', '/']) && host.contains('.')
    })
}

/// Whether a word is a GUID, or 8 or more hexadecimal digits among which are letters and figures.
fn is_hex(word: &str) -> bool {
    let word = word.strip_prefix("0x").unwrap_or(word);
    let digits = word.bytes().filter(u8::is_ascii_hexdigit).count();
    if word.contains('-') {
        let groups = word.split('-').map(str::len);
        return groups.eq([8, 4, 4, 4, 12]) && digits == 32;
    }
    digits >= 8
        && digits == word.len()
        && word.bytes().any(|b| b.is_ascii_digit())
        && word.bytes().filter(u8::is_ascii_alphabetic).count() >= 2
}

/// Calls `emit` for the paths in a stretch, in order of kind: those of Windows (`C:\…`, `%VAR%\…`,
/// `HKLM\…`, `\\server\share`) and those of Unix (`/etc/…`). A backslash may be written twice, as
/// Markdown has it. A path ends before a space, so only its part without spaces counts.
pub fn paths(text: &str, span: Span, emit: &mut impl FnMut(Span)) {
    let stretch = span.of_text(text);
    let mut from = 0;
    while let Some(at) = stretch.get(from..).and_then(|rest| memchr::memchr(b'\\', rest.as_bytes()))
    {
        let at = from + at;
        let before = stretch.get(..at).unwrap_or("");
        let start = before
            .rfind(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '%' | ':' | '_')))
            .map_or(0, |i| {
                i + before.get(i..).and_then(|s| s.chars().next()).map_or(1, char::len_utf8)
            });
        let rest = stretch.get(at..).unwrap_or("");
        let length = rest
            .find(|c: char| {
                !(c.is_ascii_alphanumeric()
                    || matches!(c, '\\' | '%' | '.' | '_' | '-' | ':' | '$'))
            })
            .unwrap_or(rest.len());
        let tail = rest.get(..length).unwrap_or("").trim_end_matches(['.', ':', '-', '\\', '_']);
        let root = stretch.get(start..at).unwrap_or("");
        let end = at + tail.len();
        // What looks back at a root is not read again.
        from = at + length.max(1);
        let rooted = is_root(root) || root.is_empty() && is_share(before, tail);
        if rooted && tail.bytes().any(|b| b.is_ascii_alphanumeric()) {
            emit(Span::new(start, end).shifted(span.start));
        }
    }
    unix_paths(stretch, &mut |path| emit(path.shifted(span.start)));
}

/// Folders that stand at the top of a Unix system by the Filesystem Hierarchy Standard, and those of
/// macOS.
const TOP: &[&str] = &[
    "Applications",
    "Library",
    "System",
    "Users",
    "Volumes",
    "bin",
    "boot",
    "dev",
    "etc",
    "home",
    "lib",
    "lib64",
    "media",
    "mnt",
    "opt",
    "proc",
    "root",
    "run",
    "sbin",
    "srv",
    "sys",
    "tmp",
    "usr",
    "var",
];

/// Calls `emit` for the paths of Unix: `/`, a folder of the top, and at least one name more.
fn unix_paths(stretch: &str, emit: &mut impl FnMut(Span)) {
    for at in memchr::memchr_iter(b'/', stretch.as_bytes()) {
        let (before, rest) = (stretch.get(..at), stretch.get(at + 1..).unwrap_or(""));
        // In an address or another path it begins nothing.
        let begins = before.is_some_and(|before| {
            before.is_empty()
                || before.ends_with(|c: char| c.is_whitespace() || "(\"'“„«‘*_".contains(c))
        });
        if !begins {
            continue;
        }
        let is_name =
            |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '_' | '-' | '+');
        let length = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        let path = rest.get(..length).unwrap_or("").trim_end_matches(['.', '/', '-', '_']);
        let more = path.split_once('/').filter(|(top, _)| TOP.contains(top));
        if more.is_some_and(|(_, name)| !name.is_empty()) {
            emit(Span::new(at, at + 1 + path.len()));
        }
    }
}

/// Whether what starts with two backslashes is a server and a share of it.
fn is_share(before: &str, tail: &str) -> bool {
    let begins = before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || c == '(');
    let names = tail.trim_start_matches('\\');
    let plain = |name: &str| name.starts_with(|c: char| c.is_ascii_alphanumeric());
    let mut parts = names.split('\\').filter(|part| !part.is_empty());
    begins
        && tail.starts_with("\\\\")
        && parts.next().is_some_and(plain)
        && parts.next().is_some_and(plain)
}

/// Whether a path may start so: a drive, a variable of the environment or a hive of the registry.
fn is_root(root: &str) -> bool {
    let drive = root.len() == 2
        && root.ends_with(':')
        && root.starts_with(|c: char| c.is_ascii_alphabetic());
    let variable = root.len() > 2 && root.starts_with('%') && root.ends_with('%');
    let hive = root.trim_end_matches(':');
    let hive = matches!(hive, "HKLM" | "HKCU" | "HKCR" | "HKU") || hive.starts_with("HKEY_");
    drive || variable || hive
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::lexer;

    fn read(text: &str) -> Vec<(VerbatimKind, &str)> {
        let mut found = Vec::new();
        lexer::tokens(text, Span::new(0, text.len()), &mut |token| {
            if let lexer::Token::Word(word) = token {
                verbatims(text, word, &mut |it| found.push((it.kind, it.span.of_text(text))));
            }
        });
        found
    }

    #[test]
    fn kinds() {
        use VerbatimKind::{Address, Email, FileName, Hex, Identifier, Version};
        assert_eq!(
            read("Copy app.config and System.Data.Odbc to 10.0.0.1, v2.1 or 3.1.4 of fooBar."),
            [
                (FileName, "app.config"),
                (Identifier, "System.Data.Odbc"),
                (Address, "10.0.0.1"),
                (Version, "v2.1"),
                (Version, "3.1.4"),
                (Identifier, "fooBar"),
            ]
        );
        assert_eq!(
            read("a@b.example 6d3a1b2c-0000-1111-2222-333344445555 deadbeef01"),
            [
                (Email, "a@b.example"),
                (Hex, "6d3a1b2c-0000-1111-2222-333344445555"),
                (Hex, "deadbeef01"),
            ]
        );
    }

    #[test]
    fn words_numbers_and_dates_are_none() {
        assert!(
            read("e.g. the U.S. market grew 2.5x by 20.10.2021, all.Then and/or 1st 10GB sign-in")
                .is_empty()
        );
    }

    #[test]
    fn paths_have_roots() {
        let text = r"In C:\\Data\\a.txt or %TEMP%\x, HKLM\SOFTWARE\A, not a\*b or \_c.";
        let mut found = Vec::new();
        paths(text, Span::new(0, text.len()), &mut |span| found.push(span.of_text(text)));
        assert_eq!(found, [r"C:\\Data\\a.txt", r"%TEMP%\x", r"HKLM\SOFTWARE\A"]);
        let text = r"On \\\\files\\docs$ or \\files\docs, in /etc/app.d/a.conf (/usr/bin), not and/or /x/y https://a.example/etc/b \\*a";
        let mut found = Vec::new();
        paths(text, Span::new(0, text.len()), &mut |span| found.push(span.of_text(text)));
        let shares = [r"\\\\files\\docs$", r"\\files\docs"];
        assert_eq!(found, [shares[0], shares[1], "/etc/app.d/a.conf", "/usr/bin"]);
    }
}
