//! A failure of the program becomes a finding: what it says, and where in the program it happened.

use std::{any::Any, cell::RefCell};

thread_local! {
    /// Where the last panic of this thread happened.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Makes panics of linting silent: they become findings, which name the place in the program.
pub fn remember_panics() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(|at| format!("{}:{}", at.file(), at.line()));
        PLACE.with(|last| *last.borrow_mut() = place);
    }));
}

/// What a panic says.
pub(super) fn words(panic: &(dyn Any + Send)) -> String {
    let message = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    match PLACE.with(|last| last.borrow_mut().take()) {
        Some(place) => format!("{message} ({place})"),
        None => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::catch_unwind;

    #[test]
    fn a_panic_is_put_into_words() {
        let panic = catch_unwind(|| panic!("of {}", 7)).unwrap_err();
        assert!(words(&*panic).starts_with("of 7"));
    }
}
