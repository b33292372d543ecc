-- the error texts name the bad part
print(pcall(function() for i = {}, 2 do end end)) -- expect: false	user_script:2: 'for' initial value must be a number
print(pcall(function() for i = 1, nil do end end)) -- expect: false	user_script:3: 'for' limit must be a number
print(pcall(function() for i = 1, 2, {} do end end)) -- expect: false	user_script:4: 'for' step must be a number
print(pcall(function() for i = "x", "y", "z" do end end)) -- expect: false	user_script:5: 'for' initial value must be a number
print(pcall(function() for i = 1, "y", "z" do end end)) -- expect: false	user_script:6: 'for' limit must be a number
print(loadstring("for i = 1 do end")) -- expect: nil	[string "for i = 1 do end"]:1: ',' expected near 'do'
print(loadstring("for i = 1, 2, 3, 4 do end")) -- expect: nil	[string "for i = 1, 2, 3, 4 do end"]:1: 'do' expected near ','
print(loadstring("for i, j = 1, 2 do end")) -- expect: nil	[string "for i, j = 1, 2 do end"]:1: 'in' expected near '='
print(loadstring("for t.x = 1, 2 do end")) -- expect: nil	[string "for t.x = 1, 2 do end"]:1: '=' or 'in' expected near '.'
print(loadstring("for 1 = 1, 2 do end")) -- expect: nil	[string "for 1 = 1, 2 do end"]:1: '<name>' expected near '1'
print(loadstring("for i do end")) -- expect: nil	[string "for i do end"]:1: '=' or 'in' expected near 'do'
