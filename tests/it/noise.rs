//! Noise: how many findings each rule has over the corpus, as snapshots under `snapshots/noise`. A
//! change of a rule shows its effect there; `INSTA_UPDATE=always cargo test noise` accepts it.

use crate::{corpus, snap::snap};
use loclint::{
    config::{Config, Wanted},
    rules::registry::Catalogue,
    workspace::{Against, Job, Root, check, find, pair},
};
use std::{collections::BTreeMap, fmt::Write, path::Path, sync::atomic::AtomicUsize};

/// Lints a folder with the default rules and gives a line for each rule that found something.
fn table(folder: &Path) -> String {
    let root = Root { working: folder.to_path_buf(), config: folder.to_path_buf() };
    let (config, catalogue) = (Config::standard(), Catalogue::builtin());
    let levels = config.levels(&catalogue, &Wanted::default()).unwrap();
    let (found, _) = find(&root, &config, &[folder.to_path_buf()]);
    let done = AtomicUsize::new(0);
    let job = Job {
        catalogue: &catalogue,
        config: &config,
        root: &root.config,
        levels: &levels,
        locale: None,
        against: Against::Head,
        then: None,
        threads: 2,
        timing: false,
        texts: false,
        fixing: None,
        known: None,
        done: &done,
    };
    let pairing = pair(&root, &config, found, None);
    let checked = check(&job, &pairing.articles, None);
    let mut counts: BTreeMap<(String, &str), usize> = BTreeMap::new();
    for diagnostic in &checked.diagnostics {
        *counts.entry((diagnostic.rule.to_string(), diagnostic.severity.word())).or_default() += 1;
    }
    let mut out = format!("{} articles, {} segments\n", checked.articles, checked.segments);
    for ((rule, severity), count) in counts {
        let share = count * 1_000_000 / checked.segments;
        let (whole, rest) = (share / 1000, share % 1000);
        writeln!(out, "{rule:<32} {severity:<8} {count:>6} {whole:>4}.{rest:03} per 1,000")
            .unwrap();
    }
    out
}

#[test]
fn findings_over_the_corpus() {
    let Some(root) = corpus::root() else { return };
    for name in ["m365.nl-NL", "teams.de-DE", "ef.de-de"] {
        snap("noise", name, table(&root.join("sxs").join(name)));
    }
    for name in ["ef", "otel", "helm", "starlight"] {
        snap("noise", name, table(&root.join("pairs").join(name)));
    }
}
