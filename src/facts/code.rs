//! Tokens of code that are the same in every language: options of commands, and names, keys, numbers and
//! addresses outside comments. What stands in a comment or in a quoted sentence is prose, and may be
//! translated.

use super::verbatim::is_extension;
use crate::{ast::CodeBlock, text::Span};

/// Kinds of tokens of code.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum CodeTokenKind {
    /// An option of a command: `--name`, `-x`.
    Option,
    /// A name that is no word of any language: with `_`, an inner `.` or capital, digits, or `(` behind.
    Name,
    /// The key of an entry of YAML, JSON, TOML or the like, without quotation marks.
    Key,
    /// A number in digits, with its decimal point.
    Number,
    /// An address.
    Address,
}

/// A token of code and its bytes in the article's text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CodeToken {
    /// What it is.
    pub kind: CodeTokenKind,
    /// Its bytes.
    pub span: Span,
}

/// Info strings of fences that hold prose: texts, output, diagrams.
const PROSE: &[&str] = &[
    "text",
    "txt",
    "plaintext",
    "plain",
    "none",
    "md",
    "markdown",
    "mdx",
    "output",
    "console",
    "mermaid",
    "svgbob",
    "ascii",
    "diff",
    "log",
    "tree",
];

/// Info strings of fences that hold entries with a key each.
const DATA: &[&str] =
    &["yaml", "yml", "json", "jsonc", "json5", "toml", "ini", "properties", "env", "dotenv"];

/// The word of an info string that names the language.
fn language(info: &str) -> &str {
    info.split(|c: char| c.is_whitespace() || "{,:".contains(c)).next().unwrap_or("")
}

/// Whether the code of a fence with this info string is prose, or may be: there is no word that tells
/// its language.
pub fn is_prose_fence(info: &str) -> bool {
    let word = language(info);
    word.is_empty() || PROSE.iter().any(|prose| word.eq_ignore_ascii_case(prose))
}

/// The tokens of a block of code, in order.
pub fn code_tokens(text: &str, block: &CodeBlock) -> Vec<CodeToken> {
    let mut found = Vec::new();
    let mut comment = false;
    let info = block.fence.as_ref().map_or("", |fence| fence.info.of_text(text));
    let is_data = DATA.iter().any(|data| language(info).eq_ignore_ascii_case(data));
    for line in &block.lines {
        let is_code = !comment;
        let first = found.len();
        line_tokens(text, *line, &mut comment, &mut found);
        let key = key_of(line.of_text(text)).filter(|_| is_data && is_code);
        if let Some(key) = key.map(|key| Span::of(text, key)) {
            // The key is the one token there, whatever else it looks like.
            let rest = found.split_off(first);
            let own = CodeToken { kind: CodeTokenKind::Key, span: key };
            let others = rest.into_iter().filter(|it| !it.span.overlaps(key));
            found.push(own);
            found.extend(others);
        }
    }
    found
}

/// The key of a line of data: `key:`, `- key:`, `"key":`, `key =`. Several words are prose.
fn key_of(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let line = line.strip_prefix("- ").map_or(line, str::trim_start);
    let (line, quote) = match line.chars().next()? {
        quote @ ('"' | '\'') => (line.get(1..)?, Some(quote)),
        _ => (line, None),
    };
    let length = line.find(|c| !is_name(c))?;
    let (key, behind) = line.split_at(length);
    let behind = match quote {
        Some(quote) => behind.strip_prefix(quote)?,
        None => behind,
    };
    let behind = behind.trim_start();
    let ends = behind.strip_prefix(':').map(|rest| {
        // `https://` and `C:\` are no keys.
        quote.is_some() || rest.is_empty() || rest.starts_with(char::is_whitespace)
    });
    let ends = ends.unwrap_or_else(|| behind.starts_with('=') && !behind.starts_with("=="));
    (ends && key.starts_with(char::is_alphabetic)).then_some(key)
}

/// The options in a code span or another stretch of code, in order.
pub fn options_in(text: &str, span: Span) -> Vec<Span> {
    let mut found = Vec::new();
    options(text, span, &mut |span| found.push(span));
    found
}

