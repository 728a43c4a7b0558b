//! The arguments, in clap's builder.

use crate::{config::FailOn, report::FORMATS, rules::preset};
use clap::{
    Arg, ArgAction, ArgGroup, Command, ValueHint, builder::PossibleValuesParser, value_parser,
};
use std::{ffi::OsString, path::PathBuf};

const AFTER: &str = "\
Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 the job could not be done.
Without a command, `check` runs: `loclint docs` is `loclint check docs`, and `loclint` checks all
articles below the working folder. `loclint help` lists topics.";

const AGAINST: &str = "\
Version of its source to compare a translation with.

`recorded` is the version that it was made from: at the commit that its front matter names \
(`ms.sourcegitcommit`, `default_lang_commit`, `l10n.sourceCommit`, or the key that the layout gives as \
`source_rev`), else at the last commit that touched the translation. It is read with git. Where it \
cannot be had, the translation is compared with today's source, `sync/unverified-source` says why, \
and nothing that rests on the comparison is an error. What changed in the source since is told by \
`sync/outdated`.

`head` is today's source, which is then taken for the right one. So is a source named with --source.";

/// The whole command line.
pub(super) fn command() -> Command {
    Command::new("loclint")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Checks translated documentation against its source")
        .after_help(AFTER)
        .subcommand_required(true)
        .disable_help_subcommand(true)
        .arg(
            Arg::new("color")
                .long("color")
                .global(true)
                .value_name("WHEN")
                .value_parser(["auto", "always", "never"])
                .default_value("auto")
                .help("Whether to use colours"),
        )
        .subcommand(check())
        .subcommand(parse())
        .subcommand(view())
        .subcommand(
            config_arguments(Command::new("rules").about("Lists the rules with their levels"))
                .arg(form(["text", "json", "markdown"], "Form of the list")),
        )
        .subcommand(
            config_arguments(
                Command::new("explain").about("Shows the page of a rule, or the rules of a group"),
            )
            .arg(Arg::new("rule").value_name("RULE").required(true).help("Rule or group")),
        )
        .subcommand(
            Command::new("rule").about("Works on rule pages").subcommand_required(true).subcommand(
                Command::new("test")
                    .about("Runs the examples on rule pages")
                    .arg(paths("Rule pages, or folders of them").required(true)),
            ),
        )
        .subcommand(init())
        .subcommand(pairs())
        .subcommand(ack())
        .subcommand(baseline())
        .subcommand(
            config_arguments(
                Command::new("config")
                    .about("Shows the settings for a path and where each comes from"),
            )
            .arg(path("path", "PATH", "Article to show the settings for")),
        )
        .subcommand(
            Command::new("schema")
                .about("Prints the JSON Schema of loclint.yaml or of a format of output")
                .arg(
                    Arg::new("format")
                        .long("format")
                        .value_name("FORMAT")
                        .value_parser(["json", "jsonl"])
                        .help("The schema of this format, or of a line of it"),
                ),
        )
        .subcommand(
            Command::new("completions").about("Prints completions for a shell").arg(
                Arg::new("shell")
                    .value_name("SHELL")
                    .required(true)
                    .value_parser(value_parser!(clap_complete::Shell))
                    .help("Shell"),
            ),
        )
        .subcommand(Command::new("man").about("Prints the manual page"))
        .subcommand(
            Command::new("help").about("Prints a page of help, or the help of a command").arg(
                Arg::new("topic").value_name("TOPIC").help("Topic or command; none lists them"),
            ),
        )
}

/// Puts `check` before arguments that name no command.
pub(super) fn with_default_command(
    command: &Command,
    mut arguments: Vec<OsString>,
) -> Vec<OsString> {
    let takes_value = |flag: &str| {
        let check = command.find_subcommand("check");
        let known =
            check.into_iter().flat_map(Command::get_arguments).chain(command.get_arguments());
        known.into_iter().any(|argument| {
            let long =
                argument.get_long().is_some_and(|long| flag.strip_prefix("--") == Some(long));
            let short = argument.get_short().is_some_and(|short| flag == format!("-{short}"));
            (long || short) && argument.get_action().takes_values()
        })
    };
    let mut at = 1;
    while let Some(argument) = arguments.get(at) {
        let Some(text) = argument.to_str() else { break };
        if !text.starts_with('-') || text == "-" || text == "--" {
            if command.find_subcommand(text).is_some() {
                return arguments;
            }
            break;
        }
        if matches!(text, "-h" | "--help" | "-V" | "--version") {
            return arguments;
        }
        at += if takes_value(text) { 2 } else { 1 };
    }
    arguments.insert(arguments.len().min(1), "check".into());
    arguments
}

