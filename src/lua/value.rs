//! A Lua value in 8 bytes (manual §2.2).
//!
//! Numbers are plain `f64` bits. Every other kind lives in the space of negative quiet NaNs that no
//! arithmetic produces: a 16-bit tag (`0xFFF9` to `0xFFFF`), 16 bits of generation, 32 bits of
//! index. The upper half of the word, tag and generation together, is the value's *stamp*: one
//! 32-bit compare with the stamp of an arena slot answers both "is it this kind" and "is it alive".
//!
//! The NaN of x86 arithmetic is `0xFFF8…` and stays a number. Arithmetic hands on the bits of a NaN
//! that it is given, with the quiet bit set, and negation sets the sign. So code that turns foreign bytes
//! into numbers must go through [`Value::number`], which admits no NaN that could become a tag that way.
//!
//! May import `handle`.

use super::handle::{
    ClosureHandle, Handle, StringHandle, TableHandle, ThreadHandle, UpvalueHandle,
};

/// Tag of nil, false, true, light userdata and native functions.
pub(crate) const TAG_SPECIAL: u16 = 0xFFF9;
/// Tag of an interned string: equal strings have equal bits.
pub(crate) const TAG_STRING: u16 = 0xFFFA;
/// Tag of a string that is not interned: compare by bytes.
pub(crate) const TAG_LONG_STRING: u16 = 0xFFFB;
/// Tag of a table.
pub(crate) const TAG_TABLE: u16 = 0xFFFC;
/// Tag of a closure.
pub(crate) const TAG_CLOSURE: u16 = 0xFFFD;
/// Tag of a captured variable's cell; never visible to scripts.
pub(crate) const TAG_CELL: u16 = 0xFFFE;
/// Tag of a coroutine.
pub(crate) const TAG_THREAD: u16 = 0xFFFF;

/// The first bit pattern that is not a number.
const LIMIT: u64 = (TAG_SPECIAL as u64) << 48;
/// Stamp of a native function; its index is the native's id.
const NATIVE_STAMP: u32 = (TAG_SPECIAL as u32) << 16 | 1;
/// Most lists a host gives.
pub const MAX_LISTS: usize = 2;
/// Stamp of an unread item of the host's list 0; that of list n is n above it.
const UNREAD_STAMP: u32 = NATIVE_STAMP + 1;
/// The sign of a number.
const SIGN: u64 = 1 << 63;
/// The NaN that stands for those with too many bits, without the sign.
const CANONICAL_NAN: u64 = 0x7FF8_0000_0000_0000;

/// A Lua value. `Copy`, compared by bits; use `Value::kind` to look inside.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub struct Value(u64);

/// The names of types, as `type` gives them; the last is never visible to scripts.
pub(crate) const TYPE_NAMES: [&str; 9] =
    ["nil", "boolean", "number", "string", "table", "function", "thread", "userdata", "upvalue"];

/// What a [`Value`] holds, unpacked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum ValueKind {
    /// nil
    Nil,
    /// true or false
    Boolean(bool),
    /// A number.
    Number(f64),
    /// A string, interned or not.
    String(StringHandle),
    /// A table.
    Table(TableHandle),
    /// A closure.
    Closure(ClosureHandle),
    /// A function written in Rust.
    NativeFunction(NativeId),
    /// A coroutine.
    Thread(ThreadHandle),
    /// `cjson.null` or `cjson.empty_array`; no other light userdata exists.
    LightUserdata,
    /// A captured variable's cell; never visible to scripts.
    Cell(UpvalueHandle),
}

/// Names a function written in Rust: its place in the VM's table of natives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NativeId(pub u32);

impl Value {
    /// nil
    pub const NIL: Value = Value(LIMIT);
    /// false
    pub const FALSE: Value = Value(LIMIT + 1);
    /// true
    pub const TRUE: Value = Value(LIMIT + 2);
    /// The null light userdata (`cjson.null`).
    pub const NULL: Value = Value(LIMIT + 3);
    /// The light userdata that stands for an empty list (`cjson.empty_array`).
    pub const EMPTY_ARRAY: Value = Value(LIMIT + 4);

