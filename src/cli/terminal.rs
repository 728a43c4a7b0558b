//! What the output goes to: colours, width, writing in full.

use clap::ArgMatches;
use std::{
    env,
    io::{self, IsTerminal, Write},
    time::Duration,
};

/// Columns where there is no terminal.
const WIDTH: usize = 100;
/// Lines where the screen does not tell.
const ROWS: usize = 24;

/// What the streams of the program are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terminal {
    /// Whether standard output is a terminal.
    pub(super) out: bool,
    /// Whether standard output takes colours.
    pub(super) color: bool,
    /// Whether standard error takes colours.
    pub(super) error_color: bool,
    /// Columns.
    pub(super) width: usize,
    /// Lines of the screen.
    pub(super) rows: usize,
    /// Whether frames are drawn in ASCII.
    pub(super) ascii: bool,
}

impl Terminal {
    /// Looks at the streams, the environment and the flags.
    pub(super) fn of(matches: &ArgMatches) -> Terminal {
        let choice = match matches.get_one::<String>("color").map(String::as_str) {
            Some("always") => Some(true),
            Some("never") => Some(false),
            _ => env::var_os("FORCE_COLOR").map(|value| value != "0"),
        };
        let auto = |choice: anstream::ColorChoice| choice != anstream::ColorChoice::Never;
        let width = matches.try_get_one::<u16>("width").ok().flatten().map(|&it| usize::from(it));
        let columns = || env::var("COLUMNS").ok()?.parse::<usize>().ok().filter(|&it| it >= 40);
        let measured = || {
            let (terminal_size::Width(width), _) = terminal_size::terminal_size()?;
            Some(usize::from(width).max(40))
        };
        Terminal {
            out: io::stdout().is_terminal(),
            color: choice
                .unwrap_or_else(|| auto(anstream::AutoStream::choice(&io::stdout().lock()))),
            error_color: choice
                .unwrap_or_else(|| auto(anstream::AutoStream::choice(&io::stderr().lock()))),
            width: width.or_else(columns).or_else(measured).unwrap_or(WIDTH),
            rows: terminal_size::terminal_size()
                .map(|(_, terminal_size::Height(rows))| usize::from(rows))
                .filter(|&rows| rows > 0)
                .unwrap_or(ROWS),
            ascii: matches.try_get_one::<bool>("ascii").ok().flatten().copied().unwrap_or(false),
        }
    }

    /// Writes to standard error, whatever becomes of it.
    pub(super) fn errors(self, write: impl FnOnce(&mut String, Terminal)) {
        let mut text = String::new();
        write(&mut text, self);
        let choice = if self.error_color {
            anstream::ColorChoice::Always
        } else {
            anstream::ColorChoice::Never
        };
        let mut out = anstream::AutoStream::new(io::stderr().lock(), choice);
        let _ = out.write_all(text.as_bytes());
    }
}

/// Writes to standard output with or without colours.
pub(super) fn write_stdout(bytes: &[u8], color: bool) -> io::Result<()> {
    let choice =
        if color { anstream::ColorChoice::Always } else { anstream::ColorChoice::AlwaysAnsi };
    // Without colours nothing is written that would have to be taken out.
    let mut out = anstream::AutoStream::new(io::stdout().lock(), choice);
    write_all(&mut out, bytes)
}

/// Writes all of it and flushes. A stream that is not ready is asked again: standard output may have
/// been made non-blocking by whoever shares it.
pub(super) fn write_all(out: &mut impl Write, mut bytes: &[u8]) -> io::Result<()> {
    let again = |error: io::Error| match error.kind() {
        io::ErrorKind::Interrupted => Ok(()),
        io::ErrorKind::WouldBlock => {
            std::thread::sleep(Duration::from_millis(1));
            Ok(())
        }
        _ => Err(error),
    };
    while !bytes.is_empty() {
        match out.write(bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => bytes = bytes.get(written..).unwrap_or(&[]),
            Err(error) => again(error)?,
        }
    }
    loop {
        match out.flush() {
            Ok(()) => return Ok(()),
            Err(error) => again(error)?,
        }
    }
}
