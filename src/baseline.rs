//! Floor 6: known findings, so that only new ones are told. A baseline is a sorted text of one entry
//! a line, `path TAB rule TAB fingerprint TAB count`: it holds no line numbers, and two branches that
//! change it merge line by line. Reading and writing the file is the caller's.

use crate::{diagnostic::Diagnostic, rules::read::ReadError, text::Span};
use std::{collections::BTreeMap, fmt::Write as _};

/// The version of the format, in the first line.
const VERSION: &str = "1";
/// What stands before the version.
const HEADER: &str = "# loclint baseline ";

/// A finding that is known: where, which rule, which fault.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Entry {
    /// Path of the file relative to the folder of the configuration, with `/`.
    pub path: String,
    /// Id of the rule.
    pub rule: String,
    /// [`Diagnostic::fingerprint`].
    pub fingerprint: u64,
}

/// Known findings with their number.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Baseline {
    entries: BTreeMap<Entry, u32>,
}

/// Findings held against a baseline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Held {
    /// For each finding whether it is known.
    pub known: Vec<bool>,
    /// What was not needed: findings that no longer occur, or that were not looked for.
    pub left: Baseline,
}

impl Baseline {
    /// Reads a baseline. An entry that stands there twice, as after a merge, counts once.
    ///
    /// # Errors
    /// The first line that is no entry, or a version that is not known.
    pub fn parse(text: &str) -> Result<Baseline, ReadError> {
        let mut baseline = Baseline::default();
        for line in text.trim_start_matches('\u{feff}').lines() {
            if let Some(version) = line.strip_prefix(HEADER) {
                let version = version.split_whitespace().next().unwrap_or("");
                if version != VERSION {
                    return Err(ReadError {
                        span: Span::of(text, line),
                        message: format!("version `{version}` of the baseline is not known"),
                        help: Some("it was written by a later loclint: use that one".to_owned()),
                    });
                }
                continue;
            }
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let Some((entry, count)) = entry(line) else {
                return Err(ReadError {
                    span: Span::of(text, line),
                    message: "this line is no entry of a baseline".to_owned(),
                    help: Some(
                        "an entry is path, rule, fingerprint and count, with tabs between them; \
                         `loclint baseline update` writes the file anew"
                            .to_owned(),
                    ),
                });
            };
            let known = baseline.entries.entry(entry).or_insert(0);
            *known = count.max(*known);
        }
        Ok(baseline)
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        let mut text = format!("{HEADER}{VERSION}  (renew: loclint baseline update)\n");
        for (Entry { path, rule, fingerprint }, count) in &self.entries {
            let path = escaped(path);
            let _ = writeln!(text, "{path}\t{rule}\t{fingerprint:016x}\t{count}");
        }
        text
    }

    /// Where an entry stands in the text of a file; the empty place at its start where it does not.
    pub fn place(text: &str, entry: &Entry) -> Span {
        let Entry { path, rule, fingerprint } = entry;
        let wanted = format!("{}\t{rule}\t{fingerprint:016x}\t", escaped(path));
        let line = text.lines().find(|line| line.starts_with(&wanted));
        line.map_or(Span::at(0), |line| Span::of(text, line))
    }

    /// Takes in a finding.
    pub fn add(&mut self, path: &str, diagnostic: &Diagnostic) {
        *self.entries.entry(Entry::of(path, diagnostic)).or_insert(0) += 1;
    }

    /// Takes in an entry that is not there.
    pub fn keep(&mut self, entry: Entry, count: u32) {
        self.entries.entry(entry).or_insert(count);
    }

    /// The entries of one file.
    #[must_use]
    pub fn of_path(&self, path: &str) -> Baseline {
        let first = Entry { path: path.to_owned(), rule: String::new(), fingerprint: 0 };
        let all = self.entries.range(first..).take_while(|(entry, _)| entry.path == path);
        Baseline { entries: all.map(|(entry, count)| (entry.clone(), *count)).collect() }
    }

