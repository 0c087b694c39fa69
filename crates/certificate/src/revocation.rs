use std::fmt;

use time::Date;
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::ParsedExtension;
use x509_parser::prelude::FromDer;
use x509_parser::revocation_list::CertificateRevocationList;

use crate::{Authority, ChainError, TrustError, signature, x509};

/// A country's list of revoked certificates (RFC 5280, 5; Doc 9303-12, 7.1.4). Nothing of it is believed until it is
/// held against the authorities that are pinned.
#[derive(Clone)]
pub struct RevocationList {
    der: Vec<u8>,
}

impl RevocationList {
    /// Reads one list as DER, or one or more as PEM.
    ///
    /// # Errors
    /// [`TrustError::RevocationList`].
    pub fn all_from_der_or_pem(bytes: &[u8]) -> Result<Vec<Self>, TrustError> {
        let all = x509::der_of(bytes, "X509 CRL").ok_or(TrustError::RevocationList)?;
        let list = |der: Vec<u8>| {
            let list = Self { der };
            let right = list.parsed().is_some();
            right.then_some(list).ok_or(TrustError::RevocationList)
        };
        all.into_iter().map(list).collect()
    }

    fn parsed(&self) -> Option<CertificateRevocationList<'_>> {
        match CertificateRevocationList::from_der(&self.der) {
            Ok(([], list)) if x509::unsigned_part_is_strict(&self.der) => Some(list),
            _ => None,
        }
    }
}

impl fmt::Debug for RevocationList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RevocationList")
    }
}

/// Whether the lists of the signer's authority leave its certificate standing on this day. An authority that renewed
/// its key signs its lists with the new one, so any pinned key of its name will do.
pub(crate) fn check(
    signer: &X509Certificate<'_>,
    lists: &[RevocationList],
    pinned: &[Authority],
    today: Date,
) -> Result<(), ChainError> {
    let mut found = Err(ChainError::RevocationMissing);
    for list in lists.iter().filter_map(RevocationList::parsed) {
        if list.issuer().as_raw() != signer.issuer().as_raw() {
            continue;
        }
        check_list(&list, pinned)?;
        let mut revoked = list.iter_revoked_certificates();
        if revoked.any(|entry| entry.raw_serial() == signer.raw_serial()) {
            return Err(ChainError::Revoked);
        }
        let begun = list.last_update().to_datetime().date() <= today;
        let next = list.next_update().map(|next| next.to_datetime().date());
        let current = begun && next.is_none_or(|next| today <= next);
        match (current, found) {
            (true, _) => found = Ok(()),
            (false, Ok(())) => {}
            (false, Err(_)) => found = Err(ChainError::RevocationStale),
        }
    }
    found
}

fn check_list(
    list: &CertificateRevocationList<'_>,
    pinned: &[Authority],
) -> Result<(), ChainError> {
    let signed_by = |authority: &Authority| {
        let Ok(authority) = authority.certificate() else {
            return false;
        };
        let usage = authority.key_usage().ok().flatten();
        authority.subject().as_raw() == list.issuer().as_raw()
            && usage.is_none_or(|usage| usage.value.crl_sign())
            && signature::verify_signed(
                authority.public_key(),
                &list.signature_algorithm,
                list.tbs_cert_list.as_ref(),
                &list.signature_value.data,
            )
            .is_ok()
    };
    if !pinned.iter().any(signed_by) {
        return Err(ChainError::RevocationSignature);
    }
    // A list of changes only, or of some certificates only, says so in a critical extension.
    let entries = list.iter_revoked_certificates();
    let of_entries = entries.flat_map(|entry| entry.extensions());
    let understood = |parsed: &ParsedExtension<'_>| {
        matches!(
            parsed,
            ParsedExtension::AuthorityKeyIdentifier(_)
                | ParsedExtension::CRLNumber(_)
                | ParsedExtension::ReasonCode(_)
                | ParsedExtension::InvalidityDate(_)
        )
    };
    let mut extensions = list.extensions().iter().chain(of_entries);
    if extensions.all(|it| !it.critical || understood(it.parsed_extension())) {
        Ok(())
    } else {
        Err(ChainError::RevocationExtension)
    }
}
