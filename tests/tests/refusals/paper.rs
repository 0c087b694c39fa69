// SPDX-License-Identifier: GPL-3.0-only
//! A printer that stops in the middle.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::Path,
    sync::{Arc, Mutex},
};

use demo::world::{Plan, World};
use relay_api::CertificateData;
use relay_center::Tamper;
use vrs::CertificateState;

use super::kiosk;

/// Notes the IDs that the center hands out.
#[derive(Clone, Default)]
struct Issued(Arc<Mutex<Vec<(String, String)>>>);

impl Tamper for Issued {
    fn certificate(&self, certificate: &mut CertificateData) {
        let municipality = certificate.preview.municipality.clone();
        let id = certificate.id.expose().to_owned();
        self.0.lock().unwrap().push((municipality, id));
    }
}

/// A printer's job that needs paper until `paper` is there.
fn needs_paper(folder: &Path, paper: &Path) -> std::path::PathBuf {
    let job = folder.join("job.sh");
    let script = format!(
        "#!/bin/sh\n\
         echo 'STATE: +media-empty-error,media-needed-error' >&2\n\
         until [ -e '{}' ]; do sleep 0.05; done\n\
         echo 'STATE: -media-empty-error,media-needed-error' >&2\n\
         echo 'ATTR: job-impressions-completed=1' >&2\n",
        paper.display()
    );
    fs::write(&job, script).unwrap();
    fs::set_permissions(&job, fs::Permissions::from_mode(0o755)).unwrap();
    job
}

#[test]
fn s21_without_paper_the_staff_are_called_and_the_same_job_is_printed_when_they_come() {
    let folder = tempfile::tempdir().unwrap();
    let paper = folder.path().join("paper");
    let issued = Issued::default();
    let mut world = World::start(Plan {
        real: true,
        printing: Some(needs_paper(folder.path(), &paper)),
        tamper: Some(Box::new(issued.clone())),
        ..Plan::default()
    })
    .unwrap();
    const NO_PAPER: &str = "printing-printer-media-empty";
    let visits = [
        kiosk::printing("no paper", "default"),
        // Asks the center and VRS once more, so that the outcome of the visit before has reached them.
        kiosk::visit("the last", "deceased", "REFUSED-NEEDS-CHECK"),
    ];
    let seen = kiosk::run(&mut world, true, &visits, |world, _, screen| {
        if screen == NO_PAPER {
            // Nothing was voided, nothing lost: the certificate waits as the resident does.
            let state = state(world, &issued);
            assert_eq!(state, Some(CertificateState::Issued));
            fs::write(&paper, []).unwrap();
        }
    });
    let seen = &seen[0];
    let screens = &seen.screens;
    assert_eq!(seen.times(NO_PAPER), 1, "{screens:?}");
    assert_eq!(seen.times("take-papers"), 1, "{screens:?}");
    let at = |name: &str| screens.iter().position(|screen| screen == name);
    assert!(at(NO_PAPER) < at("take-papers"), "{screens:?}");
    assert_eq!(world.papers().unwrap().len(), 1);
    assert_eq!(issued.0.lock().unwrap().len(), 1);
    assert_eq!(state(&world, &issued), Some(CertificateState::Printed));
}

fn state(world: &World, issued: &Issued) -> Option<CertificateState> {
    let issued = issued.0.lock().unwrap();
    let (municipality, id) = issued.first()?;
    let vrs = world.vrs().unwrap();
    vrs.certificate_state(municipality.parse().unwrap(), id)
        .unwrap()
}
