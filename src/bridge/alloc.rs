//! The allocator of the crate: the server's memory inside a server, the system's elsewhere.
//!
//! A module must allocate with the server, so that its memory counts for `maxmemory` and `INFO`; the
//! same crate runs in tests and in the command-line program, where there is no server. The choice is
//! made by whether the module API is bound. Invariant: nothing is allocated before it is bound, so the
//! switch happens once and no block crosses it; [`blocks_of_the_system`] lets a debug build prove that
//! at load. Requests fail softly (a null pointer): the plain functions of the server would abort it.
//!
//! The server promises the alignment of a pointer and no more; what needs more gets a larger block that
//! holds its start in front. Beside `ffi`, the only file with unsafe code.
//!
//! May import `redis_module::raw`.
#![expect(unsafe_code, reason = "an allocator cannot be written without")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::ptr::{self, NonNull};
#[cfg(debug_assertions)]
use std::sync::atomic::{AtomicUsize, Ordering};

use redis_module::raw;

/// Alignment that the server's allocator gives at least.
const SERVER_ALIGN: usize = align_of::<usize>();

/// Allocates with the server where there is one.
#[derive(Clone, Copy, Debug, Default)]
pub struct ServerAllocator;

type Allocate = unsafe extern "C" fn(usize) -> *mut std::ffi::c_void;
type Reallocate = unsafe extern "C" fn(*mut std::ffi::c_void, usize) -> *mut std::ffi::c_void;
type Free = unsafe extern "C" fn(*mut std::ffi::c_void);

/// The server's functions.
struct Server {
    allocate: Allocate,
    free: Free,
}

/// Blocks that were taken from the system.
#[cfg(debug_assertions)]
static SYSTEM_BLOCKS: AtomicUsize = AtomicUsize::new(0);

/// Blocks that were taken from the system because no server was there; always 0 in release builds.
pub fn blocks_of_the_system() -> usize {
    #[cfg(debug_assertions)]
    return SYSTEM_BLOCKS.load(Ordering::Relaxed);
    #[cfg(not(debug_assertions))]
    0
}

impl Server {
    #[inline(always)]
    fn get() -> Option<Server> {
        // SAFETY: these are written by the entry of the module alone, on the server's main thread and
        // before any other code of this crate runs; from then on they are only read.
        unsafe {
            Some(Server { allocate: raw::RedisModule_TryAlloc?, free: raw::RedisModule_Free? })
        }
    }

    /// `TryRealloc`, which Redis 7.0 does not have.
    #[inline]
    fn reallocate() -> Option<Reallocate> {
        // SAFETY: as in `get`.
        unsafe { raw::RedisModule_TryRealloc }
    }

    /// A block of `layout`, or null.
    ///
    /// # Safety
    /// The size is not zero.
    #[inline(always)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.align() <= SERVER_ALIGN {
            // SAFETY: any size may be asked for; null says that there is no memory.
            return unsafe { (self.allocate)(layout.size()) }.cast();
        }
        // SAFETY: the same.
        unsafe { self.alloc_aligned(layout) }
    }

    /// As [`Server::alloc`] for alignments above the server's.
    #[cold]
    unsafe fn alloc_aligned(&self, layout: Layout) -> *mut u8 {
        let Some(size) = layout.size().checked_add(layout.align()) else { return ptr::null_mut() };
        // SAFETY: any size may be asked for; null says that there is no memory.
        let start: *mut u8 = unsafe { (self.allocate)(size) }.cast();
        let Some(start) = NonNull::new(start) else { return ptr::null_mut() };
        let offset = layout.align() - start.addr().get() % layout.align();
        // SAFETY: `start` is a multiple of SERVER_ALIGN and so is the alignment, hence `offset` lies
        // between SERVER_ALIGN and the alignment: behind it there is room for `layout.size()` bytes, in
        // front of it for the pointer, which is aligned there.
        unsafe {
            let block = start.add(offset);
            block.cast::<*mut u8>().sub(1).write(start.as_ptr());
            block.as_ptr()
        }
    }

    /// Gives a block back.
    ///
    /// # Safety
    /// The block came from [`Server::alloc`] with the same layout.
    #[inline(always)]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        let start = if layout.align() <= SERVER_ALIGN {
            block
        } else {
            // SAFETY: `alloc_aligned` has put the start there.
            unsafe { block.cast::<*mut u8>().sub(1).read() }
        };
        // SAFETY: it is the pointer that the server gave.
        unsafe { (self.free)(start.cast()) }
    }

    /// Moves a block to another size. There is no fallible function for it on Redis 7.0, so it is
    /// taken anew, copied and freed.
    ///
    /// # Safety
    /// As [`Server::dealloc`]; the size is not zero and valid for the layout's alignment.
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if layout.align() <= SERVER_ALIGN
            && let Some(reallocate) = Server::reallocate()
        {
            // SAFETY: the block is the server's.
            return unsafe { reallocate(block.cast(), size) }.cast();
        }
        // SAFETY: the caller vouches for size and alignment; the old block is valid for the smaller of
        // both sizes, the new one too, and they do not overlap.
        unsafe {
            let new = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
            if !new.is_null() {
                ptr::copy_nonoverlapping(block, new, layout.size().min(size));
                self.dealloc(block, layout);
            } else if size <= layout.size() {
                // Too large a block is still a block.
                return block;
            }
            new
        }
    }
}

