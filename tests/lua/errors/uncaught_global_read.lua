-- parity G4: an uncaught read of an undeclared global
local a = 1
local b = a + undefined_name
-- expect error: user_script:3: Script attempted to access nonexistent global variable 'undefined_name'
