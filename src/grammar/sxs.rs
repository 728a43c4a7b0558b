//! The grammar of pairs: cuts a side-by-side file into pieces that tile it, and those into two projections.
