//! What a translator may do: nothing is to be reported. Changes to the articles, and pairs that stand
//! alone in an article of their own.

use super::{
    articles::{Article, Form},
    change::{Change::Made, Edit, Fault, file, legal, prose, target},
    faults::language,
    trees,
};
use loclint::ast::Flavour;

pub(super) fn changes() -> Vec<Fault> {
    let mut all = vec![
        legal("no-break spaces", prose(r"(\p{L}) (\p{L})", "$1\u{a0}$2")),
        legal("narrow no-break spaces", prose(r"(\p{L}) (\p{L})", "$1\u{202f}$2"))
            .only(|it| language(it) == "fr"),
        legal("soft hyphens", prose(r"(\p{L}{4})(\p{L}{4})", "$1\u{ad}$2")).only(western),
        legal(
            "links in another order",
            target(
                r"(\[[^\]]+\]\(requirements\.md\))(.*?)(\[[^\]]+\]\(https://learn[^)]*\))",
                "$3$2$1",
            ),
        ),
        legal("code in another order", target(r"(`agent [^`]*`)(.*?)(`--folder`)", "$3$2$1")),
        legal(
            "placeholders in another order",
            target(r"(\{\{workspace\}\})(.*?)(\$\{region\})", "$3$2$1"),
        ),
        legal("tags of another kind of break", target(r"<br/>", "<br>")),
        legal("italics with underscores", target(r"(^|[^*])\*([^*]+)\*($|[^*])", "${1}_${2}_$3")),
        legal("no locale in a link", target(r"com/\w\w-\w\w/", "com/")),
        legal("sentences in another order", Made(swapped_sentences)),
        legal("a sentence cut in two", prose(r", (\p{L}{4})", ". ${1}"))
            .only(|it| it.name == "backups" && western(it)),
        legal("thousands without a mark", target(r"\b(1|86)[., \x{a0}](000|400)", "$1$2")),
        legal(
            "thousands with a no-break space",
            target(r"\b(1|86)[., \x{a0}](000|400)", "$1\u{a0}$2"),
        )
        .only(|it| ["fr", "ru", "fi", "pl", "es", "de"].contains(&language(it))),
        legal(
            "thousands with a narrow space",
            target(r"\b(1|86)[., \x{a0}](000|400)", "$1\u{202f}$2"),
        )
        .only(|it| ["fr", "ru", "fi", "pl", "es", "de"].contains(&language(it))),
        legal("full-width digits", Made(full_width))
            .only(|it| ["ja", "zh"].contains(&language(it))),
        legal("Arabic digits", Made(arabic_digits)).only(|it| language(it) == "ar"),
    ];
    all.extend(beside_others());
    all.extend(in_two_files());
    for (locale, name, pattern, new) in OF_A_LANGUAGE {
        all.push(of(locale, name, pattern, new));
    }
    all
}