    /// A number, for results of arithmetic: `n` must not carry foreign NaN bits.
    #[inline(always)]
    pub fn from_f64(n: f64) -> Value {
        Value(n.to_bits())
    }

    /// A number from outside: a NaN that is taken for another kind when it is quiet and negative is made
    /// canonical; its sign stays.
    #[inline]
    pub fn number(n: f64) -> Value {
        let bits = n.to_bits();
        let arithmetic = bits | SIGN | CANONICAL_NAN;
        if n.is_nan() && arithmetic >= LIMIT {
            Value(bits & SIGN | CANONICAL_NAN)
        } else {
            Value(bits)
        }
    }

    /// true or false
    #[inline(always)]
    pub fn boolean(b: bool) -> Value {
        Value(LIMIT + 1 + u64::from(b))
    }

    /// The native function `id`.
    #[inline(always)]
    pub fn native(id: NativeId) -> Value {
        Value(u64::from(NATIVE_STAMP) << 32 | u64::from(id.0))
    }

    /// Item `index`, zero-based, of a list of the host, unread.
    #[inline(always)]
    #[expect(clippy::cast_possible_truncation, reason = "lists are few, items below 2^32")]
    pub(crate) fn unread(list: usize, index: usize) -> Value {
        Value::object(index as u32, UNREAD_STAMP.wrapping_add(list as u32))
    }

    /// List and zero-based index of an item that the host has not been asked for. It stands for a string, and
    /// only functions that take such see it (`NativeFunction::taking_unread`).
    #[inline(always)]
    pub fn unread_item(self) -> Option<(usize, usize)> {
        let list = self.stamp().wrapping_sub(UNREAD_STAMP) as usize;
        (list < MAX_LISTS).then_some((list, self.index() as usize))
    }

    /// The value as it is kept in registers and code pages.
    #[inline(always)]
    pub(crate) fn bits(self) -> u64 {
        self.0
    }

    /// Back from [`Value::bits`].
    #[inline(always)]
    pub(crate) fn from_bits(bits: u64) -> Value {
        Value(bits)
    }

    /// The object in slot `index` whose slot carries `stamp`.
    #[inline(always)]
    pub(crate) const fn object(index: u32, stamp: u32) -> Value {
        Value((stamp as u64) << 32 | index as u64)
    }

    #[inline]
    fn from_handle<K>(tag: u16, handle: Handle<K>) -> Value {
        Value::object(handle.index(), u32::from(tag) << 16 | u32::from(handle.generation()))
    }

    /// Slot index of an object, id of a native function.
    #[inline(always)]
    #[expect(clippy::cast_possible_truncation, reason = "the lower half is the index")]
    pub(crate) fn index(self) -> u32 {
        self.0 as u32
    }

    /// Tag and generation.
    #[inline(always)]
    pub(crate) fn stamp(self) -> u32 {
        (self.0 >> 32) as u32
    }

    /// The tag; meaningless for numbers.
    #[inline(always)]
    pub(crate) fn tag(self) -> u16 {
        (self.0 >> 48) as u16
    }

    #[inline(always)]
    #[expect(clippy::cast_possible_truncation, reason = "16 bits of generation")]
    fn handle<K>(self) -> Handle<K> {
        Handle::new(self.index(), self.stamp() as u16)
    }

    /// The bits as a number; a NaN when the value is not a number.
    #[inline(always)]
    pub(crate) fn as_f64(self) -> f64 {
        f64::from_bits(self.0)
    }

    /// Is it a number?
    #[inline(always)]
    pub fn is_number(self) -> bool {
        self.0 < LIMIT
    }

    /// Is it nil?
    #[inline(always)]
    pub fn is_nil(self) -> bool {
        self.0 == LIMIT
    }

    /// Neither nil nor false?
    #[inline(always)]
    pub fn is_truthy(self) -> bool {
        self.0.wrapping_sub(LIMIT) > 1
    }

    /// Is it a string?
    #[inline(always)]
    pub fn is_string(self) -> bool {
        self.tag() == TAG_STRING || self.tag() == TAG_LONG_STRING
    }

