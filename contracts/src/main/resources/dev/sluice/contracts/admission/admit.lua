-- admit: all or nothing, O(1) in the number of open requests.
-- KEYS view, reservations, concurrency of the user, concurrency of the key
-- ARGV field, request, key, journal, micros, tokens, needed micros, extension, gate reached, gate opened, swept,
--      ten limits of the user, ten of the key (-1 none) in the order of Limit.java
local ADMITTED, REFUSED, INSUFFICIENT, UNKNOWN, SWEEP, HALTED = 1, 2, 3, 4, 5, 6
local RPM, RPD, TPM, TOKENS_MONTH, CONCURRENCY, SPEND_5H, SPEND_DAY, SPEND_WEEK, SPEND_MONTH, SPEND_TOTAL = 0, 1, 2, 3, 4, 5, 6, 7, 8, 9
-- Milliseconds of a bucket and how many of them a window spans.
local FIVE_HOURS, DAY, WEEK = {1800000, 11}, {3600000, 25}, {86400000, 8}
local MINUTE = {BUCKET_MILLIS, BUCKETS}
local OLD_MILLIS, SWEEP_MILLIS, LEASE_MILLIS = 2000, 1000, 60000

local v, r = KEYS[1], KEYS[2]
local field, request, key, journal = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local micros, tokens, needed = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local requests = ARGV[8] == '0' and 1 or 0
local now = redis_millis()

local view = redis.call('HMGET', v, 'gate', 'passed', 'halt', 'ver', 'asof', 'bal', 'credit', 'open', 'win', 'k:' .. key)
if not view[1] then return {UNKNOWN, -1, ''} end
local gate = tonumber(view[1])
if gate > tonumber(ARGV[9]) and gate ~= tonumber(ARGV[10]) then return {UNKNOWN, text_of(gate), view[2] or ''} end
if view[3] and view[3] ~= '' then return {HALTED, view[3]} end

local here = redis.call('HMGET', r, field, 'u', 'k:' .. key, 'first', 'swept')
local user_local, key_local = totals_of(here[2]), totals_of(here[3])

-- What a ring counts now in both columns, and its oldest bucket.
local function ring(text, shape)
  local oldest = math.floor(now / shape[1]) - shape[2] + 1
  local base, a, b = string.match(text, '^(%d+),(%d+),(%d+)')
  if not base then return 0, 0, nil end
  a, b = tonumber(a), tonumber(b)
  for offset, x, y in string.gmatch(text, '|(%d+):(%d+):(%d+)') do
    local bucket = base + offset
    if bucket >= oldest then return a, b, bucket end
    a, b = a - x, b - y
  end
  return 0, 0, nil
end

-- Time until a window gets room: its oldest bucket leaves. Local entries alone: the full window.
local function reset(shape, bucket)
  bucket = bucket or math.floor(now / shape[1])
  return (bucket + shape[2]) * shape[1] - now
end

