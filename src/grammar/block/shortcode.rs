//! Shortcodes of Hugo and tags of Liquid that stand alone on their lines. Where both an opening one
//! and its end do, they are a region, and what stands between is Markdown; others are directives.
//! One that stands beside text is the inline level's.

use super::{ContainerKind, Leaf, Line, Parser};
use crate::ast::{BlockKind, Directive, ProblemKind, RegionKind};
use crate::grammar::template::{Found, Kind};
use crate::text::Span;

/// What became of a line that starts with tags.
pub(super) enum Alone {
    /// Nothing; it is content like any other.
    No,
    /// All of it is read.
    All,
    /// Tags are read that open or end a region, and something else follows them.
    Some,
}

impl<'t> Parser<'t> {
    /// The index of the tag that starts at a byte. Bytes are asked for in order.
    fn template_at(&mut self, at: usize) -> Option<usize> {
        let found = &self.templates.found;
        while found.get(self.template).is_some_and(|it| (it.span.start as usize) < at) {
            self.template += 1;
        }
        let is_here = found.get(self.template).is_some_and(|it| it.span.start as usize == at);
        is_here.then_some(self.template)
    }

    /// Reads the tags at the start of what is left of a line. `before` of the `matched` containers
    /// were open before the line.
    pub(super) fn shortcodes(
        &mut self,
        line: &mut Line<'t>,
        matched: usize,
        before: usize,
    ) -> Alone {
        let Some(first) = self.template_at(line.nonspace) else { return Alone::No };
        let mut run = 0;
        let mut end = line.nonspace;
        // Of the tags before it all open or end a region.
        let (mut regions, mut regions_end) = (0, end);
        let mut all = false;
        while let Some(found) = self.templates.found.get(first + run) {
            let gap = self.text.get(end..found.span.start as usize);
            if run > 0
                && gap.is_none_or(|gap| !gap.bytes().all(|byte| matches!(byte, b' ' | b'\t')))
            {
                break;
            }
            // The prefix of a quote would stand within a tag over several lines.
            let over_lines = found.span.end as usize > line.end;
            if over_lines && self.quotes > 0 {
                break;
            }
            end = found.span.end as usize;
            run += 1;
            if regions + 1 == run && (self.opens_region(first + regions) || self.is_open(found)) {
                regions = run;
                regions_end = end;
            }
            let behind = self.text.get(end..).unwrap_or("").trim_start_matches([' ', '\t']);
            all = behind.is_empty() || behind.starts_with(['\n', '\r']);
            if all {
                break;
            }
        }
        if run == 0 {
            return Alone::No;
        }
        let next = Line::new(self.text, end);
        if all && regions < run && self.is_text(first, run, &next) {
            return Alone::No;
        }
        let take = if all { run } else { regions };
        if take == 0 {
            return Alone::No;
        }
        self.start_block(matched);
        let from = if before == matched { 0 } else { matched };
        for index in first..first + take {
            let Some(found) = self.templates.found.get(index) else { break };
            let start = found.span.start as usize;
            let end = if all && index + 1 == first + take {
                next.next
            } else {
                let following =
                    self.templates.found.get(index + 1).map(|it| it.span.start as usize);
                following.filter(|_| index + 1 < first + take).unwrap_or(found.span.end as usize)
            };
            self.shortcode(index, Span::new(start, end), from, *line);
        }
        if all {
            self.skip = next.next;
            return Alone::All;
        }
        if regions_end > line.end {
            *line = Line::new(self.text, regions_end);
            self.skip = line.next;
        } else {
            line.skip_marker(regions_end - line.nonspace);
        }
        Alone::Some
    }

    /// Whether tags that fill a line are part of a paragraph: they open and end nothing, and text
    /// stands right before or after the line.
    fn is_text(&self, first: usize, run: usize, last: &Line<'t>) -> bool {
        let tags = self.templates.found.get(first..first + run).unwrap_or_default();
        let stands_alone = |it: &Found| {
            it.partner.is_some() || it.is_end() || it.is_missed || matches!(it.kind, Kind::Comment)
        };
        if tags.iter().any(stands_alone) {
            return false;
        }
        if matches!(self.leaf, Leaf::Paragraph) {
            return true;
        }
        let after = Line::new(self.text, last.next);
        !after.blank() && after.rest().starts_with(char::is_alphanumeric)
    }

    /// Whether a tag opens a region: it has an end, which stands on a later line, alone at the
    /// start of its line or at its end.
    fn opens_region(&self, index: usize) -> bool {
        let Some(found) = self.templates.found.get(index) else { return false };
        let partner = found.partner.and_then(|partner| self.templates.found.get(partner));
        let Some(end) = partner.filter(|_| !found.is_end()) else { return false };
        let between = Span { start: found.span.end, end: end.span.start };
        let between = between.of_text(self.text);
        memchr::memchr2(b'\n', b'\r', between.as_bytes()).is_some()
            && (end.starts_line || end.ends_line)
    }

