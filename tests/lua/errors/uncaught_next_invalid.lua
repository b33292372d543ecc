-- a key that is not in the table
next({ 1, 2, 3 }, "nokey")
-- expect error: invalid key to 'next'
