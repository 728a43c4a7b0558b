//! Front matter: the block between `---` (YAML) or `+++` (TOML) lines at the start of an article,
//! with a span for every key and value.

use crate::text::Span;

/// The front matter of an article.
#[derive(Clone, PartialEq, Debug)]
pub struct FrontMatter {
    /// Both fence lines and all between, the last line's ending included.
    pub span: Span,
    /// Between the fence lines.
    pub body: Span,
    /// The language of the body.
    pub kind: FrontMatterKind,
    /// Whether the closing fence is there; without it the front matter ends where the YAML ends.
    pub closed: bool,
    /// Top-level entries in order, duplicates included; empty for YAML that is no mapping. A table of
    /// TOML is an entry whose key is what its head names.
    pub entries: Vec<Entry>,
    /// What is wrong with the body.
    pub problems: Vec<YamlProblem>,
}

/// The language of a front matter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the variants speak for themselves")]
pub enum FrontMatterKind {
    Yaml,
    Toml,
}

/// A key with its value.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// The key.
    pub key: Scalar,
    /// Its value.
    pub value: Value,
}

/// A value.
#[derive(Clone, PartialEq, Debug)]
pub struct Value {
    /// All of it; empty, after the colon, for a value that is not written.
    pub span: Span,
    /// What it is.
    pub kind: ValueKind,
}

/// Kinds of values.
#[derive(Clone, PartialEq, Debug)]
pub enum ValueKind {
    /// A scalar, the empty one included.
    Scalar(Scalar),
    /// A sequence.
    List(Vec<Value>),
    /// A mapping.
    Map(Vec<Entry>),
    /// An alias to an anchor (`*x`).
    Alias,
}

/// A scalar: where it stands and what it says.
#[derive(Clone, PartialEq, Debug)]
pub struct Scalar {
    /// As written, quotes included.
    pub span: Span,
    /// How it is written.
    pub style: ScalarStyle,
    /// What it says, where that is not simply the text of `span`.
    pub meant: Option<Box<str>>,
}

/// How a scalar is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the variants are YAML's terms")]
pub enum ScalarStyle {
    Plain,
    SingleQuoted,
    DoubleQuoted,
    Literal,
    Folded,
}

impl Scalar {
    /// What it says; `text` is the article's text.
    pub fn meaning<'t>(&'t self, text: &'t str) -> &'t str {
        self.meant.as_deref().unwrap_or_else(|| self.span.of_text(text))
    }

    /// Whether it says just this; `text` is the article's text.
    pub fn says(&self, text: &str, meant: &str) -> bool {
        // Most that are asked do not even have the length.
        let may = self.meant.is_some() || self.span.len() == meant.len();
        may && self.meaning(text) == meant
    }
}

impl Value {
    /// What a scalar says; `None` for lists, mappings and aliases. `text` is the article's text.
    pub fn scalar<'t>(&'t self, text: &'t str) -> Option<&'t str> {
        match &self.kind {
            ValueKind::Scalar(scalar) => Some(scalar.meaning(text)),
            _ => None,
        }
    }
}

impl FrontMatter {
    /// The first entry of a key; `text` is the article's text.
    pub fn get(&self, text: &str, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key.says(text, key))
    }

    /// What the scalar of a key says; `text` is the article's text.
    pub fn scalar<'t>(&'t self, text: &'t str, key: &str) -> Option<&'t str> {
        self.get(text, key).and_then(|entry| entry.value.scalar(text))
    }
}

/// Something wrong with a front matter's body.
#[derive(Clone, PartialEq, Debug)]
pub struct YamlProblem {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: YamlProblemKind,
    /// In words, lower case, without a full stop; quotes nothing.
    pub message: String,
    /// The first of two equal keys.
    pub related: Option<Span>,
}

/// Kinds of [`YamlProblem`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum YamlProblemKind {
    /// The YAML does not parse.
    Invalid,
    /// It parses, and is no mapping.
    NotAMapping,
    /// A key stands twice in one mapping.
    DuplicateKey,
    /// The closing fence is missing or damaged; the span is what stands there instead, or else the
    /// opening fence.
    Unclosed,
    /// The opening fence is missing or damaged; the span is what stands there instead, or is empty.
    Unopened,
    /// A byte order mark or blank lines stand before the opening fence.
    NotAtStart,
}
