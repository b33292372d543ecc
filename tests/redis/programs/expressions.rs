//! Expressions of a wanted kind.

use super::generator::{Generator, Kind};
use super::text;

impl Generator {
    /// An expression; one in a few dozen is of another kind than wanted.
    pub(super) fn expression(&mut self, kind: Kind, depth: usize) -> String {
        if self.random.chance(self.wrong) {
            return match self.random.below(5) {
                0 => "nil".to_owned(),
                1 => "{}".to_owned(),
                2 => self.boolean(0),
                3 => self.string(0),
                _ => self.number(0),
            };
        }
        match kind {
            Kind::Number => self.number(depth),
            Kind::String => self.string(depth),
            Kind::Boolean => self.boolean(depth),
            Kind::Table => self.table(depth),
            Kind::Any => self.any(depth),
            Kind::Object => self.variable(Kind::Object).unwrap_or_else(|| self.table(depth)),
        }
    }

    /// A value of any kind.
    pub(super) fn any(&mut self, depth: usize) -> String {
        match self.random.below(14) {
            12 if depth > 0 => format!("({} or {})", self.any(depth - 1), self.any(depth - 1)),
            13 if depth > 0 => format!("({} and {})", self.any(depth - 1), self.any(depth - 1)),
            0..4 => self.number(depth),
            4..8 => self.string(depth),
            8 => self.boolean(depth),
            9 => "nil".to_owned(),
            10 => self.table(depth.min(1)),
            _ => self.variable(Kind::Any).unwrap_or_else(|| self.number(depth)),
        }
    }

    /// Any value, cut short if it is a long string: to be stored.
    pub(super) fn stored(&mut self, kind: Kind, depth: usize) -> String {
        let text = self.expression(kind, depth);
        let grows =
            ["..", "rep", "concat", "gsub", "format"].iter().any(|word| text.contains(word));
        if grows { format!("cut({text})") } else { text }
    }

    /// A number.
    pub(super) fn number(&mut self, depth: usize) -> String {
        if depth == 0 || self.random.chance(15) {
            if self.random.chance(60)
                && let Some(name) = self.variable(Kind::Number)
            {
                return name;
            }
            return text::number(&mut self.random);
        }
        let d = depth - 1;
        match self.random.below(30) {
            0..9 => self.arithmetic(d),
            9 => format!("- {}", self.number(d)),
            10 => format!("(- {})", self.number(d)),
            11 => format!("#{}", self.string_operand(d)),
            12 => format!("#{}", self.table_operand()),
            13..17 => self.mathematics(d),
            17 => format!("num({})", self.string(d)),
            18 => format!("(tonumber({}) or {})", self.string(d), self.number(d)),
            19 => format!("num({}:byte({}))", self.string_operand(d), self.small(d)),
            20 => format!("select('#', {})", self.list(d)),
            21 => format!("num({}[{}])", self.table_operand(), self.key(d)),
            22 => format!("({} and {} or {})", self.boolean(d), self.number(d), self.number(d)),
            23 => format!("num((select({}, {})))", self.random.below(3) + 1, self.list(d)),
            24 => format!(
                "({})",
                self.call(d).map_or_else(|| "1".to_owned(), |call| format!("num({call})"))
            ),
            25 => format!("table.maxn({})", self.table_operand()),
            26 => format!("{}:len()", self.string_operand(d)),
            27 => {
                let base = self.random.pick(&["2", "8", "10", "16", "36"]);
                format!("(tonumber({}, {base}) or -1)", self.string(d))
            }
            28 => format!(
                "({} + {})",
                self.random.pick(&["'10'", "' 0x10 '", "'1e1'", "'-2'"]),
                self.number(d)
            ),
            _ => {
                let subject = self.string(d);
                format!("num(({subject}):sub(1, 20):find({}))", text::pattern(&mut self.random))
            }
        }
    }

    fn arithmetic(&mut self, d: usize) -> String {
        let operator = self.random.pick(&["+", "-", "*", "/", "%", "^", "+", "-", "*"]);
        let left = self.expression(Kind::Number, d);
        let right = self.expression(Kind::Number, d);
        if self.random.chance(50) {
            format!("{left} {operator} {right}")
        } else {
            format!("({left} {operator} {right})")
        }
    }

    fn mathematics(&mut self, d: usize) -> String {
        let of_one = [
            "abs", "ceil", "floor", "sqrt", "exp", "log", "log10", "sin", "cos", "tan", "asin",
            "acos", "atan", "deg", "rad", "sinh", "cosh", "tanh", "frexp", "modf", "floor", "abs",
        ];
        match self.random.below(8) {
            0..5 => {
                format!("math.{}({})", self.random.pick(&of_one), self.expression(Kind::Number, d))
            }
            5 => {
                let name = self.random.pick(&["fmod", "atan2", "pow", "mod"]);
                format!("math.{name}({}, {})", self.number(d), self.number(d))
            }
            6 => format!("math.ldexp({}, {})", self.number(d), self.small(d)),
            _ => format!("math.{}({})", self.random.pick(&["max", "min"]), self.numbers(d)),
        }
    }

