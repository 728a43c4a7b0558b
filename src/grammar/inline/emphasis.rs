//! Emphasis, strong emphasis and strikethrough: the delimiter runs of `CommonMark` 0.31.2 §6.2 and
//! the algorithm of its appendix, with the `~` and `~~` of GFM §6.5. Microsoft Learn knows `~~` only,
//! so a single `~` is text there.
//!
//! `**Let op:** wijzig *alleen* ~~deze~~ de eerste` — a run becomes markup when its pair is found, and
//! that is decided at the end of the text or where a link closes around it.

use super::{
    code,
    punctuation::{is_punctuation, is_white_space},
    scan::Scan,
    tree::{Nest, NestKind},
};

/// No run: the end of the chain of delimiters on either side.
const NONE: usize = usize::MAX;

/// A run that may open or close.
#[derive(Debug)]
pub(super) struct Delimiter {
    byte: u8,
    can_open: bool,
    can_close: bool,
    /// Bytes it had.
    length: usize,
    /// What is left of it.
    start: usize,
    end: usize,
    /// Neighbours that are not used up.
    previous: usize,
    next: usize,
}

impl Scan<'_, '_> {
    /// At `*`, `_` or `~`: remembers the run if it may open or close, and steps over it.
    pub(super) fn delimiter_run(&mut self, at: usize, byte: u8) -> usize {
        let length = code::run(self.bytes(), at);
        let end = at + length;
        let before = Side::of(self.between(0, at).chars().next_back());
        let after = Side::of(self.from(end).chars().next());
        let left = after != Side::White && (after != Side::Punctuation || before != Side::Word);
        let right = before != Side::White && (before != Side::Punctuation || after != Side::Word);
        let (can_open, can_close) = match byte {
            b'_' => (
                left && (!right || before == Side::Punctuation),
                right && (!left || after == Side::Punctuation),
            ),
            b'~' => {
                let fits = length == 2 || length == 1 && !self.flavour.learn();
                (left && fits, right && fits)
            }
            _ => (left, right),
        };
        if can_open || can_close {
            let delimiter = Delimiter {
                byte,
                can_open,
                can_close,
                length,
                start: at,
                end,
                previous: NONE,
                next: NONE,
            };
            self.delimiters.push(delimiter);
        }
        end
    }

    /// Pairs the runs from index `bottom` on, makes nests of the pairs, and forgets the runs.
    pub(super) fn close_emphasis(&mut self, bottom: usize) {
        let runs = self.delimiters.get_mut(bottom..).unwrap_or_default();
        let count = runs.len();
        if count < 2 {
            self.delimiters.truncate(bottom);
            return;
        }
        for (index, run) in runs.iter_mut().enumerate() {
            run.previous = index.checked_sub(1).unwrap_or(NONE);
            run.next = if index + 1 < count { index + 1 } else { NONE };
        }
        pair_up(runs, self.pairs);
        self.delimiters.truncate(bottom);
        for Pair { kind, open, close, width } in self.pairs.drain(..) {
            let span = self.map.span(open, close + width);
            let inner = self.map.span(open + width, close);
            self.nests.push(Nest { span, inner, kind });
        }
    }
}

/// What stands beside a run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// White space or the edge of the text.
    White,
    Punctuation,
    Word,
}

impl Side {
    fn of(char: Option<char>) -> Side {
        match char {
            None => Side::White,
            Some(char) if is_white_space(char) => Side::White,
            Some(char) if is_punctuation(char) => Side::Punctuation,
            Some(_) => Side::Word,
        }
    }
}

/// Markup around a stretch: where both halves start, and how many bytes each has.
#[derive(Debug)]
pub(super) struct Pair {
    kind: NestKind,
    open: usize,
    close: usize,
    width: usize,
}

/// The algorithm of the specification's appendix. An opener that a closer did not find is not
/// searched for again by closers of the same class: `bottoms` holds, for each class, the index below
/// which there is none.
fn pair_up(runs: &mut [Delimiter], pairs: &mut Vec<Pair>) {
    let mut bottoms = [0; 14];
    let mut at = 0;
    while let Some(closer) = runs.get(at) {
        let next = closer.next;
        if !closer.can_close {
            at = next;
            continue;
        }
        let class = class(closer);
        let bottom = bottoms.get(class).copied().unwrap_or(0);
        if let Some(from) = opener_of(runs, closer, bottom) {
            let Ok([opener, closer]) = runs.get_disjoint_mut([from, at]) else { return };
            let width = match opener.byte {
                b'~' => opener.length,
                _ => {
                    1 + usize::from(opener.end - opener.start > 1 && closer.end - closer.start > 1)
                }
            };
            opener.end -= width;
            let kind = match (opener.byte, width) {
                (b'~', _) => NestKind::Strikethrough,
                (_, 1) => NestKind::Emphasis,
                _ => NestKind::Strong,
            };
            pairs.push(Pair { kind, open: opener.end, close: closer.start, width });
            closer.start += width;
            let is_used_up = closer.start == closer.end;
            // The runs between the two can pair no more.
            closer.previous = from;
            opener.next = at;
            if opener.start == opener.end {
                unlink(runs, from);
            }
            if is_used_up {
                unlink(runs, at);
                at = next;
            }
        } else {
            let can_open = closer.can_open;
            if let Some(bottom) = bottoms.get_mut(class) {
                *bottom = at;
            }
            if !can_open {
                unlink(runs, at);
            }
            at = next;
        }
    }
}

