//! Numbers from a seed, and what is picked by them.

/// A generator (splitmix64).
pub(super) struct Random(u64);

impl Random {
    /// The generator of one case of a run.
    pub(super) fn of_case(seed: u64, case: usize) -> Random {
        let mut random = Random(seed ^ (case as u64).wrapping_mul(0xD134_2543_DE82_EF95));
        random.next();
        random
    }

    /// 64 bits.
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ bits >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ bits >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ bits >> 31
    }

    /// A number below `limit`.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap() % limit
    }

    /// True once in `n` times.
    pub(super) fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// A byte.
    pub(super) fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[3]
    }

    /// One of several.
    pub(super) fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// Changes bytes here and there: flips, drops, doubles, puts in.
    pub(super) fn mutate(&mut self, bytes: &mut Vec<u8>, spice: &[u8]) {
        for _ in 0..=self.below(3) {
            let at = self.below(bytes.len() + 1);
            let end = (at + 1 + self.below(4)).min(bytes.len());
            match self.below(6) {
                0 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
                1 if at < bytes.len() => bytes[at] = self.byte(),
                2 => drop(bytes.drain(at..end)),
                3 => {
                    let part = bytes[at..end].to_vec();
                    bytes.splice(at..at, part);
                }
                4 => bytes.truncate(at),
                _ => bytes.insert(at, self.pick(spice)),
            }
        }
    }
}
