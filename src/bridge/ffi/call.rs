//! Running a command of the server: `RedisModule_Call`.
//!
//! The call takes a format and as many further words as it asks for. All of them are pointers or
//! lengths of pointer width, so they are laid out in an array and passed from there; words beyond
//! those that the format asks for are ignored, which lets few call sites serve every number of
//! arguments. (So do all calling conventions of the platforms that servers run on, 32-bit ones
//! included: an unread variadic argument is harmless.)

use std::ffi::{CStr, c_char, c_void};
use std::marker::PhantomData;
use std::ptr::{self, NonNull};

use redis_module::raw::{RedisModuleCallReply, RedisModuleCtx};

use super::api::{OK, api};
use super::context::{Context, Word};
use super::server_api;
use super::strings::StringList;

/// What makes the letter of a first argument in bytes that of a string.
const FIRST_IS_OWN: u32 = (b'b' ^ b's') as u32;
/// Most flags of a call.
pub const MAX_FLAGS: usize = 8;
/// Arguments of the shorter of the two call sites.
const FEW: usize = 3;
/// Arguments that are passed in place; with more the server gets an array of strings.
const MAX_DIRECT: usize = 11;

/// Flags of a call, in the server's letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CallFlags {
    letters: [u8; MAX_FLAGS],
    len: usize,
}

impl CallFlags {
    /// Flags of these letters; those beyond [`MAX_FLAGS`] are dropped.
    pub fn new(letters: &[u8]) -> CallFlags {
        let mut flags = CallFlags::default();
        flags.push_all(letters);
        flags
    }

    /// Adds flags.
    pub fn push_all(&mut self, letters: &[u8]) {
        letters.iter().for_each(|&letter| self.push(letter));
    }

    /// Adds a flag.
    pub fn push(&mut self, letter: u8) {
        if let Some(slot) = self.letters.get_mut(self.len) {
            *slot = letter;
            self.len += 1;
        }
    }
}

/// The reply of a command, freed with this.
#[derive(Debug)]
pub struct CallReply<'c> {
    raw: NonNull<RedisModuleCallReply>,
    /// Part of the reply.
    protocol: NonNull<[u8]>,
    errno: i32,
    /// Freeing it goes through the context it was made under.
    context: PhantomData<&'c RedisModuleCtx>,
}

impl CallReply<'_> {
    /// The reply in protocol form.
    #[inline]
    pub fn protocol(&self) -> &[u8] {
        // SAFETY: the server gave it as a text of the reply, which is alive.
        unsafe { self.protocol.as_ref() }
    }

    /// Is it an error?
    #[inline]
    pub fn is_error(&self) -> bool {
        self.protocol().first() == Some(&b'-')
    }

    /// What `errno` was after the call if this is an error: whether the command was refused, and why.
    pub fn errno(&self) -> u32 {
        self.errno.cast_unsigned()
    }
}

impl Drop for CallReply<'_> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: it is ours, and the context it was made under is still lent.
        unsafe { api!(RedisModule_FreeCallReply)(self.raw.as_ptr()) }
    }
}

/// The two words of an argument.
#[inline(always)]
fn pair(bytes: &[u8]) -> [*const c_void; 2] {
    [bytes.as_ptr().cast(), ptr::without_provenance(bytes.len())]
}

/// The format of a call with at most [`FEW`] arguments, NUL behind it, and the words it asks for.
#[inline(always)]
fn few_arguments(
    flags: CallFlags,
    own: Option<Word<'_>>,
    args: &[&[u8]],
) -> ([u8; 16], [*const c_void; FEW * 2]) {
    let [a, b, c] = [0, 1, 2].map(|index| pair(args.get(index).copied().unwrap_or_default()));
    let [[a0, a1], [b0, b1], [c0, c1]] = [a, b, c];
    let unused = FEW.saturating_sub(args.len());
    let letters = u32::from_le_bytes(*b"bbb\0") >> (unused * 8);
    let (letters, words) = match own {
        Some(own) => (letters ^ FIRST_IS_OWN, [own.raw().cast_const().cast(), b0, b1, c0, c1, a0]),
        None => (letters, [a0, a1, b0, b1, c0, c1]),
    };
    let flag_letters = u128::from(u64::from_le_bytes(flags.letters));
    let format = flag_letters | u128::from(letters) << (flags.len * 8);
    (format.to_le_bytes(), words)
}

/// A format and the words it asks for: those of `ARGS` arguments at most, two for each.
struct Layout<const ARGS: usize> {
    format: [u8; MAX_FLAGS + MAX_DIRECT + 1],
    letters: usize,
    words: [[*const c_void; 2]; ARGS],
    used: usize,
}

impl<const ARGS: usize> Layout<ARGS> {
    #[inline(always)]
    fn new(flags: CallFlags) -> Self {
        let mut format = [0; MAX_FLAGS + MAX_DIRECT + 1];
        // Letters beyond the last are NUL.
        if let Some(first) = format.first_chunk_mut() {
            *first = flags.letters;
        }
        Layout { format, letters: flags.len, words: [[ptr::null(); 2]; ARGS], used: 0 }
    }

    /// The first of `args` is `own`, if that is given. Arguments beyond `ARGS` are left out.
    #[inline(always)]
    fn arguments(&mut self, own: Option<Word<'_>>, args: &[&[u8]]) {
        let mut args = args;
        if let Some(own) = own {
            self.letter(b's');
            self.word(own.raw().cast_const().cast());
            args = args.get(1..).unwrap_or_default();
        }
        for bytes in args {
            self.letter(b'b');
            pair(bytes).into_iter().for_each(|word| self.word(word));
        }
    }

