//! Bytes to tokens with lines (manual §2.1).
//!
//! A port of `llex.c`: the same tokens, the same line counts, the same words in errors and the same
//! text after `near`. Names and strings become [`Symbol`]s, so that the parser compares numbers.
//!
//! May import `error`, `limits`, `number` and the compiler's own `byte_class`, `diagnostic`, `room`,
//! `symbols`.
#![expect(clippy::disallowed_methods, clippy::disallowed_macros, reason = "short texts")]

use super::super::number;
use super::byte_class::{
    IN_NAMES, IN_NUMERALS, SPECIAL_IN_STRINGS, Start, has_class, run_having, run_without,
};
use super::diagnostic::{CompileError, Diagnostic, Failed};
use super::room::Room;
use super::symbols::{Symbol, Symbols, packed, packed_at};

macro_rules! tokens {
    ($($variant:ident $text:literal),* ; $($word:ident $spelling:literal),*) => {
        /// What a token is.
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub(super) enum Token {
            /// A single character that stands for itself.
            Char(u8),
            /// A name.
            Name(Symbol),
            /// A string.
            String(Symbol),
            /// A number.
            Number(f64),
            $(#[doc = concat!("`", $text, "`")] $variant,)*
            $(#[doc = concat!("The reserved word `", $spelling, "`.")] $word,)*
        }

        impl Token {
            /// How the token is named in messages, unless it is spelled out.
            fn fixed_text(self) -> Option<&'static str> {
                match self {
                    $(Token::$variant => Some($text),)*
                    $(Token::$word => Some($spelling),)*
                    _ => None,
                }
            }
        }

        /// The reserved words, packed, each where [`word_slot`] puts it.
        static RESERVED: [(u64, Token); 1 << SLOT_BITS] = {
            let mut slots = [(0, Token::Eos); 1 << SLOT_BITS];
            $(
                let word = packed($spelling.as_bytes());
                assert!(slots[word_slot(word)].0 == 0, "each has a slot of its own");
                slots[word_slot(word)] = (word, Token::$word);
            )*
            slots
        };
    };
}

tokens! {
    Concat "..", Dots "...", Eq "==", Ge ">=", Le "<=", Ne "~=", Eos "<eof>";
    And "and", Break "break", Do "do", Else "else", Elseif "elseif", End "end", False "false",
    For "for", Function "function", If "if", In "in", Local "local", Nil "nil", Not "not", Or "or",
    Repeat "repeat", Return "return", Then "then", True "true", Until "until", While "while"
}

/// Reserved words have 2^this slots.
const SLOT_BITS: u32 = 5;

/// The slot of a packed word: by the top bits of its product with a number found by trying.
const fn word_slot(word: u64) -> usize {
    (word.wrapping_mul(0x6BC1_1D22_282A_0B9B) >> (u64::BITS - SLOT_BITS)) as usize
}

/// The reserved word of this spelling.
#[inline]
fn reserved_word(word: u64) -> Option<Token> {
    let (known, token) = RESERVED[word_slot(word)];
    (known == word).then_some(token)
}

/// Digits of a number that is read as it is scanned: it is exact.
const FEW_DIGITS: usize = 14;

/// The text of the last name, number or string, for `near`.
#[derive(Clone, Copy)]
enum Spelled {
    /// Bytes of the source.
    Source(usize, usize),
    /// What the buffer holds.
    Buffer,
}

/// Bytes between two turns of others; tokens longer than that are read in one go.
const REST_EVERY: usize = 64 << 10;

/// Reads tokens.
pub(super) struct Lexer<'s> {
    source: &'s [u8],
    /// The source up to where others have their next turn.
    window: &'s [u8],
    at: usize,
    /// Text of the string being read, delimiters included, escapes resolved.
    buffer: Vec<u8>,
    spelled: Spelled,
    /// Line of the last byte read.
    pub(super) line: u32,
    /// Line of the last token consumed.
    pub(super) last_line: u32,
    /// The token the parser looks at.
    pub(super) token: Token,
    ahead: Option<Token>,
    /// Why reading failed, once it has.
    pub(super) failure: Option<Diagnostic>,
    pub(super) symbols: Symbols<'s>,
    room: Room,
}

