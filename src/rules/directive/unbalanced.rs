//! `directive/unbalanced`: a row, column, image or form has no end, or an end no start.

use crate::{
    ast::RegionKind,
    rules::{Ctx, Rule, options::Options, regions},
};

struct Unbalanced;

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Unbalanced)
}

impl Rule for Unbalanced {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        for (kind, word) in [
            (RegionKind::Row, "row"),
            (RegionKind::Column, "column"),
            (RegionKind::Image, "image"),
            (RegionKind::Form, "form"),
        ] {
            regions::report_unbalanced(cx, kind, word, word);
        }
    }
}
