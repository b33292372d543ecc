//! The chart of the README: programs beside Lua 5.1, scripts beside native ones, a bar and a number a row.
//!
//! It shows the numbers of the tables as these do, so that a test can compare them.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::Failure;
use crate::table::{Table, text};

const WIDTH: u32 = 1200;
/// Height of a row, of the heads above the rows, and of what is below.
const ROW: i32 = 20;
const TOP: i32 = 64;
const BOTTOM: i32 = 34;
/// Width of the names, and of bars on both sides of 1.
const NAMES: i32 = 170;
const BARS: i32 = 180;

const AHEAD: RGBColor = RGBColor(44, 140, 60);
const BEHIND: RGBColor = RGBColor(214, 90, 30);
const TEXT: RGBColor = RGBColor(40, 40, 40);

/// The panels: the table, its column, what the bars say.
const PANELS: [(&str, &str, &str); 3] = [
    ("programs", "ferrous x", "times as fast as Lua 5.1"),
    ("scripts", "ferrous ratio", "native processor time over ours"),
    ("scripts_valkey", "ferrous ratio", "native processor time over ours"),
];

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

/// The chart, if all its tables were measured.
pub fn chart(tables: &[Table], machine: &str) -> Result<Option<String>, Failure> {
    let find = |key| tables.iter().find(|table| table.key == key);
    let panels = PANELS.map(|(key, column, what)| find(key).map(|table| (table, column, what)));
    let panels: Vec<_> = panels.into_iter().flatten().collect();
    if panels.len() < PANELS.len() {
        return Ok(None);
    }
    let rows = panels.iter().map(|(table, ..)| table.rows.len()).max().unwrap_or(0);
    let height = TOP + ROW * i32::try_from(rows)? + BOTTOM;
    let mut svg = String::new();
    {
        let size = (WIDTH, height.try_into()?);
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        area.fill(&WHITE)?;
        for (n, (table, column, what)) in (0..).zip(panels) {
            panel(&area, n * 400, table, column, what)?;
        }
        area.draw(&Text::new(machine.to_owned(), (10, height - 22), font(13, &TEXT)))?;
        area.present()?;
    }
    Ok(Some(svg))
}

fn font(size: u32, colour: &RGBColor) -> TextStyle<'static> {
    ("sans-serif", size).into_font().color(colour)
}

fn panel(
    area: &Area<'_>,
    left: i32,
    table: &Table,
    column: &str,
    what: &str,
) -> Result<(), Failure> {
    let column = table.head.iter().position(|head| head == column).ok_or("no such column")?;
    area.draw(&Text::new(table.title.clone(), (left + 10, 12), font(17, &TEXT)))?;
    area.draw(&Text::new(what.to_owned(), (left + 10, 36), font(13, &TEXT)))?;
    let values = || {
        let values = table.rows.iter().map(|(name, row)| (name, row.get(column - 1).copied()));
        values.filter_map(|(name, value)| Some((name, value??)))
    };
    // A logarithmic axis: twice as fast is as long as half as fast.
    let most = values().map(|(_, value)| value.ln().max(0.0)).fold(1.0, f64::max);
    let least = values().map(|(_, value)| value.ln().min(0.0)).fold(0.0, f64::min);
    let scale = f64::from(BARS) / (most - least);
    #[expect(clippy::cast_possible_truncation, reason = "a place on the chart")]
    let at = |log: f64| left + NAMES + ((log - least) * scale) as i32;
    let mut top = TOP;
    for (name, value) in values() {
        let colour = if value < 1.0 { BEHIND } else { AHEAD };
        let middle = top + ROW / 2;
        let right = font(13, &TEXT).pos(Pos::new(HPos::Right, VPos::Center));
        area.draw(&Text::new(name.clone(), (left + NAMES - 8, middle), right))?;
        let (from, to) = (at(value.ln().min(0.0)), at(value.ln().max(0.0)));
        area.draw(&Rectangle::new([(from, top + 3), (to, top + ROW - 3)], colour.filled()))?;
        let beside = font(12, &colour).pos(Pos::new(HPos::Left, VPos::Center));
        area.draw(&Text::new(text(value), (to + 4, middle), beside))?;
        top += ROW;
    }
    area.draw(&PathElement::new([(at(0.0), TOP - 4), (at(0.0), top + 4)], TEXT))?;
    Ok(())
}
