//! Floor 1: the tree of an article. Data only; `grammar` makes it, everything above reads it.
//!
//! Nodes hold [`Span`]s, byte ranges of [`Article::text`], never copies of it, save where what is
//! written differs from what is meant (an escaped destination, a code span over two quoted lines):
//! then the meant text stands beside the span.
//!
//! The tree is lossless. Leaves (text, code, tags, comments, …) and the markup between them (list
//! markers, `**`, brackets, blank lines) tile the text; [`Article::check`] proves it, see `check`.

mod check;
mod dump;
mod front_matter;
mod walk;

pub use check::Violation;
pub use dump::{dump, dump_json};
pub use front_matter::{
    Entry, FrontMatter, FrontMatterKind, Scalar, ScalarStyle, Value, ValueKind, YamlProblem,
    YamlProblemKind,
};
pub use walk::{Leaf, LeafKind, NodeRef, only_comments, visit_blocks};

use crate::text::Span;

/// Which constructs exist beyond CommonMark; chosen by file ending and configuration.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Flavour {
    /// CommonMark 0.31.2 and nothing else.
    CommonMark,
    /// CommonMark with tables, strikethrough, task list items, footnotes and literal autolinks.
    Gfm,
    /// GFM with the constructs of Microsoft Learn (OPS, docfx): the default for `.md`.
    #[default]
    Learn,
    /// GFM with JSX, expressions, `import`/`export`, `:::` admonitions and heading ids, without
    /// indented code: the default for `.mdx`.
    Mdx,
    /// GFM with Hugo shortcodes and heading ids.
    Hugo,
    /// What a site of Docusaurus may have in `.md`: the constructs of MDX, and those of Markdown that
    /// MDX lacks wherever no JSX holds them, for a site chooses between the two.
    Docusaurus,
    /// GFM with `:::` asides, for `.md` of Starlight.
    Starlight,
    /// GFM with the tags and outputs of Liquid, as Jekyll has them.
    Liquid,
    /// GFM with the indented blocks of Python-Markdown (`!!! note`, `??? note`, `=== "Tab"`).
    MkDocs,
    /// GFM with `::: tip` containers and heading ids, as `VitePress` and `VuePress` have them.
    VitePress,
}

impl Flavour {
    /// All.
    pub const ALL: [Flavour; 10] = [
        Flavour::CommonMark,
        Flavour::Gfm,
        Flavour::Learn,
        Flavour::Mdx,
        Flavour::Hugo,
        Flavour::Docusaurus,
        Flavour::Starlight,
        Flavour::Liquid,
        Flavour::MkDocs,
        Flavour::VitePress,
    ];

    /// Whether tables, strikethrough, task items, footnotes and bare URLs are read.
    pub fn gfm(self) -> bool {
        self != Flavour::CommonMark
    }

    /// Whether the constructs of Microsoft Learn are read.
    pub fn learn(self) -> bool {
        self == Flavour::Learn
    }

    /// Whether JSX, expressions and `import`/`export` are read.
    pub fn jsx(self) -> bool {
        matches!(self, Flavour::Mdx | Flavour::Docusaurus)
    }

    /// Whether `:::note` opens an admonition.
    pub fn admonitions(self) -> bool {
        matches!(self, Flavour::Mdx | Flavour::Docusaurus | Flavour::Starlight | Flavour::VitePress)
    }

    /// Whether `{#id}` at the end of a heading is its id.
    pub fn heading_ids(self) -> bool {
        matches!(
            self,
            Flavour::Mdx
                | Flavour::Hugo
                | Flavour::Docusaurus
                | Flavour::MkDocs
                | Flavour::VitePress
        )
    }

    /// The name in settings.
    pub fn word(self) -> &'static str {
        match self {
            Flavour::CommonMark => "commonmark",
            Flavour::Gfm => "gfm",
            Flavour::Learn => "learn",
            Flavour::Mdx => "mdx",
            Flavour::Hugo => "hugo",
            Flavour::Docusaurus => "docusaurus",
            Flavour::Starlight => "starlight",
            Flavour::Liquid => "liquid",
            Flavour::MkDocs => "mkdocs",
            Flavour::VitePress => "vitepress",
        }
    }
}