    /// Is it a string or a number, which stands for one? (`lua_isstring`)
    #[inline(always)]
    pub fn is_text(self) -> bool {
        let tag = self.tag();
        tag < TAG_TABLE && tag != TAG_SPECIAL
    }

    /// Is it a table?
    #[inline(always)]
    pub fn is_table(self) -> bool {
        self.tag() == TAG_TABLE
    }

    /// Is it a function, Lua or native?
    #[inline]
    pub fn is_function(self) -> bool {
        self.tag() == TAG_CLOSURE || self.is_native()
    }

    /// Is it a function written in Rust, without upvalues?
    #[inline(always)]
    pub(crate) fn is_native(self) -> bool {
        self.stamp() == NATIVE_STAMP
    }

    /// The number in it, if it is one.
    #[inline]
    pub fn to_number(self) -> Option<f64> {
        if self.is_number() { Some(self.as_f64()) } else { None }
    }

    /// An integer from 0 up, below 2^52; for every other value a number beyond that. Exact for all
    /// numbers, and free of a saturating cast: adding 2^52 moves an integer's bits to the bottom of the
    /// mantissa.
    #[inline(always)]
    #[expect(clippy::float_cmp, reason = "exact by construction")]
    pub(crate) fn natural(self) -> u64 {
        const SHIFT: f64 = 4_503_599_627_370_496.0;
        let n = self.as_f64();
        let moved = n + SHIFT;
        if moved - SHIFT == n { moved.to_bits().wrapping_sub(SHIFT.to_bits()) } else { u64::MAX }
    }

    /// Zero-based place in an array part of an integral key from 1 up; for every other value a place
    /// beyond any array.
    #[inline(always)]
    #[expect(clippy::cast_possible_truncation, reason = "usize is 64 bits on every server")]
    pub(crate) fn array_index(self) -> usize {
        self.natural().wrapping_sub(1) as usize
    }

    /// What the value holds.
    pub(crate) fn kind(self) -> ValueKind {
        if self.is_number() {
            return ValueKind::Number(self.as_f64());
        }
        match self.tag() {
            TAG_STRING | TAG_LONG_STRING => ValueKind::String(self.handle()),
            TAG_TABLE => ValueKind::Table(self.handle()),
            TAG_CLOSURE => ValueKind::Closure(self.handle()),
            TAG_CELL => ValueKind::Cell(self.handle()),
            TAG_THREAD => ValueKind::Thread(self.handle()),
            _ => match self {
                Value::NIL => ValueKind::Nil,
                Value::FALSE => ValueKind::Boolean(false),
                Value::TRUE => ValueKind::Boolean(true),
                Value::NULL | Value::EMPTY_ARRAY => ValueKind::LightUserdata,
                _ => ValueKind::NativeFunction(NativeId(self.index())),
            },
        }
    }

    /// The name `type` gives (manual §5.1).
    pub fn type_name(self) -> &'static str {
        TYPE_NAMES.get(self.type_number()).copied().unwrap_or_default()
    }

    /// The place of [`Value::type_name`] among [`TYPE_NAMES`].
    #[inline(always)]
    pub(crate) fn type_number(self) -> usize {
        if self.is_number() {
            return 2;
        }
        match self.tag() {
            TAG_STRING | TAG_LONG_STRING => 3,
            TAG_TABLE => 4,
            TAG_CLOSURE => 5,
            TAG_THREAD => 6,
            TAG_CELL => 8,
            _ => match self {
                Value::NIL => 0,
                Value::FALSE | Value::TRUE => 1,
                Value::NULL | Value::EMPTY_ARRAY => 7,
                _ => 5,
            },
        }
    }

    /// Equal without metamethods, for all kinds but strings that are not interned (see
    /// `LuaHeap::raw_equal`).
    #[inline(always)]
    #[expect(clippy::float_cmp, reason = "Lua compares numbers exactly")]
    pub(crate) fn same(self, other: Value) -> bool {
        if self.is_number() { self.as_f64() == other.as_f64() } else { self.0 == other.0 }
    }
}

impl Default for Value {
    fn default() -> Value {
        Value::NIL
    }
}

impl From<TableHandle> for Value {
    #[inline(always)]
    fn from(handle: TableHandle) -> Value {
        Value::from_handle(TAG_TABLE, handle)
    }
}

