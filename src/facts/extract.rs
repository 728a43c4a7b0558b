//! One walk over a tree that lists its views, facts and words.

use super::{
    Fact, FactKind, Facts, Mark, MarkKind, View, ViewKind, Word, WordFlags, destination, lexer,
    math, template,
};
use crate::{
    ast::{
        Article, Block, BlockKind, Directive, DirectiveSyntax, FrontMatter, HtmlTag, Inline,
        InlineKind, Link, RegionKind, Scalar, ScalarStyle, Table, ValueKind, visit_blocks,
    },
    text::Span,
};
use std::{borrow::Cow, cell::OnceCell};

/// Quotations within each other that are told apart.
const NESTED: usize = 4;

/// See [`Facts::of`] and [`Facts::beside`].
pub(super) fn extract<'a>(article: &'a Article<'a>, other: Option<&Facts<'_>>) -> Facts<'a> {
    // Articles hold about one word in ten bytes; growing the lists is what costs, not room in them.
    let room = |bytes: usize| article.text.len() / bytes;
    let mut walk = Walk {
        article,
        views: Vec::with_capacity(room(24)),
        special: Vec::new(),
        facts: Vec::with_capacity(room(96)),
        words: Vec::with_capacity(room(7)),
        last_key: 0,
        marks: Vec::with_capacity(room(32)),
        damage: Vec::new(),
        may_hold_comments: false,
        flags: 0,
        in_link: false,
        protected: Vec::new(),
        quotes: Vec::new(),
        stray_backtick: false,
        next_dollar: Some(0),
    };
    let shared = other.and_then(|other| {
        let same = other.article.front_matter_of(article.text, article.flavour)?;
        Some((other, same.span.end))
    });
    match (shared, &article.front_matter) {
        (Some((other, end)), _) => walk.copy_front_matter(other, end),
        (None, Some(front_matter)) => walk.front_matter(front_matter),
        (None, None) => {}
    }
    walk.blocks(&article.blocks, 0);
    Facts {
        article,
        views: walk.views,
        special: walk.special,
        facts: walk.facts,
        words: walk.words,
        marks: walk.marks,
        damage: walk.damage,
        may_hold_comments: walk.may_hold_comments,
        invisibles: OnceCell::new(),
        running: OnceCell::new(),
    }
}

struct Walk<'a> {
    article: &'a Article<'a>,
    views: Vec<View<'a>>,
    special: Vec<&'a Block>,
    facts: Vec<Fact<'a>>,
    words: Vec<Word>,
    /// The key of the last of them.
    last_key: u64,
    marks: Vec<Mark>,
    damage: Vec<super::Damage>,
    /// See [`Facts::may_hold_comments`].
    may_hold_comments: bool,
    /// [`WordFlags`] of the nodes around.
    flags: u16,
    in_link: bool,
    /// Names of open elements that are not to be translated.
    protected: Vec<&'a str>,
    /// Quotation marks of the view: offset, character and the number of words before it.
    quotes: Vec<(u32, char, usize)>,
    /// Whether the view has a backtick that opens no code.
    stray_backtick: bool,
    /// Where the article's next dollar sign stands at the earliest; none where none follows.
    next_dollar: Option<u32>,
}

impl<'a> Walk<'a> {
    fn front_matter(&mut self, front_matter: &FrontMatter) {
        for entry in &front_matter.entries {
            if let ValueKind::Scalar(scalar) = &entry.value.kind {
                self.view(ViewKind::FrontMatter, scalar.span, &[], None, 0, |walk| {
                    walk.run(unquoted(scalar));
                });
            }
        }
    }

    /// Takes over what stands in the front matter of another article, which ends at `end` and has the same
    /// bytes in this one; nothing has been found in this one before.
    fn copy_front_matter(&mut self, other: &Facts<'_>, end: u32) {
        let views = other.views.iter().take_while(|view| view.kind == ViewKind::FrontMatter);
        self.views.extend(views.map(|view| View {
            kind: view.kind,
            span: view.span,
            content: &[],
            block: None,
            depth: view.depth,
            facts: view.facts.clone(),
            stray_backtick: view.stray_backtick,
        }));
        // Facts in its values are placeholders, which no node stands for.
        let facts = other.facts.iter().take_while(|fact| fact.span.start < end);
        self.facts.extend(facts.map(|fact| Fact {
            kind: fact.kind,
            span: fact.span,
            text: fact.text,
            key: Cow::Owned(fact.key.to_string()),
            node: None,
            in_link: fact.in_link,
        }));
        self.words.extend(other.words.iter().take_while(|word| word.span.start < end));
        self.marks.extend(other.marks.iter().take_while(|mark| mark.span.start < end));
        self.damage.extend(other.damage.iter().take_while(|damage| damage.span.start < end));
        self.last_key = self.words.last().map_or(0, |word| word.key.number());
    }

