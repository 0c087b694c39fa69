// SPDX-License-Identifier: GPL-3.0-only
//! A center that lies, a different lie in each session.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    sync::{
        Arc, Mutex, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use certificate::{CertificateId, Dose};
use demo::{visits::Visit, world::World};
use relay_api::{CertificateData, PreviewData, center::SESSIONS_PATH};
use relay_center::Tamper;
use vrs::{
    CertificateState, RunningVrs, SigningKeys,
    demo_keys::DemoKeys,
    signing::{CodedDose, ShcFields, VdsNcFields, sign_shc, sign_vds_nc},
};

use super::kiosk::{self, Seen};

/// A kiosk asks again every few seconds; well above that, on a slow machine.
const OUTCOME_WITHIN: Duration = Duration::from_secs(60);

/// What a lie alters.
pub(crate) enum Tell {
    /// The preview.
    Preview(fn(&mut PreviewData)),
    /// The certificate.
    Certificate(fn(&mut CertificateData, &Keys)),
    /// The same lie in both.
    Both(fn(&mut PreviewData)),
    /// The bytes of an answer, the first so many times that it is given in the visit.
    Body(&'static str, usize, fn(&mut Vec<u8>)),
    /// Nothing: the truth.
    Truth,
}

/// One lie, and the visit in which it is told.
pub(crate) struct Lie {
    pub(crate) visit: Visit,
    pub(crate) tell: Tell,
}

impl Lie {
    pub(crate) fn new(visit: Visit, tell: Tell) -> Lie {
        Lie { visit, tell }
    }

    /// A visit that prints, so that a lie that is refused is not refused for something else.
    pub(crate) fn truth() -> Lie {
        Lie::new(kiosk::printing("the truth", "default"), Tell::Truth)
    }
}

/// The issuer's keys, and those of somebody who only says to be it.
pub(crate) struct Keys {
    pub(crate) issuer: SigningKeys,
    pub(crate) stranger: SigningKeys,
}

impl Keys {
    fn of(folder: &Path) -> Keys {
        let stranger = DemoKeys::generate().unwrap();
        Keys {
            issuer: vrs::Config::load(&folder.join("vrs.toml")).unwrap().keys,
            stranger: stranger.signing_keys().unwrap(),
        }
    }
}

fn doses(certificate: &CertificateData) -> Vec<Dose> {
    let doses = certificate.preview.doses.iter();
    doses.map(|dose| dose.try_into().unwrap()).collect()
}

fn coded(doses: &[Dose]) -> Vec<CodedDose<'_>> {
    let coded = |dose| CodedDose {
        dose,
        cvx: "208",
        brand: "COMIRNATY",
    };
    doses.iter().map(coded).collect()
}

/// A SMART Health Card of what stands in this certificate.
pub(crate) fn shc_of(certificate: &CertificateData, keys: &SigningKeys) -> String {
    let doses = doses(certificate);
    let birth_date = certificate.preview.birth_date.expose();
    sign_shc(
        keys,
        &ShcFields {
            name: &(&certificate.preview.name).into(),
            birth_date: birth_date_of(birth_date),
            doses: &coded(&doses),
            issued_at: time::OffsetDateTime::now_utc(),
        },
    )
    .unwrap()
}

/// A VDS-NC of what stands in this certificate, which is of the overseas kind.
pub(crate) fn vds_nc_of(certificate: &CertificateData, keys: &SigningKeys) -> String {
    let doses = doses(certificate);
    let overseas = certificate.preview.overseas.as_ref().unwrap();
    sign_vds_nc(
        keys,
        &VdsNcFields {
            id: &CertificateId::new(certificate.id.expose()).unwrap(),
            roman_name: &(&overseas.roman_name).into(),
            birth_date: birth_date_of(certificate.preview.birth_date.expose()),
            passport_number: &(&overseas.passport_number).into(),
            doses: &coded(&doses),
        },
    )
    .unwrap()
}

fn birth_date_of(text: &str) -> card_driver::BirthDate {
    card_driver::BirthDate::from_date(relay_api::convert::date_from_text(text).unwrap())
}

#[derive(Default)]
struct Shared {
    keys: OnceLock<Keys>,
    sessions: AtomicUsize,
    /// The IDs that the center handed out, each with its session and municipality.
    issued: Mutex<Vec<(usize, String, String)>>,
    /// How often an answer was broken, by session.
    broken: Mutex<BTreeMap<usize, usize>>,
}

impl Shared {
    /// Counts an answer of this session whose bytes a lie is about, and says the how manieth it is.
    fn count(&self, session: usize) -> usize {
        let mut broken = self.broken.lock().unwrap();
        let times = broken.entry(session).or_default();
        *times += 1;
        *times
    }

