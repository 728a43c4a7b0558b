//! Changes to an article: a regular expression with its replacement, or edits made by a function, and
//! the articles that come of it, each with the place that was changed.

use super::articles::{Article, Form, Pair};
use regex::Regex;
use std::ops::Range;

/// Replacement of a stretch of an article's text.
pub(super) type Edit = (Range<usize>, String);

/// What is changed.
pub(super) enum Change {
    /// A pattern and its replacement within the target half of a pair, inclusions apart.
    Target(&'static str, &'static str),
    /// Likewise, but only where no markup, code, placeholder, path or the like is touched.
    Prose(&'static str, &'static str),
    /// Likewise within the article as it stands, pair markup and all.
    File(&'static str, &'static str),
    /// Edits to be made together, a list for each place.
    Made(fn(&Article) -> Vec<Vec<Edit>>),
}

/// What is put into the articles.
pub(super) struct Fault {
    /// Rules that may report it, the one it is counted for first; none for a change that is legal.
    pub(super) rules: Vec<&'static str>,
    pub(super) name: &'static str,
    change: Change,
    only: fn(&Article) -> bool,
    /// The only language it is for.
    language: Option<&'static str>,
    /// Whether the finding may stand anywhere in the article.
    pub(super) anywhere: bool,
    /// The form of the articles that it is put into.
    pub(super) form: Form,
    /// Articles that lie beside the changed one: paths and texts.
    pub(super) tree: Option<Beside>,
    /// Options of a rule that needs some, as YAML.
    pub(super) options: Option<(&'static str, Settings)>,
}

/// Makes the options of a rule, as YAML.
pub(super) type Settings = fn(&Article) -> String;

/// Makes the articles that lie beside one: paths and texts.
pub(super) type Beside = fn(&Article) -> Vec<(String, String)>;

/// What text between is not to be changed in.
const INCLUSION: &str = r"\[!INCLUDE.*?\)\]";
const NO_PROSE: &str = r"`[^`]*`|!?\[[^\]]*\]\([^)]*\)|\[[^\]]*\]\[[^\]]*\]|<[^>]*>|:::.*?:::|\[!INCLUDE.*?\)\]|\*+|\S*[\\%${}@]\S*|\w+\.\w\S*|&\w+;|[\w-]*\d[\w-]*";

/// A changed article.
pub(super) struct Mutation {
    pub(super) text: String,
    /// Id of the segment that was changed, if the change lies within a target.
    pub(super) segment: Option<String>,
    /// Lines of the new text that were changed, from 0.
    pub(super) lines: Range<usize>,
}

pub(super) fn fault(rule: &'static str, name: &'static str, change: Change) -> Fault {
    Fault {
        rules: vec![rule],
        name,
        change,
        only: |_| true,
        language: None,
        anywhere: false,
        form: Form::Pairs,
        tree: None,
        options: None,
    }
}

pub(super) fn legal(name: &'static str, change: Change) -> Fault {
    Fault {
        rules: Vec::new(),
        name,
        change,
        only: |_| true,
        language: None,
        anywhere: false,
        form: Form::Pairs,
        tree: None,
        options: None,
    }
}

pub(super) const fn target(pattern: &'static str, replacement: &'static str) -> Change {
    Change::Target(pattern, replacement)
}

pub(super) const fn prose(pattern: &'static str, replacement: &'static str) -> Change {
    Change::Prose(pattern, replacement)
}

pub(super) const fn file(pattern: &'static str, replacement: &'static str) -> Change {
    Change::File(pattern, replacement)
}

impl Fault {
    /// Restricts it to some articles.
    pub(super) fn only(self, only: fn(&Article) -> bool) -> Fault {
        Fault { only, ..self }
    }

    /// Restricts it to a language.
    pub(super) fn language(self, language: &'static str) -> Fault {
        Fault { language: Some(language), ..self }
    }

    /// Another rule that says it as well.
    pub(super) fn or(mut self, rule: &'static str) -> Fault {
        self.rules.push(rule);
        self
    }

    /// The finding may stand anywhere.
    pub(super) fn anywhere(self) -> Fault {
        Fault { anywhere: true, ..self }
    }

    /// It is put into the target article without its source.
    pub(super) fn alone(self) -> Fault {
        Fault { form: Form::Alone, ..self }
    }

    /// It is put into a target article whose source is another file.
    pub(super) fn in_two_files(self) -> Fault {
        Fault { form: Form::TwoFiles, ..self }
    }

    /// Other articles lie beside the one it is put into.
    pub(super) fn beside(self, tree: Beside) -> Fault {
        Fault { tree: Some(tree), ..self }
    }

