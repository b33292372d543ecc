//! What the first screen of the README says: the means, and by name the rows that lose.

use crate::table::{Table, text};

/// The mean of a column.
struct Mean {
    measured: &'static str,
    against: &'static str,
    table: &'static str,
    row: &'static str,
    column: &'static str,
    /// A column by which it is divided.
    over: Option<&'static str>,
}

const fn program(against: &'static str, over: Option<&'static str>) -> Mean {
    Mean {
        measured: "14 programs",
        against,
        table: "programs",
        row: "geometric mean",
        column: "ferrous x",
        over,
    }
}

const fn script(measured: &'static str, table: &'static str, column: &'static str) -> Mean {
    Mean { measured, against: "native scripts", table, row: "geometric mean", column, over: None }
}

const MEANS: [Mean; 9] = [
    program("Lua 5.1", None),
    program("Luau", Some("Luau x")),
    program("LuaJIT, interpreting", Some("luajit -joff x")),
    program("LuaJIT, compiling", Some("luajit x")),
    script("23 scripts, Redis", "scripts", "ferrous ratio"),
    script("the same, takeover", "scripts", "takeover ratio"),
    script("23 scripts, Valkey", "scripts_valkey", "ferrous ratio"),
    script("the same, takeover", "scripts_valkey", "takeover ratio"),
    Mean {
        measured: "100,000 distinct scripts by `EVAL`",
        against: "native scripts",
        table: "distinct",
        row: "100000",
        column: "ratio",
        over: None,
    },
];

/// Tables whose rows lose or win, the column that says so, and what they are called.
const LOSERS: [(&str, &str, &str); 3] = [
    ("programs", "ferrous x", "Lua 5.1"),
    ("scripts", "ferrous ratio", "native on Redis"),
    ("scripts_valkey", "ferrous ratio", "native on Valkey"),
];

fn table<'a>(tables: &'a [Table], key: &str) -> Option<&'a Table> {
    tables.iter().find(|table| table.key == key)
}

fn value(table: &Table, row: &str, column: &str) -> Option<f64> {
    let column = table.head.iter().position(|head| head == column)?;
    let row = table.rows.iter().find(|(name, _)| name == row)?;
    row.1.get(column.checked_sub(1)?).copied().flatten()
}

/// The text, if all that it tells was measured.
pub fn summary(tables: &[Table]) -> Option<String> {
    let mut lines = String::from("| Measured | against | times as fast |\n|:--|:--|--:|\n");
    for mean in MEANS {
        let of = table(tables, mean.table)?;
        let over = match mean.over {
            Some(column) => value(of, mean.row, column)?,
            None => 1.0,
        };
        let ratio = text(value(of, mean.row, mean.column)? / over);
        lines += &format!("| {} | {} | {ratio} |\n", mean.measured, mean.against);
    }
    for (key, column, against) in LOSERS {
        let of = table(tables, key)?;
        let ratio = |name: &str| value(of, name, column).filter(|ratio| *ratio < 1.0);
        let names = of.rows.iter().map(|(name, _)| name);
        let slower: Vec<String> = names
            .filter(|name| !name.contains("mean"))
            .filter_map(|name| Some(format!("{name} ({})", text(ratio(name)?))))
            .collect();
        let slower = if slower.is_empty() { "none".into() } else { slower.join(", ") };
        lines += &format!("\nSlower than {against}: {slower}.\n");
    }
    Some(lines)
}
