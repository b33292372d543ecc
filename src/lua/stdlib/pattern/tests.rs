//! The matcher against answers of native Lua 5.1, and its bounds.

use super::*;

/// Grants so many steps and bytes, and remembers what it was asked for.
struct Budget {
    steps: u64,
    bytes: usize,
    largest: u32,
}

impl Budget {
    fn plenty() -> Budget {
        Budget { steps: u64::MAX, bytes: usize::MAX, largest: 0 }
    }

    fn of_steps(steps: u64) -> Budget {
        Budget { steps, ..Budget::plenty() }
    }
}

impl Meter for Budget {
    type Error = &'static str;

    fn spend(&mut self, steps: u32) -> Result<(), &'static str> {
        self.largest = self.largest.max(steps);
        self.steps = self.steps.checked_sub(u64::from(steps)).ok_or("time")?;
        Ok(())
    }

    fn grow(&mut self, bytes: usize) -> Result<(), &'static str> {
        self.bytes = self.bytes.checked_sub(bytes).ok_or("memory")?;
        Ok(())
    }
}

/// What `string.match` answers, values separated by `|`.
fn matched(subject: &[u8], pattern: &[u8]) -> String {
    let mut meter = Budget::plenty();
    let (anchored, body) = match pattern {
        [b'^', body @ ..] => (true, body),
        _ => (false, pattern),
    };
    let mut matcher = Matcher::new(subject, body);
    let found = if anchored {
        matcher.match_at(0, &mut meter).map(|end| end.map(|end| (0, end)))
    } else {
        matcher.search(0, &mut meter)
    };
    assert!(meter.largest < 4096);
    let (start, end) = match found {
        Ok(Some(place)) => place,
        Ok(None) => return "nil".into(),
        Err(Failure::Pattern(text)) => return text.into(),
        Err(failure) => panic!("{failure:?}"),
    };
    let captures = (0..matcher.capture_count()).map(|index| matcher.capture(index));
    match captures.collect::<Result<Vec<_>, _>>() {
        Ok(none) if none.is_empty() => shown(subject, Capture::Range { start, len: end - start }),
        Err(text) => text.into(),
        Ok(captures) => {
            captures.into_iter().map(|found| shown(subject, found)).collect::<Vec<_>>().join("|")
        }
    }
}

fn shown(subject: &[u8], capture: Capture) -> String {
    match capture {
        Capture::Range { start, len } => subject[start..start + len].escape_ascii().to_string(),
        Capture::Position(at) => format!("@{at}"),
    }
}

#[track_caller]
fn check(cases: &[(&str, &str, &str)]) {
    for &(subject, pattern, expected) in cases {
        let got = matched(subject.as_bytes(), pattern.as_bytes());
        assert_eq!(got, expected, "{subject:?} {pattern:?}");
    }
}

#[test]
fn items_match_as_often_as_their_quantifier_says() {
    check(&[
        ("hello world", "o w", "o w"),
        ("hello", "l*", ""),
        ("hello", "l+", "ll"),
        ("hello", "l-o", "llo"),
        ("hello", "el?l?l?o", "ello"),
        ("aaa", "^a-", ""),
        ("aaa", "^a-$", "aaa"),
        ("aaab", "^a*ab", "aaab"),
        ("aaab", "^a+ab", "aaab"),
        ("aaab", "^.-b$", "aaab"),
        ("key = value", "^(%w+)%s*=%s*(%w+)$", "key|value"),
        ("2024-01-02", "(%d+)-(%d+)-(%d+)", "2024|01|02"),
        ("  trim me ", "^%s*(.-)%s*$", "trim me"),
        ("a.b", "%.", "."),
        ("a$", "$$", "$"),
        ("a$b", "a$b", "a$b"),
        ("x^y", "x^y", "x^y"),
        ("]", "[]]", "]"),
        ("a-z", "[a-]+", "a-"),
        ("%z", "[a-%z]+", "z"),
        ("]", "[a-%%]", "]"),
        ("a-z", "[%a-z]+", "a-z"),
        ("x\u{e9}y", "%W+", "\\xc3\\xa9"),
        ("", "", ""),
        ("abc", "b()", "@3"),
    ]);
}

