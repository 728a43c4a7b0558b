//! `link/moved-text`: the text of one link stands on another.

use crate::{
    bitext::{BlockPair, Looks, Side},
    facts::{Fact, FactKind, collapsed},
    rules::{Ctx, Rule, options::Options, quote::quote},
};

/// Makes the check; it takes no options.
pub(super) fn rule(_: &Options) -> Box<dyn Rule> {
    Box::new(MovedText)
}

struct MovedText;

/// Most links of a block that are compared each with each.
const MOST: usize = 40;

/// How alike a text and the source's must be to be the same, in hundredths.
const ALIKE: f64 = 0.85;

/// A link on both sides, and what tells its text.
struct Link<'b, 'a> {
    ours: &'b Fact<'a>,
    theirs: &'b Fact<'a>,
    said: Text,
    meant: Text,
}

impl Rule for MovedText {
    fn looks_at(&self) -> Looks {
        Looks::at(&[FactKind::Link])
    }

    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let bitext = cx.bitext;
        let matches = bitext.matches_of(pair);
        let count = matches.iter().filter(|it| it.kind == FactKind::Link).count();
        if !(2..=MOST).contains(&count) {
            return;
        }
        let links: Vec<_> = matches
            .iter()
            .filter(|it| it.kind == FactKind::Link && !bitext.is_damaged(it))
            .filter_map(|it| Some((bitext.target_fact(it)?, bitext.source_fact(it)?)))
            .map(|(ours, theirs)| Link {
                ours,
                theirs,
                said: Text::of(bitext.text(Side::Target, ours.text)),
                meant: Text::of(bitext.text(Side::Source, theirs.text)),
            })
            .collect();
        for (at, Link { ours, theirs, said, meant }) in links.iter().enumerate() {
            if ours.key != theirs.key || said.is_like(meant) {
                continue;
            }
            let mut elsewhere = links
                .iter()
                .enumerate()
                .filter(|(other, it)| *other != at && said.is_like(&it.meant));
            let (Some((_, other)), None) = (elsewhere.next(), elsewhere.next()) else {
                continue;
            };
            // Two links may well have one text.
            if other.ours.key == ours.key || other.said.lower == said.lower {
                continue;
            }
            let message = format!(
                "the text {} belongs to the link to {}",
                quote(bitext.text(Side::Target, ours.text)),
                quote(&other.theirs.key)
            );
            cx.report(ours.span, message)
                .source(theirs.span, "the source's link")
                .source(other.theirs.span, "has this text in the source")
                .detail(&*ours.key)
                .help("give each link the text that renders its own");
        }
    }
}

/// Classes that characters are counted in.
const CLASSES: usize = 32;

/// A text in lower case, with what shows at a glance that it is not like another.
struct Text {
    lower: String,
    length: u32,
    /// How many characters there are of each class.
    counts: [u8; CLASSES],
}

impl Text {
    fn of(text: &str) -> Text {
        let lower = collapsed(text).to_lowercase();
        let (mut length, mut counts) = (0, [0_u8; CLASSES]);
        for c in lower.chars() {
            length += 1;
            if let Some(count) = counts.get_mut(c as usize % CLASSES) {
                *count = count.saturating_add(1);
            }
        }
        Text { lower, length, counts }
    }

    /// Whether two texts are the same name, but for an ending.
    fn is_like(&self, other: &Text) -> bool {
        self.length > 2
            && (self.lower == other.lower
                || self.may_be_like(other)
                    && strsim::normalized_levenshtein(&self.lower, &other.lower) >= ALIKE)
    }

    /// Whether the lengths and the characters allow for it: each change of one character makes a
    /// difference of one in length and in the characters that one text has more of.
    fn may_be_like(&self, other: &Text) -> bool {
        let counts = self.counts.iter().zip(&other.counts);
        let (more, less) = counts.fold((0_u32, 0_u32), |(more, less), (ours, theirs)| {
            let (ours, theirs) = (u32::from(*ours), u32::from(*theirs));
            (more + ours.saturating_sub(theirs), less + theirs.saturating_sub(ours))
        });
        let changes = more.max(less).max(self.length.abs_diff(other.length));
        let longest = self.length.max(other.length);
        1.0 - f64::from(changes) / f64::from(longest) >= ALIKE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_glance_rules_out_only_what_is_not_alike() {
        let texts = [
            "Overview",
            "Overzicht",
            "overview",
            "Overviews",
            "Create a site",
            "Create sites",
            "een site maken",
            "サイトの作成",
            "サイトを作成",
            "ab",
            "",
        ];
        for one in texts {
            for other in texts {
                let (one, other) = (Text::of(one), Text::of(other));
                let alike = strsim::normalized_levenshtein(&one.lower, &other.lower) >= ALIKE;
                assert_eq!(
                    one.is_like(&other),
                    alike && one.length > 2,
                    "{}, {}",
                    one.lower,
                    other.lower
                );
            }
        }
        let (one, other) = (Text::of("Create a site"), Text::of("Delete the group"));
        assert!(!one.may_be_like(&other));
    }
}
