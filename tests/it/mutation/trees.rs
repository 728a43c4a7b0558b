//! Faults that show only against something outside of the article: other articles of the tree, a
//! glossary, the strings of a product, the languages of other articles.

use super::{
    articles::{Article, Form, Pair, articles},
    change::{Change::Made, Edit, Fault, fault, prose},
    faults::language,
};
use regex::Regex;
use std::{fmt::Write as _, sync::OnceLock};

pub(super) fn faults() -> Vec<Fault> {
    let mut all = labels();
    all.extend(terms());
    all.extend(links());
    all.push(
        fault("consistency/target", "halves exchanged", Made(halves_exchanged))
            .beside(same_sentences),
    );
    all.extend([
        fault("language/unexpected", "sentence of another language", Made(|it| foreign(it, 1))),
        fault("language/unexpected", "sentence of a third one", Made(|it| foreign(it, 4))),
        fault("language/unexpected", "sentence without its source", Made(|it| foreign(it, 7)))
            .alone(),
    ]);
    all
}

/// A language with spaces between words.
fn spaced(article: &Article) -> bool {
    !glued(article)
}

fn glued(article: &Article) -> bool {
    ["ja", "zh"].contains(&language(article))
}

#[rustfmt::skip]
fn labels() -> Vec<Fault> {
    let moved = |name, make| fault("emphasis/moved", name, Made(make)).beside(labels_of_the_tree);
    vec![
        moved("bold type on the word before", |it| at_labels(it, r"(\p{L}+) \*\*([^*]+)\*\*", "**$1** $2")).only(spaced),
        moved("bold type on the word behind", |it| at_labels(it, r"\*\*([^*]+)\*\*(\S*) (\p{L}+)", "$1$2 **$3**")).only(spaced),
        moved("bold type on the letters behind", |it| at_labels(it, r"\*\*([^*]+)\*\*(\p{L}{2})", "$1**$2**")).only(glued),
        moved("bold type on the word before too", |it| at_labels(it, r"(\p{L}+) \*\*([^*]+)\*\*", "**$1 $2**")).only(spaced),
        moved("bold type on the word behind too", |it| at_labels(it, r"\*\*([^*]+)\*\* (\p{L}+)", "**$1 $2**")).only(spaced),
        moved("bold type on the letters behind too", |it| at_labels(it, r"\*\*([^*]+)\*\*(\p{L}{2})", "**$1$2**")).only(glued),
        moved("bold type on the rest of the sentence", |it| at_labels(it, r"\*\*([^*]+)\*\* (\p{L}[^*<]*\p{L})([^*<]*)$", "**$1 $2**$3")).only(spaced),
        fault("term/inconsistent", "another label", Made(another_label)).beside(labels_of_the_tree),
        fault("term/ui-string", "another label", Made(another_label)).with("term/ui-string", strings),
        fault("term/ui-string", "label left", Made(label_left)).with("term/ui-string", strings),
        fault("term/ui-string", "letters lost", Made(|it| at_labels(it, r"\*\*([^*]+)\p{L}\*\*", "**$1**"))).with("term/ui-string", strings),
    ]
}

/// A bold label that is the only one of its sentence on both sides.
struct Label<'a> {
    pair: &'a Pair,
    target: String,
    source: String,
}

/// Labels of an article that its source has once.
fn labels_of(article: &Article) -> Vec<Label<'_>> {
    static BOLD: OnceLock<Regex> = OnceLock::new();
    let bold = BOLD.get_or_init(|| Regex::new(r"\*\*([^*]+)\*\*").unwrap());
    let only = |text: &str| {
        let mut all = bold.captures_iter(text);
        all.next().map(|it| it[1].to_owned()).filter(|_| all.next().is_none())
    };
    let pairs = article.pairs.iter();
    // What the agent never does is no label.
    pairs
        .filter(|_| article.name != "agent")
        .filter_map(|pair| {
            let (target, source) = (only(article.target_of(pair))?, only(&pair.english)?);
            Some(Label { pair, target, source })
        })
        .filter(|it| article.english.matches(&format!("**{}**", it.source)).count() == 1)
        .collect()
}

/// A pattern and its replacement in the sentences of labels.
fn at_labels(article: &Article, pattern: &str, new: &str) -> Vec<Vec<Edit>> {
    let pattern = Regex::new(pattern).unwrap();
    let each = labels_of(article).into_iter().filter_map(|label| {
        let text = article.target_of(label.pair);
        let changed = pattern.replace(text, new);
        (changed != text).then(|| vec![(label.pair.target.clone(), changed.into_owned())])
    });
    each.collect()
}

