//! Faults that are made of words: what was left in the source language, said twice, or read in the
//! wrong encoding; and the words that a translator puts for keywords.

use super::{
    articles::{Article, Pair},
    change::Edit,
    faults::language,
};
use regex::Regex;

/// What a translator makes of keywords.
pub(super) struct Words {
    pub(super) note: &'static str,
    pub(super) warning: &'static str,
    pub(super) title: &'static str,
    pub(super) description: &'static str,
    pub(super) yes: &'static str,
    pub(super) image: &'static str,
}

pub(super) fn of(article: &Article) -> Words {
    let [note, warning, title, description, yes, image] = match language(article) {
        "nl" => ["OPMERKING", "WAARSCHUWING", "titel", "beschrijving", "waar", "afbeelding"],
        "de" => ["HINWEIS", "WARNUNG", "titel", "beschreibung", "wahr", "bild"],
        "fr" => ["REMARQUE", "AVERTISSEMENT", "titre", "résumé", "vrai", "illustration"],
        "es" => ["NOTA", "ADVERTENCIA", "título", "descripción", "verdadero", "imagen"],
        "ru" => ["ПРИМЕЧАНИЕ", "ПРЕДУПРЕЖДЕНИЕ", "заголовок", "описание", "истина", "изображение"],
        "fi" => ["HUOMAUTUS", "VAROITUS", "otsikko", "kuvaus", "tosi", "kuva"],
        "ja" => ["メモ", "警告", "タイトル", "説明", "はい", "画像"],
        "zh" => ["备注", "警告", "标题", "说明", "是", "图像"],
        "ko" => ["참고", "경고", "제목", "설명", "참", "이미지"],
        "ar" => ["ملاحظة", "تحذير", "العنوان", "الوصف", "صحيح", "صورة"],
        "tr" => ["NOT", "UYARI", "başlık", "açıklama", "doğru", "resim"],
        "pl" => ["UWAGA", "OSTRZEŻENIE", "tytuł", "opis", "prawda", "obraz"],
        other => panic!("no words of {other}"),
    };
    Words { note, warning, title, description, yes, image }
}

/// Replaces a text wherever it stands.
pub(super) fn everywhere(article: &Article, old: &str, new: &str) -> Vec<Vec<Edit>> {
    let found = article.text.match_indices(old);
    found.map(|(at, _)| vec![(at..at + old.len(), new.to_owned())]).collect()
}

/// The English function words that tell a sentence from a row of names.
const FUNCTION: &[&str] = &[
    "the", "and", "that", "this", "you", "your", "when", "from", "to", "before", "between", "it",
    "with", "must", "which", "by", "be", "has", "its", "each", "for", "how", "what", "does",
];