/// `comment` says whether a comment of several lines is open.
fn line_tokens(text: &str, line: Span, comment: &mut bool, found: &mut Vec<CodeToken>) {
    let written = line.of_text(text);
    options(text, line, &mut |span| {
        found.push(CodeToken { kind: CodeTokenKind::Option, span });
    });
    let code = written.get(..code_end(written, comment)).unwrap_or("");
    let mut rest = code;
    // The quotation mark that is open, and whether what it opens is prose.
    let mut quote: Option<(char, bool)> = None;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or("");
        if matches!(c, '"' | '\'' | '`') {
            quote = match quote {
                Some((open, _)) if open == c => None,
                Some(open) => Some(open),
                None => {
                    let inner = after.split(c).next().unwrap_or(after);
                    Some((c, inner.contains(' ') || !inner.is_ascii()))
                }
            };
            rest = after;
            continue;
        }
        if !is_name(c) {
            rest = after;
            continue;
        }
        let length = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        let (name, behind) = rest.split_at(length);
        // An address goes on to the next space or mark that quotes it.
        if behind.starts_with("://") {
            let end = rest
                .find(|c: char| c.is_whitespace() || "\"'`<>()[]{}|,;".contains(c))
                .unwrap_or(rest.len());
            let (address, more) = rest.split_at(end);
            let span = Span::of(text, address.trim_end_matches(['.', ':']));
            found.push(CodeToken { kind: CodeTokenKind::Address, span });
            rest = more;
            continue;
        }
        let in_prose = quote.is_some_and(|(_, prose)| prose);
        let name = name.trim_matches(['.', '-', ':']);
        if quote.is_none() && is_number(name) {
            found.push(CodeToken { kind: CodeTokenKind::Number, span: Span::of(text, name) });
        }
        if !in_prose && is_telling(name, behind) {
            found.push(CodeToken { kind: CodeTokenKind::Name, span: Span::of(text, name) });
        }
        rest = behind;
    }
}

/// Whether a name is a number: digits, with one point among them at most. More are a version or address.
fn is_number(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && name.bytes().filter(|byte| *byte == b'.').count() < 2
        && !name.is_empty()
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '-')
}

/// Whether a name is one of code rather than a word: `behind` is what follows it.
fn is_telling(name: &str, behind: &str) -> bool {
    if name.len() < 3 || name.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let bytes = name.as_bytes();
    let inner_capital = bytes
        .windows(2)
        .any(|pair| matches!(pair, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase()));
    let dotted = name.split('.').count() > 1
        && name.split('.').all(|part| part.bytes().any(|byte| byte.is_ascii_alphabetic()))
        && !name.rsplit('.').next().is_some_and(is_extension);
    let placeholder = name.bytes().all(|byte| {
        byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_' || byte == b'-'
    });
    !placeholder
        && (name.trim_matches('_').contains('_')
            || inner_capital
            || dotted
            || behind.starts_with('('))
}

/// Where the code of a line ends and its comment begins.
fn code_end(line: &str, comment: &mut bool) -> usize {
    let trimmed = line.trim_start();
    if *comment {
        *comment = !(trimmed.contains("*/") || trimmed.contains("-->"));
        return 0;
    }
    let whole = ["#", "//", "-- ", ";", "' ", "REM ", "rem ", "% ", "*", "{{/*", "{/*", "\\ "];
    for opener in ["/*", "<!--"] {
        if trimmed.starts_with(opener) {
            *comment = !(trimmed.contains("*/") || trimmed.contains("-->"));
            return 0;
        }
    }
    if whole.iter().any(|mark| trimmed.starts_with(mark)) {
        return 0;
    }
    [" #", "\t#", " //", "\t//", " -- ", " /*", " <!--", " ;"]
        .iter()
        .filter_map(|mark| line.find(mark))
        .min()
        .unwrap_or(line.len())
}

