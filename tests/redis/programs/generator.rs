//! Programs that end, and whose outcome is the same on every sound machine.
//!
//! Every body of a loop or a function spends fuel of the program's own, so that it ends. Strings are cut
//! short before they are stored. No table, function or coroutine becomes a key or text, as its address
//! would decide the outcome; coroutines yield only from their own body, since native scripts cannot yield
//! through a function of the library; an error that is a table is always caught, since an uncaught one
//! ends older servers.

use super::random::Random;
use super::text;
use super::tree::Statement;

/// What a variable is meant to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    String,
    Boolean,
    Table,
    /// A table with a metatable that has some metamethods.
    Object,
    Any,
}

const PLAIN: &[Kind] = &[
    Kind::Number,
    Kind::Number,
    Kind::String,
    Kind::String,
    Kind::Boolean,
    Kind::Table,
    Kind::Any,
];

/// A function that the program has declared.
#[derive(Clone, Debug)]
pub(super) struct Function {
    pub(super) name: String,
    pub(super) parameters: Vec<Kind>,
    pub(super) vararg: bool,
}

/// State of the program that is being written: what is in scope.
pub(super) struct Generator {
    pub(super) random: Random,
    pub(super) variables: Vec<(String, Kind)>,
    pub(super) functions: Vec<Function>,
    /// Percentage of expressions that are of a wrong kind.
    pub(super) wrong: usize,
    /// `...` may be used.
    pub(super) vararg: bool,
    /// Inside the body of a coroutine.
    pub(super) coroutine: bool,
    /// Inside a loop.
    pub(super) looping: bool,
    /// Errors may be tables.
    table_errors: bool,
    serial: usize,
}

/// What was in scope before a block.
pub(super) struct Scope {
    variables: usize,
    functions: usize,
}

/// The program that belongs to `seed`.
pub(super) fn program(seed: u64) -> Vec<Statement> {
    let mut random = Random::new(seed);
    let table_errors = random.chance(40);
    let mut generator = Generator {
        random,
        variables: Vec::new(),
        functions: Vec::new(),
        wrong: 0,
        vararg: true,
        coroutine: false,
        looping: false,
        table_errors,
        serial: 0,
    };
    generator.wrong = if generator.random.chance(12) { 2 } else { 0 };
    let size = 6 + generator.random.below(14);
    let mut body = generator.declarations();
    body.extend(generator.statements(size, 3));
    if table_errors {
        vec![Statement::block("local function main(...)", body, "end try(main, 1, 'two', nil)")]
    } else {
        body
    }
}

impl Generator {
    pub(super) fn name(&mut self, stem: &str) -> String {
        self.serial += 1;
        format!("{stem}{}", self.serial)
    }

    pub(super) fn scope(&self) -> Scope {
        Scope { variables: self.variables.len(), functions: self.functions.len() }
    }

    pub(super) fn leave(&mut self, scope: &Scope) {
        self.variables.truncate(scope.variables);
        self.functions.truncate(scope.functions);
    }

    pub(super) fn declare(&mut self, name: &str, kind: Kind) {
        self.variables.push((name.to_owned(), kind));
    }

    /// A variable in scope that holds `kind`; recent ones more often.
    pub(super) fn variable(&mut self, kind: Kind) -> Option<String> {
        let fitting = |entry: &&(String, Kind)| {
            entry.1 == kind || kind == Kind::Any && entry.1 != Kind::Object
        };
        let names: Vec<&String> =
            self.variables.iter().filter(fitting).map(|(name, _)| name).collect();
        let back = self.random.below(names.len().max(1)).min(self.random.below(names.len().max(1)));
        names.iter().rev().nth(back).map(ToString::to_string)
    }

    /// A function in scope.
    pub(super) fn function(&mut self) -> Option<Function> {
        if self.functions.is_empty() {
            return None;
        }
        let index = self.random.below(self.functions.len());
        self.functions.get(index).cloned()
    }

    pub(super) fn declarations(&mut self) -> Vec<Statement> {
        let mut body = Vec::new();
        if self.random.chance(30) {
            let seed = self.random.below(1000);
            // In one statement: without the seed the native sequence goes on from script to script.
            body.push(Statement::plain(format!(
                "math.randomseed({seed}) rec(math.random(), math.random(10), math.random(-3, 3))"
            )));
        }
        for kind in [Kind::Number, Kind::String, Kind::Table] {
            body.push(self.local(kind));
        }
        body
    }

    pub(super) fn local(&mut self, kind: Kind) -> Statement {
        let value = self.stored(kind, 2);
        let name = self.name(match kind {
            Kind::Number => "n",
            Kind::String => "s",
            Kind::Boolean => "b",
            Kind::Table => "t",
            Kind::Object => "o",
            Kind::Any => "v",
        });
        self.declare(&name, kind);
        Statement::plain(format!("local {name} = {value}"))
    }

