//! A card in a virtual reader of vpcd.
