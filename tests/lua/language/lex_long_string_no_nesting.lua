-- parity V8: level 0 does not nest, the string ends at the first ]]
print(loadstring("return [[a [[b]]")()) -- expect: a [[b
print(loadstring("return [[a [[b]] c]]")) -- expect: nil	[string "return [[a [[b]] c]]"]:1: '<eof>' expected near 'c'
print(loadstring("return [=[[=[ x]=]")()) -- expect: [=[ x