    pub(super) fn record(&mut self, what: &str) -> Statement {
        Statement::plain(format!("rec({what})"))
    }

    /// About `size` statements.
    pub(super) fn statements(&mut self, size: usize, depth: usize) -> Vec<Statement> {
        (0..size).map(|_| self.statement(depth)).collect()
    }

    /// A body with a scope of its own.
    pub(super) fn body(&mut self, depth: usize) -> Vec<Statement> {
        let scope = self.scope();
        let size = 1 + self.random.below(4);
        let body = self.statements(size, depth - 1);
        self.leave(&scope);
        body
    }

    pub(super) fn loop_body(&mut self, depth: usize) -> Vec<Statement> {
        let outer = std::mem::replace(&mut self.looping, true);
        let body = self.body(depth);
        self.looping = outer;
        body
    }

    pub(super) fn statement(&mut self, depth: usize) -> Statement {
        if depth > 0 && self.random.chance(55) {
            return self.compound(depth);
        }
        match self.random.below(28) {
            0..5 => {
                let kind = self.random.pick(PLAIN);
                self.local(kind)
            }
            5..9 => self.assignment(),
            9..12 => self.table_change(),
            12 => self.table_function(),
            13 => {
                let call = self.call(2).unwrap_or_else(|| "'no function'".to_owned());
                self.record(&call)
            }
            14 if self.looping => {
                let condition = self.boolean(1);
                Statement::plain(format!("if {condition} then break end"))
            }
            15 => self.without_vararg(Generator::raised),
            16 => {
                let (matching, changed) = (self.matching(1), self.substitution(1));
                self.record(&format!("{matching}, {changed}"))
            }
            17 => self.without_vararg(Generator::chunk),
            18 => self.call_protected(),
            19 => self.without_vararg(Generator::object_use),
            20 if self.coroutine => self.yielding(),
            21 => {
                let results = self.results(2);
                let (a, b) = (self.name("v"), self.name("v"));
                let statement = Statement::plain(format!("local {a}, {b} = cut(1), {results}"));
                self.declare(&a, Kind::Any);
                statement
            }
            _ => {
                let list = self.list(2);
                self.record(&list)
            }
        }
    }

    pub(super) fn yielding(&mut self) -> Statement {
        let list = self.list(1);
        let name = self.name("v");
        let statement = Statement::plain(format!("local {name} = key(coroutine.yield({list}))"));
        self.declare(&name, Kind::Any);
        statement
    }

    pub(super) fn assignment(&mut self) -> Statement {
        let kind = self.random.pick(PLAIN);
        let Some(name) = self.variable(kind) else { return self.local(kind) };
        let known = self.variables.iter().find(|(other, _)| *other == name);
        let kind = known.map_or(kind, |(_, kind)| *kind);
        let value = self.stored(kind, 3);
        if self.random.chance(25)
            && let Some(other) = self.variable(kind)
            && kind != Kind::Any
        {
            let second = self.stored(kind, 1);
            return Statement::plain(format!("{name}, {other} = {value}, {second}"));
        }
        Statement::plain(format!("{name} = {value}"))
    }

    pub(super) fn table_change(&mut self) -> Statement {
        let table = self.table_operand_to_write();
        let value = match self.random.below(6) {
            0 => "nil".to_owned(),
            1 => self.stored(Kind::Table, 1),
            _ => self.stored(Kind::Any, 2),
        };
        let place = match self.random.below(4) {
            0 => format!("{table}.{}", self.random.pick(&["a", "b", "n", "name", "key"])),
            1 => format!("{table}[#{table} + 1]"),
            2 => format!("{table}[{}]", text::key(&mut self.random)),
            _ => {
                // Neither nil nor NaN as a rule, which would end the program.
                let key = self.key(1);
                format!("{table}[str({key}):sub(1, 4)]")
            }
        };
        Statement::plain(format!("{place} = {value}"))
    }

    pub(super) fn table_operand_to_write(&mut self) -> String {
        let kind = if self.random.chance(75) { Kind::Table } else { Kind::Object };
        let name = self.variable(kind).or_else(|| self.variable(Kind::Table));
        name.unwrap_or_else(|| "({})".to_owned())
    }

    pub(super) fn table_function(&mut self) -> Statement {
        let table = self.table_operand_to_write();
        let call = match self.random.below(9) {
            // In parentheses: a second result would be the value, and the first a position of any size.
            0 => format!("table.insert({table}, ({}))", self.stored(Kind::Number, 1)),
            1 => format!(
                "table.insert({table}, {}, {})",
                self.small(0),
                self.stored(Kind::String, 1)
            ),
            2 => return self.record(&format!("table.remove({table})")),
            3 => {
                let at = self.small(0);
                return self.record(&format!("table.remove({table}, {at})"));
            }
            4 => return self.record(&format!("next({table}), #{table}, table.getn({table})")),
            5 => format!("table.foreach({table}, function(k, v) rec(k, v) end)"),
            6 => format!(
                "table.foreachi({table}, function(i, v) rec(i, v) if i == 3 then return i end end)"
            ),
            7 => {
                let key = self.key(1);
                return self
                    .record(&format!("rawget({table}, {key}), pcall(next, {table}, {key})"));
            }
            _ => format!(
                "rawset({table}, {}, {})",
                text::key(&mut self.random),
                self.stored(Kind::Any, 1)
            ),
        };
        Statement::plain(call)
    }

