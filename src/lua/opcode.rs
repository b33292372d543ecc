//! The instruction set: the one table that names, encoder, listing, loader and dispatch come from.
//!
//! An instruction is a 64-bit word. As compiled, `imm` is 24 bits wide and counts constants and
//! instructions of its function; as loaded into a code page, the lower 16 bits of `imm` are a place in
//! the page and the upper 8 are a hint that the handler keeps there.
//!
//! | bits | 0-8 | 16-24 | 24-32 | 16-32 | 32-56 | 56-64 |
//! |---|---|---|---|---|---|---|
//! | field | op | B | C | k16 | imm | A |
//!
//! A is at the top and bits 8-16 are free because x86 reads byte 1 of a register through `AH`, which
//! costs a spill. R(n) is register n of the running function, R(0) the function itself; K(n) a
//! constant; U(n) an upvalue.
//!
//! To add an opcode: a row here, an `emit` in `compiler/codegen.rs`, a handler of the row's name in
//! `vm/handlers/`, its complete semantics in `vm/step.rs`, a listing in `tests/bytecode/`.
//!
//! Imports nothing.

/// Calls macro `$then` with all rows: `Variant handler format writes_a "semantics"`.
macro_rules! opcodes {
    ($then:ident) => {
        $then! {
            Move move_ Ab true "R(A) := R(B)";
            LoadK load_k AK true "R(A) := K(imm)";
            LoadInt load_int AI true "R(A) := imm, signed";
            LoadNil load_nil AbN true "R(A) .. R(A+B-1) := nil";
            LoadBool load_bool AbN true "R(A) := B ~= 0";
            LoadFalseSkip load_false_skip A true "R(A) := false; skip the next instruction";
            GetUpvalue get_upvalue AbU true "R(A) := U(B)";
            GetUpcell get_upcell AbU true "R(A) := cell U(B)";
            SetUpcell set_upcell AbU false "cell U(B) := R(A)";
            NewCell new_cell A false "R(A) := a new cell that holds R(A)";
            GetCell get_cell Ab true "R(A) := cell R(B)";
            SetCell set_cell Ab false "cell R(A) := R(B)";
            GetGlobal get_global AK true "R(A) := globals[K(imm)]; hint: node";
            SetGlobal set_global AK false "globals[K(imm)] := R(A)";
            GetTable get_table Abc true "R(A) := R(B)[R(C)]";
            GetField get_field AbK true "R(A) := R(B)[K(imm)]; hint C: node";
            GetInt get_int AbI true "R(A) := R(B)[(imm)], 1 <= imm";
            GetItem get_item AcI true "R(A) := item R(C) of host list imm";
            GetItemInt get_item_int AcI true "R(A) := item (imm) of host list C, 1 <= imm";
            PassItem pass_item AbcI true "as GetItem, for an argument of R(B), which may take it unread";
            PassItemInt pass_item_int AbcI true
                "as GetItemInt, for an argument of R(B), which may take it unread";
            CountItems count_items AI true "R(A) := number of items of host list imm";
            SetTable set_table Abc false "R(A)[R(B)] := R(C)";
            SetTableK set_table_k AbK false "R(A)[R(B)] := K(imm)";
            SetField set_field AbK false "R(A)[K(imm)] := R(B); hint C: node";
            SetFieldK set_field_k AkK false "R(A)[K(imm)] := K(k16); hint: node";
            SetInt set_int AbI false "R(A)[(imm)] := R(B), 1 <= imm";
            GetMethod get_method AbK true "R(A+1) := R(B); R(A) := R(B)[K(imm)]; hints: method C, __index";
            NewTable new_table AbcN true "R(A) := {} sized for B items and C fields (floating bytes)";
            SetList set_list AbI false "R(A)[50*(imm-1)+i] := R(A+i), 1 <= i <= B; B = 0: up to top";
            Add add Abc true "R(A) := R(B) + R(C)";
            Sub sub Abc true "R(A) := R(B) - R(C)";
            Mul mul Abc true "R(A) := R(B) * R(C)";
            Div div Abc true "R(A) := R(B) / R(C)";
            Mod mod_ Abc true "R(A) := R(B) % R(C)";
            Pow pow Abc true "R(A) := R(B) ^ R(C)";
            AddRK add_rk AbK true "R(A) := R(B) + K(imm)";
            SubRK sub_rk AbK true "R(A) := R(B) - K(imm)";
            MulRK mul_rk AbK true "R(A) := R(B) * K(imm)";
            DivRK div_rk AbK true "R(A) := R(B) / K(imm)";
            ModRK mod_rk AbK true "R(A) := R(B) % K(imm)";
            PowRK pow_rk AbK true "R(A) := R(B) ^ K(imm)";
            AddKR add_kr AbK true "R(A) := K(imm) + R(B)";
            SubKR sub_kr AbK true "R(A) := K(imm) - R(B)";
            MulKR mul_kr AbK true "R(A) := K(imm) * R(B)";
            DivKR div_kr AbK true "R(A) := K(imm) / R(B)";
            ModKR mod_kr AbK true "R(A) := K(imm) % R(B)";
            PowKR pow_kr AbK true "R(A) := K(imm) ^ R(B)";
            Unm unm Ab true "R(A) := -R(B)";
            Not not Ab true "R(A) := not R(B)";
            Len len Ab true "R(A) := length of R(B)";
            Concat concat Abc true "R(A) := R(B) .. ... .. R(C)";
            Jump jump J false "to imm";
            Loop loop_ J false "back to imm; spends fuel";
            Test test AJ true "if R(A) then to imm; counts as a write, as natively";
            TestNot test_not AJ true "if not R(A) then to imm; counts as a write";
            TestSet test_set AbJ true "if R(B) then R(A) := R(B), to imm";
            TestNotSet test_not_set AbJ true "if not R(B) then R(A) := R(B), to imm";
            Eq eq AbJ false "if R(A) == R(B) then to imm";
            Ne ne AbJ false "if R(A) ~= R(B) then to imm";
            Lt lt AbJ false "if R(A) < R(B) then to imm";
            NotLt not_lt AbJ false "if not (R(A) < R(B)) then to imm";
            Le le AbJ false "if R(A) <= R(B) then to imm";
            NotLe not_le AbJ false "if not (R(A) <= R(B)) then to imm";
            EqK eq_k AkJ false "if R(A) == K(k16) then to imm";
            NeK ne_k AkJ false "if R(A) ~= K(k16) then to imm";
            LtRK lt_rk AkJ false "if R(A) < K(k16) then to imm";
            NotLtRK not_lt_rk AkJ false "if not (R(A) < K(k16)) then to imm";
            LeRK le_rk AkJ false "if R(A) <= K(k16) then to imm";
            NotLeRK not_le_rk AkJ false "if not (R(A) <= K(k16)) then to imm";
            LtKR lt_kr AkJ false "if K(k16) < R(A) then to imm";
            NotLtKR not_lt_kr AkJ false "if not (K(k16) < R(A)) then to imm";
            LeKR le_kr AkJ false "if K(k16) <= R(A) then to imm";
            NotLeKR not_le_kr AkJ false "if not (K(k16) <= R(A)) then to imm";
            ForPrep for_prep AJ false "R(A) .. R(A+2) are a loop's start, limit, step; no turn: to imm";
            ForLoop for_loop AJ false "R(A) += R(A+2); if in the limit then R(A+3) := R(A), to imm";
            ForLoop1 for_loop1 AJ false "as ForLoop with step 1";
            TForPrep t_for_prep AJ false "R(A+3) := 0, the position; to imm";
            TForLoop t_for_loop AbJ false
                "R(A+4) .. R(A+3+B) := R(A)(R(A+1), R(A+2)); if R(A+4) then R(A+2) := R(A+4), to imm";
            Call call AbcN false "R(A) .. R(A+C-2) := R(A)(R(A+1) .. R(A+B-1)); 0: up to top";
            TailCall tail_call AbN false "return R(A)(R(A+1) .. R(A+B-1)); 0: up to top";
            Return0 return0 N false "return";
            Return1 return1 A false "return R(A)";
            Return return_ AbN false "return R(A) .. R(A+B-2); 0: up to top";
            Closure closure AI true "R(A) := a closure of prototype imm";
            Vararg vararg AbN true "R(A) .. R(A+B-2) := ...; 0: all, sets top";
            GotoPage goto_page Page false "to place k16 of page imm";
        }
    };
}
pub(crate) use opcodes;

