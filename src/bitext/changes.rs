//! What became of an article since an earlier version of it: block by block, by the alignment that
//! two languages are put side by side with.

use super::{
    Bitext, Languages, Side,
    two_files::{self, Unaligned, UnalignedKind},
};
use crate::{
    ast::Alert,
    facts::{Facts, ViewKind, collapse},
    locale::Locale,
    text::Span,
};
use std::ops::Range;

/// Blocks of the earlier version that the later one has otherwise, or not at all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// What became of them.
    pub kind: ChangeKind,
    /// The earlier version's blocks, as indices into its [`Facts::views`]. Empty where blocks were added:
    /// the start is then the view before which they would stand.
    pub earlier: Range<u32>,
    /// How many blocks are concerned.
    pub blocks: u32,
    /// The text of the first block in the earlier version, white space folded; empty where it has none.
    pub was: String,
    /// Likewise in the later version.
    pub is: String,
}

/// What became of blocks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChangeKind {
    /// They say something else.
    Changed,
    /// They are new.
    Added,
    /// They are gone.
    Removed,
    /// They stand at another place.
    Moved,
}

/// The changes from an earlier version of an article to a later one, in order of the earlier.
///
/// White space, front matter, and what [`Facts::gist`] leaves out (destinations among it) are no
/// changes.
pub fn changes<'a>(earlier: Facts<'a>, later: Facts<'a>, locale: &Locale) -> Vec<Change> {
    let languages = Languages { target: Some(locale.clone()), source: locale.clone() };
    let mut bitext = Bitext::start(earlier, Some(later), languages);
    two_files::run_versions(&mut bitext);
    let alerts =
        [Side::Target, Side::Source].map(|side| bitext.facts(side).map_or_else(Vec::new, alerts));
    Work { bitext: &bitext, alerts }.changes()
}

struct Work<'w, 'a> {
    bitext: &'w Bitext<'a>,
    /// The alerts of the two versions: the quote, and its keyword in capitals.
    alerts: [Vec<(Span, String)>; 2],
}

/// The alerts of an article in order, each as the span of its quote and its keyword in capitals.
fn alerts(facts: &Facts<'_>) -> Vec<(Span, String)> {
    let keyword = |alert: &Alert| facts.text(alert.keyword).to_uppercase();
    facts.alerts().map(|(quote, alert)| (quote, keyword(alert))).collect()
}

impl Work<'_, '_> {
    fn changes(&self) -> Vec<Change> {
        let mut found = Vec::new();
        // What regions tell as a whole is not told block by block.
        let mut told = [Vec::new(), Vec::new()];
        for region in &self.bitext.unaligned {
            if region.kind != UnalignedKind::Moved {
                told[0].push(region.target.clone());
                told[1].push(region.source.clone());
            }
            found.extend(self.region(region));
        }
        for list in &mut told {
            list.sort_unstable_by_key(|range| range.start);
        }
        let is_told = |side: usize, view: Option<u32>| {
            let (Some(list), Some(view)) = (told.get(side), view) else { return false };
            let next = list.partition_point(|range| range.start <= view);
            let range = next.checked_sub(1).and_then(|index| list.get(index));
            range.is_some_and(|range| range.contains(&view))
        };
        let mut next = 0;
        for pair in &self.bitext.pairs {
            let (earlier, later) = (pair.target, pair.source);
            if let Some(view) = earlier {
                next = view + 1;
            }
            if is_told(0, earlier) || is_told(1, later) {
                continue;
            }
            let earlier = earlier.map_or(next..next, |view| view..view + 1);
            let later = later.map_or(0..0, |view| view..view + 1);
            found.extend(self.compare(earlier, later, 1));
        }
        found.sort_by_key(|change| (change.earlier.start, change.earlier.end));
        found
    }

    fn region(&self, region: &Unaligned) -> Option<Change> {
        let blocks = region.target_blocks.max(region.source_blocks);
        if region.kind == UnalignedKind::Moved {
            let was = self.first(Side::Target, &region.target)?;
            let is = self.first(Side::Source, &region.source)?;
            let earlier = region.target.clone();
            return Some(Change { kind: ChangeKind::Moved, earlier, blocks, was, is });
        }
        self.compare(region.target.clone(), region.source.clone(), blocks)
    }

