//! Statements that contain others: loops, functions, objects, coroutines.

use super::generator::{Function, Generator, Kind};
use super::text;
use super::tree::Statement;

impl Generator {
    /// A statement with a body.
    pub(super) fn compound(&mut self, depth: usize) -> Statement {
        match self.random.below(40) {
            36..40 => self.mistyped(),
            30 | 31 => self.churn(),
            32 => self.method(depth),
            33 => self.appending(),
            34 => self.places(),
            35 => self.inheritance(),
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
    pub(super) fn object(&mut self, depth: usize) -> Statement {
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

    /// Many changes to one table, whose places and order tell how it grew and shrank.
    fn churn(&mut self) -> Statement {
        let (name, kept) = (self.name("t"), self.name("t"));
        let fields = self.table(1);
        let count = 5 + self.random.below(60);
        let (factor, step, range) =
            (1 + self.random.below(50), self.random.below(90), 2 + self.random.below(70));
        let key = self.random.pick(&[
            "x",
            "x",
            "x - 10",
            "'k' .. x",
            "x / 2",
            "x % 2 == 0 and x or 's' .. x",
        ]);
        let removed = 2 + self.random.below(6);
        let shown = self.random.pick(&[
            "#@",
            "table.maxn(@)",
            "next(@)",
            "@[1], @[2], @[3]",
            "#@, next(@, @[1])",
        ]);
        let shown = shown.replace('@', &name);
        self.declare(&name, Kind::Table);
        Statement::plain(format!(
            "local {name}, {kept}, x = {{{}}}, {{}}, 1 for i = 1, {count} do x = (x * {factor} + {step}) % {range} \
             if x % {removed} == 0 then {name}[{key}] = nil else {name}[{key}] = i end \
             if i % 7 == 0 then {kept}[#{kept} + 1] = #{name} end end rec({kept}) rec({name}) \
             try(function() return {shown} end)",
            fields.trim_start_matches('{').trim_end_matches('}').replace(['{', '}'], "")
        ))
    }

    /// A function that is declared as a field of a table, or as a method.
    fn method(&mut self, depth: usize) -> Statement {
        let table = self.table_operand_to_write();
        if table == "({})" {
            return self.object(depth);
        }
        let scope = self.scope();
        self.declare("self", Kind::Table);
        self.declare("given", Kind::Any);
        let body = self.function_body(depth, false);
        self.leave(&scope);
        let given = self.stored(Kind::Any, 1);
        if self.random.chance(50) {
            let tail = format!("end try({table}.m, {table}, {given}) rec({table}:m({given}))");
            Statement::block(format!("function {table}:m(given) tick()"), body, tail)
        } else {
            let tail = format!("end try({table}.n, 5, {given}) try({table}.n)");
            Statement::block(
                format!("function {table}.n(self, given) tick() self = {{self}}"),
                body,
                tail,
            )
        }
    }

    /// A string that grows piece by piece, while older ones are kept.
    fn appending(&mut self) -> Statement {
        let (name, olds) = (self.name("s"), self.name("t"));
        let (first, piece) = (self.string(1), self.string(1));
        let count = 2 + self.random.below(12);
        let how = ["@ .. p", "@ .. i .. p", "p .. @", "@ .. p .. @:sub(1, 3)", "@ .. -i"];
        let how = self.random.pick(&how).replace('@', &name);
        self.declare(&name, Kind::String);
        Statement::plain(format!(
            "local {name}, {olds} = cut({first}), {{}} do local p = ({piece}):sub(1, 9) for i = 1, {count} do \
             if i % 3 == 0 then {olds}[#{olds} + 1] = {name} end {name} = {how} end end \
             rec(#{name}, {olds}) {name} = cut({name})"
        ))
    }

    /// An assignment whose places depend on what it assigns.
    fn places(&mut self) -> Statement {
        let table = self.table_operand_to_write();
        let (index, value) = (self.name("n"), self.stored(Kind::Any, 1));
        let small = self.small(0);
        self.declare(&index, Kind::Number);
        let assignment = match self.random.below(4) {
            0 => format!("{index}, {table}[{index}] = {index} + 1, {value}"),
            1 => format!("{table}[{index}], {index} = {index}, {value}"),
            2 => format!(
                "{table}[{index}], {table}[{index} + 1] = {table}[{index} + 1], {table}[{index}]"
            ),
            _ => format!("{table}[1], {table}[2], {table}[1] = {index}, {value}"),
        };
        Statement::plain(format!(
            "local {index} = {small} {assignment} rec({index}, {table}[1], {table}[2]) {index} = num({index})"
        ))
    }

    /// A function whose parameters are given what they are not meant for: errors that name variables.
    fn mistyped(&mut self) -> Statement {
        let scope = self.scope();
        let (kinds, names) = self.parameters();
        let local = self.name("x");
        self.declare(&local, Kind::Any);
        let outer = (self.vararg, self.wrong);
        (self.vararg, self.wrong) = (false, 3);
        let given = self.stored(Kind::Any, 1);
        let value = match self.random.below(7) {
            0 => format!("{local}.a.b"),
            1 => format!("{local}:method({})", self.any(1)),
            2 => format!("{local}.n({})", self.any(1)),
            3 => format!("({local} {} {given})", self.random.pick(&["<", "<=", "..", "+", "^"])),
            4 => "undefined".to_owned(),
            _ => {
                let kind = self.random.pick(&[Kind::Number, Kind::String, Kind::Boolean]);
                self.expression(kind, 3)
            }
        };
        (self.vararg, self.wrong) = outer;
        self.leave(&scope);
        let arguments: Vec<String> = kinds.iter().map(|_| self.stored(Kind::Any, 1)).collect();
        let arguments: String = arguments.iter().map(|argument| format!(", {argument}")).collect();
        let how = self.random.pick(&["return @", "return (@)", "local y = @ return y", "x = @"]);
        Statement::plain(format!(
            "try(function({}) local {local} = {given} {} end{arguments})",
            names.join(", "),
            how.replace('@', &value)
        ))
    }

    /// Classes that inherit, with a call of what is inherited.
    fn inheritance(&mut self) -> Statement {
        let (base, derived) = (self.name("o"), self.name("o"));
        let (fields, value) =
            (self.table(1), self.without_vararg(|generator| generator.stored(Kind::Any, 1)));
        self.declare(&base, Kind::Object);
        self.declare(&derived, Kind::Object);
        let wanted = self.random.pick(&["name", "a", "missing", "get"]);
        Statement::plain(format!(
            "local {base} = {{get = function(self, k) return self[k], {value} end, name = 'base'}} \
             {base}.__index = {base} {base}.__tostring = function(o) return 'object ' .. str(o.a) end \
             local {derived} = setmetatable({fields}, {base}) rec({derived}.{wanted}) \
             try({derived}.get, {derived}, '{wanted}') try(function() return {derived}:get('n'), tostring({derived}) end)"
        ))
    }
}
