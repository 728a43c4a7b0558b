//! Floor 6: what an article itself says of findings that are to be let be. [`read`] finds the comments
//! and works out which stretch each is about; the engine holds findings against them.
//!
//! ```text
//! ignore = 'loclint-ignore' ['-line' / '-start' / '-end' / '-file'] rule *(',' rule) ':' reason
//! ```
//!
//! It stands in a comment of HTML, MDX (`{/* … */}`) or Hugo (`{{/* … */}}`), in the title of a
//! definition that nothing refers to (`[//]: # (…)`), or, for the whole article, in its front matter.
//! In code it is text.

use crate::{
    ast::{
        Article, Block, BlockKind, Entry, Inline, InlineKind, NodeRef, Value, ValueKind,
        only_comments,
    },
    text::Span,
};

/// What every such comment begins with.
pub const WORD: &str = "loclint-ignore";

/// A rule that is named, as written: `group` or `group/name`, or `*`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Name {
    /// The name.
    pub text: String,
    /// Bytes of the article's text.
    pub span: Span,
}

impl Name {
    /// Whether it names a rule, given by its id.
    pub fn means(&self, id: &str) -> bool {
        self.text == id || id.strip_prefix(&*self.text).is_some_and(|rest| rest.starts_with('/'))
    }

    /// Whether it names all rules.
    pub fn is_all(&self) -> bool {
        self.text == "*"
    }
}

/// Findings that are to be let be. Spans count bytes of the article's text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suppression {
    /// The comment, or the entry of the front matter.
    pub at: Span,
    /// The rules.
    pub names: Vec<Name>,
    /// Whether it says why.
    pub reason: bool,
    /// The stretch it is about; `None` for the whole article.
    pub scope: Option<Span>,
    /// Whether its end is there, where it needs one.
    pub closed: bool,
}

/// The suppressions of an article, in order of place.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Suppressions {
    /// Those that are understood.
    pub list: Vec<Suppression>,
    /// Comments that end what did not start, and comments that begin as these do and are none.
    pub stray: Vec<Stray>,
}

/// A comment that does nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stray {
    /// The comment.
    pub at: Span,
    /// Whether it ends something; else it is not understood.
    pub end: bool,
}

/// What a comment is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Next,
    Line,
    Start,
    End,
    File,
}

const KINDS: &[(&str, Kind)] = &[
    ("-line", Kind::Line),
    ("-start", Kind::Start),
    ("-end", Kind::End),
    ("-file", Kind::File),
    ("", Kind::Next),
];

/// Reads the suppressions of an article.
pub fn read(article: &Article<'_>) -> Suppressions {
    let mut found = Suppressions::default();
    front_matter(article, &mut found);
    let mut places: Option<Places> = None;
    // Indices of starts whose ends are not seen yet.
    let mut open: Vec<usize> = Vec::new();
    for (at, inner) in comments(article) {
        let Some((kind, names, reason)) = comment(article.text, inner) else {
            found.stray.push(Stray { at, end: false });
            continue;
        };
        let scope = match kind {
            Kind::File => None,
            Kind::Line => Some(line(article.text, at)),
            Kind::Start => {
                open.push(found.list.len());
                Some(Span { start: at.end, end: article.text.len() as u32 })
            }
            Kind::End => {
                let same =
                    |of: &[Name]| of.iter().map(|it| &it.text).eq(names.iter().map(|it| &it.text));
                let starts = open.iter().rposition(|&index| {
                    names.is_empty() || found.list.get(index).is_some_and(|it| same(&it.names))
                });
                let start = starts.map(|position| open.remove(position));
                match start.and_then(|index| found.list.get_mut(index)) {
                    Some(start) => {
                        start.closed = true;
                        if let Some(scope) = &mut start.scope {
                            scope.end = at.start.max(scope.start);
                        }
                    }
                    None => found.stray.push(Stray { at, end: true }),
                }
                continue;
            }
            Kind::Next => Some(places.get_or_insert_with(|| Places::of(article)).behind(at)),
        };
        found.list.push(Suppression { at, names, reason, scope, closed: kind != Kind::Start });
    }
    found
}

/// Comments that begin with the word, each with what stands in it, in order of place.
fn comments<'a>(article: &Article<'a>) -> Vec<(Span, &'a str)> {
    let mut found = Vec::new();
    for node in article.nodes() {
        let (span, inner) = match node {
            NodeRef::Inline(Inline { span, kind: InlineKind::Comment, .. }) => (*span, *span),
            NodeRef::Block(Block { span, kind: BlockKind::Definition(index), .. }) => {
                let definition = article.definitions.get(*index as usize);
                let title = definition.filter(|it| it.label.of_text(article.text) == "//");
                match title.and_then(|it| it.title) {
                    Some(title) => (*span, title),
                    None => continue,
                }
            }
            _ => continue,
        };
        if let Some(inner) = inside(inner.of_text(article.text)) {
            found.push((span, inner));
        }
    }
    found
}