impl<'s> Lexer<'s> {
    /// Reads `source`; the first token is not read yet.
    pub(super) fn new(source: &'s [u8], room: &Room) -> Self {
        Lexer {
            source,
            window: source.get(..REST_EVERY).unwrap_or(source),
            at: 0,
            buffer: Vec::new(),
            spelled: Spelled::Buffer,
            line: 1,
            last_line: 1,
            token: Token::Eos,
            ahead: None,
            failure: None,
            symbols: Symbols::new(room.clone()),
            room: room.clone(),
        }
    }

    fn current(&self) -> Option<u8> {
        self.source.get(self.at).copied()
    }

    fn save_and_next(&mut self) {
        if let Some(byte) = self.current() {
            self.room.push(&mut self.buffer, byte);
            self.at += 1;
        }
    }

    /// Saves and skips the current byte if it is in `set` or NUL: `strchr` finds the terminator of
    /// its set too.
    fn check_next(&mut self, set: &[u8]) -> bool {
        match self.current() {
            Some(byte) if byte == 0 || set.contains(&byte) => {
                self.at += 1;
                true
            }
            _ => false,
        }
    }

    /// Consumes the current token and reads the next.
    ///
    /// # Errors
    /// What the lexer has to say about the text.
    pub(super) fn next(&mut self) -> Result<(), Failed> {
        self.last_line = self.line;
        match self.ahead.take() {
            None => self.read(),
            Some(token) => {
                self.token = token;
                Ok(())
            }
        }
    }

    /// The token after the current one.
    ///
    /// # Errors
    /// As [`Lexer::next`].
    pub(super) fn look_ahead(&mut self) -> Result<Token, Failed> {
        let current = self.token;
        self.read()?;
        let token = std::mem::replace(&mut self.token, current);
        self.ahead = Some(token);
        Ok(token)
    }

    /// An error near the current token.
    #[cold]
    pub(super) fn syntax_error(&mut self, message: impl Into<Vec<u8>>) -> Failed {
        self.error_near(message, self.token)
    }

    /// An error that names the current line and no token.
    #[cold]
    pub(super) fn error_at_line(&mut self, message: impl Into<Vec<u8>>) -> Failed {
        self.error(message, None)
    }

    #[cold]
    fn error_near(&mut self, message: impl Into<Vec<u8>>, token: Token) -> Failed {
        let near = match token {
            // A NUL is token 0, which stands for "no token".
            Token::Char(0) => None,
            Token::Name(_) | Token::String(_) | Token::Number(_) => {
                Some(self.room.copy(self.spelling()))
            }
            other => Some(token_text(other).into()),
        };
        self.error(message, near)
    }

    fn error(&mut self, message: impl Into<Vec<u8>>, near: Option<Box<[u8]>>) -> Failed {
        if self.room.check().is_err() {
            return self.fail(Diagnostic::OutOfMemory);
        }
        let error = CompileError { line: self.line, message: message.into(), near };
        self.fail(Diagnostic::Syntax(Box::new(error)))
    }

    /// Notes why reading failed.
    #[cold]
    pub(super) fn fail(&mut self, why: Diagnostic) -> Failed {
        self.failure = Some(why);
        Failed
    }

    #[cold]
    fn error_in_string(&mut self, message: &str) -> Failed {
        let near = self.room.copy(&self.buffer);
        self.error(message, Some(near))
    }

    fn spelling(&self) -> &[u8] {
        match self.spelled {
            Spelled::Source(start, end) => self.source.get(start..end).unwrap_or_default(),
            Spelled::Buffer => &self.buffer,
        }
    }

    /// Skips `\n`, `\r`, `\n\r` or `\r\n`.
    fn new_line(&mut self) -> Result<(), Failed> {
        let first = self.current();
        self.at += 1;
        if let Some(byte @ (b'\n' | b'\r')) = self.current()
            && Some(byte) != first
        {
            self.at += 1;
        }
        self.line += 1;
        if self.line >= i32::MAX as u32 {
            return Err(self.syntax_error("chunk has too many lines"));
        }
        Ok(())
    }