    fn numbers(&mut self, d: usize) -> String {
        let count = 1 + self.random.below(3);
        let list: Vec<String> = (0..count).map(|_| self.number(d)).collect();
        list.join(", ")
    }

    /// A number near zero.
    pub(super) fn small(&mut self, d: usize) -> String {
        if d > 0 && self.random.chance(20) {
            return format!("({}) % 7", self.number(d - 1));
        }
        text::small(&mut self.random)
    }

    /// A string.
    pub(super) fn string(&mut self, depth: usize) -> String {
        if depth == 0 || self.random.chance(15) {
            if self.random.chance(55)
                && let Some(name) = self.variable(Kind::String)
            {
                return name;
            }
            return text::string(&mut self.random);
        }
        let d = depth - 1;
        match self.random.below(24) {
            0..6 => self.concatenation(d),
            6 => format!("tostring(key({}))", self.number(d)),
            7 => format!("str({})", self.any(d)),
            8..11 => {
                format!("{}:sub({}, {})", self.string_operand(d), self.small(d), self.small(d))
            }
            // The remainder of a large number may be larger than the divisor.
            11 => format!("{}:rep(math.min({}, 7))", self.string_operand(d), self.small(d)),
            12 => {
                let name = self.random.pick(&["upper", "lower", "reverse"]);
                format!("{}:{name}()", self.string_operand(d))
            }
            13..17 => self.format(d),
            17 => format!("string.char({})", self.bytes()),
            18 => format!("type({})", self.any(d)),
            19 => format!("({} and {} or {})", self.boolean(d), self.string(d), self.string(d)),
            20 => self.join(d),
            21 => format!("str({})", self.matching(d)),
            22 => format!("({})", self.substitution(d)),
            _ => self.call(d).map_or_else(|| "'s'".to_owned(), |call| format!("str({call})")),
        }
    }

    /// A string that a method can be called on.
    pub(super) fn string_operand(&mut self, d: usize) -> String {
        format!("({})", self.string(d))
    }

    fn concatenation(&mut self, d: usize) -> String {
        let count = 2 + self.random.below(3);
        let parts: Vec<String> = (0..count)
            .map(|_| {
                let kind = if self.random.chance(70) { Kind::String } else { Kind::Number };
                self.expression(kind, d)
            })
            .collect();
        format!("({})", parts.join(" .. "))
    }

    fn bytes(&mut self) -> String {
        let count = self.random.below(4);
        let list: Vec<String> = (0..count)
            .map(|_| if self.random.chance(99) { self.random.below(256) } else { 256 }.to_string())
            .collect();
        list.join(", ")
    }

    /// `string.format` with arguments that fit.
    fn format(&mut self, d: usize) -> String {
        let (mut format, mut arguments) = (String::new(), String::new());
        for _ in 0..=self.random.below(3) {
            let (conversion, takes_string) = text::conversion(&mut self.random);
            format.push_str(&conversion);
            format.push_str(self.random.pick(&["", " ", "|", ", ", "%%", "<"]));
            let kind = if takes_string { Kind::String } else { Kind::Number };
            arguments.push_str(", ");
            arguments.push_str(&self.expression(kind, d));
        }
        format!("string.format('{format}'{arguments})")
    }

    fn join(&mut self, d: usize) -> String {
        let list = match self.random.below(8) {
            0 => self.variable(Kind::Table).unwrap_or_else(|| "{1, 2, 3}".to_owned()),
            _ => format!("{{{}}}", self.numbers(d)),
        };
        let separator = text::string(&mut self.random);
        match self.random.below(12) {
            0..4 => format!("table.concat({list})"),
            4..11 => format!("table.concat({list}, {separator})"),
            _ => format!("table.concat({list}, {separator}, {}, {})", self.small(0), self.small(0)),
        }
    }

    /// `find`, `match` and what else searches, on a short subject.
    pub(super) fn matching(&mut self, d: usize) -> String {
        let subject = format!("({}):sub(1, 20)", self.string(d));
        let pattern = text::pattern(&mut self.random);
        match self.random.below(6) {
            0 | 1 => format!("{subject}:match({pattern})"),
            2 => format!("{subject}:find({pattern})"),
            3 => format!("{subject}:find({pattern}, {})", self.small(d)),
            4 => format!("{subject}:match({pattern}, {})", self.small(d)),
            _ => format!("{subject}:find({}, {}, true)", self.string(0), self.small(d)),
        }
    }

    /// `gsub` with a string or a table.
    pub(super) fn substitution(&mut self, d: usize) -> String {
        let subject = format!("({}):sub(1, 20)", self.string(d));
        let pattern = text::pattern(&mut self.random);
        let with = match self.random.below(4) {
            0 => "{a = 'A', b = false, ['1'] = 2}".to_owned(),
            1 => self.variable(Kind::Table).unwrap_or_else(|| "'%0'".to_owned()),
            _ => text::replacement(&mut self.random),
        };
        if self.random.chance(25) {
            format!("{subject}:gsub({pattern}, {with}, {})", self.small(d))
        } else {
            format!("{subject}:gsub({pattern}, {with})")
        }
    }