/// How an instruction uses its fields; a capital letter or digit class after the registers says what
/// `imm` is: K a constant, J a jump target, I an integer, U an upvalue in B, N a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// Nothing.
    N,
    /// Register A.
    A,
    /// Registers A, B.
    Ab,
    /// Register A, upvalue B.
    AbU,
    /// Register A, count B.
    AbN,
    /// Registers A, B, C.
    Abc,
    /// Register A, counts B and C.
    AbcN,
    /// Register A, constant imm.
    AK,
    /// Register A, integer imm.
    AI,
    /// Registers A, B, constant imm.
    AbK,
    /// Registers A, B, integer imm.
    AbI,
    /// Register A, register or list C, integer imm.
    AcI,
    /// Registers A, B, register or list C, integer imm.
    AbcI,
    /// Register A, constants k16 and imm.
    AkK,
    /// Jump target imm.
    J,
    /// Register A, jump target imm.
    AJ,
    /// Registers A, B, jump target imm.
    AbJ,
    /// Register A, constant k16, jump target imm.
    AkJ,
    /// Place k16 of page imm.
    Page,
}

impl Format {
    /// Is `imm` a jump target?
    pub(crate) fn jumps(self) -> bool {
        matches!(self, Format::J | Format::AJ | Format::AbJ | Format::AkJ)
    }

