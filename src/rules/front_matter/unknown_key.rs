//! `front-matter/unknown-key`: a key that is nearly one that the schema knows.

use crate::{
    diagnostic::Safety,
    rules::{Ctx, Rule, options::Options, quote::quote, schemas::Choice},
    schema::SchemaFaultKind,
};

struct UnknownKey {
    schema: Choice,
}

pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    Box::new(UnknownKey { schema: Choice::of(options) })
}

impl Rule for UnknownKey {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        for fault in self.schema.faults(cx) {
            let (SchemaFaultKind::UnknownKeyNear, Some(near)) = (fault.kind, fault.suggestion)
            else {
                continue;
            };
            cx.report(fault.span, fault.message)
                .help(format!("write {}, if that is meant", quote(&near)))
                .detail(fault.key)
                .fix(Safety::Unsafe, fault.span, near);
        }
    }
}
