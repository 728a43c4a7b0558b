//! Which article is a translation of which: the layouts of the configuration, or the usual ones, held
//! against the files that are there.
//!
//! A path that was found may be a target or a source: a source brings its translations with it. What
//! no layout is about is linted alone.

use super::{
    Beside, Content, Failure, Found, Root, find::reason_to_skip, folders::Folders, normal,
    site::Sites, slashes,
};
use crate::{
    ast::Flavour,
    config::{Config, Held, Layout, Layouts, LocaleFrom, SourceSpellings, builtin},
    locale::Locale,
};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ffi::OsString,
    path::{Path, PathBuf},
    rc::Rc,
    sync::Arc,
};

/// An article to lint, with its source where that is a file of its own.
#[derive(Clone, Debug)]
pub struct Article {
    /// The article.
    pub target: Found,
    /// Its source.
    pub source: Option<Found>,
    /// The layout that says so; `None` for an article that stands alone.
    pub layout: Option<String>,
    /// Its locale by the layout.
    pub locale: Option<LocaleFrom>,
    /// The source's locale by the layout.
    pub source_locale: Option<LocaleFrom>,
    /// How it is read by the layout.
    pub flavour: Option<Flavour>,
    /// The key of its front matter that names the commit of its source.
    pub source_rev: Option<String>,
    /// The path where its source should be, for a translation without source.
    pub expected: Option<String>,
    /// Its path within its tree, the same as its source's; empty where no layout says it.
    pub within: String,
    /// Whether a person named the source, so that it is the right one.
    pub by_hand: bool,
    /// For a source that is linted for its own faults: the locales of its translations.
    pub translations: Vec<String>,
    /// Whether nothing found in it is an error: a source beside its translations.
    pub capped: bool,
    /// Its text, where that is an earlier one than the file's.
    pub text: Option<Arc<Content>>,
    /// The text of its source, where that is an earlier one than the file's.
    pub source_text: Option<Arc<Content>>,
    /// Whether it is what it was at the revision of [`super::before`], and so is its source: only what
    /// concerns several articles is looked for.
    pub unchanged: bool,
}

/// Whose faults are looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whose {
    /// The translations'.
    Target,
    /// Their sources'.
    Source,
    /// Both; a source's are then no errors.
    Both,
}

/// A source that has translations, or that none of the locales of its tree has one for.
#[derive(Clone, Debug)]
pub struct SourceArticle {
    /// The source.
    pub found: Found,
    /// The layout.
    pub layout: String,
    /// Its translations, with their locales, in order of path.
    pub targets: Vec<(String, Found)>,
    /// Locales of its tree that it has no translation in.
    pub missing: Vec<String>,
    /// How it is read by the layout.
    pub flavour: Option<Flavour>,
    /// Its locale by the layout.
    pub locale: Option<Locale>,
}

/// Targets with their sources.
#[derive(Clone, Debug, Default)]
pub struct Pairing {
    /// Articles to lint, in order of path.
    pub articles: Vec<Article>,
    /// Sources, in order of path.
    pub sources: Vec<SourceArticle>,
    /// Targets that cannot be paired.
    pub failures: Vec<Failure>,
    /// Folders of sources that layouts name and that are not there, with the number of articles that
    /// were left without a source.
    pub absent: BTreeMap<String, usize>,
}

/// Pairs what was found, each file once. `source_root` stands for the part of a source's path before
/// `{path}`.
pub fn pair(
    root: &Root,
    config: &Config,
    found: Vec<Found>,
    source_root: Option<&Path>,
) -> Pairing {
    let mut pairer = Pairer::new(root, config, source_root);
    let mut pairing = Pairing::default();
    pairing.articles.reserve(found.len());
    for one in found {
        match pairer.role(&one) {
            Role::Target(article) => pairing.articles.push(*article),
            Role::Alone(flavour) => {
                pairing.articles.push(Article { flavour, ..Article::alone(one) });
            }
            Role::Source(source) => pairing.sources.push(*source),
            Role::Wrong(failure) => pairing.failures.push(failure),
        }
    }
    if !pairing.sources.is_empty() {
        bring(&mut pairer, config, &mut pairing);
    }
    pairing.articles.sort_by(|one, other| one.target.shown.cmp(&other.target.shown));
    pairing.absent = pairer.absent;
    pairing
}

