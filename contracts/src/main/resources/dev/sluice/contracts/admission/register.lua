-- register: brings local entries back after a loss of data, without any limit check.
-- KEYS view, reservations
-- ARGV gate, number of entries, per entry: field micros tokens requests key journal, then passed journals
local v, r = KEYS[1], KEYS[2]
local gate = call('HGET', v, 'gate')
if not gate or tonumber(gate) ~= tonumber(ARGV[1]) then return {0} end

local now, at = redis_millis(), 3
local oldest = (now - now % BUCKET_MILLIS) / BUCKET_MILLIS - BUCKETS + 1
for _ = 1, tonumber(ARGV[2]) do
  local field, micros, tokens, requests, of_key = ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], 'k:' .. ARGV[at + 4]
  local here = call('HMGET', r, field, 'u', of_key)
  if not here[1] then
    local entry = string.format('%s %s %s %d %s %s', micros, tokens, requests, now, ARGV[at + 4], ARGV[at + 5])
    call('HSET', r, field, entry, 'u', counted(here[2], 1, micros, tokens, requests, now, oldest),
      of_key, counted(here[3], 1, micros, tokens, requests, now, oldest))
    call('HSETNX', r, 'first', string.format('%d', now))
  end
  at = at + 6
end

local passed = call('HGET', v, 'passed') or ''
for i = at, #ARGV do
  if not string.find(passed, ARGV[i], 1, true) then
    passed = passed == '' and ARGV[i] or passed .. ' ' .. ARGV[i]
  end
end
call('HSET', v, 'passed', passed)
return {1}
