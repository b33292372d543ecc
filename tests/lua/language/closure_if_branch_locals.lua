-- closures over locals of branches that did or did not run
local function make(kind)
  local f
  if kind == 1 then local n = "one" f = function() n = n .. "+" return n end
  elseif kind == 2 then local n = "two" f = function() n = n .. "*" return n end
  else local n = "other" f = function() return n end end
  return f
end
local a, b, c, d = make(1), make(2), make(3), make(1)
print(a(), a(), b(), c(), d(), a()) -- expect: one+	one++	two*	other	one+	one+++
