//! `untranslated/front-matter`: a title or description stayed in the source language.

use crate::{
    ast::{Article, Entry, ValueKind},
    bitext::{Bitext, Side},
    facts::{ViewKind, collapse, unquoted},
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

/// Makes the check.
pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    Box::new(FrontMatter {
        keys: options.list("keys").to_vec(),
        share: options.count("share") as u32,
        function_words: options.count("min-function-words") as u32,
    })
}

struct FrontMatter {
    keys: Vec<String>,
    share: u32,
    function_words: u32,
}

impl Rule for FrontMatter {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let target = bitext.target;
        let Some(front_matter) = &target.front_matter else { return };
        for key in &self.keys {
            let Some((value, said)) =
                front_matter.get(target.text, key).and_then(|entry| scalar(target, entry))
            else {
                continue;
            };
            let title = key == "title";
            let heading = title.then(|| translated_heading(bitext, said)).flatten();
            if heading.is_none() && !bitext.may_be_source_language(Side::Target, value) {
                continue;
            }
            let prose = bitext.prose(Side::Target, value);
            let dominant = prose.source > prose.target && prose.has_source_share(self.share);
            // A front matter of a side-by-side file is the target's alone.
            let source = bitext.source.filter(|_| bitext.split.is_none()).and_then(|source| {
                let entry = source.front_matter.as_ref()?.get(source.text, key)?;
                scalar(source, entry)
            });
            let same = source.filter(|(_, other)| *other == said);
            let needed = if same.is_some() { 1 } else { self.function_words };
            let told = prose.source >= needed && dominant || heading.is_some();
            if !told || bitext.is_other_script() && prose.native > 0 || bitext.is_untranslated() {
                continue;
            }
            // The name of a command, which the article shows.
            if said.starts_with(char::is_lowercase) && bitext.stands_in_code(said) {
                continue;
            }
            let language = bitext.source_language();
            let message = format!("`{key}` is left in {language}: {}", quote(said));
            let finding = cx.report(value, message).detail(key.clone());
            finding.label(format!("still {language}"));
            if let Some(place) = same.map(|(place, _)| place).or(heading) {
                finding.source(place, "the source says the same");
            }
            finding.help(format!(
                "translate the `{key}`; search engines and browser tabs show it to the reader"
            ));
        }
    }
}

/// The first heading of the source, if it says what a title says and is translated.
fn translated_heading(bitext: &Bitext<'_>, title: &str) -> Option<Span> {
    let pair = bitext.pairs.iter().find(|pair| {
        let source = bitext.source_view(pair);
        source.is_some_and(|view| view.kind == ViewKind::Heading(1))
    })?;
    let (target, source) = (bitext.target_view(pair)?, bitext.source_view(pair)?);
    let place = bitext.source_facts.as_ref()?.heading_text(source);
    let own = bitext.target_facts.heading_text(target);
    let same = collapse(bitext.text(Side::Source, place)) == collapse(title);
    // A single word may be the same in both languages.
    let several = title.trim().contains(' ');
    (same && several && !bitext.same_words(own, place)).then_some(place)
}

/// The place of an entry's scalar, and what it says.
fn scalar<'a>(article: &'a Article<'_>, entry: &'a Entry) -> Option<(Span, &'a str)> {
    match &entry.value.kind {
        ValueKind::Scalar(scalar) => Some((unquoted(scalar), scalar.meaning(article.text))),
        _ => None,
    }
}