/// Adds the translations that sources bring with them, each once.
fn bring(pairer: &mut Pairer<'_>, config: &Config, pairing: &mut Pairing) {
    let root = pairer.root;
    let whole = |found: &Found| root.whole(&found.path).into_owned().into_os_string();
    let mut known: HashSet<OsString> =
        pairing.articles.iter().map(|it| whole(&it.target)).collect();
    for (_, target) in pairing.sources.iter().flat_map(|source| &source.targets) {
        let path = whole(target);
        if known.contains(&path) || reason_to_skip(config, target).is_some() {
            continue;
        }
        if let Role::Target(article) = pairer.role(target) {
            pairing.articles.push(*article);
            known.insert(path);
        }
    }
}

/// A target and a source that a person has named.
pub fn by_hand(root: &Root, target: Found, source: &Path) -> Article {
    let source = root.found(source);
    let path = slashes(&root.whole(&target.path));
    let flavour = Sites::default().flavour(&path, &mut Folders::default());
    Article { source: Some(source), by_hand: true, flavour, ..Article::alone(target) }
}

impl Article {
    /// An article that stands alone.
    pub fn alone(target: Found) -> Article {
        Article {
            target,
            source: None,
            layout: None,
            locale: None,
            source_locale: None,
            flavour: None,
            source_rev: None,
            expected: None,
            within: String::new(),
            by_hand: false,
            translations: Vec::new(),
            capped: false,
            text: None,
            source_text: None,
            unchanged: false,
        }
    }
}

/// Leaves the articles whose faults are looked for: a source then stands alone, once, with the locales
/// that its faults affect.
pub fn choose_side(root: &Root, pairing: &mut Pairing, whose: Whose) {
    if whose == Whose::Target {
        return;
    }
    // The source of a target that was named by itself is found by it alone.
    let mut sources: BTreeMap<PathBuf, Article> = BTreeMap::new();
    let mut add = |found: &Found, flavour: Option<Flavour>, locale: String| {
        let whole = root.whole(&found.path).into_owned();
        let source = sources.entry(whole).or_insert_with(|| Article {
            flavour,
            capped: whose == Whose::Both,
            ..Article::alone(found.clone())
        });
        if !source.translations.contains(&locale) {
            source.translations.push(locale);
        }
    };
    for source in &pairing.sources {
        for (locale, _) in &source.targets {
            add(&source.found, source.flavour, locale.clone());
        }
    }
    for article in &pairing.articles {
        let locale = match &article.locale {
            Some(LocaleFrom::Literal(locale)) => locale.to_string(),
            _ => String::new(),
        };
        if let Some(source) = &article.source {
            add(source, article.flavour, locale);
        }
    }
    if whose == Whose::Source {
        pairing.articles.clear();
    }
    pairing.articles.extend(sources.into_values());
    pairing.articles.sort_by(|one, other| one.target.cmp(&other.target));
}

/// Whether the configuration says of an article that it stays in the source language, today.
pub fn stays_untranslated(config: &Config, found: &Found) -> bool {
    let today = today();
    config.untranslated_ok.iter().any(|entry| {
        entry.paths.matches(&found.in_config, false)
            && entry.until.as_ref().is_none_or(|until| *until >= today)
    })
}