/// Calls `emit` for the options in a stretch: two hyphens and a name, or one hyphen and a name or letter
/// (`-jar`, `-ResourceGroup`, `-x`), where a word can begin.
fn options(text: &str, span: Span, emit: &mut dyn FnMut(Span)) {
    let stretch = span.of_text(text);
    let mut before = ' ';
    let mut rest = stretch;
    // A word processor makes a dash of two hyphens.
    let is_mark = |c: char| matches!(c, '-' | '–' | '—');
    while let Some(at) = rest.find(is_mark) {
        let (ahead, from) = rest.split_at(at);
        before = ahead.chars().next_back().unwrap_or(before);
        let hyphens = from.len() - from.trim_start_matches(is_mark).len();
        let (marks, behind) = from.split_at(hyphens);
        let length = behind
            .find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'))
            .unwrap_or(behind.len());
        let (name, after) = behind.split_at(length);
        let starts = before.is_whitespace() || "[(|,'\"`/=".contains(before);
        let name = name.trim_end_matches('-');
        let ends = !after.starts_with(char::is_alphanumeric);
        let letter = name.starts_with(char::is_alphabetic);
        let more_letters = name.chars().nth(1).is_some();
        if starts
            && ends
            && letter
            && (matches!(marks, "--" | "–" | "—") && more_letters
                || marks == "-" && (!more_letters || before.is_whitespace()))
        {
            emit(Span::new(0, marks.len() + name.len()).shifted(Span::of(text, from).start));
        }
        before = '-';
        rest = after;
        if let Some(last) = name.chars().next_back() {
            before = last;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ast::{BlockKind, Flavour},
        grammar,
    };

    fn tokens(code: &str) -> Vec<(CodeTokenKind, String)> {
        let text = format!("```x\n{code}\n```\n");
        let article = grammar::parse(&text, Flavour::Gfm);
        let Some(BlockKind::Code(block)) = article.blocks.first().map(|block| &block.kind) else {
            panic!("no code")
        };
        let found = code_tokens(&text, block);
        found.iter().map(|it| (it.kind, it.span.of_text(&text).to_owned())).collect()
    }

    fn names(code: &str) -> Vec<String> {
        tokens(code)
            .into_iter()
            .filter(|(kind, _)| *kind == CodeTokenKind::Name)
            .map(|(_, name)| name)
            .collect()
    }

    #[test]
    fn options_where_a_word_begins() {
        let found: Vec<String> =
            tokens("tool --dry-run=x -g,--name a-b --no_x [-h|--help] 3-4 '--q' -- -Name -ф")
                .into_iter()
                .filter(|(kind, _)| *kind == CodeTokenKind::Option)
                .map(|(_, name)| name)
                .collect();
        assert_eq!(found, ["--dry-run", "-g", "--name", "--no_x", "-h", "--help", "-Name", "-ф"]);
        assert_eq!(options_in("a -x --yy b", Span::new(0, 11)).len(), 2);
    }

    #[test]
    fn names_that_are_no_words() {
        assert_eq!(
            names("let userName = config.get_all(limit); // Use getAll here\nlimit = call()"),
            ["userName", "config.get_all", "call"]
        );
        assert_eq!(names("# my_name here\nname: value # other_name"), [] as [&str; 0]);
        assert_eq!(names("print(\"see my_name now\", \"my_key\")"), ["print", "my_key"]);
        assert_eq!(names("cp USER_NAME file.txt"), [] as [&str; 0]);
        assert_eq!(names("/* a_b\n c_d */\ne_f"), ["e_f"]);
    }

    #[test]
    fn addresses_are_whole() {
        let found = tokens("curl https://example.org/a_b?x=1, then");
        assert_eq!(found, [(CodeTokenKind::Address, "https://example.org/a_b?x=1".to_owned())]);
    }

    #[test]
    fn keys_of_data_and_numbers() {
        let of = |line: &str| key_of(line).map(str::to_owned);
        assert_eq!(of("  - name: web"), Some("name".into()));
        assert_eq!(of("\"max-size\": 3,"), Some("max-size".into()));
        assert_eq!(of("имя = 3"), Some("имя".into()));
        for none in ["https://example.org", "a b: c", "\"a sentence: more\"", "x == y", "- web", ""]
        {
            assert_eq!(of(none), None, "{none}");
        }
        let text = "```yaml {1}\n# name: x\nmy.key: 2.5 # of 3\n\"a\": v1.2.3\n```\n";
        let article = grammar::parse(text, Flavour::Gfm);
        let Some(BlockKind::Code(block)) = article.blocks.first().map(|block| &block.kind) else {
            panic!("no code")
        };
        let found: Vec<_> =
            code_tokens(text, block).iter().map(|it| (it.kind, it.span.of_text(text))).collect();
        let (key, number) = (CodeTokenKind::Key, CodeTokenKind::Number);
        assert_eq!(found, [(key, "my.key"), (number, "2.5"), (key, "a")]);
    }

    #[test]
    fn fences_of_prose() {
        assert!(is_prose_fence("") && is_prose_fence("Text") && is_prose_fence("mermaid {x}"));
        assert!(!is_prose_fence("sh") && !is_prose_fence("js {1,3}"));
    }
}
