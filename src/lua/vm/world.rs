//! One number for everything that outlives a run, for tests: if a script has changed anything that another
//! one could see, it differs.
//!
//! Objects older than the runs stay in their slots, so slot by slot is deep enough. The order of a
//! table's fields and the fields it has lost do not count.
//!
//! May import `function`, `heap`, `value`, and the VM's own `state`.
#![expect(clippy::disallowed_methods, clippy::disallowed_macros, reason = "for tests alone")]

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::super::function::Closure;
use super::super::value::Value;
use super::Vm;

fn hash_of(parts: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    hasher.finish()
}

impl Vm {
    /// The hash of all tables, functions, variables and strings older than the runs, the chunks of modules
    /// apart, and of all library settings; only while no run is open. Linear in them.
    pub fn world_hash(&self) -> u64 {
        debug_assert!(self.run.is_none(), "a run is open");
        let state = &self.state;
        let heap = &state.heap;
        let value = |value: Value| hash_of((value.bits(), heap.bytes(value)));
        let mut hasher = DefaultHasher::new();
        for (index, table) in heap.tables.iter_from(0) {
            let fields = table.nodes().iter().filter(|node| !node.value.is_nil());
            let fields = fields.map(|node| hash_of((value(node.key), value(node.value))));
            let fields = fields.fold(0, u64::wrapping_add);
            let items: Vec<u64> = table.array().iter().map(|&item| value(item)).collect();
            let flags = (table.is_readonly(), table.metatable().bits());
            (index, flags, items, fields).hash(&mut hasher);
        }
        let mains: HashSet<u32> =
            state.modules.ids().map(|module| state.modules.main(module).index()).collect();
        let closures = heap.closures.iter_from(0);
        for (index, closure) in closures.filter(|(index, _)| !mains.contains(index)) {
            let upvalues: Vec<u64> =
                heap.upvalues.of(closure).iter().map(|&upvalue| value(upvalue)).collect();
            let Closure { entry, proto, signature, param_count, flags, .. } = *closure;
            (index, entry, proto, signature, param_count, flags, upvalues).hash(&mut hasher);
        }
        for (index, &cell) in heap.cells.iter_from(0) {
            (index, value(cell)).hash(&mut hasher);
        }
        (heap.threads.iter_from(0).count(), heap.globals.bits()).hash(&mut hasher);
        value(heap.string_metatable).hash(&mut hasher);
        (state.gc_pause, state.gc_step, state.random.is_seeded()).hash(&mut hasher);
        format!("{:?}", state.json).hash(&mut hasher);
        (self.redis_errors, state.natives.len()).hash(&mut hasher);
        hasher.finish()
    }
}
