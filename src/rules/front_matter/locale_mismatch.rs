//! `front-matter/locale-mismatch`: the front matter names another locale than the article has.

use crate::{
    ast::{ScalarStyle, ValueKind},
    diagnostic::Safety,
    locale::Locale,
    rules::{Ctx, Rule, options::Options, quote::quote},
};

struct LocaleMismatch {
    keys: Vec<String>,
}

pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    Box::new(LocaleMismatch { keys: options.list("keys").to_vec() })
}

impl Rule for LocaleMismatch {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let article = cx.target();
        let (Some(front), Some(locale)) = (&article.front_matter, &cx.bitext.languages.target)
        else {
            return;
        };
        for entry in &front.entries {
            let key = entry.key.meaning(article.text);
            let ValueKind::Scalar(scalar) = &entry.value.kind else { continue };
            if !self.keys.iter().any(|known| known == key) {
                continue;
            }
            let said = scalar.meaning(article.text).trim();
            let Some(named) = Locale::parse(said).filter(|named| !agree(named, locale)) else {
                continue;
            };
            let message = format!("`{key}` says {}, and the article is in `{locale}`", quote(said));
            let finding = cx
                .report(entry.value.span, message)
                .help(format!("write `{locale}`, or move the article to the folder of its locale"));
            // A region that is not known cannot be filled in.
            if locale.region().is_some() || named.region().is_none() {
                let new = if said.bytes().any(|byte| byte.is_ascii_uppercase()) {
                    locale.to_string()
                } else {
                    locale.as_str().to_ascii_lowercase()
                };
                let quotes = match scalar.style {
                    ScalarStyle::SingleQuoted => "'",
                    ScalarStyle::DoubleQuoted => "\"",
                    _ => "",
                };
                finding.fix(Safety::Safe, scalar.span, format!("{quotes}{new}{quotes}"));
            }
        }
    }
}

/// Whether two tags may name one locale: what both say is the same.
fn agree(one: &Locale, other: &Locale) -> bool {
    let same = |one: Option<&str>, other: Option<&str>| match (one, other) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    // `zh-TW` names no script and is written in one of the two all the same.
    let (data, others) = (one.data(), other.data());
    let written_alike = data.is_empty() || others.is_empty() || std::ptr::eq(data, others);
    one.language() == other.language()
        && same(one.script(), other.script())
        && same(one.region(), other.region())
        && written_alike
}