/// The day as `YYYY-MM-DD`, in UTC, by the civil calendar.
fn today() -> String {
    let seconds = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    // Howard Hinnant's days-to-civil, for days after 1970.
    let days = seconds / 86_400 + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// What there is of a target's sources.
#[derive(Default)]
struct Sources {
    /// Those that are there.
    found: Vec<PathBuf>,
    /// Where one should be: the tree of the sources is there, and the layout is sure that the target
    /// is a translation.
    expected: Option<PathBuf>,
    /// A tree of sources that is not there.
    absent: Option<String>,
}

enum Role {
    Target(Box<Article>),
    Source(Box<SourceArticle>),
    /// With how its site reads it.
    Alone(Option<Flavour>),
    Wrong(Failure),
}

/// Locales as the names of files and folders write them.
type NamedLocales = Rc<[(String, Locale)]>;

struct Pairer<'p> {
    root: &'p Root,
    layouts: Vec<(Layout, Option<String>)>,
    spellings: SourceSpellings,
    source_root: Option<&'p Path>,
    /// Entries of folders.
    folders: Folders,
    /// How sites read their articles, where no layout says it.
    sites: Sites,
    /// The whole path of the folder of the file before, with `/` and one at its end.
    beside: Beside<String>,
    /// With the usual layouts, the folders that they have locales in, below where they begin.
    usual: Option<Vec<String>>,
    /// What is known of the files of a folder, with a final `/`.
    tells: HashMap<String, Tells>,
    /// What was asked for last: files come in order, and most stand beside the one before.
    last: (String, Tells),
    /// See [`Pairer::names_of_locales`].
    named: HashMap<(String, String, String), NamedLocales>,
    /// Whether a part of a path names a locale.
    locales: HashMap<String, bool>,
    absent: BTreeMap<String, usize>,
    /// Whether a person has named the layouts, so that a tree that is not there is told.
    configured: bool,
}

/// What the names of folders tell of the files of one.
#[derive(Clone, Copy, Default)]
struct Tells {
    /// Its path names a locale, so that they may be translations.
    locale: bool,
    /// Somewhere around them stands what is named for a locale, so that they may have translations in
    /// one of the usual layouts.
    translations: bool,
}

