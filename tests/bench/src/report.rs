pub fn write(_: &[crate::table::Table]) -> Result<(), crate::Failure> {
    Ok(())
}
