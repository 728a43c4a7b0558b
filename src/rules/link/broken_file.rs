//! `link/broken-file`: a link leads to a file that is in neither tree.

use crate::{
    facts::join_path,
    rules::{
        Rule,
        index::{Wants, WorkspaceCtx},
        options::Options,
        quote::quote,
    },
};

/// Makes the check.
pub(super) fn rule(options: &Options) -> Box<dyn Rule> {
    Box::new(BrokenFile { endings: options.list("endings").to_vec() })
}

struct BrokenFile {
    endings: Vec<String>,
}

impl Rule for BrokenFile {
    fn wants(&self) -> Wants {
        Wants::LINKS
    }

    fn workspace(&self, cx: &mut WorkspaceCtx<'_>) {
        let index = cx.index;
        for (article, entry) in index.entries().iter().enumerate() {
            if !cx.is_on(article) {
                continue;
            }
            for link in entry.summary.links.iter().filter(|link| !link.inherited) {
                let path = link.destination.split(['#', '?']).next().unwrap_or("");
                let ending = path.rsplit('/').next().and_then(|name| name.rsplit_once('.'));
                let known = ending.is_some_and(|(_, ending)| {
                    self.endings.iter().any(|it| it.eq_ignore_ascii_case(ending))
                });
                if path.starts_with('/') || !known {
                    continue;
                }
                let path = path.replace("%20", " ");
                // The path of the source's file and that of the target's, each from its own folder.
                let files = [Some(&entry.path), entry.source.as_ref()];
                let mut places = files.into_iter().flatten().filter_map(|file| {
                    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
                    join_path(folder, &path)
                });
                let mut tried = 0;
                let there = places.any(|place| {
                    tried += 1;
                    cx.is_there(&place)
                });
                // What leads out of the folder of the configuration is not known.
                if there || tried == 0 {
                    continue;
                }
                let where_to = if entry.source.is_some() { "neither tree" } else { "no folder" };
                cx.report(
                    article,
                    link.at,
                    format!("the link leads to {}, which is in {where_to}", quote(&path)),
                )
                .detail(&*path)
                .label("is not there")
                .help("link to a file that is there, or take the link out");
            }
        }
    }
}
