//! Snapshots under `snapshots/`. `INSTA_UPDATE=always cargo test` accepts what changed; the diff of
//! the repository then shows it.

/// Compares `value` with `snapshots/<folder>/<name>.snap`.
pub(crate) fn snap(folder: &str, name: &str, value: impl AsRef<str>) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(format!("{}/snapshots/{folder}", env!("CARGO_MANIFEST_DIR")));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, value.as_ref()));
}