    /// A chunk from a text; the text may be wrong.
    pub(super) fn chunk(&mut self) -> Statement {
        let expression = self.number(2);
        let tail = self.random.pick(&["", "", "", " +", " end", " = 1", " .. nil", " .. {}", "()"]);
        let name = self.random.pick(&["", ", '=chunk'", ", '@file'"]);
        // Names in the text are unknown globals there.
        Statement::plain(format!(
            "do local f, e = loadstring([===[return {expression}{tail}]===]{name}) rec(e) if f then try(f) end end"
        ))
    }

    pub(super) fn call_protected(&mut self) -> Statement {
        let what = match self.random.below(12) {
            0 => "string.rep".to_owned(),
            1 => "string.sub".to_owned(),
            2 => "table.concat".to_owned(),
            3 => "setmetatable".to_owned(),
            4 => "tonumber".to_owned(),
            5 => "select".to_owned(),
            6 => "math.max".to_owned(),
            7 => "string.char".to_owned(),
            8 => "ipairs".to_owned(),
            9 => "unpack".to_owned(),
            10 => "rawset".to_owned(),
            _ => "string.format".to_owned(),
        };
        let (first, second) = (self.any_number_or_string(), self.any_number_or_string());
        Statement::plain(format!("try({what}, {first}, {second})"))
    }

    pub(super) fn any_number_or_string(&mut self) -> String {
        if self.random.chance(70) {
            text::small(&mut self.random)
        } else {
            text::string(&mut self.random)
        }
    }

    /// What `text` writes is inside a function without `...`.
    pub(super) fn without_vararg<T>(&mut self, text: impl FnOnce(&mut Generator) -> T) -> T {
        let outer = std::mem::replace(&mut self.vararg, false);
        let result = text(self);
        self.vararg = outer;
        result
    }

    /// An error, mostly caught.
    pub(super) fn raised(&mut self) -> Statement {
        let value = match self.random.below(6) {
            0 if self.table_errors => "{1, 2}".to_owned(),
            1 if self.table_errors => "{err = 'CODE text', other = 1}".to_owned(),
            2 => self.number(1),
            _ => self.string(1),
        };
        let raise = match self.random.below(5) {
            0 => format!("assert({}, str({value}))", self.boolean(1)),
            1 => format!("error({value}, {})", self.random.below(4)),
            2 => format!("local x = ({value}) .. nil"),
            3 => format!("local x = nil + {}", self.number(1)),
            _ => format!("error({value})"),
        };
        match self.random.below(14) {
            0 => Statement::plain(format!("if {} then {raise} end", self.boolean(2))),
            1 => Statement::plain(format!(
                "rec(xpcall(function() {raise} end, function(e) return key(e), 2 end))"
            )),
            2 => Statement::plain(format!(
                "do local ok, e = pcall(error, {value}, 2) rec(ok, e) end"
            )),
            3 => Statement::plain(format!("try(coroutine.wrap(function() {raise} end))")),
            _ => Statement::plain(format!("try(function() {raise} end)")),
        }
    }

    /// Operators on objects, caught where there may be no metamethod.
    pub(super) fn object_use(&mut self) -> Statement {
        let Some(name) = self.variable(Kind::Object) else { return self.object(1) };
        let other = match self.random.below(3) {
            0 => self.number(1),
            1 => self.string(1),
            _ => self.variable(Kind::Object).unwrap_or_else(|| "1".to_owned()),
        };
        let use_ = match self.random.below(16) {
            0 => format!("{name} + {other}"),
            1 => format!("{other} - {name}"),
            2 => format!("{name} * {other}"),
            3 => format!("{name} / {other}, {other} % {name}"),
            4 => format!("{name} ^ {other}"),
            5 => format!("-{name}"),
            6 => format!("{name} .. {other}"),
            7 => format!("{other} .. {name} .. 'x'"),
            8 => format!("{name} == {other}"),
            9 => format!("{name} < {other}"),
            10 => format!("{name} <= {other}, {other} > {name}"),
            11 => format!("{name}({other}, 2)"),
            12 => format!("{name}.missing, {name}[1], {name}[{}]", self.key(1)),
            13 => format!("{name}:method({other})"),
            14 => format!("getmetatable({name}).__tostring and tostring({name})"),
            _ => format!("#{name}, rawget({name}, 1), rawequal({name}, {other})"),
        };
        Statement::plain(format!("try(function() return {use_} end)"))
    }
}
