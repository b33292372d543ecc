//! Results as files: `results.json`; `table.md` with all tables; the page `index.html`, which needs no
//! other file; and what the README shows: `readme.md`, `summary.md` and `chart.svg`.
//!
//! What was written is read again: the page and the chart are well-formed, every row has its numbers.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use crate::Failure;
use crate::chart;
use crate::diagrams::diagram;
use crate::place;
use crate::summary;
use crate::table::{Chart, Table};

/// The tables of the README.
const README: [&str; 6] = ["programs", "scripts", "scripts_valkey", "tool", "distinct", "cache"];

/// The page around its content: the diagrams scale, wide tables scroll.
const PAGE: [&str; 2] = [
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
     <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
     <title>Ferrous benchmarks</title>\n<style>\n\
     body { font: 16px/1.5 system-ui, sans-serif; max-width: 1040px; margin: 2em auto; padding: 0 1em }\n\
     svg { width: 100%; height: auto }\n\
     div { overflow-x: auto }\n\
     table { border-collapse: collapse; font-variant-numeric: tabular-nums }\n\
     th, td { padding: .2em .8em; border-bottom: 1px solid #ddd; text-align: right }\n\
     th:first-child, td:first-child { text-align: left }\n\
     </style>\n</head>\n<body>\n<h1>Ferrous benchmarks</h1>\n",
    "</body>\n</html>\n",
];

/// Writes all files, reads them again, and says where they are.
pub fn write(tables: &[Table]) -> Result<(), Failure> {
    let folder = place::results();
    std::fs::create_dir_all(&folder)?;
    let machine = place::machine();
    let chart = chart::chart(tables, &machine)?;
    let mut page = format!("{}<p>{}</p>\n", PAGE[0], escaped(&machine));
    page += chart.as_deref().unwrap_or_default();
    let (mut all, mut readme) = (format!("{machine}\n\n"), format!("{machine}\n\n"));
    let mut results = Map::new();
    for table in tables {
        page += &html(table)?;
        all += &lines_of(table);
        if README.contains(&table.key) {
            readme += &lines_of(table);
        }
        results.insert(table.key.to_owned(), data(table));
    }
    page += PAGE[1];
    let results = serde_json::to_string_pretty(&results)? + "\n";
    let mut files = vec![("index.html", page), ("table.md", all), ("results.json", results)];
    // What the README shows is of whole runs.
    if let (Some(summary), Some(chart)) = (summary::summary(tables), chart) {
        let summary = format!("{machine}\n\n{summary}");
        files.extend([("readme.md", readme), ("summary.md", summary), ("chart.svg", chart)]);
    }
    for (name, text) in files {
        std::fs::write(folder.join(name), text)?;
    }
    check(tables)?;
    println!("\nresults: {}", folder.canonicalize()?.join("index.html").display());
    Ok(())
}

/// Fails if a file of results is not what it should be.
fn check(tables: &[Table]) -> Result<(), Failure> {
    let read = |name| std::fs::read_to_string(place::results().join(name));
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let page = read("index.html")?;
    let page = roxmltree::Document::parse_with_options(&page, options)?;
    let count = |name| page.descendants().filter(|node| node.has_tag_name(name)).count();
    let diagrams = page.descendants().filter(|node| node.tag_name().name() == "svg").count();
    let results: Map<String, Value> = serde_json::from_str(&read("results.json")?)?;
    let drawn = tables.iter().filter(|table| !matches!(table.chart, Chart::None)).count();
    if results.len() != tables.len() || count("table") != tables.len() || diagrams < drawn {
        return Err("a table or a diagram is missing".into());
    }
    for table in tables {
        let rows = results[table.key]["rows"].as_array().ok_or("no rows")?;
        for (row, (name, values)) in rows.iter().zip(&table.rows) {
            let numbers = row.as_object().into_iter().flat_map(|row| row.values());
            let numbers = numbers.filter(|value| value.is_number()).count();
            let given = values.iter().flatten().count();
            // What is no number, as the ratio of nothing to nothing, cannot be written.
            if numbers != given || given == 0 || values.len() + 1 != table.head.len() {
                return Err(format!("{}: {name} lacks a number", table.title).into());
            }
        }
        if rows.is_empty() || rows.len() != table.rows.len() {
            return Err(format!("{}: rows are missing", table.title).into());
        }
    }
    Ok(())
}

fn data(table: &Table) -> Value {
    let row = |(name, values): &(String, Vec<Option<f64>>)| {
        let mut row = Map::new();
        row.insert(table.head[0].clone(), json!(name));
        for (head, value) in table.head[1..].iter().zip(values) {
            row.insert(head.clone(), json!(value));
        }
        Value::Object(row)
    };
    let rows: Vec<Value> = table.rows.iter().map(row).collect();
    json!({ "title": table.title, "note": table.note, "rows": rows })
}

fn lines_of(table: &Table) -> String {
    let mut text = format!("### {}\n\n{}\n\n", table.title, table.note);
    for (n, row) in table.texts().iter().enumerate() {
        text += &format!("| {} |\n", row.join(" | "));
        if n == 0 {
            text += &format!("|:--|{}\n", "--:|".repeat(row.len() - 1));
        }
    }
    text + "\n"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn html(table: &Table) -> Result<String, Failure> {
    let mut text = format!("<h2>{}</h2>\n", escaped(&table.title));
    write!(text, "<p>{}</p>\n{}<div><table>\n", escaped(&table.note), diagram(table)?)?;
    for (n, row) in table.texts().iter().enumerate() {
        let tag = if n == 0 { "th" } else { "td" };
        let cells = row.iter().map(|cell| format!("<{tag}>{}</{tag}>", escaped(cell)));
        writeln!(text, "<tr>{}</tr>", cells.collect::<String>())?;
    }
    Ok(text + "</table></div>\n")
}
