//! `front-matter/localization-keys`: the keys that tie an article to its hand-off are damaged.

use crate::{
    rules::{
        Ctx, Rule,
        options::Options,
        schemas::{Choice, named},
    },
    schema::SchemaFaultKind,
};

struct LocalizationKeys {
    schema: Choice,
}

pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    Box::new(LocalizationKeys { schema: Choice::of(options) })
}

impl Rule for LocalizationKeys {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let (mut missing, mut fence) = (Vec::new(), None);
        for fault in self.schema.faults(cx) {
            if fault.group.as_deref() != Some("localization") {
                continue;
            }
            if fault.kind == SchemaFaultKind::MissingKey {
                missing.push(fault.key);
                fence = Some(fault.span);
                continue;
            }
            cx.report(fault.span, fault.message)
                .detail(fault.key)
                .help("restore the value that the hand-off had");
        }
        // The locale alone is what people write who know no hand-off.
        if let Some(fence) = fence.filter(|_| missing.len() < 5 || has_other_than_locale(cx)) {
            let keys: Vec<_> = missing.iter().map(String::as_str).collect();
            let verb = if keys.len() == 1 { "is" } else { "are" };
            let message =
                format!("the localization {} {verb} missing, and others are there", named(&keys));
            cx.report(fence, message)
                .detail(keys.join(" "))
                .help("restore the keys of the hand-off: they stand together or not at all");
        }
    }
}

/// Whether one of the keys of localization stands there, the locale aside.
fn has_other_than_locale(cx: &Ctx<'_, '_>) -> bool {
    let article = cx.target();
    let front = article.front_matter.as_ref();
    front.is_some_and(|front| front.get(article.text, "ms.contentlocale").is_none())
}
