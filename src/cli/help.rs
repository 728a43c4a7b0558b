//! `loclint help`: the pages of `src/help/`, and the help of commands.

use super::{Exit, args, error::Trouble, print};
use crate::rules::read::nearest;
use clap::ArgMatches;
use std::fmt::Write as _;

/// The topics with their pages, in the order in which a newcomer needs them.
const TOPICS: &[(&str, &str)] = &[
    ("layouts", include_str!("../help/layouts.md")),
    ("configuration", include_str!("../help/configuration.md")),
    ("suppressing", include_str!("../help/suppressing.md")),
    ("baselines", include_str!("../help/baselines.md")),
    ("output-formats", include_str!("../help/output-formats.md")),
    ("writing-rules", include_str!("../help/writing-rules.md")),
    ("editors", include_str!("../help/editors.md")),
];

/// Prints the page of a topic, or the help of a command; without either, what there is.
pub(super) fn help(matches: &ArgMatches) -> Result<Exit, Trouble> {
    let mut command = args::command();
    let Some(topic) = matches.get_one::<String>("topic") else {
        let mut text = command.render_help().to_string();
        text.push_str("\nTopics of `loclint help`:\n");
        for (name, page) in TOPICS {
            let title = page.lines().next().unwrap_or("").trim_start_matches(['#', ' ']);
            let _ = writeln!(text, "  {name:<15} {title}");
        }
        return print(&text);
    };
    if let Some((_, page)) = TOPICS.iter().find(|(name, _)| name == topic) {
        return print(page);
    }
    if let Some(found) = command.find_subcommand_mut(topic) {
        return print(&found.render_long_help().to_string());
    }
    let names = TOPICS.iter().map(|(name, _)| *name);
    let known = names.clone().chain(command.get_subcommands().map(clap::Command::get_name));
    let help = match nearest(topic, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("topics: {}", names.collect::<Vec<_>>().join(", ")),
    };
    Err(Trouble::Other(format!("there is no help about `{topic}`"), Some(help)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        config::{FLAVOURS, layout_names, schema::schema},
        report::FORMATS,
        rules::registry::Catalogue,
    };

    fn page(topic: &str) -> &'static str {
        TOPICS.iter().find(|(name, _)| *name == topic).unwrap().1
    }

    /// Whether a page names a word in backticks.
    fn names(page: &str, word: &str) -> bool {
        page.contains(&format!("`{word}`"))
    }

    #[test]
    fn every_key_format_layout_and_flavour_is_told_of() {
        let schema = schema(&Catalogue::builtin());
        for (key, property) in schema["properties"].as_object().unwrap() {
            assert!(names(page("configuration"), key), "{key}");
            let inner = property["properties"].as_object().into_iter().flatten();
            for (inner, _) in inner.filter(|_| key != "rules") {
                assert!(names(page("configuration"), inner), "{key}: {inner}");
            }
        }
        for (flavour, _) in FLAVOURS.iter().filter(|(word, _)| *word != "dfm") {
            assert!(names(page("configuration"), flavour), "{flavour}");
        }
        for format in FORMATS {
            assert!(names(page("output-formats"), format.name), "{}", format.name);
        }
        for layout in layout_names() {
            assert!(names(page("layouts"), layout), "{layout}");
        }
    }
}
