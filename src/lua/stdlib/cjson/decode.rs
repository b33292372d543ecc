//! JSON to values.
//!
//! Arrays and objects nest on a list of open ones, as deep as the setting or native's stack allows, which
//! is counted along; their tables are made when they are complete. Strings without escapes share their
//! bytes with the text.
//!
//! May import what `stdlib/mod.rs` says, and `cjson::token`, `cjson::scan`.
#![expect(clippy::disallowed_macros, reason = "short texts")]

use super::super::super::error::Error;
use super::super::super::heap::LuaHeap;
use super::super::super::limits::MAX_NATIVE_STACK;
use super::super::super::value::Value;
use super::super::super::vm::native::{Args, Arguments, Fuel, JsonSettings, Returned};
use super::super::records::{self, Records};
use super::super::vector::Vector;
use super::scan;
use super::token::{self, Token};

const END_OF_STRING: &str = "unexpected end of string";
const INVALID_ESCAPE: &str = "invalid escape code";
const INVALID_UNICODE: &str = "invalid unicode escape code";

/// Keys that are remembered; a power of two.
const KNOWN_KEYS: usize = 32;

/// An array or an object that is not complete.
#[derive(Clone, Copy)]
struct Open {
    /// Where its values begin on the list of values.
    first: usize,
    /// What native's stack holds when its values are read.
    height: usize,
    is_object: bool,
}

struct Decoder<'a> {
    heap: &'a mut LuaHeap,
    fuel: Fuel<'a>,
    settings: JsonSettings,
    /// Metatable of arrays; nil for none.
    array_mt: Value,
    /// Where the text begins in the region of strings, and its length.
    start: usize,
    len: usize,
    at: usize,
    /// Where the last token stands, or what is wrong with it.
    token_at: usize,
    /// What is wrong with the last string.
    fault: &'static str,
    values: Vector<Value>,
    open: Vector<Open>,
    records: Records,
    /// Keys met before, by a few of their bytes.
    known: [Value; KNOWN_KEYS],
}

/// `(string) -> value`
pub(super) fn decode(args: &mut Args<'_>) -> Result<Returned, Error> {
    if args.count() != 1 {
        return Err(Error::argument(1, "expected 1 argument"));
    }
    let settings = super::settings(args);
    let text = args.check_string(1)?;
    if let [0, _, ..] | [_, 0, ..] = args.bytes(text) {
        return Err(Error::text("JSON parser does not support UTF-16 or UTF-32"));
    }
    let with_array_mt = settings.decode_array_with_array_mt;
    let array_mt =
        if with_array_mt { args.state_ref().json_extensions.array_mt } else { Value::NIL };
    let (heap, fuel) = args.state().heap_and_fuel();
    let (start, len) = heap.strings.place(text).unwrap_or_default();
    let mut decoder = Decoder {
        heap,
        fuel,
        settings,
        array_mt,
        start,
        len,
        at: 0,
        token_at: 0,
        fault: "",
        values: Vector::new(),
        open: Vector::new(),
        records: Records::new(),
        known: [Value::NIL; KNOWN_KEYS],
    };
    let result = decoder.document();
    let Decoder { heap, values, open, records, .. } = decoder;
    values.release(&mut heap.memory);
    open.release(&mut heap.memory);
    records.release(&mut heap.memory);
    args.one(result?)
}

