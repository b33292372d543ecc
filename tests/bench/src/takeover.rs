//! What takeover costs: instructions of commands that it does not concern, and of a script that it does.

use crate::Failure;
use crate::counts::Counted;
use crate::server::words;
use crate::sides::Sides;
use crate::table::{Chart, Table};

/// Instructions that takeover may add to a command that is about no script.
const MOST: f64 = 130.0;

/// Commands that are about no script. ECHO is as long as EVAL and begins as it does.
const OTHERS: &[&[&str]] = &[&["PING"], &["GET", "k"], &["SET", "k", "v"], &["ECHO", "x"]];

/// How often a command is sent.
const CALLS: usize = 2_000;

const SCRIPT: &str = "return 1";

/// Counts the commands with takeover off and on.
pub fn measure() -> Result<Table, Failure> {
    let mut counted = Counted::start()?;
    let note = format!(
        "Instructions by callgrind in the server's `processCommand`; at most {MOST} more are allowed for a \
         command that is about no script. EVALSHA is native's while takeover is off."
    );
    let head = ["command", "off", "on", "more"];
    let mut table = Table::new("takeover", "Takeover", &note, &head, Chart::None);
    let mut above = 0;
    for command in OTHERS {
        let [off, on] = both(&mut counted, command)?;
        above += u32::from(on - off > MOST);
        table.row(command[0], [off, on, on - off].map(Some).to_vec());
    }
    let client = &mut counted.contestant.client;
    let [native, ours] = Sides::ALL.both().map(|side| [side.script, "LOAD", SCRIPT]);
    let digest = String::from_utf8(client.one(&native)?.bytes()?)?;
    client.one(&ours)?;
    let [off, on] = both(&mut counted, &["EVALSHA", &digest, "0"])?;
    table.row(format!("EVALSHA {SCRIPT}"), [off, on, on - off].map(Some).to_vec());
    table.print();
    match above {
        0 => Ok(table),
        _ => Err(format!("takeover adds more than {MOST} instructions to {above} commands").into()),
    }
}

/// Instructions of a command with takeover off and on.
fn both(counted: &mut Counted, command: &[&str]) -> Result<[f64; 2], Failure> {
    eprintln!("takeover: {}", command[0]);
    let mut counts = [0.0; 2];
    for (on, count) in ["no", "yes"].into_iter().zip(&mut counts) {
        counted.contestant.client.one(&["CONFIG", "SET", "ferrous.takeover", on])?;
        *count = counted.calls(&|_, _| vec![words(command)], 0, CALLS)?;
    }
    counted.contestant.client.one(&["CONFIG", "SET", "ferrous.takeover", "no"])?;
    Ok(counts)
}