/// A parsed article: one language, one text.
#[derive(Debug)]
pub struct Article<'s> {
    /// The text that all spans of the tree count bytes of, byte order mark included.
    pub text: &'s str,
    /// How it was read.
    pub flavour: Flavour,
    /// The front matter, at the start or after a byte order mark.
    pub front_matter: Option<FrontMatter>,
    /// Top-level blocks in order.
    pub blocks: Vec<Block>,
    /// Link reference definitions in order; a link that uses one holds its index.
    pub definitions: Vec<Definition>,
    /// Suspicious structure, in order of place, for rules to report.
    pub problems: Vec<SyntaxProblem>,
}

impl Article<'_> {
    /// The front matter, where an article with such a text, read in such a way, has the same one.
    pub fn front_matter_of(&self, text: &str, flavour: Flavour) -> Option<&FrontMatter> {
        let read = self.front_matter.as_ref().filter(|_| flavour == self.flavour)?;
        let all = self.text.get(..read.span.end as usize)?;
        // Closed, and with all of the line that closes it, it is the same whatever follows.
        (read.closed && all.ends_with('\n') && text.starts_with(all)).then_some(read)
    }
}

/// A block and the bytes it covers: from its first marker to the end of its last line, that line's
/// ending included where there is one.
#[derive(Clone, PartialEq, Debug)]
pub struct Block {
    /// Bytes of the article's text.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// Kinds of blocks.
#[derive(Clone, PartialEq, Debug)]
pub enum BlockKind {
    /// `# Heading` or a line underlined with `=` or `-`.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List(List),
    /// `> ` block quote, alerts (`[!NOTE]`) included.
    Quote(Quote),
    /// Fenced or indented code.
    Code(CodeBlock),
    /// A GFM table.
    Table(Table),
    /// A block of raw HTML: tags, comments, and the text between them, which CommonMark takes as it
    /// is; in MDX an expression or comment in braces that stands alone.
    Html(Vec<Inline>),
    /// `---`, `***`, `___`.
    ThematicBreak,
    /// `[label]: destination "title"`; index into [`Article::definitions`].
    Definition(u32),
    /// `[^label]: …`.
    Footnote(Footnote),
    /// A stretch between an opening and a closing directive: moniker, zone, row, column, …
    Region(Box<Region>),
    /// A directive on a line of its own that holds no blocks: `:::image …:::`, `[!INCLUDE …]`,
    /// `{{< figure … >}}`, `<Card … />`, …
    Directive(Box<Directive>),
    /// `import` and `export` of MDX, up to a blank line; all of the span.
    Module,
}

/// A heading.
#[derive(Clone, PartialEq, Debug)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Underlined rather than marked with `#`.
    pub setext: bool,
    /// Its inlines, hand-written and generated `<a name>` anchors included.
    pub content: Vec<Inline>,
    /// `id` of a trailing `{#id}`, in flavours that have it.
    pub id: Option<Span>,
}

/// A list.
#[derive(Clone, PartialEq, Debug)]
pub struct List {
    /// Number of the first item of an ordered list.
    pub start: Option<u64>,
    /// `-`, `*`, `+`, `.` or `)`.
    pub delimiter: u8,
    /// Whether no blank line stands between its items or their blocks.
    pub tight: bool,
    /// Items.
    pub items: Vec<Item>,
}

/// An item of a list.
#[derive(Clone, PartialEq, Debug)]
pub struct Item {
    /// Its bytes, marker included.
    pub span: Span,
    /// The marker without white space (`-`, `12.`).
    pub marker: Span,
    /// The `[ ]` or `[x]` of a task item.
    pub task: Option<Span>,
    /// Its blocks.
    pub blocks: Vec<Block>,
}

