//! What fixing leaves as it is: the findings that a run leaves out.

use crate::{baseline::Baseline, diagnostic::Diagnostic};
use std::sync::OnceLock;

/// Findings that a run leaves out, so that fixing leaves them as they are. What one baseline knows is
/// not held against the next.
pub struct Known<'k> {
    baselines: Vec<One<'k>>,
}

/// Says of a path, relative to the folder of the configuration, whether its file is gone.
pub type Gone<'k> = &'k (dyn Fn(&str) -> bool + Sync);

struct One<'k> {
    baseline: &'k Baseline,
    gone: Gone<'k>,
    /// Of files that are gone; looked up when it is needed, and once.
    moved: OnceLock<Baseline>,
}

impl<'k> Known<'k> {
    /// The findings of some baselines.
    pub fn new(baselines: impl IntoIterator<Item = (&'k Baseline, Gone<'k>)>) -> Known<'k> {
        let one = |(baseline, gone)| One { baseline, gone, moved: OnceLock::new() };
        Known { baselines: baselines.into_iter().map(one).collect() }
    }

    /// Takes the fixes from the known ones among the findings of an article.
    pub(super) fn leave(&self, path: &str, findings: &mut [Diagnostic]) {
        if findings.iter().all(|it| it.fix.is_none()) {
            return;
        }
        let mut new: Vec<usize> = (0..findings.len()).collect();
        let mut hold = |baseline: &Baseline, is_gone: bool| {
            let found: Vec<(&str, &Diagnostic)> =
                new.iter().filter_map(|&at| Some((path, findings.get(at)?))).collect();
            let mut known = baseline.hold(&found, &|_| is_gone).known.into_iter();
            new.retain(|&at| {
                let known = known.next().unwrap_or(false);
                if let Some(finding) = findings.get_mut(at).filter(|_| known) {
                    finding.fix = None;
                }
                !known
            });
            new.iter().any(|&at| findings.get(at).is_some_and(|it| it.fix.is_some()))
        };
        for one in &self.baselines {
            // Few entries are of one file: a baseline as a whole is not held against each article.
            if !hold(&one.baseline.of_path(path), false) {
                return;
            }
            if !hold(one.moved.get_or_init(|| one.baseline.of_paths(one.gone)), true) {
                return;
            }
        }
    }
}