/// Changes that rules must bear that read other articles or have options.
#[rustfmt::skip]
fn beside_others() -> Vec<Fault> {
    let spaces = || prose(r"(\p{L}) (\p{L})", "$1\u{a0}$2");
    vec![
        legal("formula with other spaces", target(r"c = n", "c=n")),
        legal("formulas in another order", target(r"(\$c = [^$]*\$)(.*?)(\$p_1\$)", "$3$2$1")),
        legal("address with a slash", target(r"example\.com/costs", "example.com/costs/")),
        legal("address of a locale", target(r"example\.com/costs", "example.com/nl-nl/costs")).language("nl"),
        legal("escaped square brackets", target(r"\[YOUR-DOMAIN\]", r"\[YOUR-DOMAIN\]")).with("placeholder/square", |_| "{}".to_owned()),
        legal("links with their texts in another order", target(r"(\[Rivermill Sync\]\(sync\.md\))(.*?)(\[[^\]]+\]\(plans\.md\))", "$3$2$1")),
        legal("labels as everywhere", spaces()).beside(trees::labels_of_the_tree),
        legal("labels as everywhere, escaped", target(r"\*\*([^*]+)\*\*", "__${1}__")).only(western).beside(trees::labels_of_the_tree),
        legal("a label with a mark", target(r"\*\*([^*]+)\*\*([.,]?)", "**$1…**$2")).only(western).beside(trees::labels_of_the_tree).with("term/ui-string", trees::strings),
        legal("sentences in another order, with labels", Made(swapped_sentences)).beside(trees::labels_of_the_tree),
        legal("a sentence without its full stop", prose(r"(\p{L})[.。]$", "$1")).only(|it| it.name == "usage").beside(trees::same_sentences),
        legal("a sentence with bold words", Made(trees::bold_words)).beside(trees::same_sentences).with("consistency/target", |_| "min-words: 4".to_owned()),
        legal("terms of a glossary", spaces()).with("term/glossary", trees::glossary),
        legal("terms of a glossary in capitals", Made(trees::terms_in_capitals)).with("term/glossary", trees::glossary).only(western),
        legal("sentences in another order, with a glossary", Made(swapped_sentences)).with("term/glossary", trees::glossary),
        legal("no forbidden word", spaces()).with("term/forbidden", trees::forbidden),
        legal("strings of a product", spaces()).with("term/ui-string", trees::strings),
        legal("a short quotation", prose(r"(\p{L})\.$", "$1 (“à la carte”).")).language("nl"),
    ]
}

