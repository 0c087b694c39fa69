// SPDX-License-Identifier: GPL-3.0-only
//! Every sentence a resident reads, in every language: Fluent files built into the program.
//!
//! A message that is missing in the chosen language falls back to Japanese; a message that is missing
//! there too shows its key, which a test forbids.

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use guidance::Tongue;
use unic_langid::{LanguageIdentifier, langid};

/// The Fluent files of a language as one source.
macro_rules! source {
    ($tag:literal) => {
        source!($tag: "before", "ear", "faults", "help", "modes", "screens", "stops", "voice")
    };
    ($tag:literal: $($file:literal),+) => {
        concat!($(include_str!(concat!("../../assets/text/", $tag, "/", $file, ".ftl")), "\n"),+)
    };
}

/// A language of the screens: those in which the ministry's vaccination line answered, and the next most read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// 日本語, the first language of the product.
    Japanese,
    /// English.
    English,
    /// 简体中文.
    SimplifiedChinese,
    /// 繁體中文.
    TraditionalChinese,
    /// 한국어.
    Korean,
    /// Português.
    Portuguese,
    /// Español.
    Spanish,
    /// Tiếng Việt.
    Vietnamese,
    /// ภาษาไทย.
    Thai,
    /// Filipino.
    Filipino,
}

impl Language {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Language; 10] = [
        Language::Japanese,
        Language::English,
        Language::SimplifiedChinese,
        Language::TraditionalChinese,
        Language::Korean,
        Language::Portuguese,
        Language::Spanish,
        Language::Vietnamese,
        Language::Thai,
        Language::Filipino,
    ];

    /// The BCP 47 tag, as the center's texts use it.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Language::Japanese => "ja",
            Language::English => "en",
            Language::SimplifiedChinese => "zh-Hans",
            Language::TraditionalChinese => "zh-Hant",
            Language::Korean => "ko",
            Language::Portuguese => "pt",
            Language::Spanish => "es",
            Language::Vietnamese => "vi",
            Language::Thai => "th",
            Language::Filipino => "fil",
        }
    }

    /// The font family of the screens in this language. One Han character has several national shapes, and a reader
    /// of one of them stumbles over another's.
    #[must_use]
    pub const fn font_family(self) -> &'static str {
        match self {
            Language::Japanese | Language::English => "Noto Sans CJK JP",
            Language::SimplifiedChinese => "Noto Sans CJK SC",
            Language::TraditionalChinese => "Noto Sans CJK TC",
            Language::Korean => "Noto Sans CJK KR",
            Language::Thai => "Noto Sans Thai",
            Language::Portuguese
            | Language::Spanish
            | Language::Vietnamese
            | Language::Filipino => "Noto Sans",
        }
    }

    /// Whether a space stands between two words of it.
    #[must_use]
    pub const fn parts_words_by_spaces(self) -> bool {
        !matches!(
            self,
            Language::Japanese
                | Language::SimplifiedChinese
                | Language::TraditionalChinese
                | Language::Thai
        )
    }

    fn identifier(self) -> LanguageIdentifier {
        match self {
            Language::Japanese => langid!("ja"),
            Language::English => langid!("en"),
            Language::SimplifiedChinese => langid!("zh-Hans"),
            Language::TraditionalChinese => langid!("zh-Hant"),
            Language::Korean => langid!("ko"),
            Language::Portuguese => langid!("pt"),
            Language::Spanish => langid!("es"),
            Language::Vietnamese => langid!("vi"),
            Language::Thai => langid!("th"),
            Language::Filipino => langid!("fil"),
        }
    }

    /// The Fluent source of this language.
    #[must_use]
    pub const fn source(self) -> &'static str {
        match self {
            Language::Japanese => source!("ja"),
            Language::English => source!("en"),
            Language::SimplifiedChinese => source!("zh-Hans"),
            Language::TraditionalChinese => source!("zh-Hant"),
            Language::Korean => source!("ko"),
            Language::Portuguese => source!("pt"),
            Language::Spanish => source!("es"),
            Language::Vietnamese => source!("vi"),
            Language::Thai => source!("th"),
            Language::Filipino => source!("fil"),
        }
    }

    /// The language in which somebody who reads this one is spoken to.
    #[must_use]
    pub const fn tongue(self) -> Tongue {
        match self {
            Language::Japanese => Tongue::Japanese,
            _ => Tongue::English,
        }
    }

    /// What the center's texts are shown in to somebody who reads this language: this one, then English for those
    /// who are not at home here, then Japanese.
    #[must_use]
    pub const fn fallbacks(self) -> [Language; 3] {
        match self {
            Language::Japanese => [self, Language::Japanese, Language::Japanese],
            _ => [self, Language::English, Language::Japanese],
        }
    }
}