    /// What VRS says of the ID of this session, where one was issued.
    fn state(&self, vrs: &RunningVrs, session: usize) -> Option<CertificateState> {
        let issued = self.issued.lock().unwrap();
        let ids: Vec<_> = issued.iter().filter(|(of, ..)| *of == session).collect();
        assert!(ids.len() <= 1, "one certificate a session");
        let (_, municipality, id) = ids.first()?;
        let state = vrs.certificate_state(municipality.parse().unwrap(), id);
        Some(state.unwrap().expect("VRS issued it"))
    }

    /// Waits until VRS knows what became of this session's certificate.
    fn wait_for_outcome(&self, vrs: &RunningVrs, session: usize) {
        let deadline = Instant::now() + OUTCOME_WITHIN;
        while self.state(vrs, session) == Some(CertificateState::Issued) {
            assert!(Instant::now() < deadline, "VRS was not told of an outcome");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

struct Liar {
    tells: Vec<Tell>,
    shared: Arc<Shared>,
}

impl Liar {
    /// Which session this is, from 0: the residents come one after the other.
    fn session(&self) -> usize {
        self.shared.sessions.load(Ordering::SeqCst) - 1
    }
}

impl Tamper for Liar {
    fn preview(&self, preview: &mut PreviewData) {
        if let Tell::Preview(lie) | Tell::Both(lie) = self.tells[self.session()] {
            lie(preview);
        }
    }

    fn certificate(&self, certificate: &mut CertificateData) {
        let id = certificate.id.expose().to_owned();
        let mut issued = self.shared.issued.lock().unwrap();
        // Asked again, because the answer could not be read: the truth.
        if issued.iter().any(|(_, _, known)| *known == id) {
            return;
        }
        let session = self.session();
        issued.push((session, certificate.preview.municipality.clone(), id));
        drop(issued);
        match self.tells[session] {
            Tell::Certificate(lie) => lie(certificate, self.shared.keys.get().unwrap()),
            Tell::Both(lie) => lie(&mut certificate.preview),
            Tell::Preview(_) | Tell::Body(..) | Tell::Truth => {}
        }
    }

    fn body(&self, path: &str, body: &mut Vec<u8>) {
        if path == SESSIONS_PATH {
            self.shared.sessions.fetch_add(1, Ordering::SeqCst);
        }
        let sessions = self.shared.sessions.load(Ordering::SeqCst);
        let told = sessions.checked_sub(1).map(|session| &self.tells[session]);
        if let Some(Tell::Body(of, times, lie)) = told
            && path == *of
            && self.shared.count(sessions - 1) <= *times
        {
            lie(body);
        }
    }
}

/// What was seen of one lie.
pub(crate) struct Told {
    pub(crate) visit: Visit,
    pub(crate) seen: Seen,
    /// What VRS says of the ID, where one was issued.
    pub(crate) state: Option<CertificateState>,
}

/// Tells each lie to a resident of its own, in one world and one kiosk.
pub(crate) fn tell(lies: Vec<Lie>) -> (World, Vec<Told>) {
    let (mut visits, tells): (Vec<_>, Vec<_>) =
        lies.into_iter().map(|lie| (lie.visit, lie.tell)).unzip();
    let shared = Arc::new(Shared::default());
    let liar = Liar {
        tells,
        shared: Arc::clone(&shared),
    };
    let mut world = kiosk::world(Some(Box::new(liar)));
    assert!(shared.keys.set(Keys::of(world.folder())).is_ok());
    for (session, visit) in visits.iter_mut().enumerate() {
        // An answer that could not be read is asked for again, while the resident reads why nothing came out.
        if visit.ends_with.as_deref() == Some("CENTER-GARBAGE") {
            visit.lingers = Some(world.folder().join(format!("settled-{session}")));
        }
    }
    let seen = kiosk::run(&mut world, false, &visits, |world, session, screen| {
        if screen.starts_with("stopped")
            && let Some(until) = &visits[session].lingers
            && !until.exists()
        {
            shared.wait_for_outcome(world.vrs().unwrap(), session);
            fs::write(until, []).unwrap();
        }
    });
    assert_eq!(shared.sessions.load(Ordering::SeqCst), visits.len());

    let vrs = world.vrs().unwrap();
    let told = visits.into_iter().zip(seen).enumerate();
    let told = told
        .map(|(session, (visit, seen))| Told {
            visit,
            seen,
            state: shared.state(vrs, session),
        })
        .collect();
    (world, told)
}
