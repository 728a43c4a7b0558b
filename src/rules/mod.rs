//! Floor 5: rules. A rule is a page in `rules/` (its metadata, text and examples: [`page`]) and, if
//! it is compiled, one file here with the check; [`registry`] brings the two together.
//!
//! [`Rule`] has one hook for a whole article and one for the pairs of blocks that have matches of a
//! kind; implement the narrowest that suffices. What else most articles have little of the [`Bitext`]
//! lists: headings, code, units, odd segments. A rule holds no state between articles, cannot fail, calls no other rule and reads no
//! raw text: it reads the trees, views, facts and matches of a [`Bitext`].

mod attributes;
pub mod body;
mod compare;
pub mod example;
pub mod expect;
mod gaps;
pub mod index;
mod labels;
mod languages;
mod lost;
pub mod meta;
mod names;
mod option_kind;
pub mod options;
pub mod page;
pub mod pattern;
pub mod preset;
mod quick;
mod quote;
pub mod read;
pub mod readme;
mod regions;
pub mod registry;
mod remark;
mod repeated;
mod schemas;
mod slipped;
mod start;
mod terms;
mod touching;
mod unbalanced;
mod wants;

use crate::{
    ast::Article,
    bitext::{Bitext, BlockPair, Looks, Side},
    diagnostic::{Confidence, Safety, Severity},
    locale, schema,
    text::Span,
};
use index::{Wants, WorkspaceCtx};

/// A check. All hooks default to nothing.
pub trait Rule: Send + Sync {
    /// Called once for each article, target and source side by side. What most articles have little of is
    /// listed by the [`Bitext`] and walked there: [`Bitext::headings`], [`Bitext::code_pairs`],
    /// [`Bitext::units`], [`Bitext::odd_segments`], [`Bitext::pairs_with`].
    fn article(&self, cx: &mut Ctx<'_, '_>) {
        let _ = cx;
    }

    /// Called for each pair of blocks that has matches the rule looks at, in order of the target; one
    /// side may be missing. What only reads matches belongs here: most pairs have none, or none of the
    /// kind that a rule is about.
    fn compared(&self, pair: &BlockPair, cx: &mut Ctx<'_, '_>) {
        let _ = (pair, cx);
    }

    /// The matches that the hook `compared` is about; it is not called where they are none.
    fn looks_at(&self) -> Looks {
        Looks::NONE
    }

    /// Whether the rule reads [`Bitext::changes`], which cost a second alignment.
    fn wants_changes(&self) -> bool {
        false
    }

    /// What a rule about several articles needs to know of each; the hook `workspace` runs only
    /// where it is something.
    fn wants(&self) -> Wants {
        Wants::NOTHING
    }

    /// Called once when all articles are known.
    fn workspace(&self, cx: &mut WorkspaceCtx<'_>) {
        let _ = cx;
    }

    /// Calls the hooks for one article: the article's, and that for each pair the rule looks at. No rule
    /// writes its own: this one is compiled for each rule, so that to run one is a single call through a table
    /// and the hooks that it lacks cost nothing.
    fn run(&self, cx: &mut Ctx<'_, '_>) {
        self.article(cx);
        let looks = self.looks_at();
        if looks != Looks::NONE {
            for pair in cx.bitext.compared(looks) {
                self.compared(pair, cx);
            }
        }
    }
}

/// Makes the tables that nearly every run asks for. Whoever asks first makes them, so this need not be called;
/// called beside other work, it spares the articles the wait.
pub fn prepare() {
    languages::languages();
    names::Names::shipped();
    // The one that a front matter shows, and the language of most sources.
    schema::shipped("microsoft-learn");
    locale::data("en");
}

/// What a rule sees, and where it reports.
pub struct Ctx<'c, 'a> {
    /// The article beside its source, blocks and facts matched.
    pub bitext: &'c Bitext<'a>,
    /// What was reported so far by the running rule.
    findings: &'c mut Vec<Finding>,
}

impl<'c, 'a> Ctx<'c, 'a> {
    /// A context over a bitext that collects into `findings`.
    pub fn new(bitext: &'c Bitext<'a>, findings: &'c mut Vec<Finding>) -> Self {
        Ctx { bitext, findings }
    }