    /// Whether a tag is the end of a region that is open.
    fn is_open(&self, found: &Found) -> bool {
        found.is_end() && self.region_of(found).is_some()
    }

    /// The container that an end closes.
    fn region_of(&self, end: &Found) -> Option<usize> {
        let opener = self.templates.found.get(end.partner?)?.span;
        let is_it = |container: &super::Container| match &container.kind {
            ContainerKind::Region(RegionKind::Shortcode | RegionKind::Liquid, open, _) => {
                open.span == opener
            }
            _ => false,
        };
        let quote =
            |container: &super::Container| matches!(container.kind, ContainerKind::Quote(_));
        let index = self.stack.iter().rposition(is_it)?;
        let quoted = self.stack.get(index..).is_some_and(|inner| inner.iter().any(quote));
        (!quoted).then_some(index)
    }

    /// Reads one tag of a line; `span` runs up to what follows it.
    fn shortcode(&mut self, index: usize, span: Span, from: usize, line: Line<'t>) {
        let opens = self.opens_region(index);
        let Some(found) = self.templates.found.get(index) else { return };
        let Kind::Tag(tag) = &found.kind else {
            let (at, whole) = (self.lines.len(), found.span);
            self.lines.push(whole);
            self.contents.push(Span::new(at, at + 1));
            self.push(span, BlockKind::Html(Vec::new()));
            return;
        };
        let kind = match tag.syntax {
            crate::ast::DirectiveSyntax::Liquid => RegionKind::Liquid,
            _ => RegionKind::Shortcode,
        };
        let region = self.region_of(found).filter(|&region| found.is_end() && region >= from);
        let (tag, is_missed) = (tag.clone(), found.is_missed);
        let is_orphan = found.is_end() && found.partner.is_none();
        if let Some(region) = region {
            self.end_shortcode(region, *tag, span.end);
            return;
        }
        if is_orphan {
            self.problem(tag.span, ProblemKind::OrphanEnd(kind), None);
        } else if is_missed {
            self.problem(tag.span, ProblemKind::UnclosedRegion(kind), None);
        }
        if opens && !self.deep(line) {
            self.open(ContainerKind::Region(kind, tag, 0), span.start as usize, span.end as usize);
        } else {
            self.push(span, BlockKind::Directive(tag));
        }
    }

    fn end_shortcode(&mut self, region: usize, tag: Directive, end: u32) {
        self.close_leaf();
        self.close_containers(region + 1);
        if let Some(region) = self.stack.last_mut() {
            region.span.end = end;
        }
        self.close_container(Some(tag));
    }

    /// Ends at the end of a line of text: cuts them off, and gives where the text then ends and how
    /// many there are, with the index of the first.
    pub(super) fn trailing_ends(&self, line: &Line<'t>) -> Option<(usize, usize, usize)> {
        let rest = line.rest().trim_end_matches([' ', '\t']);
        if !rest.ends_with('}') {
            return None;
        }
        let here = self.templates.within(Span::new(line.nonspace, line.end));
        let mut end = line.nonspace + rest.len();
        let mut count = 0;
        for found in here.iter().rev() {
            let is_last = found.span.end as usize == end;
            let Some(region) = self.region_of(found).filter(|_| is_last && found.is_end()) else {
                break;
            };
            // What the line itself has started holds all of the line.
            let inner = self.stack.get(region + 1..).unwrap_or_default();
            if inner.iter().any(|it| it.span.end as usize > found.span.start as usize) {
                break;
            }
            count += 1;
            let before = self.text.get(line.nonspace..found.span.start as usize).unwrap_or("");
            end = line.nonspace + before.trim_end_matches([' ', '\t']).len();
        }
        let first =
            here.len().checked_sub(count).and_then(|at| here.get(at)).filter(|_| count > 0)?;
        let index = self.templates.found.partition_point(|it| it.span.start < first.span.start);
        (end > line.nonspace).then_some((end, index, count))
    }

    /// Ends the regions that the tags behind a line's text end.
    pub(super) fn end_at_text(&mut self, index: usize, count: usize, line: Line<'t>) {
        for at in index..index + count {
            let Some(found) = self.templates.found.get(at) else { return };
            let start = found.span.start as usize;
            let next = self.templates.found.get(at + 1).filter(|_| at + 1 < index + count);
            let end = next.map_or(line.next, |next| next.span.start as usize);
            self.shortcode(at, Span::new(start, end), 0, line);
        }
    }
}
