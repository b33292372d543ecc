//! A server of the benchmark's own, and a client that sends many commands at once.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::Failure;

/// A command: its words.
pub type Words = Vec<Vec<u8>>;

/// A command of texts.
pub fn words(texts: &[&str]) -> Words {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

/// A server on a free port with a folder of its own. It ends with the value.
pub struct Server {
    child: Child,
    port: u16,
    folder: PathBuf,
}

impl Server {
    /// Starts the server `program` with a module and its arguments, by another program if `before`
    /// names one.
    pub fn start(program: &Path, module: &[&str], before: &[&str]) -> Result<Server, Failure> {
        // The port is free again when the listener is dropped.
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let folder = std::env::temp_dir().join(format!("ferrous-bench-{port}"));
        std::fs::create_dir_all(&folder)?;
        let mut words: Vec<&OsStr> = before.iter().map(OsStr::new).collect();
        words.push(program.as_os_str());
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).args(["--bind", "127.0.0.1", "--save", "", "--port"]);
        command.arg(port.to_string()).arg("--dir").arg(&folder).args(["--logfile", "log"]);
        if !module.is_empty() {
            command.arg("--loadmodule").args(module);
        }
        command.current_dir(&folder).stdout(Stdio::null()).stderr(Stdio::null());
        let child = command.spawn()?;
        let mut server = Server { child, port, folder };
        let start = Instant::now();
        while server.connect().and_then(|mut client| client.one(&["PING"])).is_err() {
            let ended = server.child.try_wait()?.is_some();
            if ended || start.elapsed() > Duration::from_secs(60) {
                let log = std::fs::read_to_string(server.folder.join("log")).unwrap_or_default();
                return Err(format!("the server did not start:\n{log}").into());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(server)
    }

    /// A new connection.
    pub fn connect(&self) -> Result<Client, Failure> {
        let stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_nodelay(true)?;
        Ok(Client { stream, received: Vec::new(), at: 0 })
    }

    /// Has it end by itself, as one must that leaves something behind.
    pub fn end(mut self) -> Result<(), Failure> {
        self.connect()?.send(&words(&["SHUTDOWN", "NOSAVE"]))?;
        let status = self.child.wait()?;
        if status.success() { Ok(()) } else { Err(format!("the server: {status}").into()) }
    }

    /// Where it listens, on the loopback address.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Processor time of the main thread so far, in nanoseconds.
    pub fn cpu_time(&self) -> Result<f64, Failure> {
        let id = self.id();
        let accounts = std::fs::read_to_string(format!("/proc/{id}/task/{id}/schedstat"))?;
        Ok(accounts.split(' ').next().unwrap_or_default().parse()?)
    }

    /// Resident memory in bytes.
    pub fn resident(&self) -> Result<f64, Failure> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes: f64 =
            line.and_then(|rest| rest.split_whitespace().next()).unwrap_or_default().parse()?;
        Ok(kilobytes * 1024.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Nothing more can be done about a server that does not end.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// What a server answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    Error(String),
    Number(i64),
    /// A bulk string or a status.
    Bytes(Vec<u8>),
    Nil,
    List(Vec<Reply>),
}

impl Reply {
    /// The bytes of a string.
    pub fn bytes(self) -> Result<Vec<u8>, Failure> {
        match self {
            Reply::Bytes(bytes) => Ok(bytes),
            other => Err(format!("not a string: {other:?}").into()),
        }
    }

    /// The numbers of a list.
    #[expect(clippy::cast_precision_loss, reason = "sizes and counts are below 2^53")]
    pub fn numbers(&self) -> Vec<f64> {
        let Reply::List(items) = self else { return Vec::new() };
        let number = |item: &Reply| match item {
            Reply::Number(n) => Some(*n as f64),
            _ => None,
        };
        items.iter().filter_map(number).collect()
    }
}

/// A connection.
pub struct Client {
    stream: TcpStream,
    received: Vec<u8>,
    at: usize,
}

impl Client {
    /// Sends one command of texts.
    pub fn one(&mut self, texts: &[&str]) -> Result<Reply, Failure> {
        self.one_of(&words(texts))
    }

    /// Sends one command. An error is a failure.
    pub fn one_of(&mut self, words: &Words) -> Result<Reply, Failure> {
        self.send(words)?;
        match self.reply()? {
            Reply::Error(text) => Err(text.into()),
            reply => Ok(reply),
        }
    }

    /// Sends one command and does not wait.
    pub fn send(&mut self, words: &Words) -> Result<(), Failure> {
        Ok(self.stream.write_all(&encode(std::slice::from_ref(words)))?)
    }

    /// Sends encoded commands and reads their replies. An error is a failure.
    pub fn batch(&mut self, encoded: &[u8], replies: usize) -> Result<(), Failure> {
        self.stream.write_all(encoded)?;
        for _ in 0..replies {
            if let Reply::Error(text) = self.reply()? {
                return Err(text.into());
            }
        }
        Ok(())
    }

    fn fill(&mut self) -> Result<(), Failure> {
        if self.at > 0 {
            self.received.drain(..self.at);
            self.at = 0;
        }
        let mut block = [0; 1 << 16];
        match self.stream.read(&mut block)? {
            0 => Err("the server closed the connection".into()),
            n => {
                self.received.extend_from_slice(&block[..n]);
                Ok(())
            }
        }
    }

    fn line(&mut self) -> Result<String, Failure> {
        loop {
            let rest = &self.received[self.at..];
            if let Some(end) = rest.windows(2).position(|two| two == b"\r\n") {
                let line = String::from_utf8_lossy(&rest[..end]).into_owned();
                self.at += end + 2;
                return Ok(line);
            }
            self.fill()?;
        }
    }

    /// The next reply.
    pub fn reply(&mut self) -> Result<Reply, Failure> {
        let line = self.line()?;
        let (kind, rest) = line.split_at_checked(1).ok_or("an empty reply")?;
        Ok(match kind {
            "+" => Reply::Bytes(rest.as_bytes().to_vec()),
            "-" => Reply::Error(rest.to_owned()),
            ":" => Reply::Number(rest.parse()?),
            "$" | "*" if rest == "-1" => Reply::Nil,
            "$" => {
                let length: usize = rest.parse()?;
                while self.received.len() < self.at + length + 2 {
                    self.fill()?;
                }
                let bytes = self.received[self.at..self.at + length].to_vec();
                self.at += length + 2;
                Reply::Bytes(bytes)
            }
            "*" => {
                let count: usize = rest.parse()?;
                Reply::List((0..count).map(|_| self.reply()).collect::<Result<_, _>>()?)
            }
            _ => return Err(format!("not a reply: {line}").into()),
        })
    }
}

/// Commands as they are sent.
pub fn encode(commands: &[Words]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for command in commands {
        bytes.extend_from_slice(format!("*{}\r\n", command.len()).as_bytes());
        for word in command {
            bytes.extend_from_slice(format!("${}\r\n", word.len()).as_bytes());
            bytes.extend_from_slice(word);
            bytes.extend_from_slice(b"\r\n");
        }
    }
    bytes
}
