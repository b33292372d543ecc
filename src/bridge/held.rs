//! What the server holds of our engine by number: compiled scripts, and functions of libraries.
//!
//! The server says on any thread, and while the engine is in use, that it holds one no longer; so that
//! is only noted, and the engine frees it when it is entered next. A number is given again only after
//! that.
//!
//! May import `functions`, `script`.

use std::num::NonZeroUsize;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};

use parking_lot::Mutex;

use super::functions::Function;
use super::script::Script;

/// Numbers that the server has given back.
static GIVEN_BACK: Mutex<Vec<NonZeroUsize>> = Mutex::new(Vec::new());
/// Are there any?
static ANY_GIVEN_BACK: AtomicBool = AtomicBool::new(false);

/// Notes that the server holds `id` no longer. On any thread; waits for nobody who waits.
pub(super) fn give_back(id: NonZeroUsize) {
    GIVEN_BACK.lock().push(id);
    ANY_GIVEN_BACK.store(true, Ordering::Release);
}

/// Has the server given numbers back?
#[inline]
pub(super) fn any_given_back() -> bool {
    ANY_GIVEN_BACK.load(Ordering::Acquire)
}

/// The numbers that the server has given back since this was asked last.
pub(super) fn given_back() -> Vec<NonZeroUsize> {
    ANY_GIVEN_BACK.store(false, Ordering::Release);
    std::mem::take(&mut *GIVEN_BACK.lock())
}

/// Something that the server holds.
#[derive(Clone, Debug)]
pub(super) enum Item {
    /// A script of EVAL or SCRIPT LOAD.
    Script(Rc<Script>),
    /// A function of a library.
    Function(Rc<Function>),
}

/// All of it.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// Number n is at n - 1.
    slots: Vec<Option<Item>>,
    free: Vec<NonZeroUsize>,
    functions: usize,
}

impl Held {
    /// A number for an item.
    pub(super) fn insert(&mut self, item: Item) -> NonZeroUsize {
        self.functions += usize::from(matches!(item, Item::Function(_)));
        if let Some(id) = self.free.pop()
            && let Some(slot) = self.slots.get_mut(id.get() - 1)
        {
            *slot = Some(item);
            return id;
        }
        self.slots.push(Some(item));
        NonZeroUsize::MIN.saturating_add(self.slots.len() - 1)
    }

    /// What a number stands for.
    #[inline]
    pub(super) fn get(&self, id: NonZeroUsize) -> Option<&Item> {
        self.slots.get(id.get() - 1)?.as_ref()
    }

    /// Forgets a number; what it stood for.
    pub(super) fn remove(&mut self, id: NonZeroUsize) -> Option<Item> {
        let item = self.slots.get_mut(id.get() - 1)?.take()?;
        self.functions -= usize::from(matches!(item, Item::Function(_)));
        self.free.push(id);
        Some(item)
    }

    /// Are there functions?
    pub(super) fn has_functions(&self) -> bool {
        self.functions > 0
    }

    /// How many numbers are in use.
    pub(super) fn len(&self) -> usize {
        self.slots.len() - self.free.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script() -> Item {
        Item::Script(Rc::new(Script::compile_for_server(b"return 1").unwrap()))
    }

    #[test]
    fn numbers_are_given_again_once_they_are_back() {
        let mut held = Held::default();
        let (first, second) = (held.insert(script()), held.insert(script()));
        assert_ne!(first, second);
        assert!(held.remove(first).is_some());
        assert!(held.get(first).is_none() && held.remove(first).is_none());
        assert_eq!(held.len(), 1);
        assert_eq!(held.insert(script()), first);
        assert!(held.get(first).is_some() && held.get(second).is_some());
    }

    #[test]
    fn what_is_given_back_is_told_once() {
        give_back(NonZeroUsize::MIN);
        assert!(any_given_back());
        assert_eq!(given_back(), [NonZeroUsize::MIN]);
        assert!(!any_given_back());
        assert!(given_back().is_empty());
    }
}
