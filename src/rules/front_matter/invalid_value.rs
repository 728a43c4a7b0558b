//! `front-matter/invalid-value`: a value is not of the kind or shape that the schema asks for.

use crate::{
    diagnostic::Safety,
    rules::{Ctx, Rule, options::Options, schemas::Choice},
    schema::SchemaFaultKind,
};

struct InvalidValue {
    schema: Choice,
}

pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    Box::new(InvalidValue { schema: Choice::of(options) })
}

impl Rule for InvalidValue {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        for fault in self.schema.faults(cx) {
            let about_value = matches!(
                fault.kind,
                SchemaFaultKind::WrongType
                    | SchemaFaultKind::NotAllowed
                    | SchemaFaultKind::BadPattern
                    | SchemaFaultKind::BadDate
                    | SchemaFaultKind::Empty
            );
            if !about_value || fault.group.is_some() {
                continue;
            }
            let finding = cx
                .report(fault.span, fault.message)
                .detail(fault.key)
                .help("write the value as the source has it");
            if let Some(new) = fault.suggestion {
                finding.fix(Safety::Safe, fault.span, new);
            }
        }
    }
}
