//! `emphasis/moved`: bold type stands on other words than the label that is bold in the source.

use crate::rules::{
    Rule,
    index::{Wants, WorkspaceCtx},
    labels::{self, Label, Name, Usual},
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
        for (usual, others) in labels::usual(cx.index, self.seen) {
            let example = usual.example;
            let Some(label) = cx.text(example.article, example.at.at.span).map(trimmed) else {
                continue;
            };
            let small = label.to_lowercase();
            let [name, small] = [label, &small].map(|words| Name::new(words, usual.may));
            let wanted = Wanted { label, name, small };
            let slipped: Vec<_> = others
                .into_iter()
                .filter_map(|other| Some((other, slip(&wanted, other, cx)?)))
                .filter(|(other, slip)| match slip {
                    Slip::Grown => !is_whole(&usual, label, *other, cx),
                    // Of two names as usual, one may stand beside the other as a plain word.
                    Slip::Beside => usual.leads,
                })
                .collect();
            // Where the rendering stands beside the run, letter for letter, the label is rendered so
            // there, too; where it is part of the run, which may be a longer name, nothing is said.
            let beside = slipped.iter().filter(|(_, slip)| matches!(slip, Slip::Beside)).count();
            let told = Usual { count: usual.count + beside, ..usual };
            if !told.has_share(self.share, slipped.len() - beside) {
                continue;
            }
            for (other, slip) in slipped {
                if cx.is_on(other.article) {
                    report(&told, label, other, slip, cx);
                }
            }
        }
    }
}

/// How a run is not the label.
#[derive(Clone, Copy)]
enum Slip {
    /// The label is part of it.
    Grown,
    /// The label stands beside it.
    Beside,
}

/// Whether a run that starts with the usual rendering is the whole label, and the rendering the cut one
/// (`Email & files` of which most places have `Email` alone in bold type): where the rendering has fewer
/// words than the label, most places have another, and no more than the label's words stand in the run.
fn is_whole(usual: &Usual, label: &str, other: Label, cx: &WorkspaceCtx<'_>) -> bool {
    let at = usual.example.at;
    let cut = at.target_words < at.words && usual.count * 2 < usual.all;
    let starts = |inside: &str| inside.to_lowercase().starts_with(&label.to_lowercase());
    cut && other.at.target_words <= at.words
        && cx.text(other.article, other.at.at.span).is_some_and(starts)
}

/// A usual rendering, as it is looked for.
struct Wanted<'t> {
    label: &'t str,
    name: Name<'t>,
    /// In lower case.
    small: Name<'t>,
}

/// How the run at a place is not the label that stands there all the same; `None` where it does not.
fn slip(wanted: &Wanted<'_>, other: Label, cx: &WorkspaceCtx<'_>) -> Option<Slip> {
    let sentence = other.on(cx)?;
    // In a sentence a label may be written small.
    if wanted.small.find(&sentence.inside.to_lowercase()).is_some() {
        return Some(Slip::Grown);
    }
    // The label itself must stand there without bold type of its own.
    let beside = |text: &str| {
        wanted.name.find(text).is_some_and(|at| {
            let (before, after) = (text.get(..at), text.get(at + wanted.label.len()..));
            !before.is_some_and(|it| it.ends_with("**") || it.ends_with("__"))
                && !after.is_some_and(|it| it.starts_with("**") || it.starts_with("__"))
        })
    };
    (beside(sentence.before) || beside(sentence.after)).then_some(Slip::Beside)
}

fn report(usual: &Usual, label: &str, other: Label, slip: Slip, cx: &mut WorkspaceCtx<'_>) {
    let Some(inside) = cx.text(other.article, other.at.at.span) else { return };
    let (run, name) = (quote(inside), quote(label));
    let (message, words) = match slip {
        Slip::Grown => (
            format!("bold type has grown to {run}; the label is {name}"),
            "more than the label is bold",
        ),
        Slip::Beside => (
            format!("bold type stands on {run}, and the label {name} beside it has none"),
            "not the label",
        ),
    };
    let mut at = other.at.at;
    at.span = other.at.run;
    cx.report(other.article, at, message)
        .label(words)
        .also(
            usual.example.article,
            usual.example.at.at,
            format!("so in {} of {} places", usual.count, usual.all),
        )
        .help(format!("put {name} and nothing else in bold type"))
        .detail(inside);
}

/// A label without the punctuation at its ends.
fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || ".,:;!?。、：，".contains(c))
}