/// A block quote.
#[derive(Clone, PartialEq, Debug)]
pub struct Quote {
    /// `[!NOTE]` on its first line, in flavours that have alerts.
    pub alert: Option<Alert>,
    /// Its blocks, without the marker of an alert.
    pub blocks: Vec<Block>,
}

/// The marker of an alert: `[!NOTE]` alone on the first line of a quote, in any case.
#[derive(Clone, PartialEq, Debug)]
pub struct Alert {
    /// `[!NOTE]`.
    pub span: Span,
    /// `NOTE`, as written.
    pub keyword: Span,
    /// Which alert; `None` for a word that is no keyword (`[!HINWEIS]`).
    pub kind: Option<AlertKind>,
    /// Text after the marker on its line, which starts the first paragraph: the reader then sees a
    /// plain quote. `None` in Hugo, where it is the title of the alert, a paragraph by itself.
    pub trailing: Option<Span>,
}

/// The alerts of Microsoft Learn and GitHub.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the variants are the keywords")]
pub enum AlertKind {
    Note,
    Tip,
    Warning,
    Important,
    Caution,
}

/// Fenced or indented code.
#[derive(Clone, PartialEq, Debug)]
pub struct CodeBlock {
    /// The fence; `None` for indented code.
    pub fence: Option<Fence>,
    /// Content lines without the containers' prefixes and the fence's indentation, each with its
    /// line ending where it has one.
    pub lines: Vec<Span>,
    /// The content where it is not simply `lines`: a tab that is cut by the indentation leaves
    /// spaces that stand nowhere.
    pub meant: Option<Box<str>>,
}

/// The fence lines of a code block.
#[derive(Clone, PartialEq, Debug)]
pub struct Fence {
    /// The opening run of backticks or tildes.
    pub open: Span,
    /// The info string, trimmed; empty where there is none.
    pub info: Span,
    /// The closing run; `None` where the container or the article ended first.
    pub close: Option<Span>,
}

