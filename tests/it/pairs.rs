//! The pair grammar over files that nobody wrote: articles put together from random pieces give back
//! both of their sides, and any text at all tiles.

use loclint::grammar::sxs::{self, Halves, PairProblemKind};
use loclint::text::Span;
use proptest::prelude::*;

/// A stretch of an article.
#[derive(Clone, Debug)]
enum Part {
    Shared(String),
    Pair(String, String),
}

/// Words with balanced HTML in them, as a half of a pair may hold.
fn half() -> impl Strategy<Value = String> {
    let words = "[a-zé日 .*_`&;\\[\\]()\n-]{0,12}";
    let html = prop_oneof![
        Just("<span class=\"ui\">x</span>".to_string()),
        Just("<span>a<span id=\"n\">b</span></span>".to_string()),
        Just("<span id=\"self\"/>".to_string()),
        Just("<b>y</b>".to_string()),
        Just("a < b".to_string()),
        Just("<spanner>".to_string()),
        Just("&quot;".to_string()),
    ];
    prop::collection::vec(prop_oneof![3 => words.prop_map(String::from), 1 => html], 0..4)
        .prop_map(|parts| parts.concat())
}

fn part() -> impl Strategy<Value = Part> {
    let shared = prop_oneof![
        "[ \n|#>a-zß-]{1,8}".prop_map(String::from),
        Just("<span>own</span>".to_string()),
        Just("<span class=\"open\">".to_string()),
        Just("```\ncode\n```\n".to_string()),
    ];
    prop_oneof![
        2 => shared.prop_map(Part::Shared),
        3 => (half(), half()).prop_map(|(target, source)| Part::Pair(target, source)),
    ]
}

/// The file, the target article and the source article.
fn written(parts: &[Part]) -> (String, String, String) {
    let (mut file, mut target, mut source) = (String::new(), String::new(), String::new());
    for (part, number) in parts.iter().zip(101..) {
        match part {
            Part::Shared(text) => {
                file += text;
                target += text;
                source += text;
            }
            Part::Pair(one, other) => {
                let id = format!("0a1b2-{number}");
                let lookup = "<span class=\"sxs-lookup\">";
                let target_half = format!("<span data-ttu-id=\"{id}\">{one}</span>");
                file += &(target_half + lookup);
                let source_half = format!("<span data-stu-id=\"{id}\">{other}</span></span>");
                file += &source_half;
                target += one;
                source += other;
            }
        }
    }
    (file, target, source)
}

/// Pieces of pairs and what stands between them, in any order.
fn fragment() -> impl Strategy<Value = String> {
    let fixed = [
        "<span data-ttu-id=\"",
        "<span data-ttu-id=&quot;",
        "0a1b2-101",
        "0a1b2-102",
        "0a1b2-p7",
        "\">",
        "&quot;>",
        "</span>",
        "</span></span>",
        "<span class=\"sxs-lookup\">",
        "<span data-stu-id=\"",
        "<span class=&quot;sxs-lookup&quot;><span data-stu-id=&quot;",
        "<span data-ttu-id=\"0a1b2-101\">",
        "<span data-ttu-id=\"0a1b2-102\">",
        "<span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-101\">",
        "</span><span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-102\">",
        "<span>",
        "<span/>",
        "<span",
        "`",
        "\\",
        "\n",
        "\r\n",
        "\n\n",
        "é",
        "<a name=\"x\"></a>",
        "## ",
    ];
    prop_oneof![
        9 => prop::sample::select(fixed.to_vec()).prop_map(String::from),
        1 => any::<char>().prop_map(String::from),
    ]
}

proptest! {
    #[test]
    fn both_sides_come_back(parts in prop::collection::vec(part(), 0..12)) {
        let (file, target, source) = written(&parts);
        let pairs = parts.iter().filter(|part| matches!(part, Part::Pair(..))).count();
        let Some(split) = sxs::split(&file) else {
            prop_assert_eq!(pairs, 0);
            return Ok(());
        };
        prop_assert_eq!(split.check(&file), Ok(()));
        prop_assert_eq!(&split.target.text, &target);
        prop_assert_eq!(&split.source.text, &source);
        prop_assert_eq!(split.segments.len(), pairs);
        let wrong = |kind| !matches!(kind, PairProblemKind::StrayClose);
        prop_assert!(!split.problems.iter().any(|problem| wrong(problem.kind)), "{:?}", split.problems);
        let halves = parts.iter().filter_map(|part| match part {
            Part::Pair(target, source) => Some((target.as_str(), source.as_str())),
            Part::Shared(_) => None,
        });
        for (segment, (target, source)) in split.segments.iter().zip(halves) {
            prop_assert_eq!(segment.halves, Halves::Both);
            prop_assert_eq!(segment.target.of_text(&split.target.text), target);
            prop_assert_eq!(segment.source.of_text(&split.source.text), source);
        }
    }

    #[test]
    fn any_text_tiles(parts in prop::collection::vec(fragment(), 0..40)) {
        let file = parts.concat();
        let Some(split) = sxs::split(&file) else { return Ok(()) };
        prop_assert_eq!(split.check(&file), Ok(()));
        let whole = Span::new(0, file.len());
        for segment in &split.segments {
            prop_assert!(whole.contains(segment.file));
            prop_assert!(split.target.text.get(segment.target.range()).is_some());
            prop_assert!(split.source.text.get(segment.source.range()).is_some());
            prop_assert!(segment.file.contains(split.target.to_file(segment.target)) || segment.target.is_empty());
            prop_assert!(split.target.to_file(segment.target) == segment.target_file || segment.target.is_empty());
            prop_assert!(segment.file.contains(split.source.to_file(segment.source)) || segment.source.is_empty());
            prop_assert!(split.source.to_file(segment.source) == segment.source_file || segment.source.is_empty());
        }
        for problem in &split.problems {
            prop_assert!(file.get(problem.span.range()).is_some());
            prop_assert!(problem.related.is_none_or(|span| file.get(span.range()).is_some()));
        }
        for projection in [&split.target, &split.source] {
            for offset in 0..projection.text.len() {
                let place = projection.to_file(Span::new(offset, offset + 1));
                prop_assert_eq!(place.len(), 1);
                prop_assert_eq!(projection.to_text(place.start), Some(offset as u32));
            }
            let all = Span::new(0, projection.text.len());
            let parts: Vec<_> = projection.pieces_in(all).map(|(_, place)| place.of_text(&file)).collect();
            prop_assert_eq!(&parts.concat(), &projection.text);
        }
        prop_assert!(sxs::source_view(&split).len() <= split.source.text.len());
    }
}
