-- CVE-2018-11219: hundreds and thousands of results
print(select("#", struct.unpack(("b"):rep(288), ("\1"):rep(288)))) -- expect: 289
print(select("#", struct.unpack(("b"):rep(5000), ("\1"):rep(5000)))) -- expect: 5001
print(pcall(struct.unpack, ("b"):rep(20000), ("\1"):rep(20000))) -- expect: false	stack overflow (too many results)
print(#struct.pack(("b"):rep(200), unpack((function() local t = {} for i = 1, 200 do t[i] = i % 100 end return t end)()))) -- expect: 200
