// SPDX-License-Identifier: GPL-3.0-only
//! Compiles the tester's panel.

fn main() -> Result<(), slint_build::CompileError> {
    slint_build::compile("ui/panel.slint")
}