-- Looks at the ten limits of one scope. Answers the refused limit and its reset, or nil and what remains.
local function judge(limits, windows, totals, leases)
  local left = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1}
  local minute, five, day, week, month, total = string.match(windows, '^([^;]*);([^;]*);([^;]*);([^;]*);([^;]*);(%d+)$')
  local function limit(index) return tonumber(ARGV[limits + index]) end
  -- Spends `asked` of a limit of which `used` is gone; tokens are refused only when nothing is left.
  local function spend(index, used, asked, least)
    local most = limit(index)
    left[index + 1] = math.max(0, most - used - asked)
    return used + least > most
  end
  if requests == 1 then
    if limit(RPM) >= 0 or limit(TPM) >= 0 then
      local q, t, bucket = ring(minute, MINUTE)
      local lq, lt, first = minute_of(totals, math.floor(now / MINUTE[1]) - MINUTE[2] + 1)
      if first and (not bucket or first < bucket) then bucket = first end
      if limit(RPM) >= 0 and spend(RPM, q + lq, 1, 1) then return RPM, reset(MINUTE, bucket) end
      if limit(TPM) >= 0 and spend(TPM, t + lt, tokens, 1) then return TPM, reset(MINUTE, bucket) end
    end
    if limit(RPD) >= 0 then
      local _, q, bucket = ring(day, DAY)
      if spend(RPD, q + totals.requests, 1, 1) then return RPD, reset(DAY, bucket) end
    end
    if limit(CONCURRENCY) >= 0 then
      redis.call('ZREMRANGEBYSCORE', leases, '-inf', now)
      local open = redis.call('ZCARD', leases)
      if not redis.call('ZSCORE', leases, request) and spend(CONCURRENCY, open, 1, 1) then return CONCURRENCY, 1000 end
    end
  end
  local ends, month_micros, month_tokens = string.match(month, '^(%d+),(%d+),(%d+)$')
  ends, month_micros, month_tokens = tonumber(ends), tonumber(month_micros), tonumber(month_tokens)
  if now >= ends then month_micros, month_tokens = 0, 0 end
  local month_reset = ends > now and ends - now or reset(DAY)
  if requests == 1 and limit(TOKENS_MONTH) >= 0 and spend(TOKENS_MONTH, month_tokens + totals.tokens, tokens, 1) then
    return TOKENS_MONTH, month_reset
  end
  -- Whether a spend of a window is refused, and when it gets room.
  local function refuses(index, text, shape)
    if limit(index) < 0 then return false end
    local used, _, bucket = ring(text, shape)
    return spend(index, used + totals.micros, micros, micros), reset(shape, bucket)
  end
  local refused, room = refuses(SPEND_5H, five, FIVE_HOURS)
  if refused then return SPEND_5H, room end
  refused, room = refuses(SPEND_DAY, day, DAY)
  if refused then return SPEND_DAY, room end
  refused, room = refuses(SPEND_WEEK, week, WEEK)
  if refused then return SPEND_WEEK, room end
  if limit(SPEND_MONTH) >= 0 and spend(SPEND_MONTH, month_micros + totals.micros, micros, micros) then
    return SPEND_MONTH, month_reset
  end
  if limit(SPEND_TOTAL) >= 0 and spend(SPEND_TOTAL, total + totals.micros, micros, micros) then
    return SPEND_TOTAL, -1
  end
  return nil, left
end

-- A refusal is final unless local entries are old enough to be leftovers.
local function unless_old(refusal)
  local first, swept = tonumber(here[4] or now), tonumber(here[5] or 0)
  if ARGV[11] == '0' and now - first > OLD_MILLIS and math.abs(now - swept) > SWEEP_MILLIS then return {SWEEP} end
  return refusal
end

local nothing = ';;;;0,0,0;0'
local key_windows = view[10] and string.match(view[10], '^%d+;%d+;(.*)$') or nothing
local user_left, key_left = {}, {}
if not here[1] then
  local refused, rest = judge(12, view[9], user_local, KEYS[3])
  if refused then return unless_old({REFUSED, 0, refused, text_of(rest)}) end
  user_left = rest
  refused, rest = judge(22, key_windows, key_local, KEYS[4])
  if refused then return unless_old({REFUSED, 1, refused, text_of(rest)}) end
  key_left = rest
  local available = view[6] + view[7] - view[8] - user_local.micros
  if available < needed then return unless_old({INSUFFICIENT, text_of(available)}) end
  reserve(r, field, micros, tokens, requests, now, key, journal, user_local, key_local)
  if not here[4] then redis.call('HSET', r, 'first', text_of(now)) end
  for i = 3, 4 do
    if requests == 1 and tonumber(ARGV[12 + CONCURRENCY + (i - 3) * 10]) >= 0 then
      redis.call('ZADD', KEYS[i], now + LEASE_MILLIS, request)
      redis.call('PEXPIRE', KEYS[i], 2 * LEASE_MILLIS)
    end
  end
else
  -- The same entry asked again: it stands, with the time it was made.
  now = tonumber(string.match(here[1], '^%d+ %d+ %d+ (%d+)'))
  for i = 1, 10 do user_left[i], key_left[i] = -1, -1 end
end

-- Numbers go as they are: Redis makes integers of them.
local answer = {ADMITTED, now, view[4], view[5]}
for i = 1, 10 do
  answer[4 + i], answer[14 + i] = user_left[i], key_left[i]
end
return answer
