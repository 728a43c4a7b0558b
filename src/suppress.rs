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
    facts::{Facts, is_blank},
    grammar,
    text::Span,
};

/// What every such comment begins with.
pub const WORD: &str = "loclint-ignore";

/// The key of the front matter that holds them.
const KEY: &str = "loclint";

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
    /// The comment that ends it, where there is one.
    pub end: Option<Span>,
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

/// Whether [`read`] may find anything in the article of these facts: whether it has any comment, or the
/// key in its front matter. Nothing is looked for in its text.
pub fn is_possible(facts: &Facts<'_>) -> bool {
    let Facts { article, may_hold_comments, .. } = facts;
    let front = article.front_matter.as_ref();
    *may_hold_comments || front.is_some_and(|it| it.get(article.text, KEY).is_some())
}

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
                        start.end = Some(at);
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
        let closed = kind != Kind::Start;
        found.list.push(Suppression { at, names, reason, scope, closed, end: None });
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
    let own = article.front_matter.as_ref().and_then(|it| it.get(text, KEY));
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
            end: None,
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

/// Taking a suppression out of an article.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Removal {
    /// What goes: its comments, with the lines or spaces that they alone took.
    pub spans: Vec<Span>,
    /// Whether the blocks of the article stay what they are. A comment may keep two lists apart.
    pub harmless: bool,
}

/// What taking out a suppression takes; `None` for one in the front matter.
pub fn removal(article: &Article<'_>, it: &Suppression) -> Option<Removal> {
    let front = article.front_matter.as_ref();
    if front.is_some_and(|front| front.span.contains(it.at)) {
        return None;
    }
    let with = outline(article);
    let comments = match it.end {
        Some(end) if is_blank(Span { start: it.at.end, end: end.start }.of_text(article.text)) => {
            vec![it.at.join(end)]
        }
        Some(end) => vec![it.at, end],
        None => vec![it.at],
    };
    // Where nothing else parts what stands before a comment from what stands behind, its line stays.
    let tried = [false, true].map(|keeps_line| {
        let spans = comments.iter().map(|at| stretch(article.text, *at, keeps_line));
        let spans: Vec<Span> = spans.collect();
        let mut text = article.text.to_owned();
        for span in spans.iter().rev() {
            text.replace_range(span.range(), "");
        }
        let harmless = outline(&grammar::parse(&text, article.flavour)) == with;
        Removal { spans, harmless }
    });
    let [whole, within] = tried;
    Some(if within.harmless && !whole.harmless { within } else { whole })
}

/// The blocks of an article in order, those aside that are comments alone.
fn outline(article: &Article<'_>) -> Vec<(std::mem::Discriminant<BlockKind>, usize)> {
    let blocks = article.nodes().filter_map(|node| match node {
        NodeRef::Block(block) => Some(block),
        _ => None,
    });
    let text = article.text;
    blocks
        .filter_map(|block| {
            let detail = match &block.kind {
                BlockKind::Html(content) | BlockKind::Paragraph(content)
                    if only_comments(text, block.span, content) =>
                {
                    return None;
                }
                BlockKind::Definition(index) => {
                    let definition = article.definitions.get(*index as usize)?;
                    return (definition.label.of_text(text) != "//")
                        .then_some((std::mem::discriminant(&block.kind), 0));
                }
                BlockKind::Heading(heading) => usize::from(heading.level),
                BlockKind::List(list) => list.items.len() * 2 + usize::from(list.tight),
                _ => 0,
            };
            Some((std::mem::discriminant(&block.kind), detail))
        })
        .collect()
}

/// What goes with a comment: within a line the spaces on one side, else the line, with one of the blank
/// lines around it. `keeps_line` leaves an empty line.
fn stretch(text: &str, at: Span, keeps_line: bool) -> Span {
    let end = at.start as usize + at.of_text(text).trim_end().len();
    let line = line(text, Span::new(at.start as usize, end)).range();
    let before = text.get(line.start..at.start as usize).unwrap_or("");
    let after = text.get(end..line.end).unwrap_or("");
    if !is_blank(before) || !is_blank(after) {
        if is_blank(after) {
            let start = line.start + before.trim_end().len();
            return Span::new(start, end + after.trim_end_matches('\r').len());
        }
        let parted = before.is_empty() || before.ends_with([' ', '\t']);
        let spaces = after.len() - after.trim_start_matches([' ', '\t']).len();
        return Span::new(at.start as usize, end + if parted { spaces } else { 0 });
    }
    let rest = text.get(line.end..).unwrap_or("");
    if keeps_line {
        return Span::new(line.start, line.start + (line.end - line.start) - returns(after));
    }
    if is_blank(rest) {
        // The article ends as it did.
        let above = text.get(..line.start).unwrap_or("");
        let said = above.trim_end().len();
        let blanks = above.get(said..).unwrap_or("");
        let start = said + blanks.find(['\r', '\n']).unwrap_or(blanks.len());
        return Span::new(start, line.end - returns(after));
    }
    let blank_before = {
        let above = text.get(..line.start).unwrap_or("");
        let above = above.strip_suffix('\n').unwrap_or(above);
        is_blank(above.rsplit('\n').next().unwrap_or(""))
    };
    // With the line ending, and the next line if that is blank, too.
    let mut lines = rest.split_inclusive('\n');
    let mut end = line.end + lines.next().map_or(0, str::len);
    if let Some(next) = lines.next().filter(|next| blank_before && is_blank(next)) {
        end += next.len();
    }
    Span::new(line.start, end)
}

