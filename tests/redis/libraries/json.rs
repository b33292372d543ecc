//! JSON texts: right ones, nearly right ones, and all that `strtod` takes for a number.

use super::random::Random;

/// What may end up anywhere in a text.
const SPICE: &[u8] = b"{}[],:\"\\ \t\n\r0123456789.eE+-xXaAnNiItfu/\0\x01\x7f\x80\xff";

const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "1",
    "-1",
    "7",
    "42",
    "1.5",
    "-2.25",
    "1e5",
    "1E+2",
    "2e-3",
    "0.1",
    "123456789",
    "1e15",
    "1e-7",
    "9007199254740993",
    "18446744073709551616",
    "123456789012345678901234567890",
    "1e308",
    "1e309",
    "-1e400",
    "4.9e-324",
    "1e-400",
    "2.2250738585072011e-308",
    "0.30000000000000004",
    "1.7976931348623159e308",
    "100000000000000000000000000000000.5e-30",
    "1e22",
    "1e23",
    "8.5e-23",
];

const ODD_NUMBERS: &[&str] = &[
    "00",
    "01",
    "-01",
    "+1",
    "1.",
    "-",
    "+",
    ".5",
    "-.5",
    "1e",
    "1e+",
    "1.e3",
    "0x",
    "0x1F",
    "-0x10",
    "0x1p4",
    "0x1.8p3",
    "0x.8",
    "0x1.",
    "0x1p",
    "0xg",
    "inf",
    "-inf",
    "+inf",
    "Infinity",
    "infinit",
    "-INFINITY",
    "nan",
    "-nan",
    "NaN",
    "nan(12)",
    "nan(",
    "+NaN",
    "1_000",
    "1e1000000000000",
    "--1",
    "0e0",
    "1e0000000000000000000005",
    "0.000000000000000000000000000000000000000001",
    "1d5",
    "i",
    "N",
];

const ESCAPES: &[&str] = &[
    "\\\"",
    "\\\\",
    "\\/",
    "\\b",
    "\\t",
    "\\n",
    "\\f",
    "\\r",
    "\\u0041",
    "\\u00e9",
    "\\u20AC",
    "\\u0000",
    "\\ud83d\\ude00",
    "\\uDBFF\\uDFFF",
    "\\u007f",
    "\\uFFFF",
];

const ODD_ESCAPES: &[&str] = &[
    "\\u",
    "\\u12",
    "\\u12G4",
    "\\ud83d",
    "\\ude00",
    "\\ud83d\\u0041",
    "\\ud83dx",
    "\\ud83d\\ud83d",
    "\\x",
    "\\'",
    "\\0",
    "\\",
    "\\U0041",
    "\\a",
    "\\ud83d\\",
    "\\ud83d\\ude0",
];

const KEYS: &[&str] = &[
    "a",
    "b",
    "id",
    "name",
    "tags",
    "1",
    "2",
    "-1",
    "",
    "score",
    "x y",
    "k\\u0041",
    "longer key of more",
];

/// How a text is made.
pub(super) struct Texts<'a> {
    pub(super) random: &'a mut Random,
    /// Of how many parts one is not as it should be; 0: none.
    pub(super) odd: usize,
}

