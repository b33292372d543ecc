//! How handlers follow each other.
//!
//! Each handler becomes a function of five arguments, which stay in registers, that ends in a call of
//! the next handler. The optimiser turns that call into a jump, because nothing is left to do after it
//! and no local's address is known. It is an optimisation, not a promise of the language: debug builds
//! and the feature `portable-dispatch` build the same handlers into a `loop { match }`, a test reads
//! the release assembly, and a test runs 10^8 instructions on a 64 KiB stack.
//!
//! May import `frame`, `opcode`, `value`, and the VM's own `code`, `handlers`, `native`,
//! `outlined`, `state`.

use super::super::frame::{Position, SEGMENT};
use super::super::opcode::{Instruction, Op, opcodes};
use super::super::value::Value;
use super::code::Page;
use super::handlers;
use super::native::Inlined;
use super::outlined::{self, Outcome};
use super::state::State;

/// Registers reachable from the start of a segment: a full window above every base.
pub(super) const VIEW: usize = SEGMENT + WINDOW;
/// Registers of one function.
pub(super) const WINDOW: usize = 256;

/// A segment of the stack.
pub(super) type View = [Value; VIEW];

/// Why the dispatch loop was left. The state says where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum Exit {
    /// The instruction must be done in full.
    Slow,
    /// A handler was done; only seen where handlers do not chain.
    Done,
    /// Fuel is out; go on at the same place.
    Fuel,
    /// `State::error` says what is wrong.
    Error,
    /// A collection is due; go on at the same place.
    Collect,
    /// The next instruction is on another page.
    Page,
    /// A Lua function is finished and returns `State::returned` to the driver.
    Return,
}

/// A handler as a link of the chain.
pub(super) type Link = for<'a, 'b, 'c> fn(&'a mut State, &'b mut View, u64, &'c Page, u64) -> Exit;

/// What a handler wants next.
pub(super) enum Next {
    /// The next instruction.
    Go,
    /// This instruction in full.
    Slow,
    /// Leave at the current place.
    Exit(Exit),
    /// This instruction by another handler.
    Other(Link),
}

/// What a handler works on.
pub(super) struct Machine<'a> {
    pub(super) state: &'a mut State,
    pub(super) view: &'a mut View,
    pub(super) page: &'a Page,
    /// The instruction after the current one.
    pub(super) at: Position,
}

