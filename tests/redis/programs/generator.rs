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
    variables: Vec<(String, Kind)>,
    functions: Vec<Function>,
    /// Percentage of expressions that are of a wrong kind.
    pub(super) wrong: usize,
    /// `...` may be used.
    pub(super) vararg: bool,
    /// Inside the body of a coroutine.
    coroutine: bool,
    /// Inside a loop.
    looping: bool,
    /// Errors may be tables.
    table_errors: bool,
    serial: usize,
}

/// What was in scope before a block.
struct Scope {
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
    fn name(&mut self, stem: &str) -> String {
        self.serial += 1;
        format!("{stem}{}", self.serial)
    }

    fn scope(&self) -> Scope {
        Scope { variables: self.variables.len(), functions: self.functions.len() }
    }

    fn leave(&mut self, scope: &Scope) {
        self.variables.truncate(scope.variables);
        self.functions.truncate(scope.functions);
    }

    fn declare(&mut self, name: &str, kind: Kind) {
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

    fn declarations(&mut self) -> Vec<Statement> {
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

    fn local(&mut self, kind: Kind) -> Statement {
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

    fn record(&mut self, what: &str) -> Statement {
        Statement::plain(format!("rec({what})"))
    }

    /// About `size` statements.
    fn statements(&mut self, size: usize, depth: usize) -> Vec<Statement> {
        (0..size).map(|_| self.statement(depth)).collect()
    }

    /// A body with a scope of its own.
    fn body(&mut self, depth: usize) -> Vec<Statement> {
        let scope = self.scope();
        let size = 1 + self.random.below(4);
        let body = self.statements(size, depth - 1);
        self.leave(&scope);
        body
    }

    fn loop_body(&mut self, depth: usize) -> Vec<Statement> {
        let outer = std::mem::replace(&mut self.looping, true);
        let body = self.body(depth);
        self.looping = outer;
        body
    }

    fn statement(&mut self, depth: usize) -> Statement {
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

    fn yielding(&mut self) -> Statement {
        let list = self.list(1);
        let name = self.name("v");
        let statement = Statement::plain(format!("local {name} = key(coroutine.yield({list}))"));
        self.declare(&name, Kind::Any);
        statement
    }

    fn assignment(&mut self) -> Statement {
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

    fn table_change(&mut self) -> Statement {
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

    fn table_operand_to_write(&mut self) -> String {
        let kind = if self.random.chance(75) { Kind::Table } else { Kind::Object };
        let name = self.variable(kind).or_else(|| self.variable(Kind::Table));
        name.unwrap_or_else(|| "({})".to_owned())
    }

    fn table_function(&mut self) -> Statement {
        let table = self.table_operand_to_write();
        let call = match self.random.below(9) {
            0 => format!("table.insert({table}, {})", self.stored(Kind::Number, 1)),
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
    fn chunk(&mut self) -> Statement {
        let expression = self.number(2);
        let tail = self.random.pick(&["", "", "", " +", " end", " = 1", " .. nil", " .. {}", "()"]);
        let name = self.random.pick(&["", ", '=chunk'", ", '@file'"]);
        // Names in the text are unknown globals there.
        Statement::plain(format!(
            "do local f, e = loadstring([===[return {expression}{tail}]===]{name}) rec(e) if f then try(f) end end"
        ))
    }

    fn call_protected(&mut self) -> Statement {
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

    fn any_number_or_string(&mut self) -> String {
        if self.random.chance(70) {
            text::small(&mut self.random)
        } else {
            text::string(&mut self.random)
        }
    }

    /// What `text` writes is inside a function without `...`.
    fn without_vararg<T>(&mut self, text: impl FnOnce(&mut Generator) -> T) -> T {
        let outer = std::mem::replace(&mut self.vararg, false);
        let result = text(self);
        self.vararg = outer;
        result
    }

    /// An error, mostly caught.
    fn raised(&mut self) -> Statement {
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
    fn object_use(&mut self) -> Statement {
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

    fn compound(&mut self, depth: usize) -> Statement {
        match self.random.below(30) {
            0..3 => {
                let condition = self.boolean(2);
                let first = self.body(depth);
                let statement = Statement::block(format!("if {condition} then"), first, "else");
                let second = self.body(depth);
                statement.and(second, "end")
            }
            3 => {
                let (one, two) = (self.boolean(2), self.boolean(2));
                let first = self.body(depth);
                let second = self.body(depth);
                Statement::block(format!("if {one} then"), first, format!("elseif {two} then"))
                    .and(second, "end")
            }
            4..7 => self.numeric_loop(depth),
            7..10 => self.generic_loop(depth),
            10 => {
                let condition = self.boolean(2);
                let turns = self.name("w");
                let body = self.loop_body(depth);
                let head = format!(
                    "local {turns} = 0 while {turns} < 4 and {condition} do tick() {turns} = {turns} + 1"
                );
                Statement::block(head, body, "end")
            }
            11 => {
                let condition = self.boolean(2);
                let turns = self.name("w");
                let body = self.loop_body(depth);
                let head = format!("local {turns} = 0 repeat tick() {turns} = {turns} + 1");
                Statement::block(head, body, format!("until {turns} > 3 or {condition}"))
            }
            12..16 => self.declared_function(depth),
            16 => self.recursion(depth),
            17 | 18 => self.object(depth),
            19..22 => self.coroutine(depth),
            22 => self.sorting(depth),
            23 => self.replacing(depth),
            24 => self.counter(depth),
            25 => {
                let body = self.body(depth);
                Statement::block("do", body, "end")
            }
            26 => self.handled(depth),
            _ => self.protected(depth),
        }
    }

    fn numeric_loop(&mut self, depth: usize) -> Statement {
        let (from, to, step) = match self.random.below(5) {
            0 => (self.small(1), self.small(1), self.random.pick(&["1", "-1", "0.5", "2", "-0.7"])),
            1 => ("5".to_owned(), "1".to_owned(), "-2"),
            2 => (self.small(0), format!("#{}", self.table_operand()), "1"),
            _ => ("1".to_owned(), (1 + self.random.below(5)).to_string(), "1"),
        };
        let name = self.name("i");
        let scope = self.scope();
        self.declare(&name, Kind::Number);
        let body = self.loop_body(depth);
        self.leave(&scope);
        Statement::block(format!("for {name} = {from}, {to}, {step} do tick()"), body, "end")
    }

    fn generic_loop(&mut self, depth: usize) -> Statement {
        let (key, value) = (self.name("k"), self.name("v"));
        let iterator = match self.random.below(8) {
            0..3 => format!("pairs({})", self.table_operand()),
            3 => format!("ipairs({})", self.table_operand()),
            4 => format!("next, {}", self.table_operand()),
            5 => {
                let pattern = text::pattern(&mut self.random);
                format!("(({}):sub(1, 20)):gmatch({pattern})", self.string(1))
            }
            6 => "coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i, i * 2) end end)"
                .to_owned(),
            _ => "function(limit, n) if n < limit then return n + 1, 'v' .. n end end, 3, 0"
                .to_owned(),
        };
        let scope = self.scope();
        self.declare(&key, Kind::Any);
        self.declare(&value, Kind::Any);
        let body = self.loop_body(depth);
        self.leave(&scope);
        let head = format!("for {key}, {value} in {iterator} do tick() {value} = cut({value})");
        Statement::block(head, body, "end")
    }

    /// Parameters, declared; to be called inside the scope of the body.
    fn parameters(&mut self) -> (Vec<Kind>, Vec<String>) {
        let kinds: Vec<Kind> = (0..self.random.below(4))
            .map(|_| self.random.pick(&[Kind::Number, Kind::String, Kind::Table, Kind::Any]))
            .collect();
        let names: Vec<String> = kinds.iter().map(|_| self.name("p")).collect();
        for (name, kind) in names.iter().zip(&kinds) {
            self.declare(name, *kind);
        }
        (kinds, names)
    }

    /// The body of a function, in a scope of its own, with what it returns.
    fn function_body(&mut self, depth: usize, vararg: bool) -> Vec<Statement> {
        let outer = (self.vararg, self.coroutine, self.looping);
        (self.vararg, self.coroutine, self.looping) = (vararg, false, false);
        let scope = self.scope();
        let size = 1 + self.random.below(3);
        let mut body = self.statements(size, depth - 1);
        body.push(self.returning());
        self.leave(&scope);
        (self.vararg, self.coroutine, self.looping) = outer;
        body
    }

    fn returning(&mut self) -> Statement {
        match self.random.below(6) {
            0 if self.vararg => Statement::plain("return select('#', ...), ..."),
            1 => match self.call(1) {
                Some(call) => Statement::plain(format!("return {call}")),
                None => Statement::plain("return"),
            },
            _ => {
                let (first, second) = (self.stored(Kind::Any, 2), self.stored(Kind::Number, 1));
                if self.random.chance(50) {
                    Statement::plain(format!("return {first}"))
                } else {
                    Statement::plain(format!("return {first}, {second}"))
                }
            }
        }
    }

    fn declared_function(&mut self, depth: usize) -> Statement {
        let name = self.name("f");
        let scope = self.scope();
        let (parameters, mut names) = self.parameters();
        let vararg = self.random.chance(30);
        // Without a use of `...` the function gets the table `arg` of old.
        let old = vararg && self.random.chance(30);
        if vararg {
            names.push("...".to_owned());
        }
        let mut body = self.function_body(depth, vararg && !old);
        if old {
            body.insert(0, self.record("arg.n, arg[1], #arg"));
        }
        self.leave(&scope);
        self.functions.push(Function { name: name.clone(), parameters, vararg });
        Statement::block(format!("local function {name}({}) tick()", names.join(", ")), body, "end")
    }

    fn recursion(&mut self, depth: usize) -> Statement {
        let name = self.name("f");
        let scope = self.scope();
        self.declare("depth", Kind::Number);
        self.declare("carried", Kind::Any);
        let base = self.without_vararg(|generator| generator.stored(Kind::Any, 1));
        let body = self.function_body(depth, false);
        let again = match self.random.below(3) {
            0 => format!("return {name}(depth - 1, cut(carried))"),
            1 => format!("local r = {name}(depth - 1, key(carried)) rec(depth, r) return r, depth"),
            _ => format!("return str({name}(depth - 1, 'c')) .. depth, carried"),
        };
        self.leave(&scope);
        let count = self.random.below(7);
        let head = format!(
            "local function {name}(depth, carried) tick() if depth <= 0 then return {base} end"
        );
        let mut inner = vec![Statement::block("local function step()", body, "end")];
        inner.push(Statement::plain("carried = key(step()) or carried"));
        Statement::block(head, inner, format!("{again} end rec({name}({count}, 'start'))"))
    }

    /// A table with a metatable.
    fn object(&mut self, depth: usize) -> Statement {
        let depth = depth.max(1);
        let name = self.name("o");
        let fields = self.table(1);
        let (mut head, mut open) = (format!("local {name} = setmetatable({{{fields}}}, {{"), true);
        let mut statement: Option<Statement> = None;
        let events = [
            "__index",
            "__newindex",
            "__add",
            "__sub",
            "__mul",
            "__div",
            "__mod",
            "__pow",
            "__unm",
            "__concat",
            "__eq",
            "__lt",
            "__le",
            "__call",
            "__tostring",
            "__len",
        ];
        for event in events {
            if !self.random.chance(30) {
                continue;
            }
            let text = match event {
                "__index" if self.random.chance(40) => {
                    format!("__index = {},", self.table(1))
                }
                "__newindex" if self.random.chance(70) => {
                    "__newindex = function(t, k, v) rec('set', k) rawset(t, k, v) end,".to_owned()
                }
                "__tostring" => format!("__tostring = function() return {} end,", self.string(1)),
                _ => {
                    let scope = self.scope();
                    let (a, b) = (self.name("a"), self.name("a"));
                    self.declare(&a, Kind::Any);
                    self.declare(&b, Kind::Any);
                    let body = self.function_body(depth, false);
                    self.leave(&scope);
                    let text = format!("{event} = function({a}, {b}) tick()");
                    statement = Some(match statement.take() {
                        None => Statement::block(format!("{head} {text}"), body, "end,"),
                        Some(statement) => statement.and(Vec::new(), text).and(body, "end,"),
                    });
                    open = false;
                    continue;
                }
            };
            match statement.take() {
                None => head.push_str(&text),
                Some(before) => statement = Some(before.and(Vec::new(), text)),
            }
        }
        if self.random.chance(10) {
            let text = "__metatable = 'locked',".to_owned();
            match statement.take() {
                None => head.push_str(&text),
                Some(before) => statement = Some(before.and(Vec::new(), text)),
            }
        }
        self.declare(&name, Kind::Object);
        match statement {
            Some(statement) if !open => statement.and(Vec::new(), "})"),
            _ => Statement::plain(format!("{head}}})")),
        }
    }

    fn coroutine(&mut self, depth: usize) -> Statement {
        let name = self.name("co");
        let scope = self.scope();
        let outer = (self.vararg, self.coroutine, self.looping);
        (self.vararg, self.coroutine, self.looping) = (true, true, false);
        self.declare("first", Kind::Any);
        let size = 2 + self.random.below(3);
        let mut body = vec![self.yielding()];
        body.extend(self.statements(size, depth - 1));
        body.push(self.yielding());
        body.push(match self.random.below(4) {
            0 => Statement::plain("return coroutine.yield('last', ...)"),
            1 => Statement::plain("error('in ' .. coroutine.status(coroutine.running()))"),
            _ => self.returning(),
        });
        (self.vararg, self.coroutine, self.looping) = outer;
        self.leave(&scope);
        let argument = text::string(&mut self.random);
        if self.random.chance(50) {
            let tail = format!(
                "end) for i = 1, {} do rec(coroutine.resume({name}, i, {argument}), coroutine.status({name})) end",
                1 + self.random.below(6)
            );
            Statement::block(
                format!("local {name} = coroutine.create(function(first, ...) first = key(first)"),
                body,
                tail,
            )
        } else {
            let tail = format!(
                "end) for i = 1, {} do try({name}, {argument}, i) end",
                1 + self.random.below(6)
            );
            Statement::block(
                format!("local {name} = coroutine.wrap(function(first, ...) first = key(first)"),
                body,
                tail,
            )
        }
    }

    fn sorting(&mut self, depth: usize) -> Statement {
        let count = self.random.below(14);
        let strings = self.random.chance(30);
        let elements: Vec<String> = (0..count)
            .map(|_| {
                if strings {
                    text::string(&mut self.random)
                } else {
                    text::number(&mut self.random)
                }
            })
            .collect();
        let list = self.name("t");
        let head = format!("local {list} = {{{}}}", elements.join(", "));
        self.declare(&list, Kind::Table);
        let plain = [
            "",
            ", function(a, b) return a > b end",
            ", function(a, b) return a <= b end",
            ", function(a, b) return str(a) < str(b) end",
            ", function(a, b) return num(a) % 3 < num(b) % 3 end",
            ", function(a, b) return true end",
        ];
        if self.random.chance(80) {
            let order = self.random.pick(&plain);
            return Statement::plain(format!("{head} try(table.sort, {list}{order}) rec({list})"));
        }
        let scope = self.scope();
        let (a, b) = (self.name("a"), self.name("a"));
        self.declare(&a, Kind::Any);
        self.declare(&b, Kind::Any);
        let body = self.function_body(depth, false);
        self.leave(&scope);
        let head = format!("{head} try(table.sort, {list}, function({a}, {b}) tick()");
        Statement::block(head, body, format!("end) rec({list})"))
    }

    fn replacing(&mut self, depth: usize) -> Statement {
        let subject = self.string(1);
        let pattern = text::pattern(&mut self.random);
        let scope = self.scope();
        let (a, b) = (self.name("a"), self.name("a"));
        self.declare(&a, Kind::String);
        self.declare(&b, Kind::Any);
        let body = self.function_body(depth, false);
        self.leave(&scope);
        let head = format!(
            "try(string.gsub, ({subject}):sub(1, 20), {pattern}, function({a}, {b}) tick() {a} = str({a})"
        );
        Statement::block(head, body, "end)")
    }

    /// Closures that share a variable.
    fn counter(&mut self, depth: usize) -> Statement {
        let (list, shared) = (self.name("fs"), self.name("n"));
        let scope = self.scope();
        self.declare(&shared, Kind::Number);
        let body = self.function_body(depth, false);
        self.leave(&scope);
        let head = format!(
            "local {list} = {{}} for i = 1, 3 do tick() local {shared} = i \
             {list}[#{list} + 1] = function(d) {shared} = {shared} + d return {shared} end \
             {list}[#{list} + 1] = function() tick()"
        );
        let tail = format!(
            "end end for i, f in ipairs({list}) do try(f, i) end rec({list}[1](10), {list}[3](20), {list}[1](1))"
        );
        Statement::block(head, body, tail)
    }

    fn protected(&mut self, depth: usize) -> Statement {
        let wrong = std::mem::replace(&mut self.wrong, 5);
        let body = self.function_body(depth, false);
        self.wrong = wrong;
        Statement::block("try(function() tick()", body, "end)")
    }

    fn handled(&mut self, depth: usize) -> Statement {
        let wrong = std::mem::replace(&mut self.wrong, 8);
        let body = self.function_body(depth, false);
        self.wrong = wrong;
        let handler = self.random.pick(&[
            "function(e) return 'handled ' .. str(e) end",
            "function(e) error('again') end",
            "function(e) return nil, e end",
            "str",
        ]);
        Statement::block("rec(xpcall(function() tick()", body, format!("end, {handler}))"))
    }
}
