//! `checkstyle`: the XML of Checkstyle, which many code review tools read: files with their errors.

use super::{Run, Style, markup::escape, sides::first_source, window};
use std::{
    fmt::Write as _,
    io::{self, Write},
};

/// Writes the run.
pub(super) fn write(out: &mut dyn Write, run: &Run<'_>, _: &Style) -> io::Result<()> {
    out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"10.0\">\n")?;
    for group in run.diagnostics.chunk_by(|one, other| one.primary.file == other.primary.file) {
        let Some(file) = group.first().and_then(|it| run.files.get(it.primary.file)) else {
            continue;
        };
        let shown = |text: &str| escape(&window::visible(text, false));
        let mut text = format!("  <file name=\"{}\">\n", shown(&file.path));
        for diagnostic in group {
            let position = file.position(diagnostic.primary.span.start);
            let mut message = diagnostic.message.clone();
            if let Some(source) = first_source(run.files, diagnostic) {
                let _ = write!(message, "; {source}");
            }
            if let Some(help) = &diagnostic.help {
                let _ = write!(message, "; help: {help}");
            }
            let _ = writeln!(
                text,
                "    <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" \
                 source=\"loclint.{}\"/>",
                position.line,
                position.column,
                diagnostic.severity,
                shown(&message),
                diagnostic.rule.replace('/', ".")
            );
        }
        text.push_str("  </file>\n");
        out.write_all(text.as_bytes())?;
    }
    out.write_all(b"</checkstyle>\n")
}
