//! Floor 3: what the stretches of an article contain. [`Facts::of`] walks a tree once and lists its
//! [`View`]s (heading, paragraph, cell, code block, directive, front-matter value, …), the [`Fact`]s
//! in each (links, images, code spans, placeholders, …) and the [`Word`]s of its prose.
//!
//! Here stand the general exceptions: what is not prose (code, addresses, tags, comments), which
//! destinations are the same place, what counts as one word. Rules and `bitext` compare keys and
//! flags made here and never look at the text's raw form.

mod anchor;
mod attribute;
mod code;
mod damage;
mod destination;
mod extract;
mod gist;
mod invisible;
mod key;
mod lexer;
mod literal;
mod marks;
mod math;
mod number;
mod revision;
mod running;
mod template;
mod verbatim;

pub(crate) use anchor::spellings;
pub use anchor::{Anchor, is_fragment};
pub use attribute::{is_element, is_end_optional, is_translated_attribute, may_differ};
pub use code::{CodeToken, CodeTokenKind, code_tokens, is_prose_fence, options_in};
pub use destination::same_place;
pub(crate) use destination::{
    after_scheme, host_locale, join_path, key as destination_key, page, resolved,
};
pub use extract::unquoted;
pub use invisible::Invisible;
pub(crate) use invisible::is_invisible;
pub use key::{KeyMap, WordKey};
pub use lexer::{Damage, DamageKind};
pub(crate) use literal::eights;
pub use literal::{collapse, collapsed, is_blank};
pub use marks::{Mark, MarkKind};
pub use number::{Number, numbers};
pub use revision::{REVISION_KEYS, Revision, revision};
pub use running::{Running, push_running};
pub use verbatim::{Verbatim, VerbatimKind, is_extension, paths, verbatims};

use crate::{
    ast::{Alert, Article, Attribute, Block, BlockKind, Directive, Inline, InlineKind},
    text::Span,
};
use std::{borrow::Cow, cell::OnceCell, ops::Range};

/// Everything of note in one article, in order of place.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The article.
    pub article: &'a Article<'a>,
    /// Stretches that stand or fall together.
    pub views: Vec<View<'a>>,
    /// The blocks that rules seek by their kind: quotes, tables, regions, directives, and headings with a
    /// link; outer ones before those within them. So that no rule walks the tree for a few of them.
    pub special: Vec<&'a Block>,
    /// Facts; those of a view are consecutive.
    pub facts: Vec<Fact<'a>>,
    /// Words of the prose; those of a view are consecutive.
    pub words: Vec<Word>,
    /// Marks between the words, in order of place.
    pub marks: Vec<Mark>,
    /// Markup that is damaged and shows as text, in order of place.
    pub damage: Vec<Damage>,
    /// Whether the article may hold a comment: the walk has seen one, or a definition, which is one where
    /// nothing refers to it, or a region that it does not go into.
    pub may_hold_comments: bool,
    /// See [`Facts::invisibles`].
    invisibles: OnceCell<Vec<Invisible>>,
    /// See [`Facts::running_text`].
    running: OnceCell<String>,
}

