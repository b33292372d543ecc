-- parity F3: booleans are shown by tostring
error(true)
-- expect error: true