/// What a comment says, without its marks, if it begins with the word.
fn inside(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(['<', '!', '-', '{', '/', '*', ' ', '\t', '\r', '\n']);
    let text = text.trim_end_matches(['>', '-', '}', '/', '*', ' ', '\t', '\r', '\n']);
    // `*` may be the name of all rules, which a comment without reason ends with.
    text.starts_with(WORD).then_some(text)
}

/// Kind, names and whether a reason is given; `None` for what is no such comment.
fn comment(text: &str, inner: &str) -> Option<(Kind, Vec<Name>, bool)> {
    let rest = inner.strip_prefix(WORD)?;
    let (kind, rest) =
        KINDS.iter().find_map(|(word, kind)| Some((*kind, rest.strip_prefix(word)?)))?;
    if !rest.is_empty() && !rest.starts_with(|c: char| c.is_whitespace() || c == ':') {
        return None;
    }
    let (names, reason) = rest.split_once(':').unwrap_or((rest, ""));
    let mut list: Vec<Name> = Vec::new();
    for name in names.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        list.push(Name { text: name.to_owned(), span: Span::of(text, name) });
    }
    Some((kind, list, !reason.trim().is_empty()))
}

/// `loclint: { ignore: [ { rule: …, reason: … } ] }`.
fn front_matter(article: &Article<'_>, found: &mut Suppressions) {
    let text = article.text;
    let get = |value: &Value, key: &str| -> Option<Entry> {
        let ValueKind::Map(entries) = &value.kind else { return None };
        entries.iter().find(|entry| entry.key.meaning(text) == key).cloned()
    };
    let own = article.front_matter.as_ref().and_then(|it| it.get(text, "loclint"));
    let Some(ignore) = own.and_then(|entry| get(&entry.value, "ignore")) else { return };
    let one = std::slice::from_ref(&ignore.value);
    let items = if let ValueKind::List(items) = &ignore.value.kind { &items[..] } else { one };
    for item in items {
        let rule = get(item, "rule").or_else(|| get(item, "rules"));
        let mut names = Vec::new();
        let list = rule.as_ref().map(|entry| match &entry.value.kind {
            ValueKind::List(list) => &list[..],
            _ => std::slice::from_ref(&entry.value),
        });
        for value in list.unwrap_or_default() {
            if let Some(name) = value.scalar(text) {
                names.push(Name { text: name.to_owned(), span: value.span });
            }
        }
        let reason = get(item, "reason");
        let reason = reason.and_then(|it| it.value.scalar(text).map(|it| !it.trim().is_empty()));
        found.list.push(Suppression {
            at: item.span,
            names,
            reason: reason.unwrap_or(false),
            scope: None,
            closed: true,
        });
    }
}

/// The line or lines of a span.
fn line(text: &str, at: Span) -> Span {
    let before = text.get(..at.start as usize).unwrap_or("");
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let after = text.get(at.end as usize..).unwrap_or("");
    let end = at.end as usize + after.find('\n').unwrap_or(after.len());
    Span::new(start, end)
}

/// The stretches that a comment may be about, each list in order of place.
struct Places {
    /// Blocks with text, and rows: a comment within one is about it.
    holders: Vec<Span>,
    /// What may come next after a comment.
    next: Vec<Span>,
    end: u32,
}

impl Places {
    fn of(article: &Article<'_>) -> Places {
        let mut places =
            Places { holders: Vec::new(), next: Vec::new(), end: article.text.len() as u32 };
        for node in article.nodes() {
            match node {
                NodeRef::Item(item) => places.next.push(item.span),
                NodeRef::Row(row) => places.holders.push(row.span),
                NodeRef::Block(block) => match &block.kind {
                    BlockKind::Heading(_) => places.both(block.span),
                    BlockKind::Paragraph(content) | BlockKind::Html(content) => {
                        if !only_comments(article.text, block.span, content) {
                            places.both(block.span);
                        }
                    }
                    // Its first item comes next.
                    BlockKind::List(_) | BlockKind::Definition(_) => {}
                    BlockKind::Region(region) => places.next.push(region.open.span),
                    _ => places.next.push(block.span),
                },
                _ => {}
            }
        }
        places
    }

    fn both(&mut self, span: Span) {
        self.holders.push(span);
        self.next.push(span);
    }

