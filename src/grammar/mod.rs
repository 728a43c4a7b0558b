//! Floor 2: from text to tree. [`parse`] reads one article and never fails; [`sxs`] splits a
//! side-by-side file into its two articles beforehand.
//!
//! Block level first (`block`), then the inlines within the text of one block only (`inline`). What
//! no construct takes is text. nom is imported from its `complete` modules only.

pub mod entity;
pub mod front_matter;
pub mod html;
pub mod inline;
pub mod slug;
pub mod sxs;
