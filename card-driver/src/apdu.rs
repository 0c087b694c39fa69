//! Command and response APDUs (ISO/IEC 7816-4), and the status words of this card.
