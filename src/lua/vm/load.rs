//! Loading a compiled module: constants interned, code placed in shared pages.
//!
//! Constants and jump targets become places in the page. A function that does not fit a page is cut:
//! each part has its own constants beside it, and jumps between parts go through `GotoPage`.
//!
//! May import `function`, `heap`, `limits`, `opcode`, `proto`, `value`, and the VM's own `code`.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "there is room: it was made and charged before"
)]

use std::collections::HashMap;
use std::sync::Arc;

use super::super::function::{Closure, IS_VARARG, NEEDS_ARG, NO_SIGNATURE};
use super::super::heap::LuaHeap;
use super::super::limits::{Memory, OutOfMemory};
use super::super::opcode::{Instruction, Op};
use super::super::proto::{CompiledModule, Constant, Proto};
use super::super::value::Value;
use super::code::{CodeSpace, Extent, MAX_EXTENT, Page};

/// Words of one part of a function that is cut, its jumps counted twice for their detours.
const PART_WORDS: usize = 60_000;

/// A module of this VM.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModuleId(u32);

/// A run of a function's instructions in a page.
#[derive(Clone, Copy, Debug)]
struct Part {
    page: u16,
    start: u16,
    /// Number of its first instruction in the function.
    first: u32,
    len: u32,
}

/// A function of a loaded module.
pub(super) struct LoadedProto {
    module: u32,
    /// Its number in the module.
    index: u32,
    parts: Vec<Part>,
    /// What its closures have in common.
    closure: Closure,
    pub(super) registers: u8,
}

struct LoadedModule {
    compiled: Arc<CompiledModule>,
    /// Its functions among all loaded ones.
    protos: Vec<u32>,
    extents: Vec<Extent>,
    /// Its chunk as a function, if it was loaded for good.
    main: Value,
    /// The collector has found a closure of it.
    alive: bool,
}

/// All loaded modules.
#[derive(Default)]
pub(super) struct Modules {
    modules: Vec<Option<LoadedModule>>,
    free_modules: Vec<u32>,
    protos: Vec<Option<LoadedProto>>,
    free_protos: Vec<u32>,
}

impl Modules {
    /// A loaded function.
    #[inline]
    pub(super) fn proto(&self, id: u32) -> Option<&LoadedProto> {
        self.protos.get(id as usize)?.as_ref()
    }

    /// A loaded function as compiled, and its chunk's name.
    pub(super) fn compiled(&self, id: u32) -> Option<(&Proto, &Arc<Vec<u8>>)> {
        let loaded = self.proto(id)?;
        let module = self.modules.get(loaded.module as usize)?.as_ref()?;
        Some((module.compiled.protos.get(loaded.index as usize)?, &module.compiled.source))
    }

    /// What closures of function `id` have in common; their captures.
    #[inline]
    pub(super) fn closure(&self, id: u32) -> Option<(Closure, &Proto)> {
        let loaded = self.proto(id)?;
        let module = self.modules.get(loaded.module as usize)?.as_ref()?;
        Some((loaded.closure, module.compiled.protos.get(loaded.index as usize)?))
    }

    /// The chunk of a module as a function; nil unless it was loaded for good.
    #[inline(always)]
    pub(super) fn main(&self, id: ModuleId) -> Value {
        match self.modules.get(id.0 as usize) {
            Some(Some(module)) => module.main,
            _ => Value::NIL,
        }
    }

    /// Tells the function that the chunk of a module has become.
    pub(super) fn set_main(&mut self, id: ModuleId, main: Value) {
        if let Some(Some(module)) = self.modules.get_mut(id.0 as usize) {
            module.main = main;
        }
    }

    /// The chunk of a module as a function without upvalues.
    pub(super) fn chunk(&self, id: ModuleId) -> Option<Closure> {
        let module = self.modules.get(id.0 as usize)?.as_ref()?;
        Some(self.proto(*module.protos.first()?)?.closure)
    }

    /// Notes for the collector that function `id` is in use.
    pub(super) fn note_alive(&mut self, id: u32) {
        if let Some(Some(proto)) = self.protos.get(id as usize)
            && let Some(Some(module)) = self.modules.get_mut(proto.module as usize)
        {
            module.alive = true;
        }
    }