    /// Is `imm` a constant?
    pub(crate) fn imm_is_constant(self) -> bool {
        matches!(self, Format::AK | Format::AbK | Format::AkK)
    }

    /// Is k16 a constant?
    pub(crate) fn k16_is_constant(self) -> bool {
        matches!(self, Format::AkK | Format::AkJ)
    }
}

impl Op {
    /// Does it store into a table?
    pub(crate) fn stores(self) -> bool {
        use Op::{SetField, SetFieldK, SetGlobal, SetInt, SetTable, SetTableK};
        matches!(self, SetGlobal | SetTable | SetTableK | SetField | SetFieldK | SetInt)
    }
}

macro_rules! define_ops {
    ($($variant:ident $handler:ident $format:ident $writes:literal $doc:literal;)*) => {
        /// An opcode.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum Op {
            $(#[doc = $doc] $variant,)*
        }

        impl Op {
            /// All opcodes, in the order of their numbers.
            pub(crate) const ALL: &'static [Op] = &[$(Op::$variant),*];

            /// The opcode with this number.
            #[inline]
            pub(crate) fn from_u8(number: u8) -> Option<Op> {
                Op::ALL.get(usize::from(number)).copied()
            }

            /// How its fields are used.
            pub(crate) fn format(self) -> Format {
                match self { $(Op::$variant => Format::$format,)* }
            }

            /// Does it write register A, as far as the search for names goes?
            pub(crate) fn writes_a(self) -> bool {
                match self { $(Op::$variant => $writes,)* }
            }

            /// Its name in listings.
            pub(crate) fn name(self) -> &'static str {
                match self { $(Op::$variant => stringify!($variant),)* }
            }
        }
    };
}
opcodes!(define_ops);

/// Largest `imm` as compiled.
pub(crate) const MAX_IMM: u32 = (1 << 24) - 1;

/// One instruction.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub(crate) struct Instruction(pub(crate) u64);

#[expect(clippy::cast_possible_truncation, reason = "the accessors cut fields out of the word")]
impl Instruction {
    /// Registers or counts A, B, C.
    pub(crate) fn abc(op: Op, a: u8, b: u8, c: u8) -> Self {
        Instruction(
            u64::from(op as u8) | u64::from(b) << 16 | u64::from(c) << 24 | u64::from(a) << 56,
        )
    }

    /// Registers A, B and `imm`.
    pub(crate) fn ab_imm(op: Op, a: u8, b: u8, imm: u32) -> Self {
        Self::abc(op, a, b, 0).with_imm(imm)
    }

    /// Register A, 16-bit constant and `imm`.
    pub(crate) fn ak_imm(op: Op, a: u8, k16: u16, imm: u32) -> Self {
        Self::abc(op, a, 0, 0).with_k16(k16).with_imm(imm)
    }

    /// The same with another `imm`, of which 24 bits count.
    pub(crate) fn with_imm(self, imm: u32) -> Self {
        let mask = u64::from(MAX_IMM) << 32;
        Instruction(self.0 & !mask | u64::from(imm) << 32 & mask)
    }

    /// The same with another 16-bit constant.
    pub(crate) fn with_k16(self, k16: u16) -> Self {
        Instruction(self.0 & !0xFFFF_0000 | u64::from(k16) << 16)
    }

    /// The same with another opcode.
    pub(crate) fn with_op(self, op: Op) -> Self {
        Instruction(self.0 & !0xFF | u64::from(op as u8))
    }

    /// The same with another A.
    pub(crate) fn with_a(self, a: u8) -> Self {
        Instruction(self.0 & !(0xFF << 56) | u64::from(a) << 56)
    }

    /// The same with another B.
    pub(crate) fn with_b(self, b: u8) -> Self {
        Instruction(self.0 & !(0xFF << 16) | u64::from(b) << 16)
    }

    /// The same with another C.
    pub(crate) fn with_c(self, c: u8) -> Self {
        Instruction(self.0 & !(0xFF << 24) | u64::from(c) << 24)
    }

    /// The same with another hint in the top bits of `imm` (loaded code).
    #[inline(always)]
    pub(crate) fn with_hint(self, hint: u8) -> Self {
        Instruction(self.0 & !(0xFF << 48) | u64::from(hint) << 48)
    }

