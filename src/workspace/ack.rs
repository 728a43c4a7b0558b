//! `loclint ack`: writing into a translation which commit of its source it renders now.
//!
//! One value of the front matter is replaced, or one line added; every other byte of the file stays:
//! line endings, byte order mark, comments, order of keys, final newline.

use super::{Article, Content, Failure, git::Git, git::short, read};
use crate::{
    ast::{Entry, FrontMatter, FrontMatterKind, ValueKind, YamlProblemKind},
    config::Config,
    facts::{REVISION_KEYS, revision},
    grammar::front_matter,
};

/// A translation with the commit of its source written into it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Acked {
    /// The whole file.
    pub text: String,
    /// The key of the front matter.
    pub key: String,
    /// What stood there before; `None` where the key is new.
    pub before: Option<String>,
    /// The commit: the last that touched the source.
    pub commit: String,
}

/// How a commit is to be recorded.
#[derive(Clone, Copy, Debug)]
pub struct How<'h> {
    /// The key, instead of what layout and front matter say.
    pub key: Option<&'h str>,
    /// Whether changes of the source that are not committed are no obstacle.
    pub force: bool,
}

/// For each translation its text with the commit of its source; nothing is written.
pub fn ack(config: &Config, articles: &[Article], how: How<'_>) -> Vec<Result<Acked, Failure>> {
    let git = Git::new(articles.iter());
    articles.iter().map(|article| one(config, &git, article, how)).collect()
}

fn one(config: &Config, git: &Git, article: &Article, how: How<'_>) -> Result<Acked, Failure> {
    let path = &article.target.shown;
    let failure = |message: String, help: Option<&str>| Failure {
        path: path.clone(),
        message,
        help: help.map(str::to_owned),
    };
    let Some(source) = &article.source else {
        let message = match &article.expected {
            Some(expected) => format!("has no source: `{expected}` is not there"),
            None => "has no source that is a file of its own".to_owned(),
        };
        return Err(failure(message, Some("`loclint pairs` shows what is paired with what")));
    };
    let Content::Text(text) = read(&article.target, config.files.max_size)? else {
        return Err(failure("cannot be read as text".to_owned(), None));
    };
    let place = git.place(&source.path).ok_or_else(|| {
        failure(format!("has a source in no git repository: `{}`", source.shown), None)
    })?;
    let commit = place.last_commit(how.force).map_err(|why| {
        let help = "commit the source first, or pass --force to record its last commit";
        let help = why.contains("not committed").then_some(help);
        failure(format!("has a source whose commit is not known: `{}`, {why}", source.shown), help)
    })?;
    let wanted = how.key.or(article.source_rev.as_deref());
    record(&text, wanted, &commit).map_err(|(message, help)| failure(message, help))
}

/// What is wrong, to be read after a path, and what to do.
type Wrong = (String, Option<&'static str>);

/// A text with a commit under a key of its front matter; without a key, under the usual one that is
/// there.
fn record(text: &str, key: Option<&str>, commit: &str) -> Result<Acked, Wrong> {
    let wrong = |message: &str, help: &'static str| (message.to_owned(), Some(help));
    let front = front_matter::parse(text).ok_or_else(|| {
        wrong("has no front matter", "write one with a key for the commit of the source")
    })?;
    let broken = front.problems.iter().find(|it| it.kind != YamlProblemKind::NotAtStart);
    if let Some(problem) = broken {
        let message = format!("has a front matter that is no YAML: {}", problem.message);
        return Err((message, Some("mend it first")));
    }
    let found = revision(&front, text, key);
    let known = found.as_ref().map(|found| found.key).or(key);
    let key = known.ok_or_else(|| {
        let message = format!("names no commit of its source: `{}`", REVISION_KEYS.join("`, `"));
        (message, Some("name the key to write with --key"))
    })?;
    let acked = |text: String, before: Option<String>| Acked {
        text,
        key: key.to_owned(),
        before,
        commit: commit.to_owned(),
    };
    if let Some(found) = found {
        let (start, end) = (found.span.start as usize, found.span.end as usize);
        let (head, tail) = (text.get(..start).unwrap_or(""), text.get(end..).unwrap_or(""));
        let quoted = head.ends_with(['"', '\'']);
        let value = match front.kind {
            _ if quoted => commit.to_owned(),
            FrontMatterKind::Yaml => plain(commit),
            FrontMatterKind::Toml => format!("\"{commit}\""),
        };
        // A key without a value ends at its colon.
        let space = if head.ends_with(':') { " " } else { "" };
        let before = Some(found.value.to_owned());
        return Ok(acked(format!("{head}{space}{value}{tail}"), before));
    }
    let (at, line) = addition(&front, text, key, commit)?;
    let (head, tail) = (text.get(..at).unwrap_or(""), text.get(at..).unwrap_or(""));
    Ok(acked(format!("{head}{line}{tail}"), None))
}

/// The line that adds a key, and where it belongs.
fn addition(
    front: &FrontMatter,
    text: &str,
    key: &str,
    commit: &str,
) -> Result<(usize, String), Wrong> {
    if front.kind == FrontMatterKind::Toml {
        let message = format!("has a front matter in TOML without `{key}`");
        return Err((message, Some("write the key by hand once, with any text in quotes")));
    }
    let end = if front.span.of_text(text).contains("\r\n") { "\r\n" } else { "\n" };
    let value = plain(commit);
    let entry = |name: &str| front.entries.iter().find(|it| it.key.meaning(text) == name);
    if entry(key).is_some() {
        return Err((format!("holds no single value under `{key}`"), Some("mend it first")));
    }
    let last = (front.body.end as usize, format!("{key}: {value}{end}"));
    let Some((outer, inner)) = key.split_once('.') else { return Ok(last) };
    let Some(outer_entry) = entry(outer) else {
        // Of the usual keys only this one stands in a mapping.
        let nested = outer == "l10n";
        let line = format!("{outer}:{end}  {inner}: {value}{end}");
        return Ok(if nested { (last.0, line) } else { last });
    };
    let ValueKind::Map(entries) = &outer_entry.value.kind else {
        return Err((format!("holds no mapping under `{outer}`"), Some("mend it first")));
    };
    in_mapping(entries, outer_entry, text, end)
        .map(|(at, indent)| (at, format!("{indent}{inner}: {value}{end}")))
        .ok_or_else(|| {
            let message = format!("has the mapping `{outer}` on one line");
            (message, Some("write it over several lines"))
        })
}

/// Where a further entry of a mapping belongs, and its indentation; `None` for one in braces.
fn in_mapping<'t>(
    entries: &[Entry],
    outer: &Entry,
    text: &'t str,
    end: &str,
) -> Option<(usize, &'t str)> {
    let (first, last) = (entries.first()?, entries.last()?);
    let before = text.get(outer.key.span.end as usize..first.key.span.start as usize)?;
    if before.contains('{') || !before.contains('\n') {
        return None;
    }
    let indent = before.rsplit('\n').next()?;
    let from = last.value.span.end.max(last.key.span.end) as usize;
    // The value of a mapping may end with its line.
    if text.get(..from)?.ends_with('\n') {
        return Some((from, indent));
    }
    let at = from + text.get(from..)?.find(end)? + end.len();
    Some((at, indent))
}

