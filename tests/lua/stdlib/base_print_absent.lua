-- parity G2: names that must not exist
for _, n in ipairs { "dofile", "loadfile", "require", "module", "package", "io", "debug", "arg", "utf8", "bit32", "getfenv", "setfenv", "newproxy", "print" } do
  print(n, rawget(_G, n), (select(2, pcall(loadstring("return " .. n, "=c"))))) -- expect: dofile	nil	c:1: Script attempted to access nonexistent global variable 'dofile'
  -- expect: loadfile	nil	c:1: Script attempted to access nonexistent global variable 'loadfile'
  -- expect: require	nil	c:1: Script attempted to access nonexistent global variable 'require'
  -- expect: module	nil	c:1: Script attempted to access nonexistent global variable 'module'
  -- expect: package	nil	c:1: Script attempted to access nonexistent global variable 'package'
  -- expect: io	nil	c:1: Script attempted to access nonexistent global variable 'io'
  -- expect: debug	nil	c:1: Script attempted to access nonexistent global variable 'debug'
  -- expect: arg	nil	c:1: Script attempted to access nonexistent global variable 'arg'
  -- expect: utf8	nil	c:1: Script attempted to access nonexistent global variable 'utf8'
  -- expect: bit32	nil	c:1: Script attempted to access nonexistent global variable 'bit32'
  -- expect: getfenv	nil	c:1: Script attempted to access nonexistent global variable 'getfenv'
  -- expect: setfenv	nil	c:1: Script attempted to access nonexistent global variable 'setfenv'
  -- expect: newproxy	nil	c:1: Script attempted to access nonexistent global variable 'newproxy'
  -- expect: print	nil	c:1: Script attempted to access nonexistent global variable 'print'
end
