//! Two letters in a certificate's subject, three in a seal: whether both mean one country.

/// ISO 3166-1: the two letters of each country, then its three.
const COUNTRIES: &str = "\
    ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA \
    AZAZE BABIH BBBRB BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES \
    BRBRA BSBHS BTBTN BVBVT BWBWA BYBLR BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK \
    CLCHL CMCMR CNCHN COCOL CRCRI CUCUB CVCPV CWCUW CXCXR CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA \
    DODOM DZDZA ECECU EEEST EGEGY EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK FMFSM FOFRO FRFRA \
    GAGAB GBGBR GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS \
    GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ININD \
    IOIOT IQIRQ IRIRN ISISL ITITA JEJEY JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA \
    KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO LBLBN LCLCA LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA \
    LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ \
    MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM NCNCL NENER NFNFK NGNGA NINIC \
    NLNLD NONOR NPNPL NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM \
    PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC \
    SDSDN SESWE SGSGP SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD STSTP SVSLV \
    SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON TRTUR \
    TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR \
    VNVNM VUVUT WFWLF WSWSM YEYEM YTMYT ZAZAF ZMZMB ZWZWE";

/// Whether a certificate's country (`C`, ISO 3166-1 two letters, some authorities write three) is this issuing state
/// of Doc 9303-3, part 5.
///
/// Doc 9303 has codes of its own. Germany's is `D`, perhaps with fillers. Those that ISO does not list begin with
/// their two letters (`UT` and `UTO`, `EU` and `EUE`, `UN` and `UNO`); only Kosovo's do not.
pub(crate) fn is_same(certificate: &str, state: &str) -> bool {
    let certificate = certificate.to_ascii_uppercase();
    let state = match state.trim_end_matches('<') {
        "D" => "DEU",
        state => state,
    };
    let listed = || {
        COUNTRIES
            .split(' ')
            .filter_map(|both| both.split_at_checked(2))
    };
    match listed().find(|(two, _)| *two == certificate) {
        Some((_, three)) => three == state,
        None if certificate.len() == 2 => {
            let of_iso = listed().any(|(_, three)| three == state);
            let kosovo = matches!(certificate.as_str(), "KS" | "XK") && state == "RKS";
            kosovo || (state.starts_with(&certificate) && !of_iso)
        }
        None => certificate == state || (certificate == "D" && state == "DEU"),
    }
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn two_letters_are_the_three_of_the_same_country_only() {
        for (two, three) in [
            ("JP", "JPN"),
            ("jp", "JPN"),
            ("JPN", "JPN"),
            ("DE", "D<<"),
            ("DE", "D"),
            ("D", "D<<"),
            ("DE", "DEU"),
            ("AU", "AUS"),
            ("UT", "UTO"),
            ("UTO", "UTO"),
            ("EU", "EUE"),
            ("UN", "UNO"),
            ("XO", "XOM"),
            ("KS", "RKS"),
        ] {
            assert!(is_same(two, three), "{two} {three}");
        }
        for (two, three) in [
            ("JP", "USA"),
            ("AT", "AUS"),
            ("AU", "AUT"),
            ("DE", "DNK"),
            ("JA", "JAM"),
            ("UK", "UKR"),
            ("", "JPN"),
            ("J", "JPN"),
            ("JAPAN", "JPN"),
        ] {
            assert!(!is_same(two, three), "{two} {three}");
        }
    }
}
