-- sweep: releases local entries below the watermark of their journal; never by a clock.
-- KEYS reservations
-- ARGV journal and watermark by turns
local r = KEYS[1]
local watermarks = {}
for i = 1, #ARGV, 2 do watermarks[ARGV[i]] = tonumber(ARGV[i + 1]) end

local now, first, drop = redis_millis(), nil, {}
local all = call('HGETALL', r)
for i = 1, #all, 2 do
  local millis, journal = string.match(all[i + 1], '^%d+ %d+ %d+ (%d+) %S+ (%S+)$')
  if string.sub(all[i], 1, 2) == 'e:' then
    millis = tonumber(millis)
    if millis < (watermarks[journal] or -1) then
      drop[#drop + 1] = all[i]
    elseif not first or millis < first then
      first = millis
    end
  end
end

local removed, left = release(r, drop, '')
if left > 0 then call('HSET', r, 'swept', string.format('%d', now), 'first', string.format('%d', first)) end
return {removed, left, left > 0 and first or -1}