    /// The target article.
    pub fn target(&self) -> &'c Article<'a> {
        self.bitext.target
    }

    /// The source article; `None` for an article that stands alone.
    pub fn source(&self) -> Option<&'c Article<'a>> {
        self.bitext.source
    }

    /// Reports a fault at `span`, bytes of the target article's text. The message names the defect
    /// and quotes the text; it stands alone.
    pub fn report(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        self.report_on(Side::Target, span, message)
    }

    /// Likewise on a side of choice.
    pub fn report_on(
        &mut self,
        side: Side,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Finding {
        self.push(Finding::new(Place::Text(side), span, message.into()))
    }

    /// Likewise at a place in the file that no article text holds: pair markup of a side-by-side
    /// file. The span counts bytes of the file.
    pub fn report_in_file(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        self.push(Finding::new(Place::File, span, message.into()))
    }

    fn push(&mut self, finding: Finding) -> &mut Finding {
        self.findings.push(finding);
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }
}

/// Which text a span counts bytes of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// An article's text.
    Text(Side),
    /// The file that was linted.
    File,
}

/// How safe a repair is, and its replacements: text, span, new text.
pub type Repair = (Safety, Vec<(Place, Span, String)>);

/// What a rule reports; the engine turns it into a [`crate::diagnostic::Diagnostic`].
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// Text that `span` counts bytes of.
    pub place: Place,
    /// Where.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// A few words at the place itself.
    pub label: String,
    /// Evidence elsewhere: text, span, a few words.
    pub related: Vec<(Place, Span, String)>,
    /// What to do.
    pub help: Option<String>,
    /// The rule's own detail (the lost destination, say): part of the fingerprint, not shown.
    pub detail: String,
    /// The fact the finding rests on, by its place in the source (in the target where the source
    /// lacks it): two findings that rest on one fact collide.
    pub fact: Option<(Side, Span)>,
    /// Replaces the page's confidence.
    pub confidence: Option<Confidence>,
    /// Replaces the severity downwards or upwards, where the page allows for two levels.
    pub severity: Option<Severity>,
    /// A repair.
    pub fix: Option<Repair>,
}

impl Finding {
    fn new(place: Place, span: Span, message: String) -> Finding {
        Finding {
            place,
            span,
            message,
            label: String::new(),
            related: Vec::new(),
            help: None,
            detail: String::new(),
            fact: None,
            confidence: None,
            severity: None,
            fix: None,
        }
    }

    /// Says a few words at the place itself.
    pub fn label(&mut self, words: impl Into<String>) -> &mut Finding {
        self.label = words.into();
        self
    }

    /// Shows the source's evidence; `span` counts bytes of the source article's text.
    pub fn source(&mut self, span: Span, words: impl Into<String>) -> &mut Finding {
        self.related.push((Place::Text(Side::Source), span, words.into()));
        self
    }

    /// Shows another place of the target article.
    pub fn also(&mut self, span: Span, words: impl Into<String>) -> &mut Finding {
        self.related.push((Place::Text(Side::Target), span, words.into()));
        self
    }

    /// Shows another place of the file.
    pub fn also_in_file(&mut self, span: Span, words: impl Into<String>) -> &mut Finding {
        self.related.push((Place::File, span, words.into()));
        self
    }

    /// Says what to do, as an imperative.
    pub fn help(&mut self, words: impl Into<String>) -> &mut Finding {
        self.help = Some(words.into());
        self
    }

    /// Adds the rule's own detail to the fingerprint.
    pub fn detail(&mut self, words: impl Into<String>) -> &mut Finding {
        self.detail = words.into();
        self
    }

    /// Names the fact the finding rests on, by side and span in that article's text.
    pub fn fact(&mut self, side: Side, span: Span) -> &mut Finding {
        self.fact = Some((side, span));
        self
    }

    /// Grades this finding apart from the page.
    pub fn confidence(&mut self, confidence: Confidence) -> &mut Finding {
        self.confidence = Some(confidence);
        self
    }

