-- lauxlib: loadstring does not skip a first line with '#'
print(loadstring("#!/usr/bin/lua\nreturn 1", "=c")) -- expect: nil	c:1: unexpected symbol near '#'
print(loadstring("# comment", "=c")) -- expect: nil	c:1: unexpected symbol near '#'