/// A table.
#[derive(Clone, PartialEq, Debug)]
pub struct Table {
    /// Header row.
    pub head: Row,
    /// The line of dashes.
    pub delimiter: Span,
    /// One for each column.
    pub alignments: Vec<Alignment>,
    /// Body rows, with the cells they are written with: GFM drops the surplus and fills up the rest.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// Its bytes, without the containers' prefixes, line ending included.
    pub span: Span,
    /// Cells as written.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, PartialEq, Debug)]
pub struct Cell {
    /// The content without pipes and outer white space; empty (between the pipes) for an empty cell.
    pub span: Span,
    /// Its inlines.
    pub content: Vec<Inline>,
}

/// Alignment of a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the variants speak for themselves")]
pub enum Alignment {
    None,
    Left,
    Center,
    Right,
}

/// A footnote definition.
#[derive(Clone, PartialEq, Debug)]
pub struct Footnote {
    /// The label without `[^` and `]`.
    pub label: Span,
    /// Its blocks.
    pub blocks: Vec<Block>,
}

/// A link reference definition.
#[derive(Clone, PartialEq, Debug)]
pub struct Definition {
    /// The whole definition.
    pub span: Span,
    /// The label without brackets.
    pub label: Span,
    /// The destination without angle brackets.
    pub destination: Span,
    /// The destination after escapes and entities, where that differs.
    pub meant: Option<Box<str>>,
    /// The title without quotes.
    pub title: Option<Span>,
}

/// An opening directive, the blocks up to its end, and the end.
#[derive(Clone, PartialEq, Debug)]
pub struct Region {
    /// What it is.
    pub kind: RegionKind,
    /// The opening directive.
    pub open: Directive,
    /// Blocks between.
    pub blocks: Vec<Block>,
    /// The closing directive; `None` where the container ended first (a problem says so), and where
    /// indentation ends the region.
    pub close: Option<Directive>,
}

/// Kinds of regions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the variants are the names of the directives")]
pub enum RegionKind {
    Moniker,
    Zone,
    Row,
    Column,
    /// `:::image type="complex"` … `:::image-end:::`.
    Image,
    Form,
    /// `:::note` … `:::` of Docusaurus and Starlight; `!!! note`, `??? note` and `=== "Tab"` of MkDocs,
    /// which end where their content is not indented any more.
    Admonition,
    /// `<Tabs>` … `</Tabs>` of MDX, each tag on lines of its own.
    Element,
    /// `{{< tab >}}` … `{{< /tab >}}` of Hugo.
    Shortcode,
    /// `{% note %}` … `{% endnote %}`.
    Liquid,
    /// Any other that has an end.
    Other,
}

/// A directive: `::: moniker range="…"`, `:::image …:::`, `[!INCLUDE [text](path)]`, `[!VIDEO url]`,
/// `[!code-csharp[text](path?options)]`, `[!div class="…"]`; a shortcode of Hugo, a tag of Liquid,
/// a tag of JSX on lines of its own. Ends (`::: moniker-end`, `{{< /tab >}}`) are directives too.
#[derive(Clone, PartialEq, Debug)]
pub struct Directive {
    /// All of it, without white space around.
    pub span: Span,
    /// Which family of syntax.
    pub syntax: DirectiveSyntax,
    /// The name as written, `-end` and `end` included (`moniker-end`, `INCLUDE`, `code-csharp`,
    /// `endnote`); empty for the end of an admonition and for a fragment (`<>`); the marks of an
    /// indented block without a type.
    pub name: Span,
    /// Colons before the name; 0 for other syntax than that of colons.
    pub colons: u8,
    /// Whether it closes itself (`:::` after the attributes, `<name/>`, `{{< name />}}`).
    pub self_closing: bool,
    /// Whether it is an end: `::: moniker-end`, `:::`, `</name>`, `{{< /name >}}`, `{% endname %}`.
    pub closing: bool,
    /// Attributes in order. Those without a name are positional: an empty name at their start.
    pub attributes: Vec<Attribute>,
    /// The text in the inner brackets of `[!INCLUDE [text](path)]` or the title of an admonition.
    pub label: Option<Span>,
    /// The path or address in the parentheses of bracket directives and of `[!VIDEO url]`; the path
    /// of `{{< ref "path" >}}`.
    pub destination: Option<Span>,
}

/// Families of directive syntax.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DirectiveSyntax {
    /// Three or more colons.
    Colons,
    /// `[!…]`.
    Brackets,
    /// `<…>` of JSX.
    Tag,
    /// `{{< … >}}` of Hugo.
    Shortcode,
    /// `{{% … %}}` of Hugo, whose content is Markdown.
    MarkdownShortcode,
    /// `{% … %}`.
    Liquid,
    /// `!!! …`, `??? …`, `=== "…"`, with content that is indented.
    Indented,
}

/// `name="value"` of a tag or directive.
#[derive(Clone, PartialEq, Debug)]
pub struct Attribute {
    /// The whole attribute.
    pub span: Span,
    /// The name; empty for an argument by position and for `{...spread}`.
    pub name: Span,
    /// The value without quotes; `None` for a bare name.
    pub value: Option<Span>,
    /// The quote character (`"`, `'`, a backtick, or another that stands there by mistake), `{` for an
    /// expression of JSX; `None` without quotes.
    pub quote: Option<char>,
}

/// An inline and the bytes it covers.
#[derive(Clone, PartialEq, Debug)]
pub struct Inline {
    /// Bytes of the article's text.
    pub span: Span,
    /// What it is.
    pub kind: InlineKind,
}

