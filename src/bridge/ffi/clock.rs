//! The clocks that the bridge reads.

use std::time::Duration;

/// Processor time that the process has used, in seconds; microseconds count, as with native's
/// `os.clock`.
#[expect(clippy::cast_precision_loss, reason = "seconds of a process fit")]
pub fn cpu_seconds() -> f64 {
    let time = read(libc::CLOCK_PROCESS_CPUTIME_ID);
    time.tv_sec as f64 + (time.tv_nsec / 1000) as f64 / 1e6
}

/// Time since some moment in the past. It moves in ticks of a few milliseconds and costs a few
/// nanoseconds to read, so it can be asked after every command.
pub fn coarse_time() -> Duration {
    Duration::from_nanos(coarse_nanos())
}

/// The same in nanoseconds.
#[inline]
pub fn coarse_nanos() -> u64 {
    let time = read(libc::CLOCK_MONOTONIC_COARSE);
    let nanos = time.tv_sec.wrapping_mul(1_000_000_000).wrapping_add(time.tv_nsec);
    nanos.cast_unsigned()
}

/// The length of a tick of [`coarse_time`].
pub fn coarse_tick() -> Duration {
    let mut tick = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: writes the time and nothing else.
    unsafe { libc::clock_getres(libc::CLOCK_MONOTONIC_COARSE, &raw mut tick) };
    let seconds = u64::try_from(tick.tv_sec).unwrap_or(0);
    Duration::new(seconds, u32::try_from(tick.tv_nsec).unwrap_or(0))
}

/// What a clock shows; zero if there is none.
#[inline]
fn read(clock: libc::clockid_t) -> libc::timespec {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: writes the time and nothing else; without such a clock not even that.
    unsafe { libc::clock_gettime(clock, &raw mut time) };
    time
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_coarse_clock_moves_in_its_ticks() {
        let (start, tick) = (coarse_time(), coarse_tick());
        assert!(!tick.is_zero() && tick <= Duration::from_millis(20), "{tick:?}");
        std::thread::sleep(tick * 3);
        assert!(coarse_time() - start >= tick * 2);
    }
}