    fn blocks(&mut self, blocks: &'a [Block], depth: u8) {
        for block in blocks {
            self.block(block, depth);
        }
    }

    fn block(&mut self, block: &'a Block, depth: u8) {
        let deeper = depth.saturating_add(1);
        self.note(block);
        match &block.kind {
            BlockKind::Heading(heading) => {
                self.inline_view(ViewKind::Heading(heading.level), block, &heading.content, depth);
            }
            BlockKind::Paragraph(content) => {
                self.inline_view(ViewKind::Paragraph, block, content, depth);
            }
            BlockKind::Html(content) => self.inline_view(ViewKind::Html, block, content, depth),
            BlockKind::Table(table) => self.table(block, table, depth),
            BlockKind::List(list) => {
                list.items.iter().for_each(|item| self.blocks(&item.blocks, deeper));
            }
            BlockKind::Quote(quote) => self.blocks(&quote.blocks, deeper),
            BlockKind::Footnote(footnote) => self.blocks(&footnote.blocks, deeper),
            BlockKind::Code(_) => {
                self.view(ViewKind::Code, block.span, &[], Some(block), depth, |_| ());
            }
            BlockKind::ThematicBreak => {
                self.view(ViewKind::Break, block.span, &[], Some(block), depth, |_| ());
            }
            BlockKind::Definition(_) => {
                self.may_hold_comments = true;
                self.view(ViewKind::Definition, block.span, &[], Some(block), depth, |_| ());
            }
            BlockKind::Region(region) => {
                self.view(ViewKind::Directive, region.open.span, &[], Some(block), depth, |walk| {
                    walk.directive(&region.open, None);
                });
                // What a template engine leaves out no reader sees.
                let name = region.open.name.of_text(self.article.text);
                let engine = matches!(region.kind, RegionKind::Shortcode | RegionKind::Liquid);
                if engine && name == "comment" {
                    self.may_hold_comments = true;
                    visit_blocks(&region.blocks, &mut |block| self.note(block));
                } else {
                    self.blocks(&region.blocks, deeper);
                }
            }
            BlockKind::Module => {
                self.view(ViewKind::Directive, block.span, &[], Some(block), depth, |walk| {
                    let key =
                        Cow::Owned(template::module_key(block.span.of_text(walk.article.text)));
                    walk.template(block.span, block.span, key, None);
                });
            }
            BlockKind::Directive(directive) => {
                self.view(ViewKind::Directive, block.span, &[], Some(block), depth, |walk| {
                    walk.directive(directive, None);
                });
            }
        }
    }

    /// See [`Facts::special`].
    fn note(&mut self, block: &'a Block) {
        let special = match &block.kind {
            BlockKind::Quote(_)
            | BlockKind::Table(_)
            | BlockKind::Region(_)
            | BlockKind::Directive(_) => true,
            BlockKind::Heading(heading) => {
                heading.content.iter().any(|it| matches!(it.kind, InlineKind::Link(_)))
            }
            _ => false,
        };
        if special {
            self.special.push(block);
        }
    }

    fn table(&mut self, block: &'a Block, table: &'a Table, depth: u8) {
        for (row, kind) in std::iter::once((&table.head, ViewKind::HeadCell))
            .chain(table.rows.iter().map(|row| (row, ViewKind::Cell)))
        {
            let first = self.views.len();
            for cell in &row.cells {
                self.view(kind, cell.span, &cell.content, Some(block), depth, |walk| {
                    walk.inlines(&cell.content);
                });
            }
            // A pipe in code has torn the code and shifted what is code in the rest of the row.
            let row = self.views.get_mut(first..).unwrap_or_default();
            if row.iter().any(|view| view.stray_backtick) {
                for view in row {
                    view.stray_backtick = true;
                }
            }
        }
    }