impl<'p> Pairer<'p> {
    fn new(root: &'p Root, config: &'p Config, source_root: Option<&'p Path>) -> Pairer<'p> {
        let english = || Locale::normalize("en-US").expect("this is a tag");
        let source = match &config.source_locale {
            LocaleFrom::Literal(locale) => locale.clone(),
            _ => english(),
        };
        // Layouts of the configuration begin at its folder, the usual ones anywhere.
        let here = with_slash(&slashes(&root.config));
        let layouts = match &config.layouts {
            Layouts::Auto => {
                let mut layouts: Vec<_> = builtin(None)
                    .into_iter()
                    .filter(|layout| layout.name != "kubernetes")
                    .map(|layout| (layout, None))
                    .collect();
                layouts.extend(sibling(root).map(|layout| (layout, Some(here))));
                layouts
            }
            Layouts::List(list) => list
                .iter()
                .filter_map(|layout| {
                    if layout.name == "sibling" && layout.target.is_none() {
                        return sibling(root).map(|own| (own, Some(here.clone())));
                    }
                    let anywhere = layout_names_a_builtin(layout);
                    Some((layout.clone(), (!anywhere).then(|| here.clone())))
                })
                .collect(),
        };
        Pairer {
            root,
            layouts,
            spellings: SourceSpellings::of(&source),
            source_root,
            folders: Folders::default(),
            sites: Sites::default(),
            beside: Beside::default(),
            usual: matches!(config.layouts, Layouts::Auto).then(|| {
                let targets = builtin(None).into_iter().filter_map(|layout| layout.target);
                let mut folders: Vec<String> =
                    targets.filter_map(|it| Some(it.folder_of_locales()?.to_owned())).collect();
                folders.sort();
                folders.dedup();
                folders
            }),
            tells: HashMap::new(),
            last: (String::new(), Tells::default()),
            named: HashMap::new(),
            locales: HashMap::new(),
            absent: BTreeMap::new(),
            configured: matches!(config.layouts, Layouts::List(_)),
        }
    }

    fn role(&mut self, found: &Found) -> Role {
        let path = self.whole(&found.path);
        let layouts = std::mem::take(&mut self.layouts);
        let mut role = self.role_by(&layouts, found, &path);
        self.layouts = layouts;
        // Where no layout says how an article is read, the site does that holds it.
        if let Role::Target(article) = &mut role
            && article.flavour.is_none()
        {
            article.flavour = self.sites.flavour(&path, &mut self.folders);
        } else if let Role::Alone(flavour) = &mut role {
            *flavour = self.sites.flavour(&path, &mut self.folders);
        }
        role
    }

    /// The whole path of a file, with `/`.
    fn whole(&mut self, path: &Path) -> String {
        let root = self.root;
        let folder = |folder: &Path| with_slash(&slashes(&root.whole(folder)));
        match self.beside.of(path, folder) {
            Some((folder, name)) => [folder, &*name.to_string_lossy()].concat(),
            None => slashes(&root.whole(path)),
        }
    }

    fn role_by(&mut self, layouts: &[(Layout, Option<String>)], found: &Found, path: &str) -> Role {
        // A translation whose source is not there, by the first layout that is sure of it.
        let mut orphan: Option<Article> = None;
        let mut inline: Option<&Layout> = None;
        let mut absent: Option<(Article, String)> = None;
        let may_be_target = self.may_be_target(path);
        for (layout, here) in layouts {
            if !is_about(layout, found) {
                continue;
            }
            let Some(template) = &layout.target else {
                inline = inline.or(Some(layout));
                continue;
            };
            if here.is_none() && !may_be_target {
                continue;
            }
            let candidates = match here {
                Some(root) => template.matches(root, path, &self.spellings).into_iter().collect(),
                None => template.matches_anywhere(path, &self.spellings),
            };
            for held in candidates {
                let locale = held.locale.as_deref().and_then(Locale::parse);
                let is_source = held.locale.as_ref().is_some_and(|it| self.is_source_locale(it));
                if is_source || locale.as_ref().is_some_and(|locale| !layout.is_about(locale)) {
                    continue;
                }
                let mut sources = self.sources(layout, &held, path);
                if sources.found.len() > 1 {
                    return Role::Wrong(two_sources(self.root, found, &sources.found));
                }
                let article = |source: Option<PathBuf>, expected: Option<String>| Article {
                    source: source.map(|path| self.root.found_by(found, &path)),
                    layout: Some(layout.name.clone()),
                    locale: locale
                        .clone()
                        .map(LocaleFrom::Literal)
                        .or(layout.target_locale.clone()),
                    source_locale: layout.source_locale.clone(),
                    flavour: layout.flavour,
                    source_rev: layout.source_rev.clone(),
                    expected,
                    within: held.within().to_owned(),
                    ..Article::alone(found.clone())
                };
                if let Some(source) = sources.found.pop() {
                    return Role::Target(Box::new(article(Some(source), None)));
                }
                let expected = sources.expected.map(|path| self.root.found_by(found, &path).shown);
                if expected.is_some() {
                    orphan = orphan.or_else(|| Some(article(None, expected)));
                } else if let Some(folder) = sources.absent.filter(|_| here.is_some()) {
                    absent = absent.or_else(|| Some((article(None, None), folder)));
                }
            }
        }
        if let Some(source) = self.source_role(layouts, found, path) {
            return Role::Source(Box::new(source));
        }
        if let Some(orphan) = orphan {
            return Role::Target(Box::new(orphan));
        }
        if let Some((article, folder)) = absent {
            if self.configured {
                let shown = self.root.found_by(found, Path::new(&folder)).shown;
                *self.absent.entry(shown).or_insert(0) += 1;
                return Role::Target(Box::new(article));
            }
            // The name of a folder tells its locale all the same.
            return Role::Target(Box::new(Article { layout: None, ..article }));
        }
        match inline {
            Some(layout) => Role::Target(Box::new(Article {
                layout: Some(layout.name.clone()),
                locale: layout.target_locale.clone(),
                source_locale: layout.source_locale.clone(),
                flavour: layout.flavour,
                ..Article::alone(found.clone())
            })),
            None => Role::Alone(None),
        }
    }

    /// What there is of a target's sources.
    fn sources(&mut self, layout: &Layout, held: &Held, target: &str) -> Sources {
        let mut sources = Sources::default();
        for template in &layout.sources {
            let spellings = if template.has("source_locale") {
                self.spellings.spellings.clone()
            } else {
                vec![String::new()]
            };
            for spelling in spellings {
                let held = held.with_source_locale(spelling);
                let Some(filled) = template.fill(&held) else { continue };
                let head = template.head(&held);
                let rest = filled.strip_prefix(head.as_str()).map(|it| it.trim_start_matches('/'));
                let path = match self.source_root.zip(rest) {
                    Some((root, rest)) => normal(&self.root.working.join(root).join(rest)),
                    None => normal(Path::new(&filled)),
                };
                if slashes(&path) == target {
                    continue;
                }
                let folder = slashes(&normal(Path::new(&head)));
                // No file of a tree that is not there is asked for.
                let gone = self.source_root.is_none() && self.folders.is_gone(&folder);
                if let Some(there) = (!gone).then(|| with_either_ending(&path)).flatten() {
                    if !sources.found.iter().any(|other| same_file(other, &there)) {
                        sources.found.push(there);
                    }
                    break;
                }
                let there = self.source_root.is_some() || self.folders.is_there(&folder);
                let sure = !layout.vague || self.is_sure(layout, &folder);
                if there && sure {
                    sources.expected = sources.expected.or(Some(path));
                } else if !there {
                    sources.absent = sources.absent.or(Some(folder));
                }
            }
        }
        sources
    }

    /// Whether a vague layout is about a tree after all: the folder of the sources' locale is there.
    fn is_sure(&mut self, layout: &Layout, folder: &str) -> bool {
        let last = folder.trim_end_matches('/').rsplit('/').next().unwrap_or("");
        layout.name == "locale-dir" && self.is_source_locale(last) && self.folders.is_there(folder)
    }

    fn is_source_locale(&self, word: &str) -> bool {
        self.spellings.spellings.iter().any(|it| it == word)
    }

    fn is_locale(&mut self, part: &str) -> bool {
        if let Some(known) = self.locales.get(part) {
            return *known;
        }
        let known = Locale::parse(part).is_some();
        self.locales.insert(part.to_owned(), known);
        known
    }

    /// Whether some part of a path, or an ending before the file's own, names a locale.
    fn may_be_target(&mut self, path: &str) -> bool {
        let (folder, name) = split(path);
        let stem = name.rsplit_once('.').map_or("", |(stem, _)| stem);
        self.tells(folder).locale || stem.split('.').skip(1).any(|part| self.is_locale(part))
    }

    /// Whether something is named for a locale where the usual layouts have the translations of a file;
    /// of other layouts nothing is said.
    fn may_be_source(&mut self, path: &str) -> bool {
        self.usual.is_none() || self.tells(split(path).0).translations
    }

    /// What the names of folders tell of the files in `folder`, which ends in `/`. A layout may begin in
    /// any of the folders above: each is looked at once.
    fn tells(&mut self, folder: &str) -> Tells {
        if self.last.0 == folder {
            return self.last.1;
        }
        let mut tells = Tells::default();
        for (end, _) in folder.match_indices('/') {
            let above = folder.get(..=end).unwrap_or(folder);
            if let Some(known) = self.tells.get(above) {
                tells = *known;
                continue;
            }
            let name = above.trim_end_matches('/').rsplit('/').next().unwrap_or("");
            tells.locale |= self.is_locale(name);
            let usual = self.usual.take();
            self.folders.look_into(above);
            let entries = self.folders.entries(above);
            let is_there = |below: &&String| {
                let first = below.split('/').next().unwrap_or("");
                first.is_empty() || entries.is_some_and(|names| names.iter().any(|it| it == first))
            };
            let there: Vec<&String> = usual.iter().flatten().filter(is_there).collect();
            tells.translations |=
                there.into_iter().any(|below| self.holds_locales(&format!("{above}{below}")));
            self.usual = usual;
            self.tells.insert(above.to_owned(), tells);
        }
        self.last = (folder.to_owned(), tells);
        tells
    }

    /// Whether an entry of a folder is named for a locale other than the source's: a folder by all of
    /// its name, an article by an ending before its own.
    fn holds_locales(&mut self, folder: &str) -> bool {
        self.folders.look_into(folder);
        let named = |part: &str| Locale::parse(part).is_some() && !self.is_source_locale(part);
        self.folders.entries(folder).unwrap_or_default().iter().any(|name| {
            match name.strip_suffix(".md").or_else(|| name.strip_suffix(".mdx")) {
                Some(stem) => stem.split('.').skip(1).any(named),
                None => !name.contains('.') && named(name),
            }
        })
    }

    /// The locales, other than the source's, that entries of a folder are named for: as the names write
    /// them between a text before and one after, which are given with the folder. Most folders have
    /// none, and each is asked for by all the files below it.
    fn names_of_locales(&mut self, place: (String, String, String)) -> NamedLocales {
        if let Some(known) = self.named.get(&place) {
            return Rc::clone(known);
        }
        let (folder, prefix, suffix) = &place;
        let folder = slashes(&normal(Path::new(folder)));
        self.folders.look_into(&folder);
        let mut names: Vec<&String> = self.folders.entries(&folder).into_iter().flatten().collect();
        let word = |name: &String| {
            let word = name.strip_prefix(prefix.as_str())?.strip_suffix(suffix.as_str())?;
            let locale = Locale::parse(word).filter(|_| !self.is_source_locale(word))?;
            Some((word.to_owned(), locale))
        };
        names.retain(|name| word(name).is_some());
        names.sort();
        let found: NamedLocales = names.into_iter().filter_map(word).collect();
        self.named.insert(place, Rc::clone(&found));
        found
    }

    /// The role of a source: the translations it has, in layouts that have some.
    fn source_role(
        &mut self,
        layouts: &[(Layout, Option<String>)],
        found: &Found,
        path: &str,
    ) -> Option<SourceArticle> {
        if !self.may_be_source(path) {
            return None;
        }
        for (layout, here) in layouts {
            let Some(target) = &layout.target else { continue };
            if !target.has("locale") {
                continue;
            }
            for template in &layout.sources {
                let candidates = match here {
                    Some(root) => {
                        template.matches(root, path, &self.spellings).into_iter().collect()
                    }
                    None => template.matches_anywhere(path, &self.spellings),
                };
                for held in candidates {
                    let Some(source) = self.translations(layout, target, &held, found) else {
                        continue;
                    };
                    return Some(source);
                }
            }
        }
        None
    }

    fn translations(
        &mut self,
        layout: &Layout,
        target: &crate::config::Template,
        held: &Held,
        found: &Found,
    ) -> Option<SourceArticle> {
        let names = self.names_of_locales(target.around_locale(held)?);
        let (mut targets, mut missing) = (Vec::new(), Vec::new());
        for (word, locale) in names.iter().filter(|(_, locale)| layout.is_about(locale)) {
            let held = held.with_locale(word);
            let Some(filled) = target.fill(&held) else { continue };
            match with_either_ending(&normal(Path::new(&filled))) {
                Some(path) => {
                    let brought = self.root.found_by(found, &path);
                    targets.push((locale.as_str().to_owned(), brought));
                }
                None => missing.push(locale.as_str().to_owned()),
            }
        }
        // Folders that happen to be called like a locale make no layout by themselves.
        if targets.is_empty() && (layout.vague && layout.name != "locale-dir" || missing.is_empty())
        {
            return None;
        }
        Some(SourceArticle {
            found: found.clone(),
            layout: layout.name.clone(),
            targets,
            missing,
            flavour: layout.flavour,
            locale: None,
        })
    }
}

/// The folder of a path, with its final `/`, and the name of the file.
fn split(path: &str) -> (&str, &str) {
    path.split_at(path.rfind('/').map_or(0, |at| at + 1))
}

fn is_about(layout: &Layout, found: &Found) -> bool {
    layout.files.as_ref().is_none_or(|globs| globs.matches(&found.in_config, false))
}

/// Whether a layout is built in and so may begin anywhere.
fn layout_names_a_builtin(layout: &Layout) -> bool {
    builtin(Some(&layout.name)).iter().any(|own| own.target == layout.target)
}

/// The layout of repositories beside each other, by the name of the configuration's folder or of one
/// above it.
fn sibling(root: &Root) -> Option<Layout> {
    let name = root.config.file_name()?.to_str()?;
    let (layout, locale) = Layout::sibling(name)?;
    Some(Layout { target_locale: Some(LocaleFrom::Literal(locale)), ..layout })
}

fn two_sources(root: &Root, found: &Found, sources: &[PathBuf]) -> Failure {
    let shown: Vec<String> = sources.iter().map(|path| root.found_by(found, path).shown).collect();
    Failure {
        path: found.shown.clone(),
        message: format!("has {} sources: `{}`", shown.len(), shown.join("` and `")),
        help: Some("remove one, or name the layout that holds under `layouts`".to_owned()),
    }
}

/// A path that is a file, with its own ending or with that of the other kind of Markdown.
fn with_either_ending(path: &Path) -> Option<PathBuf> {
    if path.is_file() {
        return Some(path.to_owned());
    }
    let other = match path.extension()?.to_str()? {
        "md" => "mdx",
        "mdx" => "md",
        _ => return None,
    };
    let path = path.with_extension(other);
    path.is_file().then_some(path)
}

fn same_file(one: &Path, other: &Path) -> bool {
    one == other
        || matches!(
            (std::fs::canonicalize(one), std::fs::canonicalize(other)),
            (Ok(one), Ok(other)) if one == other
        )
}

fn with_slash(path: &str) -> String {
    if path.is_empty() || path.ends_with('/') { path.to_owned() } else { format!("{path}/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A source and its translation, in each of the usual layouts.
    const USUAL: &[(&str, &str)] = &[
        ("docs/a.md", "i18n/fr/docusaurus-plugin-content-docs/current/a.md"),
        ("versioned_docs/v2/b/a.md", "i18n/fr/docusaurus-plugin-content-docs/v2/b/a.md"),
        ("src/pages/a.md", "i18n/fr/docusaurus-plugin-content-pages/a.md"),
        ("src/content/docs/b/a.md", "src/content/docs/fr/b/a.md"),
        ("files/en-us/a.md", "files/fr/a.md"),
        ("content/en/b/c/a.md", "content/fr/b/c/a.md"),
        ("content/b/a.md", "content/b/a.fr.md"),
        ("docs/b/a.md", "docs/b/a.fr.md"),
        ("en/b/a.md", "fr/b/a.md"),
        ("b/a.md", "fr/b/a.md"),
        ("b/a.mdx", "b/a.fr.mdx"),
    ];

    #[test]
    fn what_stands_around_tells_which_files_may_be_sources() {
        let folder = std::env::temp_dir().join(format!("loclint-pairing-{}", std::process::id()));
        let config = Config::standard();
        for (number, (source, target)) in USUAL.iter().enumerate() {
            let tree = folder.join(number.to_string());
            for path in [source, target] {
                let path = tree.join(path);
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, "Text.\n").unwrap();
            }
            let root = Root { working: tree.clone(), config: tree.clone() };
            let found = root.found(Path::new(source));
            let pairing = pair(&root, &config, vec![found], None);
            let brought: Vec<_> = pairing.articles.iter().map(|it| &*it.target.shown).collect();
            assert_eq!(brought, [*target], "{source}");

            let mut pairer = Pairer::new(&root, &config, None);
            let path = |path: &str| slashes(&tree.join(path));
            assert!(pairer.may_be_source(&path(source)) && pairer.may_be_target(&path(target)));
            std::fs::remove_file(tree.join(target)).unwrap();
            std::fs::remove_dir_all(tree.join(target.split('/').next().unwrap())).unwrap();
            let mut pairer = Pairer::new(&root, &config, None);
            assert!(!pairer.may_be_source(&path("b/c/d.md")), "nothing is left of {target}");
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
