//! Where rendered findings are written: colours by `anstyle`, no blanks at line ends, the word
//! `info`, and a few words after the place in the first line of a snippet.

use crate::diagnostic::Severity;
use anstyle::{AnsiColor, Style};
use codespan_reporting::{
    diagnostic::{LabelStyle, Severity as Level},
    term::WriteStyle,
};
use std::{
    collections::VecDeque,
    io::{self, Write},
};

/// Colour of a severity's word and marks.
pub(super) fn colour(severity: Severity) -> AnsiColor {
    match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Info => AnsiColor::Cyan,
    }
}

/// The severity that codespan-reporting knows for ours.
pub(super) fn level(severity: Severity) -> Level {
    match severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Info => Level::Note,
    }
}

fn of_level(level: Level) -> AnsiColor {
    match level {
        Level::Bug | Level::Error => colour(Severity::Error),
        Level::Warning => colour(Severity::Warning),
        Level::Note | Level::Help => colour(Severity::Info),
    }
}

/// A [`WriteStyle`] over a buffer. A style is written when a character needs it, not when it is
/// chosen, and blanks are held back until something follows them: that leaves none at line ends.
pub(super) struct Paint<'o> {
    out: &'o mut Vec<u8>,
    color: bool,
    wanted: Style,
    current: Style,
    blanks: usize,
    /// Set between the choice of the header's style and the severity's word.
    word: bool,
    /// Byte of `out` at which the current line starts.
    line: usize,
    /// Places that a snippet's first line names, with what is to be added there.
    suffixes: VecDeque<(String, String)>,
}

impl<'o> Paint<'o> {
    /// Writes to `out`, with colours if `color`.
    pub(super) fn new(out: &'o mut Vec<u8>, color: bool) -> Self {
        let line = out.len();
        let plain = Style::new();
        let suffixes = VecDeque::new();
        Paint { out, color, wanted: plain, current: plain, blanks: 0, word: false, line, suffixes }
    }

    /// Adds `suffix`, dimmed, to the line that ends with `place`; asked for in order of output.
    pub(super) fn after_place(&mut self, place: String, suffix: String) {
        self.suffixes.push_back((place, suffix));
    }

    /// Chooses a style for what follows.
    pub(super) fn style(&mut self, style: Style) {
        self.wanted = style;
    }

    fn flush_blanks(&mut self) {
        let blanks = self.out.len() + std::mem::take(&mut self.blanks);
        self.out.resize(blanks, b' ');
    }

    fn switch(&mut self, to: Style) {
        if self.color && self.current != to {
            if self.current != Style::new() {
                self.out.extend_from_slice(format!("{}", self.current.render_reset()).as_bytes());
            }
            self.out.extend_from_slice(format!("{}", to.render()).as_bytes());
            self.current = to;
        }
    }

    fn end_line(&mut self) {
        let names_place = |place: &str| {
            self.out.get(self.line..).is_some_and(|line| line.ends_with(place.as_bytes()))
        };
        if self.suffixes.front().is_some_and(|(place, _)| names_place(place))
            && let Some((_, suffix)) = self.suffixes.pop_front()
            && !suffix.is_empty()
        {
            self.switch(Style::new().dimmed());
            self.out.extend_from_slice(b"  ");
            self.out.extend_from_slice(suffix.as_bytes());
        }
        self.switch(Style::new());
        self.blanks = 0;
        self.out.push(b'\n');
        self.line = self.out.len();
    }
}

impl Write for Paint<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if std::mem::take(&mut self.word) && bytes == b"note" {
            self.flush_blanks();
            self.switch(self.wanted);
            self.out.extend_from_slice(Severity::Info.word().as_bytes());
            return Ok(bytes.len());
        }
        let mut rest = bytes;
        while let [first, after @ ..] = rest {
            match first {
                b' ' => {
                    self.blanks += 1;
                    rest = after;
                }
                b'\n' => {
                    self.end_line();
                    rest = after;
                }
                _ => {
                    let length = memchr::memchr2(b' ', b'\n', rest).unwrap_or(rest.len());
                    let (text, next) = rest.split_at(length);
                    self.flush_blanks();
                    self.switch(self.wanted);
                    self.out.extend_from_slice(text);
                    rest = next;
                }
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl WriteStyle for Paint<'_> {
    fn set_header(&mut self, level: Level) -> io::Result<()> {
        self.word = true;
        self.style(of_level(level).on_default().bold());
        Ok(())
    }

    fn set_header_message(&mut self) -> io::Result<()> {
        self.style(Style::new().bold());
        Ok(())
    }

    fn set_line_number(&mut self) -> io::Result<()> {
        self.style(AnsiColor::Blue.on_default());
        Ok(())
    }

    fn set_note_bullet(&mut self) -> io::Result<()> {
        self.set_line_number()
    }

    fn set_source_border(&mut self) -> io::Result<()> {
        self.set_line_number()
    }

    fn set_label(&mut self, level: Level, style: LabelStyle) -> io::Result<()> {
        self.style(match style {
            LabelStyle::Primary => of_level(level).on_default(),
            LabelStyle::Secondary => AnsiColor::Blue.on_default(),
        });
        Ok(())
    }

    fn reset(&mut self) -> io::Result<()> {
        self.style(Style::new());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(color: bool, use_it: impl FnOnce(&mut Paint<'_>) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        use_it(&mut Paint::new(&mut out, color)).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn no_blanks_at_line_ends() {
        let text = written(true, |paint| {
            paint.set_source_border()?;
            write!(paint, "|")?;
            paint.reset()?;
            writeln!(paint, "  ")?;
            writeln!(paint, "a  b")
        });
        assert_eq!(text, "\u{1b}[34m|\u{1b}[0m\na  b\n");
    }

    #[test]
    fn info_is_no_note() {
        let text = written(false, |paint| {
            write!(paint, "a.md:1:2: ")?;
            paint.set_header(level(Severity::Info))?;
            write!(paint, "note")?;
            writeln!(paint, "[a/note]: note")
        });
        assert_eq!(text, "a.md:1:2: info[a/note]: note\n");
    }

    #[test]
    fn words_after_a_place() {
        let text = written(false, |paint| {
            paint.after_place("a.md:1:2".to_owned(), "nl-NL".to_owned());
            writeln!(paint, "see a.md:1:2 first")?;
            writeln!(paint, " ┌─ a.md:1:2 ")?;
            writeln!(paint, " ┌─ a.md:1:2")
        });
        assert_eq!(text, "see a.md:1:2 first\n ┌─ a.md:1:2  nl-NL\n ┌─ a.md:1:2\n");
    }
}
