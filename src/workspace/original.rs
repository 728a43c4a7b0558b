//! The source of a translation, as text: which version of it the translation is compared with.

use super::{Article, Content, Failure, Found, read};
use crate::config::Config;

/// What a translation is compared with.
pub(super) struct Original {
    /// The source.
    pub found: Found,
    /// Its text.
    pub content: Result<Content, Failure>,
    /// Why nothing says that the translation was made from this very text.
    pub unverified: Option<String>,
}

/// The source of an article; `None` where it has none.
pub(super) fn original(config: &Config, article: &Article) -> Option<Original> {
    let found = article.source.clone()?;
    let content = read(&found, config.files.max_size);
    Some(Original { found, content, unverified: None })
}
