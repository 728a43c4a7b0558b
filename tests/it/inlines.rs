//! Inlines made of random markup against `pulldown-cmark`, which follows the same specification.

use loclint::{ast::Flavour, grammar};
use proptest::{collection::vec, prelude::*, sample::select};

use crate::html;

const MARKUP: &[&str] = &[
    "*", "**", "***", "_", "__", "`", "``", "`` ` ``", "[", "]", "](b)", "](", ")", "(", "][c]",
    "[c]", "[]", "<", ">", "<a:b>", "\"", "'", "&amp;", "&", ";", "\\", " ", "a", "é", "。",
    "\u{a0}", ".", "/", "=",
];
const IMAGES: &[&str] = &["![", "!"];
/// Within an image's text the two write tags and line endings each in its own way.
const TAGS: &[&str] =
    &["<a>", "<b c=\"", "<!--", "-->", "<?", "?>", "<!A", "</d>", "\ny", "  \ny", "\\\ny"];

fn agree(parts: &[&str]) -> Result<(), TestCaseError> {
    let text = format!("x{}", parts.concat());
    // There pulldown-cmark reads a label behind the escape.
    prop_assume!(!text.contains("\\["));
    let text = format!("{}\n\n[c]: /d 't'\n", text.trim_end());
    let mut theirs = String::new();
    pulldown_cmark::html::push_html(&mut theirs, pulldown_cmark::Parser::new(&text));
    let article = grammar::parse(&text, Flavour::CommonMark);
    prop_assert_eq!(plain_quotes(&html::render(&article)), plain_quotes(&theirs), "{:?}", text);
    Ok(())
}

/// The two differ in the quotes that they write as references.
fn plain_quotes(html: &str) -> String {
    html.replace("&quot;", "\"").replace("&#39;", "'").replace("&#x27;", "'")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn links_and_images(parts in vec(select([MARKUP, IMAGES].concat()), 1..16)) {
        agree(&parts)?;
    }

    #[test]
    fn links_and_tags(parts in vec(select([MARKUP, TAGS].concat()), 1..16)) {
        agree(&parts)?;
    }
}
