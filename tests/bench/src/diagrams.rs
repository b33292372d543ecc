//! The diagrams of the page: bars of ratios, lines over sizes.

use plotters::prelude::*;

use crate::Failure;
use crate::table::{Chart, Table};

const SIZE: (u32, u32) = (1000, 480);
const COLOURS: [RGBColor; 5] = [
    RGBColor(31, 119, 180),
    RGBColor(214, 90, 30),
    RGBColor(44, 140, 60),
    RGBColor(130, 90, 170),
    RGBColor(120, 120, 120),
];

/// The diagram of a table as an SVG; empty if it has none.
pub fn diagram(table: &Table) -> Result<String, Failure> {
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
