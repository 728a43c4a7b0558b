//! Which rule holds at what level: the preset, then groups and rules of `rules`, then overrides in
//! order, then the command line. A rule named in full is stronger than its group, wherever both
//! stand in one place.

use super::{Broken, Config, FailOn, Level, Override, RuleSetting};
use crate::{
    ast::Entry,
    diagnostic::Severity,
    locale::Locale,
    rules::{meta::Status, options::Options, page::Page, read::ReadError, registry::Catalogue},
    text::Span,
};

/// What the command line says of rules.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// `--only`: these rules and groups and no other, at their level, or the page's where they are off.
    pub only: Vec<String>,
    /// `--rule`: the argument and what it says.
    pub(super) rules: Vec<(String, RuleSetting)>,
}

/// Where the level of a rule comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// The preset.
    Preset,
    /// `rules` of the configuration, at this place.
    Rules(Span),
    /// An override, at this place.
    Override(Span),
    /// The command line.
    Argument,
}

/// A rule that holds.
#[derive(Clone, PartialEq, Debug)]
pub struct Chosen {
    /// Index of its page in the catalogue.
    pub page: usize,
    /// Its level; `None` is off.
    pub level: Option<Severity>,
    /// Its options.
    pub options: Options,
    /// Where the level comes from.
    pub origin: Origin,
}

/// The settings of rules, checked against the rules there are.
#[derive(Clone, Debug)]
pub struct Levels {
    base: Vec<Chosen>,
    /// For each override: what it is about, and page, level and options of what it sets.
    overrides: Vec<(Override, Vec<Change>)>,
    /// What the command line sets.
    arguments: Vec<Change>,
    only: Option<Vec<usize>>,
    /// Levels of the pages, for `--only`.
    severities: Vec<Severity>,
}

#[derive(Clone, Debug)]
struct Change {
    page: usize,
    level: Option<Level>,
    options: Option<Options>,
    origin: Origin,
}

impl Config {
    /// Checks names and options of rules against `catalogue` and puts levels together.
    ///
    /// # Errors
    /// Rules and options that do not exist, and values of options that do not fit.
    pub fn levels(&self, catalogue: &Catalogue, wanted: &Wanted) -> Result<Levels, Broken> {
        let mut errors = Vec::new();
        let pages = catalogue.pages();
        let mut base: Vec<Chosen> = pages
            .iter()
            .enumerate()
            .map(|(index, page)| Chosen {
                page: index,
                level: self.preset.levels.get(&*page.meta.id).copied().flatten(),
                options: Options::defaults(&page.meta.options),
                origin: Origin::Preset,
            })
            .collect();
        let mut check = Check { catalogue, text: &self.text, errors: &mut errors };
        for change in check.changes(&self.suppressions, Origin::Rules) {
            apply(&mut base, &change);
        }
        for change in check.changes(&self.rules, Origin::Rules) {
            apply(&mut base, &change);
        }
        let overrides = self.overrides.iter().map(|one| {
            let changes = check.changes(&one.rules, Origin::Override);
            (one.clone(), changes)
        });
        let overrides = overrides.collect();
        if !errors.is_empty() {
            errors.sort_by_key(|error| error.span);
            return Err(self.broken(errors));
        }

        let mut arguments = Vec::new();
        for (text, setting) in &wanted.rules {
            let mut errors = Vec::new();
            let mut check = Check { catalogue, text, errors: &mut errors };
            let settings = std::slice::from_ref(setting);
            arguments.extend(check.changes(settings, |_| Origin::Argument));
            if !errors.is_empty() {
                return Err(Broken { path: "--rule".to_owned(), text: text.clone(), errors });
            }
        }
        // As in the configuration, rules named in full are stronger than groups.
        let only = if wanted.only.is_empty() {
            None
        } else {
            let mut only = Vec::new();
            for name in &wanted.only {
                let mut errors = Vec::new();
                let mut check = Check { catalogue, text: name, errors: &mut errors };
                only.extend(check.named(name, Span::new(0, name.len())));
                if !errors.is_empty() {
                    return Err(Broken { path: "--only".to_owned(), text: name.clone(), errors });
                }
            }
            Some(only)
        };
        let severities = pages.iter().map(|page| page.meta.severity).collect();
        Ok(Levels { base, overrides, arguments, only, severities })
    }
}

