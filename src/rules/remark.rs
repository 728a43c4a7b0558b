//! What rules about several articles report.

use super::index::Spot;
use crate::diagnostic::{Confidence, Severity};

/// What a rule about several articles reports.
#[derive(Clone, PartialEq, Debug)]
pub struct Remark {
    /// The article, by its number in [`super::index::Index::entries`].
    pub article: usize,
    /// Where.
    pub at: Spot,
    /// What is wrong.
    pub message: String,
    /// A few words at the place itself.
    pub label: String,
    /// Evidence elsewhere: article, place, a few words.
    pub related: Vec<(usize, Spot, String)>,
    /// What to do.
    pub help: Option<String>,
    /// The rule's own detail: part of the fingerprint, not shown.
    pub detail: String,
    /// Replaces the page's confidence.
    pub confidence: Option<Confidence>,
    /// Replaces the severity, where the page allows for two levels.
    pub severity: Option<Severity>,
}

impl Remark {
    /// Says a few words at the place itself.
    pub fn label(&mut self, words: impl Into<String>) -> &mut Remark {
        self.label = words.into();
        self
    }

    /// Shows another place, of this or another article.
    pub fn also(&mut self, article: usize, at: Spot, words: impl Into<String>) -> &mut Remark {
        self.related.push((article, at, words.into()));
        self
    }

    /// Says what to do, as an imperative.
    pub fn help(&mut self, words: impl Into<String>) -> &mut Remark {
        self.help = Some(words.into());
        self
    }

    /// Adds the rule's own detail to the fingerprint.
    pub fn detail(&mut self, words: impl Into<String>) -> &mut Remark {
        self.detail = words.into();
        self
    }

    /// Grades this finding apart from the page.
    pub fn confidence(&mut self, confidence: Confidence) -> &mut Remark {
        self.confidence = Some(confidence);
        self
    }
}
