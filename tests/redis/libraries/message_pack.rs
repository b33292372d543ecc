//! MessagePack: every tag, in short and in longer forms than needed, with right and wrong lengths.

use super::random::Random;

/// What may end up anywhere.
const SPICE: &[u8] = b"\x80\x81\x90\x91\xa0\xa1\xc0\xc1\xc2\xc3\xc4\xca\xcb\xcc\xcf\xd0\xd3\xd4\xd9\xda\xdb\xdc\xdd\xde\xdf\xe0\xff\x00\x7f";

/// Appends `count` values.
pub(super) fn values(random: &mut Random, bytes: &mut Vec<u8>, count: usize, odd: usize) {
    for _ in 0..count {
        let depth = random.below(5);
        value(random, bytes, depth, odd);
    }
}

/// Changes bytes a little.
pub(super) fn mutate(random: &mut Random, bytes: &mut Vec<u8>) {
    random.mutate(bytes, SPICE);
}

/// What nests `depth` deep.
pub(super) fn nested(random: &mut Random, depth: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    for _ in 0..depth {
        match random.below(3) {
            0 => bytes.push(0x91),
            1 => bytes.extend_from_slice(&[0x81, 0xA1, b'k']),
            _ => bytes.extend_from_slice(&[0xDC, 0, 1]),
        }
    }
    bytes.push(1);
    bytes
}

fn value(random: &mut Random, bytes: &mut Vec<u8>, depth: usize, odd: usize) {
    let is_odd = odd > 0 && random.once_in(odd);
    if is_odd && random.once_in(2) {
        // A tag that is not known, or anything.
        let tag = random.pick(&[0xC1, 0xC4, 0xC5, 0xC6, 0xC7, 0xC8, 0xC9, 0xD4, 0xD5, 0xD8]);
        return bytes.push(if random.once_in(2) { tag } else { random.byte() });
    }
    match random.below(if depth == 0 { 9 } else { 15 }) {
        0 | 1 => bytes.push(random.pick(&[0, 1, 5, 0x7F, 0xE0, 0xFF])),
        2 | 3 => {
            // Numbers with all their bytes.
            let (tag, width) = random.pick(&[
                (0xCC, 1),
                (0xCD, 2),
                (0xCE, 4),
                (0xCF, 8),
                (0xD0, 1),
                (0xD1, 2),
                (0xD2, 4),
                (0xD3, 8),
                (0xCA, 4),
                (0xCB, 8),
            ]);
            bytes.push(tag);
            let pattern = random.below(4);
            for n in 0..width {
                let end = if n == 0 || n == width - 1 { random.byte() } else { 0 };
                bytes.push(match pattern {
                    0 => random.byte(),
                    1 => 0xFF,
                    2 => end,
                    _ => u8::from(n == 0) << 7,
                });
            }
        }
        4 => bytes.push(random.pick(&[0xC0, 0xC2, 0xC3])),
        5..=8 => {
            let longest = if random.once_in(30) { 300 } else { 8 };
            let len = random.below(longest);
            head(random, bytes, len, is_odd, [(0xA0, 32), (0xD9, 1), (0xDA, 2), (0xDB, 4)]);
            for _ in 0..len {
                let byte = random.byte();
                bytes.push(random.pick(b"abcde0123").max(byte & 0x1F));
            }
        }
        9..=11 => {
            let (longest, depth) = if random.once_in(12) { (40, 1) } else { (6, depth) };
            let len = random.below(longest);
            head(random, bytes, len, is_odd, [(0x90, 16), (0xDC, 2), (0xDD, 4), (0xDD, 4)]);
            for _ in 0..len {
                value(random, bytes, depth - 1, odd);
            }
        }
        _ => {
            let (longest, depth) = if random.once_in(12) { (30, 1) } else { (6, depth) };
            let len = random.below(longest);
            head(random, bytes, len, is_odd, [(0x80, 16), (0xDE, 2), (0xDF, 4), (0xDF, 4)]);
            for n in 0..len {
                key(random, bytes, n, odd);
                value(random, bytes, depth - 1, odd);
            }
        }
    }
}

fn key(random: &mut Random, bytes: &mut Vec<u8>, n: usize, odd: usize) {
    match random.below(8) {
        0 => bytes.push(random.byte() & 0x1F),
        1 => bytes.push(u8::try_from(n + 1).unwrap()),
        2 if odd > 0 => value(random, bytes, 1, odd),
        _ => bytes.extend_from_slice(&[0xA2, b'k', random.pick(b"abcdefghijkl0123")]),
    }
}

/// The head of what has `len` parts: the first form holds fewer than its number says, the others have
/// so many bytes for the length.
fn head(
    random: &mut Random,
    bytes: &mut Vec<u8>,
    len: usize,
    is_odd: bool,
    forms: [(u8, usize); 4],
) {
    let [(few, limit), forms @ ..] = forms;
    let claimed =
        if is_odd { random.pick(&[len + 1, len + 7, 255, 65_535, 0x7FFF_FFFF]) } else { len };
    if claimed < limit && random.below(4) > 0 {
        return bytes.push(few | u8::try_from(claimed).unwrap());
    }
    let fits = |&&(_, width): &&(u8, usize)| width == 4 || claimed < 1 << (width * 8);
    let fitting: Vec<_> = forms.iter().filter(fits).collect();
    let &(tag, width) = random.pick(&fitting);
    bytes.push(tag);
    bytes.extend_from_slice(&claimed.to_be_bytes()[8 - width..]);
}
