//! Typed, generational references to heap objects.
//!
//! A handle names a slot of one arena and the generation the slot had when the object was made.
//! Freeing an object starts a new generation, so a handle kept too long never matches again: it is
//! *stale*, and reading through it answers "not there" instead of another object. A slot whose
//! generation would wrap is put aside by the arena (see `arena.rs`).
//!
//! Imports nothing.

use std::marker::PhantomData;

/// A reference to an object of kind `K`: 8 bytes, `Copy`, valid until the object is freed.
pub struct Handle<K> {
    index: u32,
    generation: u16,
    kind: PhantomData<fn() -> K>,
}

impl<K> Handle<K> {
    /// Names generation `generation` of slot `index`.
    pub(crate) fn new(index: u32, generation: u16) -> Self {
        Handle { index, generation, kind: PhantomData }
    }

    /// The slot this handle names.
    pub(crate) fn index(self) -> u32 {
        self.index
    }

    /// The generation the slot had when the object was made.
    pub(crate) fn generation(self) -> u16 {
        self.generation
    }
}

impl<K> Clone for Handle<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K> Copy for Handle<K> {}

impl<K> PartialEq for Handle<K> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index && self.generation == other.generation
    }
}

impl<K> Eq for Handle<K> {}

impl<K> std::fmt::Debug for Handle<K> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.index, self.generation)
    }
}

macro_rules! handles {
    ($($(#[$doc:meta])* $alias:ident, $kind:ident;)*) => {$(
        #[doc = concat!("Marks the handles called [`", stringify!($alias), "`].")]
        #[derive(Debug)]
        pub(crate) enum $kind {}
        $(#[$doc])*
        pub(crate) type $alias = Handle<$kind>;
    )*};
}

handles! {
    /// Refers to a string.
    StringHandle, StringKind;
    /// Refers to a table.
    TableHandle, TableKind;
    /// Refers to a closure, of a Lua function or of a native one with upvalues.
    ClosureHandle, ClosureKind;
    /// Refers to a coroutine.
    ThreadHandle, ThreadKind;
    /// Refers to the cell of a captured variable that is assigned after its declaration.
    UpvalueHandle, UpvalueKind;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_takes_eight_bytes() {
        assert_eq!(size_of::<TableHandle>(), 8);
    }

    #[test]
    fn handles_of_another_generation_differ() {
        let old = StringHandle::new(7, 1);
        assert_ne!(old, StringHandle::new(7, 2));
        assert_eq!(old, StringHandle::new(7, 1));
    }
}