impl<'a> Facts<'a> {
    /// Collects the facts of an article.
    pub fn of(article: &'a Article<'a>) -> Facts<'a> {
        extract::extract(article, None)
    }

    /// Likewise, beside those of an article that may start with the same bytes: what stands in a front
    /// matter that the two have in common need not be read twice.
    pub fn beside(article: &'a Article<'a>, other: &Facts<'_>) -> Facts<'a> {
        extract::extract(article, Some(other))
    }

    /// The alerts in order, each with the span of its quote.
    pub fn alerts(&self) -> impl Iterator<Item = (Span, &'a Alert)> {
        self.special.iter().filter_map(|block| match &block.kind {
            BlockKind::Quote(quote) => Some((block.span, quote.alert.as_ref()?)),
            _ => None,
        })
    }

    /// The damaged markup whose first byte lies within `span`, bytes of the article's text.
    pub fn damage_in(&self, span: Span) -> &[Damage] {
        let start = self.damage.partition_point(|it| it.span.start < span.start);
        let end = self.damage.partition_point(|it| it.span.start < span.end);
        self.damage.get(start..end).unwrap_or(&[])
    }

    /// The words of a stretch that is no prose of the tree: an attribute's value.
    pub fn words_of_value(text: &str, span: Span) -> Vec<Word> {
        let mut words = Vec::new();
        lexer::tokens(text, span, &mut |token| {
            if let lexer::Token::Word(word) = token {
                words.push(word);
            }
        });
        words
    }

    /// The facts of a view.
    pub fn facts_in(&self, view: &View<'a>) -> &[Fact<'a>] {
        self.facts.get(view.facts.start as usize..view.facts.end as usize).unwrap_or(&[])
    }

    /// The words that lie within `span`, bytes of the article's text.
    pub fn words_in(&self, span: Span) -> &[Word] {
        let start = self.words.partition_point(|word| word.span.start < span.start);
        let end = self.words.partition_point(|word| word.span.start < span.end);
        self.words.get(start..end).unwrap_or(&[])
    }

    /// The facts whose first byte lies within `span`, bytes of the article's text.
    pub fn facts_at(&self, span: Span) -> &[Fact<'a>] {
        let start = self.facts.partition_point(|fact| fact.span.start < span.start);
        let end = self.facts.partition_point(|fact| fact.span.start < span.end);
        self.facts.get(start..end).unwrap_or(&[])
    }

    /// The marks whose first byte lies within `span`, bytes of the article's text.
    pub fn marks_in(&self, span: Span) -> &[Mark] {
        let start = self.marks.partition_point(|mark| mark.span.start < span.start);
        let rest = self.marks.get(start..).unwrap_or(&[]);
        // A block or sentence has few, and who asks for them walks them.
        let end = rest.iter().position(|mark| mark.span.start >= span.end);
        rest.get(..end.unwrap_or(rest.len())).unwrap_or(&[])
    }

    /// The characters that show nothing, wherever they stand, in order of place. Listed when they are
    /// first asked for: nearly always of the target alone.
    pub fn invisibles(&self) -> &[Invisible] {
        self.invisibles.get_or_init(|| invisible::invisibles(self.article.text))
    }

    /// The invisible characters within `span`, bytes of the article's text.
    pub fn invisibles_in(&self, span: Span) -> &[Invisible] {
        let all = self.invisibles();
        let start = all.partition_point(|it| it.span.start < span.start);
        let end = all.partition_point(|it| it.span.start < span.end);
        all.get(start..end).unwrap_or(&[])
    }

    /// Whether what is code and what is prose cannot be told at an offset: see
    /// [`View::stray_backtick`].
    pub fn is_torn(&self, offset: u32) -> bool {
        self.view_at(offset)
            .and_then(|view| self.views.get(view))
            .is_some_and(|view| view.stray_backtick)
    }

    /// The attributes of the tag or directive that a fact comes from, by the fact's index; none of
    /// other facts.
    pub fn attributes(&self, fact: u32) -> &'a [Attribute] {
        let Some(found) = self.facts.get(fact as usize).filter(|it| it.is_directive()) else {
            return &[];
        };
        match found.node.map(|node| &node.kind) {
            Some(InlineKind::Html(tag)) => &tag.attributes,
            _ => self.directive(fact).map_or(&[], |directive| &directive.attributes),
        }
    }

    /// The directive that a fact comes from, by the fact's index: a tag of JSX on a line of its own
    /// is one too.
    pub fn directive(&self, fact: u32) -> Option<&'a Directive> {
        let fact = self.facts.get(fact as usize).filter(|it| it.is_directive())?;
        if let Some(node) = fact.node {
            let InlineKind::Directive(directive) = &node.kind else { return None };
            return Some(directive);
        }
        match &self.views.get(self.view_at(fact.span.start)?)?.block?.kind {
            BlockKind::Directive(directive) => Some(directive),
            BlockKind::Region(region) => Some(&region.open),
            _ => None,
        }
    }

    /// Index of the view that holds the byte at `offset`.
    pub fn view_at(&self, offset: u32) -> Option<usize> {
        let next = self.views.partition_point(|view| view.span.start <= offset);
        let index = next.checked_sub(1)?;
        self.views.get(index).filter(|view| offset <= view.span.end).map(|_| index)
    }

    /// The character directly before an offset in the article's text.
    pub fn char_before(&self, offset: u32) -> Option<char> {
        self.article.text.get(..offset as usize)?.chars().next_back()
    }

    /// The character directly after an offset in the article's text.
    pub fn char_after(&self, offset: u32) -> Option<char> {
        self.article.text.get(offset as usize..)?.chars().next()
    }

    /// What is left of a link's text before a bare address that starts at an offset: `](` and the like,
    /// or all from the opening bracket where the closing one is lost.
    pub fn broken_link_before(&self, offset: u32) -> Option<Span> {
        let before = self.article.text.get(..offset as usize)?;
        let left = damage::link_before(before)?;
        Some(Span { start: offset - left.len() as u32, end: offset })
    }

    /// The run of letters that ends at an offset; `None` where no letter stands there.
    pub fn letters_before(&self, offset: u32) -> Option<Span> {
        let before = self.article.text.get(..offset as usize)?;
        let rest = before.trim_end_matches(char::is_alphabetic);
        (rest.len() < before.len()).then(|| Span::new(rest.len(), offset as usize))
    }

    /// The run of letters that starts at an offset; `None` where no letter stands there.
    pub fn letters_after(&self, offset: u32) -> Option<Span> {
        let after = self.article.text.get(offset as usize..)?;
        let rest = after.trim_start_matches(char::is_alphabetic);
        let length = after.len() - rest.len();
        (length > 0).then(|| Span::new(offset as usize, offset as usize + length))
    }

    /// Whether quotation marks stand directly around a span.
    pub fn is_quoted(&self, span: Span) -> bool {
        let is_mark = |c: char| "\"'“”„‟‘’‚«»「」『』".contains(c);
        self.char_before(span.start).is_some_and(is_mark)
            && self.char_after(span.end).is_some_and(is_mark)
    }

    /// The text of a span of this article.
    pub fn text(&self, span: Span) -> &'a str {
        span.of_text(self.article.text)
    }
}

