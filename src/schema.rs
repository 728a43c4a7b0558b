//! Floor 3: schemas of front matters. A [`Schema`] is a YAML file in a subset of the spelling of JSON
//! Schema (2020-12) with `x-` keywords of its own, described in `rules/schemas/README.md`;
//! [`validate`] lists what a front matter has against it, each fault at its place.
//!
//! Values are compared as they are written, quotes taken off: `ms.date: 2016-10-23` is a string, not a
//! date. An unknown keyword in a schema is an error with its place, never ignored.

use std::{collections::BTreeMap, sync::OnceLock};

use regex::Regex;
use serde::{Deserialize, Deserializer, de};

use crate::{
    ast::{
        Entry, FrontMatter, FrontMatterKind, Scalar, ScalarStyle, Value, ValueKind, YamlProblemKind,
    },
    record::{Keyed, Probe, nearest, record, words},
    text::Span,
};

words! {
    /// Types of values, as JSON Schema names them.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub enum Type {
        /// A scalar that is written; a number or a date is one too, since values are compared as text.
        String = "string",
        /// `true` or `false`, in any case.
        Boolean = "boolean",
        /// Digits with an optional sign.
        Integer = "integer",
        /// An integer, or a decimal fraction.
        Number = "number",
        /// A sequence.
        Array = "array",
        /// A mapping.
        Object = "object",
        /// Nothing, `~` or `null`.
        Null = "null",
    }
}

words! {
    /// Shapes of strings.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub enum Format {
        /// A real day as YYYY-MM-DD (RFC 3339 `full-date`, as in JSON Schema).
        Date = "date",
        /// A real day as YYYY-MM-DD, with or without a time of day after `T` or a space.
        DateTime = "date-time",
        /// A real day as M/D/YYYY, with or without leading zeros.
        MonthDayYear = "month-day-year",
        /// A real day as MM/DD/YYYY.
        MonthDayYearPadded = "month-day-year-padded",
        /// A locale as language and region: `nl-NL`.
        Locale = "locale",
        /// Digits in quotes, so that YAML does not take them for a number.
        QuotedDigits = "quoted-digits",
    }
}

words! {
    /// What a translation owes when its source has the key.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub enum Inherit {
        /// It has the key too.
        Required = "required",
        /// It may have it.
        Optional = "optional",
        /// It does without: the key belongs to the source alone.
        Never = "never",
    }
}

/// A regular expression in the syntax of the `regex` crate; it matches anywhere unless anchored.
#[derive(Debug)]
enum Pattern {
    /// `^[0-9a-f]{40}$`: so many hexadecimal digits, as hashes have, which are told without an engine.
    Digits(u8),
    /// Any other.
    Other(Regex),
}

impl Pattern {
    /// The number of digits, of an expression of that kind.
    fn digits(written: &str) -> Option<u8> {
        let count = written.strip_prefix("^[0-9a-f]{")?.strip_suffix("}$")?;
        // What is written otherwise (`{040}`, `{+40}`) is left to the engine.
        count.parse().ok().filter(|number: &u8| number.to_string() == count)
    }

    fn is_match(&self, text: &str) -> bool {
        match self {
            Pattern::Digits(count) => {
                text.len() == usize::from(*count)
                    && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
            }
            Pattern::Other(pattern) => pattern.is_match(text),
        }
    }

    /// As it is written.
    fn written(&self) -> String {
        match self {
            Pattern::Digits(count) => format!("^[0-9a-f]{{{count}}}$"),
            Pattern::Other(pattern) => pattern.as_str().to_string(),
        }
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Pattern, D::Error> {
        let written = String::deserialize(from)?;
        if let Some(count) = Pattern::digits(&written) {
            return Ok(Pattern::Digits(count));
        }
        Regex::new(&written).map(Pattern::Other).map_err(|error| {
            // The crate's message draws the place over several lines; its last line says what it is.
            let message = error.to_string();
            de::Error::custom(format!(
                "`{written}` is no regular expression: {}",
                message.lines().last().unwrap_or_default().trim_start_matches("error: ")
            ))
        })
    }
}

/// One type or several.
#[derive(Default, Debug)]
struct Types(Vec<Type>);

impl<'de> Deserialize<'de> for Types {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Types, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Types;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a type or a list of types")
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<Types, E> {
                Type::deserialize(de::value::StrDeserializer::new(word)).map(|one| Types(vec![one]))
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, items: A) -> Result<Types, A::Error> {
                Vec::deserialize(de::value::SeqAccessDeserializer::new(items)).map(Types)
            }
        }
        from.deserialize_any(Visitor)
    }
}

