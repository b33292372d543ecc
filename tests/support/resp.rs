//! A client that sends words and shows the reply's bytes, under RESP2 or RESP3.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

/// How long a reply may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A connection.
pub struct Connection {
    stream: TcpStream,
    /// Bytes that were read and belong to replies to come.
    buffer: Vec<u8>,
}

impl Connection {
    /// Connects to a server on this machine.
    pub fn open(port: u16) -> io::Result<Connection> {
        Connection::open_with(port, PATIENCE)
    }

    /// The same; a reply may take so long.
    pub fn open_with(port: u16, patience: Duration) -> io::Result<Connection> {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_read_timeout(Some(patience))?;
        stream.set_nodelay(true)?;
        Ok(Connection { stream, buffer: Vec::new() })
    }

    /// Sends a command, and does not wait.
    pub fn send<W: AsRef<[u8]>>(&mut self, words: &[W]) {
        self.try_send(words).unwrap();
    }

    fn try_send<W: AsRef<[u8]>>(&mut self, words: &[W]) -> io::Result<()> {
        let mut bytes = format!("*{}\r\n", words.len()).into_bytes();
        for word in words {
            let word = word.as_ref();
            bytes.extend_from_slice(format!("${}\r\n", word.len()).as_bytes());
            bytes.extend_from_slice(word);
            bytes.extend_from_slice(b"\r\n");
        }
        self.stream.write_all(&bytes)
    }

    /// The bytes of the next reply; exactly one.
    pub fn receive(&mut self) -> Vec<u8> {
        self.try_receive().unwrap()
    }

    /// The bytes of the next reply, or why there is none.
    pub fn try_receive(&mut self) -> io::Result<Vec<u8>> {
        loop {
            if let Some(len) = frame_len(&self.buffer)? {
                let rest = self.buffer.split_off(len);
                return Ok(std::mem::replace(&mut self.buffer, rest));
            }
            let mut chunk = [0; 16 << 10];
            match self.stream.read(&mut chunk)? {
                0 => return Err(ErrorKind::UnexpectedEof.into()),
                n => self.buffer.extend_from_slice(&chunk[..n]),
            }
        }
    }

    /// Sends a command; the bytes of its reply.
    pub fn raw<W: AsRef<[u8]>>(&mut self, words: &[W]) -> Vec<u8> {
        self.send(words);
        self.receive()
    }

    /// Sends a command; the bytes of its reply, or why there is none.
    pub fn try_raw<W: AsRef<[u8]>>(&mut self, words: &[W]) -> io::Result<Vec<u8>> {
        self.try_send(words)?;
        self.try_receive()
    }

    /// Sends a command; its reply as text.
    pub fn text<W: AsRef<[u8]>>(&mut self, words: &[W]) -> String {
        String::from_utf8_lossy(&self.raw(words)).into_owned()
    }

    /// As [`Connection::text`], or why there is no reply.
    pub fn try_text<W: AsRef<[u8]>>(&mut self, words: &[W]) -> io::Result<String> {
        self.try_send(words)?;
        Ok(String::from_utf8_lossy(&self.try_receive()?).into_owned())
    }

    /// Sends a command whose reply is a bulk string; its bytes.
    pub fn bulk<W: AsRef<[u8]>>(&mut self, words: &[W]) -> Vec<u8> {
        let reply = self.raw(words);
        let head = line_end(&reply, 0).unwrap().unwrap();
        assert_eq!(reply[0], b'$', "{}", reply.escape_ascii());
        reply[head..reply.len() - 2].to_vec()
    }

    /// Sends a command that must succeed.
    pub fn ok<W: AsRef<[u8]>>(&mut self, words: &[W]) {
        let reply = self.raw(words);
        assert!(!reply.starts_with(b"-"), "{}", reply.escape_ascii());
    }

    /// Waits a little for bytes that should not come.
    pub fn expect_silence(&mut self) {
        assert!(self.buffer.is_empty(), "{}", self.buffer.escape_ascii());
        self.stream.set_read_timeout(Some(Duration::from_millis(50))).unwrap();
        let mut chunk = [0; 64];
        let read = self.stream.read(&mut chunk);
        assert!(read.is_err(), "{}", chunk.escape_ascii());
        self.stream.set_read_timeout(Some(PATIENCE)).unwrap();
    }
}

fn malformed(what: &str, bytes: &[u8]) -> io::Error {
    let shown = &bytes[..bytes.len().min(200)];
    io::Error::new(ErrorKind::InvalidData, format!("{what}: {}", shown.escape_ascii()))
}

/// Where the line that begins at `at` ends, its line break included.
fn line_end(bytes: &[u8], at: usize) -> io::Result<Option<usize>> {
    let Some(end) = bytes[at..].iter().position(|&byte| byte == b'\n') else { return Ok(None) };
    let end = at + end + 1;
    if end < at + 2 || bytes[end - 2] != b'\r' {
        return Err(malformed("a line that ends in LF alone", &bytes[at..]));
    }
    Ok(Some(end))
}

/// Length of the reply that `bytes` begins with; `None` if it is not all there. Strict.
fn frame_len(bytes: &[u8]) -> io::Result<Option<usize>> {
    let mut at = 0;
    let mut left = 1usize;
    while left > 0 {
        left -= 1;
        let Some(&kind) = bytes.get(at) else { return Ok(None) };
        let Some(end) = line_end(bytes, at)? else { return Ok(None) };
        let line = &bytes[at + 1..end - 2];
        let number = || -> io::Result<i64> {
            let text = std::str::from_utf8(line).ok();
            text.and_then(|text| text.parse().ok()).ok_or_else(|| malformed("a number", bytes))
        };
        at = end;
        match kind {
            b'+' | b'-' | b':' | b'_' | b'#' | b',' | b'(' => {
                let ends_early = matches!(kind, b'+' | b'-') && line.contains(&0);
                if line.contains(&b'\r') || ends_early {
                    return Err(malformed("a line break or a NUL inside a line", bytes));
                }
            }
            b'$' | b'=' => {
                if let Ok(len) = usize::try_from(number()?) {
                    at += len + 2;
                    if bytes.len() < at {
                        return Ok(None);
                    }
                    if &bytes[at - 2..at] != b"\r\n" {
                        return Err(malformed("a string without end", bytes));
                    }
                }
            }
            b'*' | b'~' | b'>' => left += usize::try_from(number()?).unwrap_or(0),
            b'%' => left += 2 * usize::try_from(number()?).unwrap_or(0),
            b'|' => left += 2 * usize::try_from(number()?).unwrap_or(0) + 1,
            _ => return Err(malformed("no reply", &bytes[at - (end - at).min(at)..])),
        }
    }
    Ok(Some(at))
}
