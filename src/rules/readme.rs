//! The tables of rules in `rules/README.md`, made from the pages.

use super::{page::Page, preset::Preset, registry::Catalogue};
use std::fmt::Write as _;

const OPEN: &str = "<!-- rules -->\n";
const CLOSE: &str = "<!-- /rules -->";

/// The text of the README with the tables as they should be; `None` if the comments between which they
/// stand are missing.
pub fn refresh(readme: &str, catalogue: &Catalogue, preset: &Preset) -> Option<String> {
    let (before, rest) = readme.split_once(OPEN)?;
    let (_, after) = rest.split_once(CLOSE)?;
    Some(format!("{before}{OPEN}{}{CLOSE}{after}", tables(catalogue, preset)))
}

/// A table for each group.
fn tables(catalogue: &Catalogue, preset: &Preset) -> String {
    let mut out = String::new();
    let name = preset.name;
    writeln!(out, "\nThe level is that of `{name}`.").expect("a string takes all");
    for (group, pages) in catalogue.groups() {
        out.push_str(&format_group(group, pages, preset));
    }
    out.push('\n');
    out
}

fn format_group(group: &str, pages: &[Page], preset: &Preset) -> String {
    let mut out = format!(
        "\n### {group}\n\n| rule | level | confidence | fix | reports |\n| --- | --- | --- | --- | --- |\n"
    );
    for page in pages {
        let meta = &page.meta;
        let level = match preset.levels.get(&*meta.id) {
            Some(Some(severity)) => severity.word(),
            _ => "off",
        };
        writeln!(
            out,
            "| [`{}`]({}.md) | {level} | {} | {} | {} |",
            meta.id,
            meta.id,
            meta.confidence.word(),
            meta.fix.word(),
            meta.summary.replace('|', "\\|"),
        )
        .expect("a string takes all");
    }
    out
}
