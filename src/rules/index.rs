//! What is kept of each article of a run, for rules about several articles: an [`Index`] of
//! [`Summary`]s, and the context in which such rules report.
//!
//! While an article is linted it is summarized, as far as the rules that are on ask for it
//! ([`Wants`]); a summary holds places and 64-bit hashes, and of the text what rules read of many
//! articles ([`Excerpts`]): the whole texts need not be kept, nor read once more. When all articles
//! are done, [`super::Rule::workspace`] reads the index. An editor keeps the summaries between key strokes
//! and makes anew only that of the article that changed.

pub use super::{remark::Remark, wants::Wants};

use crate::{
    locale::Locale,
    text::{Excerpts, FileId, Span},
};
use std::{collections::BTreeMap, sync::OnceLock};

/// A place of an article, in bytes of its file, with what a finding there needs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spot {
    /// The place.
    pub span: Span,
    /// What to show around it: its sentence or block.
    pub window: Span,
    /// The id of its segment, where it has one.
    pub id: Option<Span>,
    /// The source's text of its segment, where it has one.
    pub source: Option<Span>,
    /// Hash of the source's text that it renders, for the fingerprint: fixed, and of nothing but that
    /// text with its white space folded.
    pub evidence: u64,
}

/// A sentence, or a block where the file gives no sentences, that renders a source. One that stands
/// in the source language still is none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SentenceUse {
    /// Where the rendering stands.
    pub span: Span,
    /// Its segment, where it has one: the id, and the source's text.
    pub segment: Option<(Span, Span)>,
    /// Hash of the source's text, as [`Spot::evidence`] is.
    pub evidence: u64,
    /// Hash of the rendering's words, letter case aside.
    pub target: u64,
    /// Words of the source.
    pub words: u16,
    /// What it is part of: one sentence is often rendered otherwise in a heading than in a step.
    pub context: Context,
}

/// What a sentence is part of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Context {
    /// A heading.
    Heading,
    /// A cell of a table.
    Cell,
    /// Running text.
    Text,
}

/// A bold run that renders a bold run of the source: the name of a button, a menu, a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LabelUse {
    /// The text between the asterisks.
    pub at: Spot,
    /// The whole run.
    pub run: Span,
    /// Hash of the source's words, letter case aside.
    pub source: u64,
    /// Hash of the rendering's words, letter case aside.
    pub target: u64,
    /// Words of the source.
    pub words: u16,
    /// Words of the rendering.
    pub target_words: u16,
    /// Whether the rendering begins or ends with a function word of the target's language, as a name
    /// seldom does and a run that slipped often.
    pub loose: bool,
    /// Whether it is the only bold run of its sentence, so that the two belong together for certain.
    pub alone: bool,
}

/// A link to another file or page of the site.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LinkUse {
    /// The destination as written, fragment included.
    pub destination: Box<str>,
    /// Where it is written.
    pub at: Spot,
    /// Whether the source has the same link: what is wrong with it is then the source's fault.
    pub inherited: bool,
}

/// What is kept of an article; the parts that no rule wants are empty.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Summary {
    /// Locale of the target.
    pub locale: Option<Locale>,
    /// Locale of the source; `None` for an article without.
    pub source_locale: Option<Locale>,
    /// Its sentences with their renderings, in order.
    pub sentences: Vec<SentenceUse>,
    /// Its bold runs with their renderings, in order.
    pub labels: Vec<LabelUse>,
    /// The texts around them: what [`WorkspaceCtx::text`] gives without asking for the file.
    pub excerpts: Excerpts,
    /// The links of the target to other pages of the site, in order; none of side-by-side articles.
    pub links: Vec<LinkUse>,
    /// Hashes of the names that a fragment may have in it (anchors and slugs, in lower case),
    /// of target and source, in order; none of side-by-side articles.
    pub fragments: Vec<u64>,
}

/// An article in the index.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// Its file.
    pub file: FileId,
    /// Its path relative to the folder of the configuration, with `/`.
    pub path: Box<str>,
    /// The path of its source, likewise, where that is a file of its own.
    pub source: Option<Box<str>>,
    /// Its path within its tree; empty where no layout says it.
    pub within: Box<str>,
    /// What is kept of it.
    pub summary: Summary,
}

