//! Who is compared: native scripts, the module's commands, and native's commands with takeover.
//!
//! Each runs on a server of its own; native's is without the module.

use std::path::Path;

use crate::Failure;
use crate::place;
use crate::server::{Client, Reply, Server};

/// A way to run scripts.
#[derive(Clone, Copy)]
pub struct Side {
    /// What its columns are called.
    pub name: &'static str,
    pub eval: &'static str,
    pub evalsha: &'static str,
    pub script: &'static str,
    /// The arguments of the module, if the server has it.
    module: Option<&'static [&'static str]>,
}

const NATIVE: Side =
    Side { name: "native", eval: "EVAL", evalsha: "EVALSHA", script: "SCRIPT", module: None };
const OURS: Side = Side {
    name: "ferrous",
    eval: "FERROUS.EVAL",
    evalsha: "FERROUS.EVALSHA",
    script: "FERROUS.SCRIPT",
    module: Some(&[]),
};
const TAKEOVER: Side = Side { name: "takeover", module: Some(&["takeover", "yes"]), ..NATIVE };

/// Those that are compared.
pub struct Sides {
    pub native: Side,
    pub ours: Side,
    pub takeover: Side,
}

/// A side on a server of its own.
pub struct Contestant {
    pub side: Side,
    pub server: Server,
    pub client: Client,
}

impl Sides {
    pub const ALL: Sides = Sides { native: NATIVE, ours: OURS, takeover: TAKEOVER };
    /// Native scripts in all places: what differs then is noise.
    pub const NATIVE_ONLY: Sides = Sides {
        native: NATIVE,
        ours: Side { name: OURS.name, ..NATIVE },
        takeover: Side { name: TAKEOVER.name, ..NATIVE },
    };

    /// Native and ours.
    pub fn both(&self) -> [Side; 2] {
        [self.native, self.ours]
    }

    /// All three.
    pub fn all(&self) -> [Side; 3] {
        [self.native, self.ours, self.takeover]
    }
}

impl Side {
    /// A new server, by another program if `before` names one.
    pub fn start(self, program: &Path, before: &[&str]) -> Result<Contestant, Failure> {
        let module = place::module();
        let module = module.to_str().ok_or("the module's path is not text")?;
        let words = self.module.map(|arguments| [&[module], arguments].concat());
        let server = Server::start(program, &words.unwrap_or_default(), before)?;
        let client = server.connect()?;
        Ok(Contestant { side: self, server, client })
    }

    /// The same with Debian's Redis.
    pub fn start_redis(self) -> Result<Contestant, Failure> {
        self.start(&place::redis(), &[])
    }
}

impl Contestant {
    /// Stores a script; its digest.
    pub fn load(&mut self, script: &str) -> Result<Vec<u8>, Failure> {
        self.client.one(&[self.side.script, "LOAD", script])?.bytes()
    }

    /// The number that a section of INFO gives a field.
    fn info(&mut self, section: &str, field: &str) -> Result<f64, Failure> {
        Ok(self.text_of_info(section, field)?.parse()?)
    }

    /// Bytes that are allocated, native scripts' own included.
    pub fn allocated(&mut self) -> Result<f64, Failure> {
        Ok(self.info("memory", "used_memory")? + self.info("memory", "used_memory_lua")?)
    }

    /// Name and version of the server.
    pub fn version(&mut self) -> Result<String, Failure> {
        let valkey = self.text_of_info("server", "valkey_version");
        match valkey {
            Ok(version) => Ok(format!("Valkey {version}")),
            Err(_) => Ok(format!("Redis {}", self.text_of_info("server", "redis_version")?)),
        }
    }

    fn text_of_info(&mut self, section: &str, field: &str) -> Result<String, Failure> {
        let Reply::Bytes(info) = self.client.one(&["INFO", section])? else {
            return Err("no INFO".into());
        };
        let text = String::from_utf8_lossy(&info).into_owned();
        let values = text.lines().filter_map(|line| line.split_once(':'));
        let value = values.into_iter().find_map(|(name, value)| (name == field).then_some(value));
        Ok(value.ok_or_else(|| format!("INFO {section} has no {field}"))?.trim().to_owned())
    }
}
