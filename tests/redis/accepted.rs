//! Where the module answers otherwise than native scripts on purpose: the whole list.

/// Cases of `boundary_probes.json`: group, name, reason.
pub(crate) const ACCEPTED: &[(&str, &str, &str)] = &[
    (
        "p4",
        "gc opts",
        "collectgarbage('step') collects everything at once, so it always ends a cycle and says so",
    ),
    ("p4", "yield across pcall", "a coroutine may yield inside pcall; native scripts get an error"),
    (
        "p4",
        "yield across gsub",
        "a coroutine may yield inside callbacks; native scripts get an error",
    ),
    (
        "p6",
        "consts 2^18",
        "a message in place of an error table of the native compiler, whose text is an address",
    ),
    ("p6", "consts str", "as 'consts 2^18'"),
];
