//! The second phase of rules about several articles: they read the index, and what they report
//! joins the findings of each article.

use super::{Active, Input, Outcome, Silence, finish, lint};
use crate::{
    diagnostic::{Diagnostic, Label, SourceText, fingerprint},
    parallel,
    rules::{
        index::{Entry, Index, Remark, Spot, Summary, Texts, Wants, WorkspaceCtx},
        meta::Meta,
    },
    text::{FileId, Span},
};
use std::collections::BTreeMap;

/// Articles for which the same rules hold.
pub struct Group<'r> {
    /// The rules.
    pub rules: Vec<Active<'r>>,
    /// For each article of the index whether it belongs to the group.
    pub members: Vec<bool>,
}

/// What the rules about several articles find, by the number of the article in the index; the rules
/// are run on as many threads at most.
pub fn across(
    index: &Index,
    groups: &[Group<'_>],
    texts: &dyn Texts,
    threads: usize,
) -> BTreeMap<usize, Vec<Diagnostic>> {
    let checks: Vec<(&Group<'_>, &Active<'_>)> = (groups.iter())
        .flat_map(|group| group.rules.iter().map(move |active| (group, active)))
        .filter(|(_, active)| active.rule.wants() != Wants::NOTHING)
        .collect();
    let made = parallel::map(threads, &checks, |(group, active)| {
        let mut remarks = Vec::new();
        active.rule.workspace(&mut WorkspaceCtx::new(index, texts, &group.members, &mut remarks));
        remarks.retain(|it| group.members.get(it.article).copied().unwrap_or(false));
        let made = remarks
            .into_iter()
            .filter_map(|remark| Some((remark.article, diagnostic(index, active, remark, texts)?)));
        made.collect::<Vec<_>>()
    });
    let mut found: BTreeMap<usize, Vec<(Diagnostic, u64)>> = BTreeMap::new();
    for (article, one) in made.into_iter().flatten() {
        found.entry(article).or_default().push(one);
    }
    found.into_iter().map(|(article, list)| (article, finish::counted(list))).collect()
}

/// Puts the findings of the second phase among those of the first; of two that collide, the one
/// whose page yields goes.
pub fn join(first: &mut Vec<Diagnostic>, second: Vec<Diagnostic>, rules: &[&Meta]) {
    let yields = |weak: &Diagnostic, strong: &Diagnostic| {
        weak.primary.span.overlaps(strong.primary.span)
            && rules
                .iter()
                .any(|meta| meta.id == weak.rule && meta.yields_to.contains(&strong.rule))
    };
    let all = |of: &[Diagnostic]| -> Vec<bool> {
        of.iter().map(|weak| !first.iter().chain(of).any(|strong| yields(weak, strong))).collect()
    };
    let mut keep = all(&second).into_iter();
    let second: Vec<Diagnostic> =
        second.into_iter().filter(|_| keep.next().unwrap_or(true)).collect();
    first.retain(|weak| !second.iter().any(|strong| yields(weak, strong)));
    first.extend(second);
    first.sort_by(finish::order);
}

fn diagnostic(
    index: &Index,
    active: &Active<'_>,
    remark: Remark,
    texts: &dyn Texts,
) -> Option<(Diagnostic, u64)> {
    let entry = index.entries().get(remark.article)?;
    let label = |article: usize, at: Spot, message: String| {
        let file = index.entries().get(article)?.file;
        Some(Label { file, span: at.span, window: at.window, message })
    };
    let fault = fingerprint([&*active.meta.id, &*remark.at.evidence.to_string(), &*remark.detail]);
    let segment = remark.at.id.and_then(|id| index.text(texts, remark.article, id));
    // Its text is at hand where it stands in the same file.
    let locale = entry.summary.source_locale.as_ref();
    let source = remark.at.source.zip(locale.map(|locale| locale.as_str().to_owned()));
    let diagnostic = Diagnostic {
        rule: active.meta.id.clone(),
        severity: active.level(remark.severity),
        confidence: remark.confidence.unwrap_or(active.meta.confidence),
        message: remark.message,
        primary: label(remark.article, remark.at, remark.label)?,
        related: remark
            .related
            .into_iter()
            .filter_map(|(article, at, words)| label(article, at, words))
            .collect(),
        source: source.map(|(span, locale)| SourceText { file: entry.file, span, locale }),
        help: remark.help,
        fix: None,
        segment: segment.map(str::to_owned),
        locale: entry.summary.locale.as_ref().map(|locale| locale.as_str().to_owned()),
        fingerprint: 0,
    };
    Some((diagnostic, fault))
}

/// Lints articles that are at hand with the same rules, and what concerns several of them: the
/// findings of each, in order of the inputs. Each comes with its path; their ids count from 0 in
/// order.
pub fn lint_together(inputs: &[(&str, Input<'_>)], rules: &[Active<'_>]) -> Vec<Vec<Diagnostic>> {
    struct AtHand<'t>(Vec<&'t str>);
    impl Texts for AtHand<'_> {
        fn text(&self, file: FileId, span: Span) -> Option<&str> {
            self.0.get(file.0 as usize)?.get(span.range())
        }

        // Of an article by itself nothing says what lies beside it.
        fn is_there(&self, _: &str) -> bool {
            self.0.len() < 2
        }
    }
    let mut outcomes: Vec<Outcome> =
        inputs.iter().map(|(_, input)| lint(input, rules, &mut |_| {})).collect();
    let summaries: Option<Vec<Summary>> = outcomes.iter_mut().map(|it| it.summary.take()).collect();
    let (mut lists, silences): (Vec<Vec<Diagnostic>>, Vec<Silence>) =
        outcomes.into_iter().map(|it| (it.diagnostics, it.silence)).unzip();
    if let Some(summaries) = summaries {
        let entries = inputs.iter().zip(summaries).map(|((path, input), summary)| Entry {
            file: input.file,
            path: (*path).into(),
            source: input.source.and_then(|it| it.places).map(|places| places.source.into()),
            within: (*path).into(),
            summary,
        });
        let index = Index::of(entries);
        let texts = AtHand(inputs.iter().map(|(_, input)| input.text).collect());
        let group = Group { rules: rules.to_vec(), members: vec![true; inputs.len()] };
        let metas: Vec<&Meta> = rules.iter().map(|active| active.meta).collect();
        for (article, mut found) in across(&index, &[group], &texts, 1) {
            if let Some(silence) = silences.get(article) {
                found.retain(|finding| !silence.covers(finding));
            }
            if let Some(list) = lists.get_mut(article) {
                join(list, found, &metas);
            }
        }
    }
    lists
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ast::Flavour,
        locale::Locale,
        rules::{Rule, options::Options, registry::Catalogue},
    };

    /// A rule that reports each relative link with the number of the file it leads to, if the index
    /// has it and the fragment there.
    struct Links;

    impl Rule for Links {
        fn wants(&self) -> Wants {
            Wants::LINKS.with(Wants::FRAGMENTS)
        }

        fn workspace(&self, cx: &mut WorkspaceCtx<'_>) {
            for (article, entry) in cx.index.entries().iter().enumerate() {
                for link in &entry.summary.links {
                    let (path, fragment) = link.destination.split_once('#').unwrap();
                    let found = cx.index.find(path).and_then(|it| cx.index.entries().get(it));
                    let hash = fingerprint([fragment]);
                    let there =
                        found.is_some_and(|it| it.summary.fragments.binary_search(&hash).is_ok());
                    let at = cx.text(article, link.at.span).unwrap_or("");
                    let message = format!("{at}: {there}");
                    cx.report(article, link.at, message);
                }
            }
        }
    }

    fn run(texts: &[(&str, &str)], id: &str, rule: &dyn Rule) -> Vec<Vec<Diagnostic>> {
        let catalogue = Catalogue::builtin();
        let meta = &catalogue.find(id).unwrap().meta;
        let (target, source) = (Locale::parse("nl-nl"), Locale::parse("en-us").unwrap());
        let inputs: Vec<_> = texts
            .iter()
            .enumerate()
            .map(|(number, (path, text))| {
                let input = Input {
                    file: FileId(number as u32),
                    text,
                    target_locale: target.as_ref(),
                    source_locale: &source,
                    flavour: Flavour::default(),
                    source: None,
                    orphaned: None,
                };
                (*path, input)
            })
            .collect();
        lint_together(&inputs, &[Active { meta, rule, severity: meta.severity }])
    }

    #[test]
    fn links_and_fragments_of_the_tree() {
        let found = run(
            &[
                ("a.md", "[x](b.md#deel-een) [y](b.md#naam) [z](c.md#z) [w](https://e.org/#a)\n"),
                ("b.md", "# Deel een\n\n<a name=\"Naam\"></a>Meer.\n"),
            ],
            "link/missing",
            &Links,
        );
        let messages: Vec<_> = found[0].iter().map(|it| it.message.as_str()).collect();
        assert_eq!(messages, ["b.md#deel-een: true", "b.md#naam: true", "c.md#z: false"]);
        assert!(found[1].is_empty());
    }

    fn pair(id: &str, target: &str, source: &str) -> String {
        format!(
            "<span data-ttu-id=\"{id}\">{target}</span><span class=\"sxs-lookup\">\
             <span data-stu-id=\"{id}\">{source}</span></span>\n"
        )
    }

    #[test]
    fn a_fingerprint_knows_neither_path_nor_line_nor_id() {
        let catalogue = Catalogue::builtin();
        let page = catalogue.find("consistency/target").unwrap();
        let rule = catalogue.build(page, &Options::defaults(&page.meta.options));
        let source = "Open the list of all sites.";
        let one = pair("0a1b2-101", "Open de lijst met alle sites.", source);
        let other = pair("0a1b2-102", "Toon alle sites in een lijst.", source);
        let found = run(&[("a.md", &one), ("b.md", &other)], "consistency/target", &*rule);
        let [finding] = found[1].as_slice() else { panic!("{found:?}") };
        assert_eq!(finding.segment.as_deref(), Some("0a1b2-102"));
        assert_eq!(finding.related[0].file, FileId(0));
        let moved = format!("# Sites\n\n{}", other.replace("0a1b2-102", "7c7c7-250"));
        let again = run(&[("a.md", &one), ("c/d.md", &moved)], "consistency/target", &*rule);
        assert_eq!(again[1][0].fingerprint, finding.fingerprint);
        assert_ne!(again[1][0].primary.span, finding.primary.span);
    }
}