fn another_label(article: &Article) -> Vec<Vec<Edit>> {
    let labels = labels_of(article);
    let other = |index: usize| match labels.get(index + 1).or(labels.first()) {
        Some(other) if labels.len() > 1 => other.target.clone(),
        _ => "Rivermill".to_owned(),
    };
    let each = labels.iter().enumerate().map(|(index, label)| {
        let old = format!("**{}**", label.target);
        let new = format!("**{}**", other(index));
        vec![(label.pair.target.clone(), article.target_of(label.pair).replace(&old, &new))]
    });
    each.collect()
}

fn label_left(article: &Article) -> Vec<Vec<Edit>> {
    let labels = labels_of(article);
    let each = labels.iter().map(|label| {
        let text = article.target_of(label.pair).replace(&label.target, &label.source);
        vec![(label.pair.target.clone(), text)]
    });
    each.collect()
}

/// The strings of a product, as its labels are rendered here.
pub(super) fn strings(article: &Article) -> String {
    let labels = labels_of(article);
    let each = labels.iter().map(|it| format!("{:?}: {:?}", it.source, it.target));
    format!("strings: {{ {} }}", each.collect::<Vec<_>>().join(", "))
}

/// An article of side-by-side pairs: target and source of each.
fn pairs(path: &str, number: usize, texts: &[(String, String)]) -> (String, String) {
    let mut text = String::new();
    for (index, (target, source)) in texts.iter().enumerate() {
        let id = format!("b{number:04x}-{}", 101 + index);
        writeln!(
            text,
            "<span data-ttu-id=\"{id}\">{target}</span><span class=\"sxs-lookup\"><span data-stu-id=\"{id}\">{source}</span></span>\n"
        )
        .unwrap();
    }
    (path.to_owned(), text)
}

/// An article that has each label six times.
pub(super) fn labels_of_the_tree(article: &Article) -> Vec<(String, String)> {
    let each = labels_of(article).into_iter().flat_map(|it| {
        (1..7).map(move |n| (format!("{n}: **{}**", it.target), format!("{n}: **{}**", it.source)))
    });
    vec![pairs("labels.md", 1, &each.collect::<Vec<_>>())]
}

/// The pairs of running text that are words and nothing else.
fn plain(article: &Article) -> impl Iterator<Item = &Pair> {
    article.pairs.iter().filter(|pair| {
        let plain = |c: char| c.is_alphanumeric() || " ,.，。、".contains(c);
        let line = article.text[..pair.whole.start].rfind('\n').map_or(0, |at| at + 1);
        let text = !article.text[line..].starts_with(['#', '|']);
        text && article.target_of(pair).chars().all(plain)
            && pair.english.chars().all(plain)
            && pair.english.split(' ').count() > 4
    })
}

/// Two articles that have the sentences of this one.
pub(super) fn same_sentences(article: &Article) -> Vec<(String, String)> {
    let texts: Vec<_> = plain(article)
        .map(|pair| (article.target_of(pair).to_owned(), pair.english.clone()))
        .collect();
    vec![pairs("one.md", 1, &texts), pairs("two.md", 2, &texts)]
}

/// The first letters of a sentence in bold type: the words are the same.
pub(super) fn bold_words(article: &Article) -> Vec<Vec<Edit>> {
    let each = plain(article).filter_map(|pair| {
        let (word, _) = article.target_of(pair).split_once(' ')?;
        let start = pair.target.start;
        Some(vec![(start..start + word.len(), format!("*{word}*"))])
    });
    each.collect()
}

/// The terms of the glossary in capital letters.
pub(super) fn terms_in_capitals(article: &Article) -> Vec<Vec<Edit>> {
    let mut all = Vec::new();
    for (_, _, _, pattern, _) in terms_of(article) {
        let pattern = Regex::new(pattern).unwrap();
        for pair in article.pairs.iter().filter(|pair| !pair.english.contains(['{', '`'])) {
            for found in pattern.find_iter(article.target_of(pair)) {
                let start = pair.target.start;
                // Turkish has two letters i.
                let new = found.as_str().replace('ı', "I").to_uppercase();
                all.push(vec![(start + found.start()..start + found.end(), new)]);
            }
        }
    }
    all
}

fn halves_exchanged(article: &Article) -> Vec<Vec<Edit>> {
    let each = plain(article).filter_map(|pair| {
        let text = article.target_of(pair).trim_end_matches(['.', '。']);
        let middle = text.char_indices().nth(text.chars().count() / 2)?.0;
        let at = text[middle..].find(' ').map_or(middle, |space| middle + space);
        let (one, other) = text.split_at(at);
        (!other.is_empty())
            .then(|| vec![(pair.target.clone(), format!("{} {one}", other.trim_start()))])
    });
    each.collect()
}

