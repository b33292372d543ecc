//! MessagePack: lua-cmsgpack 0.4.0 as Redis ships it (parity §8.2).
//!
//! May import what `stdlib/mod.rs` says, and its own parts.

mod pack;
mod unpack;

use super::super::vm::native::NativeFunction;
use super::{Constant, both, leaf};

pub(super) const FUNCTIONS: &[NativeFunction] = &[
    leaf("pack", pack::pack),
    both("unpack", unpack::unpack, unpack::unpack_many),
    leaf("unpack_one", unpack::unpack_one),
    both("unpack_limit", unpack::unpack_limit, unpack::unpack_limit_many),
];

pub(super) const CONSTANTS: &[(&str, Constant<'static>)] = &[
    ("_NAME", Constant::String("cmsgpack")),
    ("_VERSION", Constant::String("lua-cmsgpack 0.4.0")),
    ("_COPYRIGHT", Constant::String("Copyright (C) 2012, Salvatore Sanfilippo")),
    ("_DESCRIPTION", Constant::String("MessagePack C implementation for Lua")),
];
