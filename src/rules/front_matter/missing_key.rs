//! `front-matter/missing-key`: a required key is missing, or one that the source has.

use crate::{
    bitext::Side,
    diagnostic::Safety,
    rules::{
        Ctx, Rule,
        options::Options,
        quote::quote,
        schemas::{self, Choice, readable},
    },
    schema::{Inherit, SchemaFaultKind},
    text::Span,
};

struct MissingKey {
    schema: Choice,
}

pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    Box::new(MissingKey { schema: Choice::of(options) })
}

impl Rule for MissingKey {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        for fault in self.schema.faults(cx) {
            if fault.kind == SchemaFaultKind::MissingKey && fault.group.is_none() {
                let translated = schemas::translated(cx.bitext, &fault.key);
                let finding = cx.report(fault.span, fault.message);
                finding.help("add the key, as the source has it").detail(fault.key);
                if let Some(key) = translated {
                    finding.fact(Side::Target, key);
                }
            }
        }
        self.compare(cx);
    }
}

impl MissingKey {
    /// Reports the keys that a source in a file of its own has and the target lacks.
    fn compare(&self, cx: &mut Ctx<'_, '_>) {
        let (target, Some(source)) = (cx.target(), cx.source()) else { return };
        let (Some(own), Some(other)) = (&target.front_matter, &source.front_matter) else { return };
        if cx.bitext.split.is_some() || !readable(own) || !readable(other) {
            return;
        }
        let Some(schema) = self.schema.schema(own, target.text) else { return };
        for entry in &other.entries {
            let key = entry.key.meaning(source.text);
            let inherit = schema.property(key).map_or(Inherit::Required, |it| it.inherit);
            if inherit != Inherit::Required || own.get(target.text, key).is_some() {
                continue;
            }
            let written = entry.key.span.join(entry.value.span);
            let fence = Span { start: own.span.start, end: own.body.start };
            let fence = Span::of(target.text, fence.of_text(target.text).trim_end());
            let line = format!("{}\n", written.of_text(source.text));
            cx.report(fence, format!("the key {} of the source is missing", quote(key)))
                .source(written, "the source has it")
                .detail(key)
                .help("copy the key from the source")
                .fix(Safety::Safe, Span { start: own.body.end, end: own.body.end }, line);
        }
    }
}
