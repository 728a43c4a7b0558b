//! `front-matter/length`: a title or description is longer or shorter than the schema allows.

use crate::{
    rules::{Ctx, Rule, options::Options, schemas::Choice},
    schema::{self, SchemaFaultKind},
};

struct Length {
    schema: Choice,
}

pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    Box::new(Length { schema: Choice::of(options) })
}

impl Rule for Length {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let out_of_bounds =
            |kind| matches!(kind, SchemaFaultKind::TooLong | SchemaFaultKind::TooShort);
        let source = cx.source().filter(|_| cx.bitext.split.is_none());
        let inherited = source
            .and_then(|source| {
                let front = source.front_matter.as_ref()?;
                Some(schema::validate(self.schema.schema(front, source.text)?, front, source.text))
            })
            .unwrap_or_default();
        for fault in self.schema.faults(cx) {
            let same = inherited.iter().any(|it| (it.kind, &it.key) == (fault.kind, &fault.key));
            if !out_of_bounds(fault.kind) || same {
                continue;
            }
            let help = if fault.kind == SchemaFaultKind::TooLong {
                "say it in fewer words: what is longer is cut off where it is shown"
            } else {
                "say more, as the source does"
            };
            cx.report(fault.span, fault.message).help(help).detail(fault.key);
        }
    }
}