/// A commit as YAML reads it: in quotes where it would be a number.
fn plain(commit: &str) -> String {
    let letters = commit.bytes().filter(|byte| !byte.is_ascii_digit());
    let is_number = letters.clone().all(|byte| byte.eq_ignore_ascii_case(&b'e'));
    if is_number && letters.count() <= 1 { format!("\"{commit}\"") } else { commit.to_owned() }
}

impl Acked {
    /// What happened, for people, to be read after the path.
    pub fn words(&self) -> String {
        let Acked { key, commit, .. } = self;
        match &self.before {
            Some(before) if before == commit => format!("{key} is {commit} already"),
            Some(before) if !before.trim().is_empty() => {
                format!("{key}: {commit} (was {})", short(before))
            }
            _ => format!("{key}: {commit}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMIT: &str = "00112233445566778899aabbccddeeff00112233";

    fn of(text: &str, key: Option<&str>) -> Result<String, String> {
        record(text, key, COMMIT).map(|acked| acked.text).map_err(|(message, _)| message)
    }

    #[test]
    fn one_value_changes_and_nothing_else() {
        for text in [
            "---\ntitle: A\ndefault_lang_commit: @ # drifted\n---\n# A\n",
            "\u{feff}---\r\ntitle: A\r\nms.sourcegitcommit: \"@\"\r\n---\r\n# A",
            "---\nl10n:\n  sourceCommit: '@'\n  other: x\n---\n\n\n",
            "+++\ntitle = \"A\"\ndefault_lang_commit = \"@\" # x\n+++\n# A\n",
        ] {
            assert_eq!(of(&text.replace('@', "1a2b3c4"), None), Ok(text.replace('@', COMMIT)));
        }
        assert_eq!(
            of("---\nrev:\n---\n", Some("rev")),
            Ok(format!("---\nrev: {COMMIT}\n---\n")),
            "a key without a value"
        );
    }

    #[test]
    fn a_key_that_is_not_there_yet() {
        let is = |text: &str| Ok(text.replace('@', COMMIT));
        assert_eq!(
            of("---\ntitle: A\n---\nx\n", Some("rev")),
            is("---\ntitle: A\nrev: @\n---\nx\n")
        );
        assert_eq!(
            of("---\r\ntitle: A\r\n---\r\n", Some("ms.sourcegitcommit")),
            is("---\r\ntitle: A\r\nms.sourcegitcommit: @\r\n---\r\n")
        );
        assert_eq!(
            of("---\ntitle: A\n---\n", Some("l10n.sourceCommit")),
            is("---\ntitle: A\nl10n:\n  sourceCommit: @\n---\n")
        );
        assert_eq!(
            of("---\nl10n:\n    a: b # c\ntitle: A\n---\n", Some("l10n.sourceCommit")),
            is("---\nl10n:\n    a: b # c\n    sourceCommit: @\ntitle: A\n---\n")
        );
    }

    #[test]
    fn what_cannot_be_written_is_refused() {
        for (text, key) in [
            ("# A\n", Some("rev")),
            ("---\ntitle: A\n---\n", None),
            ("---\ntitle: [A\n---\n", Some("rev")),
            ("---\nrev: [a]\n---\n", Some("rev")),
            ("---\nl10n: {a: b}\n---\n", Some("l10n.sourceCommit")),
            ("---\nl10n: a\n---\n", Some("l10n.sourceCommit")),
            ("+++\ntitle = \"A\"\n+++\n", Some("rev")),
        ] {
            assert!(of(text, key).is_err(), "{text}");
        }
    }

    #[test]
    fn a_commit_that_looks_like_a_number_is_quoted() {
        assert_eq!(plain("1234e567"), "\"1234e567\"");
        assert_eq!(plain("1234567"), "\"1234567\"");
        assert_eq!(plain("1234ee7"), "1234ee7");
    }
}
