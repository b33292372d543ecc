//! Results as files: `results.json`, `table.md` and the page `index.html` with its diagrams inlined.

use std::fmt::Write as _;

use plotters::prelude::*;
use serde_json::{Map, Value, json};

use crate::Failure;
use crate::place;
use crate::table::{Chart, Table};

const SIZE: (u32, u32) = (1000, 480);
const COLOURS: [RGBColor; 5] = [
    RGBColor(31, 119, 180),
    RGBColor(214, 90, 30),
    RGBColor(44, 140, 60),
    RGBColor(130, 90, 170),
    RGBColor(120, 120, 120),
];

/// The page around its content: the diagrams scale, wide tables scroll.
const PAGE: [&str; 2] = [
    "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
     <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
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

/// Writes all files and says where.
pub fn write(tables: &[Table]) -> Result<(), Failure> {
    let folder = place::results();
    std::fs::create_dir_all(&folder)?;
    let machine = place::machine();
    let mut page = format!("{}<p>{}</p>\n", PAGE[0], escaped(&machine));
    let mut markdown = format!("{machine}\n\n");
    let mut results = Map::new();
    for table in tables {
        page += &html(table)?;
        markdown += &lines_of(table);
        results.insert(table.key.to_owned(), data(table));
    }
    page += PAGE[1];
    std::fs::write(folder.join("index.html"), page)?;
    std::fs::write(folder.join("table.md"), markdown)?;
    std::fs::write(folder.join("results.json"), serde_json::to_string_pretty(&results)? + "\n")?;
    println!("\nresults: {}", folder.canonicalize()?.join("index.html").display());
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

fn diagram(table: &Table) -> Result<String, Failure> {
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        match table.chart {
            Chart::None => return Ok(String::new()),
            Chart::Bars(first) => bars(table, first, &area)?,
            Chart::Lines(columns) => lines(table, columns, &area)?,
        }
        area.present()?;
    }
    Ok(svg)
}

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

/// Groups of bars on a logarithmic axis, a line at 1.
fn bars(table: &Table, first: usize, area: &Area<'_>) -> Result<(), Failure> {
    let values =
        |column: usize| table.rows.iter().map(move |row| row.1.get(column - 1).copied().flatten());
    let all: Vec<f64> = (first..table.head.len()).flat_map(values).flatten().collect();
    let low = all.iter().copied().fold(0.5, f64::min) * 0.9;
    let high = all.iter().copied().fold(2.0, f64::max) * 1.2;
    let groups = whole(table.rows.len());
    let mut chart = ChartBuilder::on(area)
        .margin(10)
        .margin_right(30)
        .x_label_area_size(170)
        .y_label_area_size(50)
        .build_cartesian_2d(0.0..groups, (low..high).log_scale())?;
    let name = |at: &f64| {
        // A label stands in the middle of its group.
        let named =
            table.rows.iter().enumerate().find(|(n, _)| (whole(*n) + 0.5 - at).abs() < 0.01);
        named.map_or_else(String::new, |(_, row)| row.0.clone())
    };
    chart
        .configure_mesh()
        .disable_x_mesh()
        .disable_x_axis()
        .y_label_formatter(&|value| format!("{value}"))
        .light_line_style(WHITE)
        .draw()?;
    let label = ("sans-serif", 13).into_font().transform(FontTransform::Rotate90);
    for n in 0..table.rows.len() {
        let at = whole(n) + 0.5;
        let place = chart.backend_coord(&(at, low));
        area.draw(&Text::new(name(&at), (place.0 + 5, place.1 + 6), label.clone()))?;
    }
    let columns = table.head.len() - first;
    let width = 0.8 / whole(columns);
    for column in first..table.head.len() {
        let colour = COLOURS[(column - first) % COLOURS.len()];
        let left = 0.1 + width * whole(column - first);
        let bars = values(column).enumerate().filter_map(|(n, value)| {
            let from = whole(n) + left;
            Some(Rectangle::new([(from, 1.0), (from + width, value?)], colour.filled()))
        });
        let series = chart.draw_series(bars)?;
        series
            .label(table.head[column].clone())
            .legend(move |(x, y)| Rectangle::new([(x, y - 5), (x + 12, y + 5)], colour.filled()));
    }
    chart.draw_series(LineSeries::new([(0.0, 1.0), (groups, 1.0)], BLACK))?;
    let mut labels = chart.configure_series_labels();
    labels.position(SeriesLabelPosition::UpperLeft).background_style(WHITE).draw()?;
    Ok(())
}

/// Lines over numbers, both axes logarithmic.
fn lines(table: &Table, columns: usize, area: &Area<'_>) -> Result<(), Failure> {
    let at = |row: &(String, Vec<Option<f64>>)| row.0.parse::<f64>();
    let places: Vec<f64> = table.rows.iter().map(at).collect::<Result<_, _>>()?;
    let points = |column: usize| {
        let values = table.rows.iter().map(move |row| row.1.get(column).copied().flatten());
        places.iter().copied().zip(values).filter_map(|(x, y)| Some((x, y?))).collect::<Vec<_>>()
    };
    let all: Vec<f64> = (0..columns).flat_map(points).map(|point| point.1).collect();
    let least = |values: &[f64]| values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = |values: &[f64]| values.iter().copied().fold(0.0, f64::max);
    let mut chart = ChartBuilder::on(area)
        .margin(10)
        .margin_right(30)
        .x_label_area_size(40)
        .y_label_area_size(70)
        .build_cartesian_2d(
            (least(&places)..most(&places)).log_scale(),
            (least(&all) * 0.8..most(&all) * 1.2).log_scale(),
        )?;
    chart
        .configure_mesh()
        .x_desc(table.head[0].clone())
        .x_label_formatter(&|value| format!("{value}"))
        .y_label_formatter(&|value| format!("{value}"))
        .light_line_style(WHITE)
        .draw()?;
    for column in 0..columns {
        let colour = COLOURS[column % COLOURS.len()];
        let line = LineSeries::new(points(column), colour.stroke_width(2)).point_size(3);
        chart
            .draw_series(line)?
            .label(table.head[column + 1].clone())
            .legend(move |(x, y)| Rectangle::new([(x, y - 2), (x + 12, y + 2)], colour.filled()));
    }
    let mut labels = chart.configure_series_labels();
    labels.position(SeriesLabelPosition::UpperLeft).background_style(WHITE).draw()?;
    Ok(())
}

/// A count as a place on an axis.
#[expect(clippy::cast_precision_loss, reason = "counts of rows and columns are small")]
fn whole(count: usize) -> f64 {
    count as f64
}
