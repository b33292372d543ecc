-- manual 5.1 tonumber with a base: strtoul rules
for b = 2, 36 do
  local d = b < 11 and tostring(b - 1) or string.char(86 + b)
  print(b, tonumber("10", b), tonumber(d, b), tonumber(d:upper() .. "1", b), tonumber("z", b)) -- expect: 2	2	1	3	nil
  -- expect: 3	3	2	7	nil
  -- expect: 4	4	3	13	nil
  -- expect: 5	5	4	21	nil
  -- expect: 6	6	5	31	nil
  -- expect: 7	7	6	43	nil
  -- expect: 8	8	7	57	nil
  -- expect: 9	9	8	73	nil
  -- expect: 10	10	9	91	nil
  -- expect: 11	11	10	111	nil
  -- expect: 12	12	11	133	nil
  -- expect: 13	13	12	157	nil
  -- expect: 14	14	13	183	nil
  -- expect: 15	15	14	211	nil
  -- expect: 16	16	15	241	nil
  -- expect: 17	17	16	273	nil
  -- expect: 18	18	17	307	nil
  -- expect: 19	19	18	343	nil
  -- expect: 20	20	19	381	nil
  -- expect: 21	21	20	421	nil
  -- expect: 22	22	21	463	nil
  -- expect: 23	23	22	507	nil
  -- expect: 24	24	23	553	nil
  -- expect: 25	25	24	601	nil
  -- expect: 26	26	25	651	nil
  -- expect: 27	27	26	703	nil
  -- expect: 28	28	27	757	nil
  -- expect: 29	29	28	813	nil
  -- expect: 30	30	29	871	nil
  -- expect: 31	31	30	931	nil
  -- expect: 32	32	31	993	nil
  -- expect: 33	33	32	1057	nil
  -- expect: 34	34	33	1123	nil
  -- expect: 35	35	34	1191	nil
  -- expect: 36	36	35	1261	35
end