/// The sentences of one language, to be read or to be said.
pub struct Texts {
    language: Language,
    spoken: bool,
    bundle: FluentBundle<FluentResource>,
    fallback: Option<FluentBundle<FluentResource>>,
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Texts").field(&self.language).finish()
    }
}

fn bundle(language: Language, source: &str) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![language.identifier()]);
    // The isolating marks are for mixed directions; our fonts would draw them as boxes.
    bundle.set_use_isolating(false);
    // A broken line costs only its own message; the test `texts` finds it.
    let resource = match FluentResource::try_new(source.to_owned()) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    bundle.add_resource_overriding(resource);
    bundle
}

impl Texts {
    /// The sentences of `language`.
    #[must_use]
    pub fn new(language: Language) -> Texts {
        Texts {
            language,
            spoken: false,
            bundle: bundle(language, language.source()),
            fallback: (language != Language::Japanese)
                .then(|| bundle(Language::Japanese, Language::Japanese.source())),
        }
    }

    /// The sentences of the staff screen, which residents never see.
    #[must_use]
    pub fn staff(language: Language) -> Texts {
        let source = |language| match language {
            Language::Japanese => include_str!("../../assets/staff/ja.ftl"),
            _ => include_str!("../../assets/staff/en.ftl"),
        };
        Texts {
            language,
            spoken: false,
            bundle: bundle(language, source(language)),
            fallback: None,
        }
    }

    /// What the same sentences sound like: messages are scripts of [`guidance`], and so must their arguments be.
    #[must_use]
    pub fn spoken(tongue: Tongue) -> Texts {
        let language = match tongue {
            Tongue::Japanese => Language::Japanese,
            Tongue::English => Language::English,
        };
        Texts {
            language,
            spoken: true,
            bundle: bundle(language, tongue.scripts()),
            fallback: None,
        }
    }

    /// Whether these are scripts, to be said.
    #[must_use]
    pub const fn are_spoken(&self) -> bool {
        self.spoken
    }

    /// The language of these sentences.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The message `key` without arguments.
    #[must_use]
    pub fn get(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The message `key`, or nothing where no language has it.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<String> {
        self.format(key, &[])
    }

    /// The message `key` with its arguments.
    #[must_use]
    pub fn with(&self, key: &str, arguments: &[(&str, String)]) -> String {
        self.format(key, arguments)
            .unwrap_or_else(|| key.to_owned())
    }

    fn format(&self, key: &str, arguments: &[(&str, String)]) -> Option<String> {
        std::iter::once(&self.bundle)
            .chain(&self.fallback)
            .find_map(|bundle| {
                let pattern = bundle.get_message(key)?.value()?;
                let mut fluent = FluentArgs::new();
                for (name, value) in arguments {
                    fluent.set((*name).to_owned(), value.clone());
                }
                let mut errors = Vec::new();
                Some(
                    bundle
                        .format_pattern(pattern, Some(&fluent), &mut errors)
                        .into_owned(),
                )
            })
    }
}