type Term = (&'static str, &'static str, &'static str, &'static str, &'static str);

/// Language, term of the source, its forms, what to look for of them, a word that is none.
#[rustfmt::skip]
const TERMS: &[Term] = &[
    ("nl", "folder", "map*", r"(?i)\bmap\b", "directory"),
    ("nl", "workspace", "werkruimte*", "(?i)werkruimte", "werkgebied"),
    ("de", "folder", "Ordner*", "Ordner", "Verzeichnis"),
    ("de", "workspace", "Arbeitsbereich*", "Arbeitsbereich", "Arbeitsplatz"),
    ("fr", "folder", "dossier", "(?i)dossier", "répertoire"),
    ("fr", "workspace", "espace de travail", "espace de travail", "zone de travail"),
    ("es", "folder", "carpeta*", "carpeta", "directorio"),
    ("es", "workspace", "área de trabajo", "área de trabajo", "zona de trabajo"),
    ("ru", "folder", "папк*", "(?i)папка", "каталог"),
    ("ru", "workspace", "рабочая область, рабочей области", "рабоч(ая область|ей области)", "рабочее пространство"),
    ("fi", "folder", "kansio*", "(?i)kansio", "hakemisto"),
    ("fi", "workspace", "työtila*", "(?i)työtila", "työpöytä"),
    ("pl", "folder", "folder*", "(?i)folder", "katalog"),
    ("pl", "workspace", "obszar roboczy, obszaru roboczego", "obszar(u roboczego| roboczy)", "miejsce pracy"),
    ("tr", "folder", "klasör*", "klasör", "dizin"),
    ("tr", "workspace", "çalışma alan*", "çalışma alan", "çalışma ortam"),
    ("ja", "folder", "フォルダー", "フォルダー", "ディレクトリ"),
    ("ja", "workspace", "ワークスペース", "ワークスペース", "作業領域"),
    ("zh", "folder", "文件夹", "文件夹", "目录"),
    ("zh", "workspace", "工作区", "工作区", "工作空间"),
    ("ko", "folder", "폴더", "폴더", "디렉터리"),
    ("ko", "workspace", "작업 영역", "작업 영역", "작업 공간"),
    ("ar", "folder", "المجلد", "المجلد", "الحافظة"),
    ("ar", "workspace", "مساحة العمل, مساحة عمل", "مساحة العمل", "بيئة العمل"),
];

#[rustfmt::skip]
fn terms() -> Vec<Fault> {
    vec![
        fault("term/glossary", "folder called otherwise", Made(|it| called_otherwise(it, "folder"))).with("term/glossary", glossary),
        fault("term/glossary", "workspace called otherwise", Made(|it| called_otherwise(it, "workspace"))).with("term/glossary", glossary),
        fault("term/glossary", "term left", Made(term_left)).with("term/glossary", glossary).or("untranslated/partial"),
        fault("term/forbidden", "forbidden word for a folder", Made(|it| called_otherwise(it, "folder"))).with("term/forbidden", forbidden),
        fault("term/forbidden", "forbidden word for a workspace", Made(|it| called_otherwise(it, "workspace"))).with("term/forbidden", forbidden),
        fault("term/forbidden", "forbidden word in one article alone", Made(|it| in_text(it, "workspace"))).with("term/forbidden", forbidden).alone(),
    ]
}

fn terms_of(article: &Article) -> Vec<&'static Term> {
    TERMS.iter().filter(|term| term.0 == language(article)).collect()
}

pub(super) fn glossary(article: &Article) -> String {
    let each = terms_of(article).into_iter().map(|(_, term, forms, ..)| {
        let forms: Vec<_> = forms.split(", ").map(|form| format!("{form:?}")).collect();
        format!("{term}: [{}]", forms.join(", "))
    });
    format!("terms: {{ {} }}", each.collect::<Vec<_>>().join(", "))
}

pub(super) fn forbidden(article: &Article) -> String {
    let each = terms_of(article).into_iter().map(|(_, _, forms, _, other)| {
        let form = forms.split(", ").next().unwrap().trim_end_matches('*');
        // A stem that was put before an ending needs one.
        let star = if glued(article) { "" } else { "*" };
        format!("\"{other}{star}\": {form:?}")
    });
    format!("forms: {{ {} }}", each.collect::<Vec<_>>().join(", "))
}