#[test]
fn captures_nest_and_can_be_referred_to() {
    check(&[
        ("abc", "((a)(b))c", "ab|a|b"),
        ("abc", "()a()b()", "@1|@2|@3"),
        ("<=it==s=", "(=)(.-)%1%1", "=|it"),
        ("abab", "^(a.)%1$", "ab"),
        ("aXbbXa", "(.)X(.)%2X%1", "a|b"),
        // A position capture has no text to refer to.
        ("aa", "()%1", "nil"),
        // The first try of `.-` is abandoned together with what it had captured.
        ("aXbY", "^(.-)(X?)([^X]*)Y$", "a|X|b"),
        ("ab", "^(a?)(a?)(b)$", "a||b"),
    ]);
}

#[test]
fn balance_and_frontier_follow_native() {
    check(&[
        ("f(a(b)c)d)", "%b()", "(a(b)c)"),
        ("f(a(b)c", "%b()", "(b)"),
        ("((a", "%b()", "nil"),
        ("xabax", "%baa", "aba"),
        ("THE (quick) fox", "%f[%a]%a+%f[%A]", "THE"),
        ("foo bar", "%f[%w]b%w+", "bar"),
        ("foo", "o%f[%z]", "o"),
        ("foo", "%f[^%z]f", "f"),
    ]);
}

#[test]
fn malformed_patterns_are_errors_once_reached() {
    check(&[
        ("a", "%", "malformed pattern (ends with '%')"),
        ("a", "[a", "malformed pattern (missing ']')"),
        ("a", "[]", "malformed pattern (missing ']')"),
        ("a", "[^]", "malformed pattern (missing ']')"),
        ("a", "[a%", "malformed pattern (missing ']')"),
        ("a", "[%]", "malformed pattern (missing ']')"),
        ("a", "%f[a", "malformed pattern (missing ']')"),
        ("a", "%b", "unbalanced pattern"),
        ("a", "%bx", "unbalanced pattern"),
        ("a", "a)", "invalid pattern capture"),
        ("a", "(a", "unfinished capture"),
        ("a", "(()", "unfinished capture"),
        ("a", "%f", "missing '[' after '%f' in pattern"),
        ("a", "%fa", "missing '[' after '%f' in pattern"),
        ("a", "%1", "invalid capture index"),
        ("a", "%0", "invalid capture index"),
        ("a", "(a%1)", "invalid capture index"),
        ("a", &"()".repeat(33), "too many captures"),
        ("a", &"(".repeat(33), "too many captures"),
        ("a", "x%", "nil"),
        ("a", "x[", "nil"),
        ("a", "b*x)", "nil"),
        ("a", "a?)", "invalid pattern capture"),
    ]);
    assert_eq!(matched(b"", "()".repeat(32).as_bytes()), ["@1"; 32].join("|"));
    assert_eq!(matched(b"a", b"[a%"), "malformed pattern (missing ']')");
}

#[test]
fn a_pattern_ends_at_its_first_nul() {
    for (subject, pattern, expected) in [
        (&b"ab"[..], &b"a\0b"[..], "a"),
        (b"a", b"[\0]", "malformed pattern (missing ']')"),
        (b"a", b"[a\0]", "malformed pattern (missing ']')"),
        (b"a", b"%\0", "malformed pattern (ends with '%')"),
        (b"a", b"%b\0x", "unbalanced pattern"),
        (b"\0x", b"%b\0x", "unbalanced pattern"),
        (b"ax", b"%ba\0x", "unbalanced pattern"),
        (b"a", b"%f\0[a]", "missing '[' after '%f' in pattern"),
        (b"a", b"[%\0]", "malformed pattern (missing ']')"),
        (b"a", b"[^\0]", "malformed pattern (missing ']')"),
        (b"a", b"(\0)", "unfinished capture"),
        (b"aa", b"a\0*", "a"),
        (b"a", b"\0*", ""),
        (b"ab", b"a$\0", "nil"),
        (b"a", b"a$\0b", "a"),
        (b"a\0b", b"a%zb", "a\\x00b"),
        (b"a\0b", b".-b", "a\\x00b"),
        (b"a\0b", b"[^%z]", "a"),
        (b"\xff\x80", b"[\x80-\xff]+", "\\xff\\x80"),
    ] {
        assert_eq!(matched(subject, pattern), expected, "{}", pattern.escape_ascii());
    }
}

#[test]
fn plain_searches_take_nul_for_a_byte() {
    for special in *b"^$*+?.([%-" {
        assert_eq!(first_special(&[b'a', special]), Some(special));
        assert_eq!(first_special(&[0, special]), Some(0));
    }
    assert_eq!(first_special(b"a]b){}\xff"), None);
    assert_eq!(find_plain(b"abc", b""), Some(0));
    assert_eq!(find_plain(b"", b""), Some(0));
    assert_eq!(find_plain(b"a\0bc", b"\0b"), Some(1));
    assert_eq!(find_plain(b"abc", b"c"), Some(2));
    assert_eq!(find_plain(b"abc", b"cd"), None);
}

