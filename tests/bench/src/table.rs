//! A table of results, and the statistics that stand in it.

/// How a table is drawn.
#[derive(Clone, Copy)]
pub enum Chart {
    /// Not at all.
    None,
    /// One group of bars a row, of the columns from the given one; a line where both are level.
    Bars(usize),
    /// One line a column over the rows' names, which are numbers; both axes logarithmic.
    Lines(usize),
}

/// Results with a name a row.
pub struct Table {
    /// The name in `results.json`.
    pub key: &'static str,
    pub title: String,
    /// What was measured and how.
    pub note: String,
    /// The heads of all columns, that of the names first.
    pub head: Vec<String>,
    pub rows: Vec<(String, Vec<Option<f64>>)>,
    pub chart: Chart,
}

impl Table {
    /// A table without rows.
    pub fn new(key: &'static str, title: &str, note: &str, head: &[&str], chart: Chart) -> Table {
        let head = head.iter().map(|&text| text.to_owned()).collect();
        Table { key, title: title.into(), note: note.into(), head, rows: Vec::new(), chart }
    }

    /// Adds a row.
    pub fn row(&mut self, name: impl Into<String>, values: Vec<Option<f64>>) {
        self.rows.push((name.into(), values));
    }

    /// The rows as texts, the head first.
    pub fn texts(&self) -> Vec<Vec<String>> {
        let mut texts = vec![self.head.clone()];
        for (name, values) in &self.rows {
            let mut row = vec![name.clone()];
            row.extend(values.iter().map(|value| value.map_or_else(String::new, text)));
            texts.push(row);
        }
        texts
    }

    /// Prints the table in columns.
    pub fn print(&self) {
        let texts = self.texts();
        let columns = self.head.len();
        let widths: Vec<usize> = (0..columns)
            .map(|n| texts.iter().filter_map(|row| row.get(n)).map(|t| t.chars().count()).max())
            .map(|width| width.unwrap_or(0))
            .collect();
        println!("\n{}\n{}", self.title, self.note);
        for row in texts {
            let cells: Vec<String> = row
                .iter()
                .zip(&widths)
                .enumerate()
                .map(|(n, (text, &width))| match n {
                    0 => format!("{text:<width$}"),
                    _ => format!("{text:>width$}"),
                })
                .collect();
            println!("  {}", cells.join("  "));
        }
    }
}

/// A number in about three digits.
pub fn text(value: f64) -> String {
    match value.abs() {
        size if size >= 1000.0 => format!("{value:.0}"),
        size if size >= 100.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

/// The middle of the values.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    match sorted.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => sorted[n / 2],
        n => f64::midpoint(sorted[n / 2 - 1], sorted[n / 2]),
    }
}

/// The value that a share of the values does not exceed.
pub fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a place in a short list"
    )]
    let place = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(place.max(1) - 1).copied().unwrap_or(f64::NAN)
}

/// The geometric mean; none of nothing.
pub fn geometric_mean(values: &[f64]) -> Option<f64> {
    let count = u32::try_from(values.len()).ok().filter(|&count| count > 0)?;
    let logs: f64 = values.iter().map(|value| value.ln()).sum();
    Some((logs / f64::from(count)).exp())
}