record! {
    /// What a schema says of one value.
    #[derive(Debug)]
    pub struct Property {
        /// What the key is for, for people and editors.
        pub description: Option<String> = "description", default None;
        types: Types = "type", default Types::default();
        allowed: Option<Vec<String>> = "enum", default None;
        usual: Vec<String> = "x-usual-values", default Vec::new();
        pattern: Option<Pattern> = "pattern", default None;
        format: Option<Format> = "format", default None;
        min_length: usize = "minLength", default 0;
        max_length: Option<usize> = "maxLength", default None;
        items: Option<Box<Property>> = "items", default None;
        properties: BTreeMap<String, Property> = "properties", default BTreeMap::new();
        deprecated: bool = "deprecated", default false;
        replaced_by: Option<String> = "x-replaced-by", default None;
        near_misses: Vec<String> = "x-near-misses", default Vec::new();
        /// Whether a translator translates it.
        pub translatable: bool = "x-translatable", default false;
        /// Whether it must say what the source says.
        pub must_match_source: bool = "x-must-match-source", default false;
        /// What a translation owes when its source has the key.
        pub inherit: Inherit = "x-inherit", default Inherit::Required;
    }
}

record! {
    /// Keys that belong together.
    #[derive(Debug)]
    struct Group {
        keys: Vec<String> = "keys";
        all_or_none: bool = "all-or-none", default false;
    }
}

record! {
    /// A schema of front matters; see `rules/schemas/README.md` for its keywords.
    #[derive(Debug)]
    pub struct Schema {
        /// A name for people.
        pub title: String = "title";
        /// What it is for.
        pub description: Option<String> = "description", default None;
        extends: Option<String> = "x-extends", default None;
        #[expect(dead_code, reason = "said for editors; a front matter is always a mapping")]
        types: Types = "type", default Types::default();
        required: Vec<String> = "required", default Vec::new();
        expected: Vec<String> = "x-expected", default Vec::new();
        either: Vec<Vec<String>> = "x-either", default Vec::new();
        groups: BTreeMap<String, Group> = "x-groups", default BTreeMap::new();
        open: bool = "additionalProperties", default true;
        properties: Keyed<Property> = "properties";
    }
}

words! {
    /// Kinds of faults.
    #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
    pub enum SchemaFaultKind {
        /// A required key is not there, or one of a group that stands as a whole.
        MissingKey = "missing-key",
        /// An expected key is not there.
        ExpectedKey = "expected-key",
        /// A value is of another type.
        WrongType = "wrong-type",
        /// A value is none of those allowed, or a usual one in another letter case.
        NotAllowed = "not-allowed",
        /// A value does not have the shape the schema asks for.
        BadPattern = "bad-pattern",
        /// A value is no date of the shape the schema asks for, or no real day.
        BadDate = "bad-date",
        /// A required or expected key has no value.
        Empty = "empty",
        /// A text is longer than the schema allows.
        TooLong = "too-long",
        /// A text is shorter than the schema allows.
        TooShort = "too-short",
        /// A key that the schema does not know and that is close to one it knows.
        UnknownKeyNear = "unknown-key-near",
        /// A key that the schema does not know, where it allows no others.
        UnknownKey = "unknown-key",
        /// A key that is no longer used.
        Deprecated = "deprecated",
    }
}

/// Something a front matter has against a schema.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SchemaFault {
    /// Bytes of the article's text: the value; the key, where it is at fault; the opening fence line for
    /// a key that is not there.
    pub span: Span,
    /// What it is.
    pub kind: SchemaFaultKind,
    /// The key it is about, nested ones joined with `.`.
    pub key: String,
    /// In words, lower case, without a full stop.
    pub message: String,
    /// What to write in place of `span`, where that is known.
    pub suggestion: Option<String>,
    /// The group of keys that `key` belongs to (`localization`), for rules that speak of one group.
    pub group: Option<String>,
}

impl Schema {
    /// Reads a schema; the error names the place and what is unknown there.
    ///
    /// # Errors
    /// The text is no YAML, holds an unknown keyword, type or format, a pattern that is no regular
    /// expression, or extends a schema that is not shipped.
    pub fn parse(yaml: &str) -> Result<Schema, serde_yaml::Error> {
        let mut schema: Schema = serde_yaml::from_str(yaml)?;
        let Some(base) = schema.extends.take() else { return Ok(schema) };
        let Some(&(_, text)) = FILES.iter().find(|&&(name, _)| name == base) else {
            let names: Vec<_> = names().collect();
            return Err(de::Error::custom(crate::record::unknown("schema", &base, &names)));
        };
        // One step is enough: a shipped schema that is extended does not extend another itself.
        let base: Schema = serde_yaml::from_str(text)?;
        // The schema's own win over those of its base.
        let mut properties = BTreeMap::from(base.properties);
        properties.append(&mut schema.properties.into());
        schema.properties = properties.into();
        for (name, group) in base.groups {
            schema.groups.entry(name).or_insert(group);
        }
        for key in base.required {
            if !schema.required.contains(&key) {
                schema.required.push(key);
            }
        }
        for key in base.expected {
            if !schema.required.contains(&key) && !schema.expected.contains(&key) {
                schema.expected.push(key);
            }
        }
        schema.either.extend(base.either);
        Ok(schema)
    }

    /// What it says of a key: exactly as written, else letter case aside.
    pub fn property(&self, key: &str) -> Option<&Property> {
        self.property_of(key, Probe::of(key))
    }

    fn property_of(&self, key: &str, probe: Probe<'_>) -> Option<&Property> {
        self.properties.get_probe(probe).or_else(|| self.properties.get_in_any_case(key))
    }

    /// Whether it requires a key.
    pub fn requires(&self, key: &str) -> bool {
        self.required.iter().any(|known| known == key)
    }

