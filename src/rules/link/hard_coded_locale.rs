//! `link/hard-coded-locale`: a link to a known site names a locale.

use crate::{
    bitext::Side,
    diagnostic::Safety,
    facts::{FactKind, after_scheme, is_extension},
    locale::Locale,
    rules::{Ctx, Rule, options::Options, quote::quote},
    text::Span,
};

/// Makes the check.
pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    Box::new(HardCodedLocale { sites: options.list("sites").to_vec() })
}

struct HardCodedLocale {
    sites: Vec<String>,
}

impl Rule for HardCodedLocale {
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        for fact in &bitext.target_facts.facts {
            if !matches!(fact.kind, FactKind::Link | FactKind::Url) {
                continue;
            }
            let Some(place) = fact.destination() else { continue };
            let address = bitext.text(Side::Target, place);
            let Some(part) = self.locale_of(address).filter(|_| is_page(address)) else { continue };
            let Some(locale) = Locale::parse(part) else { continue };
            if bitext.languages.target.as_ref().is_some_and(|page| locale.is_within(page)) {
                continue;
            }
            let span = Span::of(address, part).shifted(place.start);
            let message =
                format!("the link to {} leads to the pages in {}", quote(address), quote(part));
            cx.report(fact.span, message)
                .detail(address)
                .help("leave the locale out: the site then shows the reader's own")
                .fix(Safety::Safe, Span { start: span.start, end: span.end + 1 }, "");
        }
    }
}

/// Whether an address leads to a page that a person reads: a schema or a download is one for all.
fn is_page(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or("");
    let name = path.rsplit('/').next().unwrap_or("");
    name.rsplit_once('.').is_none_or(|(_, extension)| {
        ["htm", "html", "aspx", "md", "pdf"].contains(&&*extension.to_ascii_lowercase())
            || !is_extension(extension)
    })
}

/// Whether a text is another once it is in lower case.
fn is_lower(text: &str, other: &str) -> bool {
    text.bytes().map(|byte| byte.to_ascii_lowercase()).eq(other.bytes())
}

impl HardCodedLocale {
    /// The first part of the path of an address of a known site, where it has the form `xx-yy`.
    fn locale_of<'t>(&self, address: &'t str) -> Option<&'t str> {
        let (host, path) = after_scheme(address)?.split_once('/')?;
        let known = self.sites.iter().any(|site| {
            host.eq_ignore_ascii_case(site)
                || host
                    .split_at_checked(host.len().saturating_sub(site.len()))
                    .is_some_and(|(before, end)| before.ends_with('.') && is_lower(end, site))
        });
        let (part, _) = path.split_once('/').filter(|_| known)?;
        (part.len() == 5 && part.as_bytes().get(2) == Some(&b'-')).then_some(part)
    }
}
