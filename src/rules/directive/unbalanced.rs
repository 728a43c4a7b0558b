//! `directive/unbalanced`: a row, column, image, form or admonition has no end, or an end no start.

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
        for (kind, noun, ending) in [
            (RegionKind::Row, "row", "::: row-end"),
            (RegionKind::Column, "column", "::: column-end"),
            (RegionKind::Image, "image", "::: image-end"),
            (RegionKind::Form, "form", "::: form-end"),
            (RegionKind::Admonition, "admonition", ":::"),
        ] {
            regions::report_unbalanced(cx, kind, noun, ending);
        }
    }
}
