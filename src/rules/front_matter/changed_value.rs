//! `front-matter/changed-value`: a value that must match the source's does not.

use crate::{
    ast::{Entry, Value, ValueKind},
    diagnostic::Safety,
    facts::collapse,
    rules::{Ctx, Rule, options::Options, quote::quote, schemas::Choice},
};

struct ChangedValue {
    schema: Choice,
    keys: Vec<String>,
}

/// Makes the check.
pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    Box::new(ChangedValue { schema: Choice::of(options), keys: options.list("keys").to_vec() })
}

impl Rule for ChangedValue {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        if !cx.bitext.is_two_files() {
            return;
        }
        let (target, Some(source)) = (cx.target(), cx.source()) else { return };
        let (Some(own), Some(other)) = (&target.front_matter, &source.front_matter) else { return };
        let schema = self.schema.schema(own, target.text);
        let bound = |key: &str| {
            self.keys.iter().any(|it| it == key)
                || schema.and_then(|it| it.property(key)).is_some_and(|it| it.must_match_source)
        };
        for entry in &other.entries {
            let key = entry.key.meaning(source.text);
            let Some(mine) = own.get(target.text, key).filter(|_| bound(key)) else { continue };
            if written(&mine.value, target.text) == written(&entry.value, source.text) {
                continue;
            }
            let (is, was) = (mine.value.span, entry.value.span);
            let message = format!(
                "{} of `{key}` is not the source's {}",
                quote(is.of_text(target.text)),
                quote(was.of_text(source.text))
            );
            let place = if is.is_empty() { mine.key.span } else { is };
            let finding = cx.report(place, message);
            finding
                .source(entry.key.span.join(was), "the source's value")
                .detail(key)
                .help("copy the value from the source; the key is not for translation");
            if is_scalar(entry) && is_scalar(mine) && !is.is_empty() {
                finding.fix(Safety::Safe, is, was.of_text(source.text));
            }
        }
    }
}

fn is_scalar(entry: &Entry) -> bool {
    matches!(entry.value.kind, ValueKind::Scalar(_))
}

/// A value as its words are written, so that a number or a date in quotation marks is the same.
fn written(value: &Value, text: &str) -> String {
    match &value.kind {
        ValueKind::Scalar(scalar) => collapse(scalar.meaning(text)),
        ValueKind::List(items) => {
            let items: Vec<String> = items.iter().map(|item| written(item, text)).collect();
            format!("[{}]", items.join(","))
        }
        ValueKind::Map(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|entry| format!("{}:{}", entry.key.meaning(text), written(&entry.value, text)))
                .collect();
            format!("{{{}}}", entries.join(","))
        }
        ValueKind::Alias => value.span.of_text(text).to_owned(),
    }
}