    fn inline_view(&mut self, kind: ViewKind, block: &'a Block, content: &'a [Inline], depth: u8) {
        self.view(kind, block.span, content, Some(block), depth, |walk| walk.inlines(content));
    }

    /// Adds a view and what `fill` finds in it.
    fn view(
        &mut self,
        kind: ViewKind,
        span: Span,
        content: &'a [Inline],
        block: Option<&'a Block>,
        depth: u8,
        fill: impl FnOnce(&mut Self),
    ) {
        let (first_fact, first_word) = (self.facts.len() as u32, self.words.len());
        fill(self);
        if !self.quotes.is_empty() {
            self.mark_quoted(first_word);
        }
        self.flags = 0;
        self.protected.clear();
        if matches!(
            kind,
            ViewKind::Paragraph | ViewKind::Heading(_) | ViewKind::Cell | ViewKind::HeadCell
        ) && self.has_dollar(span)
        {
            self.formulas(span, first_fact as usize);
        }
        let facts = first_fact..self.facts.len() as u32;
        let stray_backtick = std::mem::take(&mut self.stray_backtick);
        self.views.push(View { kind, span, content, block, depth, facts, stray_backtick });
    }

    /// Whether a dollar sign stands in a span. Views come in order of place, so that one search serves all
    /// up to the sign that it finds.
    fn has_dollar(&mut self, span: Span) -> bool {
        if self.next_dollar.is_some_and(|known| known < span.start) {
            let rest = self.article.text.as_bytes().get(span.start as usize..).unwrap_or_default();
            self.next_dollar = memchr::memchr(b'$', rest).map(|at| span.start + at as u32);
        }
        self.next_dollar.is_some_and(|at| at < span.end)
    }

    /// Lists the formulas of a view among its facts, the first of which is `first`. What they hold that
    /// looks like a placeholder is none.
    fn formulas(&mut self, span: Span, first: usize) {
        let text = self.article.text;
        let mut found = math::formulas(text, span);
        let facts = self.facts.get(first..).unwrap_or_default();
        found.retain(|formula| {
            !facts.iter().any(|fact| {
                let opaque = fact.kind == FactKind::Code || fact.destination().is_some();
                opaque && fact.span.overlaps(*formula)
            })
        });
        if found.is_empty() {
            return;
        }
        let mut kept = self.facts.split_off(first);
        kept.retain(|fact| {
            let inside = found.iter().any(|formula| formula.contains(fact.span));
            !inside || !matches!(fact.kind, FactKind::Placeholder | FactKind::Emphasis)
        });
        kept.extend(found.into_iter().map(|span| {
            let key = Cow::Owned(math::key(span.of_text(text)));
            Fact { kind: FactKind::Math, span, text: span, key, node: None, in_link: false }
        }));
        kept.sort_by_key(|fact| fact.span.start);
        self.facts.append(&mut kept);
    }

    fn inlines(&mut self, inlines: &'a [Inline]) {
        let mut rest = inlines;
        while let Some((first, after)) = rest.split_first() {
            if !literal(&first.kind) {
                self.inline(first);
                rest = after;
                continue;
            }
            // Text, escapes and entities that touch are read as one run.
            let count = 1 + after.iter().take_while(|inline| literal(&inline.kind)).count();
            let (run, after) = rest.split_at(count);
            if let (Some(first), Some(last)) = (run.first(), run.last()) {
                self.run(first.span.join(last.span));
            }
            rest = after;
        }
    }