/// Kinds of inlines.
#[derive(Clone, PartialEq, Debug)]
pub enum InlineKind {
    /// Literal text, all of the span.
    Text,
    /// A backslash and the punctuation after it.
    Escape,
    /// `&amp;`, `&#39;`: the span as written and the one or two characters it stands for.
    Entity(Entity),
    /// A line ending with the white space around it and the containers' prefix of the next line.
    SoftBreak,
    /// A hard line break, likewise; the backslash or the spaces before it included.
    HardBreak,
    /// A code span.
    Code(CodeSpan),
    /// `*x*`, `_x_`.
    Emphasis(Vec<Inline>),
    /// `**x**`, `__x__`.
    Strong(Vec<Inline>),
    /// `~~x~~`.
    Strikethrough(Vec<Inline>),
    /// `[text](destination)`, `[text][label]`, `[text]`.
    Link(Box<Link>),
    /// `![text](destination)` and its reference forms.
    Image(Box<Link>),
    /// `<https://…>`, `<mail@host>` (the span without brackets).
    Autolink(Span),
    /// A bare address in the text.
    BareUrl,
    /// `<xref:uid>` (the uid with its query) or `@uid`.
    Xref(Span),
    /// A tag, opening or closing.
    Html(Box<HtmlTag>),
    /// `<!-- … -->`, `<?…?>`, `<!X …>`, `<![CDATA[…]]>`.
    Comment,
    /// `[^label]` (the label).
    FootnoteReference(Span),
    /// A directive within a line: `[!INCLUDE …]`, `:::image …:::`, `:::no-loc …:::`, a shortcode, a
    /// tag of Liquid.
    Directive(Box<Directive>),
    /// `{expression}` of MDX, `{{ output }}` of Liquid: what stands between the braces.
    Expression(Span),
}

/// What a character reference stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entity {
    /// First character.
    pub first: char,
    /// Second, for the few that stand for two.
    pub second: Option<char>,
}

/// A code span.
#[derive(Clone, PartialEq, Debug)]
pub struct CodeSpan {
    /// Between the backticks, as written.
    pub content: Span,
    /// The content as CommonMark strips and joins it, where that is not simply `content`.
    pub meant: Option<Box<str>>,
}

/// A link or an image.
#[derive(Clone, PartialEq, Debug)]
pub struct Link {
    /// Between the brackets.
    pub text: Span,
    /// Inlines between the brackets.
    pub content: Vec<Inline>,
    /// The destination without angle brackets: behind the brackets, or in the definition.
    pub destination: Span,
    /// The destination after escapes and entities, where that differs.
    pub meant: Option<Box<str>>,
    /// The title without quotes.
    pub title: Option<Span>,
    /// For reference links, how they refer.
    pub reference: Option<Reference>,
}

/// How a reference link refers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reference {
    /// Index into [`Article::definitions`].
    pub definition: u32,
    /// The label as written, without brackets: the second brackets, or the text itself.
    pub label: Span,
}

/// A tag.
#[derive(Clone, PartialEq, Debug)]
pub struct HtmlTag {
    /// The name as written.
    pub name: Span,
    /// `</name>`.
    pub closing: bool,
    /// `<name/>`.
    pub self_closing: bool,
    /// Attributes in order.
    pub attributes: Vec<Attribute>,
}

/// Suspicious structure that the grammar met.
#[derive(Clone, PartialEq, Debug)]
pub struct SyntaxProblem {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: ProblemKind,
    /// The other place it concerns: the opener of an end, the nearest candidate.
    pub related: Option<Span>,
}

/// Kinds of suspicious structure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProblemKind {
    /// A code fence runs to the end of its container; the span is the opening fence.
    UnclosedFence,
    /// A comment runs to the end of its block; the span is `<!--`.
    UnclosedComment,
    /// A region without end; the span is the opening directive.
    UnclosedRegion(RegionKind),
    /// An end without a region; the span is the end directive.
    OrphanEnd(RegionKind),
    /// An end with another number of colons than its opener; `related` is the opener.
    ColonMismatch(RegionKind),
    /// A region of a kind within one of the same kind; `related` is the outer opener.
    NestedRegion(RegionKind),
    /// A line that is nearly a directive and is read as text; the span is the line.
    NearDirective(RegionKind),
    /// A line of dashes and pipes below a line with another number of cells: no table begins; the span
    /// is both lines.
    TableHead,
    /// Constructs nested deeper than the grammar follows; the rest is text.
    TooDeep,
}

const _: () = assert!(size_of::<Inline>() <= 48 && size_of::<SyntaxProblem>() <= 32);
const _: () = assert!(size_of::<Block>() <= 104);
