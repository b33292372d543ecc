//! The stored baseline of instruction counts.
//!
//! Counts repeat, so a change of a few per cent is a change of the code.

use serde_json::{Map, Value};

use crate::Failure;
use crate::counts::{self, Counted};
use crate::place;
use crate::programs::{Engine, PROGRAMS};
use crate::sides::Sides;

/// A count may be this much above the baseline.
const TOLERANCE: f64 = 1.03;

/// Our counts by name.
fn own_counts() -> Result<Map<String, Value>, Failure> {
    let mut all = counts::programs(&Engine::own())?;
    all.extend(Counted::start()?.scripts(Sides::ALL.ours)?);
    let names = PROGRAMS.into_iter().chain(counts::scripts());
    Ok(names.zip(all).map(|(name, count)| (name.to_owned(), Value::from(count.round()))).collect())
}

/// Rewrites the baseline.
pub fn record() -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(&own_counts()?)?;
    std::fs::write(place::own("baseline.json"), text + "\n")?;
    Ok(())
}

/// Compares our counts with the baseline.
pub fn check() -> Result<(), Failure> {
    let text = std::fs::read_to_string(place::own("baseline.json"))?;
    let baseline: Map<String, Value> = serde_json::from_str(&text)?;
    let counts = own_counts()?;
    let mut above = 0;
    for (name, count) in &counts {
        let count = count.as_f64().unwrap_or(f64::NAN);
        let stored = baseline.get(name).and_then(Value::as_f64);
        let stored = stored.ok_or_else(|| format!("{name} is not in the baseline"))?;
        let change = (count / stored - 1.0) * 100.0;
        // A count that is no number is above, too.
        let holds = count <= stored * TOLERANCE;
        println!(
            "{name:<26} {stored:>12} {count:>12} {change:+6.1} %{}",
            if holds { "" } else { "  ABOVE" }
        );
        above += u32::from(!holds);
    }
    match above {
        0 => Ok(()),
        _ => Err(format!("{above} counts are more than 3 % above the baseline").into()),
    }
}
