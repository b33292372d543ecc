//! Scripts at the edges of what native scripts allow, with the replies that shipping servers have given:
//! the module gives one of them, byte for byte.

use serde_json::Value;

use super::accepted::ACCEPTED;
use crate::support::Server;

const PROBES: &str = include_str!("boundary_probes.json");
/// Differences that may be accepted.
const MOST_ACCEPTED: usize = 10;

/// The bytes that a text of the record stands for, each by the character of its number.
fn bytes(text: &Value) -> Vec<u8> {
    text.as_str().unwrap().chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
}

#[test]
fn probes_get_a_reply_that_a_native_server_has_given() {
    let record: Value = serde_json::from_str(PROBES).unwrap();
    let cases = record["cases"].as_array().unwrap();
    assert!(cases.len() >= 290);
    assert!(ACCEPTED.len() <= MOST_ACCEPTED);
    let server = Server::start();
    let (mut wrong, mut accepted) = (Vec::new(), 0);
    for case in cases {
        let mut connection = server.connect();
        connection.ok(&["FLUSHALL"]);
        let mut words = vec![b"FERROUS.EVAL".to_vec(), bytes(&case["script"])];
        words.extend(case["args"].as_array().unwrap().iter().map(bytes));
        let ours = connection.raw(&words);
        let recorded = case["reply"].as_object().unwrap();
        let same = recorded.values().any(|reply| bytes(reply) == ours);
        let (group, name) = (case["group"].as_str().unwrap(), case["name"].as_str().unwrap());
        let is_accepted = ACCEPTED.iter().any(|entry| (entry.0, entry.1) == (group, name));
        accepted += usize::from(is_accepted);
        if same == is_accepted {
            let what = if same { "no longer differs" } else { "differs" };
            wrong.push(format!(
                "{group} {name} {what}: {}\nnative {recorded:?}",
                ours.escape_ascii()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(accepted, ACCEPTED.len(), "an accepted difference is no case");
    eprintln!("{} probes, {accepted} accepted differences", cases.len());
}
