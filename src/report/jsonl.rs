//! `jsonl`: the findings of `json`, one object a line.

use super::{Run, Style, json};
use std::io::{self, Write};

/// Writes the run.
pub(super) fn write(out: &mut dyn Write, run: &Run<'_>, _: &Style) -> io::Result<()> {
    let mut buffer = Vec::with_capacity(1 << 17);
    for diagnostic in run.diagnostics {
        json::finding(&mut buffer, run.files, diagnostic);
        buffer.push(b'\n');
        if buffer.len() >= 1 << 16 {
            out.write_all(&buffer)?;
            buffer.clear();
        }
    }
    out.write_all(&buffer)
}
