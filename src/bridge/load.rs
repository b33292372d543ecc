//! Loading and unloading the module, in order.
//!
//! What can be refused comes first; the server's news are subscribed to last, because a server that
//! gives up on a module keeps its subscriptions.
//!
//! May import everything of the bridge.

use std::ffi::CStr;

use super::ffi::server_api::FERROUS_MIN_SERVER_VERSION;
use super::ffi::{self, Args, Context, Line, LogLevel};
use super::guard::Place;
use super::{
    alloc, commands, config, engine, guard, info, scripting_engine, server, takeover, text,
};

pub(super) use super::text::TOO_OLD;

/// Loads the module; false if the server cannot have it, and the log says why.
pub(super) fn load(context: &Context<'_>, args: Args<'_>) -> bool {
    if alloc::blocks_of_the_system() > 0 {
        context.log(LogLevel::Warning, &Line::new(text::EARLY_ALLOCATION.as_bytes()));
        return false;
    }
    guard::install_hook();
    let loaded = guard::fence(Place::Load, || try_load(context, args)).unwrap_or(false);
    if !loaded {
        guard::remove_hook();
    }
    loaded
}

fn try_load(context: &Context<'_>, args: Args<'_>) -> bool {
    if context.server_version() < FERROUS_MIN_SERVER_VERSION {
        return refuse(context, text::OLD_VERSION.as_bytes());
    }
    server::recognise(context);
    if let Err(why) = config::take_arguments(args) {
        return refuse(context, &why);
    }
    if let Err(name) = config::register(context) {
        return refuse_registration(context, name);
    }
    if let Err(name) = commands::register(context) {
        return refuse_registration(context, name);
    }
    if !ffi::register_info(context, info::write) {
        return refuse_registration(context, c"INFO");
    }
    start_engine(context);
    if !ffi::watch_changes(context, take_notice) {
        engine::discard();
        return refuse_registration(context, c"events");
    }
    context.allow_loading_beside(server::server().has_slot_migration());
    start_takeover(context);
    true
}

/// Makes the engine now, so that the first script need not. If that fails the server starts all the same:
/// native scripts do not depend on it.
fn start_engine(context: &Context<'_>) {
    let why = match guard::fence(Place::StartEngine, engine::create) {
        Some(Ok(())) => return,
        Some(Err(unavailable)) => unavailable.text(),
        None => text::INTERNAL_ERROR,
    };
    context.log(LogLevel::Warning, &Line::new([text::NO_ENGINE, why].concat().as_bytes()));
}

/// Takes plain commands over if the option says so, and follows the option from now on.
fn start_takeover(context: &Context<'_>) {
    let wanted = config::TAKEOVER.is_on();
    let by_name = scripting_engine::takes_name();
    let mut done = scripting_engine::start(context, wanted);
    if !by_name {
        takeover::prepare(context);
        done = !wanted || takeover::set(true).is_ok();
    }
    if !done {
        config::TAKEOVER.turn_off();
    }
    let set = if by_name { scripting_engine::set_takeover } else { takeover::set };
    config::TAKEOVER.follow(Some(set));
}

/// The server's configuration or its commands have changed.
fn take_notice() {
    guard::fence(Place::Event, server::forget);
}

fn refuse(context: &Context<'_>, why: &[u8]) -> bool {
    context.log(LogLevel::Warning, &Line::new(why));
    false
}

fn refuse_registration(context: &Context<'_>, what: &CStr) -> bool {
    refuse(context, &[text::REFUSED.as_bytes(), what.to_bytes()].concat())
}

/// Frees everything; false while a script runs or the server might come back to a command of ours.
pub(super) fn unload(context: &Context<'_>) -> bool {
    let unloaded = guard::fence(Place::Unload, || {
        if server::remembers_our_commands(context) {
            return refuse(context, text::COMMANDS_REMEMBERED.as_bytes());
        }
        if !scripting_engine::end(context) || !engine::discard() {
            return false;
        }
        config::TAKEOVER.follow(None);
        takeover::end();
        true
    });
    let unloaded = unloaded.unwrap_or(false);
    if unloaded {
        guard::remove_hook();
    }
    unloaded
}