/// A stretch of an article that is translated as one.
#[derive(Clone, Debug)]
pub struct View<'a> {
    /// What it is.
    pub kind: ViewKind,
    /// Its bytes in the article's text: a block's span, a cell's or a value's.
    pub span: Span,
    /// Its inlines; none for code, directives and front-matter values.
    pub content: &'a [Inline],
    /// The block it is or belongs to; none for front matter.
    pub block: Option<&'a Block>,
    /// How many lists, quotes and regions it stands in.
    pub depth: u8,
    /// Indices into [`Facts::facts`].
    pub facts: Range<u32>,
    /// Whether a backtick stands in its text that opens no code (a pipe in code ends a table's cell):
    /// what is code in it and what is prose may then be the other way round.
    pub stray_backtick: bool,
}

impl View<'_> {
    /// Whether it holds prose for the reader: a heading, paragraph, cell or block of HTML.
    pub fn is_prose(&self) -> bool {
        matches!(
            self.kind,
            ViewKind::Heading(_)
                | ViewKind::Paragraph
                | ViewKind::HeadCell
                | ViewKind::Cell
                | ViewKind::Html
        )
    }

    /// Its inlines' bytes, without markers and line ending; its own where it has no inlines.
    pub fn text(&self) -> Span {
        match (self.content.first(), self.content.last()) {
            (Some(first), Some(last)) => first.span.join(last.span),
            _ => self.span,
        }
    }
}

