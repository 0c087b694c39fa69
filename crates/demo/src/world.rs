// SPDX-License-Identifier: GPL-3.0-only
//! The world around one kiosk: center and VRS on loopback, and where wanted a real PC/SC service with a virtual
//! reader and a real IPP printer. It is the kiosk's outside: it is started first and may write files.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
};

use relay_center::{RunningCenter, Tamper};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use virtual_card::pcscd::{PcscdError, PrivatePcscd};
use vrs::RunningVrs;

use crate::{
    deployment::{Addresses, Deployment, DeploymentError},
    ippeveprinter::{IppEvePrinter, Options},
};

/// Why the world does not come to be.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WorldError {
    /// A file, or no runtime.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// Keys and configuration.
    #[error(transparent)]
    Deployment(#[from] DeploymentError),
    /// VRS's configuration.
    #[error(transparent)]
    VrsConfig(#[from] vrs::ConfigError),
    /// VRS.
    #[error(transparent)]
    Vrs(#[from] vrs::ServeError),
    /// The center.
    #[error(transparent)]
    Center(#[from] relay_center::SetupError),
    /// The private PC/SC service.
    #[error(transparent)]
    Pcscd(#[from] PcscdError),
}

/// Which parts are real.
#[derive(Default)]
pub struct Plan {
    /// A private pcscd with a virtual reader, and an `ippeveprinter`.
    pub real: bool,
    /// What the real printer runs for each job, as in [`Options::command`]; nothing where a job is just printed.
    pub printing: Option<PathBuf>,
    /// What the center asks for one copy, in yen.
    pub fee: u32,
    /// A hand in what the center sends, for tests.
    pub tamper: Option<Box<dyn Tamper>>,
}

impl std::fmt::Debug for Plan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Plan")
            .field("real", &self.real)
            .finish_non_exhaustive()
    }
}

/// The running world; dropping it ends all of it.
#[derive(Debug)]
pub struct World {
    // Dropped in this order.
    center: Option<RunningCenter>,
    vrs: Option<RunningVrs>,
    pcscd: Option<PrivatePcscd>,
    printer: Option<IppEvePrinter>,
    runtime: Runtime,
    addresses: Addresses,
    fee: u32,
    folder: TempDir,
}

const ANY: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

impl World {
    /// Starts it.
    ///
    /// # Errors
    /// [`WorldError`].
    pub fn start(plan: Plan) -> Result<World, WorldError> {
        let folder = tempfile::Builder::new().prefix("kiosk-world-").tempdir()?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()?;
        let printer = if plan.real {
            let spool = folder.path().join("spool");
            std::fs::create_dir(&spool)?;
            let command = plan.printing.or_else(|| Some(PathBuf::from("/bin/true")));
            Some(IppEvePrinter::start(&Options {
                spool,
                command,
                keys: None,
            })?)
        } else {
            None
        };
        let pcscd = plan.real.then(PrivatePcscd::start_empty).transpose()?;
        let mut addresses = Addresses {
            center: ANY,
            vrs: ANY,
            printer: printer.as_ref().map_or_else(
                || "ipp://localhost:631/ipp/print".to_owned(),
                IppEvePrinter::uri,
            ),
        };
        let deployment = Deployment::write(folder.path(), &addresses)?;
        deployment.set_fee(plan.fee)?;

        let vrs = runtime.block_on(vrs::serve(vrs::Config::load(&deployment.path("vrs.toml"))?))?;
        addresses.vrs = vrs.addr();
        let mut config = relay_center::Config::from_file(&deployment.path("center.toml"))?;
        config.vrs.url = format!("https://localhost:{}", addresses.vrs.port());
        let entered = runtime.enter();
        let center = match plan.tamper {
            Some(tamper) => relay_center::serve_with(config, tamper)?,
            None => relay_center::serve(config)?,
        };
        drop(entered);
        addresses.center = center.addr();
        deployment.write_kiosk(&addresses, vrs::demo_keys::DEMO_SHC_ISSUER)?;
        Ok(World {
            center: Some(center),
            vrs: Some(vrs),
            pcscd,
            printer,
            runtime,
            addresses,
            fee: plan.fee,
            folder,
        })
    }

    /// The folder with the configuration files.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What the printer of a real world put out.
    ///
    /// # Errors
    /// Where the tray cannot be read.
    pub fn papers(&self) -> std::io::Result<Vec<PathBuf>> {
        let mut papers = Vec::new();
        if self.printer.is_some() {
            for entry in std::fs::read_dir(self.folder.path().join("spool"))? {
                let path = entry?.path();
                if path.extension().is_some_and(|extension| extension == "pdf") {
                    papers.push(path);
                }
            }
        }
        papers.sort();
        Ok(papers)
    }

    /// The kiosk's configuration file.
    #[must_use]
    pub fn kiosk_config(&self) -> PathBuf {
        self.folder.path().join("kiosk.toml")
    }

    /// What the center asks for one copy, in yen.
    #[must_use]
    pub const fn fee(&self) -> u32 {
        self.fee
    }

    /// Who listens where.
    #[must_use]
    pub const fn addresses(&self) -> &Addresses {
        &self.addresses
    }

    /// VRS, while it runs.
    #[must_use]
    pub const fn vrs(&self) -> Option<&RunningVrs> {
        self.vrs.as_ref()
    }

    /// The private PC/SC service of a real world.
    #[must_use]
    pub const fn pcscd(&mut self) -> Option<&mut PrivatePcscd> {
        self.pcscd.as_mut()
    }

    /// The IPP printer of a real world.
    #[must_use]
    pub const fn printer(&mut self) -> Option<&mut IppEvePrinter> {
        self.printer.as_mut()
    }

    /// Ends the center, as a broken line would.
    pub fn stop_center(&mut self) {
        if let Some(center) = self.center.take() {
            self.runtime.block_on(center.shutdown());
        }
    }

    /// Ends VRS.
    pub fn stop_vrs(&mut self) {
        if let Some(vrs) = self.vrs.take() {
            self.runtime.block_on(vrs.shutdown());
        }
    }

    /// Ends the printer, as a pulled plug would.
    pub fn stop_printer(&mut self) {
        self.printer = None;
    }
}
