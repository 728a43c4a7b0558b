//! Which rules there are: [`Catalogue`] brings the pages of the program and of the project together
//! with the compiled checks.
//!
//! Compiled checks are listed in `rules/mod.rs`, one word a rule:
//!
//! ```text
//! registry! {
//!     link { empty_text, missing }
//! }
//! ```
//!
//! says that `src/rules/link/empty_text.rs` holds the check of the page `rules/link/empty-text.md`, as
//! `pub(super) fn rule(options: &Options) -> Box<dyn Rule>`.

use super::{
    COMPILED, Rule,
    options::Options,
    page::{Page, PageError},
    pattern,
    read::nearest,
};
use crate::text::Span;

include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// A compiled check: the parts of its id as Rust writes them, and the function that makes it.
pub(crate) struct Compiled {
    /// `front_matter` for `front-matter`.
    pub(crate) group: &'static str,
    /// `empty_text` for `empty-text`.
    pub(crate) name: &'static str,
    /// Makes the check.
    pub(crate) build: fn(&Options) -> Box<dyn Rule>,
}

/// Declares the modules of compiled checks and the table `COMPILED`.
macro_rules! registry {
    ($($group:ident { $($name:ident),* $(,)? })*) => {
        $(
            mod $group {
                $(mod $name;)*

                pub(super) const CHECKS: &[crate::rules::registry::Compiled] = &[
                    $(crate::rules::registry::Compiled {
                        group: stringify!($group),
                        name: stringify!($name),
                        build: $name::rule,
                    }),*
                ];
            }
        )*

        /// The compiled checks, a group each.
        pub(crate) const COMPILED: &[&[registry::Compiled]] = &[$($group::CHECKS),*];
    };
}
pub(crate) use registry;

impl Compiled {
    /// Whether it is the check of a rule.
    fn is(&self, id: &str) -> bool {
        let same = |rust: &str, word: &str| {
            rust.bytes().map(|byte| if byte == b'_' { b'-' } else { byte }).eq(word.bytes())
        };
        id.split_once('/')
            .is_some_and(|(group, name)| same(self.group, group) && same(self.name, name))
    }

    /// The id of its rule.
    fn id(&self) -> String {
        format!("{}/{}", self.group, self.name).replace('_', "-")
    }
}

/// How a rule is checked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Check {
    /// By a file of the program.
    Compiled,
    /// By the `match` of its page.
    Declarative,
    /// By the program around the rules: what concerns reading files and suppressing findings.
    Program,
    /// By nothing.
    Missing,
}

/// Groups whose findings come from the program around the rules.
const PROGRAM: &[&str] = &["file", "suppress"];

/// The rules of a run.
#[derive(Clone, Debug)]
pub struct Catalogue {
    pages: Vec<Page>,
}

impl Catalogue {
    /// The rules of the program. Only front matters are read; a page that cannot be read is left out
    /// (see [`Catalogue::broken`]).
    pub fn builtin() -> Catalogue {
        let pages = PAGES.iter().filter_map(|(path, text)| Page::load(path, text)).collect();
        let mut this = Catalogue { pages };
        this.pages.sort_by(|a, b| a.meta.id.cmp(&b.meta.id));
        this
    }

    /// The errors in the program's own pages: path, text and errors of each page that has some.
    pub fn broken() -> Vec<(&'static str, &'static str, Vec<PageError>)> {
        PAGES
            .iter()
            .filter_map(|(path, text)| Some((*path, *text, Page::parse(*path, *text).err()?)))
            .collect()
    }

    /// Compiled checks without a page.
    pub fn pageless(&self) -> Vec<String> {
        let ids = COMPILED.iter().flat_map(|group| group.iter()).map(Compiled::id);
        ids.filter(|id| !self.pages.iter().any(|page| *page.meta.id == **id)).collect()
    }

    /// Takes in a page of the project: declarative, and under an id that is still free. `path` ends in
    /// `<group>/<name>.md`; errors give bytes of `text`.
    pub fn add_project_page(&mut self, path: &str, text: &str) -> Result<(), Vec<PageError>> {
        let page = Page::parse(path.to_owned(), text.to_owned())?;
        let refuse = |message: String, help: &str| {
            Err(vec![PageError { span: Span::at(0), message, help: Some(help.to_owned()) }])
        };
        if page.matching.is_none() {
            let message = format!("the page of `{}` has no `match`", page.meta.id);
            return refuse(
                message,
                "say in `match` what is to be found: a page of a project has no compiled check",
            );
        }
        if let Some(other) = self.find(&page.meta.id) {
            let message = format!("there is a rule `{}` already, on {}", page.meta.id, other.path);
            return refuse(message, "rename the page");
        }
        let at = self.pages.partition_point(|other| other.meta.id < page.meta.id);
        self.pages.insert(at, page);
        Ok(())
    }

    /// All pages in order of id.
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// The page of a rule, by its id or one it had before.
    pub fn find(&self, id: &str) -> Option<&Page> {
        self.pages.iter().find(|page| *page.meta.id == *id).or_else(|| {
            self.pages.iter().find(|page| page.meta.aliases.iter().any(|alias| alias == id))
        })
    }

    /// The groups in order, each with its pages.
    pub fn groups(&self) -> impl Iterator<Item = (&str, &[Page])> {
        self.pages
            .chunk_by(|a, b| a.meta.group() == b.meta.group())
            .map(|pages| (pages.first().map_or("", |page| page.meta.group()), pages))
    }

    /// The id nearest to a wrong one, if any is like it: by the whole id, or by the name alone.
    pub fn suggest(&self, wrong: &str) -> Option<&str> {
        let ids = self.pages.iter().map(|page| &*page.meta.id);
        nearest(wrong, ids).or_else(|| {
            let name = wrong.rsplit('/').next().unwrap_or(wrong);
            let found = nearest(name, self.pages.iter().map(|page| page.meta.name()))?;
            self.pages.iter().find(|page| page.meta.name() == found).map(|page| &*page.meta.id)
        })
    }

    /// How the rule of a page is checked.
    pub fn check(&self, page: &Page) -> Check {
        if compiled(page).is_some() {
            Check::Compiled
        } else if page.matching.is_some() {
            Check::Declarative
        } else if PROGRAM.contains(&page.meta.group()) {
            Check::Program
        } else {
            Check::Missing
        }
    }

    /// Makes the check of a page; one that finds nothing where the program itself reports.
    pub fn build(&self, page: &Page, options: &Options) -> Box<dyn Rule> {
        if let Some(compiled) = compiled(page) {
            return (compiled.build)(options);
        }
        match page.pattern() {
            Some(pattern) => pattern::rule(pattern),
            None => Box::new(Nothing),
        }
    }
}

fn compiled(page: &Page) -> Option<&'static Compiled> {
    COMPILED.iter().flat_map(|group| group.iter()).find(|check| check.is(&page.meta.id))
}

/// The check of a rule that the program around the rules reports.
struct Nothing;

impl Rule for Nothing {}