impl Machine<'_> {
    #[inline(always)]
    fn window(&self) -> Option<&[Value; WINDOW]> {
        self.view.get(self.at.base()..)?.first_chunk()
    }

    #[inline(always)]
    fn window_mut(&mut self) -> Option<&mut [Value; WINDOW]> {
        self.view.get_mut(self.at.base()..)?.first_chunk_mut()
    }

    /// Register `index`.
    #[inline(always)]
    pub(super) fn get(&self, index: u8) -> Value {
        // A base is below SEGMENT, so the window is always there and no check remains.
        self.window().map_or(Value::NIL, |window| window[usize::from(index)])
    }

    /// Sets register `index`.
    #[inline(always)]
    pub(super) fn set(&mut self, index: u8, value: Value) {
        if let Some(window) = self.window_mut() {
            window[usize::from(index)] = value;
        }
    }

    /// The constant at a place of the page.
    #[inline(always)]
    pub(super) fn constant(&self, place: u16) -> Value {
        Value::from_bits(self.page[usize::from(place)].get())
    }

    /// Goes on at a place of the page.
    #[inline(always)]
    pub(super) fn jump(&mut self, place: u16) {
        self.at = self.at.at(place);
    }

    #[inline(always)]
    fn rewrite(&self, instruction: Instruction) {
        self.page[usize::from(self.at.previous().place())].set(instruction.0);
    }

    /// Keeps a node number as hint C of the current instruction.
    #[inline(always)]
    #[expect(clippy::cast_possible_truncation, reason = "a hint is verified when used")]
    pub(super) fn hint_c(&self, i: Instruction, node: usize) {
        self.rewrite(i.with_c(node as u8));
    }

    /// Keeps a node number as the top hint of the current instruction.
    #[inline(always)]
    #[expect(clippy::cast_possible_truncation, reason = "a hint is verified when used")]
    pub(super) fn hint_top(&self, i: Instruction, node: usize) {
        self.rewrite(i.with_hint(node as u8));
    }

    /// Keeps both hints of the current instruction.
    #[inline(always)]
    #[expect(clippy::cast_possible_truncation, reason = "a hint is verified when used")]
    pub(super) fn hint_both(&self, i: Instruction, c: usize, top: usize) {
        self.rewrite(i.with_c(c as u8).with_hint(top as u8));
    }

    /// Has an outlined function do the instruction.
    #[inline(always)]
    pub(super) fn outlined(&mut self, f: outlined::Outlined, i: Instruction) -> Next {
        self.outlined_or(f, i, Next::Slow)
    }

    /// Has an outlined function do the instruction; what it leaves is done as `otherwise` says.
    #[inline(always)]
    pub(super) fn outlined_or(
        &mut self,
        f: outlined::Outlined,
        i: Instruction,
        otherwise: Next,
    ) -> Next {
        let outcome = f(self.state, self.view, self.at.0, i);
        self.after(outcome, otherwise)
    }

    /// What comes after an outlined function.
    #[inline(always)]
    pub(super) fn after(&mut self, outcome: Outcome, otherwise: Next) -> Next {
        // The usual one first, by a compare.
        if let Outcome::Moved = outcome {
            self.at = self.state.at;
            return Next::Go;
        }
        match outcome {
            Outcome::Done => Next::Go,
            Outcome::Slow => otherwise,
            Outcome::Moved => {
                self.at = self.state.at;
                Next::Go
            }
            Outcome::Leave(exit) => {
                self.at = self.state.at;
                Next::Exit(exit)
            }
        }
    }

    /// Sets `object[key]` if that takes no journal and no metamethod but a Lua function.
    #[inline(always)]
    pub(super) fn set_plain(&mut self, object: Value, key: Value, value: Value) -> Next {
        if outlined::set_plain(self.state, object, key, value) {
            return Next::Go;
        }
        let outcome =
            outlined::store_by_function(self.state, self.view, self.at, object, key, value);
        self.after(outcome, Next::Slow)
    }
}

/// Do handlers return to a loop instead of chaining?
const PORTABLE: bool = cfg!(any(debug_assertions, feature = "portable-dispatch"));

#[inline(always)]
fn proceed(machine: Machine<'_>, next: Next, word: u64) -> Exit {
    let Machine { state, view, page, at } = machine;
    match next {
        Next::Go => {
            if PORTABLE {
                state.at = at;
                return Exit::Done;
            }
            let word = page[usize::from(at.place())].get();
            #[expect(clippy::cast_possible_truncation, reason = "the opcode is the lowest byte")]
            LINKS[usize::from(word as u8)](state, view, at.next().0, page, word)
        }
        Next::Slow => {
            state.at = at.previous();
            Exit::Slow
        }
        Next::Exit(exit) => {
            state.at = at;
            exit
        }
        Next::Other(link) => link(state, view, at.0, page, word),
    }
}

macro_rules! link {
    ($name:ident) => {
        #[inline(never)]
        pub(in crate::lua::vm) fn $name(
            state: &mut State,
            view: &mut View,
            at: u64,
            page: &Page,
            word: u64,
        ) -> Exit {
            let mut machine = Machine { state, view, page, at: Position(at) };
            let next = handlers::$name(&mut machine, Instruction(word));
            proceed(machine, next, word)
        }
    };
}