    /// `=`, `<`, `>` or `~`, alone or with a second `=`.
    fn operator(&mut self, first: u8) -> Token {
        self.at += 1;
        if self.current() != Some(b'=') {
            return Token::Char(first);
        }
        self.at += 1;
        match first {
            b'=' => Token::Eq,
            b'<' => Token::Le,
            b'>' => Token::Ge,
            _ => Token::Ne,
        }
    }

    /// Is there more beyond the window? Lets others have their turn then.
    #[cold]
    #[inline(never)]
    fn move_window(&mut self) -> bool {
        if self.at >= self.source.len() {
            return false;
        }
        self.room.rest();
        self.window = self.source.get(..self.at + REST_EVERY).unwrap_or(self.source);
        true
    }

    /// Reads the next token and makes it the current one.
    fn read(&mut self) -> Result<(), Failed> {
        loop {
            let Some(&byte) = self.window.get(self.at) else {
                if self.move_window() {
                    continue;
                }
                self.token = Token::Eos;
                return Ok(());
            };
            match Start::of(byte) {
                Start::Blank => self.at += 1,
                Start::Name => {
                    self.token = self.name();
                    return Ok(());
                }
                Start::Character => {
                    self.at += 1;
                    self.token = Token::Char(byte);
                    return Ok(());
                }
                Start::Digit => return self.numeral(),
                Start::Quote => return self.string(byte),
                Start::NewLine => self.new_line()?,
                Start::Dash => {
                    self.at += 1;
                    if self.current() != Some(b'-') {
                        self.token = Token::Char(b'-');
                        return Ok(());
                    }
                    self.at += 1;
                    self.comment()?;
                }
                Start::Bracket => return self.bracket(),
                Start::Dot => return self.dots(),
                Start::Operator => {
                    self.token = self.operator(byte);
                    return Ok(());
                }
            }
        }
    }

    /// A bracket alone or a long string.
    #[inline(never)]
    fn bracket(&mut self) -> Result<(), Failed> {
        self.buffer.clear();
        match self.skip_separator() {
            Separator::Level(level) => self.long_string(level),
            Separator::Single => {
                self.token = Token::Char(b'[');
                Ok(())
            }
            Separator::Unfinished => Err(self.error_in_string("invalid long string delimiter")),
        }
    }

    /// Dots or a number that begins with one.
    fn dots(&mut self) -> Result<(), Failed> {
        let start = self.at;
        self.at += 1;
        self.token = if self.check_next(b".") {
            if self.check_next(b".") { Token::Dots } else { Token::Concat }
        } else if self.current().is_some_and(|byte| byte.is_ascii_digit()) {
            return self.long_numeral(start);
        } else {
            Token::Char(b'.')
        };
        Ok(())
    }

    #[inline(never)]
    fn comment(&mut self) -> Result<(), Failed> {
        if self.current() == Some(b'[') {
            self.buffer.clear();
            if let Separator::Level(level) = self.skip_separator() {
                return self.long_bracket(level, true);
            }
        }
        let rest = self.source.get(self.at..).unwrap_or_default();
        self.at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        Ok(())
    }

    /// Reads `[==[` or `]==]` but for the last bracket.
    fn skip_separator(&mut self) -> Separator {
        let bracket = self.current();
        self.save_and_next();
        let mut level = 0;
        while self.current() == Some(b'=') {
            self.save_and_next();
            level += 1;
        }
        if self.current() == bracket {
            Separator::Level(level)
        } else if level == 0 {
            Separator::Single
        } else {
            Separator::Unfinished
        }
    }

    fn long_string(&mut self, level: usize) -> Result<(), Failed> {
        self.long_bracket(level, false)?;
        // Without room the buffer is shorter than its brackets.
        let end = self.buffer.len().saturating_sub(level + 2);
        let text = self.buffer.get(level + 2..end).unwrap_or_default();
        self.token = Token::String(self.symbols.intern_copy(text));
        self.spelled = Spelled::Buffer;
        Ok(())
    }