    fn inline(&mut self, inline: &'a Inline) {
        let text = self.article.text;
        match &inline.kind {
            InlineKind::Text
            | InlineKind::Escape
            | InlineKind::Entity(_)
            | InlineKind::SoftBreak
            | InlineKind::HardBreak => {}
            InlineKind::Comment => self.may_hold_comments = true,
            InlineKind::Code(code) => {
                let key = code.meant.as_deref().unwrap_or_else(|| code.content.of_text(text));
                self.fact(FactKind::Code, inline, code.content, Cow::Borrowed(key));
            }
            InlineKind::Emphasis(content) => {
                self.fact(FactKind::Emphasis, inline, inside(inline, content), Cow::Borrowed(""));
                self.within(WordFlags::EMPHASIS, content);
            }
            InlineKind::Strong(content) => {
                self.fact(FactKind::Strong, inline, inside(inline, content), Cow::Borrowed(""));
                self.within(WordFlags::STRONG, content);
            }
            InlineKind::Strikethrough(content) => self.inlines(content),
            InlineKind::Link(link) => {
                self.fact(FactKind::Link, inline, link.text, self.key_of(link));
                let outer = std::mem::replace(&mut self.in_link, true);
                self.within(WordFlags::LINK, &link.content);
                self.in_link = outer;
            }
            InlineKind::Image(image) => {
                self.fact(FactKind::Image, inline, image.text, self.key_of(image));
                self.within(WordFlags::ALT, &image.content);
            }
            InlineKind::Autolink(address) => {
                self.fact(FactKind::Url, inline, *address, destination::key(address.of_text(text)));
            }
            InlineKind::BareUrl => {
                self.fact(
                    FactKind::Url,
                    inline,
                    inline.span,
                    destination::key(inline.span.of_text(text)),
                );
            }
            InlineKind::Xref(uid) => {
                self.fact(FactKind::Xref, inline, *uid, Cow::Borrowed(uid.of_text(text)));
            }
            InlineKind::FootnoteReference(label) => {
                self.fact(FactKind::Footnote, inline, *label, Cow::Borrowed(label.of_text(text)));
            }
            InlineKind::Html(tag) => self.tag(inline, tag),
            InlineKind::Directive(directive) => self.directive(directive, Some(inline)),
            InlineKind::Expression(inner) => {
                let key = Cow::Owned(template::expression_key(inner.of_text(text)));
                self.template(inline.span, *inner, key, Some(inline));
            }
        }
    }

    fn within(&mut self, flags: WordFlags, content: &'a [Inline]) {
        let outer = self.flags;
        self.flags |= flags.0;
        self.inlines(content);
        self.flags = outer;
    }

    fn key_of(&self, link: &'a Link) -> Cow<'a, str> {
        match &link.meant {
            Some(meant) => destination::key(meant),
            None => destination::key(link.destination.of_text(self.article.text)),
        }
    }

    fn fact(&mut self, kind: FactKind, inline: &'a Inline, text: Span, key: Cow<'a, str>) {
        let in_link = self.in_link;
        self.facts.push(Fact { kind, span: inline.span, text, key, node: Some(inline), in_link });
    }

    fn template(&mut self, span: Span, named: Span, key: Cow<'a, str>, node: Option<&'a Inline>) {
        let (kind, in_link) = (FactKind::Template, self.in_link);
        self.facts.push(Fact { kind, span, text: named, key, node, in_link });
    }

    fn tag(&mut self, inline: &'a Inline, tag: &'a HtmlTag) {
        let text = self.article.text;
        let name = tag.name.of_text(text);
        if self.article.flavour.jsx() && template::is_component(name) {
            let key = template::key(text, name, tag.closing, &tag.attributes);
            self.template(inline.span, tag.name, Cow::Owned(key), Some(inline));
            return;
        }
        let void =
            ["br", "hr", "img", "input", "wbr"].iter().any(|void| name.eq_ignore_ascii_case(void));
        // In a closing tag the slash before the name belongs to the key.
        let shown =
            Span { start: tag.name.start - u32::from(tag.closing && !void), end: tag.name.end };
        let written = shown.of_text(text);
        let key = if written.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(written.to_ascii_lowercase())
        } else {
            Cow::Borrowed(written)
        };
        self.fact(FactKind::Tag, inline, tag.name, key);
        if tag.closing {
            if self.protected.last().is_some_and(|open| open.eq_ignore_ascii_case(name)) {
                self.protected.pop();
            }
        } else if !tag.self_closing
            && !void
            && (is_protected(tag, text) || self.protected.contains(&name))
        {
            self.protected.push(name);
        }
        let no_translate = if self.protected.is_empty() { 0 } else { WordFlags::NO_TRANSLATE.0 };
        self.flags = self.flags & !WordFlags::NO_TRANSLATE.0 | no_translate;
    }