/// Bytes of the carriage return that a line ends with.
fn returns(line: &str) -> usize {
    usize::from(line.ends_with('\r'))
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
        let possible = is_possible(&Facts::of(&article));
        assert!(possible || found == Suppressions::default(), "{text}");
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
    fn they_are_possible_wherever_a_comment_is_read() {
        let said = "<!-- loclint-ignore-file link: why -->";
        for text in [
            format!("{{% comment %}}\n\n{said}\n\n{{% endcomment %}}\n"),
            format!("> - [a **b {said}**](c) ~~{said}~~\n\n# d *{said}*\n"),
            format!("![a {said}](b)\n\n[^1]: c {said}\n\n<p>\n{said}\n</p>\n"),
        ] {
            for flavour in [Flavour::Learn, Flavour::Hugo, Flavour::Liquid, Flavour::Docusaurus] {
                all(&text, flavour);
            }
        }
        let plain = "---\ntitle: a\n---\n\n# b\n\nloclint-ignore-file *: `<!-- c -->`\n";
        assert!(!is_possible(&Facts::of(&grammar::parse(plain, Flavour::Learn))));
    }

    #[test]
    fn a_comment_goes_with_its_line() {
        let comment = "<!-- loclint-ignore text: why -->";
        let without = |text: &str| {
            let text = text.replace('@', comment);
            let article = grammar::parse(&text, Flavour::Learn);
            let found = read(&article);
            let removal = removal(&article, &found.list[0]).unwrap();
            let mut rest = text.clone();
            removal.spans.iter().rev().for_each(|span| rest.replace_range(span.range(), ""));
            (rest, removal.harmless)
        };
        for (with, rest) in [
            ("one\n\n@\n\ntwo\n", "one\n\ntwo\n"),
            ("one\r\n\r\n@\r\n\r\ntwo\r\n", "one\r\n\r\ntwo\r\n"),
            ("@\n\n# One\n", "# One\n"),
            ("@\n# One\n", "# One\n"),
            ("one\n\n@\ntwo\n", "one\n\ntwo\n"),
            ("one\n@\n\ntwo\n", "one\n\ntwo\n"),
            ("one\n@\ntwo\n", "one\n\ntwo\n"),
            ("one\n\n@\n", "one\n"),
            ("one\n\n@", "one"),
            ("one  \r\n\r\n@\r\n", "one  \r\n"),
            ("one @\ntwo\n", "one\ntwo\n"),
            ("one @ two\n", "one two\n"),
            ("| a | b |\n|---|---|\n| c @ | d |\n", "| a | b |\n|---|---|\n| c | d |\n"),
            ("- one\n\n  @\n\n  two\n", "- one\n\n  two\n"),
        ] {
            assert_eq!(without(with), (rest.to_owned(), true), "{with}");
        }
        assert_eq!(without("- @ one\n"), ("- one\n".to_owned(), false), "Markdown now, not HTML");
        // It keeps two lists apart.
        assert!(!without("- one\n\n@\n\n- two\n").1);
        let start = comment.replace("ignore", "ignore-start");
        let end = comment.replace("ignore text: why", "ignore-end text");
        assert_eq!(without(&format!("one\n\n{start}\n\n{end}\n")).0, "one\n");
        let text = format!("{start}\n\none\n\n{end}\n\ntwo\n");
        let article = grammar::parse(&text, Flavour::Learn);
        let both = removal(&article, &read(&article).list[0]).unwrap();
        let gone: Vec<&str> = both.spans.iter().map(|span| span.of_text(&text)).collect();
        assert_eq!(gone, [format!("{start}\n\n"), format!("{end}\n\n")]);
        assert!(both.harmless);
    }

    #[test]
    fn a_group_means_its_rules() {
        let name = |text: &str| Name { text: text.to_owned(), span: Span::at(0) };
        assert!(name("link").means("link/missing") && name("link/missing").means("link/missing"));
        assert!(!name("link").means("links/a") && !name("link/mis").means("link/missing"));
    }
}
