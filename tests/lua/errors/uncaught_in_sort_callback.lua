-- an error inside a sort callback
table.sort({ 3, 2, 1 }, function(a, b)
  return a.key < b.key
end)
-- expect error: user_script:3: attempt to index local 'a' (a number value)
