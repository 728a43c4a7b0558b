//! Floor 10: the command line. Arguments, commands, exit codes, and the program's own errors. The
//! only floor that looks at the terminal and the environment.

mod ack;
mod args;
mod check;
mod clock;
mod error;
mod help;
mod init;
mod inspect;
mod known;
mod pages;
mod pairs;
mod prose;
mod session;
mod settings;
mod terminal;

use clap::ArgMatches;
use std::{ffi::OsString, io, process::ExitCode};

/// How the program ends.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Exit {
    /// Nothing at or above the level that fails a run.
    Clean = 0,
    /// Findings.
    Findings = 1,
    /// The job could not be done.
    Failed = 2,
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    ExitCode::from(run(std::env::args_os().collect()) as u8)
}

fn run(arguments: Vec<OsString>) -> Exit {
    let command = args::command();
    let arguments = args::with_default_command(&command, arguments);
    let matches = match command.try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => {
            // A closed pipe is no error, and there is nowhere else to write to.
            let _ = error.print();
            return if error.use_stderr() { Exit::Failed } else { Exit::Clean };
        }
    };
    let (name, matches) = matches.subcommand().expect("a command is required");
    match dispatch(name, matches) {
        Ok(exit) => exit,
        // The reader of the output went away: that is success.
        Err(trouble) if trouble.is_closed_pipe() => Exit::Clean,
        Err(trouble) => {
            let terminal = terminal::Terminal::of(matches);
            terminal.errors(|out, terminal| trouble.write(out, terminal));
            Exit::Failed
        }
    }
}

fn dispatch(name: &str, matches: &ArgMatches) -> Result<Exit, error::Trouble> {
    match name {
        "check" => check::check(matches),
        "parse" => inspect::parse(matches),
        "view" => inspect::view(matches),
        "pairs" => pairs::pairs(matches),
        "ack" => ack::ack(matches),
        "baseline" => known::baseline(matches),
        "rules" => pages::rules(matches),
        "explain" => pages::explain(matches),
        "rule" => pages::test(matches),
        "help" => help::help(matches),
        "init" => init::init(matches),
        "config" => settings::config(matches),
        "schema" => settings::schema(matches),
        "completions" => settings::completions(matches),
        "man" => settings::man(),
        other => unreachable!("clap knows no command {other}"),
    }
}

/// Writes to standard output; a closed pipe comes back as [`error::Trouble::Output`].
fn print(text: &str) -> Result<Exit, error::Trouble> {
    terminal::write_all(&mut io::stdout().lock(), text.as_bytes())?;
    Ok(Exit::Clean)
}
