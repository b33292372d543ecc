//! The processor's clock.

/// Processor time that the process has used, in seconds; microseconds count, as with native's
/// `os.clock`.
#[expect(clippy::cast_precision_loss, reason = "seconds of a process fit")]
pub fn cpu_seconds() -> f64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: writes the time and nothing else.
    let status = unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &raw mut time) };
    if status != 0 {
        return 0.0;
    }
    time.tv_sec as f64 + (time.tv_nsec / 1000) as f64 / 1e6
}