impl Levels {
    /// All options that were given or that are the defaults.
    pub fn options_mut(&mut self) -> impl Iterator<Item = &mut Options> {
        let changes = self.overrides.iter_mut().flat_map(|(_, changes)| changes);
        let changes = changes.chain(&mut self.arguments);
        let base = self.base.iter_mut().map(|chosen| &mut chosen.options);
        base.chain(changes.filter_map(|change| change.options.as_mut()))
    }

    /// The overrides, by index, that are about an article. `path` is relative to the folder of the
    /// configuration; `front_matter` gives the value of a key.
    pub fn overrides(
        &self,
        path: &str,
        locale: Option<&Locale>,
        front_matter: &dyn Fn(&str) -> Option<String>,
    ) -> Vec<usize> {
        let about = |one: &Override| {
            one.files.as_ref().is_none_or(|globs| globs.matches(path, false))
                && (one.locales.is_empty()
                    || locale.is_some_and(|locale| {
                        one.locales.iter().any(|wanted| locale.is_within(wanted))
                    }))
                && (one.when.iter())
                    .all(|(key, value)| front_matter(key).is_some_and(|it| it == *value))
        };
        let indexes = self.overrides.iter().enumerate();
        indexes.filter(|(_, (one, _))| about(one)).map(|(index, _)| index).collect()
    }

    /// At which severity an article under some overrides fails a run, where one of them says so.
    pub fn fail_on(&self, overrides: &[usize]) -> Option<FailOn> {
        let mut under = overrides.iter().rev().filter_map(|&index| self.overrides.get(index));
        under.find_map(|(one, _)| one.fail_on)
    }

    /// Whether the command line names the rules to run.
    pub fn is_partial(&self) -> bool {
        self.only.is_some()
    }

    /// All rules, in order of id, with level and options under some overrides. Equal lists of
    /// overrides give equal rules, so the caller can keep what it makes of them.
    pub fn under(&self, overrides: &[usize]) -> Vec<Chosen> {
        let mut chosen = self.base.clone();
        for &index in overrides {
            for change in self.overrides.get(index).map_or(&[][..], |(_, changes)| changes) {
                apply(&mut chosen, change);
            }
        }
        for change in &self.arguments {
            apply(&mut chosen, change);
        }
        if let Some(only) = &self.only {
            for one in &mut chosen {
                if !only.contains(&one.page) {
                    one.level = None;
                    one.origin = Origin::Argument;
                } else if one.level.is_none() {
                    one.level = self.severities.get(one.page).copied();
                    one.origin = Origin::Argument;
                }
            }
        }
        chosen
    }
}

fn apply(chosen: &mut [Chosen], change: &Change) {
    let Some(one) = chosen.get_mut(change.page) else { return };
    if let Some(level) = change.level {
        one.level = match level {
            Level::Off => None,
            Level::At(severity) => Some(severity),
        };
        one.origin = change.origin;
    }
    if let Some(options) = &change.options {
        one.options = options.clone();
    }
}

/// Names checked against the rules there are.
struct Check<'c> {
    catalogue: &'c Catalogue,
    text: &'c str,
    errors: &'c mut Vec<ReadError>,
}