    /// Sets a severity for this finding, where the page says that the rule has two.
    pub fn severity(&mut self, severity: Severity) -> &mut Finding {
        self.severity = Some(severity);
        self
    }

    /// Offers to replace `span` of the target article's text by `text`; further calls add edits.
    pub fn fix(&mut self, safety: Safety, span: Span, text: impl Into<String>) -> &mut Finding {
        self.edit(safety, Place::Text(Side::Target), span, text.into())
    }

    /// Likewise in the file, for pair markup.
    pub fn fix_in_file(
        &mut self,
        safety: Safety,
        span: Span,
        text: impl Into<String>,
    ) -> &mut Finding {
        self.edit(safety, Place::File, span, text.into())
    }

    fn edit(&mut self, safety: Safety, place: Place, span: Span, text: String) -> &mut Finding {
        let (grade, edits) = self.fix.get_or_insert_with(|| (safety, Vec::new()));
        if safety == Safety::Unsafe {
            *grade = Safety::Unsafe;
        }
        edits.push((place, span, text));
        self
    }
}

registry::registry! {
    alert {
        changed_kind,
        outside_quote,
        text_on_marker_line,
        translated_keyword,
    }
    anchor {
        broken_cross_file,
        broken_fragment,
        changed,
        duplicate,
        misplaced_id,
        missing,
    }
    code {
        added_span,
        adjacent_spans,
        changed_block,
        changed_flag,
        changed_span,
        missing_space,
        missing_span,
        unclosed_fence,
    }
    consistency {
        source,
        target,
    }
    directive {
        changed,
        malformed,
        translated_keyword,
        unbalanced,
    }
    emphasis {
        misplaced_punctuation,
        missing,
        missing_space,
        moved,
        not_rendered,
        unbalanced,
    }
    front_matter {
        changed_value,
        duplicate_key,
        expected_key,
        invalid_value,
        invalid_yaml,
        length,
        locale_mismatch,
        localization_keys,
        missing,
        missing_key,
        translated_key,
        unclosed,
        unknown_key,
    }
    heading {
        not_rendered,
    }
    html {
        changed_attribute,
        changed_tag,
        entity,
        unclosed,
    }
    image {
        changed_source,
        missing,
        missing_alt,
    }
    include {
        changed,
    }
    language {
        unexpected,
    }
    link {
        added,
        bare_url,
        broken_file,
        broken_syntax,
        changed_destination,
        empty_text,
        hard_coded_locale,
        misplaced_punctuation,
        missing,
        missing_space,
        moved_text,
        stray_space,
        swapped_destination,
        undefined_reference,
    }
    literal {
        case,
        email,
        file_name,
        guid,
        identifier,
        math,
        misspelled,
        number,
        path,
        spaced_identifier,
        version,
    }
    moniker {
        changed_range,
        invalid_range,
        malformed,
        moved_content,
        nested,
        unbalanced,
    }
    placeholder {
        angle,
        changed,
        square,
        template,
    }
    sxs {
        duplicate_id,
        empty_source,
        empty_target,
        escaped_quotes,
        id_mismatch,
        id_order,
        misplaced_pair,
        missing_source,
        missing_target,
        swallowed_directive,
        text_outside_pair,
        unclosed_span,
    }
    sync {
        added_block,
        heading_level,
        missing_block,
        orphan_target,
        outdated,
        unverified_source,
    }
    tab {
        changed,
    }
    table {
        columns,
    }
    term {
        do_not_translate,
        forbidden,
        glossary,
        inconsistent,
        product_name,
        ui_string,
    }
    text {
        bidi_override,
        doubled_space,
        doubled_word,
        duplicated_phrase,
        edge_space,
        end_punctuation,
        invisible_character,
        length,
        line_break,
        markup_residue,
        merge_marker,
        mojibake,
        orphan_punctuation,
        space_before_punctuation,
        unbalanced_bidi,
        unbalanced_brackets,
        unbalanced_quotes,
    }
    untranslated {
        article,
        attribute,
        front_matter,
        heading,
        image_alt,
        label,
        link_text,
        partial,
        segment,
    }
    zone {
        changed,
        invalid_attribute,
        nested,
        unbalanced,
    }
}
