//! Alignment of two files against the truth: an article whose every block is known by a word that only
//! it has is disturbed in one place at a time, and every block must still be paired with its own.

use loclint::{
    ast::Flavour,
    bitext::{Bitext, Languages, Side, UnalignedKind},
    facts::Facts,
    grammar,
    locale::Locale,
};
use std::fmt::Write as _;

/// A block in both languages. `{n}` is where its number stands, spelled so that it is no token that
/// stays the same in translation.
#[derive(Clone)]
struct Piece {
    number: usize,
    target: String,
    source: String,
}

/// The number of a block as letters: `aa`, `ab`, …
fn letters(number: usize) -> String {
    let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
    [letter(number / 26), letter(number)].iter().collect()
}

const SECTIONS: usize = 6;

/// Sections with paragraphs of several lengths, lists, fences, tables, quotes and a link or code span
/// here and there.
fn article() -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut add = |target: &str, source: &str| {
        let number = pieces.len();
        let word = letters(number);
        pieces.push(Piece {
            number,
            target: target.replace("{n}", &format!("z{word}")),
            source: source.replace("{n}", &format!("q{word}")),
        });
    };
    for section in 0..SECTIONS {
        add("## Copias de seguridad {n}\n", "## Backups and how to keep them {n}\n");
        add(
            "Una copia {n} se guarda cada noche en otro edificio, y nadie tiene que pensar en ello.\n",
            "A copy {n} is kept in another building every night, and nobody has to think about it.\n",
        );
        add(
            "Lo que cambia durante el día {n} se guarda aparte. Cuando el disco está lleno, lo más \
             antiguo se borra, salvo que alguien lo haya marcado para que se quede más tiempo.\n",
            "What changes during the day {n} is kept apart. Once the disk is full, the oldest goes, \
             unless somebody has marked it so that it stays for a longer time.\n",
        );
        add("- Primero {n} se para el servicio.\n", "- First {n} the service is stopped.\n");
        add(
            &format!("- Después {{n}} se ejecuta `backup --step {section}` y se espera.\n"),
            &format!("- Then {{n}} run `backup --step {section}` and wait.\n"),
        );
        add("- Al final {n} se inicia otra vez.\n", "- At last {n} it is started again.\n");
        if section % 2 == 0 {
            add(
                "```sh\n# Guardar {n}\nstore --night --keep {n}\n```\n",
                "```sh\n# Keep {n}\nstore --night --keep {n}\n```\n",
            );
        }
        add(
            &format!("> [!NOTE]\n> Véase [la guía {{n}}](guide-{section}.md) antes de empezar.\n"),
            &format!("> [!NOTE]\n> See [the guide {{n}}](guide-{section}.md) before you begin.\n"),
        );
        if section % 3 == 0 {
            add(
                "| Nombre {n} | Uso |\n| --- | --- |\n| uno | primero |\n| dos | segundo |\n",
                "| Name {n} | Use |\n| --- | --- |\n| one | first |\n| two | second |\n",
            );
        }
        add("Con esto {n} basta.\n", "With that {n} you are done.\n");
    }
    pieces
}

fn text(pieces: &[Piece], side: Side) -> String {
    let mut out = String::from("# T\n\n");
    for piece in pieces {
        out.push_str(if side == Side::Target { &piece.target } else { &piece.source });
        out.push('\n');
    }
    out
}

/// What came of aligning: pairs of the numbers of blocks, and the kinds of the regions.
struct Outcome {
    pairs: Vec<(Option<usize>, Option<usize>)>,
    regions: Vec<UnalignedKind>,
}

fn align(target: &str, source: &str) -> Outcome {
    let (target, source) =
        (grammar::parse(target, Flavour::Learn), grammar::parse(source, Flavour::Learn));
    let languages = Languages { target: Locale::parse("es"), source: Locale::parse("en").unwrap() };
    let bitext = Bitext::two_files(Facts::of(&target), Facts::of(&source), languages, None);
    // A block is known by the word with its number; cells without one are left out.
    let number = |side: Side, view: Option<&loclint::facts::View<'_>>, mark: char| {
        let text = bitext.text(side, view?.span);
        let word = text
            .split(|c: char| !c.is_ascii_alphabetic())
            .find(|word| word.len() == 3 && word.starts_with(mark))?;
        let [_, first, second] = *word.as_bytes() else { return None };
        Some(usize::from(first - b'a') * 26 + usize::from(second - b'a'))
    };
    let pairs = bitext.pairs.iter().map(|pair| {
        (
            number(Side::Target, bitext.target_view(pair), 'z'),
            number(Side::Source, bitext.source_view(pair), 'q'),
        )
    });
    Outcome {
        pairs: pairs.collect(),
        regions: bitext.unaligned.iter().map(|region| region.kind).collect(),
    }
}

/// Blocks of the source that are paired with their own translation, of those that have one.
fn right(outcome: &Outcome, target: &[Piece], source: &[Piece]) -> (usize, usize) {
    let there: Vec<usize> = source
        .iter()
        .map(|piece| piece.number)
        .filter(|number| target.iter().any(|piece| piece.number == *number))
        .collect();
    let good = there
        .iter()
        .filter(|number| outcome.pairs.contains(&(Some(**number), Some(**number))))
        .count();
    (good, there.len())
}