impl Check<'_> {
    /// What settings change, groups before rules.
    fn changes(&mut self, settings: &[RuleSetting], origin: fn(Span) -> Origin) -> Vec<Change> {
        let mut groups = Vec::new();
        let mut rules = Vec::new();
        for setting in settings {
            let origin = origin(setting.at);
            let pages = self.named(&setting.name, setting.at);
            if self.is_group(&setting.name) {
                if let Some(entry) = setting.options.first() {
                    self.errors.push(ReadError {
                        span: entry.key.span,
                        message: "a group has no options".to_owned(),
                        help: Some("give options to the rules they belong to".to_owned()),
                    });
                }
                let level = setting.level;
                groups.extend(pages.into_iter().map(|page| Change {
                    page,
                    level,
                    options: None,
                    origin,
                }));
            } else if let [page] = pages.as_slice() {
                let options = self.options(*page, &setting.options);
                rules.push(Change { page: *page, level: setting.level, options, origin });
            }
        }
        groups.extend(rules);
        groups
    }

    fn options(&mut self, page: usize, entries: &[Entry]) -> Option<Options> {
        let page = self.catalogue.pages().get(page).filter(|_| !entries.is_empty())?;
        match Options::read(&page.meta.options, self.text, entries) {
            Ok(options) => Some(options),
            Err(errors) => {
                self.errors.extend(errors);
                None
            }
        }
    }

    fn is_group(&self, name: &str) -> bool {
        !name.contains('/') && self.catalogue.groups().any(|(group, _)| group == name)
    }

    /// Pages of a rule or a group, by index. A group leaves out what is in preview: that takes the
    /// rule's own name.
    fn named(&mut self, name: &str, at: Span) -> Vec<usize> {
        let pages = self.catalogue.pages();
        if self.is_group(name) {
            let of_group =
                |page: &Page| page.meta.group() == name && page.meta.status != Status::Preview;
            let indexes = pages.iter().enumerate();
            return indexes.filter(|(_, page)| of_group(page)).map(|(index, _)| index).collect();
        }
        if let Some(found) = self.catalogue.find(name) {
            return pages
                .iter()
                .position(|page| page.meta.id == found.meta.id)
                .into_iter()
                .collect();
        }
        let groups = self.catalogue.groups().map(|(group, _)| group);
        let near = if name.contains('/') {
            self.catalogue.suggest(name)
        } else {
            crate::rules::read::nearest(name, groups).or_else(|| self.catalogue.suggest(name))
        };
        self.errors.push(ReadError {
            span: at,
            message: format!("unknown rule `{name}`"),
            help: Some(near.map_or_else(
                || "`loclint rules` lists all rules".to_owned(),
                |near| format!("did you mean `{near}`?"),
            )),
        });
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(
        config: &Config,
        wanted: &Wanted,
        path: &str,
        locale: &str,
        id: &str,
    ) -> Option<Severity> {
        let catalogue = Catalogue::builtin();
        let levels = config.levels(&catalogue, wanted).unwrap();
        let overrides = levels.overrides(path, Locale::normalize(locale).as_ref(), &|_| None);
        let page = catalogue.pages().iter().position(|page| *page.meta.id == *id).unwrap();
        levels.under(&overrides).into_iter().find(|one| one.page == page).unwrap().level
    }

    fn config(text: &str) -> Config {
        Config::parse("loclint.yaml", text).unwrap()
    }

    const RULE: &str = "link/empty-text";

    #[test]
    fn a_rule_is_stronger_than_its_group() {
        let config = config("rules: { link/empty-text: info, link: off }");
        assert_eq!(level(&config, &Wanted::default(), "a.md", "nl", RULE), Some(Severity::Info));
        assert_eq!(
            level(&Config::standard(), &Wanted::default(), "a.md", "nl", RULE),
            Some(Severity::Error),
            "the preset's level"
        );
    }

    #[test]
    fn overrides_by_path_and_locale_later_ones_stronger() {
        let config = config(
            "overrides:\n- { files: old/, rules: { link: warning } }\n\
             - { locales: [es], rules: { link/empty-text: info } }\n",
        );
        let none = Wanted::default();
        assert_eq!(level(&config, &none, "old/a.md", "nl", RULE), Some(Severity::Warning));
        assert_eq!(level(&config, &none, "old/a.md", "es-MX", RULE), Some(Severity::Info));
        assert_eq!(level(&config, &none, "new/a.md", "est", RULE), Some(Severity::Error));
    }

    #[test]
    fn the_command_line_is_strongest() {
        let config = config("rules: { link: off }");
        let mut wanted = Wanted::default();
        wanted.rule("link/empty-text=warning").unwrap();
        assert_eq!(level(&config, &wanted, "a.md", "nl", RULE), Some(Severity::Warning));
        let only = Wanted { only: vec!["link".to_owned()], ..Wanted::default() };
        assert_eq!(
            level(&config, &only, "a.md", "nl", RULE),
            Some(Severity::Error),
            "what is asked for by name is on, at the page's level"
        );
        let other = Wanted { only: vec!["text/merge-marker".to_owned()], ..Wanted::default() };
        assert_eq!(level(&Config::standard(), &other, "a.md", "nl", RULE), None);
    }

    #[test]
    fn unknown_rules_are_errors_with_the_nearest() {
        let catalogue = Catalogue::builtin();
        let broken = config("rules:\n  link/emty-text: error\n  lnk: off\n")
            .levels(&catalogue, &Wanted::default())
            .unwrap_err();
        let helps: Vec<_> = broken.errors.iter().filter_map(|error| error.help.clone()).collect();
        assert_eq!(helps, ["did you mean `link/empty-text`?", "did you mean `link`?"]);
        let broken = config("rules: { link/empty-text: { level: info, min: 3 } }")
            .levels(&catalogue, &Wanted::default())
            .unwrap_err();
        assert_eq!(broken.errors[0].message, "unknown option `min`");
        assert!(Wanted::default().rule("link").is_err());
        assert!(Wanted::default().rule("link=warn").is_err());
    }
}
