pub fn measure(
    _: &crate::two_sides::Sides,
    _: bool,
) -> Result<Vec<crate::table::Table>, crate::Failure> {
    Ok(Vec::new())
}
