//! The body of a rule page: its title, its opening text, its sections and the examples in them.
//!
//! ```text
//! body     = "# " id, about, { "## " title, text }
//! titles   = "Examples", [ "Options" ], [ "When to allow it" ]   (in this order)
//! ```

use super::{
    example::{self, Example},
    options::OptionSpec,
    read::{Reader, advice},
};
use crate::text::Span;

/// Titles of the sections a page may have, in order.
pub const SECTIONS: &[&str] = &["Examples", "Options", "When to allow it"];

/// The body of a page; all spans and slices are of the page's text.
#[derive(Clone, PartialEq, Debug)]
pub struct Body<'p> {
    /// What the rule reports, why it matters and what to do: the text between title and first section.
    pub about: &'p str,
    /// The sections in order.
    pub sections: Vec<Section<'p>>,
    /// The examples in order.
    pub examples: Vec<Example>,
}

/// A section of a page.
#[derive(Clone, PartialEq, Debug)]
pub struct Section<'p> {
    /// Its title.
    pub title: &'p str,
    /// Its text without outer blank lines.
    pub text: &'p str,
}

impl<'p> Body<'p> {
    /// The text of a section.
    pub fn section(&self, title: &str) -> Option<&'p str> {
        self.sections.iter().find(|section| section.title == title).map(|section| section.text)
    }
}

/// A piece of Markdown that matters for a page.
#[derive(Debug)]
pub(super) enum Part<'p> {
    /// An ATX heading: level and title.
    Heading(usize, &'p str),
    /// A fenced block.
    Fence(Fenced<'p>),
}

/// A fenced block that starts at the margin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fenced<'p> {
    /// The words behind the opening fence.
    pub(super) info: &'p str,
    /// The lines between the fences.
    pub(super) content: &'p str,
    /// Whether the closing fence is there.
    pub(super) closed: bool,
}

/// Reads a body; `start` is where it begins in the reader's text. What is wrong goes to the reader.
pub(super) fn read<'p>(
    reader: &mut Reader<'p>,
    start: usize,
    id: &str,
    options: &[OptionSpec],
) -> Body<'p> {
    let text = reader.text;
    let rest = text.get(start..).unwrap_or("");
    let mut body = Body { about: "", sections: Vec::new(), examples: Vec::new() };
    let mut about: Option<&'p str> = None;
    let mut open: Option<(&'p str, usize)> = None;
    let mut title = None;
    let mut fences = Vec::new();
    for (span, part) in parts(rest) {
        match part {
            Part::Heading(1, words) if title.is_none() => {
                title = Some(words);
                about = rest.get(span.end as usize..);
                if words != id {
                    let at = Span::of(text, words);
                    reader.error(at, format!("the title is `{words}`, the page is about `{id}`"));
                }
            }
            Part::Heading(2, words) => {
                if let (Some(it), true) = (about, body.sections.is_empty() && open.is_none()) {
                    let length = span.start as usize - (rest.len() - it.len());
                    about = it.get(..length);
                }
                close(&mut body, rest, open.take(), span.start as usize);
                check_title(reader, &body, words);
                open = Some((words, span.end as usize));
            }
            Part::Heading(1, words) => {
                reader.error(Span::of(text, words), "a page has one title");
            }
            Part::Heading(..) => {}
            Part::Fence(fence) => {
                if !fence.closed {
                    let at = Span::of(text, fence.info);
                    reader.error(at, "this fence is never closed");
                }
                if open.is_some_and(|(title, _)| title == "Examples") {
                    fences.push(fence);
                }
            }
        }
    }
    close(&mut body, rest, open, rest.len());
    body.about = about.unwrap_or("").trim();
    body.examples = example::read(reader, &fences, id);
    check(reader, &body, start, title.is_some(), options);
    body
}

fn close<'p>(body: &mut Body<'p>, rest: &'p str, open: Option<(&'p str, usize)>, end: usize) {
    if let Some((title, start)) = open {
        body.sections.push(Section { title, text: rest.get(start..end).unwrap_or("").trim() });
    }
}

fn check_title(reader: &mut Reader<'_>, body: &Body<'_>, words: &str) {
    let at = Span::of(reader.text, words);
    let Some(place) = SECTIONS.iter().position(|known| *known == words) else {
        let message = format!("unknown section `{words}`");
        reader.error_help(at, message, advice(words, SECTIONS.iter().copied()));
        return;
    };
    let last =
        body.sections.last().and_then(|last| SECTIONS.iter().position(|it| *it == last.title));
    if last.is_some_and(|last| last >= place) {
        reader.error(at, format!("section `{words}` stands out of order"));
    }
}

fn check(
    reader: &mut Reader<'_>,
    body: &Body<'_>,
    start: usize,
    titled: bool,
    options: &[OptionSpec],
) {
    let top = Span::at(start.min(reader.text.len()));
    if !titled {
        reader.error(top, "the title is missing");
    } else if body.about.is_empty() {
        reader.error(top, "the page does not say what the rule reports");
    }
    if body.section("Examples").is_none() {
        reader.error(top, "section `Examples` is missing");
    }
    let described = body.section("Options").unwrap_or("");
    for option in options {
        if !described.contains(&format!("`{}`", option.name)) {
            let message = format!("section `Options` does not describe `{}`", option.name);
            reader.error(top, message);
        }
    }
    for section in &body.sections {
        if section.text.is_empty() {
            let at = Span::of(reader.text, section.title);
            reader.error(at, format!("section `{}` is empty", section.title));
        }
    }
}

/// Headings and fences at the margin, with the lines they cover in `text`. Lists and quotes are not
/// looked into: what a page is made of stands at the margin.
pub(super) fn parts(text: &str) -> Vec<(Span, Part<'_>)> {
    let mut parts = Vec::new();
    let mut lines = text.split_inclusive('\n');
    let offset = |line: &str| Span::of(text, line);
    while let Some(line) = lines.next() {
        let bare = line.trim_end();
        if let Some((run, info)) = fence(bare) {
            let start = offset(line);
            let mut end = start.end;
            let mut content = end..end;
            let mut closed = false;
            for line in lines.by_ref() {
                let bare = line.trim_end();
                end = offset(line).end;
                closed = fence(bare)
                    .is_some_and(|(other, info)| info.is_empty() && other.starts_with(run));
                if closed {
                    break;
                }
                content.end = end;
            }
            let content = Span { start: content.start, end: content.end }.of_text(text);
            let fenced = Fenced { info, content, closed };
            parts.push((Span { start: start.start, end }, Part::Fence(fenced)));
        } else if let Some((level, words)) = heading(bare) {
            parts.push((offset(line), Part::Heading(level, words)));
        }
    }
    parts
}

/// The run of three or more backticks or tildes at the start of a line, and the words behind it.
fn fence(line: &str) -> Option<(&str, &str)> {
    let mark = ['`', '~'].into_iter().find(|mark| line.starts_with(*mark))?;
    let info = line.trim_start_matches(mark);
    let (run, _) = line.split_at(line.len() - info.len());
    (run.len() >= 3 && !(mark == '`' && info.contains('`'))).then_some((run, info.trim()))
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    ((1..=6).contains(&level) && words.starts_with(' ')).then_some((level, words.trim()))
}
