//! Whose allocator the C library uses in this module.

/// Does memory that the C library hands out belong to the `free` that this module calls? Where the
/// server has another allocator than the C library's and loads modules with `RTLD_DEEPBIND`, as Valkey
/// does, it does not: the C library allocates with the server's, and `free` is its own. What frees such
/// memory, `std::fs::canonicalize` among others, would end the server.
pub fn owns_what_libc_allocates() -> bool {
    // SAFETY: the handle is that of the program itself; what is found is compared and not called.
    unsafe {
        let program = libc::dlopen(std::ptr::null(), libc::RTLD_LAZY);
        if program.is_null() {
            return false;
        }
        let free = libc::dlsym(program, c"free".as_ptr());
        libc::dlclose(program);
        free.cast_const() == libc::free as *const () as *const libc::c_void
    }
}
