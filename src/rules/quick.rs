//! Reads the front matter of the program's own pages at every start, so in no time: lines of the kind
//! `key: value` directly, and only what is nested below a key as YAML. What is written in any other
//! way is left to the grammar, which a test holds this to.

use super::{
    meta::{FixKind, ITS_TYPES, Meta, Scope, Status},
    option_kind,
    read::Reader,
};
use crate::{
    ast::Value,
    diagnostic::{Confidence, Severity},
    grammar::front_matter,
};
use std::sync::Arc;

/// The metadata of the page of a rule, the value of `match`, and where the body starts; `None` if the
/// front matter is not of the plain kind.
pub(super) fn read(id: &str, text: &str) -> Option<(Meta, Option<Value>, usize)> {
    let front = text.strip_prefix("---\n")?;
    let end = front.find("\n---\n")? + 1;
    let front = front.get(..end)?;
    let start = text.len() - text.strip_prefix("---\n")?.len();
    let mut fields = Fields::default();
    let mut rest = front;
    while let Some((key, value)) = rest.split_once('\n').and_then(|(line, _)| line.split_once(':'))
    {
        let line = key.len() + 1 + value.len() + 1;
        let nested = rest.get(line..)?;
        let length =
            nested.split_inclusive('\n').take_while(|line| line.starts_with(' ')).map(str::len);
        let length: usize = length.sum();
        if length > 0 {
            let offset = start + front.len() - rest.len();
            let (entries, problems) =
                front_matter::mapping(rest.get(..line + length)?, offset as u32);
            let value = entries.into_iter().next()?.value;
            if !problems.is_empty() {
                return None;
            }
            match key {
                "options" => {
                    let mut reader = Reader::new(text);
                    fields.options = option_kind::read_specs(&mut reader, &value);
                    if !reader.errors.is_empty() {
                        return None;
                    }
                }
                "match" => fields.matching = Some(value),
                _ => return None,
            }
        } else {
            fields.set(key, value.strip_prefix(' ')?)?;
        }
        rest = nested.get(length..)?;
    }
    let body = start + end + "---\n".len();
    fields.finish(id).filter(|_| rest.is_empty()).map(|(meta, matching)| (meta, matching, body))
}

/// What the lines say.
#[derive(Default)]
struct Fields<'t> {
    summary: Option<&'t str>,
    severity: Option<Severity>,
    confidence: Option<Confidence>,
    status: Option<Status>,
    scope: Option<Scope>,
    yields_to: Vec<&'t str>,
    fix: Option<FixKind>,
    its: Option<&'static str>,
    mqm: Option<&'t str>,
    since: Option<&'t str>,
    precision: Option<&'t str>,
    aliases: Vec<&'t str>,
    options: Vec<super::options::OptionSpec>,
    matching: Option<Value>,
}

impl<'t> Fields<'t> {
    fn set(&mut self, key: &str, value: &'t str) -> Option<()> {
        match key {
            "summary" => self.summary = Some(plain(value)?),
            "severity" => self.severity = Some(Severity::from_word(value)?),
            "confidence" => self.confidence = Some(Confidence::from_word(value)?),
            "status" => self.status = Some(choice(value, Status::WORDS)?),
            "scope" => self.scope = Some(choice(value, Scope::WORDS)?),
            "yields-to" => self.yields_to = list(value)?,
            "fix" => self.fix = Some(choice(value, FixKind::WORDS)?),
            "its" => self.its = Some(ITS_TYPES.iter().find(|word| **word == value)?),
            "mqm" => self.mqm = Some(plain(value)?),
            "since" => self.since = Some(plain(value)?),
            "precision" => self.precision = Some(plain(value)?),
            "aliases" => self.aliases = list(value)?,
            _ => return None,
        }
        Some(())
    }

