//! Whether a code span of the target is a fair rendering of one of the source that it is not equal to.
//! Code stays as it is, but not everything between backticks is code: sample sentences, words that the
//! reader is to replace, the code of a locale, and names of the translation's own examples.

use super::{Bitext, Side};
use crate::{
    facts::{Fact, FactKind},
    locale::{self, Locale},
};

/// Longest code, in bytes, that is looked into; what is longer is data.
const LONGEST: usize = 400;

/// Fewest letters of a word in capitals that the reader is to replace.
const SHORTEST_STAND_IN: usize = 4;

impl Bitext<'_> {
    /// Whether code of the target renders code of the source: the two differ in nothing but white space
    /// that does not count, or in words that may be translated.
    pub fn renders_code(&self, target: &Fact<'_>, source: &Fact<'_>) -> bool {
        let (ours, theirs) = (&*target.key, &*source.key);
        if ours.len() > LONGEST || theirs.len() > LONGEST {
            return false;
        }
        if tidy(ours) == tidy(theirs) {
            return true;
        }
        // The two sides of one file come from a tool that leaves code alone.
        if !self.is_two_files() {
            return false;
        }
        let (ours, theirs): (Vec<&str>, Vec<&str>) =
            (tokens(ours).collect(), tokens(theirs).collect());
        let new: Vec<&str> = ours.iter().filter(|it| !theirs.contains(it)).copied().collect();
        let gone: Vec<&str> = theirs.iter().filter(|it| !ours.contains(it)).copied().collect();
        if new.is_empty() || gone.is_empty() {
            return false;
        }
        // What is no word of a language stays in any case.
        let plain = |token: &&str| token.chars().all(char::is_alphabetic);
        let several = target.key.split_whitespace().nth(1).is_some();
        if several && self.is_phrase(&source.key) && gone.iter().all(plain) {
            return true;
        }
        // A slip of a letter or two is no translation.
        let slip = |it: &&str| new.iter().any(|other| strsim::damerau_levenshtein(it, other) < 3);
        let stand_ins = gone.iter().all(|it| is_stand_in(it) && !is_variable(&source.key, it))
            && new.iter().all(|it| is_stand_in(it))
            && !gone.iter().any(slip);
        stand_ins
            || self.are_locales(&new, &gone)
            || new.iter().chain(&gone).all(plain) && self.are_renamed(&new, &gone, target)
    }

    /// Whether code of the target holds a text.
    pub fn stands_in_code(&self, text: &str) -> bool {
        let spans = self.target_facts.facts.iter().filter(|it| it.kind == FactKind::Code);
        let mut lines = self.code_pairs().flat_map(|(_, code, _)| &code.lines);
        spans.into_iter().any(|it| it.key.contains(text))
            || lines.any(|line| self.text(Side::Target, *line).contains(text))
    }

    /// Whether code reads as words of the source's language: several in a row, one of which is a function
    /// word, or the first of which is written as at the start of a sentence.
    fn is_phrase(&self, code: &str) -> bool {
        let mut plain = 0;
        let mut told = false;
        let apart = |c: char| c.is_whitespace() || "[](){}<>|\"=".contains(c);
        for word in code.split(apart) {
            let bare =
                word.trim_matches(|c: char| c.is_ascii_punctuation() && c != '_' && c != '-');
            let letters = bare.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’'));
            if bare.is_empty() || !letters {
                continue;
            }
            let mut chars = bare.chars();
            let capital = chars.next().is_some_and(char::is_uppercase)
                && chars.clone().count() > 1
                && chars.all(char::is_lowercase);
            told |=
                plain == 0 && capital || self.source_data.is_function_word(&bare.to_lowercase());
            plain += 1;
        }
        plain > 1 && told
    }

    /// Whether the codes of locales stand for each other: that of the source, or an example of one, for
    /// another.
    fn are_locales(&self, new: &[&str], gone: &[&str]) -> bool {
        let ours = self.languages.target.as_ref().map(Locale::language);
        let theirs = self.languages.source.language();
        gone.iter().all(|it| it.eq_ignore_ascii_case(theirs))
            && new.iter().all(|it| ours.is_some_and(|ours| it.eq_ignore_ascii_case(ours)))
            && locale::tags().any(|tag| tag.eq_ignore_ascii_case(theirs))
    }

    /// Whether the translation has names of its own for what an example is about: those stand in its
    /// other code too, and those of the source nowhere in it.
    fn are_renamed(&self, new: &[&str], gone: &[&str], here: &Fact<'_>) -> bool {
        let (mut seen, mut kept) = (vec![false; new.len()], false);
        let mut look = |code: &str| {
            for token in tokens(code) {
                kept |= gone.contains(&token);
                for (name, seen) in new.iter().zip(&mut seen) {
                    *seen |= *name == token;
                }
            }
        };
        for fact in self.target_facts.facts.iter().filter(|it| it.kind == FactKind::Code) {
            if fact.span != here.span {
                look(&fact.key);
            }
        }
        for (_, code, _) in self.code_pairs() {
            for line in &code.lines {
                look(self.text(Side::Target, *line));
            }
        }
        // A word of the source's language is no translation, but another version of the example.
        let foreign = |name: &&str| self.source.is_some_and(|it| !it.text.contains(*name));
        !kept && seen.iter().all(|it| *it) && new.iter().all(foreign)
    }
}

/// Code as it is compared: white space of one kind, none at the ends and none inside brackets.
fn tidy(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    for word in code.split_whitespace() {
        if !out.is_empty() && !out.ends_with(['{', '(', '[']) && !word.starts_with(['}', ')', ']'])
        {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The names, words and numbers of code.
fn tokens(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|token| !token.is_empty())
}

/// Whether a word in capitals says what is to be put in its place (`USER_NAME`).
fn is_stand_in(token: &str) -> bool {
    token.len() >= SHORTEST_STAND_IN
        && token.chars().all(|c| c == '_' || c.is_alphabetic() && !c.is_lowercase())
}

/// Whether code names a variable of a shell by a token: `$USER`, `${USER}`, `%USER%`.
fn is_variable(code: &str, token: &str) -> bool {
    code.match_indices(token).any(|(at, _)| {
        code.get(..at).is_some_and(|before| before.ends_with(['$', '%']) || before.ends_with("${"))
    })
}

#[cfg(test)]
mod tests {
    use super::{is_stand_in, is_variable, tidy};

    #[test]
    fn white_space_that_does_not_count() {
        assert_eq!(tidy("{{\n.Values.app }}"), tidy("{{ .Values.app}}"));
        assert_eq!(tidy(" define "), "define");
        assert_ne!(tidy("--set a = b"), tidy("--set a=b"));
    }

    #[test]
    fn words_to_be_replaced() {
        assert!(is_stand_in("USER_NAME") && is_stand_in("BENUTZERNAME"));
        assert!(is_variable("login %USER%", "USER") && is_variable("a ${NAME}", "NAME"));
        assert!(!is_variable("login USER", "USER"));
        assert!(!is_stand_in("GET") && !is_stand_in("userName") && !is_stand_in("SHA256"));
    }
}
