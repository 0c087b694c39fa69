// SPDX-License-Identifier: GPL-3.0-only
//! The whole kiosk in one command, for people who have no card, no reader, no printer and no center.
//!
//! Two processes: the kiosk's own, with the product's screens, adapters and sandbox; and its outside (center, VRS,
//! reader, tray, the folder for pictures and paper), which is started first because the kiosk may write no file.
//! The end-to-end tests use the same world. What it is not: part of the product; `kiosk` contains none of it.

pub mod catalogue;
pub mod deployment;
pub mod frames;
pub mod gallery;
pub mod headless;
pub mod inspect;
pub mod ippeveprinter;
pub mod kiosk_part;
pub mod outside;
pub mod panel;
pub mod resident;
pub mod stage;
pub mod visits;
pub mod world;