    /// The entries of the files that are wanted; each is asked for once.
    #[must_use]
    pub fn of_paths(&self, wanted: &dyn Fn(&str) -> bool) -> Baseline {
        let mut last: Option<(&str, bool)> = None;
        let all = self.entries.iter().filter(|(entry, _)| {
            let known = last.filter(|(path, _)| *path == entry.path).map(|(_, wanted)| wanted);
            let wanted = known.unwrap_or_else(|| wanted(&entry.path));
            last = Some((&entry.path, wanted));
            wanted
        });
        Baseline { entries: all.map(|(entry, count)| (entry.clone(), *count)).collect() }
    }

    /// The entries in order, with the number of findings each stands for.
    pub fn entries(&self) -> impl Iterator<Item = (&Entry, u32)> {
        self.entries.iter().map(|(entry, count)| (entry, *count))
    }

    /// The number of findings.
    pub fn findings(&self) -> usize {
        self.entries.values().map(|&count| count as usize).sum()
    }

    /// Holds findings, in order, each with its path, against the baseline. Those beyond the number of
    /// an entry are new, the later ones. A fault whose file is `gone` is known in another file, too:
    /// the file has another name now.
    pub fn hold(&self, found: &[(&str, &Diagnostic)], gone: &dyn Fn(&str) -> bool) -> Held {
        let mut left = self.entries.clone();
        let mut known: Vec<bool> = found
            .iter()
            .map(|(path, diagnostic)| take(&mut left, &Entry::of(path, diagnostic)))
            .collect();
        if known.iter().all(|known| *known) {
            return Held { known, left: Baseline { entries: left } };
        }
        let mut paths: BTreeMap<&str, bool> = BTreeMap::new();
        let mut moved: BTreeMap<(&str, u64), Vec<&Entry>> = BTreeMap::new();
        for entry in self.entries.keys().rev() {
            if *paths.entry(&entry.path).or_insert_with(|| gone(&entry.path)) {
                moved.entry((&entry.rule, entry.fingerprint)).or_default().push(entry);
            }
        }
        for ((_, diagnostic), known) in found.iter().zip(&mut known) {
            if *known {
                continue;
            }
            let Some(entries) = moved.get_mut(&(&*diagnostic.rule, diagnostic.fingerprint)) else {
                continue;
            };
            while let Some(entry) = entries.last() {
                if take(&mut left, entry) {
                    *known = true;
                    break;
                }
                entries.pop();
            }
        }
        Held { known, left: Baseline { entries: left } }
    }
}

impl Entry {
    fn of(path: &str, diagnostic: &Diagnostic) -> Entry {
        Entry {
            path: path.to_owned(),
            rule: diagnostic.rule.to_string(),
            fingerprint: diagnostic.fingerprint,
        }
    }
}

/// Takes one finding of an entry away, if there is one.
fn take(left: &mut BTreeMap<Entry, u32>, entry: &Entry) -> bool {
    match left.get_mut(entry) {
        None => false,
        Some(1) => left.remove(entry).is_some(),
        Some(count) => {
            *count -= 1;
            true
        }
    }
}

/// A line of the file.
fn entry(line: &str) -> Option<(Entry, u32)> {
    let mut parts = line.split('\t');
    let (path, rule, hash, count) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let digits = hash.len() == 16 && hash.bytes().all(|it| it.is_ascii_hexdigit());
    if parts.next().is_some() || path.is_empty() || !rule.contains('/') || !digits {
        return None;
    }
    let fingerprint = u64::from_str_radix(hash, 16).ok()?;
    let count = count.trim().parse().ok().filter(|&count: &u32| count > 0)?;
    Some((Entry { path: plain(path)?, rule: rule.to_owned(), fingerprint }, count))
}

/// A path with what would end its field or line escaped.
fn escaped(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for (at, character) in path.char_indices() {
        match character {
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            // Else the line would be a comment.
            '#' if at == 0 => out.push_str("\\#"),
            other => out.push(other),
        }
    }
    out
}