/// Changes to a target article whose source is another file.
#[rustfmt::skip]
fn in_two_files() -> Vec<Fault> {
    let all = vec![
        legal("another mark of items", file(r"(?m)^- ", "* ")),
        legal("items all numbered one", file(r"(?m)^\d\. ", "1. ")),
        legal("closing signs of a heading", file(r"(?m)^(## [^<].*)$", "$1 ##")).only(|it| ["pages", "theme"].contains(&&*it.name)),
        legal("a blank line more", file(r"\n\n(\p{L})", "\n\n\n$1")),
        legal("table with other spaces", file(r"(?m)^\|---\|---\|---\|$", "| :--- | --- | --- |")),
        legal("fence of tildes", file(r"(?s)```bash\n(.*?)```", "~~~bash\n$1~~~")),
        legal("keyword of an alert in small letters", file(r"\[!NOTE\]", "[!note]")),
        legal("quotes of a value", file(r"(?m)^(ms\.topic|author): (.*)$", "$1: \"$2\"")),
        legal("keys in another order", file(r"(?m)^(author: .*\n)(ms\.author: .*\n)", "$2$1")),
        legal("monikers with other spaces", file(r#"range=">=portal"#, r#"range=">= portal"#)),
        legal("shortcode without spaces", file(r#"\{\{< param "release" >\}\}"#, r#"{{<param "release">}}"#)),
        legal("shortcode with other quotes", file(r#"\{\{< version min="2\.4" >\}\}"#, "{{< version min=`2.4` >}}")),
        legal("output without spaces", file(r"\{\{ site\.title \}\}", "{{site.title}}")),
        legal("component without a space", file(r#"<Price id="basic" />"#, r#"<Price id="basic"/>"#)),
        legal("module in another folder", file(r"\.\./components/Price", "../../components/Price")),
        legal("module with other quotes", file(r"'\.\./components/Price'", "\"../components/Price\"")),
        legal("title of a shortcode", file(r#"(tab name="linux" title=)"[^"]*""#, r#"$1"Linux""#)),
    ];
    all.into_iter().map(Fault::in_two_files).collect()
}

/// A change for one language.
fn of(locale: &'static str, name: &'static str, pattern: &'static str, new: &'static str) -> Fault {
    legal(name, target(pattern, new)).language(locale)
}

/// Language, what is done, pattern, replacement.
#[rustfmt::skip]
const OF_A_LANGUAGE: &[(&str, &str, &str, &str)] = &[
    ("nl", "typographic quotes", r"'(Het schema is actief)'", "‘$1’"),
    ("nl", "double quotes", r"'(Het schema is actief)'", "“$1”"),
    ("nl", "low quotes", r"'(Het schema is actief)'", "„$1”"),
    ("nl", "time with a point", r"18:30 uur", "18.30 uur"),
    ("nl", "ordinal", r"12 keer", "12e keer"),
    ("nl", "multiplier", r"86\.400", "86,4 duizend"),
    ("nl", "translated fragment", r"\(#create-a-schedule\)", "(#een-schema-maken)"),
    ("de", "guillemets", r"„([^“]+)“", "»$1«"),
    ("de", "time with a point", r"18:30 Uhr", "18.30 Uhr"),
    ("de", "ordinal", r"12-mal", "ein 12. Mal"),
    ("de", "multiplier", r"86\.400", "86,4 Tausend"),
    ("de", "apostrophe for thousands", r"86\.400", "86’400"),
    ("de", "translated fragment", r"\(#create-a-schedule\)", "(#einen-zeitplan-erstellen)"),
    ("fr", "English quotes", r"« ([^»]+) »", "“$1”"),
    ("fr", "narrow spaces in quotes", r"« ([^»]+) »", "«\u{202f}$1\u{202f}»"),
    ("fr", "no-break spaces before marks", r" \?", "\u{a0}?"),
    ("fr", "narrow spaces before marks", r" \?", "\u{202f}?"),
    ("fr", "hours", r"18:30", "18 h 30"),
    ("fr", "ordinal", r"12 fois", "12e fois"),
    ("fr", "key name", r"<kbd>Ctrl</kbd>", "<kbd>Contrôle</kbd>"),
    ("fr", "translated fragment", r"\(#create-a-schedule\)", "(#créer-une-planification)"),
    ("es", "typographic quotes", r"«([^»]+)»", "“$1”"),
    ("es", "time with a point", r"18:30", "18.30 h"),
    ("es", "ordinal", r"12 veces", "12.ª vez"),
    ("es", "multiplier", r"86\.400", "86,4 mil"),
    ("es", "key name", r"<kbd>Ctrl</kbd>", "<kbd>Control</kbd>"),
    ("ru", "low quotes", r"«([^»]+)»", "„$1“"),
    ("ru", "time with a point", r"18:30", "18.30"),
    ("ru", "ordinal", r"12 раз", "12-й раз"),
    ("ru", "multiplier", r"86 400", "86,4 тыс."),
    ("fi", "straight quotes", r"”([^”]+)”", "\"$1\""),
    ("fi", "time with a colon", r"18\.30", "18:30"),
    ("fi", "ordinal", r"12 kertaa", "12. kerran"),
    ("fi", "multiplier", r"86 400", "86,4 tuhatta"),
    ("pl", "guillemets", r"„([^”]+)”", "«$1»"),
    ("pl", "time with a point", r"18:30", "18.30"),
    ("pl", "multiplier", r"86 400", "86,4 tys."),
    ("tr", "typographic quotes", r#""([^"]*[ı{%][^"]*|Zaman[^"]*)""#, "“$1”"),
    ("tr", "time with a point", r"18:30", "18.30"),
    ("tr", "multiplier", r"86\.400", "86,4 bin"),
    ("tr", "straight apostrophe", r"’", "'"),
    ("ja", "corner brackets", r#""([^"]*\p{Hiragana}[^"]*)""#, "「$1」"),
    ("ja", "afternoon", r"18:30", "午後 6:30"),
    ("ja", "hours and minutes", r"18:30", "18 時 30 分"),
    ("ja", "multiplier", r"86,400", "8 万 6400"),
    ("ja", "multiplier with a decimal", r"86,400", "8.64 万"),
    ("ja", "full-width parentheses", r" \(([^()`]+)\)", "（$1）"),
    ("ja", "no spaces between scripts", r"([\p{Han}\p{Hiragana}]) (\d)", "$1$2"),
    ("ja", "bold in brackets", r"\*\*(\p{L}+)\*\*", "[**$1**]"),
    ("zh", "corner brackets", r"“([^”]+)”", "「$1」"),
    ("zh", "afternoon", r"18:30", "下午 6:30"),
    ("zh", "multiplier", r"86,400", "8.64 万"),
    ("zh", "no spaces between scripts", r"(\p{Han}) (\d+) (\p{Han})", "$1$2$3"),
    ("ko", "typographic quotes", r#""([^"]*\p{Hangul}[^"]*)""#, "‘$1’"),
    ("ko", "hours of 24", r"오후 6:30", "18:30"),
    ("ko", "hours and minutes", r"오후 6:30", "오후 6시 30분"),
    ("ko", "multiplier", r"86,400", "8만 6,400"),
    ("ko", "two particles", r"(`rivermill list`)를", "$1을(를)"),
    ("ar", "guillemets", r#""([^"]*\p{Arabic}[^"]*)""#, "«$1»"),
    ("ar", "hours of 24", r"6:30 مساءً", "18:30"),
    ("ar", "multiplier", r"86,400", "86.4 ألف"),
    ("ar", "tatweel before code", r"بـ `", "بـ`"),
    ("ar", "prefix before code", r" وا([^ ]+) `--folder`", " و`--folder`"),
    ("ar", "mark of direction", r"(GitHub Actions)", "$1\u{200f}"),
];

/// A tiny article of one pair: locale, target, source.
#[rustfmt::skip]
pub(super) const PAIRS: &[(&str, &str, &str)] = &[
    ("de-DE", "Das sind die, die die Dateien kopieren.", "These are the ones that copy the files."),
    ("de-DE", "Wählen Sie die Dateien aus, die Sie Sie selbst betreffend finden.", "Select the files that you find to concern yourself."),
    ("de-DE", "Die Datei ist 2,5 GB groß und wurde am 05.10.2026 erstellt.", "The file is 2.5 GB in size and was created on 10/05/2026."),
    ("de-DE", "Drücken Sie STRG+UMSCHALT+ENTF oder die EINGABETASTE.", "Press CTRL+SHIFT+DELETE or ENTER."),
    ("de-DE", "Öffnen Sie das [Git](git.md)-Repository und die `yaml`-Datei.", "Open the [Git](git.md) repository and the `yaml` file."),
    ("de-DE", "Der 3. Schritt dauert 1,5 Mio. Sekunden.", "The third step takes 1.5 million seconds."),
    ("de-DE", "Lesen Sie den [Artikel](https://de.wikipedia.org/wiki/Datei).", "Read the [article](https://en.wikipedia.org/wiki/Datei)."),
    ("de-DE", "Ersetzen Sie `<Name>` durch den Namen.", "Replace `<name>` by the name."),
    ("de-DE", "Die Option ist ab Werk aktiv, d. h., Sie müssen nichts tun.", "The option is active by default, so you don't have to do anything."),
    ("nl-NL", "Ik denk dat dat bestand wordt gekopieerd.", "I think that this file is copied."),
    ("nl-NL", "De map die die bestanden bevat, staat in in gebruik zijnde regio's.", "The folder that holds these files is in regions that are in use."),
    ("nl-NL", "Het bestand is 2,5 GB groot en is op 5 oktober 2026 gemaakt.", "The file is 2.5 GB in size and was created on October 5, 2026."),
    ("nl-NL", "Druk op Ctrl+Shift+Del en dan op de spatiebalk.", "Press Ctrl+Shift+Delete, then the space bar."),
    ("nl-NL", "Open de [Git](git.md)-opslagplaats en het `yaml`-bestand.", "Open the [Git](git.md) repository and the `yaml` file."),
    ("nl-NL", "De virtuele machines ([VM](vm.md)'s) starten om 15.00 uur.", "The virtual machines ([VMs](vm.md)) start at 3:00 PM."),
    ("nl-NL", "Vervang `{naam}` door de naam en `[GROEP]` door de groep.", "Replace `{name}` by the name and `[GROUP]` by the group."),
    ("nl-NL", "Dit is de 3e van 1,5 miljoen pogingen.", "This is the third of 1.5 million attempts."),
    ("fr-FR", "Nous nous connectons, puis vous vous déconnectez.", "We sign in, and then you sign out."),
    ("fr-FR", "Attention : le fichier pèse 2,5 Go ; il date du 05/10/2026 !", "Caution: the file is 2.5 GB; it dates from 10/05/2026!"),
    ("fr-FR", "Attention\u{a0}: lisez «\u{a0}le guide\u{a0}»\u{202f}!", "Caution: read \"the guide\"!"),
    ("fr-FR", "Appuyez sur Ctrl+Maj+Suppr, puis sur Entrée.", "Press Ctrl+Shift+Delete, then Enter."),
    ("fr-FR", "Ouvrez l’[article](https://fr.wikipedia.org/wiki/Fichier) et l’`index`.", "Open the [article](https://en.wikipedia.org/wiki/Fichier) and the `index`."),
    ("fr-FR", "La 2e partie commence à 15 h 00 et compte 1,5 million de lignes.", "The second part starts at 3:00 PM and has 1.5 million lines."),
    ("es-ES", "¿Dónde está el archivo de 2,5 GB del 5/10/2026? ¡Aquí!", "Where is the 2.5 GB file of 10/5/2026? Here!"),
    ("es-ES", "Presione Ctrl+Mayús+Supr y, después, Entrar.", "Press Ctrl+Shift+Delete, then Enter."),
    ("es-ES", "El 3.er paso empieza a las 15:00 h.", "The third step starts at 3:00 PM."),
    ("ru-RU", "Файл размером 2,5 ГБ создан 05.10.2026 в 15:00.", "The 2.5 GB file was created on 10/05/2026 at 3:00 PM."),
    ("ru-RU", "Нажмите клавиши CTRL+SHIFT+DELETE, а затем — клавишу ВВОД.", "Press CTRL+SHIFT+DELETE, then ENTER."),
    ("ru-RU", "Это 3-й из 1,5 млн файлов.", "This is the third of 1.5 million files."),
    ("ru-RU", "Откройте [EF\u{a0}Core](core.md) и\u{a0}файл `a.json`.", "Open [EF Core](core.md) and the file `a.json`."),
    ("ja-JP", "ファイルのサイズは 2.5 GB で、2026 年 10 月 5 日の午後 3:00 に作成されました。", "The file is 2.5 GB in size and was created on October 5, 2026, at 3:00 PM."),
    ("ja-JP", "これは 150 万個のファイルの 3 番目です。", "This is the third of 1.5 million files."),
    ("ja-JP", "`a.json`を開き、**保存**をクリックして、[ガイド](guide.md)を読みます。", "Open `a.json`, select **Save**, and read the [guide](guide.md)."),
    ("ja-JP", "**「保存」\u{200b}**を選択します。", "Select **Save**."),
    ("ja-JP", "必ず最初に保存します。", "*Always* save first."),
    ("zh-CN", "文件大小为 2.5 GB，创建于 2026 年 10 月 5 日下午 3:00。", "The file is 2.5 GB in size and was created on October 5, 2026, at 3:00 PM."),
    ("zh-CN", "这是 150 万个文件中的第 3 个。", "This is the third of 1.5 million files."),
    ("zh-CN", "打开`a.json`，选择**保存**，然后阅读[指南](guide.md)。", "Open `a.json`, select **Save**, and read the [guide](guide.md)."),
    ("zh-CN", "请务必先保存。", "*Always* save first."),
    ("zh-TW", "開啟`a.json`，選取**儲存**，共有 1.5 億個檔案。", "Open `a.json` and select **Save**; there are 150 million files."),
    ("ko-KR", "`a.json`을 열고 **저장**을 선택한 다음 [가이드](guide.md)를 읽습니다.", "Open `a.json`, select **Save**, and read the [guide](guide.md)."),
    ("ko-KR", "파일 크기는 2.5GB이며 2026년 10월 5일 오후 3시에 만들어졌습니다.", "The file is 2.5 GB in size and was created on October 5, 2026, at 3:00 PM."),
    ("ko-KR", "150만 개 파일 중 세 번째입니다.", "This is the third of 1.5 million files."),
    ("ko-KR", "Azure DevOps에서 macOS의 Git을(를) 사용합니다.", "Use Git on macOS in Azure DevOps."),
    ("ar-SA", "حجم الملف ٢٫٥ غيغابايت وتم إنشاؤه في ٥ أكتوبر ٢٠٢٦ الساعة ٣:٠٠ مساءً.", "The file is 2.5 GB in size and was created on October 5, 2026, at 3:00 PM."),
    ("ar-SA", "افتح `a.json` و`b.json` وحدد **حفظ** و**إغلاق**، ثم اقرأ [الدليل](guide.md) و[الملحق](more.md).", "Open `a.json` and `b.json`, select **Save** and **Close**, then read the [guide](guide.md) and the [appendix](more.md)."),
    ("ar-SA", "هذا هو الملف الثالث من 1.5 مليون ملف.", "This is the third of 1.5 million files."),
    ("ar-SA", "احفظ دائمًا أولاً.", "*Always* save first."),
    ("fi-FI", "Avaa `a.json`:n kansio ja [GitHubin](github.md) sivu **Asetukset**-kohdassa.", "Open the folder of `a.json` and the page of [GitHub](github.md) in **Settings**."),
    ("fi-FI", "Tiedosto on kooltaan 2,5 Gt, ja se luotiin 5.10.2026 klo 15.00.", "The file is 2.5 GB in size and was created on 10/5/2026 at 3:00 PM."),
    ("fi-FI", "macOS:n ja Windowsin versiot ovat samat kuin Linuxissa.", "The versions of macOS and Windows are the same as on Linux."),
    ("tr-TR", "`a.json`’u açın, **Kaydet**’i seçin ve [GitHub](github.md)’ı açın.", "Open `a.json`, select **Save**, and open [GitHub](github.md)."),
    ("tr-TR", "2,5 GB boyutundaki dosya 05.10.2026 tarihinde saat 15.00'te oluşturuldu.", "The 2.5 GB file was created on 10/05/2026 at 3:00 PM."),
    ("tr-TR", "Dosyaları teker teker ve yavaş yavaş kopyalayın.", "Copy the files one by one and slowly."),
    ("hu-HU", "Nyissa meg a `a.json`-t, és válassza a **Mentés**t a [GitHub](github.md)on.", "Open `a.json` and select **Save** on [GitHub](github.md)."),
    ("hu-HU", "A 2,5 GB-os fájl 2026. 10. 05-én 15:00-kor jött létre.", "The 2.5 GB file was created on 10/05/2026 at 3:00 PM."),
    ("pl-PL", "Otwórz plik `a.json`, wybierz **Zapisz** i przejdź do [GitHub](github.md)a.", "Open the file `a.json`, select **Save**, and go to [GitHub](github.md)."),
    ("pl-PL", "Plik o rozmiarze 2,5 GB utworzono 05.10.2026 o godz. 15.00.", "The 2.5 GB file was created on 10/05/2026 at 3:00 PM."),
    ("he-IL", "פתח את `a.json` ובחר ב**שמור** וב[מדריך](guide.md).", "Open `a.json` and select **Save** and the [guide](guide.md)."),
    ("he-IL", "גודל הקובץ הוא 2.5 GB והוא נוצר ב-5 באוקטובר 2026 בשעה 15:00.", "The file is 2.5 GB in size and was created on October 5, 2026, at 3:00 PM."),
    ("fa-IR", "فایل‌ها را باز کنید و گزینه‌های **ذخیره** را انتخاب می‌کنید.", "Open the files and select the options of **Save**."),
    ("fa-IR", "اندازه فایل ۲٫۵ گیگابایت است.", "The size of the file is 2.5 GB."),
    ("th-TH", "เปิด\u{200b}ไฟล์ `a.json` แล้ว\u{200b}เลือก **บันทึก** ที่นี่", "Open the file `a.json` and select **Save** here."),
    ("th-TH", "ไฟล์มีขนาด 2.5 GB", "The file is 2.5 GB in size."),
    ("km-KH", "បើក\u{200b}ឯកសារ `a.json` ហើយ\u{200b}ជ្រើសរើស **រក្សាទុក**។", "Open the file `a.json` and select **Save**."),
    ("hi-IN", "फ़ाइल `a.json` खोलें और धीरे धीरे **सहेजें** चुनें।", "Open the file `a.json` and slowly select **Save**."),
    ("vi-VN", "Mở tệp `a.json` rồi chọn **Lưu** từ từ.", "Open the file `a.json`, then slowly select **Save**."),
    ("sv-SE", "Filen på 2,5 GB skapades 2026-10-05 kl. 15.00.", "The 2.5 GB file was created on 10/05/2026 at 3:00 PM."),
    ("it-IT", "Il file di 2,5 GB è stato creato il 05/10/2026 alle 15:00.", "The 2.5 GB file was created on 10/05/2026 at 3:00 PM."),
    ("pt-BR", "O arquivo de 2,5 GB foi criado em 05/10/2026 às 15h00.", "The 2.5 GB file was created on 10/05/2026 at 3:00 PM."),
    ("uk-UA", "Файл розміром 2,5 ГБ створено 05.10.2026 о 15:00.", "The 2.5 GB file was created on 10/05/2026 at 3:00 PM."),
    ("cs-CZ", "Soubor o velikosti 2,5 GB byl vytvořen 5. 10. 2026 v 15.00.", "The 2.5 GB file was created on 10/5/2026 at 3:00 PM."),
];

/// An article of one pair.
pub(super) fn article(number: usize, locale: &str, target: &str, source: &str) -> Article {
    let id = format!("0fa1e-{}", 101 + number);
    let text = format!(
        "<span data-ttu-id=\"{id}\">{target}</span><span class=\"sxs-lookup\"><span data-stu-id=\"{id}\">{source}</span></span>\n"
    );
    Article {
        name: "pair".to_owned(),
        locale: locale.to_owned(),
        flavour: Flavour::default(),
        text,
        pairs: Vec::new(),
        english: String::new(),
        form: Form::Pairs,
    }
}

fn western(article: &Article) -> bool {
    !["ja", "zh", "ko", "ar"].contains(&language(article))
}

/// The targets of two pairs that stand side by side, exchanged.
fn swapped_sentences(article: &Article) -> Vec<Vec<Edit>> {
    let both = article
        .pairs
        .windows(2)
        .filter(|both| article.text.get(both[0].whole.end..both[1].whole.start) == Some(" "));
    both.map(|both| {
        let text = |index: usize| article.text[both[index].target.clone()].to_owned();
        vec![(both[0].target.clone(), text(1)), (both[1].target.clone(), text(0))]
    })
    .collect()
}

/// The numbers that stand alone in targets, with other digits.
fn digits(article: &Article, zero: char) -> Vec<Vec<Edit>> {
    let numbers = ["64", "12", "48", "15"];
    let mut all = Vec::new();
    for pair in &article.pairs {
        let text = &article.text[pair.target.clone()];
        for number in numbers {
            for (at, _) in text.match_indices(number) {
                let alone = |c: Option<char>| {
                    c.is_none_or(|c| !c.is_ascii_alphanumeric() && !".-,".contains(c))
                };
                let before = text[..at].chars().next_back();
                let after = text[at + number.len()..].chars().next();
                if article.name == "backups" && alone(before) && alone(after) {
                    let digit = |c: char| char::from_u32(u32::from(zero) + c.to_digit(10)?);
                    let new = number.chars().filter_map(digit).collect();
                    let start = pair.target.start + at;
                    all.push(vec![(start..start + number.len(), new)]);
                }
            }
        }
    }
    all
}

fn full_width(article: &Article) -> Vec<Vec<Edit>> {
    digits(article, '０')
}

fn arabic_digits(article: &Article) -> Vec<Vec<Edit>> {
    digits(article, '٠')
}