    /// What a comment is about: the block with text that it stands in, else the one behind it.
    fn behind(&self, at: Span) -> Span {
        let next = self.holders.partition_point(|it| it.start <= at.start);
        let holder = next.checked_sub(1).and_then(|index| self.holders.get(index));
        if let Some(holder) = holder.filter(|it| it.contains(at)) {
            return *holder;
        }
        let next = self.next.partition_point(|it| it.start < at.end);
        self.next.get(next).copied().unwrap_or(Span { start: self.end, end: self.end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ast::Flavour, grammar};

    /// Each suppression as the names and the text it is about.
    fn all(text: &str, flavour: Flavour) -> Vec<String> {
        let article = grammar::parse(text, flavour);
        let found = read(&article);
        let shown = found.list.iter().map(|it| {
            let names: Vec<&str> = it.names.iter().map(|name| &*name.text).collect();
            for name in &it.names {
                assert!(name.span.of_text(text).contains(&*name.text), "{name:?}");
            }
            let scope = it.scope.map_or("everything", |scope| scope.of_text(text));
            let reason = if it.reason { "" } else { " without reason" };
            let open = if it.closed { "" } else { " open" };
            format!("{}: {scope:?}{reason}{open}", names.join("+"))
        });
        let stray = found.stray.iter().map(|it| format!("stray {}", it.at.of_text(text)));
        shown.chain(stray).collect()
    }

    fn markdown(text: &str) -> Vec<String> {
        all(text, Flavour::Learn)
    }

    #[test]
    fn a_comment_is_about_the_next_block() {
        let next = "<!-- loclint-ignore link/missing, text : why -->";
        for (text, about) in [
            ("One\ntwo\n\nthree\n", "One\\ntwo"),
            ("# Head\n\ntwo\n", "# Head"),
            ("- one\n\n  two\n- three\n", "- one\\n\\n  two"),
            ("```\ncode\n```\n", "```\\ncode\\n```"),
            ("<!-- other -->\n\none\n", "one"),
        ] {
            let found = markdown(&format!("Before\n\n{next}\n\n{text}"));
            assert_eq!(found.len(), 1, "{found:?}");
            let shown = found[0].replace("\\n\"", "\"");
            assert_eq!(shown, format!("link/missing+text: \"{about}\""), "{text}");
        }
        assert_eq!(markdown(next), ["link/missing+text: \"\""], "there is none");
        let row = format!("| a | b |\n|---|---|\n| c | d {next} |\n| e | f |\n");
        assert!(markdown(&row)[0].contains("| c | d"), "{:?}", markdown(&row));
        assert!(!markdown(&row)[0].contains("| e"));
    }

    #[test]
    fn lines_regions_and_files() {
        assert_eq!(
            markdown("one\ntwo <!-- loclint-ignore-line text --> more\nthree\n"),
            ["text: \"two <!-- loclint-ignore-line text --> more\" without reason"]
        );
        let start = "<!-- loclint-ignore-start a, b: why -->";
        let end = "<!-- loclint-ignore-end a, b -->";
        let found = markdown(&format!("{start}\n\none\n\n{end}\n\ntwo\n"));
        assert_eq!(found, ["a+b: \"\\n\\none\\n\\n\""]);
        assert_eq!(markdown(&format!("{start}\n\none\n")), ["a+b: \"\\n\\none\\n\" open"]);
        assert_eq!(markdown(end), [format!("stray {end}")]);
        assert_eq!(markdown("<!-- loclint-ignore-file *: all -->\n"), ["*: \"everything\""]);
        assert_eq!(markdown("<!-- loclint-ignored a -->\n").len(), 1);
    }

    #[test]
    fn other_comments_and_front_matter() {
        let said = "loclint-ignore-file link: why";
        assert_eq!(all(&format!("{{/* {said} */}}\n"), Flavour::Mdx), ["link: \"everything\""]);
        assert_eq!(
            all(&format!("{{{{/* {said} */}}}}\n"), Flavour::Hugo),
            ["link: \"everything\""]
        );
        assert_eq!(markdown(&format!("[//]: # ({said})\n")), ["link: \"everything\""]);
        assert_eq!(
            markdown(
                "---\nloclint: { ignore: [ { rule: link, reason: why }, { rule: [a, b] } ] }\n---\n"
            ),
            ["link: \"everything\"", "a+b: \"everything\" without reason"]
        );
        assert!(markdown(&format!("```\n<!-- {said} -->\n```\n\n`<!-- {said} -->`\n")).is_empty());
    }

    #[test]
    fn a_group_means_its_rules() {
        let name = |text: &str| Name { text: text.to_owned(), span: Span::at(0) };
        assert!(name("link").means("link/missing") && name("link/missing").means("link/missing"));
        assert!(!name("link").means("links/a") && !name("link/mis").means("link/missing"));
    }
}
