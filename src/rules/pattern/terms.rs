//! The kinds `term` and `keep`.
//!
//! ```yaml
//! match:
//!   kind: term
//!   terms:
//!     dashboard: [dashboard*, startpagina]              # for all locales the rule runs in
//!     tenant: { nl: tenant*, de: [Mandant*, Tenant*] }   # by locale; other locales are free
//! ```

use super::{Find, Pattern, compare::missing_place, covers};
use crate::{
    ast::{Entry, ValueKind},
    bitext::{BlockPair, Side},
    rules::{Ctx, read::Reader},
    text::Span,
};

/// A term of the source with the forms that may render it.
#[derive(Clone, Debug)]
pub(super) struct Term {
    source: Find,
    /// Forms for a locale, or for all.
    forms: Vec<(Option<String>, Forms)>,
}

#[derive(Clone, Debug)]
struct Forms {
    find: Find,
    /// The forms as a message names them.
    shown: String,
}

/// A word that is not translated.
#[derive(Clone, Debug)]
pub(super) struct Keep {
    word: String,
    exact: Find,
    any_case: Find,
}

/// Reads `terms`.
pub(super) fn read_terms(
    reader: &mut Reader<'_>,
    entries: &[Entry],
    at: Span,
    ignore_case: bool,
) -> Option<Vec<Term>> {
    let Some(value) = reader.get(entries, "terms") else {
        reader.error(at, "`match` has no `terms`");
        return None;
    };
    let mut terms = Vec::new();
    for entry in reader.map(value, "terms")? {
        let name = reader.key(entry).to_owned();
        let source = Find::words([name.as_str()], true);
        let mut forms = Vec::new();
        let mut add = |reader: &mut Reader<'_>, locale: Option<String>, value| {
            let words = reader.list(value, &name)?;
            let find = Find::words(words.iter().map(String::as_str), ignore_case);
            let Some(find) = find else {
                reader.error(value.span, format!("`{name}` has no forms"));
                return None;
            };
            let shown: Vec<_> =
                words.iter().map(|word| format!("`{}`", word.trim_end_matches('*'))).collect();
            forms.push((locale, Forms { find, shown: shown.join(" or ") }));
            Some(())
        };
        if let ValueKind::Map(locales) = &entry.value.kind {
            for locale in locales {
                let tag = reader.key(locale).to_owned();
                add(reader, Some(tag), &locale.value);
            }
        } else {
            add(reader, None, &entry.value);
        }
        if let Some(source) = source {
            terms.push(Term { source, forms });
        }
    }
    Some(terms)
}

/// Reads `words`.
pub(super) fn read_keep(reader: &mut Reader<'_>, entries: &[Entry], at: Span) -> Option<Vec<Keep>> {
    let Some(value) = reader.get(entries, "words") else {
        reader.error(at, "`match` has no `words`");
        return None;
    };
    let words = reader.list(value, "words")?;
    let keep = |word: String| {
        let exact = Find::words([word.as_str()], false)?;
        let any_case = Find::words([word.as_str()], true)?;
        Some(Keep { word, exact, any_case })
    };
    Some(words.into_iter().filter_map(keep).collect())
}

/// Terms of the source that no allowed form renders.
pub(super) fn term(pattern: &Pattern, terms: &[Term], pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
    let bitext = cx.bitext;
    let (Some(view), Some(source)) = (bitext.target_view(pair), bitext.source_view(pair)) else {
        return;
    };
    let locale = bitext.languages.target.as_ref().map_or("", |locale| locale.as_str());
    for term in terms {
        let wanted = |(tag, _): &&(Option<String>, Forms)| {
            tag.as_ref().is_none_or(|tag| covers(tag, locale))
        };
        let Some((_, forms)) = term.forms.iter().find(wanted) else { continue };
        let found = pattern.hits(cx, Side::Source, Some(source), &term.source);
        let Some(first) = found.into_iter().next() else { continue };
        if pattern.hits(cx, Side::Target, Some(view), &forms.find).is_empty() {
            let span = missing_place(bitext, first.span, view);
            let fields = [("match", first.text.as_str()), ("forms", forms.shown.as_str())];
            pattern
                .report(cx, span, &fields)
                .source(first.span, "the term in the source")
                .fact(Side::Source, first.span)
                .detail(first.text);
        }
    }
}

/// Words of the source that are gone, or stand there in another case.
pub(super) fn keep(pattern: &Pattern, words: &[Keep], pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
    let bitext = cx.bitext;
    let (Some(view), Some(source)) = (bitext.target_view(pair), bitext.source_view(pair)) else {
        return;
    };
    for keep in words {
        let found = pattern.hits(cx, Side::Source, Some(source), &keep.exact);
        let Some(first) = found.into_iter().next() else { continue };
        if !pattern.hits(cx, Side::Target, Some(view), &keep.exact).is_empty() {
            continue;
        }
        let changed = pattern.hits(cx, Side::Target, Some(view), &keep.any_case).into_iter().next();
        let span = changed.map_or_else(|| missing_place(bitext, first.span, view), |hit| hit.span);
        pattern
            .report(cx, span, &[("match", &keep.word)])
            .source(first.span, "the word in the source")
            .fact(Side::Source, first.span)
            .detail(keep.word.clone());
    }
}
