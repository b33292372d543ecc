//! Operations on 32 bits: BitOp 1.0.2 (parity §8.3).
//!
//! A number is brought to 32 bits by adding 2^52 + 2^51 and taking the lower half: rounded to even,
//! then cut. Results are signed.
//!
//! May import what `stdlib/mod.rs` says.

use super::super::error::Error;
use super::super::vm::native::{Args, Arguments, NativeFunction, Returned};
use super::leaf;

type LeafResult = Result<Returned, Error>;

pub(super) const FUNCTIONS: &[NativeFunction] = &[
    leaf("tobit", tobit),
    leaf("bnot", bnot),
    leaf("band", band),
    leaf("bor", bor),
    leaf("bxor", bxor),
    leaf("lshift", lshift),
    leaf("rshift", rshift),
    leaf("arshift", arshift),
    leaf("rol", rol),
    leaf("ror", ror),
    leaf("bswap", bswap),
    leaf("tohex", tohex),
];

/// Argument `index` as 32 bits.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the lower half is wanted")]
fn check_bits(args: &mut Args<'_>, index: usize) -> Result<u32, Error> {
    const SHIFT: f64 = 6_755_399_441_055_744.0;
    Ok((args.check_number(index)? + SHIFT).to_bits() as u32)
}

/// Returns 32 bits as a signed number.
#[inline]
fn signed(args: &mut Args<'_>, bits: u32) -> LeafResult {
    args.number(f64::from(bits.cast_signed()))
}

/// `(x) -> x as 32 bits`
fn tobit(args: &mut Args<'_>) -> LeafResult {
    let bits = check_bits(args, 1)?;
    signed(args, bits)
}

/// `(x) -> not x`
fn bnot(args: &mut Args<'_>) -> LeafResult {
    let bits = check_bits(args, 1)?;
    signed(args, !bits)
}

/// All arguments brought together; natively the first is read first, then the others from the last on.
#[inline]
fn fold(args: &mut Args<'_>, operation: impl Fn(u32, u32) -> u32) -> LeafResult {
    args.spend(args.count() >> 4)?;
    let mut bits = check_bits(args, 1)?;
    for index in (2..=args.count()).rev() {
        bits = operation(bits, check_bits(args, index)?);
    }
    signed(args, bits)
}

/// `(x, ...) -> x and ...`
fn band(args: &mut Args<'_>) -> LeafResult {
    fold(args, |a, b| a & b)
}

/// `(x, ...) -> x or ...`
fn bor(args: &mut Args<'_>) -> LeafResult {
    fold(args, |a, b| a | b)
}

/// `(x, ...) -> x xor ...`
fn bxor(args: &mut Args<'_>) -> LeafResult {
    fold(args, |a, b| a ^ b)
}

/// Argument 1 moved by the lower five bits of argument 2.
#[inline]
fn shift(args: &mut Args<'_>, operation: impl Fn(u32, u32) -> u32) -> LeafResult {
    let bits = check_bits(args, 1)?;
    let count = check_bits(args, 2)? & 31;
    signed(args, operation(bits, count))
}

/// `(x, n) -> x moved left by n`
fn lshift(args: &mut Args<'_>) -> LeafResult {
    shift(args, |bits, count| bits << count)
}

/// `(x, n) -> x moved right by n, zeros coming in`
fn rshift(args: &mut Args<'_>) -> LeafResult {
    shift(args, |bits, count| bits >> count)
}

/// `(x, n) -> x moved right by n, copies of the sign coming in`
fn arshift(args: &mut Args<'_>) -> LeafResult {
    shift(args, |bits, count| (bits.cast_signed() >> count).cast_unsigned())
}

/// `(x, n) -> x rotated left by n`
fn rol(args: &mut Args<'_>) -> LeafResult {
    shift(args, u32::rotate_left)
}

/// `(x, n) -> x rotated right by n`
fn ror(args: &mut Args<'_>) -> LeafResult {
    shift(args, u32::rotate_right)
}

/// `(x) -> x with the last byte first`
fn bswap(args: &mut Args<'_>) -> LeafResult {
    let bits = check_bits(args, 1)?;
    signed(args, bits.swap_bytes())
}

/// `(x [, n]) -> the n last hexadecimal digits`, in upper case if n is negative; 8 at most.
fn tohex(args: &mut Args<'_>) -> LeafResult {
    let mut bits = check_bits(args, 1)?;
    let count = if args.has(2) { check_bits(args, 2)?.cast_signed() } else { 8 };
    let digits = if count < 0 { b"0123456789ABCDEF" } else { b"0123456789abcdef" };
    let len = count.unsigned_abs().min(8) as usize;
    let mut text = [0; 8];
    let text = text.get_mut(..len).unwrap_or_default();
    for place in text.iter_mut().rev() {
        *place = digits.get(bits as usize & 15).copied().unwrap_or_default();
        bits >>= 4;
    }
    args.string(text)
}
