-- sweep: releases local entries below the watermark of their journal; never by a clock. It looks at some thousand at
-- most, since everybody waits meanwhile; the next call goes on where this one stopped.
-- KEYS reservations
-- ARGV journal and watermark by turns
local LOOKED_MAX, PAGE = 1000, '250'
local r = KEYS[1]
local watermarks = {}
for i = 1, #ARGV, 2 do watermarks[ARGV[i]] = tonumber(ARGV[i + 1]) end

local now, scan = redis_millis(), call('HGET', r, 'scan')
local cursor, began, oldest = '0', now, math.huge
if scan then
  -- What came since the round began may not be seen any more, and is not older.
  cursor, began, oldest = string.match(scan, '^(%d+) (%d+) (%d+)$')
  oldest = tonumber(oldest)
end
local looked, drop = 0, {}
repeat
  local page = call('HSCAN', r, cursor, 'COUNT', PAGE)
  local found = page[2]
  for i = 1, #found, 2 do
    if string.sub(found[i], 1, 2) == 'e:' then
      local millis, journal = string.match(found[i + 1], '^%d+ %d+ %d+ (%d+) %S+ (%S+)$')
      millis = tonumber(millis)
      if millis < (watermarks[journal] or -1) then
        drop[#drop + 1] = found[i]
      elseif millis < oldest then
        oldest = millis
      end
    end
  end
  cursor, looked = page[1], looked + #found / 2
until cursor == '0' or looked >= LOOKED_MAX

local removed, left = release(r, drop, '')
if left <= 0 then return {removed, left, -1} end
if cursor ~= '0' then
  oldest = math.min(oldest, tonumber(began))
  call('HSET', r, 'swept', string.format('%d', now), 'scan', string.format('%s %d %d', cursor, began, oldest))
  return {removed, left, tonumber(call('HGET', r, 'first'))}
end
call('HSET', r, 'swept', string.format('%d', now), 'first', string.format('%d', oldest))
if scan then call('HDEL', r, 'scan') end
return {removed, left, oldest}
