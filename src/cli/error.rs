//! The program's own errors, drawn by miette: at their place where they have one.

use super::terminal::Terminal;
use crate::{config::Broken, rules::read::ReadError, text::SourceFile, workspace::Failure};
use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError,
    MietteSpanContents, SourceCode, SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};
use std::{fmt, io};

/// Why the job could not be done.
#[derive(Debug)]
pub(super) enum Trouble {
    /// A text that people write for the program is wrong.
    Broken(Broken),
    /// Several are.
    Many(Vec<Broken>),
    /// A file cannot be read or written.
    Failure(Failure),
    /// Something else, with what to do.
    Other(String, Option<String>),
    /// Standard output cannot be written.
    Output(io::Error),
}

impl From<Broken> for Trouble {
    fn from(broken: Broken) -> Trouble {
        Trouble::Broken(broken)
    }
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Trouble {
        Trouble::Failure(failure)
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Trouble {
        Trouble::Output(error)
    }
}

impl Trouble {
    /// Whether the reader of the output went away.
    pub(super) fn is_closed_pipe(&self) -> bool {
        matches!(self, Trouble::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// Draws it.
    pub(super) fn write(&self, out: &mut String, terminal: Terminal) {
        match self {
            Trouble::Broken(broken) => write_broken(out, broken, terminal),
            Trouble::Many(all) => {
                for broken in all {
                    write_broken(out, broken, terminal);
                }
            }
            Trouble::Failure(failure) => write_failure(out, failure, terminal),
            Trouble::Other(message, help) => plain(out, message, help.clone(), terminal),
            Trouble::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
            Trouble::Output(error) => {
                plain(out, &format!("the output cannot be written: {error}"), None, terminal);
            }
        }
    }
}

/// Draws a path that cannot be read or written.
pub(super) fn write_failure(out: &mut String, failure: &Failure, terminal: Terminal) {
    let message = format!("`{}` {}", failure.path, failure.message);
    plain(out, &message, failure.help.clone(), terminal);
}

/// Draws errors at their places.
fn write_broken(out: &mut String, broken: &Broken, terminal: Terminal) {
    for error in &broken.errors {
        let shown = Shown::at(broken, error);
        draw(out, &shown, terminal);
    }
}

fn plain(out: &mut String, message: &str, help: Option<String>, terminal: Terminal) {
    let shown = Shown { message: harmless(message), help, label: None, text: None };
    draw(out, &shown, terminal);
}

fn draw(out: &mut String, shown: &Shown, terminal: Terminal) {
    let characters =
        if terminal.ascii { ThemeCharacters::ascii() } else { ThemeCharacters::unicode() };
    let styles = if terminal.error_color { ThemeStyles::ansi() } else { ThemeStyles::none() };
    let drawn = GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
        .with_width(terminal.width)
        .with_links(false)
        .with_context_lines(1)
        .render_report(out, shown);
    if drawn.is_err() {
        // A place that does not fit its text must not cost the message.
        out.push_str(&shown.message);
    }
    while out.ends_with('\n') {
        out.pop();
    }
    out.push_str("\n\n");
}

/// An error as miette takes it.
#[derive(Debug)]
struct Shown {
    message: String,
    help: Option<String>,
    label: Option<(SourceSpan, Option<String>)>,
    text: Option<Text>,
}

impl Shown {
    fn at(broken: &Broken, error: &ReadError) -> Shown {
        let text = Text(SourceFile::new(broken.path.as_str(), harmless(&broken.text)));
        let length = text.0.text.len();
        let start = (error.span.start as usize).min(length);
        // An underline over many lines says less than one under the first.
        let covered = text.0.text.get(start..(error.span.end as usize).min(length)).unwrap_or("");
        let covered = covered.lines().next().unwrap_or("").trim_end().len();
        let (label, help) = match &error.help {
            Some(help) if help.starts_with("did you mean") => (Some(help.clone()), None),
            other => (None, other.clone()),
        };
        let label = Some((SourceSpan::new(start.into(), covered), label.map(|it| harmless(&it))));
        let message = harmless(&error.message);
        Shown { message, help: help.map(|it| harmless(&it)), label, text: Some(text) }
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown {}

impl Diagnostic for Shown {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.text.as_ref().map(|text| text as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let (span, words) = self.label.as_ref()?;
        Some(Box::new(std::iter::once(LabeledSpan::new_with_span(words.clone(), *span))))
    }
}

/// A text with its path, whose columns count characters: miette's own count bytes.
#[derive(Debug)]
struct Text(SourceFile);

impl SourceCode for Text {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let contents = self.0.text.as_str().read_span(span, before, after)?;
        let start = contents.span().offset();
        let position = self.0.position(start as u32);
        let column = if contents.column() == 0 { 0 } else { position.column as usize - 1 };
        let bytes = self.0.text.as_bytes();
        let data = bytes.get(start..start + contents.span().len()).unwrap_or(&[]);
        Ok(Box::new(MietteSpanContents::new_named(
            self.0.path.clone(),
            data,
            *contents.span(),
            contents.line(),
            column,
            contents.line_count(),
        )))
    }
}

/// A text without what would steer a terminal or reverse a line, each character replaced by as many
/// bytes, so that places stay.
fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        let bidi = matches!(character,
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
        if bidi {
            out.push('\u{fffd}');
        } else if character.is_control() && !matches!(character, '\n' | '\t' | '\r') {
            out.extend(std::iter::repeat_n('?', character.len_utf8()));
        } else {
            out.push(character);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_stay_when_a_text_is_made_harmless() {
        let text = "a\u{1b}b\u{202e}c\u{85}d\n";
        let safe = harmless(text);
        assert_eq!(safe, "a?b\u{fffd}c??d\n");
        assert_eq!(safe.len(), text.len());
    }
}