    fn long_bracket(&mut self, level: usize, comment: bool) -> Result<(), Failed> {
        self.save_and_next();
        if matches!(self.current(), Some(b'\n' | b'\r')) {
            self.new_line()?;
        }
        loop {
            match self.current() {
                None => {
                    let what = if comment { "comment" } else { "string" };
                    return Err(self.error_near(format!("unfinished long {what}"), Token::Eos));
                }
                Some(b']') => {
                    if self.skip_separator() == Separator::Level(level) {
                        self.save_and_next();
                        return Ok(());
                    }
                }
                Some(b'\n' | b'\r') => {
                    self.room.push(&mut self.buffer, b'\n');
                    self.new_line()?;
                    if comment {
                        self.buffer.clear();
                    }
                }
                Some(_) => {
                    let rest = self.source.get(self.at..).unwrap_or_default();
                    let run = memchr::memchr3(b']', b'\n', b'\r', rest).unwrap_or(rest.len());
                    if !comment {
                        self.room.extend(&mut self.buffer, rest.get(..run).unwrap_or_default());
                    }
                    self.at += run;
                }
            }
        }
    }

    /// A string that stands in the source as it is, else what [`Lexer::escaped_string`] makes of it.
    #[inline(never)]
    fn string(&mut self, delimiter: u8) -> Result<(), Failed> {
        let start = self.at + 1;
        let text = self.source.get(start..).unwrap_or_default();
        let mut len = 0;
        loop {
            len += run_without(text.get(len..).unwrap_or_default(), SPECIAL_IN_STRINGS);
            match text.get(len) {
                Some(&byte) if byte == delimiter => break,
                Some(b'"' | b'\'') => len += 1,
                _ => return self.escaped_string(delimiter),
            }
        }
        self.at = start + len + 1;
        self.spelled = Spelled::Source(start - 1, self.at);
        self.token = Token::String(self.symbols.intern_at(self.source, start, len));
        Ok(())
    }

    #[inline(never)]
    fn escaped_string(&mut self, delimiter: u8) -> Result<(), Failed> {
        self.buffer.clear();
        self.save_and_next();
        loop {
            match self.current() {
                None => return Err(self.error_near("unfinished string", Token::Eos)),
                Some(b'\n' | b'\r') => return Err(self.error_in_string("unfinished string")),
                Some(b'\\') => {
                    self.at += 1;
                    self.escape()?;
                }
                Some(byte) if byte == delimiter => break,
                Some(_) => {
                    let rest = self.source.get(self.at..).unwrap_or_default();
                    // The other quote stands for itself.
                    let run =
                        1 + run_without(rest.get(1..).unwrap_or_default(), SPECIAL_IN_STRINGS);
                    self.room.extend(&mut self.buffer, rest.get(..run).unwrap_or_default());
                    self.at += run;
                }
            }
        }
        self.save_and_next();
        let text = self.buffer.get(1..self.buffer.len().saturating_sub(1)).unwrap_or_default();
        self.token = Token::String(self.symbols.intern_copy(text));
        self.spelled = Spelled::Buffer;
        Ok(())
    }

    /// What follows a backslash; an unknown letter stands for itself.
    fn escape(&mut self) -> Result<(), Failed> {
        let Some(byte) = self.current() else { return Ok(()) };
        let plain = match byte {
            b'a' => 7,
            b'b' => 8,
            b'f' => 12,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'v' => 11,
            b'\n' | b'\r' => {
                self.room.push(&mut self.buffer, b'\n');
                return self.new_line();
            }
            b'0'..=b'9' => return self.decimal_escape(),
            _ => byte,
        };
        self.room.push(&mut self.buffer, plain);
        self.at += 1;
        Ok(())
    }

    fn decimal_escape(&mut self) -> Result<(), Failed> {
        let mut code = 0u32;
        for _ in 0..3 {
            let Some(digit @ b'0'..=b'9') = self.current() else { break };
            code = code * 10 + u32::from(digit - b'0');
            self.at += 1;
        }
        match u8::try_from(code) {
            Ok(byte) => {
                self.room.push(&mut self.buffer, byte);
                Ok(())
            }
            Err(_) => Err(self.error_in_string("escape sequence too large")),
        }
    }

