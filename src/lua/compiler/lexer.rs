//! Bytes to tokens with lines (manual §2.1).
//!
//! A port of `llex.c`: the same tokens, the same line counts, the same words in errors and the same
//! text after `near`. Names and strings become [`Symbol`]s, so that the parser compares numbers.
//!
//! May import `error`, `limits`, `number` and the compiler's own `room`, `symbols`,
//! `diagnostic`.
#![expect(clippy::disallowed_methods, clippy::disallowed_macros, reason = "short texts")]

use super::super::number;
use super::diagnostic::{CompileError, Diagnostic};
use super::room::Room;
use super::symbols::{Symbol, Symbols};

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

        /// The reserved word with this spelling.
        fn reserved_word(name: &[u8]) -> Option<Token> {
            $(if name == $spelling.as_bytes() { return Some(Token::$word); })*
            None
        }
    };
}

tokens! {
    Concat "..", Dots "...", Eq "==", Ge ">=", Le "<=", Ne "~=", Eos "<eof>";
    And "and", Break "break", Do "do", Else "else", Elseif "elseif", End "end", False "false",
    For "for", Function "function", If "if", In "in", Local "local", Nil "nil", Not "not", Or "or",
    Repeat "repeat", Return "return", Then "then", True "true", Until "until", While "while"
}

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
    at: usize,
    /// Where others have their next turn.
    rest_at: usize,
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
    pub(super) symbols: Symbols<'s>,
    room: Room,
}