/// The articles of a run.
#[derive(Debug, Default)]
pub struct Index {
    entries: Vec<Entry>,
    /// See [`Index::find`]; made when it is first asked.
    paths: OnceLock<BTreeMap<Box<str>, usize>>,
}

impl Index {
    /// An index of articles.
    pub fn of(entries: impl IntoIterator<Item = Entry>) -> Index {
        Index { entries: entries.into_iter().collect(), paths: OnceLock::new() }
    }

    /// The articles.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The text of a place of an article: from what its summary keeps, else from the file.
    pub(crate) fn text<'t>(
        &'t self,
        texts: &'t dyn Texts,
        article: usize,
        span: Span,
    ) -> Option<&'t str> {
        let entry = self.entries.get(article)?;
        let kept = entry.summary.excerpts.get(span);
        kept.or_else(|| texts.text(entry.file, span))
    }

    /// The article of a path, as its number in [`Index::entries`].
    pub fn find(&self, path: &str) -> Option<usize> {
        let each = self.entries.iter().enumerate();
        let paths = || each.map(|(index, entry)| (entry.path.clone(), index)).collect();
        self.paths.get_or_init(paths).get(path).copied()
    }
}

/// Where the texts of articles come from in the second phase: what was kept, the disk, an editor.
pub trait Texts: Sync {
    /// The text of a place of a file as it was summarized; `None` where it is not to be had any more.
    fn text(&self, file: FileId, span: Span) -> Option<&str>;

    /// Is told which places [`Texts::text`] will be asked for, so that the files can be read side by side
    /// and no more of them be held.
    fn read_ahead(&self, _places: BTreeMap<FileId, Vec<Span>>) {}

    /// Whether a file is there; `path` is relative to the folder of the configuration.
    fn is_there(&self, path: &str) -> bool;
}

/// What a rule about several articles sees, and where it reports.
pub struct WorkspaceCtx<'w> {
    /// The articles of the run.
    pub index: &'w Index,
    texts: &'w dyn Texts,
    /// For each article whether the rule is on for it.
    on: &'w [bool],
    remarks: &'w mut Vec<Remark>,
}

impl<'w> WorkspaceCtx<'w> {
    /// A context over an index that collects into `remarks`.
    pub fn new(
        index: &'w Index,
        texts: &'w dyn Texts,
        on: &'w [bool],
        remarks: &'w mut Vec<Remark>,
    ) -> WorkspaceCtx<'w> {
        WorkspaceCtx { index, texts, on, remarks }
    }

    /// Whether the rule is on for an article; what it reports of others is dropped.
    pub fn is_on(&self, article: usize) -> bool {
        self.on.get(article).copied().unwrap_or(false)
    }

    /// The text of a place of an article; `None` where the file is not to be had any more.
    pub fn text(&self, article: usize, span: Span) -> Option<&'w str> {
        self.index.text(self.texts, article, span)
    }

    /// Says which places [`WorkspaceCtx::text`] will be asked for, so that their files are read side by
    /// side.
    pub fn read_ahead(&self, spots: impl IntoIterator<Item = (usize, Spot)>) {
        let mut places: BTreeMap<FileId, Vec<Span>> = BTreeMap::new();
        for (article, at) in spots {
            let Some(entry) = self.index.entries.get(article) else { continue };
            if entry.summary.excerpts.get(at.span).is_none() {
                places.entry(entry.file).or_default().extend([at.span].into_iter().chain(at.id));
            }
        }
        self.texts.read_ahead(places);
    }

    /// Whether a file is there; `path` is relative to the folder of the configuration.
    pub fn is_there(&self, path: &str) -> bool {
        self.index.find(path).is_some() || self.texts.is_there(path)
    }

    /// Reports a fault at a place of an article. The message names the defect and quotes the text.
    pub fn report(&mut self, article: usize, at: Spot, message: impl Into<String>) -> &mut Remark {
        self.remarks.push(Remark {
            article,
            at,
            message: message.into(),
            label: String::new(),
            related: Vec::new(),
            help: None,
            detail: String::new(),
            confidence: None,
            severity: None,
        });
        let last = self.remarks.len() - 1;
        &mut self.remarks[last]
    }
}