    /// The keys it knows, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.properties.iter().map(|(key, _)| key)
    }

    /// The keys of a group, in order; none for an unknown group.
    pub fn group(&self, name: &str) -> &[String] {
        self.groups.get(name).map_or(&[], |group| &group.keys)
    }

    fn group_of(&self, key: &str) -> Option<String> {
        self.groups
            .iter()
            .find(|(_, group)| group.keys.iter().any(|known| known == key))
            .map(|(name, _)| name.clone())
    }
}

/// What `front_matter` has against `schema`, in order of place; `text` is the article's text. Nothing
/// for TOML and for YAML that could not be read: there one fault is enough, and it is not the schema's.
pub fn validate(schema: &Schema, front_matter: &FrontMatter, text: &str) -> Vec<SchemaFault> {
    let unreadable = |kind| matches!(kind, YamlProblemKind::Invalid | YamlProblemKind::NotAMapping);
    if front_matter.kind != FrontMatterKind::Yaml
        || front_matter.problems.iter().any(|problem| unreadable(problem.kind))
    {
        return Vec::new();
    }
    let mut check = Check { schema, text, faults: Vec::new() };
    let entries = front_matter.entries.iter();
    let keys: Vec<Probe<'_>> = entries.map(|entry| Probe::of(entry.key.meaning(text))).collect();
    check.absent(front_matter, &keys);
    for (entry, probe) in front_matter.entries.iter().zip(&keys) {
        let key = entry.key.meaning(text);
        match schema.property_of(key, *probe) {
            Some(property) => check.known(key, entry, property),
            None => check.unknown(key, entry, front_matter),
        }
    }
    let mut faults = check.faults;
    for fault in &mut faults {
        let top = schema.groups.values().any(|group| group.keys.contains(&fault.key));
        fault.group = if top { schema.group_of(&fault.key) } else { None };
    }
    faults.sort_by_key(|fault| fault.span);
    faults
}

struct Check<'c> {
    schema: &'c Schema,
    text: &'c str,
    faults: Vec<SchemaFault>,
}