/// The nearest run before `closer` and not below index `bottom` that it closes.
fn opener_of(runs: &[Delimiter], closer: &Delimiter, bottom: usize) -> Option<usize> {
    let mut at = closer.previous;
    while let Some(opener) = runs.get(at).filter(|_| at >= bottom) {
        if opener.byte == closer.byte && opener.can_open {
            let fits = if closer.byte == b'~' {
                opener.length == closer.length
            } else {
                // Where either could do both, the lengths must not add up to a multiple of three,
                // unless both are one.
                !(opener.can_close || closer.can_open)
                    || !(opener.length + closer.length).is_multiple_of(3)
                    || closer.length.is_multiple_of(3)
            };
            if fits {
                return Some(at);
            }
        }
        at = opener.previous;
    }
    None
}

/// Closers of one class find the same openers.
fn class(closer: &Delimiter) -> usize {
    let open = usize::from(closer.can_open);
    match closer.byte {
        b'~' => 12 + usize::from(closer.length > 1),
        b'_' => 6 + 3 * open + closer.length % 3,
        _ => 3 * open + closer.length % 3,
    }
}

fn unlink(runs: &mut [Delimiter], at: usize) {
    let Some(&Delimiter { previous, next, .. }) = runs.get(at) else { return };
    if let Some(run) = runs.get_mut(previous) {
        run.next = next;
    }
    if let Some(run) = runs.get_mut(next) {
        run.previous = previous;
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{commonmark, gfm, plain};

    #[test]
    fn pairs() {
        assert_eq!(plain("*a* __b__"), r#"em("a") " " strong("b")"#);
        assert_eq!(plain("***a***"), r#"em(strong("a"))"#);
        assert_eq!(plain("***a** b*"), r#"em(strong("a") " b")"#);
        assert_eq!(plain("***a* b**"), r#"strong(em("a") " b")"#);
        assert_eq!(plain("*a **b***"), r#"em("a " strong("b"))"#);
        assert_eq!(plain("**a*"), r#""*" em("a")"#);
        assert_eq!(plain("*a**"), r#"em("a") "*""#);
    }

    #[test]
    fn flanks() {
        assert_eq!(plain("a * b * c"), r#""a * b * c""#);
        assert_eq!(plain("a_b_c _d_"), r#""a_b_c " em("d")"#);
        assert_eq!(plain("a*b*c"), r#""a" em("b") "c""#);
        assert_eq!(plain("**注意。**次"), r#""**注意。**次""#, "as the specification has it");
        assert_eq!(plain("**注意**。次"), r#"strong("注意") "。次""#);
        assert_eq!(plain("*\u{a0}a*"), r#""*\u{a0}a*""#);
        assert_eq!(plain("*(*a*)*"), r#"em("(" em("a") ")")"#);
        assert_eq!(plain("*£*a."), r#""*£*a.""#);
    }

    #[test]
    fn rule_of_three() {
        assert_eq!(plain("*a**b*"), r#"em("a**b")"#);
        assert_eq!(plain("a***b***c"), r#""a" em(strong("b")) "c""#);
        assert_eq!(plain("**a*b*"), r#""**a" em("b")"#);
    }

    #[test]
    fn kinds_cross() {
        assert_eq!(plain("*a _b* c_"), r#"em("a _b") " c_""#);
        assert_eq!(plain("*a [b*](c)"), r#""*a " link("b*")->"c""#);
        assert_eq!(plain("[*a](b)*"), r#"link("*a")->"b" "*""#);
        assert_eq!(plain("*[a*](b) c*"), r#"em(link("a*")->"b" " c")"#);
    }

    #[test]
    fn strikethrough() {
        assert_eq!(gfm("~a~ ~~b~~ ~~~c~~~"), r#"del("a") " " del("b") " ~~~c~~~""#);
        assert_eq!(gfm("~~a~ ~b~~"), r#"del("a~ ~b")"#);
        assert_eq!(gfm("~50 tot ~60"), r#""~50 tot ~60""#);
        assert_eq!(plain("*~~a~~* ~b~"), r#"em(del("a")) " ~b~""#);
        assert_eq!(commonmark("~~a~~"), r#""~~a~~""#);
    }
}
