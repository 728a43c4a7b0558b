//! Lists the files of `rules/` that the program carries: the pages (`rules/<group>/<name>.md`) and
//! the presets (`rules/presets/*.yaml`), each with its text.

use std::{
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

/// Folders of `rules/` that hold data rather than pages.
const DATA: &[&str] = &["locales", "presets", "schemas", "terms"];

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let mut list = String::new();
    write_list(&mut list, "PAGES", &root, "md", |group| !DATA.contains(&group));
    write_list(&mut list, "PRESETS", &root, "yaml", |group| group == "presets");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("rules.rs"), list).expect("OUT_DIR is writable");
}

/// Writes a constant of (path, text) pairs: the files with an ending in the folders of `rules/` that
/// `wanted` takes, in order of path.
fn write_list(list: &mut String, name: &str, root: &Path, ending: &str, wanted: fn(&str) -> bool) {
    let rules = root.join("rules");
    println!("cargo::rerun-if-changed={}", rules.display());
    writeln!(list, "pub(crate) const {name}: &[(&str, &str)] = &[").expect("a string takes all");
    for group in names(&rules).iter().filter(|group| wanted(group)) {
        let folder = rules.join(group);
        for file in names(&folder) {
            if file != "README.md" && Path::new(&file).extension().is_some_and(|it| it == ending) {
                let text =
                    folder.join(&file).into_os_string().into_string().expect("a path in UTF-8");
                writeln!(
                    list,
                    "    ({:?}, include_str!({text:?})),",
                    format!("rules/{group}/{file}")
                )
                .expect("a string takes all");
            }
        }
    }
    list.push_str("];\n");
}

/// Names of the entries of a folder in order; none for what is no folder.
fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    names
}
