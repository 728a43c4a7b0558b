//! What every command needs that looks at settings: folders, configuration, rules, levels.

use super::error::Trouble;
use crate::{
    config::{Broken, Config, Levels, Wanted},
    rules::{preset, registry::Catalogue},
    workspace::{self, Root},
};
use clap::ArgMatches;
use std::{env, path::PathBuf};

/// The settings of a run with the rules they speak of.
pub(super) struct Session {
    /// Folders.
    pub(super) root: Root,
    /// Settings.
    pub(super) config: Config,
    /// The program's rules and the project's.
    pub(super) catalogue: Catalogue,
    /// Levels.
    pub(super) levels: Levels,
}

impl Session {
    /// Reads settings and rule pages as the arguments say.
    pub(super) fn open(matches: &ArgMatches, wanted: &Wanted) -> Result<Session, Trouble> {
        let working = env::current_dir().map_err(|error| {
            Trouble::Other(format!("there is no working folder: {error}"), None)
        })?;
        let (root, mut config) = configuration(matches, working)?;
        if let Some(name) = matches.get_one::<String>("preset")
            && let Some(preset) = preset::preset(name)
        {
            config.preset = preset;
        }
        Session::with(root, config, wanted)
    }

    /// Reads the rule pages that a configuration names.
    pub(super) fn with(root: Root, config: Config, wanted: &Wanted) -> Result<Session, Trouble> {
        let mut catalogue = Catalogue::builtin();
        let mut broken = Vec::new();
        for (path, shown) in workspace::rule_pages(&root, &config) {
            let text = workspace::read_text(&path, &shown)?;
            if let Err(errors) = catalogue.add_project_page(&shown, &text) {
                broken.push(Broken { path: shown, text, errors });
            }
        }
        if !broken.is_empty() {
            return Err(Trouble::Many(broken));
        }
        let mut levels = config.levels(&catalogue, wanted)?;
        workspace::fill_options(&root, &config, &mut levels).map_err(Trouble::Many)?;
        Ok(Session { root, config, catalogue, levels })
    }
}

fn configuration(matches: &ArgMatches, working: PathBuf) -> Result<(Root, Config), Trouble> {
    let path = if matches.get_flag("isolated") {
        None
    } else {
        match matches.get_one::<PathBuf>("config") {
            Some(path) => Some(path.clone()),
            None => env::var_os("LOCLINT_CONFIG")
                .map(PathBuf::from)
                .or_else(|| workspace::find_config(&working)),
        }
    };
    let Some(path) = path else {
        let root = Root { config: working.clone(), working };
        return Ok((root, Config::standard()));
    };
    let bare = Root { config: working.clone(), working: working.clone() };
    let shown = bare.shown(&path);
    let text = workspace::read_text(&path, &shown)?;
    let config = Config::parse(&shown, &text)?;
    // Patterns count from the folder of the project, not from `.config` in it.
    let whole = workspace::normal(&working.join(&path));
    let folder = whole.parent().unwrap_or(&working);
    let folder = match folder.file_name() {
        Some(name) if name == ".config" => folder.parent().unwrap_or(folder),
        _ => folder,
    };
    Ok((Root { config: folder.to_owned(), working }, config))
}