    /// Has a function of the module been noted as in use since this was asked last?
    pub(super) fn take_alive(&mut self, id: ModuleId) -> bool {
        let module = self.modules.get_mut(id.0 as usize).and_then(Option::as_mut);
        module.is_some_and(|module| std::mem::take(&mut module.alive))
    }

    /// The constants of a module, as code pages hold them.
    pub(super) fn constants<'a>(
        &'a self,
        id: ModuleId,
        code: &'a CodeSpace,
    ) -> impl Iterator<Item = Value> + 'a {
        let module = self.modules.get(id.0 as usize).and_then(Option::as_ref);
        let extents = module.map(|module| module.extents.as_slice()).unwrap_or_default();
        extents.iter().flat_map(move |extent| {
            let start = usize::from(extent.start);
            let words = code.page(extent.page).map(|page| &page[..]).unwrap_or_default();
            let words = words.get(start..start + usize::from(extent.len)).unwrap_or_default();
            // Instructions look like numbers or like small strings; only strings matter here, and a
            // word that is none refers to no live slot.
            words.iter().map(|word| Value::from_bits(word.get()))
        })
    }

    /// Bytes a module holds beside its words in code pages.
    pub(super) fn bytes(&self, id: ModuleId) -> usize {
        let module = self.modules.get(id.0 as usize).and_then(Option::as_ref);
        module.map_or(0, |module| bytes_of(&module.compiled))
    }

    /// All modules.
    pub(super) fn ids(&self) -> impl Iterator<Item = ModuleId> + '_ {
        (0..).zip(&self.modules).filter(|(_, module)| module.is_some()).map(|(id, _)| ModuleId(id))
    }

    /// Forgets a module; its extents are given back.
    pub(super) fn unload(&mut self, id: ModuleId, code: &mut CodeSpace, mem: &mut Memory) {
        let Some(module) = self.modules.get_mut(id.0 as usize).and_then(Option::take) else {
            return;
        };
        self.free_modules.push(id.0);
        for proto in module.protos {
            if let Some(slot) = self.protos.get_mut(proto as usize) {
                *slot = None;
                self.free_protos.push(proto);
            }
        }
        for extent in module.extents {
            code.give_back(extent, mem);
        }
    }
}

/// Bytes that `compiled` will hold once it is loaded, beside its words in code pages.
pub(super) fn bytes_of(compiled: &CompiledModule) -> usize {
    let lists = size_of::<u32>() * 2 + size_of::<Part>() + size_of::<Option<LoadedProto>>();
    compiled.memory() + size_of::<Option<LoadedModule>>() + compiled.protos.len() * lists
}

impl Modules {
    /// Gives back the room of modules that were unloaded. Linear in that room.
    pub(super) fn trim(&mut self) {
        trim(&mut self.modules, &mut self.free_modules);
        trim(&mut self.protos, &mut self.free_protos);
    }
}

fn trim<T>(slots: &mut Vec<Option<T>>, free: &mut Vec<u32>) {
    let used = slots.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
    slots.truncate(used);
    slots.shrink_to_fit();
    free.retain(|&id| (id as usize) < used);
    // Room for all slots is kept.
    free.shrink_to(used);
}

/// Puts `value` into a free slot; there is room in `free` for all slots.
fn insert<T>(
    slots: &mut Vec<Option<T>>,
    free: &mut Vec<u32>,
    value: T,
) -> Result<u32, OutOfMemory> {
    if let Some(id) = free.pop()
        && let Some(slot) = slots.get_mut(id as usize)
    {
        *slot = Some(value);
        return Ok(id);
    }
    slots.try_reserve(1).map_err(|_| OutOfMemory)?;
    free.try_reserve(slots.len() + 1).map_err(|_| OutOfMemory)?;
    slots.push(Some(value));
    u32::try_from(slots.len() - 1).map_err(|_| OutOfMemory)
}

impl LoadedProto {
    /// Number of the instruction at a place of its code.
    pub(super) fn pc(&self, page: u16, place: u16) -> u32 {
        self.parts
            .iter()
            .find(|part| {
                part.page == page && part.start <= place && u32::from(place - part.start) < part.len
            })
            .map_or(0, |part| part.first + u32::from(place - part.start))
    }
}

