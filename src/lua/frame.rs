//! Call records: who called, and what is to be done with the results.
//!
//! Record *n* belongs to the *n*-th active call. The caller's place is packed into one word, its
//! *position*: register base (relative to the current stack segment), code page, and instruction.
//!
//! | bits | 0-16 | 16-32 | 50-64 |
//! |---|---|---|---|
//! | position | instruction | page | base |
//!
//! Imports nothing.

/// Registers reachable from one segment's start: a base has 14 bits, or, to test segments, one, so that
/// nearly every call opens a segment.
pub(crate) const SEGMENT: usize = 1 << BASE_BITS;
const BASE_BITS: u32 = if cfg!(feature = "small-segments") { 1 } else { 14 };
const BASE_SHIFT: u32 = 64 - BASE_BITS;

/// Where a function is: base, page, instruction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(transparent)]
pub(crate) struct Position(pub(crate) u64);

#[expect(clippy::cast_possible_truncation, reason = "the accessors cut fields out of the word")]
impl Position {
    /// Instruction `entry` (page and place) with registers from `base` on.
    #[inline(always)]
    pub(crate) fn new(base: usize, entry: u32) -> Self {
        Position((base as u64) << BASE_SHIFT | u64::from(entry))
    }

    /// First register, relative to the segment; below [`SEGMENT`].
    #[inline(always)]
    pub(crate) fn base(self) -> usize {
        (self.0 >> BASE_SHIFT) as usize
    }

    /// Place of the instruction in its page.
    #[inline(always)]
    pub(crate) fn place(self) -> u16 {
        self.0 as u16
    }

    /// Page and place.
    #[inline(always)]
    pub(crate) fn entry(self) -> u32 {
        self.0 as u32
    }

    /// The page.
    #[inline(always)]
    pub(crate) fn page(self) -> u16 {
        (self.0 >> 16) as u16
    }

    /// The next instruction.
    #[inline(always)]
    pub(crate) fn next(self) -> Self {
        Position(self.0 + 1)
    }

    /// The instruction before.
    #[inline(always)]
    pub(crate) fn previous(self) -> Self {
        Position(self.0 - 1)
    }

    /// The same place, its registers `slots` further up.
    #[inline(always)]
    pub(crate) fn raised(self, slots: usize) -> Self {
        Position(self.0.wrapping_add((slots as u64) << BASE_SHIFT))
    }

    /// The same place, its registers `slots` further down.
    #[inline(always)]
    pub(crate) fn lowered(self, slots: usize) -> Self {
        Position(self.0.wrapping_sub((slots as u64) << BASE_SHIFT))
    }

    /// The same function at another place of its page.
    #[inline(always)]
    pub(crate) fn at(self, place: u16) -> Self {
        Position(self.0 >> 16 << 16 | u64::from(place))
    }

    /// The same function at `entry`, on whatever page.
    #[inline(always)]
    pub(crate) fn jump(self, entry: u32) -> Self {
        Position(self.0 >> 32 << 32 | u64::from(entry))
    }
}

/// What becomes of the results of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Return {
    /// They go to registers of the calling Lua function, which goes on after its call.
    Lua = 0,
    /// The first one finishes the instruction that called a metamethod.
    Instruction = 1,
    /// The native caller goes on with them.
    Native = 2,
    /// `pcall` answers them.
    Pcall = 3,
    /// `xpcall` answers them.
    Xpcall = 4,
    /// The first one is what an error handler made of the error.
    ErrorHandler = 5,
    /// The coroutine is finished.
    Coroutine = 6,
    /// The run is finished.
    Host = 7,
    /// The native caller goes on with them, and hears of errors too.
    Guarded = 8,
    /// The coroutine is finished, which runs in the segment of its resumer.
    Nested = 9,
}

impl Return {
    const ALL: [Return; 10] = [
        Return::Lua,
        Return::Instruction,
        Return::Native,
        Return::Pcall,
        Return::Xpcall,
        Return::ErrorHandler,
        Return::Coroutine,
        Return::Host,
        Return::Guarded,
        Return::Nested,
    ];
}

/// Results wanted: all there are.
pub(crate) const ALL_RESULTS: u8 = 0;

/// `wanted` of the record of a coroutine that a function made by `coroutine.wrap` has resumed.
pub(crate) const WRAPPED: u8 = 1;

/// What [`CallFrame::info`] says but for the results wanted and the tail calls.
pub(crate) const KIND_AND_FLAGS: u32 = 0xFF00;
/// Flag of [`CallFrame`]: the called function's registers start in a new segment.
pub(crate) const NEW_SEGMENT: u32 = 1 << 12;
/// Flag of [`CallFrame`]: the called function is native.
pub(crate) const NATIVE: u32 = 1 << 13;
/// Flag of [`CallFrame`]: extra arguments lie below the called function's registers.
pub(crate) const SHIFTED: u32 = 1 << 14;
/// Flag of [`CallFrame`]: the caller's code is on another page.
pub(crate) const OTHER_PAGE: u32 = 1 << 15;
/// Flag of a native call's [`CallFrame`]: its continuation is told of errors. Native functions have no
/// [`SHIFTED`] registers, whose bit this is.
pub(crate) const GUARDED: u32 = SHIFTED;
const TAIL_CALL: u32 = 1 << 16;