    /// What became of a stretch of views; `None` where both say the same.
    fn compare(&self, earlier: Range<u32>, later: Range<u32>, blocks: u32) -> Option<Change> {
        if self.gist(Side::Target, &earlier) == self.gist(Side::Source, &later) {
            return None;
        }
        let was = self.first(Side::Target, &earlier);
        let is = self.first(Side::Source, &later);
        let kind = match (&was, &is) {
            (None, None) => return None,
            (None, _) => ChangeKind::Added,
            (_, None) => ChangeKind::Removed,
            _ => ChangeKind::Changed,
        };
        let (was, is) = (was.unwrap_or_default(), is.unwrap_or_default());
        Some(Change { kind, earlier, blocks, was, is })
    }

    /// The mark of the alert that a view is the first of: an alert of another kind says another thing.
    fn alert(&self, side: Side, index: usize) -> Option<String> {
        let facts = self.bitext.facts(side)?;
        let [own, theirs] = &self.alerts;
        let list = if side == Side::Target { own } else { theirs };
        let at = facts.views.get(index)?.span;
        let next = list.partition_point(|(quote, _)| quote.start <= at.start);
        let (quote, keyword) =
            list.get(next.checked_sub(1)?).filter(|(quote, _)| quote.contains(at))?;
        let before = index.checked_sub(1).and_then(|before| facts.views.get(before));
        let first = before.is_none_or(|before| !quote.contains(before.span));
        first.then(|| format!("[!{keyword}] "))
    }

