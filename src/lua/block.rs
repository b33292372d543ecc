//! Large blocks of memory: vectors that grow, move and shrink piece by piece.
//!
//! Moving or filling 100 MB takes tens of milliseconds, in which nobody else would be served. So all that
//! is done to a block that can become large is done in pieces, and between two of them others have their
//! turn. The price is one comparison for small blocks.
//!
//! A *pool* is a vector that many objects share; its room is charged here as it grows and shrinks. The
//! blocks of single objects are charged by their owners.
//!
//! May import `limits`.
#![expect(clippy::disallowed_methods, reason = "this makes the room for others")]

use super::limits::{Memory, OutOfMemory, Turns};

/// Bytes that are worked on at once.
const PIECE_BYTES: usize = 256 << 10;
/// Bytes of a pool that small growth doubles; above, it grows by a quarter.
const DOUBLES_BELOW: usize = 1 << 20;
/// Items of a pool's first block.
const FIRST_ITEMS: usize = 16;

/// Items that are worked on at once.
pub(crate) const fn piece<T>() -> usize {
    PIECE_BYTES / size_of::<T>()
}

/// Moves the items of `list` to a block for `capacity` of them, no fewer than they are. Old and new block
/// exist side by side meanwhile.
///
/// # Errors
/// [`OutOfMemory`]: there is no such block; the list is as it was.
pub(crate) fn move_block<T>(
    list: &mut Vec<T>,
    capacity: usize,
    turns: &dyn Turns,
) -> Result<(), OutOfMemory> {
    if list.len() <= piece::<T>() && capacity > list.capacity() {
        return list.try_reserve_exact(capacity - list.len()).map_err(|_| OutOfMemory);
    }
    let mut block = Vec::new();
    block.try_reserve_exact(capacity).map_err(|_| OutOfMemory)?;
    let mut items = std::mem::take(list).into_iter();
    while items.len() > piece::<T>() {
        block.extend(items.by_ref().take(piece::<T>()));
        turns.rest();
    }
    block.extend(items);
    *list = block;
    Ok(())
}

impl Memory {
    /// Makes room for `more` items in a pool, and for `spare` beyond that only error handlers may use.
    ///
    /// # Errors
    /// [`OutOfMemory`]; the pool is as it was then.
    #[cold]
    #[inline(never)]
    pub(crate) fn grow<T>(
        &mut self,
        pool: &mut Vec<T>,
        more: usize,
        spare: usize,
    ) -> Result<(), OutOfMemory> {
        let (len, size) = (pool.len(), size_of::<T>());
        let room = pool.capacity() - len;
        let needed = len.checked_add(more).and_then(|n| n.checked_add(spare));
        let needed = needed.ok_or(OutOfMemory)?;
        if needed <= pool.capacity() {
            return Ok(());
        }
        match self.pool_capacity(pool.capacity() * size, needed.saturating_mul(size)) {
            Some(bytes) => self.move_pool(pool, bytes / size),
            None if more <= room && self.is_reserve_open() => Ok(()),
            None => Err(OutOfMemory),
        }
    }

    /// Bytes for a pool of `old` bytes that needs `needed`. Old and new block exist side by side for a
    /// moment; growth by less than an eighth is refused, as it would copy too often.
    fn pool_capacity(&self, old: usize, needed: usize) -> Option<usize> {
        let left = self.left();
        let wanted = if old < DOUBLES_BELOW { old.saturating_mul(2) } else { old + old / 4 };
        let generous = wanted.max(needed).max(FIRST_ITEMS * 8);
        let frugal = needed.max(old + old / 8);
        // The rest of the memory is for the other pools.
        if generous <= left / 2 {
            Some(generous)
        } else if frugal <= left {
            Some(frugal)
        } else {
            None
        }
    }

    fn move_pool<T>(&mut self, pool: &mut Vec<T>, capacity: usize) -> Result<(), OutOfMemory> {
        let (old, new) = (pool.capacity() * size_of::<T>(), capacity * size_of::<T>());
        self.take_pool(new)?;
        let moved = self.move_block(pool, capacity);
        self.give_pool(if moved.is_ok() { old } else { new });
        moved
    }

    /// Gives the room of a pool beyond `capacity` items, or beyond those it has, back. It stays when
    /// there is no memory to move the items to.
    pub(crate) fn shrink<T>(&mut self, pool: &mut Vec<T>, capacity: usize) {
        let (room, capacity) = (pool.capacity(), capacity.max(pool.len()));
        if capacity < room && self.move_block(pool, capacity).is_ok() {
            self.give_pool((room - pool.capacity()) * size_of::<T>());
        }
    }

    /// See [`move_block`].
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub(crate) fn move_block<T>(
        &self,
        list: &mut Vec<T>,
        capacity: usize,
    ) -> Result<(), OutOfMemory> {
        move_block(list, capacity, &**self.turns())
    }

    /// Makes a list that has the room for it `len` items long, those that are new being `item`.
    pub(crate) fn fill<T: Clone>(&self, list: &mut Vec<T>, len: usize, item: &T) {
        while len > list.len() + piece::<T>() {
            list.resize(list.len() + piece::<T>(), item.clone());
            self.rest();
        }
        list.resize(len, item.clone());
    }
}
