-- parity G5: rawset is a C function, so there is no position
rawset(_G, "x", 1)
-- expect error: Attempt to modify a readonly table
