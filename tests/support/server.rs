//! A server with the module, on a loopback port and in a folder of its own; it ends with its owner.
//!
//! The server is `redis-server` from the path, or what `FERROUS_TEST_SERVER` names. Its version is
//! printed, and tests ask for it where native behaviour depends on it. When a server ends, the test fails
//! if the module has caught a panic in it, unless the test has said that it expects one.

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::module;
use super::resp::Connection;

/// How long a server may take to come up.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long the last question to a server may take. One that a script keeps busy answers at once.
const LAST_PATIENCE: Duration = Duration::from_secs(5);

/// How a server is started.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Its configuration file, if it has one.
    pub file: Option<PathBuf>,
    /// Words of its configuration, as on its command line.
    pub config: Vec<String>,
    /// Words behind the module's path.
    pub module_args: Vec<String>,
    /// The module, if not the one of the tests' own profile.
    pub module: Option<PathBuf>,
    /// Words in front of the server's program.
    pub before: Vec<String>,
    /// Variables of its environment.
    pub environment: Vec<(&'static str, PathBuf)>,
}

impl Options {
    /// These words of configuration.
    pub fn with(config: &[&str]) -> Options {
        let config = config.iter().map(ToString::to_string).collect();
        Options { config, ..Options::default() }
    }
}

/// A running server.
pub struct Server {
    child: Child,
    port: u16,
    folder: TempDir,
    options: Options,
    expects_panics: bool,
}

impl Server {
    /// A server with the module and nothing else.
    pub fn start() -> Server {
        Server::start_with(&Options::default())
    }

    /// A server with the module.
    pub fn start_with(options: &Options) -> Server {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match Server::try_start(options) {
                Ok(server) => return server,
                // Another process may have taken the port that was free.
                Err(log) if Instant::now() < deadline && log.contains("already in use") => {}
                Err(log) => panic!("the server does not start:\n{log}"),
            }
        }
    }

    /// What the log of a server says that cannot start.
    pub fn refusal(options: &Options) -> String {
        match Server::try_start(options) {
            Ok(_) => panic!("the server starts"),
            Err(log) => log,
        }
    }

    fn try_start(options: &Options) -> Result<Server, String> {
        let folder = tempfile::tempdir().unwrap();
        let (child, port) = spawn(options, folder.path());
        let options = options.clone();
        let mut server = Server { child, port, folder, options, expects_panics: false };
        server.wait().map_err(|()| server.log())?;
        Ok(server)
    }

    /// Kills the process without a warning.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Kills the process without a warning and starts another on what it has left in its folder, with
    /// a port of its own. Returns when that is loaded.
    pub fn restart(&mut self) {
        self.kill();
        (self.child, self.port) = spawn(&self.options, self.folder.path());
        self.wait().unwrap_or_else(|()| panic!("the server does not start again:\n{}", self.log()));
        let deadline = Instant::now() + PATIENCE;
        while self.connect().text(&["PING"]).starts_with("-LOADING") {
            assert!(Instant::now() < deadline, "the server does not load its data");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits until this server, and no other, answers on its port.
    fn wait(&mut self) -> Result<(), ()> {
        let deadline = Instant::now() + PATIENCE;
        let pid = format!("process_id:{}\r\n", self.child.id());
        while Instant::now() < deadline {
            if self.child.try_wait().unwrap().is_some() {
                return Err(());
            }
            // A server that gives up closes connections that it had accepted.
            let info =
                Connection::open(self.port).and_then(|mut c| c.try_text(&["INFO", "server"]));
            if let Ok(info) = info
                && info.contains(&pid)
            {
                announce(&info);
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Err(())
    }

    /// A new connection.
    pub fn connect(&self) -> Connection {
        Connection::open(self.port).unwrap()
    }

    /// A new connection under RESP3.
    pub fn connect_resp3(&self) -> Connection {
        let mut connection = self.connect();
        let hello = connection.text(&["HELLO", "3"]);
        assert!(hello.starts_with('%'), "{hello}");
        connection
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Processor time that its main thread has used.
    pub fn cpu_time(&self) -> Duration {
        let id = self.pid();
        let account = std::fs::read_to_string(format!("/proc/{id}/task/{id}/schedstat")).unwrap();
        Duration::from_nanos(account.split(' ').next().unwrap().parse().unwrap())
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What it has logged.
    pub fn log(&self) -> String {
        let log = std::fs::read(self.folder.path().join("log")).unwrap_or_default();
        String::from_utf8_lossy(&log).into_owned()
    }

    /// Which server it is: `redis 7.0.15`, `valkey 9.1.2`.
    pub fn name(&self) -> String {
        let info = self.connect().text(&["INFO", "server"]);
        let field = |name: &str| info.lines().find_map(|line| line.strip_prefix(name));
        match field("valkey_version:") {
            Some(version) => format!("valkey {version}"),
            None => format!("redis {}", field("redis_version:").unwrap()),
        }
    }

    /// A field of the module's section of INFO.
    pub fn info(&self, field: &str) -> i64 {
        info_field(&mut self.connect(), field).unwrap_or_else(|| panic!("no field {field}"))
    }

    /// Panics are what this test is about.
    pub fn expect_panics(&mut self) {
        self.expects_panics = true;
    }

    /// How many panics the module has caught, or at least one if the log tells of one; 0 if the server
    /// cannot be asked and has logged none.
    fn panics(&self) -> i64 {
        let asked = Connection::open_with(self.port, LAST_PATIENCE)
            .ok()
            .and_then(|mut connection| info_field(&mut connection, "ferrous_panics_caught"));
        let logged = self.log().contains("Panic caught while ");
        asked.unwrap_or(0).max(i64::from(logged))
    }

    /// Is its process alive?
    pub fn is_alive(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let panics = if std::thread::panicking() { 0 } else { self.panics() };
        let _ = self.child.kill();
        let _ = self.child.wait();
        assert!(self.expects_panics || panics == 0, "{panics} panics caught:\n{}", self.log());
    }
}

/// Starts a process; its port, too.
fn spawn(options: &Options, folder: &Path) -> (Child, u16) {
    let port = free_port();
    let program = std::env::var_os("FERROUS_TEST_SERVER").unwrap_or_else(|| "redis-server".into());
    let mut command = match options.before.split_first() {
        Some((first, more)) => {
            let mut command = Command::new(first);
            command.args(more).arg(program);
            command
        }
        None => Command::new(program),
    };
    command.args(&options.file);
    command.args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--save", ""]);
    command.args(["--enable-debug-command", "yes", "--logfile", "log"]);
    command.args(["--dir".as_ref(), folder]);
    command.arg("--loadmodule");
    command.arg(options.module.as_deref().unwrap_or_else(|| module::path()));
    command.args(&options.module_args).args(&options.config);
    command.envs(options.environment.iter().cloned());
    let child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn();
    (child.expect("redis-server is not installed"), port)
}

/// A field of INFO that is a number; `None` if the server does not tell.
fn info_field(connection: &mut Connection, field: &str) -> Option<i64> {
    connection.try_raw(&["INFO", "everything"]).ok().and_then(|info| {
        let info = String::from_utf8_lossy(&info).into_owned();
        let line = info.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix(':'))?;
        line.trim().parse().ok()
    })
}

/// A port that nobody listens on.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().port()
}

/// Prints which server this is, once.
fn announce(info: &str) {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let lines = info.lines().filter(|line| {
            ["redis_version:", "server_name:", "valkey_version:"]
                .iter()
                .any(|name| line.starts_with(name))
        });
        eprintln!("server: {}", lines.collect::<Vec<_>>().join(" "));
    });
}
