//! Floor 2: from text to tree. [`parse`] reads one article and never fails; [`sxs`] splits a
//! side-by-side file into its two articles beforehand.
//!
//! Block level first (`block`), then the inlines within the text of one block only (`inline`). What
//! no construct takes is text. nom is imported from its `complete` modules only.

mod block;
mod entity;
mod fill;
pub mod front_matter;
mod html;
mod inline;
mod jsx;
pub mod moniker_range;
pub mod near_directive;
pub mod slug;
pub mod sxs;
mod template;
mod toml;

use self::inline::Cx;
pub use self::inline::unescape;
use crate::ast::{Article, Flavour, FrontMatter};

/// What a parser gives: the rest of the text and what it read. The error says only "not this
/// construct"; what the user should hear is said by rules over the finished tree.
pub(crate) type Parsed<'s, T> = nom::IResult<&'s str, T, ()>;

/// Reads an article. Every text is one: what no construct takes is text, and suspicious structure is
/// in [`Article::problems`]. Spans count bytes of `text`, which must be shorter than 4 GiB.
pub fn parse(text: &str, flavour: Flavour) -> Article<'_> {
    let front_matter = match flavour {
        Flavour::CommonMark => None,
        _ => front_matter::parse(text),
    };
    body(text, flavour, front_matter)
}

/// Likewise, beside an article that may start with the same bytes: the two of a side-by-side file have one
/// front matter, which need not be read twice.
pub fn parse_beside<'t>(text: &'t str, flavour: Flavour, other: &Article<'_>) -> Article<'t> {
    match other.front_matter_of(text, flavour) {
        Some(read) => body(text, flavour, Some(read.clone())),
        None => parse(text, flavour),
    }
}

fn body(text: &str, flavour: Flavour, front_matter: Option<FrontMatter>) -> Article<'_> {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let start = front_matter.as_ref().map_or(mark, |front_matter| front_matter.span.end as usize);
    let read = block::parse(text, flavour, start);
    let block::Read { mut blocks, definitions, mut problems, lines, contents, templates } = read;
    let cx = Cx::new(text, flavour, &definitions, &templates, &mut problems);
    fill::fill(cx, &lines, &contents, &mut blocks);
    let definitions = definitions.into_list();
    problems.sort_by_key(|problem| (problem.span.start, problem.span.end));
    Article { text, flavour, front_matter, blocks, definitions, problems }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_front_matter_read_once_is_the_one_read_twice() {
        let fronts = [
            "---\ntitle: a\nb: [c, d]\n---\n",
            "---\ntitle: a\n---",
            "---\ntitle: a\n",
            "",
            "+++\na = 1\n+++\n",
        ];
        for one in fronts {
            for other in fronts {
                let (one, other) = (format!("{one}# Een\n"), format!("{other}# One\n\n---\n"));
                let target = parse(&one, Flavour::Learn);
                let source = parse_beside(&other, Flavour::Learn, &target);
                assert_eq!(source.front_matter, parse(&other, Flavour::Learn).front_matter);
                assert_eq!(source.blocks.len(), parse(&other, Flavour::Learn).blocks.len());
            }
        }
    }
}