impl Check<'_> {
    fn fault(&mut self, span: Span, kind: SchemaFaultKind, key: &str, message: String) {
        self.suggest(span, kind, key, message, None);
    }

    fn suggest(
        &mut self,
        span: Span,
        kind: SchemaFaultKind,
        key: &str,
        message: String,
        suggestion: Option<String>,
    ) {
        self.faults.push(SchemaFault {
            span,
            kind,
            key: key.to_string(),
            message,
            suggestion,
            group: None,
        });
    }

    /// Required and expected keys, alternatives, and groups that stand as a whole; `keys` are those that
    /// are there.
    fn absent(&mut self, front_matter: &FrontMatter, keys: &[Probe<'_>]) {
        let fence = front_matter.span.start as usize..front_matter.body.start as usize;
        let fence = self.text.get(fence.clone()).map_or(Span::at(fence.start), |line| {
            Span::new(fence.start, fence.start + line.trim_end().len())
        });
        let schema = self.schema;
        let has = |key: &str| keys.contains(&Probe::of(key));
        let mut absent = Vec::new();
        for key in &schema.required {
            if !has(key) {
                let message = format!("required key `{key}` is missing");
                absent.push((SchemaFaultKind::MissingKey, key.clone(), message));
            }
        }
        for key in &schema.expected {
            if !has(key) {
                let message = format!("key `{key}` is missing");
                absent.push((SchemaFaultKind::ExpectedKey, key.clone(), message));
            }
        }
        for keys in &schema.either {
            if let Some(first) = keys.first()
                && !keys.iter().any(|key| has(key))
            {
                let message = format!("one of the keys `{}` is required", keys.join("`, `"));
                absent.push((SchemaFaultKind::MissingKey, first.clone(), message));
            }
        }
        for group in schema.groups.values().filter(|group| group.all_or_none) {
            let Some(present) = group.keys.iter().find(|key| has(key)) else { continue };
            for key in group.keys.iter().filter(|key| !has(key)) {
                let message = format!("key `{key}` is missing, though `{present}` is there");
                absent.push((SchemaFaultKind::MissingKey, key.clone(), message));
            }
        }
        for (kind, key, message) in absent {
            self.fault(fence, kind, &key, message);
        }
    }

    fn unknown(&mut self, key: &str, entry: &Entry, front_matter: &FrontMatter) {
        let schema = self.schema;
        let declared = schema
            .properties
            .iter()
            .find(|(_, property)| property.near_misses.iter().any(|miss| miss == key))
            .map(|(known, _)| known);
        // Short words are a letter or two away from each other by chance.
        let near = declared.or_else(|| {
            let known: Vec<_> = schema.keys().filter(|known| known.len() >= 5).collect();
            (key.len() >= 5).then(|| nearest(key, &known)).flatten()
        });
        // A neighbour that stands in the article too is another key, not the one meant.
        let near = near.filter(|near| front_matter.get(self.text, near).is_none());
        match near {
            Some(near) => self.suggest(
                entry.key.span,
                SchemaFaultKind::UnknownKeyNear,
                key,
                format!("unknown key `{key}`; did you mean `{near}`?"),
                Some(near.to_string()),
            ),
            None if !schema.open => self.fault(
                entry.key.span,
                SchemaFaultKind::UnknownKey,
                key,
                format!("unknown key `{key}`"),
            ),
            None => {}
        }
    }

    fn known(&mut self, key: &str, entry: &Entry, property: &Property) {
        if property.deprecated {
            let message = match &property.replaced_by {
                Some(new) => format!("key `{key}` is no longer used; `{new}` has replaced it"),
                None => format!("key `{key}` is no longer used"),
            };
            let new = property.replaced_by.clone();
            self.suggest(entry.key.span, SchemaFaultKind::Deprecated, key, message, new);
        }
        if is_blank(&entry.value, self.text) {
            // An optional key without a value says no more than one that is not there.
            let lists = [&self.schema.required, &self.schema.expected];
            let grouped = self.schema.group_of(key).is_some();
            if grouped || lists.iter().any(|list| list.iter().any(|known| known == key)) {
                let span =
                    if entry.value.span.is_empty() { entry.key.span } else { entry.value.span };
                self.fault(span, SchemaFaultKind::Empty, key, format!("key `{key}` has no value"));
            }
            return;
        }
        self.value(key, &entry.value, property);
    }

    fn value(&mut self, key: &str, value: &Value, property: &Property) {
        // What an alias stands for is not looked up.
        if matches!(value.kind, ValueKind::Alias) {
            return;
        }
        let types = &property.types.0;
        if !types.is_empty() && !types.iter().any(|&one| is_of(value, one, self.text)) {
            let names: Vec<_> = types.iter().map(|&one| name_of(one)).collect();
            let message = format!("`{key}` must be {}", names.join(" or "));
            self.fault(value.span, SchemaFaultKind::WrongType, key, message);
            return;
        }
        match &value.kind {
            ValueKind::Scalar(scalar) => self.scalar(key, value.span, scalar, property),
            ValueKind::List(list) => {
                // A property that allows a word or a list of words says the same of each.
                let items = property.items.as_deref();
                for item in list {
                    if let Some(items) = items {
                        self.value(key, item, items);
                    }
                }
            }
            ValueKind::Map(entries) => {
                for entry in entries {
                    let name = entry.key.meaning(self.text);
                    if let Some(nested) = property.properties.get(name)
                        && !is_blank(&entry.value, self.text)
                    {
                        self.value(&format!("{key}.{name}"), &entry.value, nested);
                    }
                }
            }
            ValueKind::Alias => {}
        }
    }

    fn scalar(&mut self, key: &str, span: Span, scalar: &Scalar, property: &Property) {
        let text = self.text;
        let said = scalar.meaning(text);
        let listed = property.allowed.as_ref().unwrap_or(&property.usual);
        if !listed.is_empty() && !listed.iter().any(|word| word == said) {
            let same = listed.iter().find(|word| word.to_lowercase() == said.to_lowercase());
            let message = match (same, &property.allowed) {
                (Some(word), _) => format!("`{key}` is written `{word}`, not `{said}`"),
                (None, Some(allowed)) => {
                    format!("`{key}` must be one of {}, not `{said}`", allowed.join(", "))
                }
                (None, None) => String::new(),
            };
            if !message.is_empty() {
                let word = same.map(|word| requote(word, scalar));
                self.suggest(span, SchemaFaultKind::NotAllowed, key, message, word);
                return;
            }
        }
        if let Some(format) = property.format
            && let Some((kind, wanted)) = misshapen(said, scalar.style, format)
        {
            let suggestion = (format == Format::QuotedDigits
                && scalar.style == ScalarStyle::Plain
                && is_digits(said))
            .then(|| format!("\"{said}\""));
            let message = format!("`{key}` must be {wanted}, not `{}`", scalar.span.of_text(text));
            self.suggest(span, kind, key, message, suggestion);
            return;
        }
        if let Some(pattern) = &property.pattern
            && !pattern.is_match(said)
        {
            let message = match &property.description {
                Some(description) => format!("`{key}` does not look like {description}: `{said}`"),
                None => format!("`{key}` does not match `{}`: `{said}`", pattern.written()),
            };
            self.fault(span, SchemaFaultKind::BadPattern, key, message);
            return;
        }
        // No text is wider than it has bytes: what is two columns wide takes three bytes or more.
        let fits = property.max_length.is_none_or(|limit| said.len() <= limit);
        if fits && property.min_length == 0 {
            return;
        }
        let width = width(said);
        if let Some(limit) = property.max_length
            && width > limit
        {
            let message = format!("`{key}` is {width} characters wide, more than {limit}");
            self.fault(span, SchemaFaultKind::TooLong, key, message);
        } else if width < property.min_length {
            let message =
                format!("`{key}` is {width} characters wide, less than {}", property.min_length);
            self.fault(span, SchemaFaultKind::TooShort, key, message);
        }
    }
}

/// Whether a value says nothing: not written, quotes without text, `~`, `null`, or a list of such.
fn is_blank(value: &Value, text: &str) -> bool {
    match &value.kind {
        ValueKind::Scalar(scalar) => says_nothing(scalar, text),
        ValueKind::List(list) => list.iter().all(|item| match &item.kind {
            ValueKind::Scalar(scalar) => says_nothing(scalar, text),
            _ => false,
        }),
        ValueKind::Map(entries) => entries.is_empty(),
        ValueKind::Alias => false,
    }
}

