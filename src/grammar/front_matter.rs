//! Front matter: the block between `---` lines at the start of an article, and YAML with a span for
//! every key and value.

use crate::{
    ast::{
        Entry, FrontMatter, FrontMatterKind, Scalar, ScalarStyle, Value, ValueKind, YamlProblem,
        YamlProblemKind,
    },
    text::Span,
};
use granit_parser::{Event, Parser, ScalarStyle as Style};

/// The front matter at the start of a text.
pub fn parse(text: &str) -> Option<FrontMatter> {
    let rest = text.strip_prefix("---\n")?;
    let start = text.len() - rest.len();
    let mut at = start;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == "---" {
            let body = Span::new(start, at);
            let (entries, problems) = yaml(text, body);
            return Some(FrontMatter {
                span: Span::new(0, at + line.len()),
                body,
                kind: FrontMatterKind::Yaml,
                closed: true,
                entries,
                problems,
            });
        }
        at += line.len();
    }
    None
}

/// The entries of a YAML mapping at `body` of a text.
pub fn yaml(text: &str, body: Span) -> (Vec<Entry>, Vec<YamlProblem>) {
    let mut problems = Vec::new();
    let source = body.of_text(text);
    let mut events = Vec::new();
    for next in Parser::new_from_str(source) {
        match next {
            Ok((event, span)) => {
                let range = span.byte_range().unwrap_or(0..0);
                let start = body.start as usize;
                events.push((event, Span::new(start + range.start, start + range.end)));
            }
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(0) + body.start as usize;
                let kind = YamlProblemKind::Invalid;
                let span = Span::at(at.min(body.end as usize));
                problems.push(YamlProblem {
                    span,
                    kind,
                    message: error.to_string(),
                    related: None,
                });
                return (Vec::new(), problems);
            }
        }
    }
    let mut events = events.into_iter();
    while let Some((event, span)) = events.next() {
        if let Event::MappingStart(..) = event {
            return (map(text, &mut events, &mut problems).0, problems);
        } else if let Event::Scalar(..) | Event::SequenceStart(..) = event {
            let kind = YamlProblemKind::NotAMapping;
            problems.push(YamlProblem { span, kind, message: "no mapping".into(), related: None });
            break;
        }
    }
    (Vec::new(), problems)
}

type Events<'e> = std::vec::IntoIter<(Event<'e>, Span)>;

fn map(text: &str, events: &mut Events<'_>, problems: &mut Vec<YamlProblem>) -> (Vec<Entry>, Span) {
    let mut entries: Vec<Entry> = Vec::new();
    while let Some((event, span)) = events.next() {
        match event {
            Event::MappingEnd => return (entries, span),
            Event::Scalar(meant, style, ..) => {
                let key = scalar(text, &meant, style, span);
                let value = value(text, events, problems);
                let same = |entry: &&Entry| entry.key.meaning(text) == key.meaning(text);
                if let Some(first) = entries.iter().find(same) {
                    problems.push(YamlProblem {
                        span,
                        kind: YamlProblemKind::DuplicateKey,
                        message: format!("key `{}` stands twice", key.meaning(text)),
                        related: Some(first.key.span),
                    });
                }
                entries.push(Entry { key, value });
            }
            _ => {}
        }
    }
    (entries, Span::at(0))
}

fn value(text: &str, events: &mut Events<'_>, problems: &mut Vec<YamlProblem>) -> Value {
    while let Some((event, span)) = events.next() {
        let (span, kind) = match event {
            Event::Scalar(meant, style, ..) => {
                (span, ValueKind::Scalar(scalar(text, &meant, style, span)))
            }
            Event::Alias(_) => (span, ValueKind::Alias),
            Event::MappingStart(..) => {
                let (entries, end) = map(text, events, problems);
                (span.join(end), ValueKind::Map(entries))
            }
            Event::SequenceStart(..) => {
                let mut values = Vec::new();
                let mut end = span;
                while let Some((next, at)) = events.as_slice().first() {
                    if let Event::SequenceEnd = next {
                        end = *at;
                        events.next();
                        break;
                    }
                    values.push(value(text, events, problems));
                }
                (span.join(end), ValueKind::List(values))
            }
            _ => continue,
        };
        return Value { span, kind };
    }
    Value { span: Span::at(0), kind: ValueKind::Alias }
}

fn scalar(text: &str, meant: &str, style: Style, span: Span) -> Scalar {
    let meant = (span.of_text(text) != meant).then(|| meant.into());
    let style = match style {
        Style::SingleQuoted => ScalarStyle::SingleQuoted,
        Style::DoubleQuoted => ScalarStyle::DoubleQuoted,
        Style::Literal => ScalarStyle::Literal,
        Style::Folded => ScalarStyle::Folded,
        Style::Plain => ScalarStyle::Plain,
    };
    Scalar { span, style, meant }
}