/// Loads `compiled`. Linear in its code and constants.
///
/// # Errors
/// [`OutOfMemory`]; what was placed is taken back.
pub(super) fn load(
    modules: &mut Modules,
    code: &mut CodeSpace,
    heap: &mut LuaHeap,
    compiled: Arc<CompiledModule>,
) -> Result<ModuleId, OutOfMemory> {
    let mut protos = Vec::new();
    protos.try_reserve_exact(compiled.protos.len()).map_err(|_| OutOfMemory)?;
    let module = LoadedModule {
        compiled: Arc::clone(&compiled),
        protos,
        extents: Vec::new(),
        main: Value::NIL,
        alive: false,
    };
    let id = ModuleId(insert(&mut modules.modules, &mut modules.free_modules, module)?);
    let mut loader = Loader { modules, code, heap, compiled: &compiled, id };
    let placed = loader.number_all().and_then(|()| loader.place_all());
    if placed.is_err() {
        modules.unload(id, code, &mut heap.memory);
    }
    placed.map(|()| id)
}

fn placeholder() -> LoadedProto {
    LoadedProto {
        module: 0,
        index: 0,
        parts: Vec::new(),
        closure: Closure::default(),
        registers: 0,
    }
}

struct Loader<'a> {
    modules: &'a mut Modules,
    code: &'a mut CodeSpace,
    heap: &'a mut LuaHeap,
    compiled: &'a CompiledModule,
    id: ModuleId,
}

fn words_of(proto: &Proto) -> usize {
    proto.code.len() + proto.constants.len()
}