/// Kinds of views.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ViewKind {
    /// A heading of the given level.
    Heading(u8),
    /// A paragraph, of a list item, a quote or the article.
    Paragraph,
    /// A cell of a table's head.
    HeadCell,
    /// A cell of a table's body.
    Cell,
    /// A block of raw HTML.
    Html,
    /// Fenced or indented code.
    Code,
    /// A directive on a line of its own, or the opening line of a region.
    Directive,
    /// A thematic break.
    Break,
    /// A link reference definition.
    Definition,
    /// The scalar value of a top-level key of the front matter.
    FrontMatter,
}

/// Something of note in a view.
#[derive(Clone, Debug)]
pub struct Fact<'a> {
    /// What it is.
    pub kind: FactKind,
    /// All of it, in the article's text.
    pub span: Span,
    /// The part of it that a person would name: a link's text, an image's alternative text, a code
    /// span's content, a placeholder itself.
    pub text: Span,
    /// What two facts have in common when they are the same: a destination without what may differ
    /// by locale, a code span's content, a placeholder.
    pub key: Cow<'a, str>,
    /// The node it comes from; for a placeholder none, for it is part of a text.
    pub node: Option<&'a Inline>,
    /// Whether it stands inside a link's text.
    pub in_link: bool,
}

impl Fact<'_> {
    /// Whether it leads somewhere on purpose: a link with text, an address in angle brackets, a cross
    /// reference. A bare address is no link in every flavour.
    pub fn is_link(&self) -> bool {
        match self.kind {
            FactKind::Link | FactKind::Xref => true,
            FactKind::Url => {
                self.node.is_some_and(|node| matches!(node.kind, InlineKind::Autolink(_)))
            }
            _ => false,
        }
    }

    /// The bytes of its destination, where it has one and it stands in the fact itself: not in a
    /// reference definition.
    pub fn destination(&self) -> Option<Span> {
        if self.kind == FactKind::Directive {
            // Without a destination the fact's text is the directive's name.
            return (!self.path().is_empty()).then_some(self.text);
        }
        match &self.node?.kind {
            InlineKind::Link(link) | InlineKind::Image(link) => {
                link.reference.is_none().then_some(link.destination)
            }
            InlineKind::Autolink(span) | InlineKind::Xref(span) => Some(*span),
            InlineKind::BareUrl => Some(self.span),
            _ => None,
        }
    }

    /// Whether it shows an image or a video: Markdown's image, or a directive for one.
    pub fn is_image(&self) -> bool {
        self.kind == FactKind::Image || matches!(self.directive_name(), "image" | "video")
    }

    /// Whether it comes from a tag or directive, which are what attributes stand in.
    pub fn is_directive(&self) -> bool {
        matches!(self.kind, FactKind::Directive | FactKind::Template | FactKind::Tag)
    }

    /// The path or address of what it shows, includes or leads to, without what may differ by
    /// locale.
    pub fn path(&self) -> &str {
        let name = self.directive_name().len();
        self.key.get(name..).unwrap_or(&self.key).trim_start()
    }

    /// For a directive, its name in lower case; otherwise empty.
    pub fn directive_name(&self) -> &str {
        if self.kind == FactKind::Directive { self.key.split(' ').next().unwrap_or("") } else { "" }
    }
}