impl Texts<'_> {
    /// A text; white space around it.
    pub(super) fn text(&mut self) -> Vec<u8> {
        let mut text = Vec::new();
        self.space(&mut text);
        let depth = 1 + self.random.below(5);
        self.value(&mut text, depth);
        self.space(&mut text);
        if self.is_odd() {
            self.value(&mut text, 1);
        }
        text
    }

    /// Changes a text a little.
    pub(super) fn mutate(&mut self, text: &mut Vec<u8>) {
        self.random.mutate(text, SPICE);
    }

    /// What nests `depth` deep, whole or cut off.
    pub(super) fn nested(&mut self, depth: usize) -> Vec<u8> {
        let mut ends = Vec::new();
        let mut text = Vec::new();
        for _ in 0..depth {
            if self.random.once_in(3) {
                text.extend_from_slice(b"{\"k\":");
                ends.push(b'}');
            } else {
                text.extend_from_slice(if self.random.once_in(4) { b"[1," } else { b"[" });
                ends.push(b']');
            }
        }
        text.push(b'1');
        if self.random.below(4) > 0 {
            text.extend(ends.iter().rev());
        }
        text
    }

    fn is_odd(&mut self) -> bool {
        self.odd > 0 && self.random.once_in(self.odd)
    }

    fn space(&mut self, text: &mut Vec<u8>) {
        if self.random.once_in(4) {
            for _ in 0..=self.random.below(3) {
                text.push(self.random.pick(b" \t\n\r "));
            }
        }
        if self.is_odd() && self.random.once_in(3) {
            text.push(self.random.pick(b"\x0b\x0c\0\xa0/#"));
        }
    }

    fn value(&mut self, text: &mut Vec<u8>, depth: usize) {
        let kinds = if depth == 0 { 6 } else { 10 };
        match self.random.below(kinds) {
            0 | 1 => self.number(text),
            2 | 3 => self.string(text),
            4 => text.extend_from_slice(self.random.pick(&["true", "false"]).as_bytes()),
            5 => {
                let odd = self.is_odd();
                let words: &[&str] = if odd {
                    &["nul", "True", "nulll", "undefined", "fals", ""]
                } else {
                    &["null"]
                };
                text.extend_from_slice(self.random.pick(words).as_bytes());
            }
            6 | 7 => self.group(text, depth, *b"[]"),
            _ => self.group(text, depth, *b"{}"),
        }
    }

    fn group(&mut self, text: &mut Vec<u8>, depth: usize, [begin, end]: [u8; 2]) {
        text.push(begin);
        let (longest, depth) = if self.random.once_in(12) { (24, 1) } else { (5, depth) };
        let len = self.random.below(longest);
        for n in 0..len {
            if n > 0 {
                self.mark(text, b',');
            }
            self.space(text);
            if begin == b'{' {
                self.key(text);
                self.space(text);
                self.mark(text, b':');
                self.space(text);
            }
            self.value(text, depth - 1);
            self.space(text);
        }
        if self.is_odd() {
            text.push(self.random.pick(b",]}:"));
        }
        if !self.is_odd() {
            text.push(end);
        }
    }

    fn mark(&mut self, text: &mut Vec<u8>, mark: u8) {
        if !self.is_odd() {
            text.push(mark);
        } else if self.random.once_in(2) {
            text.push(self.random.pick(b",:;"));
        }
    }

    fn key(&mut self, text: &mut Vec<u8>) {
        if self.is_odd() {
            return self.value(text, 0);
        }
        match self.random.below(6) {
            0 => self.string(text),
            1 => text.extend_from_slice(format!("\"k{}\"", self.random.below(40)).as_bytes()),
            _ => {
                text.push(b'"');
                text.extend_from_slice(self.random.pick(KEYS).as_bytes());
                text.push(b'"');
            }
        }
    }

    fn number(&mut self, text: &mut Vec<u8>) {
        if self.is_odd() {
            return text.extend_from_slice(self.random.pick(ODD_NUMBERS).as_bytes());
        }
        let number = match self.random.below(6) {
            0..=2 => self.random.pick(NUMBERS).to_owned(),
            3 => self.random.below(1000).to_string(),
            4 => f64::from_bits(self.random.next()).abs().min(1e300).to_string(),
            _ => format!("{}.{}", self.random.below(1 << 20), self.random.next()),
        };
        text.extend_from_slice(number.as_bytes());
    }

    fn string(&mut self, text: &mut Vec<u8>) {
        text.push(b'"');
        let longest = if self.random.once_in(10) { 90 } else { 6 };
        for _ in 0..self.random.below(longest) {
            match self.random.below(12) {
                0 => text.extend_from_slice(self.random.pick(ESCAPES).as_bytes()),
                1 if self.odd > 0 => {
                    let byte = self.random.byte();
                    text.push(if byte == 0 && self.random.below(8) > 0 { 1 } else { byte });
                }
                2 => text.extend_from_slice("é".as_bytes()),
                _ => text.push(self.random.pick(b"abcXYZ 019_-./'")),
            }
        }
        if self.is_odd() {
            text.extend_from_slice(self.random.pick(ODD_ESCAPES).as_bytes());
        }
        if !self.is_odd() {
            text.push(b'"');
        }
    }
}