/// A disturbance: its name, the target's and the source's blocks, and the regions it should give.
type Case = (String, Vec<Piece>, Vec<Piece>, &'static [UnalignedKind]);

fn cases() -> Vec<Case> {
    use UnalignedKind::{Added, Merged, Missing, Moved, Split};
    let whole = article();
    let mut cases: Vec<Case> = vec![("nothing".to_owned(), whole.clone(), whole.clone(), &[])];
    let per_section: Vec<usize> = (0..whole.len())
        .filter(|&at| whole[at].source.starts_with("## "))
        .chain([whole.len()])
        .collect();
    for at in 0..whole.len() {
        let kind = whole[at].source.split_whitespace().next().unwrap().to_owned();
        let mut fewer = whole.clone();
        fewer.remove(at);
        cases.push((format!("deleted {at} {kind}"), fewer.clone(), whole.clone(), &[Missing]));
        cases.push((format!("added {at} {kind}"), whole.clone(), fewer, &[Added]));
        let mut doubled = whole.clone();
        doubled.insert(at, whole[at].clone());
        cases.push((format!("doubled {at} {kind}"), doubled, whole.clone(), &[Added]));
    }
    for window in per_section.windows(2) {
        let [from, to] = *window else { continue };
        let mut fewer = whole.clone();
        fewer.drain(from..to);
        cases.push((format!("section {from} deleted"), fewer.clone(), whole.clone(), &[Missing]));
        cases.push((format!("section {from} added"), whole.clone(), fewer, &[Added]));
    }
    // A section that has something of its own can be found where it has moved to.
    for (index, window) in per_section.windows(2).enumerate().step_by(2) {
        let [from, to] = *window else { continue };
        let mut moved = whole.clone();
        let section: Vec<Piece> = moved.drain(from..to).collect();
        let place = if index == 0 { moved.len() } else { 0 };
        moved.splice(place..place, section);
        cases.push((format!("section {from} moved"), moved, whole.clone(), &[Moved]));
    }
    // The two paragraphs of a section as one, and the other way round.
    for from in per_section.iter().take(SECTIONS) {
        let (first, second) = (from + 1, from + 2);
        let join = |side: fn(&Piece) -> &str| {
            format!("{} {}", side(&whole[first]).trim_end(), side(&whole[second]))
        };
        let mut merged = whole.clone();
        merged[first].target = join(|piece| &piece.target);
        merged.remove(second);
        cases.push((format!("paragraphs {first} merged"), merged, whole.clone(), &[Merged]));
        let mut split = whole.clone();
        split[first].source = join(|piece| &piece.source);
        split.remove(second);
        cases.push((format!("paragraph {first} split"), whole.clone(), split, &[Split]));
    }
    cases
}

#[test]
fn blocks_are_paired_with_their_own() {
    let (mut good, mut all) = (0, 0);
    let mut wrong_regions = Vec::new();
    let cases = cases();
    for (name, target, source, regions) in &cases {
        let outcome = align(&text(target, Side::Target), &text(source, Side::Source));
        let (own, of) = right(&outcome, target, source);
        good += own;
        all += of;
        if outcome.regions != *regions {
            wrong_regions.push(format!("{name}: {:?}, {own} of {of} right", outcome.regions));
        }
    }
    let share = good * 10_000 / all;
    println!(
        "aligned rightly: {good} of {all} ({}.{:02} %), disturbances told as one region of their \
         kind: {} of {}",
        share / 100,
        share % 100,
        cases.len() - wrong_regions.len(),
        cases.len()
    );

    assert!(wrong_regions.is_empty(), "\n{}", wrong_regions.join("\n"));
    assert!(share >= 9_950, "{good} of {all}");
}

/// Rows of a table that are gone, doubled or moved: the other rows stay with their own.
#[test]
fn rows_are_paired_with_their_own() {
    let table = |rows: &[usize], word: &str, mark: char| {
        let mut out = String::from("# T\n\n| N | U | V |\n| --- | --- | --- |\n");
        for row in rows {
            let name = letters(*row);
            let more = "x".repeat(row * 7 % 20);
            writeln!(out, "| {mark}{name} | {word} {more} | `v{row}` |").unwrap();
        }
        out
    };
    let whole: Vec<usize> = (0..9).collect();
    for at in 0..whole.len() {
        let mut fewer = whole.clone();
        fewer.remove(at);
        let mut doubled = whole.clone();
        doubled.insert(at, at);
        for (name, rows, kind) in [
            ("deleted", &fewer, UnalignedKind::Missing),
            ("doubled", &doubled, UnalignedKind::Added),
        ] {
            let outcome = align(&table(rows, "uso", 'z'), &table(&whole, "use", 'q'));
            assert_eq!(outcome.regions, [kind], "row {at} {name}");
            for row in rows {
                assert!(
                    outcome.pairs.contains(&(Some(*row), Some(*row))),
                    "row {at} {name}: {row}"
                );
            }
        }
    }
}