impl From<ClosureHandle> for Value {
    #[inline(always)]
    fn from(handle: ClosureHandle) -> Value {
        Value::from_handle(TAG_CLOSURE, handle)
    }
}

impl From<ThreadHandle> for Value {
    #[inline(always)]
    fn from(handle: ThreadHandle) -> Value {
        Value::from_handle(TAG_THREAD, handle)
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.kind().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_takes_eight_bytes() {
        assert_eq!(size_of::<Value>(), 8);
    }

    #[test]
    fn kinds_survive_packing() {
        let table = TableHandle::new(5, 9);
        assert_eq!(Value::from(table).kind(), ValueKind::Table(table));
        assert_eq!(Value::boolean(true).kind(), ValueKind::Boolean(true));
        assert_eq!(Value::native(NativeId(3)).kind(), ValueKind::NativeFunction(NativeId(3)));
        assert_eq!(Value::NULL.kind(), ValueKind::LightUserdata);
        assert_eq!(Value::from_f64(-0.0).kind(), ValueKind::Number(-0.0));
    }

    #[test]
    fn only_nil_and_false_are_false() {
        assert!(!Value::NIL.is_truthy() && !Value::FALSE.is_truthy());
        for v in [Value::TRUE, Value::NULL, Value::from_f64(0.0), Value::native(NativeId(0))] {
            assert!(v.is_truthy());
        }
    }

    #[test]
    fn strings_and_numbers_are_text() {
        let string = |tag| Value::from_handle(tag, StringHandle::new(5, 9));
        let texts =
            [Value::from_f64(f64::NEG_INFINITY), string(TAG_STRING), string(TAG_LONG_STRING)];
        assert!(texts.into_iter().all(Value::is_text));
        let table = Value::from(TableHandle::new(5, 9));
        let others = [Value::NIL, Value::TRUE, Value::NULL, Value::native(NativeId(0)), table];
        assert!(!others.into_iter().any(Value::is_text));
    }

    #[test]
    fn foreign_nan_bits_stay_numbers() {
        let v = Value::number(f64::from_bits(0xFFFC_0000_0000_0001));
        assert!(v.is_number() && v.as_f64().is_nan());
        assert!(Value::number(f64::from_bits(0xFFF8_0000_0000_0000)).is_number());
    }

    #[test]
    fn arithmetic_on_foreign_nan_bits_gives_numbers() {
        for high in 0x7FF0..=0x7FFFu64 {
            for low in [1, 0x8000_0000_0000, 0xFFFF_FFFF_FFFF] {
                for sign in [0, SIGN] {
                    let v = Value::number(f64::from_bits(sign | high << 48 | low));
                    let n = v.as_f64();
                    assert!(n.is_nan() && n.is_sign_negative() == (sign != 0));
                    // As the machine does it: the results are not looked at.
                    let zero = std::hint::black_box(0.0);
                    for result in [-n, n + zero, -(n + zero), n * zero, -(-n - zero), zero / n] {
                        assert!(Value::from_f64(result).is_number(), "{v:?}");
                    }
                }
            }
        }
        assert_eq!(
            Value::number(f64::from_bits(0x7FF8_0000_0000_0007)).bits(),
            0x7FF8_0000_0000_0007
        );
    }

    #[test]
    fn array_index_takes_positive_integers_only() {
        assert_eq!(Value::from_f64(1.0).array_index(), 0);
        assert_eq!(Value::from_f64(4_294_967_296.0).array_index(), 4_294_967_295);
        for n in [0.0, -1.0, 1.5, 1e300, f64::NAN, f64::INFINITY, -0.0] {
            assert!(Value::from_f64(n).array_index() > 1 << 40, "{n}");
        }
        for n in [-1.0, 1.5, 1e300, f64::NAN, f64::INFINITY] {
            assert!(Value::from_f64(n).natural() > 1 << 40, "{n}");
        }
        assert_eq!(Value::from_f64(-0.0).natural(), 0);
        assert!(Value::NIL.array_index() > 1 << 40);
        assert!(Value::from(TableHandle::new(1, 1)).array_index() > 1 << 40);
    }
}
