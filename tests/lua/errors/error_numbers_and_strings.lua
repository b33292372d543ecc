-- strings and numbers get a position, numbers become strings
print(pcall(function() error("text") end)) -- expect: false	user_script:2: text
print(pcall(function() error(42) end)) -- expect: false	user_script:3: 42
print(type(select(2, pcall(function() error(42) end)))) -- expect: string
print(type(select(2, pcall(function() error(42, 0) end)))) -- expect: number
print(pcall(function() error(1e15) end)) -- expect: false	user_script:6: 1e+15
print(pcall(function() error(-0.5) end)) -- expect: false	user_script:7: -0.5
print(pcall(function() error(nil) end)) -- expect: false	nil
print(pcall(function() error() end)) -- expect: false	nil
print(pcall(function() error(true) end)) -- expect: false	true
print(#select(2, pcall(function() error("a\0b", 0) end))) -- expect: 3
print(pcall(function() error(("multi\nline"):gsub("\n", "|")) end)) -- expect: false	user_script:12: multi|line
print(select("#", pcall(error)), select("#", pcall(error, nil))) -- expect: 2	2
