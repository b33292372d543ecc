//! The error reply of a run that failed (parity §4).
//!
//! Natively a handler turns what was raised into a table with a text and the place where it was raised,
//! and the reply is made of that. The same here, without the table: error objects are looked at
//! without metamethods.
//!
//! May import `control`, `ffi`, `server`, `text`, and the facade of the
//! language.

use std::borrow::Cow;

use super::control::{self, Order};
use super::ffi::until_nul;
use super::server::{Server, server};
use super::text;
use crate::lua::vm::{View, Vm};
use crate::lua::{Error, ErrorKind, LimitKind, Place, Text, Value, number_text};

/// Bytes of an error's text that its reply shows: replies are made when the script's memory is no account
/// any more, so what is made in proportion to a text of the script must end somewhere.
const LONGEST_TEXT: usize = 1 << 20;

/// A failed run.
pub(super) struct Failed<'f> {
    /// The machine, before the run is ended.
    pub vm: &'f Vm,
    /// What errors call the script: its digest; nothing if that is not known.
    pub name: &'f [u8],
    /// The server.
    pub server: &'f Server,
    /// Milliseconds that the run was given.
    pub time_limit: Option<u64>,
    /// It is a function, which FUNCTION KILL ends.
    pub is_function: bool,
}

impl<'f> Failed<'f> {
    /// A script, or what is called `name`.
    pub(super) fn new(vm: &'f Vm, name: &'f [u8], time_limit: Option<u64>) -> Self {
        Failed { vm, name, server: server(), time_limit, is_function: false }
    }

    /// The text of the reply, the code in front. Line breaks may be in it.
    pub(super) fn text(&self, error: &Error) -> Vec<u8> {
        match error.kind() {
            ErrorKind::Raised { value, place } => self.raised(*value, place),
            ErrorKind::Limit(LimitKind::Killed) => self.with_place(self.killed()),
            ErrorKind::Limit(LimitKind::TimedOut) => self.with_place(timed_out(self.time_limit)),
            ErrorKind::Limit(LimitKind::OutOfMemory) | ErrorKind::OutOfMemory => {
                self.error_running(text::NOT_ENOUGH_MEMORY.as_bytes())
            }
            ErrorKind::Text { text, .. } | ErrorKind::Argument { text, .. } => match text {
                Text::Words(words) => [b"ERR ".as_slice(), words].concat(),
                Text::String(text) => [b"ERR ", &*self.plain_text(*text)].concat(),
            },
            ErrorKind::Bug(_) => text::INTERNAL_ERROR.into(),
        }
    }

    /// The text without the place, as of errors that natively no handler is called for.
    pub(super) fn message(&self, error: &Error) -> Vec<u8> {
        match error.kind() {
            ErrorKind::Raised { value, .. } => self.message_of(*value),
            _ => self.text(error),
        }
    }

    fn raised(&self, value: Value, place: &Option<Place>) -> Vec<u8> {
        match self.vm.view(value) {
            View::Table(table) if table.is_readonly() => {
                let message = text::READONLY_ERROR_OBJECT.into();
                return self.suffixed(message, text::READONLY_ERROR_PLACE.as_bytes());
            }
            View::String(message) if message == text::NOT_ENOUGH_MEMORY.as_bytes() => {
                return self.error_running(message);
            }
            _ => {}
        }
        let message = self.message_of(value);
        match place {
            Some(place) => self.suffixed(message, &place_text(place)),
            None => message,
        }
    }

    /// What an error value says.
    fn message_of(&self, value: Value) -> Vec<u8> {
        let View::Table(table) = self.vm.view(value) else {
            return [b"ERR ".as_slice(), until_nul(&self.plain_text(value))].concat();
        };
        match table.get(b"err") {
            View::String(text) => until_nul(shown(text)).to_vec(),
            View::Number(n) => number_text(n),
            _ => text::UNKNOWN_ERROR.into(),
        }
    }

    /// What `tostring` makes of an error value, as far as it is shown.
    fn plain_text(&self, value: Value) -> Cow<'f, [u8]> {
        match self.vm.view(value) {
            View::String(text) => Cow::Borrowed(shown(text)),
            _ => Cow::Owned(self.vm.plain_text(value)),
        }
    }

    fn killed(&self) -> Vec<u8> {
        match control::order() {
            Order::Force => [text::KILLED_BY_FORCE.as_bytes(), &after_writes()].concat(),
            Order::Kill | Order::None if self.is_function => text::KILLED_FUNCTION.into(),
            Order::Kill | Order::None => self.server.wording.killed.into(),
        }
    }

    /// An error that native's handler is not called for (F9).
    fn error_running(&self, message: &[u8]) -> Vec<u8> {
        let text = [text::ERROR_RUNNING.as_bytes(), self.name].concat();
        [text.trim_ascii_end(), b", ", message].concat()
    }

    /// A message and where the script is.
    fn with_place(&self, message: Vec<u8>) -> Vec<u8> {
        match self.vm.place() {
            Some(place) => self.suffixed(message, &place_text(&place)),
            None => message,
        }
    }

    fn suffixed(&self, message: Vec<u8>, place: &[u8]) -> Vec<u8> {
        let mut text = message;
        text.extend_from_slice(b" script: ");
        if self.server.wording.names_script_in_errors && !self.name.is_empty() {
            text.extend_from_slice(self.name);
            text.extend_from_slice(b", ");
        }
        text.extend_from_slice(b"on ");
        text.extend_from_slice(place);
        text.push(b'.');
        text
    }
}

/// The part of an error's text that is shown.
fn shown(text: &[u8]) -> &[u8] {
    text.get(..LONGEST_TEXT).unwrap_or(text)
}

/// A place as native writes it: the name of the chunk as it was given, and the line.
fn place_text(place: &Place) -> Vec<u8> {
    let line = place.line.to_string();
    [until_nul(&place.source), b":", line.as_bytes()].concat()
}

fn timed_out(limit: Option<u64>) -> Vec<u8> {
    let (before, after) = text::TIMED_OUT;
    let limit = limit.unwrap_or(0).to_string();
    [before.as_bytes(), limit.as_bytes(), after.as_bytes(), &after_writes()].concat()
}

/// How many write commands stay done; empty if none.
fn after_writes() -> Vec<u8> {
    let (before, after) = text::AFTER_WRITES;
    match control::writes() {
        0 => Vec::new(),
        writes => [before.as_bytes(), writes.to_string().as_bytes(), after.as_bytes()].concat(),
    }
}