impl Decoder<'_> {
    /// The whole text: one value.
    fn document(&mut self) -> Result<Value, Error> {
        let token = self.next()?;
        let value = self.value(token)?;
        match self.next()? {
            Token::End => Ok(value),
            other => Err(self.unexpected("the end", other)),
        }
    }

    /// Reads the value that begins with a token.
    fn value(&mut self, token: Token) -> Result<Value, Error> {
        let mut token = token;
        loop {
            let mut value = match token {
                Token::Quote => match self.string()? {
                    Some(string) => string,
                    None => return Err(self.unexpected("value", Token::Error(self.fault))),
                },
                Token::Number(n) => Value::number(n),
                Token::True => Value::TRUE,
                Token::False => Value::FALSE,
                Token::Null => Value::NULL,
                Token::ArrayBegin => {
                    self.open(false)?;
                    token = self.next()?;
                    if token != Token::ArrayEnd {
                        continue;
                    }
                    self.close()?
                }
                Token::ObjectBegin => {
                    self.open(true)?;
                    token = self.next()?;
                    if token != Token::ObjectEnd {
                        token = self.key(token)?;
                        continue;
                    }
                    self.close()?
                }
                other => return Err(self.unexpected("value", other)),
            };
            // What is complete may complete what it is in.
            loop {
                let Some(open) = self.open.last() else { return Ok(value) };
                self.values.push(value, &mut self.heap.memory)?;
                token = self.next()?;
                let end = if open.is_object { Token::ObjectEnd } else { Token::ArrayEnd };
                if token == end {
                    value = self.close()?;
                    continue;
                }
                if token != Token::Comma {
                    let object = "comma or object end";
                    let expected = if open.is_object { object } else { "comma or array end" };
                    return Err(self.unexpected(expected, token));
                }
                token = self.next()?;
                if open.is_object {
                    token = self.key(token)?;
                }
                break;
            }
        }
    }

    /// Reads a key, of which the first token is known, and its colon; the token after that.
    fn key(&mut self, token: Token) -> Result<Token, Error> {
        if token != Token::Quote {
            return Err(self.unexpected("object key string", token));
        }
        let Some(key) = self.key_string()? else {
            return Err(self.unexpected("object key string", Token::Error(self.fault)));
        };
        self.values.push(key, &mut self.heap.memory)?;
        match self.next()? {
            Token::Colon => self.next(),
            other => Err(self.unexpected("colon", other)),
        }
    }

    /// Begins an array or an object.
    fn open(&mut self, is_object: bool) -> Result<(), Error> {
        let depth = self.open.len() + 1;
        let most = usize::try_from(self.settings.decode_max_depth).unwrap_or_default();
        // The argument itself.
        let height = self.open.last().map_or(1, |open| open.height);
        // Natively an array's item lies above the table, an object's value above table and key.
        let slots = if is_object { 2 } else { 1 };
        if depth > most || height + slots + 1 > MAX_NATIVE_STACK {
            return Err(Error::text(format!(
                "Found too many nested data structures ({depth}) at character {}",
                self.at
            )));
        }
        let open = Open { first: self.values.len(), height: height + slots, is_object };
        Ok(self.open.push(open, &mut self.heap.memory)?)
    }

    /// Makes the table of the innermost array or object.
    fn close(&mut self) -> Result<Value, Error> {
        let Some(Open { first, is_object, .. }) = self.open.pop() else {
            return Err(Error::bug("an end of JSON without a beginning"));
        };
        let values = self.values.above(first);
        self.fuel.spend(values.len())?;
        let table = if is_object {
            self.records.make(values, self.heap, |units| self.fuel.spend(units))?
        } else {
            let table = records::make_list(values, self.heap)?;
            if self.array_mt.is_table() {
                self.heap.set_metatable(table, self.array_mt)?;
            }
            table
        };
        self.values.truncate(first);
        Ok(table)
    }

    #[cold]
    fn unexpected(&mut self, expected: &str, token: Token) -> Error {
        let token = match token {
            // A string that is wrong in itself is reported as that.
            Token::Quote => match self.string() {
                Ok(Some(_)) => token,
                Ok(None) => Token::Error(self.fault),
                Err(error) => return error,
            },
            _ => token,
        };
        let (found, at) = (token.name(), self.token_at + 1);
        Error::text(format!("Expected {expected} but found {found} at character {at}"))
    }

    /// The next token.
    #[inline]
    fn next(&mut self) -> Result<Token, Error> {
        let text = self.heap.strings.region(self.start, self.len);
        let text = text.get(self.at..).unwrap_or_default();
        let space = token::white_space(text);
        let text = text.get(space..).unwrap_or_default();
        let (token, len) = token::token(text, self.settings.decode_invalid_numbers);
        self.token_at = self.at + space;
        self.at = self.token_at + len;
        self.fuel.spend(1 + ((space + len) >> 4))?;
        Ok(token)
    }

    /// The text from the current place on.
    #[inline]
    fn rest(&self) -> &[u8] {
        let text = self.heap.strings.region(self.start, self.len);
        text.get(self.at..).unwrap_or_default()
    }

    /// The length of the string that begins here, if it has no escapes.
    #[inline]
    fn plain_string(&mut self) -> Result<Option<usize>, Error> {
        let rest = self.rest();
        let len = scan::quote_or_end(rest);
        let plain = rest.get(len) == Some(&b'"');
        self.fuel.spend(len >> 6)?;
        Ok(plain.then_some(len))
    }

    /// Reads a string, whose quote has been read; `None` if something is wrong with it.
    fn string(&mut self) -> Result<Option<Value>, Error> {
        let Some(len) = self.plain_string()? else { return self.escaped_string() };
        let LuaHeap { strings, memory, .. } = &mut *self.heap;
        let string = strings.share(self.start + self.at, len, memory)?;
        self.at += len + 1;
        Ok(Some(string))
    }

    /// As [`Decoder::string`], for a key: the same ones come again and again.
    fn key_string(&mut self) -> Result<Option<Value>, Error> {
        let Some(len) = self.plain_string()? else { return self.escaped_string() };
        let start = self.start + self.at;
        let LuaHeap { strings, memory, .. } = &mut *self.heap;
        let text = strings.region(start, len);
        let byte = |at: usize| text.get(at).copied().map_or(0, usize::from);
        let place = (len ^ byte(0) << 1 ^ byte(len.wrapping_sub(1)) << 2) % KNOWN_KEYS;
        let known = self.known.get(place).copied().unwrap_or_default();
        let key = if strings.get(known) == Some(text) {
            known
        } else {
            let key = strings.share(start, len, memory)?;
            if let Some(slot) = self.known.get_mut(place) {
                *slot = key;
            }
            key
        };
        self.at += len + 1;
        Ok(Some(key))
    }

    /// Reads a string with escapes.
    #[inline(never)]
    fn escaped_string(&mut self) -> Result<Option<Value>, Error> {
        let built = self.heap.strings.begin();
        let outcome = self.unescape();
        let LuaHeap { strings, memory, .. } = &mut *self.heap;
        if matches!(outcome, Ok(None)) {
            return Ok(Some(strings.finish(built, memory)?));
        }
        strings.abandon(built, memory);
        self.fault = outcome?.unwrap_or_default();
        self.token_at = self.at;
        Ok(None)
    }

    /// Appends what a string stands for to the one being built, up to and with the closing quote; what is
    /// wrong at the current place, if something is.
    fn unescape(&mut self) -> Result<Option<&'static str>, Error> {
        loop {
            let rest = self.rest();
            let run = scan::quote_or_end(rest);
            let code = rest.get(run + 1).copied();
            let end = rest.get(run).copied();
            let LuaHeap { strings, memory, .. } = &mut *self.heap;
            strings.push_region(self.start + self.at, run, memory)?;
            self.at += run;
            self.fuel.spend(1 + (run >> 6))?;
            match end {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(None);
                }
                Some(b'\\') => {}
                _ => return Ok(Some(END_OF_STRING)),
            }
            let byte = match code {
                Some(byte @ (b'"' | b'\\' | b'/')) => byte,
                Some(b'b') => 0x08,
                Some(b't') => b'\t',
                Some(b'n') => b'\n',
                Some(b'f') => 0x0C,
                Some(b'r') => b'\r',
                Some(b'u') => {
                    let Some((character, len)) = unicode_escape(self.rest()) else {
                        return Ok(Some(INVALID_UNICODE));
                    };
                    let mut buffer = [0; 4];
                    let bytes = character.encode_utf8(&mut buffer).as_bytes();
                    let LuaHeap { strings, memory, .. } = &mut *self.heap;
                    strings.push(bytes, memory)?;
                    self.at += len;
                    continue;
                }
                _ => return Ok(Some(INVALID_ESCAPE)),
            };
            let LuaHeap { strings, memory, .. } = &mut *self.heap;
            strings.push(&[byte], memory)?;
            self.at += 2;
        }
    }
}

/// The character that an escape of four hexadecimal digits, or two of them, stand for at the start of
/// `text`, and their length.
fn unicode_escape(text: &[u8]) -> Option<(char, usize)> {
    let unit = hex4(text.get(2..)?)?;
    if unit & 0xF800 != 0xD800 {
        return Some((char::from_u32(unit)?, 6));
    }
    if unit & 0x400 != 0 || !text.get(6..)?.starts_with(b"\\u") {
        return None;
    }
    let low = hex4(text.get(8..)?)?;
    if low & 0xFC00 != 0xDC00 {
        return None;
    }
    let character = ((unit & 0x3FF) << 10 | low & 0x3FF) + 0x10000;
    Some((char::from_u32(character)?, 12))
}

fn hex4(text: &[u8]) -> Option<u32> {
    let digits: &[u8; 4] = text.first_chunk()?;
    digits.iter().try_fold(0, |n, &digit| Some(n << 4 | char::from(digit).to_digit(16)?))
}
