//! `jsonl`: the findings of `json`, one object a line.

use super::{Run, Style, json};
use std::io::{self, Write};

/// Writes the run.
pub(super) fn write(out: &mut dyn Write, run: &Run<'_>, style: &Style) -> io::Result<()> {
    json::findings(out, run, style, b"", b"\n")?;
    out.write_all(if run.diagnostics.is_empty() { b"" } else { b"\n" })
}
