-- parity F7: an error inside a chunk named by its source
loadstring("error('from source')")()
-- expect error: [string "error('from source')"]:1: from source