#[test]
fn searching_is_trying_every_place() {
    const PIECES: [&str; 14] =
        ["a", "b", ".", "%l", "[^a]", "(", ")", "()", "*", "+", "-", "?", "$", "%bab"];
    let mut meter = Budget::plenty();
    for number in 0..PIECES.len().pow(4) {
        let pattern: String =
            (0..4).map(|place| PIECES[number / PIECES.len().pow(place) % PIECES.len()]).collect();
        for subject in [&b""[..], b"aab", b"abba"] {
            let mut matcher = Matcher::new(subject, pattern.as_bytes());
            let mut tried = Ok(None);
            for start in 0..=subject.len() {
                tried = matcher.match_at(start, &mut meter).map(|end| end.map(|end| (start, end)));
                if tried != Ok(None) {
                    break;
                }
            }
            let mut other = Matcher::new(subject, pattern.as_bytes());
            assert_eq!(other.search(0, &mut meter), tried, "{pattern}");
            if let Ok(Some(_)) = tried {
                for index in 0..=matcher.capture_count() {
                    assert_eq!(matcher.capture(index), other.capture(index), "{pattern}");
                }
            }
        }
    }
}

#[test]
fn nothing_is_found_beyond_the_subject() {
    let mut matcher = Matcher::new(b"ab", b"");
    assert_eq!(matcher.search(2, &mut Budget::plenty()), Ok(Some((2, 2))));
    assert_eq!(matcher.search(3, &mut Budget::plenty()), Ok(None));
    assert_eq!(matcher.match_at(3, &mut Budget::plenty()), Ok(None));
}

#[test]
fn the_meter_can_end_any_match() {
    let twins = ["a?".repeat(28), "a".repeat(28)].concat();
    let nested = ["x.*".repeat(100), "y".into()].concat();
    let long = b"x".repeat(10_000);
    let wide_set = [&b"["[..], &b"ab".repeat(1 << 16), b"]"].concat();
    for (subject, pattern) in [
        (&b"a".repeat(28)[..], twins.as_bytes()),
        (&long, nested.as_bytes()),
        (&long, b".-.-.-b"),
        (&long, b"x*x*x*x*b"),
        (&long, b"(.-)%1y"),
        (&b"(".repeat(100_000), b"%b()"),
        (&long, &wide_set),
    ] {
        let mut meter = Budget::of_steps(100_000);
        let found = Matcher::new(subject, pattern).search(0, &mut meter);
        assert_eq!(found, Err(Failure::Meter("time")), "{}", pattern.escape_ascii());
        assert!(meter.largest < 4096);
    }
}

#[test]
fn work_is_charged_in_proportion() {
    for pattern in ["[^b]*", "%l*", "x-b", "%bxy", "(.)x+", "[^x]*x*"] {
        let subject = b"x".repeat(100_000);
        let mut meter = Budget::plenty();
        Matcher::new(&subject, pattern.as_bytes()).match_at(0, &mut meter).unwrap();
        let spent = u64::MAX - meter.steps;
        assert!((99_990..100_100).contains(&spent), "{pattern}: {spent}");
    }
}

#[test]
fn memory_for_choices_is_asked_for_first() {
    let pattern = "a?".repeat(100_000);
    let subject = b"a".repeat(100_000);
    let mut meter = Budget { bytes: 100_000, ..Budget::plenty() };
    let found = Matcher::new(&subject, pattern.as_bytes()).match_at(0, &mut meter);
    assert_eq!(found, Err(Failure::Meter("memory")));
    let found = Matcher::new(&subject, pattern.as_bytes()).match_at(0, &mut Budget::plenty());
    assert_eq!(found, Ok(Some(100_000)));
}

#[test]
fn the_native_stack_stays_flat() {
    let run = || {
        let subject = b"x".repeat(1 << 20);
        let deep = "x?".repeat(1 << 18);
        for pattern in [&b"(.-)%1y"[..], b".-.-.-b", b"(x*)*y", deep.as_bytes()] {
            let mut meter = Budget::of_steps(2_000_000);
            let _ = Matcher::new(&subject, pattern).search(0, &mut meter);
        }
    };
    std::thread::Builder::new().stack_size(64 << 10).spawn(run).unwrap().join().unwrap();
}
