//! `literal/file-name`: a file name is missing, changed or grown together with a word.

use crate::{
    bitext::Fault,
    diagnostic::Severity,
    facts::VerbatimKind,
    rules::{Rule, lost::LostRule, options::Options},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    let mut rule = LostRule::new(
        |_| "file name",
        |lost, _| {
            lost.kind == VerbatimKind::FileName
                && matches!(lost.fault, Fault::Glued(_) | Fault::Changed(_) | Fault::Gone)
        },
        "write the file name as the source does, apart from the words around it",
    );
    // The reader takes the letters behind it for its extension.
    rule.severity = |fault| matches!(fault, Fault::Glued(_)).then_some(Severity::Error);
    Box::new(rule)
}
