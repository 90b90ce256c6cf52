-- local: what local entries count now, as `told.lua` tells it.
-- KEYS reservations
-- ARGV key
return told(KEYS[1], ARGV[1])
