//! Slots of a cluster: scripts with a shebang keep to one, unless they ask for more (parity U5), and so
//! do commands (U3).
//!
//! Only on a cluster; what a module may not touch at all, the server says itself.
//!
//! May import `ffi`, `run_state`, `text`.

use super::ffi::{Invocation, StringList};
use super::run_state::RunState;
use super::text;

/// Slots of a cluster.
const SLOTS: u16 = 16_384;

/// Checks that the keys of a command are of the run's slot, which the first key decides. Asks the
/// server where the command's keys are.
///
/// # Errors
/// They are not.
#[cold]
pub(super) fn check(
    run: &RunState,
    call: &Invocation<'_>,
    words: &[&[u8]],
) -> Result<(), &'static str> {
    let (first, count) = run.keys.get();
    let declared = (count > 0).then(|| slot_of(call.args().bytes(first)));
    for slot in slots_of(call, words) {
        let expected = run.slot.get().or(declared).unwrap_or(slot);
        if slot != expected {
            return Err(text::CROSS_SLOT);
        }
        run.slot.set(Some(expected));
    }
    Ok(())
}

/// Are the keys of a command of several slots?
#[cold]
pub(super) fn are_several(call: &Invocation<'_>, words: &[&[u8]]) -> bool {
    let mut slots = slots_of(call, words);
    let first = slots.next();
    slots.any(|slot| Some(slot) != first)
}

/// The slots of the keys of a command.
fn slots_of(call: &Invocation<'_>, words: &[&[u8]]) -> impl Iterator<Item = u16> {
    let positions = StringList::new(words.iter().copied()).key_positions(call);
    positions.into_iter().filter_map(|position| words.get(position).map(|key| slot_of(key)))
}

/// The slot of a key: the CRC-16 (XMODEM) of the part between its first braces, or of all of it.
fn slot_of(key: &[u8]) -> u16 {
    crc16(hash_tag(key)) % SLOTS
}

fn hash_tag(key: &[u8]) -> &[u8] {
    let tag = key
        .iter()
        .position(|&byte| byte == b'{')
        .and_then(|open| key.get(open + 1..))
        .and_then(|rest| rest.get(..rest.iter().position(|&byte| byte == b'}')?));
    tag.filter(|tag| !tag.is_empty()).unwrap_or(key)
}

fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |crc, &byte| {
        (0..8).fold(crc ^ u16::from(byte) << 8, |crc, _| {
            if crc & 0x8000 == 0 { crc << 1 } else { crc << 1 ^ 0x1021 }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_those_of_the_server() {
        assert_eq!(crc16(b"123456789"), 0x31C3);
        assert_eq!(slot_of(b"foo"), 12_182);
        assert_eq!(slot_of(b"{user1000}.following"), slot_of(b"user1000"));
        assert_eq!(hash_tag(b"foo{}{bar}"), b"foo{}{bar}");
        assert_eq!(hash_tag(b"foo{{bar}}zap"), b"{bar");
        assert_eq!(hash_tag(b"{bar"), b"{bar");
    }
}
