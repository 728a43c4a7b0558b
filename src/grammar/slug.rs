//! The anchor that the writer of side-by-side files puts in front of a heading.

/// The slug of a heading, from its Markdown without the `#` marks and anchors: markup dropped, names
/// of entities and tags kept as letters (`&amp;` gives `amp`), lower case, only letters, digits, `_`,
/// `-` and spaces kept, and those as `-`. A heading that repeats another gets the same slug.
pub fn slug(heading: &str) -> String {
    let mut slug = String::with_capacity(heading.len());
    for c in heading.trim().chars() {
        if c == ' ' {
            slug.push('-');
        } else if c.is_alphanumeric() || c == '_' || c == '-' {
            slug.extend(c.to_lowercase());
        }
    }
    slug
}