fn check() -> Command {
    let words: Vec<&str> = FailOn::WORDS.iter().map(|(word, _)| *word).collect();
    let formats: Vec<String> =
        FORMATS.iter().map(|format| format!("  {:<10} {}", format.name, format.about)).collect();
    let formats = format!("Formats of --output:\n{}", formats.join("\n"));
    config_arguments(Command::new("check").about("Checks articles (the default command)"))
        .after_help(formats)
        .arg(paths("Articles, or folders of them; `-` reads an article from standard input"))
        .args([
            Arg::new("stdin-filename")
                .long("stdin-filename")
                .value_name("PATH")
                .value_parser(value_parser!(PathBuf))
                .help("Path of the article that standard input holds"),
            Arg::new("locale").long("locale").value_name("TAG").help(
                "Locale of the translations, instead of what settings, path or front matter say",
            ),
            path("source", "FILE", "Source of the one article that is named").long("source"),
            Arg::new("against")
                .long("against")
                .value_name("VERSION")
                .value_parser(["recorded", "head"])
                .default_value("recorded")
                .help("Version of its source to compare a translation with")
                .long_help(AGAINST),
            Arg::new("side")
                .long("side")
                .value_name("SIDE")
                .value_parser(["target", "source", "both"])
                .default_value("target")
                .help("Whose faults to report: the translations' or their sources'"),
            Arg::new("require-source")
                .long("require-source")
                .action(ArgAction::SetTrue)
                .help("Fail where the folder of the sources is not there"),
            no_ignore(),
            Arg::new("allow-empty")
                .long("allow-empty")
                .action(ArgAction::SetTrue)
                .help("Finding no article is no failure"),
            jobs(),
        ])
        .next_help_heading("Rules")
        .args([
            Arg::new("only")
                .long("only")
                .value_name("RULE,…")
                .value_delimiter(',')
                .action(ArgAction::Append)
                .help("Run these rules or groups and no other"),
            Arg::new("rule")
                .long("rule")
                .value_name("RULE=LEVEL")
                .action(ArgAction::Append)
                .help("Set the level of a rule or group: error, warning, info or off"),
        ])
        .next_help_heading("New findings only")
        .args([
            Arg::new("since")
                .long("since")
                .value_name("REV")
                .help("Show what is new since this commit, tag or branch; asks git")
                .long_help(
                    "Show what is new since this commit, tag or branch: the older articles are \
                     linted too, and what was found in them is left out, wherever it stands now. \
                     `REV...` is where the present branch left REV. What is not committed yet \
                     counts as new.",
                ),
            path("baseline", "FILE", "Known findings to leave out, instead of the configuration's")
                .long("baseline"),
            Arg::new("no-baseline")
                .long("no-baseline")
                .action(ArgAction::SetTrue)
                .conflicts_with("baseline")
                .help("Show known findings too"),
            Arg::new("ratchet")
                .long("ratchet")
                .action(ArgAction::SetTrue)
                .help("Fail when the baseline holds findings that no longer occur"),
        ])
        .next_help_heading("Fixes")
        .args([
            Arg::new("fix")
                .long("fix")
                .action(ArgAction::SetTrue)
                .help("Apply the fixes that cannot change the meaning; what remains is reported")
                .long_help(
                    "Apply the fixes that cannot change the meaning; what remains is reported. \
                     Findings that the run leaves out, those of the baseline and with --since \
                     those that were there before, are left as they are.",
                ),
            Arg::new("unsafe-fixes")
                .long("unsafe-fixes")
                .action(ArgAction::SetTrue)
                .requires("fixing")
                .help("With --fix or --diff, take the fixes that a person should look at, too"),
            Arg::new("diff")
                .long("diff")
                .action(ArgAction::SetTrue)
                .help("Show what --fix would change, and write nothing"),
        ])
        .group(ArgGroup::new("fixing").args(["fix", "diff"]).multiple(true))
        .next_help_heading("Output")
        .args([
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name("FORMAT[=FILE]")
                .action(ArgAction::Append)
                .help(
                    "Format of the output, and a file to write it to; may be given several times",
                ),
            Arg::new("statistics")
                .long("statistics")
                .action(ArgAction::SetTrue)
                .help("Count findings by rule instead of showing them"),
            Arg::new("timing")
                .long("timing")
                .action(ArgAction::SetTrue)
                .help("Tell on standard error what each step and rule took"),
            Arg::new("max-diagnostics")
                .long("max-diagnostics")
                .value_name("N|none")
                .value_parser(limit)
                .help("Findings to show to people at most [default: 100 on a terminal]"),
            Arg::new("marks")
                .long("marks")
                .value_name("HOW")
                .value_parser(["auto", "carets", "inline"])
                .default_value("auto")
                .help("How places in a line are marked: below it, or in the text"),
            Arg::new("ascii")
                .long("ascii")
                .action(ArgAction::SetTrue)
                .help("Draw frames and marks in ASCII"),
            Arg::new("width")
                .long("width")
                .value_name("COLUMNS")
                .value_parser(value_parser!(u16).range(40..))
                .help("Columns to fill [default: the terminal's, else 100]"),
            Arg::new("quiet")
                .short('q')
                .long("quiet")
                .action(ArgAction::Count)
                .help("Leave out the line of counts; twice: print no findings"),
            Arg::new("verbose")
                .short('v')
                .long("verbose")
                .action(ArgAction::Count)
                .help("Tell what was left out, and why"),
        ])
        .next_help_heading("Exit code")
        .args([
            Arg::new("fail-on")
                .long("fail-on")
                .value_name("LEVEL")
                .value_parser(PossibleValuesParser::new(words))
                .help("Fail at findings of this level or worse [default: error]"),
            Arg::new("max-warnings")
                .long("max-warnings")
                .value_name("N")
                .value_parser(value_parser!(u32))
                .help("Fail at more warnings than this"),
            Arg::new("exit-zero")
                .long("exit-zero")
                .action(ArgAction::SetTrue)
                .help("Exit with 0 whatever is found"),
        ])
}

