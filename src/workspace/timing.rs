//! What each step of a run takes. The engine says which step begins; the clock is here.

use crate::{engine::Step, rules::registry::Catalogue};
use std::time::{Duration, Instant};

/// Time of each step, summed over threads.
#[derive(Clone, Default, Debug)]
pub struct Timing {
    /// What is done, or the id of a rule, and its time.
    pub steps: Vec<(String, Duration)>,
}

impl Timing {
    /// Adds a step.
    pub fn add(&mut self, step: impl Into<String>, time: Duration) {
        self.steps.push((step.into(), time));
    }

    /// All of it.
    pub fn sum(&self) -> Duration {
        self.steps.iter().map(|(_, time)| time).sum()
    }

    /// The steps as a table, what takes longest first; steps that took no time are left out.
    pub fn table(&self) -> String {
        let sum = self.sum();
        let mut steps: Vec<(&str, Duration)> =
            self.steps.iter().map(|(step, time)| (&**step, *time)).collect();
        steps.retain(|(_, time)| !time.is_zero());
        steps.sort_by(|one, other| (other.1, one.0).cmp(&(one.1, other.0)));
        steps.push(("sum over threads", sum));
        let width = steps.iter().map(|(step, _)| step.len()).max().unwrap_or(0);
        let line = |(step, time): &(&str, Duration)| {
            let share = 100.0 * time.as_secs_f64() / sum.as_secs_f64().max(f64::MIN_POSITIVE);
            format!("{step:<width$} {:>10.1} ms {share:>6.1} %\n", time.as_secs_f64() * 1e3)
        };
        steps.iter().map(line).collect()
    }
}

/// Steps that are no rules, in order of the indices they have in a [`Stopwatch`].
const STEPS: [&str; 9] = [
    "reading files",
    "cutting pairs",
    "grammar",
    "facts",
    "bitext",
    "findings",
    "releasing memory",
    "summary",
    "several articles",
];

/// The clock of one thread.
pub(super) struct Stopwatch {
    /// When the running step began.
    since: Instant,
    /// Its index.
    step: usize,
    /// Time of each step: of [`STEPS`], then of the rules in order of their pages.
    times: Vec<Duration>,
}

impl Stopwatch {
    /// Starts with reading; `pages` is the number of rules.
    pub(super) fn start(pages: usize) -> Stopwatch {
        let times = vec![Duration::ZERO; STEPS.len() + pages];
        Stopwatch { since: Instant::now(), step: 0, times }
    }

    /// The next file is read.
    pub(super) fn reads(&mut self) {
        self.turn_to(0);
    }

    /// What concerns several articles begins.
    pub(super) fn turns_to_several(&mut self) {
        self.turn_to(8);
    }

    /// A step of linting begins; `page` gives the page of a rule by the rule's index.
    pub(super) fn begins(&mut self, step: Step, page: impl Fn(usize) -> Option<usize>) {
        self.turn_to(match step {
            Step::Pairs => 1,
            Step::Grammar => 2,
            Step::Facts => 3,
            Step::Bitext => 4,
            Step::Findings => 5,
            Step::Release => 6,
            Step::Summary => 7,
            Step::Rule(index) => page(index).map_or(0, |page| STEPS.len() + page),
        });
    }

    fn turn_to(&mut self, step: usize) {
        let now = Instant::now();
        if let Some(time) = self.times.get_mut(self.step) {
            *time += now - self.since;
        }
        (self.since, self.step) = (now, step);
    }

    /// Ends the running step and gives the times of all.
    pub(super) fn stop(mut self) -> Vec<Duration> {
        self.reads();
        self.times
    }
}

/// The times of several stopwatches, by the names of the steps.
pub(super) fn sum(watches: &[Vec<Duration>], catalogue: &Catalogue) -> Timing {
    let rules = catalogue.pages().iter().map(|page| &*page.meta.id);
    let names = STEPS.into_iter().chain(rules).enumerate();
    let time = |index: usize| watches.iter().filter_map(|times| times.get(index)).sum();
    Timing { steps: names.map(|(index, name)| (name.to_owned(), time(index))).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_step_comes_first() {
        let mut timing = Timing::default();
        timing.add("link/missing", Duration::from_millis(1));
        timing.add("nothing", Duration::ZERO);
        timing.add("grammar", Duration::from_millis(3));
        assert_eq!(
            timing.table(),
            "grammar                 3.0 ms   75.0 %\n\
             link/missing            1.0 ms   25.0 %\n\
             sum over threads        4.0 ms  100.0 %\n"
        );
    }
}