fn says_nothing(scalar: &Scalar, text: &str) -> bool {
    let said = scalar.meaning(text);
    // Nothing is trimmed where it shows at both ends.
    let said = match said.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => said,
        _ => said.trim(),
    };
    said.is_empty()
        || scalar.style == ScalarStyle::Plain && matches!(said, "~" | "null" | "Null" | "NULL")
}

fn is_of(value: &Value, one: Type, text: &str) -> bool {
    match &value.kind {
        ValueKind::List(_) => one == Type::Array,
        ValueKind::Map(_) => one == Type::Object,
        ValueKind::Alias => true,
        ValueKind::Scalar(scalar) => {
            let said = scalar.meaning(text);
            match one {
                Type::String => true,
                Type::Boolean => {
                    said.eq_ignore_ascii_case("true") || said.eq_ignore_ascii_case("false")
                }
                Type::Integer => is_digits(said.trim_start_matches(['-', '+'])),
                Type::Number => said.parse::<f64>().is_ok_and(f64::is_finite),
                Type::Null => says_nothing(scalar, text),
                Type::Array | Type::Object => false,
            }
        }
    }
}

fn name_of(one: Type) -> &'static str {
    match one {
        Type::String => "a text",
        Type::Boolean => "true or false",
        Type::Integer => "a whole number",
        Type::Number => "a number",
        Type::Array => "a list",
        Type::Object => "a mapping",
        Type::Null => "empty",
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// `word` in the quotes of `scalar`; without any for block scalars.
fn requote(word: &str, scalar: &Scalar) -> String {
    match scalar.style {
        ScalarStyle::SingleQuoted => format!("'{word}'"),
        ScalarStyle::DoubleQuoted => format!("\"{word}\""),
        _ => word.to_string(),
    }
}

/// What is wrong with the shape of `said`, and the shape that is wanted.
fn misshapen(
    said: &str,
    style: ScalarStyle,
    format: Format,
) -> Option<(SchemaFaultKind, &'static str)> {
    use SchemaFaultKind::{BadDate, BadPattern};
    match format {
        Format::Date => (!is_year_first(said)).then_some((BadDate, "a real day as YYYY-MM-DD")),
        Format::DateTime => {
            let day = said.get(..10).unwrap_or(said);
            let rest = said.get(10..).unwrap_or_default();
            let clock = rest.strip_prefix(['T', 't', ' ']).map(str::trim_start);
            let fits = is_year_first(day)
                && (rest.is_empty()
                    || clock.is_some_and(|clock| {
                        clock.as_bytes().first().is_some_and(u8::is_ascii_digit)
                    }));
            (!fits).then_some((BadDate, "a real day as YYYY-MM-DD, with or without a time"))
        }
        Format::MonthDayYear => {
            (!is_month_first(said, 1)).then_some((BadDate, "a real day as MM/DD/YYYY"))
        }
        Format::MonthDayYearPadded => {
            (!is_month_first(said, 2)).then_some((BadDate, "a real day as MM/DD/YYYY"))
        }
        Format::Locale => {
            let fits = crate::locale::Locale::normalize(said)
                .is_some_and(|locale| locale.region().is_some() && !said.contains('_'));
            (!fits).then_some((BadPattern, "a locale such as nl-NL"))
        }
        Format::QuotedDigits => {
            let quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
            (!quoted || !is_digits(said)).then_some((BadPattern, "digits in quotes"))
        }
    }
}

fn is_month_first(said: &str, least: usize) -> bool {
    let mut parts = said.split('/');
    let (Some(month), Some(day), Some(year), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let sized = |part: &str| (least..=2).contains(&part.len());
    sized(month) && sized(day) && is_day(year, month, day)
}

fn is_year_first(said: &str) -> bool {
    let mut parts = said.split('-');
    let (Some(year), Some(month), Some(day), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    month.len() == 2 && day.len() == 2 && is_day(year, month, day)
}

/// Whether the Gregorian calendar has the day; the year has four digits.
fn is_day(year: &str, month: &str, day: &str) -> bool {
    let number = |part: &str| is_digits(part).then(|| part.parse::<u32>().ok()).flatten();
    let (Some(year_number), Some(month), Some(day)) = (number(year), number(month), number(day))
    else {
        return false;
    };
    let leap = year_number % 4 == 0 && (year_number % 100 != 0 || year_number % 400 == 0);
    let last = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    year.len() == 4 && (1..=last).contains(&day)
}

/// Characters, those of Chinese, Japanese and Korean counted twice: they are as wide as two, and say
/// as much, so one limit serves every script.
fn width(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

macro_rules! schema_files {
    ($($name:literal)*) => {
        const FILES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../rules/schemas/", $name, ".yaml")))),*];
        static READ: [OnceLock<Option<Schema>>; FILES.len()] =
            [const { OnceLock::new() }; FILES.len()];
    };
}

schema_files! { "docusaurus" "hugo" "mdn" "microsoft-learn" "microsoft-learn-strict" "starlight" }

/// The names of the shipped schemas, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|&(name, _)| name)
}

/// A shipped schema, read when first asked for; `None` for a name that is none of [`names`].
pub fn shipped(name: &str) -> Option<&'static Schema> {
    let index = FILES.iter().position(|&(known, _)| known == name)?;
    let (_, text) = FILES.get(index)?;
    // A test reads every file and fails where one has a fault.
    READ.get(index)?.get_or_init(|| Schema::parse(text).ok()).as_ref()
}

/// The shipped schema that a front matter is written to, where it shows: `microsoft-learn` where a key
/// of localization stands (`ms.contentlocale` alone is written by others too), or two keys begin with
/// `ms.`. `text` is the article's text.
pub fn guess(front_matter: &FrontMatter, text: &str) -> Option<&'static Schema> {
    let keys = front_matter.entries.iter().map(|entry| entry.key.meaning(text));
    let mut own = keys.filter(|key| key.starts_with("ms."));
    let localized = [
        "ms.openlocfilehash",
        "ms.sourcegitcommit",
        "ms.translationtype",
        "ms.lasthandoff",
        "ms.locfileid",
    ];
    // Two are enough, or one that localization adds.
    let learn = own.next().is_some_and(|key| own.next().is_some() || localized.contains(&key));
    learn.then(|| shipped("microsoft-learn")).flatten()
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;
    use crate::grammar::front_matter;

    fn own(properties: &str) -> Schema {
        Schema::parse(&format!("title: T\n{properties}")).unwrap()
    }

    /// One line a fault: kind, key, text at fault, suggestion.
    fn faults(schema: &Schema, body: &str) -> Vec<String> {
        let text = format!("---\n{body}---\n\n# Text\n");
        let front_matter = front_matter::parse(&text).unwrap();
        validate(schema, &front_matter, &text)
            .into_iter()
            .map(|fault| {
                let at = fault.span.of_text(&text).trim_end().to_string();
                let suggestion = fault.suggestion.map_or(String::new(), |new| format!(" -> {new}"));
                format!("{} {} {at}{suggestion}", fault.kind.word(), fault.key)
            })
            .collect()
    }

    #[test]
    fn shipped_schemas_are_read() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/rules/schemas");
        let mut on_disk: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .filter_map(|entry| entry.unwrap().file_name().into_string().ok())
            .filter_map(|name| name.strip_suffix(".yaml").map(str::to_string))
            .collect();
        on_disk.sort();
        assert_eq!(
            on_disk,
            names().collect::<Vec<_>>(),
            "the list in this file and the folder differ"
        );
        for &(name, text) in FILES {
            if let Err(error) = Schema::parse(text) {
                panic!("{name}: {error}");
            }
            let schema = shipped(name).unwrap();
            let named = schema.required.iter().chain(&schema.expected);
            let grouped = schema.groups.values().flat_map(|group| &group.keys);
            for key in named.chain(schema.either.iter().flatten()).chain(grouped) {
                assert!(schema.properties.get(key).is_some(), "{name}: nothing is said of `{key}`");
            }
            for (key, property) in schema.properties.iter() {
                assert!(
                    !(property.translatable && property.must_match_source),
                    "{name}: `{key}` is translated and must match"
                );
            }
        }
        assert!(shipped("nothing").is_none());
    }

    #[test]
    fn mistakes_in_a_schema_are_told_with_their_place() {
        let error = |yaml: &str| Schema::parse(yaml).unwrap_err().to_string();
        let unknown = error("title: T\nproperties:\n  a: { type: string, maxlength: 3 }\n");
        assert!(unknown.contains("did you mean `maxLength`?"), "{unknown}");
        assert!(unknown.contains("line 3"), "{unknown}");
        let pattern = error("title: T\nproperties:\n  a: { pattern: '(' }\n");
        assert!(pattern.contains("`(` is no regular expression: unclosed group"), "{pattern}");
        assert!(
            error("title: T\nproperties: { a: { type: text } }\n").contains("unknown word `text`")
        );
        let base = error("title: T\nx-extends: microsoft-lern\nproperties: {}\n");
        assert!(base.contains("did you mean `microsoft-learn`?"), "{base}");
        assert!(error("title: T\n").contains("key `properties` is missing"));
    }

    #[test]
    fn absent_keys() {
        let schema = own(
            "required: [title]\nx-expected: [author]\nx-either: [[team, owner]]\nproperties: {}\n",
        );
        assert_eq!(
            faults(&schema, "weight: 3\n"),
            ["missing-key title ---", "expected-key author ---", "missing-key team ---"]
        );
        assert!(faults(&schema, "title: a\nauthor: b\nowner: c\n").is_empty());
    }

    #[test]
    fn groups_stand_as_a_whole() {
        let schema =
            own("x-groups: { hashes: { keys: [one, two], all-or-none: true } }\nproperties: {}\n");
        assert!(faults(&schema, "other: 1\n").is_empty());
        assert_eq!(faults(&schema, "two: 2\n"), ["missing-key one ---"]);
        let text = "---\ntwo: 2\n---\n";
        let front_matter = front_matter::parse(text).unwrap();
        let group = validate(&schema, &front_matter, text).into_iter().next().unwrap().group;
        assert_eq!(group.as_deref(), Some("hashes"));
    }

    #[test]
    fn types() {
        let schema = own(
            "properties:\n  flag: { type: boolean }\n  place: { type: integer }\n  list: { type: array }\n  \
             either: { type: [string, array], items: { enum: [a, b] } }\n  part: { type: number }\n",
        );
        assert_eq!(
            faults(&schema, "flag: waar\nplace: 3.5\nlist: [a]\neither: [a, c]\npart: -0.5\n"),
            ["wrong-type flag waar", "wrong-type place 3.5", "not-allowed either c"]
        );
        assert!(faults(&schema, "flag: True\nplace: '-3'\nlist: []\neither: b\n").is_empty());
        assert_eq!(faults(&schema, "list: a\n"), ["wrong-type list a"]);
    }

    #[test]
    fn allowed_values_count_letter_case() {
        let schema =
            own("properties:\n  kind: { enum: [MT, HT] }\n  topic: { x-usual-values: [how-to] }\n");
        assert_eq!(
            faults(&schema, "kind: mt\ntopic: 'How-To'\n"),
            ["not-allowed kind mt -> MT", "not-allowed topic 'How-To' -> 'how-to'"]
        );
        assert_eq!(faults(&schema, "kind: AI\ntopic: recipe\n"), ["not-allowed kind AI"]);
    }

    #[test]
    fn dates_are_real_days() {
        let schema = own(
            "properties:\n  us: { format: month-day-year }\n  padded: { format: month-day-year-padded }\n  \
             iso: { format: date }\n  time: { format: date-time }\n",
        );
        for right in [
            "us: 2/29/2020",
            "us: 02/09/2021",
            "us: '12/31/1999'",
            "padded: 02/09/2021",
            "iso: 2020-02-29",
            "time: 2020-02-29",
            "time: 2020-02-29T10:00:00Z",
            "time: 2020-02-29 10:00:00 +02:00",
        ] {
            assert!(faults(&schema, &format!("{right}\n")).is_empty(), "{right}");
        }
        for wrong in [
            "us: 2/29/2021",
            "us: 13/1/2021",
            "us: 2021-02-09",
            "us: 2/9/21",
            "us: 0/9/2021",
            "us: 2/9/2021/1",
            "us: '٢/٩/٢٠٢١'",
            "padded: 2/9/2021",
            "iso: 1900-02-29",
            "iso: 2020-2-9",
            "time: 2020-02-30T10:00:00Z",
            "time: 2020-02-28x",
            "time: yesterday",
        ] {
            let found = faults(&schema, &format!("{wrong}\n"));
            assert_eq!(found.len(), 1, "{wrong}");
            assert!(found.iter().all(|fault| fault.starts_with("bad-date")), "{found:?}");
        }
    }

    #[test]
    fn patterns_lengths_and_nested_keys() {
        let schema = own(
            "properties:\n  hash: { pattern: '^[0-9a-f]{4}$', description: four digits }\n  \
             name: { minLength: 3, maxLength: 6 }\n  deep: { properties: { in: { type: integer } } }\n",
        );
        assert_eq!(
            faults(&schema, "hash: abcg\nname: seven letters\ndeep:\n  in: x\n  out: y\n"),
            ["bad-pattern hash abcg", "too-long name seven letters", "wrong-type deep.in x"]
        );
        assert_eq!(faults(&schema, "name: ab\n"), ["too-short name ab"]);
        assert_eq!(
            faults(&schema, "name: 日本語訳\n"),
            ["too-long name 日本語訳"],
            "eight columns"
        );
        assert!(faults(&schema, "name: 日本語\nhash: 00af\n").is_empty());
    }

    #[test]
    fn digits_are_told_as_the_engine_tells_them() {
        for written in ["^[0-9a-f]{4}$", "^[0-9a-f]{0}$", "^[0-9a-f]{255}$"] {
            let count = Pattern::digits(written).unwrap();
            let (digits, engine) = (Pattern::Digits(count), Regex::new(written).unwrap());
            assert_eq!(digits.written(), written);
            let long = "a".repeat(255);
            for text in
                ["", "0", "09af", "09aF", "09ag", "/09a", ":09a", "`09a", "09af\n", "٠١٢٣", &long]
            {
                assert_eq!(digits.is_match(text), engine.is_match(text), "{written}: {text}");
            }
        }
        for other in
            ["^[0-9a-f]{04}$", "^[0-9a-f]{+4}$", "^[0-9a-f]{256}$", "[0-9a-f]{4}$", "^[0-9a-f]{4}"]
        {
            assert_eq!(Pattern::digits(other), None, "{other}");
        }
    }

    #[test]
    fn unknown_keys_are_told_near_known_ones() {
        let schema = own(
            "properties:\n  ms.collection: {}\n  tags: {}\n  label: { x-near-misses: [lbl] }\n",
        );
        assert_eq!(
            faults(&schema, "mms.collection: a\ntag: b\nlbl: c\nanything: d\nTags: e\n"),
            [
                "unknown-key-near mms.collection mms.collection -> ms.collection",
                "unknown-key-near lbl lbl -> label"
            ],
            "short words are close by chance; letter case is another matter"
        );
        assert!(
            faults(&schema, "ms.collection: a\nms.collections: b\n").is_empty(),
            "both stand: it is another key"
        );
        let closed = own("additionalProperties: false\nproperties: { a: {} }\n");
        assert_eq!(faults(&closed, "a: 1\nmore: 2\n"), ["unknown-key more more"]);
    }

    #[test]
    fn empty_values_count_where_the_key_is_owed() {
        let schema = own(
            "required: [title]\nx-expected: [author]\nproperties:\n  title: { type: string }\n  author: {}\n  \
             flag: { type: boolean }\n",
        );
        assert_eq!(
            faults(&schema, "title: ''\nauthor:\nflag:\n"),
            ["empty title ''", "empty author author"]
        );
    }

    #[test]
    fn what_yaml_cannot_read_is_no_fault_of_the_schema() {
        let schema = own("required: [title]\nproperties: {}\n");
        assert!(faults(&schema, "a: [b\n").is_empty());
        assert!(!faults(&schema, "a: b\n").is_empty());
    }

    const LOCALIZED: &str = "title: Een postvak delen\ndescription: Zo deelt u een postvak.\nauthor: kim\n\
        ms.author: kimw\nms.topic: how-to\nms.date: 3/7/2024\nms.openlocfilehash: \
        0123456789abcdef0123456789abcdef01234567\nms.sourcegitcommit: \
        89abcdef0123456789abcdef0123456789abcdef\nms.translationtype: HT\nms.contentlocale: nl-NL\n\
        ms.lasthandoff: 03/09/2024\nms.locfileid: \"12345678\"\n";

    #[test]
    fn microsoft_learn() {
        let learn = shipped("microsoft-learn").unwrap();
        assert_eq!(faults(learn, LOCALIZED), [""; 0]);
        for (from, to, expected) in [
            ("HT\n", "ht\n", "not-allowed ms.translationtype ht -> HT"),
            ("\"12345678\"", "12345678", "bad-pattern ms.locfileid 12345678 -> \"12345678\""),
            ("03/09/2024", "3/9/2024", "bad-date ms.lasthandoff 3/9/2024"),
            ("3/7/2024", "2024-03-07", "bad-date ms.date 2024-03-07"),
            ("nl-NL", "Dutch", "bad-pattern ms.contentlocale Dutch"),
            ("ms.contentlocale: nl-NL\n", "", "missing-key ms.contentlocale ---"),
            ("how-to", "How-To", "not-allowed ms.topic How-To -> how-to"),
            ("ms.author:", "ms.autor:", "unknown-key-near ms.autor ms.autor -> ms.author"),
            ("title: Een postvak delen\n", "", "missing-key title ---"),
            ("ms.date: 3/7/2024", "ms.date: ''", ""),
        ] {
            let changed = LOCALIZED.replace(from, to);
            assert_ne!(changed, LOCALIZED, "{from}");
            let found = faults(learn, &changed);
            assert_eq!(
                found.iter().any(|fault| fault == expected),
                !expected.is_empty(),
                "{found:?}"
            );
        }
        let strict = shipped("microsoft-learn-strict").unwrap();
        assert_eq!(
            faults(strict, LOCALIZED),
            ["missing-key ms.service ---", "too-short description Zo deelt u een postvak."]
        );
    }

    #[test]
    fn the_schema_shows_in_the_keys() {
        let guessed = |body: &str| {
            let text = format!("---\n{body}---\n");
            guess(&front_matter::parse(&text).unwrap(), &text).map(|schema| schema.title.clone())
        };
        assert_eq!(guessed(LOCALIZED).as_deref(), Some("Microsoft Learn"));
        assert_eq!(
            guessed("title: a\nms.date: 1/1/2024\nms.topic: x\n").as_deref(),
            Some("Microsoft Learn")
        );
        assert_eq!(guessed("title: a\nweight: 3\n"), None);
    }

    fn articles(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                articles(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "md" || ending == "mdx")
                && let Ok(text) = fs::read_to_string(&path)
            {
                found.push(text);
            }
        }
    }

    #[test]
    fn microsoft_learn_is_quiet_over_published_articles() {
        let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
        let root = std::env::var_os("LOCLINT_CORPUS").map_or(beside, Into::into).join("sxs");
        let mut texts = Vec::new();
        articles(&root, &mut texts);
        if texts.is_empty() {
            println!("skipped: no corpus");
            return;
        }
        let schema = shipped("microsoft-learn").unwrap();
        let (mut read, mut blamed) = (0, 0);
        for text in &texts {
            let Some(front_matter) = front_matter::parse(text) else { continue };
            read += 1;
            let found = validate(schema, &front_matter, text);
            // What the localization pipeline writes is right throughout.
            assert!(found.iter().all(|fault| fault.group.is_none()), "{found:?}");
            let informs = |kind| {
                use SchemaFaultKind::{ExpectedKey, TooLong, UnknownKeyNear};
                matches!(kind, ExpectedKey | TooLong | UnknownKeyNear)
            };
            blamed += usize::from(found.iter().any(|fault| !informs(fault.kind)));
        }
        assert!(read > 0 && blamed * 100 <= read, "{blamed} of {read} articles are blamed");
    }
}
