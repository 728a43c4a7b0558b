//! Floor 1: what is reported. A [`Diagnostic`] names a rule, a severity, a message and places; a
//! place is a file and a byte range ([`Label`]). No lines, columns or colours here: see `report`.

use crate::text::{FileId, Span};
use std::fmt;

/// How bad a finding is for the reader of the translated page.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// A person decides.
    Info,
    /// The reader is misled or sees damaged text.
    Warning,
    /// The page renders wrong, loses content, or a link breaks.
    Error,
}

impl Severity {
    /// All, least first.
    pub const ALL: [Severity; 3] = [Severity::Info, Severity::Warning, Severity::Error];

    /// `info`, `warning` or `error`, as written in pages, settings and output.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The severity of a word.
    pub fn from_word(word: &str) -> Option<Severity> {
        Severity::ALL.into_iter().find(|severity| severity.word() == word)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// How often a finding of a rule is right: `high` means 98 of 100.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Confidence {
    /// Right about as often as wrong.
    Low,
    /// Right most of the time.
    Medium,
    /// Right 98 times of 100.
    High,
}

impl Confidence {
    /// All, least first.
    pub const ALL: [Confidence; 3] = [Confidence::Low, Confidence::Medium, Confidence::High];

    /// `low`, `medium` or `high`.
    pub fn word(self) -> &'static str {
        match self {
            Confidence::Low => "low",
            Confidence::Medium => "medium",
            Confidence::High => "high",
        }
    }

    /// The confidence of a word.
    pub fn from_word(word: &str) -> Option<Confidence> {
        Confidence::ALL.into_iter().find(|confidence| confidence.word() == word)
    }
}

/// A place with a few words about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// The file.
    pub file: FileId,
    /// Bytes in that file.
    pub span: Span,
    /// The stretch that a report should show around `span`, for long lines: one side of a segment
    /// or the text of a block, in the same file.
    pub window: Span,
    /// What is to be said of the place; may be empty.
    pub message: String,
}

/// The source's text that belongs to a place of the target.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceText {
    /// The file: the target's own where it holds both sides.
    pub file: FileId,
    /// One side of a segment or the text of a block: bytes in that file.
    pub span: Span,
    /// Locale of the source (`en-US`).
    pub locale: String,
}

/// Whether a fix may be applied without a person looking.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Safety {
    /// Cannot change the meaning.
    Safe,
    /// Likely right; a person should look.
    Unsafe,
}

/// Replacement of one stretch of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// The file.
    pub file: FileId,
    /// Bytes to replace; empty to insert.
    pub span: Span,
    /// New text.
    pub text: String,
}

/// Edits that belong together: all are applied or none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// Whether it may be applied unseen.
    pub safety: Safety,
    /// The edits, in order of place, not overlapping.
    pub edits: Vec<Edit>,
}

/// One finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// Id of the rule, `group/name`.
    pub rule: std::sync::Arc<str>,
    /// How bad.
    pub severity: Severity,
    /// How sure.
    pub confidence: Confidence,
    /// What is wrong, with the text quoted; stands alone.
    pub message: String,
    /// Where.
    pub primary: Label,
    /// Evidence elsewhere, the source's text first.
    pub related: Vec<Label>,
    /// The source's text beside the finding, whether or not a label points into it: for reports that
    /// show both sides.
    pub source: Option<SourceText>,
    /// What to do, as an imperative.
    pub help: Option<String>,
    /// A repair, where one is certain enough.
    pub fix: Option<Fix>,
    /// Id of the segment, in articles that have them.
    pub segment: Option<String>,
    /// Locale of the target (`nl-NL`), where it is known.
    pub locale: Option<String>,
    /// The same as long as the fault is the same: made of rule, normalized source text (target text
    /// where there is none), the rule's own detail and a count; never of lines, ids or path.
    pub fingerprint: u64,
}

impl Diagnostic {
    /// A finding that says what is wrong where, and nothing more: of high confidence, its fingerprint
    /// made of the rule and the message.
    pub fn new(rule: &str, severity: Severity, message: String, primary: Label) -> Diagnostic {
        Diagnostic {
            rule: rule.into(),
            severity,
            confidence: Confidence::High,
            fingerprint: fingerprint([rule, &message]),
            message,
            primary,
            related: Vec::new(),
            source: None,
            help: None,
            fix: None,
            segment: None,
            locale: None,
        }
    }

    /// The offsets that it points to, each with its file: the ends of its labels and edits.
    pub fn places(&self) -> impl Iterator<Item = (FileId, u32)> {
        let labels = self.related.iter().chain([&self.primary]).map(|it| (it.file, it.span));
        let edits = self.fix.iter().flat_map(|fix| &fix.edits).map(|it| (it.file, it.span));
        labels.chain(edits).flat_map(|(file, span)| [(file, span.start), (file, span.end)])
    }
}

/// FNV-1a, 64 bits, over the parts with a separator between them: a fixed hash, so that a
/// fingerprint stays the same from one version of the program and compiler to the next.
pub fn fingerprint<'a>(parts: impl IntoIterator<Item = &'a str>) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let parts = parts.into_iter();
    parts.fold(0xcbf2_9ce4_8422_2325, |hash, part| step(part.bytes().fold(hash, step), 0xff))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_kept_apart() {
        assert_ne!(fingerprint(["ab", "c"]), fingerprint(["a", "bc"]));
        assert_eq!(fingerprint(["a"]), 0x089b_c907_b544_c769, "fixed for ever");
    }

    #[test]
    fn severities_are_ordered() {
        assert!(Severity::Error > Severity::Warning && Severity::Warning > Severity::Info);
    }
}
