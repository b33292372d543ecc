//! Native scripting commands and ours: the same but for the names.

use super::resp::Connection;

/// Native commands that have a twin in the module.
const TWINS: [&str; 5] = ["EVAL", "EVALSHA", "EVAL_RO", "EVALSHA_RO", "SCRIPT"];

/// The module's command for a native one; what is none of those stays as it is.
pub fn twin<W: AsRef<[u8]>>(words: &[W]) -> Vec<Vec<u8>> {
    let mut words: Vec<Vec<u8>> = words.iter().map(|word| word.as_ref().to_vec()).collect();
    if let Some(name) = words.first_mut()
        && TWINS.iter().any(|twin| twin.as_bytes().eq_ignore_ascii_case(name))
    {
        *name = [b"FERROUS.", name.as_slice()].concat();
    }
    words
}

/// A reply of the module as native gives it: without the names of the module's commands that the server
/// writes into errors about arity and unknown subcommands.
pub fn without_names(reply: &[u8]) -> Vec<u8> {
    let mut reply = reply.to_vec();
    for name in [b"'ferrous.".as_slice(), b"Try FERROUS."] {
        let kept = name.len() - "ferrous.".len();
        if reply.starts_with(b"-")
            && let Some(at) = reply.windows(name.len()).position(|window| window == name)
        {
            reply.drain(at + kept..at + name.len());
        }
    }
    reply
}

/// Sends a scripting command natively and to the module: the replies must be the same. The reply, for
/// people. What the command changes, it must find changed without a difference.
pub fn same<W: AsRef<[u8]>>(connection: &mut Connection, words: &[W]) -> String {
    let native = connection.raw(words).escape_ascii().to_string();
    let ours = without_names(&connection.raw(&twin(words))).escape_ascii().to_string();
    let shown: Vec<_> = words.iter().map(|word| word.as_ref().escape_ascii().to_string()).collect();
    assert_eq!(native, ours, "{shown:?}");
    ours
}
