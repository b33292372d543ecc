-- two blocks, two variables; closures of one block share it
local get, set
do local secret = 1; get = function() return secret end; set = function(v) secret = v end end
do local secret = 99 end
print(get()) -- expect: 1
set(5)
print(get()) -- expect: 5
local acc = {}
for i = 1, 2 do
  do local x = i; acc[#acc + 1] = function() x = x + 1 return x end end
  do local x = i * 10; acc[#acc + 1] = function() x = x + 1 return x end end
end
print(acc[1](), acc[2](), acc[3](), acc[4](), acc[1]()) -- expect: 2	11	3	21	3
