use std::fmt;

use card_driver::secret::PersonalText;
use time::Date;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::{FieldError, Preview};

/// 証明書ID: 1 to 12 ASCII letters and digits, so that it can be the UVCI of a VDS-NC.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct CertificateId(String);

impl CertificateId {
    /// Reads an ID.
    ///
    /// # Errors
    /// [`FieldError::CertificateId`].
    pub fn new(text: &str) -> Result<Self, FieldError> {
        let right_length = (1..=12).contains(&text.len());
        if right_length && text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(FieldError::CertificateId)
        }
    }

    /// The ID as printed.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for CertificateId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CertificateId")
    }
}

/// What a [`Certificate`] is made of.
pub struct CertificateFields {
    /// All printed fields that the preview has too.
    pub printed: Preview,
    /// 証明書ID.
    pub id: CertificateId,
    /// 証明書発行年月日.
    pub issue_date: Date,
    /// The SMART Health Card: a compact JWS.
    pub shc: PersonalText,
    /// The VDS-NC: JSON text, where the kind has one.
    pub vds_nc: Option<PersonalText>,
}

impl fmt::Debug for CertificateFields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CertificateFields")
    }
}

/// A certificate as the center sent it, its fields within their bounds. Nothing is believed of it
/// until it is a [`MatchedCertificate`](crate::MatchedCertificate).
pub struct Certificate {
    fields: CertificateFields,
}

impl Certificate {
    /// The longest SMART Health Card: what one symbol of version 22, level L takes.
    pub const MAX_SHC: usize = 1195;
    /// The longest VDS-NC in bytes: what one symbol of version 40, level L takes in byte mode.
    pub const MAX_VDS_NC: usize = 2953;

    /// Checks the bounds of the codes.
    ///
    /// # Errors
    /// [`FieldError::ShcLength`] or [`FieldError::VdsNcLength`].
    pub fn new(fields: CertificateFields) -> Result<Self, FieldError> {
        if !(1..=Self::MAX_SHC).contains(&fields.shc.expose().len()) {
            return Err(FieldError::ShcLength);
        }
        if let Some(vds_nc) = &fields.vds_nc
            && !(1..=Self::MAX_VDS_NC).contains(&vds_nc.expose().len())
        {
            return Err(FieldError::VdsNcLength);
        }
        Ok(Self { fields })
    }

    /// All printed fields that the preview has too.
    #[must_use]
    pub const fn printed(&self) -> &Preview {
        &self.fields.printed
    }

    /// 証明書ID.
    #[must_use]
    pub const fn id(&self) -> &CertificateId {
        &self.fields.id
    }

    /// 証明書発行年月日.
    #[must_use]
    pub const fn issue_date(&self) -> Date {
        self.fields.issue_date
    }

    /// The SMART Health Card: a compact JWS. [`shc::to_qr_text`](crate::shc::to_qr_text) makes the
    /// text of its QR code.
    #[must_use]
    pub const fn shc(&self) -> &PersonalText {
        &self.fields.shc
    }

    /// The VDS-NC: JSON text, the very text of its QR code.
    #[must_use]
    pub const fn vds_nc(&self) -> Option<&PersonalText> {
        self.fields.vds_nc.as_ref()
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Certificate")
    }
}
