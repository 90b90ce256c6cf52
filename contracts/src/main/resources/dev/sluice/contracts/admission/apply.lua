-- apply: installs a view and removes what it consumed, in one step: a reservation is counted exactly once.
-- KEYS view, reservations
-- ARGV epoch, version, asOf, balance, credit, open, halt, windows, sums, key, key scope, key sums, gate (-1 none),
--      consumed fields
-- The sums are packed by ApplyRequest.java, for admit: as s:<key> beside the scope of each key.
local VERSION, EPOCH = 121, 153
local v, r, key = KEYS[1], KEYS[2], ARGV[10]
local epoch, version, gate = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[13])
if #ARGV[9] ~= 160 or parse('<d', ARGV[9], VERSION) ~= version then
  return redis.error_reply('sums of ' .. v .. ': ' .. #ARGV[9] .. ' bytes (expected: 160, sent as ISO 8859-1)')
end

local have = call('HMGET', v, 'gate', 'sum', 's:' .. key)
local have_gate, user, of_key = have[1], have[2], have[3]
-- What an earlier layout of these keys had reserved: the gate of the rebuild that brings this layout is behind it.
if have_gate and not user then call('DEL', r) end
if user then
  local have_epoch = parse('<d', user, EPOCH)
  if epoch < have_epoch then return {0, 0, -1} end
  if epoch > have_epoch then
    -- A rebuilt world: nothing of the old one but its gate.
    local passed = call('HGET', v, 'passed') or ''
    call('DEL', v)
    call('HSET', v, 'gate', have_gate, 'passed', passed)
    user, of_key = false, false
  end
end

if not have_gate then
  call('HSET', v, 'gate', string.format('%d', max(redis_millis(), gate)), 'passed', '')
elseif gate > tonumber(have_gate) then
  call('HSET', v, 'gate', ARGV[13], 'passed', '')
end

local user_newer = not user or version > parse('<d', user, VERSION)
local key_newer = key ~= '' and (not of_key or version > parse('<d', of_key, VERSION))
if user_newer then
  call('HSET', v, 'epoch', ARGV[1], 'ver', ARGV[2], 'asof', ARGV[3], 'bal', ARGV[4], 'credit', ARGV[5], 'open', ARGV[6],
    'halt', ARGV[7], 'win', ARGV[8], 'sum', ARGV[9])
end
if key_newer then call('HSET', v, 'k:' .. key, ARGV[11], 's:' .. key, ARGV[12]) end

local consumed = {}
for i = 14, #ARGV do consumed[i - 13] = ARGV[i] end
local _, left = release(r, consumed, key)
return {user_newer and 1 or 0, key_newer and 1 or 0, left}