/// Gives all of a term's forms in a sentence another word.
fn renamed(article: &Article, term: &str, new: impl Fn(&str) -> String) -> Vec<Vec<Edit>> {
    let Some((_, source, _, pattern, other)) =
        terms_of(article).into_iter().find(|it| it.1 == term)
    else {
        return Vec::new();
    };
    let pattern = Regex::new(pattern).unwrap();
    let with_term = article.pairs.iter().filter(|it| {
        let english = it.english.to_lowercase();
        english.contains(source) && !english.contains(['{', '`'])
    });
    let each = with_term.filter_map(|pair| {
        let text = article.target_of(pair);
        let changed = pattern.replace_all(text, new(other));
        (changed != text).then(|| vec![(pair.target.clone(), changed.into_owned())])
    });
    each.collect()
}

fn called_otherwise(article: &Article, term: &str) -> Vec<Vec<Edit>> {
    renamed(article, term, str::to_owned)
}

fn term_left(article: &Article) -> Vec<Vec<Edit>> {
    renamed(article, "workspace", |_| "workspace".to_owned())
}

/// The same in an article that has no pairs.
fn in_text(article: &Article, term: &str) -> Vec<Vec<Edit>> {
    let Some((.., pattern, other)) = terms_of(article).into_iter().find(|it| it.1 == term) else {
        return Vec::new();
    };
    let found: Vec<_> = Regex::new(pattern).unwrap().find_iter(&article.text).collect();
    let body = article.text.match_indices("---\n").nth(1).map_or(0, |(at, _)| at);
    let found = found.into_iter().filter(|it| it.start() > body);
    found.map(|it| vec![(it.range(), (*other).to_owned())]).collect()
}

#[rustfmt::skip]
fn links() -> Vec<Fault> {
    vec![
        fault("link/broken-file", "file renamed", Made(|it| in_links(it, "](restore-file.md", "](restore-datei.md"))).in_two_files().beside(files).or("link/changed-destination"),
        fault("link/broken-file", "link to no file", prose(r"(^|\s)(\p{L}{4,}) ", "$1[$2](glossary.md) ")).in_two_files().beside(files),
        fault("link/broken-file", "link to no folder", prose(r"(^|\s)(\p{L}{4,}) ", "$1[$2](more/requirements.md#top) ")).in_two_files().beside(files),
        fault("link/broken-file", "file of an article alone", Made(|it| in_links(it, "](requirements.md", "](requirement.md"))).alone().beside(files),
        fault("anchor/broken-cross-file", "link to no section", prose(r"(^|\s)(\p{L}{4,}) ", "$1[$2](requirements.md#no-such) ")).in_two_files().beside(files),
        fault("anchor/broken-cross-file", "fragment of an article alone", Made(|it| in_links(it, "#regions", "#region"))).alone().beside(files),
    ]
}

fn in_links(article: &Article, old: &str, new: &str) -> Vec<Vec<Edit>> {
    let found = article.text.match_indices(old);
    found.map(|(at, _)| vec![(at..at + old.len(), new.to_owned())]).collect()
}

/// The articles that links lead to.
pub(super) fn files(_: &Article) -> Vec<(String, String)> {
    let names = [
        "requirements",
        "actions",
        "devops",
        "restore-file",
        "move-workspace",
        "custom-domain",
        "sync",
        "plans",
    ];
    names.map(|name| (format!("{name}.md"), "# Rivermill\n\n## Regions\n".to_owned())).into()
}

/// A sentence as another language has it, so many languages further down the list.
fn foreign(article: &Article, further: usize) -> Vec<Vec<Edit>> {
    let same: Vec<_> = articles().iter().filter(|it| it.name == article.name).collect();
    let Some(own) = same.iter().position(|it| it.locale == article.locale) else {
        return Vec::new();
    };
    let other = same[(own + further) % same.len()];
    let long = |pair: &&Pair| {
        pair.english.split(' ').count() > 9
            && pair.english.chars().all(|c| c.is_alphabetic() || " ,.".contains(c))
    };
    let sentences = other.pairs.iter().filter(long);
    sentences
        .filter_map(|pair| {
            let text = other.target_of(pair);
            // Languages say with fewer words what another says with ten.
            let enough =
                if glued(other) { text.chars().count() > 18 } else { text.split(' ').count() > 8 };
            let place = match article.form {
                Form::Alone => {
                    let own = same[own];
                    let own = own.target_of(own.pairs.iter().find(|it| it.id == pair.id)?);
                    let at = article.text.find(own)?;
                    at..at + own.len()
                }
                _ => article.pairs.iter().find(|it| it.id == pair.id)?.target.clone(),
            };
            enough.then(|| vec![(place, text.to_owned())])
        })
        .collect()
}
