//! The source of a translation, as text: which version of it the translation is compared with.
//!
//! By default that is the version the translation was made from ([`Against::Recorded`]):
//!
//! 1. The front matter may name its commit: `ms.sourcegitcommit`, `default_lang_commit`,
//!    `l10n.sourceCommit`, or the key that the layout gives as `source_rev: front-matter:KEY`.
//! 2. Else it is the version that was there when the translation was last touched: at the last commit
//!    that did, or today's where the translation differs from what is committed. In a repository of its
//!    own the source is taken as it was at the time of that commit.
//! 3. Where git cannot give it (see [`super::git`]), the translation is compared with today's, and the
//!    reason is told: nothing that rests on the comparison is then an error.
//!
//! A source that a person names by hand, and any with [`Against::Head`], is taken as it is.

use super::{
    Article, Content, Failure, Found,
    git::{Git, Touched, Version, short},
    locales::flavour,
    read,
};
use crate::{
    config::Config, engine::count_changes, facts::revision, grammar::front_matter, locale::Locale,
};

/// Which version of its source a translation is compared with.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Against {
    /// The one that it was made from.
    #[default]
    Recorded,
    /// Today's.
    Head,
}

/// What a translation is compared with.
pub(super) struct Original {
    /// The source, by a path that tells the version where it is not today's.
    pub found: Found,
    /// Its text.
    pub content: Result<Content, Failure>,
    /// Why nothing says that the translation was made from this very text.
    pub unverified: Option<String>,
    /// Today's text where the text is an earlier one, and which one it is in words.
    pub today: Option<(String, String)>,
}

/// The source of an article; `None` where it has none. `text` is the article's.
pub(super) fn original(
    config: &Config,
    against: Against,
    git: &Git,
    article: &Article,
    text: &str,
) -> Option<Original> {
    let found = article.source.clone()?;
    let limit = config.files.max_size;
    let content = match &article.source_text {
        Some(text) => Ok(Content::clone(text)),
        None => read(&found, limit),
    };
    let mut original = Original { found, content, unverified: None, today: None };
    let Ok(Content::Text(today)) = &original.content else { return Some(original) };
    if article.by_hand || article.unchanged || against == Against::Head {
        return Some(original);
    }
    match version(git, article, &original.found, text, limit) {
        Err(why) => original.unverified = Some(why),
        Ok(None) => {}
        Ok(Some((version, _))) if is_same(&version.text, today) => {}
        Ok(Some((version, since))) => {
            original.today = Some((today.clone(), since));
            original.found.shown = format!("{}@{}", original.found.shown, version.commit);
            original.content = Ok(Content::Text(version.text));
        }
    }
    Some(original)
}

/// The version that a translation was made from, and which one it is in words; `None` where that is
/// today's.
fn version(
    git: &Git,
    article: &Article,
    source: &Found,
    text: &str,
    limit: u64,
) -> Result<Option<(Version, String)>, String> {
    let key = article.source_rev.as_deref();
    let front = front_matter::parse(text);
    let named = front.as_ref().and_then(|front| revision(front, text, key));
    let place = git.place(&source.path);
    if let Some(commit) = named.as_ref().and_then(|named| named.commit()) {
        let place = place.ok_or_else(|| {
            format!("the source lies in no git repository to find commit `{}` in", short(commit))
        })?;
        let version = place.at(commit, limit)?;
        let since = format!("commit `{}`", version.commit);
        return Ok(Some((version, since)));
    }
    let why = match &named {
        Some(named) => format!("{} `{}` names no commit", named.key, harmless(named.value)),
        None => "no commit of it is recorded".to_owned(),
    };
    let touched = || {
        let target = git
            .place(&article.target.path)
            .ok_or_else(|| "the translation lies in no git repository".to_owned())?;
        let (commit, time) = match git.touched(&target)? {
            Touched::Now => return Ok(None),
            Touched::By(commit, time) => (commit, time),
        };
        let place = place.ok_or_else(|| "the source lies in no git repository".to_owned())?;
        let version = place.when(&target, &commit, time, limit)?;
        let since = format!("the translation was last touched, in commit `{}`", short(&commit));
        Ok(Some((version, since)))
    };
    touched().map_err(|other: String| format!("{why}, and {other}"))
}

/// A value as a message quotes it.
fn harmless(value: &str) -> String {
    value.chars().take(60).filter(|c| !c.is_control()).collect()
}

/// Whether two texts are the same but for their line endings, which git may change.
fn is_same(one: &str, other: &str) -> bool {
    one == other || one.lines().eq(other.lines())
}

/// Why a translation has no source, for one that should have one.
pub(super) fn orphaned(git: &Git, article: &Article) -> Option<String> {
    let expected = article.expected.as_ref().filter(|_| article.source.is_none())?;
    let fate = git.fate(expected.as_ref());
    Some(format!("`{expected}` {}", fate.as_deref().unwrap_or("is not there")))
}

/// How a translation stands to today's source.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Nothing that it renders has changed since.
    Current,
    /// So many blocks have.
    Outdated(u32),
    /// Nobody knows, for the reason given.
    Unverified(String),
}

/// How translations stand to today's sources; `None` for what has no source, or none that is text.
pub fn standings(config: &Config, articles: &[Article]) -> Vec<Option<Standing>> {
    let git = Git::new(articles.iter());
    articles.iter().map(|article| standing(config, &git, article)).collect()
}

fn standing(config: &Config, git: &Git, article: &Article) -> Option<Standing> {
    let Ok(Content::Text(text)) = read(&article.target, config.files.max_size) else { return None };
    let original = original(config, Against::Recorded, git, article, &text)?;
    let Ok(Content::Text(earlier)) = &original.content else { return None };
    if let Some(why) = original.unverified {
        return Some(Standing::Unverified(why));
    }
    let Some((today, _)) = &original.today else { return Some(Standing::Current) };
    let path = article.source.as_ref().map_or("", |source| &source.shown);
    let flavour = flavour(config, article.flavour, path);
    let locale = Locale::normalize("en-US").expect("this is a tag");
    Some(match count_changes(earlier, today, flavour, &locale) {
        0 => Standing::Current,
        blocks => Standing::Outdated(blocks),
    })
}