// SAFETY: blocks are the server's or the system's, which are allocators; sizes and alignments are
// kept, no block is given out twice, and none is freed by the other side (the invariant above).
unsafe impl GlobalAlloc for ServerAllocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        match Server::get() {
            // SAFETY: the caller's promises are those that are needed.
            Some(server) => unsafe { server.alloc(layout) },
            None => {
                #[cfg(debug_assertions)]
                SYSTEM_BLOCKS.fetch_add(1, Ordering::Relaxed);
                // SAFETY: the same.
                unsafe { System.alloc(layout) }
            }
        }
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        match Server::get() {
            // SAFETY: the caller's promises are those that are needed.
            Some(server) => unsafe { server.dealloc(block, layout) },
            // SAFETY: the same.
            None => unsafe { System.dealloc(block, layout) },
        }
    }

    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        match Server::get() {
            // SAFETY: the caller's promises are those that are needed.
            Some(server) => unsafe { server.realloc(block, layout, size) },
            // SAFETY: the same.
            None => unsafe { System.realloc(block, layout, size) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    extern "C" fn allocate(size: usize) -> *mut std::ffi::c_void {
        if size > 1 << 40 {
            return ptr::null_mut();
        }
        // One word off, as a server that keeps sizes in front of blocks would be.
        // SAFETY: any size may be asked for; one word is in front of what is given out.
        unsafe { libc::malloc(size + 8).byte_add(8) }
    }

    extern "C" fn free(block: *mut std::ffi::c_void) {
        // SAFETY: the pointer came from `allocate`.
        unsafe { libc::free(block.byte_sub(8)) }
    }

    #[test]
    fn alignments_above_the_servers_are_kept_through_growth() {
        let server = Server { allocate, free };
        for align in [1, 8, 16, 32, 64, 4096] {
            let layout = Layout::from_size_align(100, align).unwrap();
            // SAFETY: the layouts are valid, blocks are given back with the layout they have.
            unsafe {
                let block = server.alloc(layout);
                assert_eq!(block.addr() % align, 0);
                block.write_bytes(7, 100);
                let block = server.realloc(block, layout, 5000);
                assert_eq!(block.addr() % align, 0);
                assert_eq!(std::slice::from_raw_parts(block, 100), [7; 100]);
                server.dealloc(block, Layout::from_size_align(5000, align).unwrap());
            }
        }
    }

    #[test]
    fn a_request_that_cannot_be_met_answers_null() {
        let server = Server { allocate, free };
        for align in [8, 64] {
            let layout = Layout::from_size_align(1 << 41, align).unwrap();
            // SAFETY: the layout is valid.
            assert!(unsafe { server.alloc(layout) }.is_null());
        }
    }

    #[test]
    fn a_block_that_cannot_shrink_stays() {
        extern "C" fn nothing(_: usize) -> *mut std::ffi::c_void {
            ptr::null_mut()
        }
        let layout = Layout::from_size_align(100, 8).unwrap();
        // SAFETY: the block is freed by the one that gave it, with its layout.
        unsafe {
            let block = Server { allocate, free }.alloc(layout);
            let server = Server { allocate: nothing, free };
            assert_eq!(server.realloc(block, layout, 50), block);
            assert!(server.realloc(block, layout, 500).is_null());
            Server { allocate, free }.dealloc(block, layout);
        }
    }
}
