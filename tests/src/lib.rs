// SPDX-License-Identifier: GPL-3.0-only
//! End-to-end tests, and tests that look at the whole source: see the folder `tests`. There is nothing in here.
