//! The center as a client of VRS.

use line::Role;
use line::client::{Answer, Caller};
use relay_api::vrs::{
    CERTIFICATES_PATH, Certified, Certify, Found, LOOKUPS_PATH, Lookup, Outcome, outcome_path,
};
use relay_api::{PROBLEM_CONTENT_TYPE, Problem, ProblemCode};
use serde::Serialize;

use crate::{SetupError, VrsLinkConfig};

pub(crate) struct VrsLink {
    caller: Caller,
}

impl VrsLink {
    pub(crate) fn new(config: VrsLinkConfig) -> Result<Self, SetupError> {
        let tls = line::client_config(config.identity, &config.roots, Role::Vrs)?;
        Ok(Self {
            caller: Caller::new(&config.url, tls, config.timeouts)?,
        })
    }

    pub(crate) async fn lookup(&self, lookup: &Lookup) -> Result<Found, ProblemCode> {
        let answer = self.post(LOOKUPS_PATH, lookup, &lookup.session_id).await?;
        answer
            .json("application/json")
            .map_err(|_| ProblemCode::VrsUnreachable)
    }

    pub(crate) async fn certify(&self, certify: &Certify) -> Result<Certified, ProblemCode> {
        let answer = self
            .post(CERTIFICATES_PATH, certify, &certify.session_id)
            .await?;
        answer
            .json("application/json")
            .map_err(|_| ProblemCode::VrsUnreachable)
    }

    pub(crate) async fn outcome(
        &self,
        certificate_id: &str,
        outcome: &Outcome,
    ) -> Result<(), ProblemCode> {
        self.post(&outcome_path(certificate_id), outcome, &outcome.session_id)
            .await
            .map(drop)
    }

    async fn post<Q: Serialize>(
        &self,
        path: &str,
        question: &Q,
        session: &str,
    ) -> Result<Answer, ProblemCode> {
        let result = match self.caller.post(path, question).await {
            Ok(answer) if matches!(answer.status(), 200 | 201 | 204) => Ok(answer),
            Ok(answer) => Err(match answer.json::<Problem>(PROBLEM_CONTENT_TYPE) {
                Ok(problem) => passed_on(problem.code),
                Err(_) => ProblemCode::VrsUnreachable,
            }),
            Err(_) => Err(ProblemCode::VrsUnreachable),
        };
        let code = result.as_ref().err().map_or("ok", |code| code.as_str());
        tracing::info!(hop = "center-vrs", code, session, "answered");
        result
    }
}

/// What VRS refuses for the resident's reasons goes on to the kiosk; what it refuses for ours does not.
fn passed_on(code: ProblemCode) -> ProblemCode {
    match code {
        ProblemCode::NotParticipating
        | ProblemCode::Paused
        | ProblemCode::NoRecord
        | ProblemCode::NeedsCheck
        | ProblemCode::OverseasDataMissing => code,
        ProblemCode::BadRequest => ProblemCode::Internal,
        _ => ProblemCode::VrsUnreachable,
    }
}
