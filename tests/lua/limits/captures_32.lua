-- limit: captures in a pattern
print(select("#", ("x"):rep(40):find(("(x)"):rep(32)))) -- expect: 34
print(pcall(string.find, ("x"):rep(40), ("(x)"):rep(33))) -- expect: false	too many captures
print(pcall(string.gsub, ("x"):rep(40), ("()"):rep(33), "")) -- expect: false	too many captures
print(pcall(function() for a in ("x"):rep(40):gmatch(("(x)"):rep(33)) do end end)) -- expect: false	user_script:5: too many captures
print(select("#", ("x"):rep(40):match(("()"):rep(32)))) -- expect: 32
