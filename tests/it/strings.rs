//! Files of strings in the settings of rules: read where the configuration says, with errors at their
//! places.

use crate::cli::Folder;

const ARTICLE: &str = "<span data-ttu-id=\"0a1b2-101\">Kies **Bewaren** of **Stoppen**.</span>\
    <span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-101\">Select **Save** or **Cancel**.</span></span>\n";

const SETTINGS: [&str; 3] = ["check", "--locale=nl-NL", "--only=term"];

fn configured(strings: &str, files: &[(&str, &str)]) -> Folder {
    let settings = format!("rules:\n  term/ui-string: {{ strings: {strings} }}\n");
    let folder = Folder::with(&[("loclint.yaml", &settings), ("docs/a.md", ARTICLE)]);
    for (path, text) in files {
        folder.write(path, text.as_bytes());
    }
    folder
}

#[test]
fn strings_of_one_file_or_two() {
    let json = "{ \"Save\": \"Opslaan\", \"Cancel\": [\"Annuleren\", \"Stoppen\"] }";
    let xliff = "<xliff><unit><segment><source>Save</source><target>Opslaan</target></segment></unit></xliff>";
    let resx =
        |text: &str| format!("<root><data name=\"save\"><value>{text}</value></data></root>");
    let (english, dutch) = (resx("Save"), resx("Opslaan"));
    let both = "{ source-file: ui/en.resx, target-file: ui/nl.resx }";
    let runs: [(&str, &[(&str, &str)]); 4] = [
        ("ui/nl.json", &[("ui/nl.json", json)]),
        ("[ui/nl.xlf]", &[("ui/nl.xlf", xliff)]),
        (both, &[("ui/en.resx", &english), ("ui/nl.resx", &dutch)]),
        ("{ Save: Opslaan }", &[]),
    ];
    for (strings, files) in runs {
        let ran = configured(strings, files).run(&SETTINGS);
        assert_eq!(ran.out.matches("term/ui-string").count(), 1, "{strings}: {}", ran.shown());
        assert!(ran.out.contains("is called `Opslaan`"), "{strings}: {}", ran.shown());
    }
}

#[test]
fn what_is_wrong_is_told_at_its_place() {
    let broken = "{\n  \"Save\": Opslaan\n}\n";
    let runs = [
        ("ui/none.json", "loclint.yaml:2:"),
        ("ui/nl.csv", "loclint.yaml:2:"),
        ("ui/nl.json", "ui/nl.json:2:"),
    ];
    for (strings, place) in runs {
        let files = [("ui/nl.json", broken), ("ui/nl.csv", "Save,Opslaan\n")];
        let ran = configured(strings, &files).run(&SETTINGS);
        assert_eq!(ran.code, Some(2), "{}", ran.shown());
        assert!(ran.errors.contains(place), "{strings}: {}", ran.shown());
        assert!(ran.errors.contains("help:"), "{strings}: {}", ran.shown());
    }
}
