//! What is wrong with the comments of an article that ask to let findings be.

use super::{
    check::Job,
    one::{RuleSet, plain},
};
use crate::{
    diagnostic::{Diagnostic, Fix},
    engine::{self, Outcome},
    rules::{read::nearest, registry::Catalogue},
    text::{FileId, Span},
};

/// Reports what is wrong with the comments that ask to let findings be. They are the program's to
/// report: only who knows all rules can tell which name is none.
pub(super) fn judge(job: &Job<'_>, set: &RuleSet, file: FileId, text: &str, outcome: &mut Outcome) {
    let Outcome { silence, diagnostics, .. } = outcome;
    let before = diagnostics.len();
    let mut report = |rule: &str, span: Span, message: String, help: String, fix: Option<Fix>| {
        let finding = plain(job, set, rule, file, span, message, text);
        diagnostics.extend(finding.map(|it| Diagnostic { help: Some(help), fix, ..it }));
    };
    let shown = |span: Span| quoted(span.of_text(text));
    for &(at, end) in &silence.stray {
        if end {
            let message = format!("{} ends what did not start", shown(at));
            report(
                "suppress/unclosed",
                at,
                message,
                "remove it, or name the rules of its start".into(),
                None,
            );
        } else {
            let message = format!("{} is no comment that lets findings be", shown(at));
            let help = "write `loclint-ignore`, `-line`, `-start`, `-end` or `-file`, and rules";
            report("suppress/unknown-rule", at, message, help.into(), None);
        }
    }
    for it in &silence.list {
        let Some(at) = it.at else { continue };
        let mut known = true;
        for name in &it.names {
            if let Some((message, help)) = unknown(job.catalogue, &name.text, it.whole) {
                known = false;
                report("suppress/unknown-rule", name.span, message, help, None);
            }
        }
        if it.names.is_empty() {
            known = false;
            let message = format!("{} names no rule", shown(at));
            let help = "name the rules that it is about, `group/name` or `group`";
            report("suppress/unknown-rule", at, message, help.into(), None);
        }
        if !it.reason {
            let message = format!("{} does not say why", shown(at));
            report(
                "suppress/missing-reason",
                at,
                message,
                "write the reason behind a colon".into(),
                None,
            );
        }
        if !it.closed {
            let message = format!("{} has no end and reaches to the end of the article", shown(at));
            let help = "write `loclint-ignore-end` with the same rules behind what it is about";
            report("suppress/unclosed", at, message, help.into(), None);
        }
        if known && it.used == Some(false) && !job.levels.is_partial() {
            let message = format!("{} suppresses nothing", shown(at));
            report("suppress/unused", at, message, "remove it".into(), it.removal.clone());
        }
    }
    if diagnostics.len() > before {
        engine::join(diagnostics, Vec::new(), &[]);
    }
}

/// What is wrong with the name of a rule in an article, and what to do.
fn unknown(catalogue: &Catalogue, name: &str, whole: bool) -> Option<(String, String)> {
    if name == "*" {
        let message = "`*` names all rules in `loclint-ignore-file` alone".to_owned();
        return (!whole).then(|| (message, "name the rules".to_owned()));
    }
    let groups = || catalogue.groups().map(|(group, _)| group);
    if catalogue.find(name).is_some() || groups().any(|group| group == name) {
        return None;
    }
    let near = if name.contains('/') { None } else { nearest(name, groups()) };
    let help = match near.or_else(|| catalogue.suggest(name)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`loclint rules` lists all rules".to_owned(),
    };
    Some((format!("there is no rule `{name}`"), help))
}

/// The beginning of a text in quotes, on one line.
fn quoted(text: &str) -> String {
    const MOST: usize = 60;
    let line = text.lines().next().unwrap_or("");
    let short: String = line.chars().take(MOST).collect();
    let more = if short.len() < text.trim_end().len() { "…" } else { "" };
    format!("`{short}{more}`")
}