macro_rules! define_links {
    ($($variant:ident $handler:ident $format:ident $writes:literal $doc:literal;)*) => {
        /// The handlers as links; one more for words that are no instruction.
        pub(super) mod links {
            use super::*;

            $(link!($handler);)*

            link!(get_global_chain);
            link!(get_table_node);
            link!(get_field_chain);
            link!(get_inherited);
            link!(get_int_node);
            link!(get_item_first);
            link!(get_item_int_first);
            link!(set_table_node);
            link!(set_table_k_node);
            link!(set_int_node);
            link!(set_field_chain);
            link!(set_field_k_chain);
            link!(self_own);
            link!(self_class);
            link!(self_string);
            link!(mod_any);
            link!(mod_rk_any);
            link!(mod_kr_any);
            link!(len_any);
            link!(eq_any);
            link!(ne_any);
            link!(eq_k_any);
            link!(ne_k_any);
            link!(t_for_next);
            link!(call_adjusted);
            link!(call_vararg);
            link!(call_native);
            link!(call_leaf);
            link!(call_object);
            link!(compare);
            link!(operate);
            link!(return_elsewhere);
            link!(t_for_node);
            link!(t_for_call);
            link!(t_for_wrapped);
            link!(call_wrapped);

            link!(math_abs);
            link!(math_ceil);
            link!(math_floor);
            link!(math_max);
            link!(math_min);
            link!(math_sqrt);
            link!(string_byte);
            link!(string_len);
            link!(string_sub);
            link!(table_insert);
            link!(ipairs);
            link!(pairs);
            link!(pcall);
            link!(xpcall);
            link!(select);
            link!(to_number);
            link!(to_string);
            link!(coroutine_resume);
            link!(coroutine_yield);
            link!(type_of);

            #[inline(never)]
            pub(in crate::lua::vm) fn no_instruction(
                state: &mut State,
                _: &mut View,
                at: u64,
                _: &Page,
                _: u64,
            ) -> Exit {
                state.at = Position(at).previous();
                Exit::Slow
            }
        }

        static LINKS: [Link; 256] = {
            let mut links: [Link; 256] = [links::no_instruction; 256];
            $(links[Op::$variant as usize] = links::$handler;)*
            links
        };

        /// One instruction by `match`.
        #[inline(always)]
        fn by_match(machine: &mut Machine<'_>, op: Op, instruction: Instruction) -> Next {
            match op {
                $(Op::$variant => handlers::$handler(machine, instruction),)*
            }
        }
    };
}
opcodes!(define_links);

/// The handler that calls a native function.
pub(super) fn link_of(inlined: Option<Inlined>) -> Link {
    match inlined {
        None => links::call_leaf,
        Some(Inlined::Abs) => links::math_abs,
        Some(Inlined::Byte) => links::string_byte,
        Some(Inlined::Ceil) => links::math_ceil,
        Some(Inlined::Floor) => links::math_floor,
        Some(Inlined::Insert) => links::table_insert,
        Some(Inlined::Ipairs) => links::ipairs,
        Some(Inlined::Length) => links::string_len,
        Some(Inlined::Max) => links::math_max,
        Some(Inlined::Min) => links::math_min,
        Some(Inlined::Pairs) => links::pairs,
        Some(Inlined::Pcall) => links::pcall,
        Some(Inlined::Select) => links::select,
        Some(Inlined::Sqrt) => links::math_sqrt,
        Some(Inlined::Substring) => links::string_sub,
        Some(Inlined::Resume) => links::coroutine_resume,
        Some(Inlined::ToNumber) => links::to_number,
        Some(Inlined::ToString) => links::to_string,
        Some(Inlined::Type) => links::type_of,
        Some(Inlined::Xpcall) => links::xpcall,
        Some(Inlined::Yield) => links::coroutine_yield,
    }
}

/// Names another handler for the same instruction.
macro_rules! sibling {
    ($name:ident) => {
        $crate::lua::vm::dispatch::Next::Other($crate::lua::vm::dispatch::links::$name)
    };
}
pub(super) use sibling;

/// Runs from `state.at` until a handler needs help.
#[inline(never)]
pub(super) fn run(state: &mut State, view: &mut View, page: &Page) -> Exit {
    if PORTABLE {
        return run_portable(state, view, page);
    }
    let at = state.at;
    let word = page[usize::from(at.place())].get();
    #[expect(clippy::cast_possible_truncation, reason = "the opcode is the lowest byte")]
    LINKS[usize::from(word as u8)](state, view, at.next().0, page, word)
}

fn run_portable(state: &mut State, view: &mut View, page: &Page) -> Exit {
    loop {
        let at = state.at;
        let word = page[usize::from(at.place())].get();
        let instruction = Instruction(word);
        let Some(op) = instruction.op() else { return Exit::Slow };
        let mut machine = Machine { state, view, page, at: at.next() };
        let next = by_match(&mut machine, op, instruction);
        match proceed(machine, next, word) {
            Exit::Done => {}
            exit => return exit,
        }
    }
}
