-- register: brings local entries back after a loss of data, without any limit check.
-- KEYS view, reservations
-- ARGV gate, number of entries, per entry: field micros tokens requests key journal, then passed journals
local v, r = KEYS[1], KEYS[2]
local gate = redis.call('HGET', v, 'gate')
if not gate or tonumber(gate) ~= tonumber(ARGV[1]) then return {0} end

local now, at = redis_millis(), 3
for _ = 1, tonumber(ARGV[2]) do
  local field, key, journal = ARGV[at], ARGV[at + 4], ARGV[at + 5]
  local here = redis.call('HMGET', r, field, 'u', 'k:' .. key, 'first')
  if not here[1] then
    reserve(r, field, tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2]), tonumber(ARGV[at + 3]), now, key, journal,
      totals_of(here[2]), totals_of(here[3]))
    if not here[4] then redis.call('HSET', r, 'first', text_of(now)) end
  end
  at = at + 6
end

local passed = redis.call('HGET', v, 'passed') or ''
for i = at, #ARGV do
  if not string.find(passed, ARGV[i], 1, true) then
    passed = passed == '' and ARGV[i] or passed .. ' ' .. ARGV[i]
  end
end
redis.call('HSET', v, 'passed', passed)
return {1}