/// Words of a text outside code, links, tags and bold runs.
fn prose(text: &str) -> Vec<String> {
    let markup = r#"`[^`]*`|\*\*[^*]*\*\*|!?\[[^\]]*\](\([^)]*\)|\[[^\]]*\])?|<[^>]*>|"[^"]*""#;
    let plain = Regex::new(markup).unwrap().replace_all(text, " ");
    let words = plain.split(|c: char| !c.is_alphanumeric() && c != '\'');
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

fn function_words(words: &[String]) -> usize {
    words.iter().filter(|word| FUNCTION.contains(&word.as_str())).count()
}

/// Whether a source is enough of a sentence to be told from a name.
fn is_sentence(source: &str) -> bool {
    let words = prose(source);
    words.len() >= 5 && function_words(&words) >= 2
}

fn is_heading(article: &Article, pair: &Pair) -> bool {
    let line = article.text[..pair.whole.start].rfind('\n').map_or(0, |at| at + 1);
    article.text[line..].starts_with('#')
}

fn sentences(article: &Article) -> impl Iterator<Item = (&Pair, &str)> {
    let pairs = article.pairs.iter().filter(|pair| !is_heading(article, pair));
    pairs.map(|pair| (pair, pair.english.as_str())).filter(|(_, source)| is_sentence(source))
}

pub(super) fn sentence_left(article: &Article) -> Vec<Vec<Edit>> {
    sentences(article)
        .map(|(pair, source)| vec![(pair.target.clone(), source.to_owned())])
        .collect()
}

pub(super) fn sentence_left_in_small_letters(article: &Article) -> Vec<Vec<Edit>> {
    let plain = sentences(article)
        .filter(|(_, source)| source.chars().all(|c| c.is_alphabetic() || " ,.".contains(c)));
    plain.map(|(pair, source)| vec![(pair.target.clone(), source.to_lowercase())]).collect()
}

/// Whether the words of a text can be taken from their sentence without breaking markup.
fn is_plain(text: &str) -> bool {
    !text.contains(|c: char| "`*[]<>{}%$&\\\"«»„“”".contains(c))
}

/// A text cut behind half of its words, or of its characters where there are no spaces.
fn halves(text: &str) -> (&str, &str) {
    let spaces: Vec<_> = text.match_indices(' ').map(|(at, _)| at).collect();
    let at = if spaces.len() > 3 {
        spaces[spaces.len() / 2]
    } else {
        let middle = text.chars().count() / 2;
        text.char_indices().nth(middle).map_or(text.len(), |(at, _)| at)
    };
    text.split_at(at)
}

fn half_left(article: &Article, second: bool) -> Vec<Vec<Edit>> {
    let plain = sentences(article)
        .filter(|(pair, source)| is_plain(source) && is_plain(&article.text[pair.target.clone()]));
    plain
        .filter_map(|(pair, source)| {
            let (one, other) = halves(source);
            let (own, rest) = halves(&article.text[pair.target.clone()]);
            let left = if second { other } else { one };
            let words = prose(left);
            let enough = words.len() >= 5 && function_words(&words) >= 2;
            let new = if second {
                format!("{own} {}", other.trim_start())
            } else {
                format!("{one} {}", rest.trim_start())
            };
            enough.then(|| vec![(pair.target.clone(), new)])
        })
        .collect()
}

pub(super) fn second_half_left(article: &Article) -> Vec<Vec<Edit>> {
    half_left(article, true)
}

pub(super) fn first_half_left(article: &Article) -> Vec<Vec<Edit>> {
    half_left(article, false)
}

pub(super) fn heading_left(article: &Article) -> Vec<Vec<Edit>> {
    let headings = article.pairs.iter().filter(|pair| is_heading(article, pair));
    headings
        .map(|pair| (pair, pair.english.as_str()))
        .filter(|(_, source)| source.split(' ').count() >= 3)
        .map(|(pair, source)| vec![(pair.target.clone(), source.to_owned())])
        .collect()
}

/// Texts of two to four words, of which one at least is written small.
pub(super) fn label_left(article: &Article) -> Vec<Vec<Edit>> {
    let short = article.pairs.iter().filter(|pair| {
        let words: Vec<_> = pair.english.split(' ').collect();
        let small = words.iter().any(|word| word.starts_with(char::is_lowercase));
        (2..=4).contains(&words.len())
            && small
            && words.iter().all(|word| word.chars().all(char::is_alphabetic))
    });
    short.map(|pair| vec![(pair.target.clone(), pair.english.clone())]).collect()
}

/// A value of the front matter with sentences of the article behind it.
pub(super) fn longer(article: &Article, key: &str) -> Vec<Vec<Edit>> {
    let Some(start) = article.text.find(&format!("\n{key}: ")) else { return Vec::new() };
    let start = start + key.len() + 3;
    let end = start + article.text[start..].find('\n').unwrap();
    let plain = article
        .pairs
        .iter()
        .map(|pair| article.target_of(pair))
        .filter(|it| it.chars().all(|c| c.is_alphanumeric() || " ,.，。、'’".contains(c)));
    let mut text = article.text[start..end].to_owned();
    for sentence in plain.cycle() {
        if text.chars().count() > 340 {
            break;
        }
        text.push(' ');
        text.push_str(sentence);
    }
    vec![vec![(start..end, text)]]
}

pub(super) fn article_left(article: &Article) -> Vec<Vec<Edit>> {
    let all = article.pairs.iter();
    let all = all.map(|pair| (pair.target.clone(), pair.english.clone()));
    vec![all.collect()]
}

/// The source's own title or description.
pub(super) fn front_matter_left(article: &Article, key: &str) -> Vec<Vec<Edit>> {
    let value = |text: &str| {
        let start = text.find(&format!("\n{key}: "))? + key.len() + 3;
        Some(start..start + text[start..].find('\n')?)
    };
    let Some((own, theirs)) = value(&article.text).zip(value(&article.english)) else {
        return Vec::new();
    };
    vec![vec![(own, article.english[theirs].to_owned())]]
}

/// The first stretch of each target that a pattern finds, replaced.
fn first_of_each(article: &Article, pattern: &str, new: &str) -> Vec<Vec<Edit>> {
    let pattern = Regex::new(pattern).unwrap();
    let each = article.pairs.iter().filter_map(|pair| {
        let found = pattern.captures(&article.text[pair.target.clone()])?;
        let mut text = String::new();
        found.expand(new, &mut text);
        let whole = found.get(0)?;
        let start = pair.target.start;
        Some(vec![(start + whole.start()..start + whole.end(), text)])
    });
    each.collect()
}

pub(super) fn word_twice(article: &Article) -> Vec<Vec<Edit>> {
    first_of_each(article, r"(^|\s)(\p{L}{5,}) ", "$1$2 $2 ")
}

pub(super) fn phrase_twice(article: &Article) -> Vec<Vec<Edit>> {
    first_of_each(article, r"(^|\s)(\p{L}{2,} \p{L}{7,}) ", "$1$2 $2 ")
}

pub(super) fn long_phrase_twice(article: &Article) -> Vec<Vec<Edit>> {
    first_of_each(article, r"(^|\s)(\p{L}{2,} \p{L}{2,} \p{L}{7,}) ", "$1$2 $2 ")
}

/// Takes one of the quotation marks around a message away.
pub(super) fn quote_lost(article: &Article, closing: bool) -> Vec<Vec<Edit>> {
    let pattern = Regex::new(r#"(["„“«”])([^"„“«”»]+)(["“”»])"#).unwrap();
    let each = article.pairs.iter().filter_map(|pair| {
        let found = pattern.captures(&article.text[pair.target.clone()])?;
        let mark = found.get(if closing { 3 } else { 1 })?.range();
        // An attribute's quotes are no quotation marks.
        if article.text[..pair.target.start + mark.start].ends_with('=')
            || found[2].contains('<')
            || &found[2] == "ui"
        {
            return None;
        }
        let start = pair.target.start;
        Some(vec![(start + mark.start..start + mark.end, String::new())])
    });
    let each: Vec<_> = each.collect();
    each.into_iter().filter(|_| article.name != "portal").collect()
}

/// What Windows-1252 shows for the bytes 0x80 to 0x9F.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// A text read byte by byte in another encoding than its own.
fn misread(text: &str, windows: bool) -> String {
    let read = text.bytes().map(|byte| match byte {
        0x80..=0x9f if windows => WINDOWS[usize::from(byte) - 0x80],
        _ => char::from(byte),
    });
    read.collect()
}

pub(super) fn mojibake(article: &Article, windows: bool) -> Vec<Vec<Edit>> {
    let word = Regex::new(r"\p{L}*[^\x00-\x7f]\p{L}*").unwrap();
    let each = article.pairs.iter().filter_map(|pair| {
        let found = word.find(&article.text[pair.target.clone()])?;
        let start = pair.target.start;
        let new = misread(found.as_str(), windows);
        Some(vec![(start + found.start()..start + found.end(), new)])
    });
    each.collect()
}

pub(super) fn mojibake_of_sentences(article: &Article) -> Vec<Vec<Edit>> {
    let each = article.pairs.iter().map(|pair| {
        let new = misread(&article.text[pair.target.clone()], true);
        vec![(pair.target.clone(), new)]
    });
    each.collect()
}

/// The marks of a conflict around a paragraph.
pub(super) fn conflict(article: &Article) -> Vec<Vec<Edit>> {
    let text = &article.text;
    let alone = article.pairs.iter().filter(|pair| {
        text[..pair.whole.start].ends_with("\n\n") && text[pair.whole.end..].starts_with("\n\n")
    });
    alone
        .map(|pair| {
            let (start, end) = (pair.whole.start, pair.whole.end);
            let before = "<<<<<<< HEAD\n".to_owned();
            let behind = "\n=======\n>>>>>>> live\n".to_owned();
            vec![(start..start, before), (end..end, behind)]
        })
        .collect()
}

/// The text of the pair before, where both are plain.
pub(super) fn neighbours_text(article: &Article) -> Vec<Vec<Edit>> {
    let both = article.pairs.windows(2).filter(|both| {
        both.iter().all(|pair| {
            let source = pair.english.as_str();
            is_plain(source) && source.split(' ').count() > 5
        })
    });
    both.map(|both| vec![(both[1].target.clone(), article.text[both[0].target.clone()].to_owned())])
        .collect()
}

pub(super) fn much_longer(article: &Article) -> Vec<Vec<Edit>> {
    let long = sentences(article).filter(|(_, source)| source.len() > 45 && is_plain(source));
    long.map(|(pair, _)| {
        let text = &article.text[pair.target.clone()];
        vec![(pair.target.clone(), format!("{text} {text} {text}"))]
    })
    .collect()
}
