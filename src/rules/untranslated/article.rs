//! `untranslated/article`: an article as a whole stayed in the source language.

use crate::{
    facts::View,
    rules::{Ctx, Rule, options::Options},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(Article)
}

struct Article;

impl Rule for Article {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        if !bitext.is_untranslated() {
            return;
        }
        let views = &bitext.target_facts.views;
        let said = |view: &&View<'_>| {
            view.is_prose() && !bitext.target_facts.words_in(view.span).is_empty()
        };
        let Some(first) = views.iter().find(said) else { return };
        let language = bitext.source_language();
        cx.report(first.text(), format!("the article is left in {language}"))
            .label("nearly all of it")
            .help("translate the article, or leave it out of the translated set");
    }
}
