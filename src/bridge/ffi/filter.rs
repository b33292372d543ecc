//! Seeing every command before the server looks it up, and giving it another name.
//!
//! A filter costs every command of every client one call, so it is only there while it is wanted. What a
//! client sends reaches it before anybody has asked who the client is: it may change the name and
//! nothing else.

use std::marker::PhantomData;
use std::ptr::{self, NonNull};
use std::slice;
use std::sync::atomic::{AtomicPtr, Ordering};

use redis_module::raw::{
    self, RedisModuleCommandFilter, RedisModuleCommandFilterCtx, RedisModuleCtx, RedisModuleString,
};

use super::api::{OK, api};
use super::context::Context;

/// Which commands get another name. Nothing in it may panic.
pub trait Renamer {
    /// Can a command of this name be one of them? Asked for every command.
    fn concerns(name: &[u8]) -> bool;

    /// The name that such a command gets, if any.
    fn rename(name: &[u8], command: &FilteredCommand<'_>) -> Option<&'static CommandName>;
}

/// A name to put in front of a command. The server's string of it is made when it is first needed and
/// shared by all commands that have it.
#[derive(Debug)]
pub struct CommandName {
    text: &'static [u8],
    string: AtomicPtr<RedisModuleString>,
}

impl CommandName {
    /// A name.
    pub const fn new(text: &'static [u8]) -> CommandName {
        CommandName { text, string: AtomicPtr::new(ptr::null_mut()) }
    }

    /// Frees the string, if there is one; it is made again when it is needed.
    pub(crate) fn release(&self) {
        let string = self.string.swap(ptr::null_mut(), Ordering::Relaxed);
        if !string.is_null() {
            // SAFETY: this name's own share of the string, which it has just given up.
            unsafe { api!(RedisModule_FreeString)(ptr::null_mut(), string) }
        }
    }

    /// The string, with one more owner.
    #[inline]
    fn retained(&self) -> *mut RedisModuleString {
        let mut string = self.string.load(Ordering::Relaxed);
        if string.is_null() {
            string = self.make();
        }
        // SAFETY: no context is needed; the string lives as long as this name, which owns it.
        unsafe { api!(RedisModule_RetainString)(ptr::null_mut(), string) }
        string
    }

    #[cold]
    fn make(&self) -> *mut RedisModuleString {
        let (start, len) = (self.text.as_ptr().cast(), self.text.len());
        // SAFETY: no context is needed; the server copies the text.
        let string = unsafe { api!(RedisModule_CreateString)(ptr::null_mut(), start, len) };
        self.string.store(string, Ordering::Relaxed);
        string
    }
}

/// A command that the server is about to look up.
#[derive(Debug)]
pub struct FilteredCommand<'a> {
    raw: NonNull<RedisModuleCommandFilterCtx>,
    lent: PhantomData<&'a RedisModuleCommandFilterCtx>,
}

impl<'a> FilteredCommand<'a> {
    /// How many words it has.
    pub fn len(&self) -> usize {
        // SAFETY: the server lends the command.
        let count = unsafe { api!(RedisModule_CommandFilterArgsCount)(self.raw.as_ptr()) };
        usize::try_from(count).unwrap_or(0)
    }

    /// Has it no words?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Word `index`; empty beyond the last.
    #[inline]
    pub fn word(&self, index: u16) -> &'a [u8] {
        let mut len = 0;
        // SAFETY: the server lends the command and its words, and changes neither while it waits for us.
        unsafe {
            let word = api!(RedisModule_CommandFilterArgGet)(self.raw.as_ptr(), index.into());
            if word.is_null() {
                return &[];
            }
            let start = api!(RedisModule_StringPtrLen)(word, &raw mut len);
            if start.is_null() { &[] } else { slice::from_raw_parts(start.cast(), len) }
        }
    }

    /// Who sends it, where the server can tell (7.2).
    pub fn client(&self) -> Option<u64> {
        // SAFETY: as in `api!`, an optional function; the server lends the command.
        unsafe { raw::RedisModule_CommandFilterGetClientId.map(|get| get(self.raw.as_ptr())) }
    }
}

/// The filter of this module. It is taken away when the value is dropped.
#[derive(Debug)]
pub struct Filter<R> {
    /// Says to the server which module asks.
    context: NonNull<RedisModuleCtx>,
    registered: Option<NonNull<RedisModuleCommandFilter>>,
    renamer: PhantomData<R>,
}

impl Context<'_> {
    /// A filter that is not registered yet; `None` if the server has no memory for it.
    pub(crate) fn filter<R: Renamer>(&self) -> Option<Filter<R>> {
        // SAFETY: the context is lent; the new one is ours.
        let raw = unsafe { api!(RedisModule_GetDetachedThreadSafeContext)(self.raw()) };
        let context = NonNull::new(raw)?;
        Some(Filter { context, registered: None, renamer: PhantomData })
    }
}

impl<R: Renamer> Filter<R> {
    /// Has the server show it commands, or not any more. What this module calls is never shown. False if
    /// the server refused.
    pub(crate) fn switch(&mut self, on: bool) -> bool {
        match (self.registered, on) {
            (None, true) => {
                let flags = raw::REDISMODULE_CMDFILTER_NOSELF.cast_signed();
                let context = self.context.as_ptr();
                // SAFETY: the context is ours; the function is one that the server wants.
                let filter = unsafe {
                    api!(RedisModule_RegisterCommandFilter)(context, Some(filter::<R>), flags)
                };
                self.registered = NonNull::new(filter);
                self.registered.is_some()
            }
            (Some(filter), false) => {
                let context = self.context.as_ptr();
                // SAFETY: registered by us and not taken away since; no filter runs now.
                let status =
                    unsafe { api!(RedisModule_UnregisterCommandFilter)(context, filter.as_ptr()) };
                if status == OK {
                    self.registered = None;
                }
                status == OK
            }
            (None, false) | (Some(_), true) => true,
        }
    }
}

impl<R> Drop for Filter<R> {
    fn drop(&mut self) {
        // SAFETY: the context is ours; the filter, if there is one, was registered by us and not taken
        // away since.
        unsafe {
            if let Some(filter) = self.registered {
                let context = self.context.as_ptr();
                api!(RedisModule_UnregisterCommandFilter)(context, filter.as_ptr());
            }
            api!(RedisModule_FreeThreadSafeContext)(self.context.as_ptr());
        }
    }
}

/// What the server calls for every command.
unsafe extern "C" fn filter<R: Renamer>(raw: *mut RedisModuleCommandFilterCtx) {
    let Some(raw) = NonNull::new(raw) else { return };
    let command = FilteredCommand { raw, lent: PhantomData };
    let name = command.word(0);
    if R::concerns(name) {
        rename::<R>(name, &command);
    }
}

/// Gives a command its new name, if it gets one. Apart, so that other commands pay nothing for it.
#[inline(never)]
fn rename<R: Renamer>(name: &[u8], command: &FilteredCommand<'_>) {
    if let Some(name) = R::rename(name, command) {
        let raw = command.raw.as_ptr();
        // SAFETY: the server lends the command; it takes over one owner's share of the string, and frees
        // the word that was there, which nobody borrows any more.
        unsafe { api!(RedisModule_CommandFilterArgReplace)(raw, 0, name.retained()) };
    }
}