    /// The last byte stays NUL: there are never more letters than flags and arguments.
    #[inline(always)]
    fn letter(&mut self, letter: u8) {
        if let Some(slot) = self.format.get_mut(self.letters) {
            *slot = letter;
            self.letters += 1;
        }
    }

    #[inline(always)]
    fn word(&mut self, word: *const c_void) {
        if let Some(slot) = self.words.as_flattened_mut().get_mut(self.used) {
            *slot = word;
            self.used += 1;
        }
    }

    #[inline(always)]
    fn format(&self) -> *const c_char {
        self.format.as_ptr().cast()
    }
}

impl Context<'_> {
    /// Runs a command with the arguments `args`; the first is passed as `own`, a word of the running
    /// command, if that is given. For keys only: a value passed so would be stored in another encoding
    /// than native's. `None` if the server cannot even say what is wrong.
    ///
    /// `E` should be among the flags, so that refusals are replies too. Whatever the command does to
    /// the server it does during this call; it cannot block, and it sees the client's user only
    /// with `C`.
    ///
    /// Few arguments take the least code here, which is laid out where this is called; for the others and
    /// for calls that are rare there is [`Context::call`].
    #[inline(always)]
    pub fn call_inline(
        &self,
        name: &CStr,
        flags: CallFlags,
        own: Option<Word<'_>>,
        args: &[&[u8]],
    ) -> Option<CallReply<'_>> {
        if args.len() > FEW {
            return self.call(name, flags, own, args);
        }
        let (format, w) = few_arguments(flags, own, args);
        errno::set_errno(errno::Errno(0));
        // SAFETY: the context is lent; the words are the arguments that the format names, and what they
        // point to is borrowed for longer than the call. Words that the format does not ask for are
        // ignored.
        let raw = unsafe {
            let (ctx, name, format) = (self.raw(), name.as_ptr(), format.as_ptr());
            api!(RedisModule_Call)(ctx, name, format.cast(), w[0], w[1], w[2], w[3], w[4], w[5])
        };
        self.reply_of(raw)
    }

    /// The same.
    #[inline(never)]
    pub fn call(
        &self,
        name: &CStr,
        flags: CallFlags,
        own: Option<Word<'_>>,
        args: &[&[u8]],
    ) -> Option<CallReply<'_>> {
        if args.len() > MAX_DIRECT {
            return self.call_with_list(name, flags, args);
        }
        let mut layout: Layout<MAX_DIRECT> = Layout::new(flags);
        layout.arguments(own, args);
        let w = layout.words.as_flattened();
        errno::set_errno(errno::Errno(0));
        // SAFETY: as above.
        let raw = unsafe {
            let (ctx, name, format) = (self.raw(), name.as_ptr(), layout.format());
            api!(RedisModule_Call)(
                ctx, name, format, w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8], w[9],
                w[10], w[11], w[12], w[13], w[14], w[15], w[16], w[17], w[18], w[19], w[20], w[21],
            )
        };
        self.reply_of(raw)
    }

    #[cold]
    fn call_with_list(
        &self,
        name: &CStr,
        flags: CallFlags,
        args: &[&[u8]],
    ) -> Option<CallReply<'_>> {
        let mut list = StringList::new(args.iter().copied());
        let (argv, argc) = list.as_raw();
        let mut layout: Layout<1> = Layout::new(flags);
        layout.letter(b'v');
        layout.word(argv.cast_const().cast());
        layout.word(ptr::without_provenance(argc));
        let w = layout.words.as_flattened();
        errno::set_errno(errno::Errno(0));
        // SAFETY: the context is lent; the words are an array of strings and its length.
        let raw = unsafe {
            let (ctx, name, format) = (self.raw(), name.as_ptr(), layout.format());
            api!(RedisModule_Call)(ctx, name, format, w[0], w[1])
        };
        self.reply_of(raw)
    }

    /// Sends the reply of a command as it is. False, and nothing is sent, if the client speaks another
    /// protocol.
    #[inline]
    pub fn reply_with(&self, reply: &CallReply<'_>) -> bool {
        // SAFETY: the context is lent, and the reply is alive; the server copies it.
        let status =
            unsafe { api!(RedisModule_ReplyWithCallReply)(self.raw(), reply.raw.as_ptr()) };
        if status == OK {
            self.note_reply();
        }
        status == OK
    }

    /// Has the client a user? The master's link, an AOF that loads and a call of another module have none.
    pub fn has_user(&self) -> bool {
        // The user is looked for before the command, so this runs none.
        let reply = self.call(c"", CallFlags::new(b"CE"), None, &[]);
        reply.is_some_and(|reply| reply.errno() != server_api::FERROUS_REFUSED_NO_USER)
    }

    #[inline(always)]
    fn reply_of(&self, raw: *mut RedisModuleCallReply) -> Option<CallReply<'_>> {
        let raw = NonNull::new(raw)?;
        let mut len = 0;
        // SAFETY: the reply is alive and ours.
        let start = unsafe { api!(RedisModule_CallReplyProto)(raw.as_ptr(), &raw mut len) };
        let start = NonNull::new(start.cast_mut().cast());
        let protocol =
            start.map_or(NonNull::from(&[][..]), |start| NonNull::slice_from_raw_parts(start, len));
        let mut reply = CallReply { raw, protocol, errno: 0, context: PhantomData };
        if reply.is_error() {
            reply.errno = errno::errno().0;
        }
        Some(reply)
    }
}