    fn finish(self, id: &str) -> Option<(Meta, Option<Value>)> {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let meta = Meta {
            id: Arc::from(id),
            summary: owned(self.summary)?,
            severity: self.severity?,
            confidence: self.confidence?,
            status: self.status.unwrap_or(Status::Stable),
            scope: self.scope?,
            yields_to: self.yields_to.into_iter().map(Arc::from).collect(),
            fix: self.fix.unwrap_or(FixKind::None),
            its: self.its?.to_owned(),
            mqm: owned(self.mqm),
            since: owned(self.since).unwrap_or_default(),
            aliases: self.aliases.into_iter().map(str::to_owned).collect(),
            precision: owned(self.precision),
            options: self.options,
        };
        Some((meta, self.matching))
    }
}

fn choice<T: Copy>(value: &str, words: &[(&str, T)]) -> Option<T> {
    words.iter().find(|(word, _)| *word == value).map(|(_, meant)| *meant)
}

/// A value that YAML takes as it stands.
fn plain(value: &str) -> Option<&str> {
    let marked = |c: char| "-?:,[]{}#&*!|>'\"%@`~= ".contains(c);
    let read = value.starts_with(marked) || value.ends_with([' ', ':']);
    (!value.is_empty() && !read && !value.contains(": ") && !value.contains(" #")).then_some(value)
}

/// A list in brackets of values without white space.
fn list(value: &str) -> Option<Vec<&str>> {
    let inside = value.strip_prefix('[')?.strip_suffix(']')?.trim();
    let word = |item: &str| {
        !item.is_empty() && item.bytes().all(|b| b.is_ascii_alphanumeric() || b"-/_.".contains(&b))
    };
    let items: Vec<&str> = match inside {
        "" => Vec::new(),
        _ => inside.split(',').map(str::trim).collect(),
    };
    items.iter().all(|item| word(item)).then_some(items)
}

#[cfg(test)]
mod tests {
    use super::{
        super::{page::Page, registry::PAGES},
        *,
    };

    #[test]
    fn the_same_as_the_grammar() {
        let mut slow = Vec::new();
        for (path, text) in PAGES {
            let page = Page::parse(*path, *text).unwrap();
            let Some((meta, matching, body)) = read(&page.meta.id, text) else {
                slow.push(path);
                continue;
            };
            assert_eq!(meta, page.meta, "{path}");
            assert_eq!(matching, page.matching, "{path}");
            assert_eq!(text[body..].trim_start(), page.markdown(), "{path}");
        }
        assert!(slow.is_empty(), "front matter with quotes or over several lines: {slow:?}");
    }

    #[test]
    fn what_is_odd_is_left_to_the_grammar() {
        let good = "---\nsummary: a b\nseverity: error\nconfidence: low\nscope: pair\nits: other\nyields-to: [a/b, c/d]\noptions:\n  n: { type: integer, default: 1, about: n }\nmatch:\n  kind: count\n---\n# x/y\n";
        let (meta, matching, body) = read("x/y", good).unwrap();
        let page = Page::parse(
            "x/y.md",
            good.replace("# x/y\n", "# x/y\nA.\n## Examples\nE.\n## Options\n`n`\n")
                .replace("count", "count\n  words: a"),
        )
        .unwrap();
        assert_eq!(meta, page.meta);
        assert!(matching.is_some());
        assert_eq!(&good[body..], "# x/y\n");
        for (from, to) in [
            ("a b", "'a b'"),
            ("a b", "a: b"),
            ("a b", "a #b"),
            ("a b", ""),
            ("[a/b, c/d]", "\n- a/b"),
            ("[a/b, c/d]", "[a b]"),
            ("severity: error", "severity: fatal"),
            ("severity: error\n", ""),
            ("type: integer", "type: int"),
            ("its: other", "its: other # why"),
            ("---\nsummary", "--- \nsummary"),
        ] {
            let odd = good.replacen(from, to, 1);
            assert_ne!(odd, good);
            assert!(read("x/y", &odd).is_none(), "{odd}");
        }
    }
}