    /// A condition.
    pub(super) fn boolean(&mut self, depth: usize) -> String {
        if depth == 0 {
            return match self.random.below(4) {
                0 => "true".to_owned(),
                1 => "false".to_owned(),
                2 => "nil".to_owned(),
                _ => self.variable(Kind::Boolean).unwrap_or_else(|| "true".to_owned()),
            };
        }
        let d = depth - 1;
        let comparison = self.random.pick(&["<", "<=", ">", ">=", "==", "~="]);
        match self.random.below(12) {
            0..4 => format!(
                "({} {comparison} {})",
                self.expression(Kind::Number, d),
                self.expression(Kind::Number, d)
            ),
            4 | 5 => format!(
                "({} {comparison} {})",
                self.expression(Kind::String, d),
                self.expression(Kind::String, d)
            ),
            6 => format!("({} {} {})", self.any(d), self.random.pick(&["==", "~="]), self.any(d)),
            7 => format!("not {}", self.boolean(d)),
            8 => format!("({} and {})", self.boolean(d), self.boolean(d)),
            9 => format!("({} or {})", self.boolean(d), self.boolean(d)),
            10 => format!("rawequal({}, {})", self.any(d), self.any(d)),
            _ => format!("({}[{}] ~= nil)", self.table_operand(), self.key(d)),
        }
    }

    /// A key whose place in a table is the same everywhere.
    pub(super) fn key(&mut self, d: usize) -> String {
        match self.random.below(6) {
            0 if d > 0 => self.number(d - 1),
            1 if d > 0 => self.string(d - 1),
            2 => self.variable(Kind::Number).unwrap_or_else(|| "1".to_owned()),
            3 => self
                .variable(Kind::Any)
                .map_or_else(|| "'k'".to_owned(), |name| format!("key({name})")),
            _ => text::key(&mut self.random),
        }
    }

    /// A constructor, or a variable.
    pub(super) fn table(&mut self, depth: usize) -> String {
        if self.random.chance(25)
            && let Some(name) = self.variable(Kind::Table)
        {
            return name;
        }
        let d = depth.saturating_sub(1);
        let count = self.random.below(7);
        let mut fields: Vec<String> = (0..count)
            .map(|_| match self.random.below(8) {
                0..4 => self.any(d),
                4 => format!(
                    "{} = {}",
                    self.random.pick(&["a", "b", "n", "name", "key"]),
                    self.any(d)
                ),
                5 | 6 => {
                    // Neither nil nor NaN, which would end the program.
                    format!("[{}] = {}", text::key(&mut self.random), self.any(d))
                }
                _ => "nil".to_owned(),
            })
            .collect();
        if self.random.chance(15) {
            fields.push(self.results(d));
        }
        let separator = self.random.pick(&[", ", "; "]);
        format!("{{{}}}", fields.join(separator))
    }

    /// A table that can be indexed.
    pub(super) fn table_operand(&mut self) -> String {
        let kind = if self.random.chance(70) { Kind::Table } else { Kind::Object };
        self.variable(kind).unwrap_or_else(|| "({1, 2, nil, 4, n = 5})".to_owned())
    }

    /// Several expressions, the last perhaps with several values.
    pub(super) fn list(&mut self, d: usize) -> String {
        let count = 1 + self.random.below(3);
        let mut list: Vec<String> = (0..count).map(|_| self.any(d)).collect();
        if self.random.chance(30) {
            list.push(self.results(d));
        }
        list.join(", ")
    }

    /// An expression with any number of values.
    pub(super) fn results(&mut self, d: usize) -> String {
        match self.random.below(8) {
            0 if self.vararg => "...".to_owned(),
            1 => self.call(d).unwrap_or_else(|| "nil".to_owned()),
            2 => format!("unpack({}, {}, {})", self.table_operand(), self.small(0), self.small(0)),
            3 => format!("unpack({{{}}})", self.numbers(d)),
            4 => self.matching(d),
            5 => format!("{}:byte({}, {})", self.string_operand(d), self.small(0), self.small(0)),
            6 => format!("select({}, {})", self.random.below(3) + 1, self.numbers(d)),
            _ => self.substitution(d),
        }
    }

    /// A call of a function that there is.
    pub(super) fn call(&mut self, d: usize) -> Option<String> {
        let function = self.function()?;
        let mut arguments: Vec<String> =
            function.parameters.iter().map(|&kind| self.stored(kind, d)).collect();
        if function.vararg {
            arguments.push(self.stored(Kind::Any, d));
            arguments.push(self.stored(Kind::Any, d));
        } else if self.random.chance(5) {
            arguments.pop();
        }
        Some(format!("{}({})", function.name, arguments.join(", ")))
    }
}