    /// Number of the opcode.
    #[inline(always)]
    pub(crate) fn op_number(self) -> u8 {
        self.0 as u8
    }

    /// The opcode; `None` for a word that is no instruction.
    #[inline]
    pub(crate) fn op(self) -> Option<Op> {
        Op::from_u8(self.op_number())
    }

    /// Field A.
    #[inline(always)]
    pub(crate) fn a(self) -> u8 {
        (self.0 >> 56) as u8
    }

    /// Field B.
    #[inline(always)]
    pub(crate) fn b(self) -> u8 {
        (self.0 >> 16) as u8
    }

    /// Field C.
    #[inline(always)]
    pub(crate) fn c(self) -> u8 {
        (self.0 >> 24) as u8
    }

    /// The 16-bit constant.
    #[inline(always)]
    pub(crate) fn k16(self) -> u16 {
        (self.0 >> 16) as u16
    }

    /// `imm` as compiled: 24 bits.
    #[inline(always)]
    pub(crate) fn imm(self) -> u32 {
        (self.0 >> 32) as u32 & MAX_IMM
    }

    /// `imm` as a signed integer.
    #[inline(always)]
    pub(crate) fn signed_imm(self) -> i32 {
        ((self.0 << 8) as i64 >> 40) as i32
    }

    /// The lower 16 bits of `imm`: a place in the page of loaded code.
    #[inline(always)]
    pub(crate) fn place(self) -> u16 {
        (self.0 >> 32) as u16
    }

    /// The hint in the top bits of `imm` (loaded code).
    #[inline(always)]
    pub(crate) fn hint(self) -> u8 {
        (self.0 >> 48) as u8
    }
}

impl std::fmt::Display for Instruction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Some(op) = self.op() else { return write!(f, "?{}", self.op_number()) };
        write!(f, "{:<13}", op.name())?;
        let (a, b, c, imm) = (self.a(), self.b(), self.c(), self.imm());
        match op.format() {
            Format::N => Ok(()),
            Format::A => write!(f, " {a}"),
            Format::Ab | Format::AbU | Format::AbN => write!(f, " {a} {b}"),
            Format::Abc | Format::AbcN => write!(f, " {a} {b} {c}"),
            Format::AK => write!(f, " {a} K{imm}"),
            Format::AI => write!(f, " {a} #{}", self.signed_imm()),
            Format::AbK => write!(f, " {a} {b} K{imm}"),
            Format::AbI => write!(f, " {a} {b} #{imm}"),
            Format::AcI => write!(f, " {a} {c} #{imm}"),
            Format::AbcI => write!(f, " {a} {b} {c} #{imm}"),
            Format::AkK => write!(f, " {a} K{imm} K{}", self.k16()),
            Format::J => write!(f, " ->{imm}"),
            Format::AJ => write!(f, " {a} ->{imm}"),
            Format::AbJ => write!(f, " {a} {b} ->{imm}"),
            Format::AkJ => write!(f, " {a} K{} ->{imm}", self.k16()),
            Format::Page => write!(f, " page {imm} ->{}", self.k16()),
        }
    }
}

impl std::fmt::Debug for Instruction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instruction_takes_eight_bytes() {
        assert_eq!(size_of::<Instruction>(), 8);
    }

    #[test]
    fn numbers_and_opcodes_go_both_ways() {
        for &op in Op::ALL {
            assert_eq!(Instruction::abc(op, 0, 0, 0).op(), Some(op));
        }
        assert_eq!(Op::from_u8(255), None);
    }

    #[test]
    fn fields_do_not_touch_each_other() {
        let i = Instruction::abc(Op::Call, 1, 2, 3).with_imm(0x00AB_CDEF);
        assert_eq!((i.a(), i.b(), i.c(), i.imm()), (1, 2, 3, 0x00AB_CDEF));
        let i = i.with_a(255).with_b(254).with_c(253).with_hint(7);
        assert_eq!((i.a(), i.b(), i.c()), (255, 254, 253));
        assert_eq!((i.place(), i.hint()), (0xCDEF, 7));
        assert_eq!(i.op(), Some(Op::Call));
        let i = i.with_k16(0x1234).with_op(Op::EqK);
        assert_eq!((i.k16(), i.op()), (0x1234, Some(Op::EqK)));
    }

    #[test]
    fn signed_immediates_keep_their_sign() {
        for n in [-8_388_608, -1, 0, 1, 8_388_607] {
            let i = Instruction::abc(Op::LoadInt, 9, 0, 0).with_imm(n as u32);
            assert_eq!(i.signed_imm(), n);
        }
    }
}
