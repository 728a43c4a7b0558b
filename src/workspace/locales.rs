//! What settings, path and front matter say of an article: its locales, its flavour, whether it is to
//! stay in the source language.

use super::{Article, Content, Found, check::Job, pairing::stays_untranslated, read};
use crate::{
    ast::Flavour,
    config::{Config, LocaleFrom},
    engine,
    grammar::front_matter,
    locale::Locale,
};
use std::cell::OnceCell;

/// The values of a front matter, which is read when the first is asked for.
pub(super) fn values(text: &str) -> impl Fn(&str) -> Option<String> {
    let read = OnceCell::new();
    move |key| {
        let front_matter = read.get_or_init(|| front_matter::parse(text));
        front_matter.as_ref()?.scalar(text, key).map(str::to_owned)
    }
}

/// The values of the front matter of a file, which may not be readable.
pub fn front_matter_of(config: &Config, found: &Found) -> impl Fn(&str) -> Option<String> {
    let text = match read(found, config.files.max_size) {
        Ok(Content::Text(text)) => text,
        _ => String::new(),
    };
    move |key| values(&text)(key)
}

/// Whether an article is to stay in the source language: its front matter or its source's says
/// `translated: false`, or the configuration says so.
pub(super) fn stays_as_it_is(
    job: &Job<'_>,
    article: &Article,
    text: &str,
    source: Option<&str>,
) -> bool {
    let says_so = |text: &str| {
        // Most articles do not speak of it, which is quicker told than their front matter is read.
        text.get(..text.len().min(4096)).is_none_or(|head| head.contains("translated:"))
            && front_matter::parse(text)
                .is_some_and(|it| it.scalar(text, "translated") == Some("false"))
    };
    says_so(text)
        || source.is_some_and(says_so)
        || !job.config.untranslated_ok.is_empty()
            && [Some(&article.target), article.source.as_ref()]
                .into_iter()
                .flatten()
                .any(|found| stays_untranslated(job.config, found))
}

/// The locale of the target, unless the front matter is to say it.
pub(super) fn locale(job: &Job<'_>, article: &Article, text: &str) -> Option<Locale> {
    job.locale.cloned().or_else(|| configured(job.config, article, text))
}

/// The locale of an article as the settings have it.
pub fn locale_of(config: &Config, article: &Article) -> Option<Locale> {
    let text = match read(&article.target, config.files.max_size) {
        Ok(Content::Text(text)) => text,
        _ => String::new(),
    };
    configured(config, article, &text)
        .or_else(|| engine::locale_in_front_matter(&front_matter::parse(&text)?, &text))
}

fn configured(config: &Config, article: &Article, text: &str) -> Option<Locale> {
    let path = &article.target.in_config;
    // A layout says what the path of the article means; the configuration is about all articles.
    match (&article.locale, &config.locale) {
        (Some(LocaleFrom::Literal(locale)), _) => Some(narrower(locale.clone(), text)),
        (Some(from), _) | (None, from) => from_settings(from, path, text),
    }
}

/// The locale that a setting gives for an article; `path` is relative to the configuration.
fn from_settings(from: &LocaleFrom, path: &str, text: &str) -> Option<Locale> {
    match from {
        LocaleFrom::Literal(locale) => Some(locale.clone()),
        LocaleFrom::FrontMatter(Some(key)) => by_key(text, key),
        LocaleFrom::FrontMatter(None) => None,
        LocaleFrom::Path => in_path(path),
        LocaleFrom::Auto => in_path(path).map(|locale| narrower(locale, text)),
    }
}

/// The locale of the source; English of the United States where nothing says it.
pub(super) fn source_locale(job: &Job<'_>, article: &Article, text: &str) -> Locale {
    let from = article.source_locale.as_ref().unwrap_or(&job.config.source_locale);
    let locale = match from {
        LocaleFrom::Auto => None,
        from => from_settings(from, &article.target.in_config, text),
    };
    locale.unwrap_or_else(|| Locale::normalize("en-US").expect("this is a tag"))
}

/// The folder nearest the file, or an ending before the file's own (`page.de.md`), that is a known
/// locale.
fn in_path(path: &str) -> Option<Locale> {
    let mut parts = path.rsplit('/');
    let name = parts.next()?;
    let suffix = name.rsplit('.').nth(1).filter(|_| name.matches('.').count() > 1);
    suffix.into_iter().chain(parts).find_map(Locale::parse)
}

/// The locale of the front matter if it is a kind of `locale`: a folder `nl` often holds `nl-NL`.
fn narrower(locale: Locale, text: &str) -> Locale {
    if locale.region().is_some() {
        return locale;
    }
    let named = front_matter::parse(text)
        .and_then(|front_matter| engine::locale_in_front_matter(&front_matter, text));
    named.filter(|named| named.is_within(&locale)).unwrap_or(locale)
}

/// The locale that the front matter names; looked up only where an override depends on it.
pub(super) fn in_front_matter(job: &Job<'_>, text: &str) -> Option<Locale> {
    if job.config.overrides.iter().all(|one| one.locales.is_empty()) {
        return None;
    }
    engine::locale_in_front_matter(&front_matter::parse(text)?, text)
}

/// The locale that a key of the front matter names.
fn by_key(text: &str, key: &str) -> Option<Locale> {
    Locale::normalize(front_matter::parse(text)?.scalar(text, key)?)
}

/// The flavour of an article: configured, or by its layout, or by its ending. What a site calls `.mdx`
/// is MDX, unless the configuration says outright that it is something else than the site's Markdown.
pub fn flavour(config: &Config, layout: Option<Flavour>, path: &str) -> Flavour {
    let ending = path.rsplit('.').next().unwrap_or("");
    let mdx = ending.eq_ignore_ascii_case("mdx");
    match config.flavour.or(layout) {
        Some(Flavour::Starlight | Flavour::Docusaurus) | None if mdx => Flavour::Mdx,
        Some(flavour) => flavour,
        None => Flavour::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_nearest_the_file() {
        let of = |path: &str| in_path(path).map(|locale| locale.as_str().to_owned());
        assert_eq!(of("content/de/docs/fr-fr/a.md").as_deref(), Some("fr-FR"));
        assert_eq!(of("docs/page.pt-br.md").as_deref(), Some("pt-BR"));
        assert_eq!(of("docs/src/a.md"), None);
        assert_eq!(of("nl.md"), None, "the name of a file is no locale");
    }

    #[test]
    fn the_front_matter_narrows_the_folder() {
        let of = |path: &str, lang: &str| {
            let text = format!("---\nlang: {lang}\n---\n");
            let locale = narrower(in_path(path).unwrap(), &text);
            locale.as_str().to_owned()
        };
        assert_eq!(of("nl/a.md", "nl-BE"), "nl-BE");
        assert_eq!(of("nl/a.md", "de-DE"), "nl");
        assert_eq!(of("nl-nl/a.md", "nl-BE"), "nl-NL");
    }
}