    fn directive(&mut self, directive: &'a Directive, inline: Option<&'a Inline>) {
        let text = self.article.text;
        let Directive { span, name, closing, .. } = *directive;
        let word = name.of_text(text);
        match directive.syntax {
            DirectiveSyntax::Colons | DirectiveSyntax::Brackets | DirectiveSyntax::Indented => {}
            DirectiveSyntax::Tag if !template::is_component(word) => {
                let slash = if closing { "/" } else { "" };
                let key = Cow::Owned(format!("{slash}{}", word.to_ascii_lowercase()));
                let (kind, in_link) = (FactKind::Tag, self.in_link);
                self.facts.push(Fact { kind, span, text: name, key, node: inline, in_link });
                return;
            }
            _ => {
                let mut key = template::key(text, word, closing, &directive.attributes);
                // Hugo reads the content of the two kinds in two ways.
                if directive.syntax == DirectiveSyntax::MarkdownShortcode {
                    key.insert(0, '%');
                }
                self.template(span, name, Cow::Owned(key), inline);
                return;
            }
        }
        let destination = directive.destination.or_else(|| {
            let source = directive
                .attributes
                .iter()
                .find(|attribute| attribute.name.of_text(text).eq_ignore_ascii_case("source"));
            source.and_then(|attribute| attribute.value)
        });
        let name = directive.name.of_text(text).to_ascii_lowercase();
        let path = destination.map_or("", |span| span.of_text(text));
        self.facts.push(Fact {
            kind: FactKind::Directive,
            span: directive.span,
            text: destination.unwrap_or(directive.name),
            key: Cow::Owned(format!("{name} {}", destination::key(path))),
            node: inline,
            in_link: self.in_link,
        });
        // The title of an admonition is text for the reader.
        if let Some(title) =
            directive.label.filter(|_| directive.syntax != DirectiveSyntax::Brackets)
        {
            self.run(title);
        }
    }

    /// Reads a run of literal text.
    fn run(&mut self, span: Span) {
        lexer::tokens(self.article.text, span, self);
    }

    /// Marks the words between quotation marks: straight ones in twos, others from an opening to
    /// the next mark that closes it, past quotations inside.
    fn mark_quoted(&mut self, first_word: usize) {
        let quotes = std::mem::take(&mut self.quotes);
        // Single quotes may stand within double ones, and many are apostrophes: they go by themselves.
        let (mut open, mut single): (Vec<(char, usize)>, Option<usize>) = (Vec::new(), None);
        for (_, mark, words_before) in quotes {
            let from = match mark {
                '‘' => {
                    single = Some(words_before);
                    None
                }
                '’' => single.take(),
                _ => {
                    let closed = open.iter().rposition(|(opening, _)| closes(*opening, mark));
                    let from = closed.and_then(|at| open.get(at)).map(|(_, from)| *from);
                    match closed {
                        Some(at) => open.truncate(at),
                        None if open.len() == NESTED => open.clear(),
                        None => open.push((mark, words_before)),
                    }
                    from
                }
            };
            let Some(from) = from else { continue };
            for word in self.words.get_mut(from.max(first_word)..words_before).unwrap_or_default() {
                word.flags.0 |= WordFlags::QUOTED.0;
            }
        }
    }
}

impl lexer::Sink for Walk<'_> {
    #[expect(clippy::inline_always, reason = "what is done for each word of an article")]
    #[inline(always)]
    fn word(&mut self, mut word: Word) {
        word.flags.0 |= self.flags;
        // Nearly no word has the key of the one before.
        if std::mem::replace(&mut self.last_key, word.key.number()) == word.key.number()
            && let Some(last) = self.words.last()
            && last.span.end + 1 == word.span.start
            && let span = last.span.join(word.span)
            && is_doubled(span.of_text(self.article.text))
        {
            self.marks.push(Mark { span, kind: MarkKind::DoubledWord, flags: word.flags });
        }
        self.words.push(word);
    }

    fn token(&mut self, token: lexer::Token) {
        let text = self.article.text;
        let mut fact = |kind, span, inner, key| {
            let in_link = self.in_link;
            self.facts.push(Fact { kind, span, text: inner, key, node: None, in_link });
        };
        match token {
            lexer::Token::Word(word) => lexer::Sink::word(self, word),
            lexer::Token::Placeholder(span) => {
                let written = span.of_text(text);
                let key = if written.contains('\\') {
                    Cow::Owned(written.replace('\\', ""))
                } else {
                    Cow::Borrowed(written)
                };
                fact(FactKind::Placeholder, span, span, key);
            }
            lexer::Token::Mark(span, kind) => {
                if let MarkKind::Quote(mark) = kind {
                    self.quotes.push((span.start, mark, self.words.len()));
                }
                self.marks.push(Mark { span, kind, flags: WordFlags(self.flags) });
            }
            lexer::Token::Angle(span, inner) => {
                let written = inner.of_text(text).trim();
                let key = if written.contains(['\\', '\u{a0}']) {
                    Cow::Owned(written.replace('\\', "").replace('\u{a0}', " "))
                } else {
                    Cow::Borrowed(written)
                };
                fact(FactKind::Angle, span, inner, key);
            }
            lexer::Token::Backtick => self.stray_backtick = true,
            lexer::Token::Damage(found) => self.damage.push(found),
        }
    }
}