impl Loader<'_> {
    fn module(&mut self) -> Option<&mut LoadedModule> {
        self.modules.modules.get_mut(self.id.0 as usize)?.as_mut()
    }

    /// Gives every function a number.
    fn number_all(&mut self) -> Result<(), OutOfMemory> {
        for _ in &self.compiled.protos {
            let modules = &mut *self.modules;
            let number = insert(&mut modules.protos, &mut modules.free_protos, placeholder())?;
            if let Some(module) = self.module() {
                module.protos.push(number);
            }
        }
        Ok(())
    }

    fn take(&mut self, len: usize) -> Result<Extent, OutOfMemory> {
        let extent = self.code.take(len, &mut self.heap.memory)?;
        // Stale words must not look like constants of this module.
        if let Some(page) = self.code.page(extent.page) {
            for word in page.iter().skip(usize::from(extent.start)).take(usize::from(extent.len)) {
                word.set(0);
            }
        }
        let extents = self.module().map(|module| &mut module.extents);
        let room = extents.map(|extents| (extents.try_reserve(1), extents));
        match room {
            Some((Ok(()), extents)) => {
                extents.push(extent);
                Ok(extent)
            }
            _ => {
                self.code.give_back(extent, &mut self.heap.memory);
                Err(OutOfMemory)
            }
        }
    }

    fn place_all(&mut self) -> Result<(), OutOfMemory> {
        let compiled = self.compiled;
        let total: usize = compiled.protos.iter().map(words_of).sum();
        if total <= MAX_EXTENT {
            // All functions of the module on one page, so that calls among them stay on it.
            let extent = self.take(total)?;
            let mut start = extent.start;
            for (index, proto) in compiled.protos.iter().enumerate() {
                self.place(index, proto, extent.page, start)?;
                start += place(words_of(proto));
            }
            return Ok(());
        }
        for (index, proto) in compiled.protos.iter().enumerate() {
            if words_of(proto) <= PART_WORDS {
                let extent = self.take(words_of(proto))?;
                self.place(index, proto, extent.page, extent.start)?;
            } else {
                self.place_in_parts(index, proto)?;
            }
        }
        Ok(())
    }

    fn constant(&mut self, constant: &Constant) -> Result<Value, OutOfMemory> {
        Ok(match constant {
            Constant::Nil => Value::NIL,
            Constant::Boolean(b) => Value::boolean(*b),
            Constant::Number(n) => Value::number(*n),
            Constant::String(bytes) => {
                let string = self.heap.new_string(bytes)?;
                self.heap.strings.key(string, &mut self.heap.memory)
            }
        })
    }

    fn register(&mut self, index: usize, proto: &Proto, parts: Vec<Part>) {
        let Some(entry) = parts.first().map(|p| u32::from(p.page) << 16 | u32::from(p.start))
        else {
            return;
        };
        let number = self.module().and_then(|module| module.protos.get(index).copied());
        let Some(number) = number else { return };
        let mut flags = 0;
        if proto.is_vararg {
            flags |= IS_VARARG;
        }
        if proto.needs_arg {
            flags |= NEEDS_ARG;
        }
        let closure = Closure {
            entry,
            upvalues: 0,
            proto: number,
            signature: if proto.is_vararg { NO_SIGNATURE } else { proto.param_count + 1 },
            upvalue_count: u8::try_from(proto.captures.len()).unwrap_or(u8::MAX),
            param_count: proto.param_count,
            flags,
        };
        let loaded = LoadedProto {
            module: self.id.0,
            index: u32::try_from(index).unwrap_or(u32::MAX),
            parts,
            closure,
            registers: proto.registers,
        };
        if let Some(slot) = self.modules.protos.get_mut(number as usize) {
            *slot = Some(loaded);
        }
    }

    /// The instruction with its prototype number made global; other fields are left.
    fn globalize(&mut self, instruction: Instruction) -> Instruction {
        if instruction.op() != Some(Op::Closure) {
            return instruction;
        }
        let index = instruction.imm() as usize;
        let number = self.module().and_then(|module| module.protos.get(index).copied());
        instruction.with_imm(number.unwrap_or_default())
    }

    /// Places a function in one piece: its code, then its constants.
    fn place(
        &mut self,
        index: usize,
        proto: &Proto,
        page: u16,
        start: u16,
    ) -> Result<(), OutOfMemory> {
        let constants = start + place(proto.code.len());
        // The places come second: the one behind the last of a full page is never asked for.
        for (constant, offset) in proto.constants.iter().zip(constants..) {
            let value = self.constant(constant)?;
            set(self.code.page(page), offset, value.bits());
        }
        for (&instruction, offset) in proto.code.iter().zip(start..) {
            let mut word = self.globalize(instruction);
            if let Some(op) = instruction.op() {
                let format = op.format();
                if format.jumps() {
                    word = word.with_imm(word.imm() + u32::from(start));
                } else if format.imm_is_constant() {
                    word = word.with_imm(word.imm() + u32::from(constants));
                }
                if format.k16_is_constant() {
                    word = word.with_k16(word.k16() + constants);
                }
            }
            set(self.code.page(page), offset, word.0);
        }
        let len = u32::try_from(proto.code.len()).unwrap_or(u32::MAX);
        self.register(index, proto, vec![Part { page, start, first: 0, len }]);
        Ok(())
    }

    fn place_in_parts(&mut self, index: usize, proto: &Proto) -> Result<(), OutOfMemory> {
        let ranges = cut(proto)?;
        let mut parts = Vec::new();
        parts.try_reserve_exact(ranges.len()).map_err(|_| OutOfMemory)?;
        for range in &ranges {
            // Room for the code, the way on, a detour for every jump, and the constants.
            let words = range.clone().map(|pc| part_words(proto, pc)).sum::<usize>() + 1;
            let extent = self.take(words.min(MAX_EXTENT))?;
            parts.push(Part {
                page: extent.page,
                start: extent.start,
                first: u32::try_from(range.start).unwrap_or(u32::MAX),
                len: u32::try_from(range.len()).unwrap_or(u32::MAX),
            });
        }
        for (number, range) in ranges.iter().enumerate() {
            self.place_part(proto, &parts, number, range.clone())?;
        }
        self.register(index, proto, parts);
        Ok(())
    }

    fn place_part(
        &mut self,
        proto: &Proto,
        parts: &[Part],
        number: usize,
        range: std::ops::Range<usize>,
    ) -> Result<(), OutOfMemory> {
        let Some(&part) = parts.get(number) else { return Ok(()) };
        let mut free = part.start + place(range.len());
        if let Some(next) = parts.get(number + 1) {
            set(self.code.page(part.page), free, goto(next.page, next.start).0);
        }
        free += 1;
        let mut constants: HashMap<u32, u16> = HashMap::new();
        let code = proto.code.get(range).unwrap_or_default();
        for (&instruction, offset) in code.iter().zip(part.start..) {
            let mut word = self.globalize(instruction);
            let Some(op) = instruction.op() else { continue };
            let format = op.format();
            if format.imm_is_constant() {
                let at = self.part_constant(proto, part, word.imm(), &mut constants, &mut free)?;
                word = word.with_imm(at.into());
            }
            if format.k16_is_constant() {
                let k = u32::from(word.k16());
                let at = self.part_constant(proto, part, k, &mut constants, &mut free)?;
                word = word.with_k16(at);
            }
            if format.jumps() {
                let Some((to, place)) = find(parts, word.imm()) else { continue };
                let target = if to.page == part.page && to.start == part.start {
                    place
                } else {
                    set(self.code.page(part.page), free, goto(to.page, place).0);
                    free += 1;
                    free - 1
                };
                word = word.with_imm(target.into());
            }
            set(self.code.page(part.page), offset, word.0);
        }
        Ok(())
    }

    /// Place of constant `k` in a part, which gets it if it has not got it yet.
    fn part_constant(
        &mut self,
        proto: &Proto,
        part: Part,
        k: u32,
        known: &mut HashMap<u32, u16>,
        free: &mut u16,
    ) -> Result<u16, OutOfMemory> {
        if let Some(&at) = known.get(&k) {
            return Ok(at);
        }
        let value = match proto.constants.get(k as usize) {
            Some(constant) => self.constant(constant)?,
            None => Value::NIL,
        };
        known.try_reserve(1).map_err(|_| OutOfMemory)?;
        let at = *free;
        *free += 1;
        set(self.code.page(part.page), at, value.bits());
        known.insert(k, at);
        Ok(at)
    }
}

