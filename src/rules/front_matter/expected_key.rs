//! `front-matter/expected-key`: a key that articles usually have is missing.

use crate::{
    rules::{
        Ctx, Rule,
        options::Options,
        schemas::{Choice, named},
    },
    schema::SchemaFaultKind,
};

struct ExpectedKey {
    schema: Choice,
}

pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    Box::new(ExpectedKey { schema: Choice::of(options) })
}

impl Rule for ExpectedKey {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let mut faults = self.schema.faults(cx);
        faults.retain(|fault| fault.kind == SchemaFaultKind::ExpectedKey);
        let keys: Vec<_> = faults.iter().map(|fault| fault.key.as_str()).collect();
        let Some(first) = faults.first() else { return };
        let verb = if keys.len() == 1 { "is" } else { "are" };
        cx.report(first.span, format!("the {} {verb} missing or empty", named(&keys)))
            .detail(keys.join(" "))
            .help("add what the source has of it");
    }
}