/// The bytes of a scalar without the quotation marks that YAML wants.
pub fn unquoted(scalar: &Scalar) -> Span {
    let quoted = matches!(scalar.style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
    if quoted && scalar.span.len() >= 2 {
        Span { start: scalar.span.start + 1, end: scalar.span.end - 1 }
    } else {
        scalar.span
    }
}

/// Whether a text is one word twice with a space between.
fn is_doubled(text: &str) -> bool {
    let half = text.len() / 2;
    text.as_bytes().get(half) == Some(&b' ') && text.get(..half) == text.get(half + 1..)
}

/// Whether an inline is literal text.
fn literal(kind: &InlineKind) -> bool {
    matches!(kind, InlineKind::Text | InlineKind::Escape | InlineKind::Entity(_))
}

/// The span of a node's content, for nodes that are delimited on both ends.
fn inside(inline: &Inline, content: &[Inline]) -> Span {
    match (content.first(), content.last()) {
        (Some(first), Some(last)) => first.span.join(last.span),
        _ => Span::at(inline.span.start as usize),
    }
}

/// Whether `mark` closes what `opening` opened, in any of the usual conventions.
fn closes(opening: char, mark: char) -> bool {
    match opening {
        '"' => mark == '"',
        '“' => matches!(mark, '”' | '“' | '"'),
        '„' => matches!(mark, '“' | '”' | '"'),
        '”' => mark == '”',
        '«' => mark == '»',
        '»' => mark == '«' || mark == '»',
        '「' => mark == '」',
        '『' => mark == '』',
        _ => false,
    }
}

/// Whether a tag says that its content is not to be translated (HTML `translate="no"`, class
/// `notranslate`) or holds code.
fn is_protected(tag: &HtmlTag, text: &str) -> bool {
    let name = tag.name.of_text(text);
    if ["code", "pre", "kbd", "samp", "var", "script", "style"]
        .iter()
        .any(|code| name.eq_ignore_ascii_case(code))
    {
        return true;
    }
    tag.attributes.iter().any(|attribute| {
        let name = attribute.name.of_text(text);
        let value = attribute.value.map_or("", |span| span.of_text(text));
        name.eq_ignore_ascii_case("translate") && value.eq_ignore_ascii_case("no")
            || name.eq_ignore_ascii_case("class")
                && value.split_ascii_whitespace().any(|class| class == "notranslate")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ast::Flavour, grammar};

    #[test]
    fn a_front_matter_in_common_gives_the_same_beside() {
        let fronts = [
            "---\ntitle: \"Add {0} to the the `cart , now\"\na: [b]\nc: 'x \\<y\\> \"z\" &lt ; [d] (e.md)'\n---\n",
            "---\ntitle: een\n---\n",
            "---\ntitle: een\n---",
            "---\ntitle: een\n",
            "+++\ntitle = \"een een\"\n+++\n",
            "",
        ];
        let list = |facts: &Facts<'_>| {
            let Facts { views, facts, words, marks, damage, .. } = facts;
            format!("{views:?} {facts:?} {words:?} {marks:?} {damage:?}")
        };
        for one in fronts {
            for other in fronts {
                let texts = (format!("{one}een {{1}} x\n"), format!("{other}# een  een {{2}}\n"));
                let target = grammar::parse(&texts.0, Flavour::Learn);
                let source = grammar::parse(&texts.1, Flavour::Learn);
                let beside = Facts::beside(&source, &Facts::of(&target));
                assert_eq!(list(&beside), list(&Facts::of(&source)), "{one} {other}");
            }
        }
    }
}
