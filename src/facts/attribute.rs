//! What is known of attributes and elements by name: `rules/attributes.yaml`.

use crate::record::record;
use std::sync::OnceLock;

record! {
    #[derive(Default)]
    struct File {
        translated: Vec<String> = "translated";
        may_differ: Vec<String> = "may-differ";
        elements: Vec<String> = "elements";
        end_optional: Vec<String> = "end-optional";
    }
}

fn file() -> &'static File {
    static READ: OnceLock<File> = OnceLock::new();
    READ.get_or_init(|| {
        serde_yaml::from_str(include_str!("../../rules/attributes.yaml")).unwrap_or_default()
    })
}

fn holds(list: &[String], name: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether an attribute of a tag or directive is written for the reader and meant for translation;
/// letter case aside.
pub fn is_translated_attribute(name: &str) -> bool {
    holds(&file().translated, name)
}

/// Whether an attribute may differ by language, as `dir` does.
pub fn may_differ(name: &str) -> bool {
    holds(&file().may_differ, name)
}

/// Whether a name in angle brackets is an element of HTML (and not a placeholder), letter case aside.
pub fn is_element(name: &str) -> bool {
    holds(&file().elements, name)
}

/// Whether an element of HTML may go without its end tag, as `br` and `p` do.
pub fn is_end_optional(name: &str) -> bool {
    holds(&file().end_optional, name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_read() {
        assert!(is_translated_attribute("ALT") && !is_translated_attribute("href"));
        assert!(may_differ("dir") && is_element("TD") && !is_element("String"));
        assert!(is_end_optional("br") && !is_end_optional("b"));
    }
}