impl<'s> Lexer<'s> {
    /// Reads `source`; the first token is not read yet.
    pub(super) fn new(source: &'s [u8], room: &Room) -> Self {
        Lexer {
            source,
            at: 0,
            rest_at: REST_EVERY,
            buffer: Vec::new(),
            spelled: Spelled::Buffer,
            line: 1,
            last_line: 1,
            token: Token::Eos,
            ahead: None,
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
    pub(super) fn next(&mut self) -> Result<(), Diagnostic> {
        self.last_line = self.line;
        self.token = match self.ahead.take() {
            Some(token) => token,
            None => self.read()?,
        };
        Ok(())
    }

    /// The token after the current one.
    ///
    /// # Errors
    /// As [`Lexer::next`].
    pub(super) fn look_ahead(&mut self) -> Result<Token, Diagnostic> {
        let token = self.read()?;
        self.ahead = Some(token);
        Ok(token)
    }

    /// An error near the current token.
    #[cold]
    pub(super) fn syntax_error(&self, message: impl Into<Vec<u8>>) -> Diagnostic {
        self.error_near(message, self.token)
    }

    /// An error that names the current line and no token.
    #[cold]
    pub(super) fn error_at_line(&self, message: impl Into<Vec<u8>>) -> Diagnostic {
        self.diagnostic(message, None)
    }

    #[cold]
    fn error_near(&self, message: impl Into<Vec<u8>>, token: Token) -> Diagnostic {
        let near = match token {
            // A NUL is token 0, which stands for "no token".
            Token::Char(0) => None,
            Token::Name(_) | Token::String(_) | Token::Number(_) => {
                Some(self.room.copy(self.spelling()))
            }
            other => Some(token_text(other).into()),
        };
        self.diagnostic(message, near)
    }

    fn diagnostic(&self, message: impl Into<Vec<u8>>, near: Option<Box<[u8]>>) -> Diagnostic {
        if self.room.check().is_err() {
            return Diagnostic::OutOfMemory;
        }
        let error = CompileError { line: self.line, message: message.into(), near };
        Diagnostic::Syntax(Box::new(error))
    }

    #[cold]
    fn error_in_string(&self, message: &str) -> Diagnostic {
        self.diagnostic(message, Some(self.room.copy(&self.buffer)))
    }

    fn spelling(&self) -> &[u8] {
        match self.spelled {
            Spelled::Source(start, end) => self.source.get(start..end).unwrap_or_default(),
            Spelled::Buffer => &self.buffer,
        }
    }

    /// Skips `\n`, `\r`, `\n\r` or `\r\n`.
    fn new_line(&mut self) -> Result<(), Diagnostic> {
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

    /// A two-character operator if the next byte is `second`, else the first character.
    fn operator(&mut self, first: u8, second: u8, both: Token) -> Token {
        self.at += 1;
        if self.current() == Some(second) {
            self.at += 1;
            both
        } else {
            Token::Char(first)
        }
    }

    fn read(&mut self) -> Result<Token, Diagnostic> {
        loop {
            let Some(byte) = self.current() else { return Ok(Token::Eos) };
            if self.at > self.rest_at {
                self.room.rest();
                self.rest_at = self.at + REST_EVERY;
            }
            match byte {
                b'\n' | b'\r' => self.new_line()?,
                b'-' => {
                    self.at += 1;
                    if self.current() != Some(b'-') {
                        return Ok(Token::Char(b'-'));
                    }
                    self.at += 1;
                    self.comment()?;
                }
                b'[' => {
                    self.buffer.clear();
                    match self.skip_separator() {
                        Separator::Level(level) => return self.long_string(level),
                        Separator::Single => return Ok(Token::Char(b'[')),
                        Separator::Unfinished => {
                            return Err(self.error_in_string("invalid long string delimiter"));
                        }
                    }
                }
                b'=' => return Ok(self.operator(b'=', b'=', Token::Eq)),
                b'<' => return Ok(self.operator(b'<', b'=', Token::Le)),
                b'>' => return Ok(self.operator(b'>', b'=', Token::Ge)),
                b'~' => return Ok(self.operator(b'~', b'=', Token::Ne)),
                b'"' | b'\'' => return self.string(byte),
                b'.' => {
                    let start = self.at;
                    self.at += 1;
                    if self.check_next(b".") {
                        return Ok(if self.check_next(b".") { Token::Dots } else { Token::Concat });
                    }
                    if !self.current().is_some_and(|byte| byte.is_ascii_digit()) {
                        return Ok(Token::Char(b'.'));
                    }
                    return self.numeral(start);
                }
                b'0'..=b'9' => return self.numeral(self.at),
                b'a'..=b'z' | b'A'..=b'Z' | b'_' => return Ok(self.name()),
                _ => {
                    self.at += 1;
                    if !number::is_space(byte) {
                        return Ok(Token::Char(byte));
                    }
                }
            }
        }
    }

    fn comment(&mut self) -> Result<(), Diagnostic> {
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

    fn long_string(&mut self, level: usize) -> Result<Token, Diagnostic> {
        self.long_bracket(level, false)?;
        let text = self.buffer.get(level + 2..self.buffer.len() - level - 2).unwrap_or_default();
        let symbol = self.symbols.intern_copy(text);
        self.spelled = Spelled::Buffer;
        Ok(Token::String(symbol))
    }

    fn long_bracket(&mut self, level: usize, comment: bool) -> Result<(), Diagnostic> {
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

    fn string(&mut self, delimiter: u8) -> Result<Token, Diagnostic> {
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
                    let run = rest
                        .iter()
                        .position(|&b| b == delimiter || matches!(b, b'\\' | b'\n' | b'\r'))
                        .unwrap_or(rest.len());
                    self.room.extend(&mut self.buffer, rest.get(..run).unwrap_or_default());
                    self.at += run;
                }
            }
        }
        self.save_and_next();
        let text = self.buffer.get(1..self.buffer.len().saturating_sub(1)).unwrap_or_default();
        let symbol = self.symbols.intern_copy(text);
        self.spelled = Spelled::Buffer;
        Ok(Token::String(symbol))
    }

    /// What follows a backslash; an unknown letter stands for itself.
    fn escape(&mut self) -> Result<(), Diagnostic> {
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

    fn decimal_escape(&mut self) -> Result<(), Diagnostic> {
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

    fn numeral(&mut self, start: usize) -> Result<Token, Diagnostic> {
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
            Some(n) => Ok(Token::Number(n)),
            None => Err(self.error_near("malformed number", Token::Number(0.0))),
        }
    }

    fn name(&mut self) -> Token {
        let start = self.at;
        let rest = self.source.get(start..).unwrap_or_default();
        let len = rest
            .iter()
            .position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_')
            .unwrap_or(rest.len());
        self.at += len;
        let name = rest.get(..len).unwrap_or_default();
        if let Some(word) = reserved_word(name) {
            return word;
        }
        self.spelled = Spelled::Source(start, self.at);
        Token::Name(self.symbols.intern(name))
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
