//! `emphasis/moved`: bold type stands on other words than the label that is bold in the source.

use crate::rules::{
    Rule,
    index::{Wants, WorkspaceCtx},
    labels::{self, Label, Usual},
    options::Options,
    quote::quote,
};

/// Makes the check; its options say when a rendering is usual.
pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    Box::new(Moved { seen: options.count("min-seen"), share: options.count("share") })
}

struct Moved {
    /// Times that a rendering must be seen to be the usual one.
    seen: usize,
    /// Percent of the label's places that it must have.
    share: usize,
}

impl Rule for Moved {
    fn wants(&self) -> Wants {
        Wants::LABELS
    }

    fn workspace(&self, cx: &mut WorkspaceCtx<'_>) {
        for (usual, others) in labels::usual(cx.index, self.seen, self.share) {
            for other in others {
                if !cx.is_on(other.article) {
                    continue;
                }
                check(&usual, other, cx);
            }
        }
    }
}

fn check(usual: &Usual, other: Label, cx: &mut WorkspaceCtx<'_>) {
    let (Some(usual_text), Some(one)) =
        (cx.text(usual.example.article, usual.example.at.at.span), other.on(cx))
    else {
        return;
    };
    let usual_text = trimmed(usual_text);
    let glued = labels::is_glued(cx, other.article);
    // In a sentence a label may be written small.
    let lower = (one.inside.to_lowercase(), usual_text.to_lowercase());
    let grown = labels::find(&lower.0, &lower.1, glued).is_some();
    let (message, label) = if grown {
        let message = format!(
            "bold type has grown to {}; the label is {}",
            quote(one.inside),
            quote(usual_text)
        );
        (message, "more than the label is bold")
    } else {
        // The label itself must stand there without bold type of its own.
        let beside = |text: &str| {
            labels::find(text, usual_text, glued).is_some_and(|at| {
                let (before, after) = (text.get(..at), text.get(at + usual_text.len()..));
                !before.is_some_and(|it| it.ends_with("**") || it.ends_with("__"))
                    && !after.is_some_and(|it| it.starts_with("**") || it.starts_with("__"))
            })
        };
        if !beside(one.before) && !beside(one.after) {
            return;
        }
        let message = format!(
            "bold type stands on {}, and the label {} beside it has none",
            quote(one.inside),
            quote(usual_text)
        );
        (message, "not the label")
    };
    let mut at = other.at.at;
    at.span = other.at.run;
    let detail = one.inside.to_owned();
    cx.report(other.article, at, message)
        .label(label)
        .also(
            usual.example.article,
            usual.example.at.at,
            format!("so in {} of {} places", usual.count, usual.all),
        )
        .help(format!("put {} and nothing else in bold type", quote(usual_text)))
        .detail(detail);
}

/// A label without the punctuation at its ends.
fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || ".,:;!?。、：，".contains(c))
}