    /// A number of few digits and nothing else, else what [`Lexer::long_numeral`] makes of it.
    #[expect(clippy::cast_precision_loss, reason = "of few digits")]
    fn numeral(&mut self) -> Result<(), Failed> {
        let start = self.at;
        let rest = self.source.get(start..).unwrap_or_default();
        let (mut n, mut len) = (0u64, 0);
        for &byte in rest {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                if has_class(byte, IN_NUMERALS) {
                    return self.long_numeral(start);
                }
                break;
            }
            if len == FEW_DIGITS {
                return self.long_numeral(start);
            }
            n = n * 10 + u64::from(digit);
            len += 1;
        }
        self.at = start + len;
        self.spelled = Spelled::Source(start, self.at);
        self.token = Token::Number(n as f64);
        Ok(())
    }

    #[inline(never)]
    fn long_numeral(&mut self, start: usize) -> Result<(), Failed> {
        let digits = |byte: u8| byte.is_ascii_digit() || byte == b'.';
        while self.current().is_some_and(digits) {
            self.at += 1;
        }
        if self.check_next(b"Ee") {
            self.check_next(b"+-");
        }
        while self.current().is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            self.at += 1;
        }
        self.spelled = Spelled::Source(start, self.at);
        match number::parse(self.spelling()) {
            Some(n) => {
                self.token = Token::Number(n);
                Ok(())
            }
            None => Err(self.error_near("malformed number", Token::Number(0.0))),
        }
    }

    #[inline]
    fn name(&mut self) -> Token {
        let start = self.at;
        let rest = self.source.get(start..).unwrap_or_default();
        let len = run_having(rest, IN_NAMES);
        self.at += len;
        let name = rest.get(..len).unwrap_or_default();
        let Some(word) = packed_at(self.source, start, len) else {
            self.spelled = Spelled::Source(start, self.at);
            return Token::Name(self.symbols.intern(name));
        };
        if let Some(word) = reserved_word(word) {
            return word;
        }
        self.spelled = Spelled::Source(start, self.at);
        Token::Name(self.symbols.intern_keyed(word, name))
    }
}

/// What [`Lexer::skip_separator`] found.
#[derive(PartialEq)]
enum Separator {
    /// `[`, so many `=`, `[`.
    Level(usize),
    /// A bracket alone.
    Single,
    /// `[==` without a second bracket.
    Unfinished,
}

/// How messages name a token that is not spelled out.
pub(super) fn token_text(token: Token) -> Vec<u8> {
    match token {
        Token::Char(byte) if byte.is_ascii_control() => format!("char({byte})").into_bytes(),
        Token::Char(byte) => vec![byte],
        Token::Name(_) => b"<name>".to_vec(),
        Token::String(_) => b"<string>".to_vec(),
        Token::Number(_) => b"<number>".to_vec(),
        other => other.fixed_text().unwrap_or_default().into(),
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;

    fn tokens(source: &str) -> Vec<Token> {
        let mut lexer = Lexer::new(source.as_bytes(), &Room::new(usize::MAX, Rc::new(())));
        let mut tokens = Vec::new();
        loop {
            lexer.next().unwrap();
            if lexer.token == Token::Eos {
                return tokens;
            }
            tokens.push(lexer.token);
        }
    }

    #[test]
    fn reserved_words_are_known_and_words_like_them_are_not() {
        let words = RESERVED.iter().filter_map(|(_, token)| token.fixed_text());
        let words: Vec<&str> = words.filter(|text| text.starts_with(char::is_alphabetic)).collect();
        assert_eq!(words.len(), 21);
        for word in words {
            let [first, second, third] = tokens(&format!("{word} {word}s {word}"))[..] else {
                panic!("{word} is no token")
            };
            assert_eq!(first.fixed_text(), Some(word));
            assert!(matches!(second, Token::Name(_)), "{word}s");
            assert_eq!(third, first);
        }
    }

    #[test]
    fn a_source_of_many_windows_is_read_on() {
        for filler in [" ", "\n", "x ", "--\n"] {
            let source = filler.repeat(3 * REST_EVERY) + "return";
            assert_eq!(tokens(&source).last(), Some(&Token::Return), "{filler:?}");
        }
    }
}
