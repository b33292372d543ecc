//! The generator behind `math.random`: `drand48` as Redis ships it (parity row R1).
//!
//! The unseeded sequence goes on from run to run. `math.randomseed` starts another one, which ends with
//! the run.
//!
//! Imports nothing.

const START: u64 = 0x1234_ABCD_330E;
const MULTIPLIER: u64 = 0x0005_DEEC_E66D;
const INCREMENT: u64 = 0xB;
const MASK: u64 = (1 << 48) - 1;
/// One more than the largest number drawn (`REDIS_LRAND48_MAX`).
const RANGE: u64 = i32::MAX as u64;

/// State of the generator.
#[derive(Debug)]
pub(crate) struct Random {
    unseeded: u64,
    seeded: Option<u64>,
}

impl Default for Random {
    fn default() -> Self {
        Random { unseeded: START, seeded: None }
    }
}

impl Random {
    /// The next number, from 0 up to but not including 1.
    pub(crate) fn next(&mut self) -> f64 {
        let state = self.seeded.as_mut().unwrap_or(&mut self.unseeded);
        *state = state.wrapping_mul(MULTIPLIER).wrapping_add(INCREMENT) & MASK;
        #[expect(clippy::cast_precision_loss, reason = "31 bits")]
        let (drawn, range) = (((*state >> 17) % RANGE) as f64, RANGE as f64);
        drawn / range
    }

    /// Starts the sequence of `seed` until the end of the run.
    pub(crate) fn seed(&mut self, seed: i32) {
        self.seeded = Some(u64::from(seed.cast_unsigned()) << 16 | 0x330E);
    }

    /// Has the run seeded it?
    #[cfg(feature = "fault-injection")]
    pub(crate) fn is_seeded(&self) -> bool {
        self.seeded.is_some()
    }

    /// Back to the unseeded sequence.
    pub(crate) fn end_run(&mut self) {
        self.seeded = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences_are_natives() {
        let mut random = Random::default();
        let close = |a: f64, b: f64| (a - b).abs() < 1e-13;
        assert!(close(random.next(), 0.396_464_773_638_39));
        assert!(close(random.next(), 0.840_485_369_712_34));
        random.seed(1);
        assert!(close(random.next(), 0.041_630_344_484_761));
        random.seed(-1);
        assert!(close(random.next(), 0.300_025_727_273_91));
    }

    #[test]
    fn the_unseeded_sequence_goes_on_after_a_seeded_run() {
        let mut random = Random::default();
        let first = random.next();
        random.seed(7);
        random.next();
        random.end_run();
        let mut reference = Random::default();
        assert_eq!(reference.next(), first);
        assert_eq!(reference.next(), random.next());
    }
}