/// An active call.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CallFrame {
    /// Where the caller goes on.
    pub(crate) caller: Position,
    /// Results wanted plus one (8 bits), return kind (4 bits), flags, tail calls (16 bits).
    pub(crate) info: u32,
    /// Lua function: registers between the place of the function and its base. Native function: its
    /// continuation's number plus one.
    pub(crate) extra: u32,
}

impl CallFrame {
    /// A call from `caller` that wants `wanted` results (plus one; see [`ALL_RESULTS`]).
    #[inline(always)]
    pub(crate) fn new(caller: Position, kind: Return, wanted: u8) -> Self {
        CallFrame { caller, info: u32::from(wanted) | (kind as u32) << 8, extra: 0 }
    }

    /// Is it a plain call by a Lua function of the same page and segment that wants at most one
    /// result, of a function without extra arguments?
    #[inline(always)]
    pub(crate) fn returns_simply(self) -> bool {
        (self.info & 0xFFFF).wrapping_sub(1) < 2
    }

    /// Results wanted plus one.
    #[expect(clippy::cast_possible_truncation, reason = "8 bits")]
    pub(crate) fn wanted(self) -> u8 {
        self.info as u8
    }

    /// What becomes of the results.
    pub(crate) fn kind(self) -> Return {
        let kind = (self.info >> 8 & 0xF) as usize;
        Return::ALL.get(kind).copied().unwrap_or(Return::Host)
    }

    /// Is it of this kind?
    #[inline(always)]
    pub(crate) fn is(self, kind: Return) -> bool {
        self.info >> 8 & 0xF == kind as u32
    }

    /// Is the called function the first one of a coroutine or of the run?
    pub(crate) fn is_first(self) -> bool {
        matches!(self.kind(), Return::Host | Return::Coroutine | Return::Nested)
    }

    /// Is a flag set?
    pub(crate) fn has(self, flag: u32) -> bool {
        self.info & flag != 0
    }

    /// Segments that its return closes: a coroutine has one of its own, and whatever lies beyond the
    /// reach of one opens another.
    #[inline]
    pub(crate) fn segments(self) -> usize {
        usize::from(self.has(NEW_SEGMENT)) + usize::from(self.kind() == Return::Coroutine)
    }

    /// Does the call pass through native code, as metamethods and callbacks do?
    #[inline(always)]
    pub(crate) fn is_native_call(self) -> bool {
        !self.is(Return::Lua)
    }

    /// Registers between the place of the function and its base.
    pub(crate) fn shift(self) -> usize {
        if self.info & (SHIFTED | NATIVE) == SHIFTED { self.extra as usize } else { 0 }
    }

    /// Calls that were replaced by tail calls.
    pub(crate) fn tail_calls(self) -> u32 {
        self.info >> 16
    }

    /// This record of a coroutine that has yielded, with the caller, the kind and the wishes of its new
    /// `resume`.
    #[inline(always)]
    pub(crate) fn resumed_by(self, resume: CallFrame) -> Self {
        CallFrame { caller: resume.caller, info: self.info & !0xFFF | resume.info & 0xFFF, ..self }
    }

    /// Counts a tail call.
    pub(crate) fn add_tail_call(&mut self) {
        if self.tail_calls() < 0xFFFF {
            self.info += TAIL_CALL;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_keep_their_parts() {
        let p = Position::new(SEGMENT - 1, 0x0003_FFFE);
        assert_eq!((p.base(), p.page(), p.place()), (SEGMENT - 1, 3, 0xFFFE));
        assert_eq!(p.next().place(), 0xFFFF);
        assert_eq!(p.at(7).entry(), 0x0003_0007);
        assert_eq!(p.jump(0x0004_0001).base(), SEGMENT - 1);
    }

    #[test]
    fn only_plain_calls_return_simply() {
        let p = Position::default();
        assert!(CallFrame::new(p, Return::Lua, 1).returns_simply());
        assert!(CallFrame::new(p, Return::Lua, 2).returns_simply());
        assert!(!CallFrame::new(p, Return::Lua, ALL_RESULTS).returns_simply());
        assert!(!CallFrame::new(p, Return::Lua, 3).returns_simply());
        assert!(!CallFrame::new(p, Return::Instruction, 2).returns_simply());
        let mut shifted = CallFrame::new(p, Return::Lua, 2);
        shifted.info |= SHIFTED;
        assert!(!shifted.returns_simply());
        let mut tail = CallFrame::new(p, Return::Lua, 2);
        tail.add_tail_call();
        assert!(tail.returns_simply());
        assert_eq!(tail.tail_calls(), 1);
    }
}