/// The path that [`escaped`] was given.
fn plain(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        out.push(match character {
            '\\' => match characters.next()? {
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                other => other,
            },
            other => other,
        });
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        diagnostic::{Label, Severity},
        text::FileId,
    };

    fn finding(rule: &str, fingerprint: u64) -> Diagnostic {
        let at = Span::at(0);
        let label = Label { file: FileId(0), span: at, window: at, message: String::new() };
        let found = Diagnostic::new(rule, Severity::Error, String::new(), label);
        Diagnostic { fingerprint, ..found }
    }

    fn of(found: &[(&str, &Diagnostic)]) -> Baseline {
        let mut baseline = Baseline::default();
        for (path, diagnostic) in found {
            baseline.add(path, diagnostic);
        }
        baseline
    }

    #[test]
    fn what_is_written_is_read() {
        let (one, other) = (finding("link/missing", 10), finding("code/missing-span", u64::MAX));
        let odd = "#a\tb\\n\n.md";
        let baseline = of(&[("b.md", &one), ("b.md", &one), ("a.md", &one), (odd, &other)]);
        let text = baseline.text();
        assert_eq!(
            text,
            "# loclint baseline 1  (renew: loclint baseline update)\n\
             \\#a\\tb\\\\n\\n.md\tcode/missing-span\tffffffffffffffff\t1\n\
             a.md\tlink/missing\t000000000000000a\t1\n\
             b.md\tlink/missing\t000000000000000a\t2\n"
        );
        assert_eq!(Baseline::parse(&text).unwrap(), baseline);
        assert_eq!(Baseline::parse(&text.replace('\n', "\r\n")).unwrap(), baseline);
        assert_eq!(baseline.findings(), 4);
    }

    #[test]
    fn a_merge_by_union_does_no_harm() {
        let one = finding("link/missing", 10);
        let (few, many) = (of(&[("a.md", &one)]), of(&[("a.md", &one), ("a.md", &one)]));
        let merged = format!("{}{}", few.text(), many.text());
        assert_eq!(Baseline::parse(&merged).unwrap(), many);
    }

    #[test]
    fn a_line_that_is_no_entry_is_an_error_at_its_place() {
        for wrong in [
            "<<<<<<< ours",
            "a.md\tlink/missing\t0a\t1",
            "a.md\tlink/missing\t000000000000000a\t0",
            "a.md\tlink/missing\t000000000000000a\t1\tmore",
            "a.md link/missing 000000000000000a 1",
        ] {
            let text = format!("# loclint baseline 1\n{wrong}\n");
            let error = Baseline::parse(&text).unwrap_err();
            assert_eq!(error.span.of_text(&text), wrong);
        }
        let one = finding("link/missing", 10);
        let text = of(&[("a.md", &one), ("b.md", &one)]).text();
        let place = Baseline::place(&text, &Entry::of("b.md", &one)).of_text(&text);
        assert_eq!(place, "b.md\tlink/missing\t000000000000000a\t1");
        assert!(Baseline::parse("# loclint baseline 2\n").unwrap_err().message.contains("`2`"));
        assert_eq!(Baseline::parse("").unwrap(), Baseline::default());
    }

    #[test]
    fn the_later_ones_are_new() {
        let (one, other) = (finding("link/missing", 10), finding("link/missing", 11));
        let found = [("a.md", &one), ("a.md", &other), ("a.md", &one), ("a.md", &one)];
        let held = of(&[("a.md", &one), ("a.md", &one)]).hold(&found, &|_| false);
        assert_eq!(held.known, [true, false, true, false]);
        assert_eq!(held.left, Baseline::default());
        let held = of(&found).hold(&found[..1], &|_| false);
        assert_eq!((held.known, held.left.findings()), (vec![true], 3));
    }

    #[test]
    fn a_fault_follows_its_file_to_another_name() {
        let one = finding("link/missing", 10);
        let baseline = of(&[("old.md", &one), ("there.md", &one)]);
        let found = [("new.md", &one), ("newer.md", &one)];
        let held = baseline.hold(&found, &|path| path == "old.md");
        assert_eq!(
            held.known,
            [true, false],
            "an entry is used once, and only if its file is gone"
        );
        assert_eq!(held.left, of(&[("there.md", &one)]));
    }
}
