-- parity G5: library tables cannot be changed by table functions
for _, lib in ipairs { "string", "table", "math", "coroutine", "cjson", "cmsgpack", "bit", "struct", "_G" } do
  local t = _G[lib]
  print(lib, pcall(rawset, t, "x", 1)) print(pcall(table.insert, t, 1)) print(pcall(setmetatable, t, {})) print(pcall(function() t.x = 1 end)) -- expect: string	false	Attempt to modify a readonly table
  -- expect: false	Attempt to modify a readonly table
  -- expect: false	Attempt to modify a readonly table
  -- expect: false	user_script:4: Attempt to modify a readonly table
  -- expect: table	false	Attempt to modify a readonly table
  -- expect: false	Attempt to modify a readonly table
  -- expect: false	Attempt to modify a readonly table
  -- expect: false	user_script:4: Attempt to modify a readonly table
  -- expect: math	false	Attempt to modify a readonly table
  -- expect: false	Attempt to modify a readonly table
  -- expect: false	Attempt to modify a readonly table
  -- expect: false	user_script:4: Attempt to modify a readonly table
  -- expect: coroutine	false	Attempt to modify a readonly table
  -- expect: false	Attempt to modify a readonly table
  -- expect: false	Attempt to modify a readonly table
  -- expect: false	user_script:4: Attempt to modify a readonly table
  -- expect: cjson	false	Attempt to modify a readonly table
  -- expect: false	Attempt to modify a readonly table
  -- expect: false	Attempt to modify a readonly table
  -- expect: false	user_script:4: Attempt to modify a readonly table
  -- expect: cmsgpack	false	Attempt to modify a readonly table
  -- expect: false	Attempt to modify a readonly table
  -- expect: false	Attempt to modify a readonly table
  -- expect: false	user_script:4: Attempt to modify a readonly table
  -- expect: bit	false	Attempt to modify a readonly table
  -- expect: false	Attempt to modify a readonly table
  -- expect: false	Attempt to modify a readonly table
  -- expect: false	user_script:4: Attempt to modify a readonly table
  -- expect: struct	false	Attempt to modify a readonly table
  -- expect: false	Attempt to modify a readonly table
  -- expect: false	Attempt to modify a readonly table
  -- expect: false	user_script:4: Attempt to modify a readonly table
  -- expect: _G	false	Attempt to modify a readonly table
  -- expect: false	Attempt to modify a readonly table
  -- expect: false	Attempt to modify a readonly table
  -- expect: false	user_script:4: Attempt to modify a readonly table
end