fn parse() -> Command {
    let flavours = crate::config::FLAVOURS.iter().map(|(word, _)| *word).collect::<Vec<_>>();
    Command::new("parse")
        .about("Prints the tree of an article")
        .arg(path("file", "FILE", "Article").required(true))
        .args([
            form(["text", "json"], "Form of the tree"),
            Arg::new("flavor")
                .long("flavor")
                .value_name("FLAVOR")
                .value_parser(PossibleValuesParser::new(flavours))
                .default_value("auto")
                .help("How Markdown is read"),
            Arg::new("source")
                .long("source")
                .action(ArgAction::SetTrue)
                .help("Of a side-by-side article, take the source instead of the target"),
            path("pair", "SOURCE", "Show how the blocks are aligned with those of this source")
                .long("pair"),
        ])
}

fn view() -> Command {
    Command::new("view")
        .about("Prints one language of a side-by-side article")
        .arg(path("file", "FILE", "Article").required(true))
        .args([
            Arg::new("target")
                .long("target")
                .action(ArgAction::SetTrue)
                .conflicts_with("source")
                .help("The translation (default)"),
            Arg::new("source").long("source").action(ArgAction::SetTrue).help("The source"),
            Arg::new("prose")
                .long("prose")
                .action(ArgAction::SetTrue)
                .help("Without markup, a line for each block"),
            path(
                "map",
                "FILE",
                "Where to write which line of the prose is which place of the file \
                  [default: standard error, unless that is a terminal]",
            )
            .long("map")
            .requires("prose"),
        ])
}

fn pairs() -> Command {
    config_arguments(
        Command::new("pairs").about("Shows each article with its source, or why it has none"),
    )
    .arg(paths("Articles, or folders of them"))
    .args([
        Arg::new("status")
            .long("status")
            .action(ArgAction::SetTrue)
            .help("Show whether the source changed since it was translated; asks git"),
        Arg::new("missing")
            .long("missing")
            .action(ArgAction::SetTrue)
            .help("List the sources without a translation instead"),
        form(["text", "json"], "Form of the list"),
        no_ignore(),
    ])
}

fn ack() -> Command {
    config_arguments(
        Command::new("ack")
            .about("Records in translations that they are up to date with their sources")
            .long_about(
                "Records in translations that they are up to date with their sources.\n\nThe commit \
                 that last touched the source is written into the front matter of the translation: \
                 under the key that the layout gives as `source_rev`, else under \
                 `ms.sourcegitcommit`, `default_lang_commit` or `l10n.sourceCommit`, whichever is \
                 there. Nothing else of the file changes. `check` then compares the translation with \
                 the source as it was at that commit.",
            ),
    )
    .arg(path("paths", "FILE", "Translations").num_args(1..).required(true).action(ArgAction::Append))
    .args([
        Arg::new("key")
            .long("key")
            .value_name("KEY")
            .help("Key to write, which is added where it is not there (`a.b` is `b` within `a`)"),
        Arg::new("force")
            .long("force")
            .action(ArgAction::SetTrue)
            .help("Record the last commit of a source that has changes not committed yet"),
    ])
}

