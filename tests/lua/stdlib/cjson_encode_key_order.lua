-- objects come in pairs order
print(cjson.encode { id = 7, name = "x", tags = { "a", "b" }, ok = true, score = 1.5 }) -- expect: {"ok":true,"name":"x","tags":["a","b"],"id":7,"score":1.5}
print(cjson.encode { one = 1, two = 2, three = 3, four = 4, five = 5 }) -- expect: {"two":2,"one":1,"four":4,"five":5,"three":3}
print(cjson.encode { { k = 1, v = "a" }, { k = 2, v = "b" } }) -- expect: [{"k":1,"v":"a"},{"k":2,"v":"b"}]
local t = {}
for i = 1, 12 do t["f" .. i] = i end
print(cjson.encode(t)) -- expect: {"f11":11,"f1":1,"f2":2,"f3":3,"f5":5,"f4":4,"f7":7,"f6":6,"f10":10,"f12":12,"f8":8,"f9":9}
t.f3 = nil
t.f13 = 13
print(cjson.encode(t)) -- expect: {"f11":11,"f1":1,"f2":2,"f5":5,"f4":4,"f7":7,"f6":6,"f10":10,"f12":12,"f13":13,"f8":8,"f9":9}
print(cjson.encode(cjson.decode(cjson.encode(t)))) -- expect: {"f11":11,"f1":1,"f2":2,"f5":5,"f4":4,"f7":7,"f6":6,"f10":10,"f12":12,"f13":13,"f8":8,"f9":9}
