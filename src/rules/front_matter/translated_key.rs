//! `front-matter/translated-key`: the name of a key, or a boolean, was translated.

use crate::{
    ast::ValueKind,
    bitext::Side,
    diagnostic::Safety,
    facts::unquoted,
    rules::{Ctx, Rule, options::Options, quote::quote, schemas::Choice},
    schema::shipped,
};

struct TranslatedKey {
    schema: Choice,
}

pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    Box::new(TranslatedKey { schema: Choice::of(options) })
}

impl Rule for TranslatedKey {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let text = bitext.target.text;
        let Some(front_matter) = &bitext.target.front_matter else { return };
        let schema = self.schema.schema(front_matter, text).or_else(|| shipped("microsoft-learn"));
        for entry in &front_matter.entries {
            let key = entry.key.meaning(text);
            // Few keys and values are such words, and only of those the schema is asked.
            let property = || schema.and_then(|schema| schema.property(key));
            if let Some(meant) = bitext.target_data.front_matter_key(key).filter(|it| *it != key)
                && property().is_none()
                && front_matter.get(text, meant).is_none()
            {
                let span = unquoted(&entry.key);
                cx.report(span, format!("the key {} was translated", quote(key)))
                    .label(format!("is {meant}"))
                    .fact(Side::Target, span)
                    .help(format!("write `{meant}`; only values are translated"))
                    .fix(Safety::Safe, span, meant);
            }
            let ValueKind::Scalar(scalar) = &entry.value.kind else { continue };
            let said = scalar.meaning(text);
            if said.is_empty() || said.contains(' ') {
                continue;
            }
            let Some(meant) = bitext.target_data.boolean(said) else { continue };
            if property().is_some_and(|property| property.translatable) {
                continue;
            }
            // `no` is a boolean of YAML, whatever else it is; short words may be codes.
            if ["true", "false", "yes", "no"].contains(&&*said.to_lowercase())
                || said.chars().count() < 3 && bitext.is_other_script() == said.is_ascii()
            {
                continue;
            }
            let span = unquoted(scalar);
            cx.report(span, format!("the value {} of `{key}` was translated", quote(said)))
                .fact(Side::Target, span)
                .help(format!("write `{meant}`"))
                .fix(Safety::Safe, span, meant.to_string());
        }
    }
}