/// Words an instruction may need in a part.
fn part_words(proto: &Proto, pc: usize) -> usize {
    let format = proto.code.get(pc).and_then(|instruction| instruction.op()).map(Op::format);
    format.map_or(1, |format| {
        1 + usize::from(format.jumps())
            + usize::from(format.imm_is_constant())
            + usize::from(format.k16_is_constant())
    })
}

/// Cuts a function into runs of instructions, none between an instruction and the one it may skip.
///
/// # Errors
/// [`OutOfMemory`].
fn cut(proto: &Proto) -> Result<Vec<std::ops::Range<usize>>, OutOfMemory> {
    let mut ranges = Vec::new();
    let (mut start, mut words) = (0, 1);
    for pc in 0..proto.code.len() {
        let skips_here =
            pc > 0 && proto.code.get(pc - 1).and_then(|i| i.op()) == Some(Op::LoadFalseSkip);
        if words + part_words(proto, pc) > PART_WORDS && !skips_here {
            ranges.try_reserve(1).map_err(|_| OutOfMemory)?;
            ranges.push(start..pc);
            start = pc;
            words = 1;
        }
        words += part_words(proto, pc);
    }
    ranges.try_reserve(1).map_err(|_| OutOfMemory)?;
    ranges.push(start..proto.code.len());
    Ok(ranges)
}

/// Where instruction `pc` of a cut function lies.
fn find(parts: &[Part], pc: u32) -> Option<(Part, u16)> {
    let part = parts.iter().find(|part| part.first <= pc && pc - part.first < part.len)?;
    Some((*part, part.start + place((pc - part.first) as usize)))
}

fn goto(page: u16, to: u16) -> Instruction {
    Instruction::ak_imm(Op::GotoPage, 0, to, page.into())
}

fn set(page: Option<&Page>, place: u16, word: u64) {
    if let Some(cell) = page.and_then(|page| page.get(usize::from(place))) {
        cell.set(word);
    }
}

#[expect(clippy::cast_possible_truncation, reason = "extents fit a page")]
fn place(n: usize) -> u16 {
    n as u16
}
