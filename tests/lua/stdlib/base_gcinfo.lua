-- 5.0 leftover gcinfo
print(type(gcinfo()), gcinfo() > 0, math.floor(gcinfo()) == gcinfo(), select("#", gcinfo("extra"))) -- expect: number	true	true	1
