-- parity G5: a global function declaration
function helper() return 1 end
-- expect error: user_script:2: Attempt to modify a readonly table
