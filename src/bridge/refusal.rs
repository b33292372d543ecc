//! What the server refuses to run for a script, in native's words (parity A3 to A8, U3, U4).
//!
//! The module API has words of its own. It says by `errno` why it refused, in classes; within a class
//! the text tells. A command that ran and failed by itself may leave any `errno` behind, so both must
//! fit.
//!
//! May import `ffi`, `reply_to_lua`, `resp`, `server`, `text`.

use super::ffi::server_api::{
    FERROUS_REFUSED_ACL, FERROUS_REFUSED_ARITY, FERROUS_REFUSED_CLUSTER_DOWN,
    FERROUS_REFUSED_READONLY_CLUSTER, FERROUS_REFUSED_SCRIPT, FERROUS_REFUSED_SLOT,
    FERROUS_REFUSED_UNKNOWN, FERROUS_REFUSED_WRITE,
};
use super::ffi::{CallReply, Context};
use super::reply_to_lua::error_text;
use super::resp::{Item, Reader};
use super::server::Server;
use super::text;

/// States of the server in which it refuses writes, by the codes of its errors.
const STATES: [&[u8]; 3] = [b"READONLY", b"MISCONF", b"NOREPLICAS"];

/// What to tell the script of an error reply that says that the command was refused; `None` if the
/// command ran.
#[cold]
pub(super) fn words(
    reply: &CallReply<'_>,
    server: &Server,
    context: &Context<'_>,
) -> Option<Vec<u8>> {
    let Ok(Item::Error(said)) = Reader::new(reply.protocol()).item() else { return None };
    let words = translate(said, reply.errno(), server)?;
    if server.has_scripts_in_a_module() {
        return Some(words);
    }
    // What the server refuses in several states it explains by another of them than native does.
    let is_state = words.starts_with(b"OOM") || STATES.iter().any(|state| words.starts_with(state));
    if is_state && context.state().refuses_writes_as_replica() {
        return Some(text::READONLY_REPLICA.into());
    }
    Some(words)
}

fn translate(said: &[u8], errno: u32, server: &Server) -> Option<Vec<u8>> {
    let wording = server.wording;
    let fixed = |text: &'static str| Some(text.as_bytes().to_vec());
    let as_said = || Some(error_text(said));
    let fixed_or_said = |text: Option<&'static str>| text.map_or_else(as_said, fixed);
    match errno {
        FERROUS_REFUSED_UNKNOWN if said.starts_with(b"ERR unknown command") => {
            fixed(wording.unknown_command)
        }
        FERROUS_REFUSED_UNKNOWN if said.starts_with(b"ERR unknown subcommand") => {
            fixed_or_said(wording.unknown_subcommand)
        }
        FERROUS_REFUSED_ARITY if said.starts_with(b"ERR wrong number of arguments for") => {
            fixed(wording.wrong_arity)
        }
        FERROUS_REFUSED_SCRIPT if said.starts_with(b"ERR command '") => {
            fixed(wording.not_from_script)
        }
        FERROUS_REFUSED_SCRIPT if STATES.iter().any(|state| said.starts_with(state)) => as_said(),
        FERROUS_REFUSED_WRITE if said.starts_with(b"ERR Write command") => {
            fixed(text::READONLY_SCRIPT)
        }
        FERROUS_REFUSED_WRITE if said.starts_with(b"OOM") => as_said(),
        FERROUS_REFUSED_ACL => acl_denied(said, server),
        FERROUS_REFUSED_SLOT if said.starts_with(b"ERR Attempted to access a non local key") => {
            fixed(wording.non_local_key)
        }
        FERROUS_REFUSED_READONLY_CLUSTER => fixed_or_said(wording.cluster_readonly),
        FERROUS_REFUSED_CLUSTER_DOWN => fixed_or_said(wording.cluster_down),
        _ => None,
    }
}

/// The server's reason with native's beginning (A6).
fn acl_denied(said: &[u8], server: &Server) -> Option<Vec<u8>> {
    let reason = match said.strip_prefix(b"NOPERM ") {
        Some(reason) => reason,
        None => {
            let reason = said.strip_prefix(b"ERR acl verification failed, ")?;
            reason.strip_suffix(b".").unwrap_or(reason)
        }
    };
    Some([server.wording.acl_denied.as_bytes(), reason].concat())
}

/// Is the text about arguments that never became a command? Native does not count those.
pub(super) fn is_about_arguments(text: &[u8], server: &Server) -> bool {
    let wording = server.wording;
    [wording.no_arguments, wording.bad_argument, text::NOT_IN_SCRIPT]
        .iter()
        .any(|about| about.as_bytes() == text)
}

#[cfg(test)]
mod tests {
    use super::super::server::server;
    use super::*;

    fn translated(said: &str, errno: u32) -> Option<String> {
        translate(said.as_bytes(), errno, server()).map(|text| String::from_utf8(text).unwrap())
    }

    #[test]
    fn refusals_are_told_in_the_words_of_redis_7_0() {
        for (said, errno, words) in [
            (
                "ERR unknown command 'x', with args beginning with: ",
                FERROUS_REFUSED_UNKNOWN,
                "ERR Unknown Redis command called from script",
            ),
            (
                "ERR unknown subcommand 'x'. Try CONFIG HELP.",
                FERROUS_REFUSED_UNKNOWN,
                "ERR Unknown Redis command called from script",
            ),
            (
                "ERR wrong number of arguments for 'get' command",
                FERROUS_REFUSED_ARITY,
                "ERR Wrong number of args calling Redis command from script",
            ),
            (
                "ERR command 'multi' is not allowed on script mode",
                FERROUS_REFUSED_SCRIPT,
                "ERR This Redis command is not allowed from script",
            ),
            (
                "READONLY You can't write against a read only replica.",
                FERROUS_REFUSED_SCRIPT,
                "READONLY You can't write against a read only replica.",
            ),
            (
                "ERR Write command 'set' was called while write is not allowed.",
                FERROUS_REFUSED_WRITE,
                "ERR Write commands are not allowed from read-only scripts.",
            ),
            (text::OUT_OF_MEMORY, FERROUS_REFUSED_WRITE, text::OUT_OF_MEMORY),
            (
                "ERR acl verification failed, can't run this command or subcommand.",
                FERROUS_REFUSED_ACL,
                "ERR The user executing the script can't run this command or subcommand",
            ),
        ] {
            assert_eq!(translated(said, errno).as_deref(), Some(words));
        }
    }

    #[test]
    fn a_command_that_ran_is_not_taken_for_a_refused_one() {
        assert_eq!(translated("WRONGTYPE Operation", FERROUS_REFUSED_UNKNOWN), None);
        assert_eq!(translated("ERR unknown command 'x'", 0), None);
        assert_eq!(translated("ERR value is not a valid float", FERROUS_REFUSED_ARITY), None);
        assert_eq!(translated("ERR No such file", FERROUS_REFUSED_WRITE), None);
    }
}
