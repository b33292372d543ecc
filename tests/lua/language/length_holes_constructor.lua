-- parity L11: borders of constructors with holes
print(#{ 1, 2, nil, 4 }, #{ nil, nil, 3 }, #{ 1, nil, 3 }, #{ nil }, #{ nil, 2 }) -- expect: 4	3	3	0	2
print(#{ nil, nil, nil, 4 }, #{ 1, nil, nil, 4 }, #{ 1, 2, nil, nil }, #{ nil, 2, nil, 4 }, #{ 1, nil, nil, nil }) -- expect: 4	4	2	4	1
print(#{ 1, 2, 3, nil, 5 }, #{ 1, 2, 3, nil, 5, nil }, #{ 1, nil, 3, nil, 5 }, #{ nil, nil, 3, nil }) -- expect: 5	3	5	0
print(#{ 1, 2, 3, 4, 5, nil, 7 }, #{ 1, nil, nil, nil, nil, nil, 7 }, #{ nil, nil, nil, nil, nil, nil, nil, 8 }) -- expect: 7	7	8
print(#{ n = 1, nil, 2 }, #{ [1] = 1, [2] = 2 }, #{ [1] = 1, [3] = 3 }, #{ [2] = 2 }, #{ 1, [2] = 2, [4] = 4 }) -- expect: 2	2	1	0	4
print(#{ [1] = 1, [2] = 2, [4] = 4 }, #{ 1, 2, [3] = 3, [5] = 5 }, #{ 1, [3] = 3, [4] = 4 }) -- expect: 4	3	1
