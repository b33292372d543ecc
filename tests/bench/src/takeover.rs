//! What takeover costs: instructions of commands that it does not concern, and of a script that it does.

use crate::Failure;
use crate::counts::Counted;
use crate::server::words;
use crate::table::{Chart, Table, median};
use crate::two_sides::{Side, Sides};

/// Instructions that takeover may add to a command that is about no script.
const MOST: f64 = 130.0;

/// Commands that are about no script. ECHO is as long as EVAL and begins as it does.
const OTHERS: &[&[&str]] = &[&["PING"], &["GET", "k"], &["SET", "k", "v"], &["ECHO", "x"]];

/// How often a command is sent at a time, and how often that is counted.
const CALLS: usize = 10_000;
const ROUNDS: usize = 5;

const SCRIPT: &str = "return 1";

/// Counts the commands with takeover off and on.
pub fn measure() -> Result<Table, Failure> {
    let mut counted = Counted::start(&Sides::BOTH)?;
    // The server's own rhythm adds to whatever is counted.
    counted.client.one(&["CONFIG", "SET", "hz", "1", "dynamic-hz", "no"])?;
    let note = format!(
        "Instructions by callgrind; at most {MOST} more are allowed for a command that is about no \
         script. EVALSHA is native's while takeover is off."
    );
    let head = ["command", "off", "on", "more"];
    let mut table = Table::new("takeover", "Takeover", &note, &head, Chart::None);
    let mut above = 0;
    for command in OTHERS {
        let [off, on] = both(&mut counted, command)?;
        above += u32::from(on - off > MOST);
        table.row(command[0], vec![Some(off), Some(on), Some(on - off)]);
    }
    let digest = String::from_utf8(load(&mut counted, &Sides::BOTH.native)?)?;
    load(&mut counted, &Sides::BOTH.ours)?;
    let [off, on] = both(&mut counted, &["EVALSHA", &digest, "0"])?;
    table.row(format!("EVALSHA {SCRIPT}"), vec![Some(off), Some(on), Some(on - off)]);
    table.print();
    match above {
        0 => Ok(table),
        _ => Err(format!("takeover adds more than {MOST} instructions to {above} commands").into()),
    }
}

fn load(counted: &mut Counted, side: &Side) -> Result<Vec<u8>, Failure> {
    side.load(&mut counted.client, SCRIPT)
}

/// Instructions of a command with takeover off and on. What the server does beside is in both.
#[expect(clippy::cast_precision_loss, reason = "a count of calls is small")]
fn both(counted: &mut Counted, command: &[&str]) -> Result<[f64; 2], Failure> {
    eprintln!("takeover: {}", command[0]);
    let mut counts = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        for (on, counts) in ["no", "yes"].into_iter().zip(&mut counts) {
            counted.client.one(&["CONFIG", "SET", "ferrous.takeover", on])?;
            counts.push(counted.calls(&|_| vec![words(command)], 0, CALLS)? / CALLS as f64);
        }
    }
    counted.client.one(&["CONFIG", "SET", "ferrous.takeover", "no"])?;
    Ok(counts.each_ref().map(|counts| median(counts)))
}
