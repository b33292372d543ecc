//! cjson, cmsgpack, struct and bit against their native originals, case by case, on one server: results
//! with the order of their fields, error texts, replies to the byte.
//!
//! `FERROUS_CASES` asks for another number of cases, `FERROUS_SEED` for other ones. A difference names
//! the seed, the chunk and the data.

#[path = "libraries/cases.rs"]
mod cases;
#[path = "libraries/expressions.rs"]
mod expressions;
#[path = "libraries/json.rs"]
mod json;
#[path = "libraries/message_pack.rs"]
mod message_pack;
#[path = "libraries/random.rs"]
mod random;

use crate::support::{Connection, Server};
use cases::Case;
use random::Random;

const CASES: usize = 20_000;
const SEED: u64 = 20_091_017;
/// Cases in a call.
const BATCH: usize = 200;
/// Calls on their way at a time, on both sides together.
const PIPELINE: usize = 8;

/// Runs chunks with data, two arguments each, and answers a text for each: its results with all they
/// contain in the order of `next`, or its error. Natively the order follows the addresses of keys that
/// are objects; entries beside such keys are sorted. What a chunk sets is set back after it.
const HARNESS: &str = r#"
    local function show(value, out)
      local kind = type(value)
      if kind == 'number' then out[#out + 1] = string.format('%.17g', value)
      elseif kind == 'string' then out[#out + 1] = '"' .. value .. '"'
      elseif kind == 'table' then
        local entries, unordered = {}, false
        for k, v in next, value do
          local entry = {}
          show(k, entry) entry[#entry + 1] = '=' show(v, entry)
          entries[#entries + 1] = table.concat(entry)
          unordered = unordered or type(k) == 'table' or type(k) == 'function'
        end
        if unordered then table.sort(entries) end
        out[#out + 1] = '{' .. #value .. ':' .. table.concat(entries, ',') .. '}'
      elseif kind == 'function' then out[#out + 1] = kind
      else out[#out + 1] = tostring(value) end
    end
    local function text(...)
      local out = {}
      for n = 1, select('#', ...) do show((select(n, ...)), out) out[#out + 1] = ' ' end
      return table.concat(out)
    end
    local replies = {}
    for n = 1, #ARGV, 2 do
      replies[#replies + 1] = text(pcall(loadstring('local data = ... ' .. ARGV[n]), ARGV[n + 1]))
      cjson.encode_sparse_array(false, 2, 10)
      cjson.encode_max_depth(1000)
      cjson.decode_max_depth(1000)
      cjson.encode_number_precision(14)
      cjson.encode_keep_buffer(true)
      cjson.encode_invalid_numbers(false)
      cjson.decode_invalid_numbers(true)
    end
    return replies
"#;

/// What a case came to.
#[derive(Default)]
struct Tally {
    compared: usize,
    succeeded: usize,
    differences: usize,
    shown: Vec<String>,
}

impl Tally {
    fn compare(&mut self, seed: u64, case: &Case, native: &[u8], ours: &[u8]) {
        self.compared += 1;
        self.succeeded += usize::from(native.starts_with(b"true"));
        if native == ours {
            return;
        }
        self.differences += 1;
        if self.shown.len() < 10 {
            self.shown.push(format!(
                "seed {seed}: {}\n  data {}\n  native {}\n  ours   {}",
                case.chunk,
                short(&case.data),
                short(native),
                short(ours)
            ));
        }
    }
}

/// Bytes in print; of long ones the beginning.
fn short(bytes: &[u8]) -> String {
    const MOST: usize = 2000;
    let more = if bytes.len() > MOST { " ..." } else { "" };
    format!("{}{more}", bytes[..bytes.len().min(MOST)].escape_ascii())
}

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// The strings of a reply that is a list of them.
fn strings(reply: &[u8]) -> Vec<&[u8]> {
    let line = |at: usize| at + reply[at..].iter().position(|&byte| byte == b'\r').unwrap();
    let number = |from: usize, to: usize| -> usize {
        std::str::from_utf8(&reply[from..to]).unwrap().parse().unwrap()
    };
    assert_eq!(reply[0], b'*', "{}", short(reply));
    let mut end = line(0);
    let count = number(1, end);
    (0..count)
        .map(|_| {
            let at = end + 2;
            end = line(at);
            let start = end + 2;
            end = start + number(at + 1, end);
            &reply[start..end]
        })
        .collect()
}

fn batch_command<'a>(name: &'a str, digest: &'a [u8], cases: &'a [Case]) -> Vec<&'a [u8]> {
    let mut words = vec![name.as_bytes(), digest, b"0"];
    words.extend(cases.iter().flat_map(|case| [case.chunk.as_bytes(), case.data.as_slice()]));
    words
}

/// Compares cases that run in batches.
fn compare_batches(connection: &mut Connection, seed: u64, cases: &[Case], tally: &mut Tally) {
    let digest = connection.bulk(&["SCRIPT", "LOAD", HARNESS]);
    assert_eq!(connection.bulk(&["FERROUS.SCRIPT", "LOAD", HARNESS]), digest);
    let batches: Vec<&[Case]> = cases.chunks(BATCH).collect();
    for flight in batches.chunks(PIPELINE / 2) {
        for batch in flight {
            connection.send(&batch_command("EVALSHA", &digest, batch));
            connection.send(&batch_command("FERROUS.EVALSHA", &digest, batch));
        }
        for batch in flight {
            let (native, ours) = (connection.receive(), connection.receive());
            let (native, ours) = (strings(&native), strings(&ours));
            assert_eq!((native.len(), ours.len()), (batch.len(), batch.len()));
            for ((case, native), ours) in batch.iter().zip(native).zip(ours) {
                tally.compare(seed, case, native, ours);
            }
        }
    }
}

/// Compares the reply of a script of its own, errors that nobody catches among them.
fn compare_alone(connection: &mut Connection, seed: u64, case: &Case, tally: &mut Tally) {
    let body = format!("local data = ARGV[1] {}", case.chunk);
    let words = |name: &'static str| [name.as_bytes(), body.as_bytes(), b"0", &case.data];
    connection.send(&words("EVAL"));
    connection.send(&words("FERROUS.EVAL"));
    let (native, ours) = (connection.receive(), connection.receive());
    tally.compare(seed, case, &native, &ours);
}

#[test]
fn libraries_do_what_their_originals_do() {
    let server = Server::start();
    let (mut resp2, mut resp3) = (server.connect(), server.connect_resp3());
    let seed = setting("FERROUS_SEED").unwrap_or(SEED);
    let wanted = setting("FERROUS_CASES").map_or(CASES, |count| usize::try_from(count).unwrap());
    let (mut tally, mut number) = (Tally::default(), 0);
    while tally.compared < wanted && tally.shown.len() < 10 {
        let mut cases = Vec::new();
        while cases.len() < PIPELINE / 2 * BATCH {
            cases::add(&mut Random::of_case(seed, number), &mut cases);
            number += 1;
        }
        compare_batches(&mut resp2, seed, &cases, &mut tally);
        for (n, case) in cases.iter().filter(|case| case.pure).step_by(20).enumerate() {
            let connection = if n % 2 == 0 { &mut resp2 } else { &mut resp3 };
            compare_alone(connection, seed, case, &mut tally);
        }
    }
    eprintln!(
        "{} cases, {} of them succeed, {} differences",
        tally.compared, tally.succeeded, tally.differences
    );
    assert!(tally.shown.is_empty(), "{}", tally.shown.join("\n"));
    let share = tally.succeeded * 100 / tally.compared;
    assert!((30..90).contains(&share), "{share}% succeed");
}
