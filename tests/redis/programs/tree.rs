//! A program as a tree of statements, from which statements can be taken out.

/// A statement: its text, and between pieces of the text the bodies that it contains.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    head: String,
    /// A body, and the text behind it.
    bodies: Vec<(Vec<Statement>, String)>,
}

impl Statement {
    /// A statement without a body.
    pub(super) fn plain(text: impl Into<String>) -> Statement {
        Statement { head: text.into(), bodies: Vec::new() }
    }

    /// `head body tail`
    pub(super) fn block(
        head: impl Into<String>,
        body: Vec<Statement>,
        tail: impl Into<String>,
    ) -> Statement {
        Statement { head: head.into(), bodies: vec![(body, tail.into())] }
    }

    /// Goes on with another body and the text behind it.
    pub(super) fn and(mut self, body: Vec<Statement>, tail: impl Into<String>) -> Statement {
        self.bodies.push((body, tail.into()));
        self
    }

    fn size(&self) -> usize {
        1 + self.bodies.iter().map(|(body, _)| size(body)).sum::<usize>()
    }
}

fn size(body: &[Statement]) -> usize {
    body.iter().map(Statement::size).sum()
}

fn write(body: &[Statement], indent: usize, text: &mut String) {
    let line = |text: &mut String, line: &str| {
        text.push_str(&"  ".repeat(indent));
        text.push_str(line);
        text.push('\n');
    };
    for statement in body {
        line(text, &statement.head);
        for (body, tail) in &statement.bodies {
            write(body, indent + 1, text);
            line(text, tail);
        }
    }
}

/// The program's text.
pub(super) fn text(body: &[Statement]) -> String {
    let mut text = String::new();
    write(body, 0, &mut text);
    text
}

/// Takes out `count` statements from the one at `index` in reading order, each with what it contains.
/// True once the statement was met.
fn remove(body: &mut Vec<Statement>, index: &mut usize, count: usize) -> bool {
    for at in 0..body.len() {
        if *index == 0 {
            let end = (at + count).min(body.len());
            body.drain(at..end);
            return true;
        }
        *index -= 1;
        let inner = &mut body[at].bodies;
        if inner.iter_mut().any(|(body, _)| remove(body, index, count)) {
            return true;
        }
    }
    false
}

/// Replaces the statement at `index` by what its bodies contain.
fn unwrap(body: &mut Vec<Statement>, index: &mut usize) -> bool {
    for at in 0..body.len() {
        if *index == 0 {
            let inner = std::mem::take(&mut body[at].bodies);
            let inner: Vec<Statement> = inner.into_iter().flat_map(|(body, _)| body).collect();
            let changed = !inner.is_empty();
            body.splice(at..=at, inner);
            return changed;
        }
        *index -= 1;
        if body[at].bodies.iter_mut().any(|(body, _)| unwrap(body, index)) {
            return true;
        }
    }
    false
}

/// The smallest program of which `differs` still holds that is found by taking out statements, many
/// at once first, and by leaving out what is around them.
pub(super) fn shrink(
    program: &[Statement],
    mut differs: impl FnMut(&[Statement]) -> bool,
) -> Vec<Statement> {
    let mut best = program.to_vec();
    loop {
        let before = size(&best);
        for count in [16, 8, 4, 2, 1] {
            let mut index = 0;
            while index < size(&best) {
                let mut candidate = best.clone();
                remove(&mut candidate, &mut index.clone(), count);
                if differs(&candidate) {
                    best = candidate;
                } else {
                    index += 1;
                }
            }
        }
        let mut index = 0;
        while index < size(&best) {
            let mut candidate = best.clone();
            if unwrap(&mut candidate, &mut index.clone()) && differs(&candidate) {
                best = candidate;
            } else {
                index += 1;
            }
        }
        if size(&best) == before {
            return best;
        }
    }
}

#[test]
fn shrinking_leaves_what_matters() {
    let inner = vec![Statement::plain("a"), Statement::plain("b"), Statement::plain("c")];
    let outer = Statement::block("do", inner.clone(), "else").and(inner, "end");
    let program = vec![Statement::plain("x"), outer, Statement::plain("y")];
    assert_eq!(size(&program), 9);
    assert_eq!(text(&program), "x\ndo\n  a\n  b\n  c\nelse\n  a\n  b\n  c\nend\ny\n");
    let small = shrink(&program, |candidate| {
        let text = text(candidate);
        text.contains('b') && text.contains('y')
    });
    assert_eq!(text(&small), "b\ny\n");
}
