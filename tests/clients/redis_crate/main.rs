//! The scripting calls of the crate `redis`, by RESP2 and by RESP3, on the server at `REDIS_HOST` and
//! `REDIS_PORT`: one line for each thing that an application sees.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "this is a test program")]

mod session;

fn main() {
    let [host, port] = ["REDIS_HOST", "REDIS_PORT"].map(|name| std::env::var(name).unwrap());
    for protocol in session::PROTOCOLS {
        for (number, seen) in
            session::run(&host, port.parse().unwrap(), protocol).iter().enumerate()
        {
            println!("ok redis crate, {protocol}: {number}: {seen}");
        }
    }
}
