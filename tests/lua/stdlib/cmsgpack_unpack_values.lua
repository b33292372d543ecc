-- parity P5: every object of the stream, each format by its bytes
local u = cmsgpack.unpack
print(u("\0"), u("\127"), u("\224"), u("\255"), u("\204\255"), u("\205\1\0"), u("\206\255\255\255\255"), u("\207\0\0\0\1\0\0\0\0"), u("\208\128"), u("\209\128\0"), u("\210\128\0\0\0"), u("\211\255\255\255\255\255\255\255\254")) -- expect: 0	127	-32	-1	255	256	4294967295	4294967296	-128	-32768	-2147483648	-2
print(u("\202\63\128\0\0"), u("\203\63\240\0\0\0\0\0\0"), u("\192"), u("\194"), u("\195"), u("\160") == "", u("\163abc"), u("\217\3abc"), u("\218\0\3abc"), u("\219\0\0\0\3abc"), u("\202\127\128\0\0"), u("\202\61\204\204\205")) -- expect: 1	1	nil	false	true	true	abc	abc	abc	abc	inf	0.10000000149012
print(u("\1\2\3")) -- expect: 1	2	3
print(u("\192\192\1")) -- expect: nil	nil	1
print(select("#", u("\192\192"))) -- expect: 2
print(select("#", u(""))) -- expect: 0
print(#u("\144"), #u("\147\1\2\3"), u("\147\1\192\3")[2], u("\147\1\192\3")[3], u("\129\161k\1").k, u("\220\0\2\5\6")[2], u("\221\0\0\0\1\7")[1], u("\222\0\1\161a\2").a, u("\223\0\0\0\1\161b\3").b) -- expect: 0	3	nil	3	1	6	7	2	3
print(u("\130\1\161x\195\161y")[1], u("\130\1\161x\195\161y")[true], u("\129\202\63\192\0\0\5")[1.5], next(u("\128"))) -- expect: x	y	5	nil
print(select("#", cmsgpack.unpack(cmsgpack.pack(1, "two", { 3 }, nil, true))), (select(3, cmsgpack.unpack(cmsgpack.pack(1, "two", { 3 }, nil, true))))[1]) -- expect: 5	3
