// SPDX-License-Identifier: GPL-3.0-only
//! Compiles the Slint pages. Element names are kept so that the tests and the demo's scripted resident
//! can find what they press; there is no personal data in a name.

fn main() -> Result<(), slint_build::CompileError> {
    slint_build::compile_with_config(
        "ui/app.slint",
        slint_build::CompilerConfiguration::new()
            .with_style("fluent-light".into())
            .with_debug_info(true),
    )
}