fn init() -> Command {
    Command::new("init")
        .about(
            "Writes a commented loclint.yaml for this folder, and tells what the first run finds",
        )
        .arg(
            Arg::new("layout")
                .long("layout")
                .value_name("NAME")
                .value_parser(PossibleValuesParser::new(crate::config::layout_names()))
                .help("Layout to name, instead of the one that pairs most articles"),
        )
}

fn baseline() -> Command {
    let command = |name: &'static str, about: &'static str| {
        config_arguments(Command::new(name).about(about))
            .arg(paths("Articles, or folders of them"))
            .args([
                path(
                    "baseline",
                    "FILE",
                    "The file [default: as configured, else .loclint/baseline.txt]",
                )
                .long("baseline"),
                no_ignore(),
                jobs(),
            ])
    };
    Command::new("baseline")
        .about("Works on the file of known findings, which `check` leaves out")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(
            command("create", "Writes all findings there are into a new file").arg(
                Arg::new("force")
                    .long("force")
                    .action(ArgAction::SetTrue)
                    .help("Write the file anew if it is there"),
            ),
        )
        .subcommand(command(
            "update",
            "Takes in the new findings of the articles named, and drops those that no longer occur",
        ))
        .subcommand(command("prune", "Drops findings that no longer occur"))
        .subcommand(command("stat", "Counts findings that are known, that are gone, and new ones"))
}

fn config_arguments(command: Command) -> Command {
    command.args([
        path("config", "FILE", "Settings to use, instead of the nearest loclint.yaml")
            .long("config"),
        Arg::new("isolated")
            .long("isolated")
            .action(ArgAction::SetTrue)
            .conflicts_with("config")
            .help("Use no loclint.yaml"),
        Arg::new("preset")
            .long("preset")
            .value_name("NAME")
            .value_parser(PossibleValuesParser::new(preset::names().collect::<Vec<_>>()))
            .help("Levels that rules start from"),
    ])
}

fn no_ignore() -> Arg {
    Arg::new("no-ignore")
        .long("no-ignore")
        .action(ArgAction::SetTrue)
        .help("Do not obey .gitignore")
}

fn jobs() -> Arg {
    Arg::new("jobs")
        .short('j')
        .long("jobs")
        .value_name("N")
        .value_parser(value_parser!(u16).range(1..))
        .help("Threads to use [default: as many as there are processors]")
}

/// The forms that a command prints in, of which the first is the usual one.
fn form<const N: usize>(forms: [&'static str; N], help: &'static str) -> Arg {
    Arg::new("format")
        .long("format")
        .value_name("FORMAT")
        .default_value(forms.first().copied().unwrap_or_default())
        .value_parser(forms)
        .help(help)
}

fn path(id: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(id)
        .value_name(value)
        .value_parser(value_parser!(PathBuf))
        .value_hint(ValueHint::AnyPath)
        .help(help)
}

fn paths(help: &'static str) -> Arg {
    path("paths", "PATH", help).num_args(0..).action(ArgAction::Append)
}

/// `none` or a number.
fn limit(text: &str) -> Result<usize, String> {
    if text == "none" {
        return Ok(usize::MAX);
    }
    text.parse().map_err(|_| "this is neither a number nor `none`".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_default(arguments: &[&str]) -> Vec<String> {
        let arguments = std::iter::once("loclint").chain(arguments.iter().copied());
        let arguments = arguments.map(OsString::from).collect();
        let arguments = with_default_command(&command(), arguments);
        arguments[1..].iter().map(|it| it.to_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn clap_finds_no_fault() {
        command().debug_assert();
    }

    #[test]
    fn check_is_the_default() {
        assert_eq!(with_default(&["docs"]), ["check", "docs"]);
        assert_eq!(with_default(&["-q", "--config", "rules", "a"])[0], "check");
        assert_eq!(with_default(&["--color", "never", "rules"])[0], "--color");
        assert_eq!(with_default(&["--only=link", "a"])[0], "check");
        assert_eq!(with_default(&["--version"]), ["--version"]);
        assert_eq!(with_default(&["-", "rules"])[0], "check");
        assert_eq!(with_default(&[]), ["check"]);
        assert_eq!(with_default(&["help", "layouts"]), ["help", "layouts"]);
    }
}
