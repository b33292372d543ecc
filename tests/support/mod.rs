//! What the tests of the module share: servers to talk to, and a client that shows the bytes.

pub mod busy;
pub mod endless;
pub mod module;
pub mod native;
pub mod probe;
pub mod relay;
pub mod resp;
pub mod server;
pub mod wait;

pub use resp::Connection;
pub use server::{Options, Server};
