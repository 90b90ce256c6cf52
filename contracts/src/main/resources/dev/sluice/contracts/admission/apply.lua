-- apply: installs a view and removes what it consumed, in one step: a reservation is counted exactly once.
-- KEYS view, reservations
-- ARGV epoch, version, asOf, balance, credit, open, halt, windows, key, key scope, gate (-1 none), consumed fields
local v, r = KEYS[1], KEYS[2]
local now = redis_millis()
local epoch, version, gate = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[11])

local have = redis.call('HMGET', v, 'epoch', 'ver', 'gate', 'k:' .. ARGV[9])
local have_epoch = tonumber(have[1] or epoch)
if epoch < have_epoch then return {0, 0, text_of(now), -1, -1} end
if epoch > have_epoch then
  -- A rebuilt world: nothing of the old one but its gate.
  local passed = redis.call('HGET', v, 'passed') or ''
  redis.call('DEL', v)
  redis.call('HSET', v, 'gate', have[3], 'passed', passed)
  have[2], have[4] = false, false
end

if not have[3] then
  redis.call('HSET', v, 'gate', text_of(math.max(now, gate)), 'passed', '')
elseif gate > tonumber(have[3]) then
  redis.call('HSET', v, 'gate', text_of(gate), 'passed', '')
end

local user_newer = not have[2] or version > tonumber(have[2])
if user_newer then
  redis.call('HSET', v, 'epoch', ARGV[1], 'ver', ARGV[2], 'asof', ARGV[3], 'bal', ARGV[4], 'credit', ARGV[5], 'open', ARGV[6],
    'halt', ARGV[7], 'win', ARGV[8])
end
local key_newer = ARGV[9] ~= '' and (not have[4] or version > tonumber(string.match(have[4], '^(%d+);')))
if key_newer then redis.call('HSET', v, 'k:' .. ARGV[9], ARGV[10]) end

local consumed = {}
for i = 12, #ARGV do consumed[#consumed + 1] = ARGV[i] end
local _, left = release(r, consumed, now)
local first = left > 0 and redis.call('HGET', r, 'first') or -1
return {user_newer and 1 or 0, key_newer and 1 or 0, text_of(now), left, first}