    /// What a stretch of views says. The level of a heading is part of it; front matter is not.
    fn gist(&self, side: Side, views: &Range<u32>) -> String {
        let mut out = String::new();
        let Some(facts) = self.bitext.facts(side) else { return out };
        for index in views.start as usize..views.end as usize {
            let Some(view) = facts.views.get(index) else { break };
            if view.kind == ViewKind::FrontMatter {
                continue;
            }
            let gist = self.alert(side, index).unwrap_or_default() + &facts.gist(view);
            if let ViewKind::Heading(level) = view.kind {
                out.push_str("######".get(..usize::from(level)).unwrap_or("#"));
            }
            if !gist.is_empty() && !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&gist);
        }
        out
    }

    /// The text of the first view that says something.
    fn first(&self, side: Side, views: &Range<u32>) -> Option<String> {
        let facts = self.bitext.facts(side)?;
        let says = |index: &usize| {
            let view = facts.views.get(*index);
            view.is_some_and(|it| it.kind != ViewKind::FrontMatter && !facts.gist(it).is_empty())
        };
        let index = (views.start as usize..views.end as usize).find(says)?;
        let view = facts.views.get(index)?;
        let span = match view.kind {
            // The marks tell the level.
            ViewKind::Heading(_) => view.span,
            _ => view.text(),
        };
        Some(self.alert(side, index).unwrap_or_default() + &collapse(facts.text(span)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ast::Flavour, grammar};
    use ChangeKind::{Added, Changed, Moved, Removed};

    /// An article with paragraphs that are not alike.
    const ARTICLE: &str = "---\ntitle: Plans\n---\n# Plans\n\nChoose a plan for the team before you \
        start.\n\n## Compare plans\n\nThe small plan holds ten sites.\n\nThe large plan has no limit at \
        all.\n\n```sh\ncontoso plan list\n```\n\n## Change a plan\n\n1. Open the portal.\n2. Select \
        **Billing** and then the name of the plan.\n\n| Plan | Sites |\n| --- | --- |\n| Small | 10 \
        |\n| Large | 500 |\n";

    fn found(later: &str) -> Vec<(ChangeKind, u32, String, String)> {
        let (one, other) =
            (grammar::parse(ARTICLE, Flavour::Learn), grammar::parse(later, Flavour::Learn));
        let list =
            changes(Facts::of(&one), Facts::of(&other), &Locale::normalize("en-US").unwrap());
        list.into_iter().map(|it| (it.kind, it.blocks, it.was, it.is)).collect()
    }

    fn after(from: &str, to: &str) -> Vec<(ChangeKind, u32, String, String)> {
        assert!(ARTICLE.contains(from), "{from}");
        found(&ARTICLE.replacen(from, to, 1))
    }

    fn one(kind: ChangeKind, was: &str, is: &str) -> Vec<(ChangeKind, u32, String, String)> {
        vec![(kind, 1, was.to_owned(), is.to_owned())]
    }

    #[test]
    fn blocks_that_say_something_else() {
        assert_eq!(
            after("ten sites", "twelve sites"),
            one(Changed, "The small plan holds ten sites.", "The small plan holds twelve sites.")
        );
        assert_eq!(
            after("contoso plan list", "contoso plan list --all"),
            one(Changed, "```sh contoso plan list ```", "```sh contoso plan list --all ```")
        );
        assert_eq!(
            after("## Compare plans", "## Compare the plans"),
            one(Changed, "## Compare plans", "## Compare the plans")
        );
        assert_eq!(
            after("## Compare plans", "### Compare plans"),
            one(Changed, "## Compare plans", "### Compare plans")
        );
        assert_eq!(after("| 500 |", "| 600 |"), one(Changed, "500", "600"));
    }

    /// What became of a source: kind, blocks, old text, new text.
    fn of(earlier: &str, later: &str) -> Vec<(ChangeKind, u32, String, String)> {
        let (one, other) =
            (grammar::parse(earlier, Flavour::Learn), grammar::parse(later, Flavour::Learn));
        let locale = Locale::normalize("en-US").unwrap();
        let list = changes(Facts::of(&one), Facts::of(&other), &locale);
        list.into_iter().map(|it| (it.kind, it.blocks, it.was, it.is)).collect()
    }

    #[test]
    fn an_alert_of_another_kind_and_a_language_of_code() {
        let note = "# A\n\n> [!NOTE]\n> Save it first.\n>\n> Then close it.\n";
        assert_eq!(
            of(note, &note.replace("NOTE", "WARNING")),
            one(Changed, "[!NOTE] Save it first.", "[!WARNING] Save it first.")
        );
        assert_eq!(of(note, &note.replace("NOTE", "note")), []);
        // Colours are no words.
        assert_eq!(of("# A\n\n```sh\nls\n```\n", "# A\n\n```bash\nls\n```\n"), []);
    }

    #[test]
    fn what_is_no_change() {
        for (from, to) in [
            ("title: Plans", "title: All plans\nms.date: 2026-01-02"),
            ("ten sites.", "ten\nsites."),
            ("\n\n## Compare", "\n\n\n\n## Compare"),
            ("**Billing**", "__Billing__"),
            ("| --- | --- |", "|:----|-----:|"),
            ("1. Open the portal.\n2.", "1) Open the portal.\n2)"),
        ] {
            assert_eq!(after(from, to), [], "{from}");
        }
        assert_eq!(found(&ARTICLE.replace('\n', "\r\n")), []);
        assert_eq!(found(ARTICLE), []);
    }

    #[test]
    fn blocks_that_came_and_went() {
        assert_eq!(
            after("## Change a plan", "It prints the names of all plans.\n\n## Change a plan"),
            one(Added, "", "It prints the names of all plans.")
        );
        assert_eq!(
            after("The large plan has no limit at all.\n\n", ""),
            one(Removed, "The large plan has no limit at all.", "")
        );
        assert_eq!(after("| Large | 500 |\n", ""), one(Removed, "Large", ""));
    }

    #[test]
    fn short_blocks_are_told_apart_by_what_they_say() {
        let (short, long) = ("# A\n\nOpen it.\n\n", "## B\n\nDevices with Contoso need a cable.\n");
        let both = format!("{short}{long}");
        assert_eq!(of(&both, short), [(Removed, 2, "## B".to_owned(), String::new())]);
        assert_eq!(of(short, &both), [(Added, 2, String::new(), "## B".to_owned())]);
    }

    #[test]
    fn a_block_that_grew_is_told_from_new_ones_by_its_words() {
        let earlier = "# A\n\nA linter for translated documentation.\n";
        let later = "# A\n\nA linter for translated documentation. It reads an article beside its \
            source and reports what the translation lost, broke or moved.\n\n## Try it\n\nIt needs no \
            configuration at all.\n";
        let list = of(earlier, later);
        let found: Vec<_> = list.iter().map(|(kind, blocks, ..)| (*kind, *blocks)).collect();
        assert_eq!(found, [(Changed, 1), (Added, 2)], "{list:?}");
        assert!(list[0].3.starts_with(&list[0].2));
    }

    #[test]
    fn a_section_that_moved() {
        let (before, rest) = ARTICLE.split_at(ARTICLE.find("## Compare").unwrap());
        let (compare, change) = rest.split_at(rest.find("## Change").unwrap());
        let list = found(&format!("{before}{change}\n{compare}"));
        assert!(list.iter().all(|(kind, ..)| *kind == Moved), "{list:?}");
        let blocks: u32 = list.iter().map(|(_, blocks, ..)| blocks).sum();
        assert_eq!(blocks, 4, "one of the two sections: {list:?}");
    }
}