    /// A rule, which runs even if it is off by default, has options.
    pub(super) fn with(self, rule: &'static str, options: Settings) -> Fault {
        Fault { options: Some((rule, options)), ..self }
    }

    /// Makes it ready to be put into many articles.
    pub(super) fn ready(&self) -> Ready<'_> {
        let compiled = |pattern| Some(Regex::new(pattern).unwrap());
        let (pattern, but) = match &self.change {
            Change::Target(pattern, _) if pattern.contains("INCLUDE") => (compiled(pattern), None),
            Change::Target(pattern, _) => (compiled(pattern), compiled(INCLUSION)),
            Change::Prose(pattern, _) => (compiled(pattern), compiled(NO_PROSE)),
            Change::File(pattern, _) => (compiled(pattern), None),
            Change::Made(_) => (None, None),
        };
        Ready { fault: self, pattern, but }
    }
}

/// A fault with its patterns compiled.
pub(super) struct Ready<'f> {
    fault: &'f Fault,
    pattern: Option<Regex>,
    /// What is not to be changed.
    but: Option<Regex>,
}

impl Ready<'_> {
    /// The articles that the change makes of one, one for each of the places that are chosen.
    pub(super) fn mutations(
        &self,
        article: &Article,
        choose: impl FnOnce(Vec<Vec<Edit>>) -> Vec<Vec<Edit>>,
    ) -> Vec<Mutation> {
        let other = |language: &str| !article.locale.starts_with(language);
        if !(self.fault.only)(article) || self.fault.language.is_some_and(other) {
            return Vec::new();
        }
        let edits = match (&self.fault.change, &self.pattern) {
            (Change::Made(make), _) => make(article),
            (Change::File(_, replacement), Some(pattern)) => {
                let all = replaced(article, &(0..article.text.len()), pattern, replacement);
                // The source half is not the translator's.
                let in_source = |(range, _): &Edit| {
                    article.pairs.iter().any(|pair| pair.source.contains(&range.start))
                };
                all.into_iter().filter(|edits| !edits.iter().any(in_source)).collect()
            }
            (Change::Target(_, replacement) | Change::Prose(_, replacement), Some(pattern)) => {
                self.in_targets(article, pattern, replacement)
            }
            _ => Vec::new(),
        };
        choose(edits).into_iter().filter_map(|edits| apply(article, &edits)).collect()
    }

    fn in_targets(&self, article: &Article, pattern: &Regex, new: &str) -> Vec<Vec<Edit>> {
        let mut all = Vec::new();
        for pair in &article.pairs {
            let edits = replaced(article, &pair.target, pattern, new);
            if edits.is_empty() {
                continue;
            }
            let text = &article.text[pair.target.clone()];
            let not: Vec<_> =
                self.but.iter().flat_map(|it| it.find_iter(text)).map(|it| it.range()).collect();
            all.extend(edits.into_iter().filter(|edits| {
                edits.iter().all(|(range, _)| {
                    let start = range.start - pair.target.start;
                    let end = range.end - pair.target.start;
                    not.iter().all(|not| end <= not.start || not.end <= start)
                })
            }));
        }
        all
    }
}

fn replaced(
    article: &Article,
    part: &Range<usize>,
    pattern: &Regex,
    replacement: &str,
) -> Vec<Vec<Edit>> {
    let found = pattern.captures_iter(&article.text[part.clone()]);
    found
        .map(|captures| {
            let whole = captures.get(0).unwrap().range();
            let mut new = String::new();
            captures.expand(replacement, &mut new);
            vec![(part.start + whole.start..part.start + whole.end, new)]
        })
        .collect()
}

/// Makes the edits, which are in order of place; `None` if they change nothing.
fn apply(article: &Article, edits: &[Edit]) -> Option<Mutation> {
    let mut text = String::new();
    let mut last = 0;
    let mut end = 0;
    for (range, new) in edits {
        text.push_str(&article.text[last..range.start]);
        text.push_str(new);
        last = range.end;
        end = text.len();
    }
    text.push_str(&article.text[last..]);
    let (first, _) = edits.first()?;
    if text == article.text {
        return None;
    }
    let line = |at: usize| text[..at].matches('\n').count();
    let within = |pair: &Pair| pair.target.start <= first.start && first.end <= pair.target.end;
    let segment = article.pairs.iter().find(|pair| within(pair)).map(|pair| pair.id.clone());
    // Where a line was taken out, what is wrong shows at its neighbours.
    let lines = line(first.start).saturating_sub(1)..line(end) + 2;
    Some(Mutation { text, segment, lines })
}
