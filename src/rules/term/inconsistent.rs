//! `term/inconsistent`: a label is rendered in another way than elsewhere in the tree.

use crate::rules::{
    Rule,
    index::{Wants, WorkspaceCtx},
    labels::{self, Name},
    options::Options,
    quote::quote,
};
use std::collections::BTreeSet;

/// Makes the check; its options say when a rendering is usual.
pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    Box::new(Inconsistent { seen: options.count("min-seen"), share: options.count("share") })
}

struct Inconsistent {
    seen: usize,
    share: usize,
}

impl Rule for Inconsistent {
    fn wants(&self) -> Wants {
        Wants::LABELS
    }

    fn workspace(&self, cx: &mut WorkspaceCtx<'_>) {
        for (usual, others) in labels::usual(cx.index, self.seen) {
            if !usual.has_share(self.share, 0) {
                continue;
            }
            let Some(wanted) = cx.text(usual.example.article, usual.example.at.at.span) else {
                continue;
            };
            let wanted_name = Name::new(wanted, usual.may);
            let mut told = BTreeSet::new();
            for other in others {
                let Some(text) = cx.text(other.article, other.at.at.span) else { continue };
                // In a sentence with several runs nothing says for certain which renders which; and a
                // name that stands there all the same has only lost its bold type.
                let name = (other.article, other.at.target);
                let slipped = other.on(cx).is_none_or(|sentence| {
                    [sentence.inside, sentence.before, sentence.after]
                        .iter()
                        .any(|part| wanted_name.find(part).is_some())
                });
                if slipped
                    || !other.at.alone
                    || other.at.loose
                    || !cx.is_on(other.article)
                    || !told.insert(name)
                {
                    continue;
                }
                let (ours, wanted) = (quote(text), quote(wanted));
                let message = format!("the label {ours} is called {wanted} elsewhere");
                cx.report(other.article, other.at.at, message)
                    .also(
                        usual.example.article,
                        usual.example.at.at,
                        format!("so in {} of {} places", usual.count, usual.all),
                    )
                    .help(format!("call it {wanted}, if it is the same thing"))
                    .detail(text);
            }
        }
    }
}
