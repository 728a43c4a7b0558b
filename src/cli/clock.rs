//! The time of day as reports write it.

use std::time::{SystemTime, UNIX_EPOCH};

/// Now in UTC, as `2026-01-31T23:59:59`.
pub(super) fn now() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    written(since.as_secs())
}

/// Seconds since 1970 as date and time of day.
fn written(seconds: u64) -> String {
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    // Howard Hinnant's `civil_from_days`: years that begin in March, eras of 400 years.
    let shifted = days + 719_468;
    let (era, day) = (shifted / 146_097, shifted % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + year + u64::from(month <= 2);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}",
        second / 3_600,
        second / 60 % 60,
        second % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        assert_eq!(written(0), "1970-01-01T00:00:00");
        assert_eq!(written(951_782_399), "2000-02-28T23:59:59");
        assert_eq!(written(951_782_400), "2000-02-29T00:00:00");
        assert_eq!(written(1_735_689_599), "2024-12-31T23:59:59");
        assert_eq!(written(4_107_542_400), "2100-03-01T00:00:00");
    }
}
