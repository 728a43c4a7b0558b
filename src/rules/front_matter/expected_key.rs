//! `front-matter/expected-key`: a key that articles usually have is missing.

use crate::{
    bitext::Side,
    rules::{
        Ctx, Rule,
        options::Options,
        schemas::{self, Choice, named},
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
        if faults.is_empty() {
            return;
        }
        // A key that is written wrong is one fault, told at the key that stands there.
        let near: Vec<String> = faults
            .iter()
            .filter(|it| it.kind == SchemaFaultKind::UnknownKeyNear)
            .filter_map(|it| it.suggestion.clone())
            .collect();
        // What a source in a file of its own has is told as missing.
        let inherited = |key: &str| {
            let source = cx.source().filter(|_| cx.bitext.split.is_none());
            source.is_some_and(|it| {
                it.front_matter.as_ref().is_some_and(|front| front.get(it.text, key).is_some())
            })
        };
        faults.retain(|fault| !near.contains(&fault.key) && !inherited(&fault.key));
        faults.retain(|fault| fault.kind == SchemaFaultKind::ExpectedKey);
        let translated = faults.iter().find_map(|it| schemas::translated(cx.bitext, &it.key));
        let keys: Vec<_> = faults.iter().map(|fault| fault.key.as_str()).collect();
        let Some(first) = faults.first() else { return };
        let verb = if keys.len() == 1 { "is" } else { "are" };
        let message = format!("the {} {verb} missing or empty", named(&keys));
        let finding = cx.report(first.span, message);
        finding
            .detail(keys.join(" "))
            .help("copy what the source has of it; what it lacks too may be left out");
        if let (Some(key), [_]) = (translated, keys.as_slice()) {
            finding.fact(Side::Target, key);
        }
    }
}