/// Kinds of facts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FactKind {
    /// A link with text, inline or by reference; the key is its destination.
    Link,
    /// An address in the text, bare or in angle brackets.
    Url,
    /// A cross reference by uid.
    Xref,
    /// An image; the key is its destination.
    Image,
    /// A code span.
    Code,
    /// A placeholder in the text: `{0}`, `%s`, `${name}`.
    Placeholder,
    /// A placeholder in escaped angle brackets (`\\<name>`, `&lt;name&gt;`); the text is what stands
    /// between them, the key that without spaces around.
    Angle,
    /// An inclusion or another directive; the key is its name and destination.
    Directive,
    /// A tag; the key is its name in lower case, `/` before it in a closing tag.
    Tag,
    /// Strong emphasis.
    Strong,
    /// Emphasis.
    Emphasis,
    /// A footnote reference.
    Footnote,
    /// What a template engine or MDX reads: a shortcode of Hugo, a tag or output of Liquid, a tag of
    /// a component, an expression in braces, an `import` or `export`.
    ///
    /// The key is the name (`/` before it in an end) with the arguments that are not meant for
    /// translation, in order: `tab lang=java`, `Card icon=star`. Left out are values of attributes
    /// that are meant for the reader (`title`, `label`, …), values that look like words, and what
    /// strings in an expression hold; destinations are without what may differ by locale and without their fragment. An
    /// expression's key is itself in braces, with single spaces; that of a module is `import` or
    /// `export` with the names. The text is the name, or the expression without braces.
    /// [`Facts::attributes`] gives the arguments, [`Facts::directive`] the node.
    Template,
    /// A formula (`$…$`, `$$…$$`); the key is all of it without spaces.
    Math,
}

/// A word of the prose, or a token that stands where a word could.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Word {
    /// Its bytes in the article's text.
    pub span: Span,
    /// Its letters, their case aside.
    pub key: WordKey,
    /// Properties.
    pub flags: WordFlags,
}

impl Word {
    /// Whether it has one of the properties.
    pub fn is(self, flags: WordFlags) -> bool {
        self.flags.has(flags)
    }
}

/// Properties of a word, as a set.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct WordFlags(pub u16);

impl WordFlags {
    /// Starts with an upper-case letter.
    pub const CAPITAL: WordFlags = WordFlags(1);
    /// All its letters, two or more, are upper case.
    pub const ALL_CAPS: WordFlags = WordFlags(1 << 1);
    /// Looks like a name of code: inner upper case, `.`, `_`, `/`, `@`, or letters mixed with digits.
    pub const IDENTIFIER: WordFlags = WordFlags(1 << 2);
    /// Has no letters.
    pub const NUMBER: WordFlags = WordFlags(1 << 3);
    /// Stands in strong emphasis.
    pub const STRONG: WordFlags = WordFlags(1 << 4);
    /// Stands in emphasis.
    pub const EMPHASIS: WordFlags = WordFlags(1 << 5);
    /// Stands in a link's text.
    pub const LINK: WordFlags = WordFlags(1 << 6);
    /// Stands in an image's alternative text.
    pub const ALT: WordFlags = WordFlags(1 << 7);
    /// Stands between quotation marks within its view.
    pub const QUOTED: WordFlags = WordFlags(1 << 8);
    /// Stands in an element that is not to be translated.
    pub const NO_TRANSLATE: WordFlags = WordFlags(1 << 9);
    /// Holds a letter of a script other than Latin.
    pub const NOT_LATIN: WordFlags = WordFlags(1 << 10);
    /// Is a function word of the source language that is no word of the target language; marked in
    /// the target's words only, see `bitext`.
    pub const SOURCE_FUNCTION: WordFlags = WordFlags(1 << 11);
    /// Is a function word of the target language; marked likewise.
    pub const TARGET_FUNCTION: WordFlags = WordFlags(1 << 12);
    /// Has an upper-case letter behind its first character.
    pub const INNER_CAPITAL: WordFlags = WordFlags(1 << 13);
    /// Holds something else than letters and digits of ASCII.
    pub const MIXED: WordFlags = WordFlags(1 << 14);

    /// Whether one of `others` is among them.
    pub fn has(self, others: WordFlags) -> bool {
        self.0 & others.0 != 0
    }

    /// Those that are not among `others`.
    #[must_use]
    pub const fn without(self, others: WordFlags) -> WordFlags {
        WordFlags(self.0 & !others.0)
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: WordFlags) -> WordFlags {
        WordFlags(self.0 | other.0)
    }
}
