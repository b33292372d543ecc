-- parity G11: options, results and errors
print(type(collectgarbage("count")), collectgarbage("count") > 0) -- expect: number	true
print(collectgarbage(), collectgarbage("collect"), collectgarbage("stop"), collectgarbage("restart")) -- expect: 0	0	0	0
print(type(collectgarbage("step")), type(collectgarbage("step", 1))) -- expect: boolean	boolean
print(collectgarbage("setpause", 150), collectgarbage("setpause", 200), collectgarbage("setstepmul", 400), collectgarbage("setstepmul", 200)) -- expect: 200	150	200	400
print(pcall(collectgarbage, "nosuch")) -- expect: false	bad argument #1 to '?' (invalid option 'nosuch')
print(pcall(collectgarbage, "")) -- expect: false	bad argument #1 to '?' (invalid option '')
print(pcall(collectgarbage, 1)) -- expect: false	bad argument #1 to '?' (invalid option '1')
print(pcall(collectgarbage, {})) -- expect: false	bad argument #1 to '?' (string expected, got table)
print(pcall(collectgarbage, "step", "x")) -- expect: false	bad argument #2 to '?' (number expected, got string)
print(pcall(collectgarbage, "setpause", {})) -- expect: false	bad argument #2 to '?' (number expected, got table)
print(pcall(function() collectgarbage("isrunning") end)) -- expect: false	user_script:12: bad argument #1 to 'collectgarbage' (invalid option 'isrunning')
print(select("#", collectgarbage("count")), type(gcinfo()), select("#", gcinfo())) -- expect: 1	number	1
