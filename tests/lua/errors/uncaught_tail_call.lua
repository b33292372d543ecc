-- an error in a function reached by a tail call
local function fail(x)
  return x.y.z
end
local function go(x) return fail(x) end
go({})
-- expect error: user_script:3: attempt to index field 'y' (a nil value)
