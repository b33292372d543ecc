//! What callgrind has written: instructions by line of source, and by function with all it calls.

use std::collections::HashMap;
use std::path::Path;

use crate::Failure;

/// A profile.
#[derive(Default)]
pub struct Profile {
    /// File, line and instructions; inlined code counts where it was written.
    pub lines: Vec<(String, usize, f64)>,
    /// Instructions of calls, by the name of what is called.
    calls: HashMap<String, f64>,
    pub total: f64,
}

/// Names that are written once and are numbers from then on.
#[derive(Default)]
struct Names(HashMap<String, String>);

impl Names {
    fn name(&mut self, text: &str) -> String {
        let Some((number, name)) = text.strip_prefix('(').and_then(|text| text.split_once(')'))
        else {
            return text.to_owned();
        };
        match name.strip_prefix(' ') {
            Some(name) => self.0.insert(number.to_owned(), name.to_owned()),
            None => None,
        };
        self.0.get(number).cloned().unwrap_or_default()
    }
}

impl Profile {
    /// Reads a file that callgrind has written with lines.
    pub fn read(file: &Path) -> Result<Profile, Failure> {
        let mut profile = Profile::default();
        let (mut files, mut functions) = (Names::default(), Names::default());
        let (mut at, mut line, mut called) = (String::new(), 0, String::new());
        let mut is_call = false;
        for text in std::fs::read_to_string(file)?.lines() {
            match text.split_once('=') {
                Some(("fl" | "fi" | "fe", name)) => at = files.name(name),
                Some(("cfi" | "cfl", name)) => drop(files.name(name)),
                Some(("fn", name)) => drop(functions.name(name)),
                Some(("cfn", name)) => called = functions.name(name),
                Some(("calls", _)) => is_call = true,
                Some(_) => {}
                None => {
                    let Some((place, cost)) = text.split_once(' ') else { continue };
                    let Some(next) = moved(line, place) else { continue };
                    line = next;
                    let cost: f64 = cost.parse()?;
                    if std::mem::take(&mut is_call) {
                        *profile.calls.entry(called.clone()).or_default() += cost;
                    } else {
                        profile.lines.push((at.clone(), line, cost));
                        profile.total += cost;
                    }
                }
            }
        }
        Ok(profile)
    }

    /// Instructions of all functions whose name ends with `name`, with all they call.
    pub fn called(&self, name: &str) -> f64 {
        let named = self.calls.iter().filter(|(called, _)| called.ends_with(name));
        named.fold(0.0, |sum, (_, cost)| sum + cost)
    }
}

/// The line that `place` says, counted from `line` if it has a sign; `None` if it says none.
fn moved(line: usize, place: &str) -> Option<usize> {
    match place.split_at_checked(1)? {
        ("*", "") => Some(line),
        ("+", by) => Some(line + by.parse::<usize>().ok()?),
        ("-", by) => line.checked_sub(by.parse().ok()?),
        _ => place.parse().ok(),
    }
}
