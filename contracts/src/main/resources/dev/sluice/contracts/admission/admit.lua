-- admit: all or nothing, O(1) in the number of open requests.
-- KEYS view, reservations, concurrency of the user, concurrency of the key
-- ARGV field, request, key, journal, micros, tokens, needed micros, extension, gate reached, gate opened, swept,
--      ten limits of the user, ten of the key (-1 none) in the order of Limit.java
-- It runs at every request: no table and no function that is not needed, no number made text and no text a number.
-- What a function captures is searched for in a list, so the judge is a loop.
local ADMITTED, REFUSED, INSUFFICIENT, UNKNOWN, SWEEP, HALTED = 1, 2, 3, 4, 5, 6
local RPM, RPD, TPM, TOKENS_MONTH, CONCURRENCY, SPEND_5H, SPEND_DAY, SPEND_WEEK, SPEND_MONTH, SPEND_TOTAL = 0, 1, 2, 3, 4, 5, 6, 7, 8, 9
local NONE, NEVER, LEASE_MILLIS, RETRY_MILLIS = '-1', 1e15, 60000, 1000
-- Milliseconds of a bucket and how many of them a window spans.
local HALF_HOUR, FIVE_HOURS, HOUR, DAY, WHOLE_DAY, WEEK = 1800000, 11, 3600000, 25, 86400000, 8
-- What apply packed: the 15 sums, version, and for the user asOf, available, halted.
local SUMS, STATE, STATE_AT = '<ddddddddddddddd', '<dddd', 121
-- TOTALS and the first BUCKET.
local LOCAL = '<dddddddddd'

local v, r, field, key = KEYS[1], KEYS[2], ARGV[1], ARGV[3]
local of_key = 'k:' .. key
local view = call('HMGET', v, 'gate', 'sum', 's:' .. key)
local gate, sums = tonumber(view[1] or -1), view[2]
if not sums then return {UNKNOWN, -1, ''} end
if gate > tonumber(ARGV[9]) and gate ~= tonumber(ARGV[10]) then
  return {UNKNOWN, gate, call('HGET', v, 'passed') or ''}
end
local version, as_of, available, halted = parse(STATE, sums, STATE_AT)
if halted == 1 then return {HALTED, call('HGET', v, 'halt')} end

local here = call('HMGET', r, field, 'u', of_key)
if here[1] then
  -- The same entry asked again: it stands, with the time it was made.
  return {ADMITTED, tonumber(string.match(here[1], '^%d+ %d+ %d+ (%d+)')), version, as_of,
    -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1}
end

local micros, tokens, first_of_request = tonumber(ARGV[5]), tonumber(ARGV[6]), ARGV[8] == '0'
local requests = first_of_request and 1 or 0
local now = redis_millis()
local now_text = string.format('%d', now)
local answer = {ADMITTED, now, version, as_of, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1}

-- A ring of the view, bucket by bucket: its oldest bucket that counts, and what it counts in both columns.
local function ring(name, part, millis, buckets)
  local text, start = call('HGET', v, name), 1
  for _ = 2, name == 'win' and part or part + 2 do start = string.find(text, ';', start, true) + 1 end
  text = string.sub(text, start, string.find(text, ';', start, true) - 1)
  local oldest = (now - now % millis) / millis - buckets + 1
  local base, a, b = string.match(text, '^(%d+),(%d+),(%d+)')
  for offset, x, y in string.gmatch(text, '|(%d+):(%d+):(%d+)') do
    if base + offset >= oldest then return base + offset, a + 0, b + 0 end
    a, b = a - x, b - y
  end
  return NEVER, 0, 0
end

-- A refusal is final unless local entries are old enough to be leftovers. A window gets room when its oldest bucket
-- leaves; with local entries alone, in a full window.
local function refuse(refusal, millis, buckets, bucket)
  local old = call('HMGET', r, 'first', 'swept')
  local first, swept = tonumber(old[1] or now), tonumber(old[2] or 0)
  if ARGV[11] == '0' and now - first > 2000 and math.abs(now - swept) > 1000 then return {SWEEP} end
  if millis then
    if bucket == NEVER then bucket = (now - now % millis) / millis end
    refusal[4] = (bucket + buckets) * millis - now
  end
  return refusal
end

local user_totals, key_totals, user_refresh, key_refresh
for scope = 0, 1 do
  local rpm, rpd, tpm, tokens_month, concurrency, five, day, week, month, total = unpack(ARGV, 12 + 10 * scope, 21 + 10 * scope)
  local name, text, out = 'win', here[2], 5
  if scope == 1 then name, sums, text, out = of_key, view[3], here[3], 15 end

  -- What the view counts: a ring whose oldest bucket has left since is read again.
  local from, minute_b, minute_q, minute_t, five_b, five_m, day_b, day_m, day_q, week_b, week_m, ends, month_m, month_t, total_m
  if sums then
    from, minute_b, minute_q, minute_t, five_b, five_m, day_b, day_m, day_q, week_b, week_m, ends, month_m, month_t,
      total_m = parse(SUMS, sums)
    if now < from then minute_b, five_b, day_b, week_b = 0, 0, 0, 0 end
    if now >= ends then month_m, month_t = 0, 0 end
  else
    minute_b, minute_q, minute_t, five_b, five_m, day_b, day_m, day_q, week_b, week_m = NEVER, 0, 0, NEVER, 0, NEVER, 0, 0, NEVER, 0
    ends, month_m, month_t, total_m = 0, 0, 0, 0
  end

  -- What local entries count: buckets of the last minute begin at `start`.
  local bucket, size, start = (now - now % BUCKET_MILLIS) / BUCKET_MILLIS, 0, TOTALS_SIZE + 1
  local entries, m, q, t, leased, local_q, local_t, first, bq, bt = 0, 0, 0, 0, 0, 0, 0, NEVER, 0, 0
  local oldest = bucket - BUCKETS + 1
  if text then
    size = #text
    if size > TOTALS_SIZE then
      entries, m, q, t, leased, local_q, local_t, first, bq, bt = parse(LOCAL, text)
    else
      entries, m, q, t, leased = parse(TOTALS, text)
    end
    while first < oldest do
      local_q, local_t, start, first = local_q - bq, local_t - bt, start + BUCKET_SIZE, NEVER
      if start <= size then first, bq, bt = parse(BUCKET, text, start) end
    end
  end

  local rest
  if first_of_request then
    if minute_b < oldest and (rpm ~= NONE or tpm ~= NONE) then
      minute_b, minute_q, minute_t = ring(name, 1, BUCKET_MILLIS, BUCKETS)
    end
    if rpm ~= NONE then
      rest = rpm - minute_q - local_q - 1
      if rest < 0 then return refuse({REFUSED, scope, RPM}, BUCKET_MILLIS, BUCKETS, minute_b < first and minute_b or first) end
      answer[out + RPM] = rest
    end
    if tpm ~= NONE then
      rest = tpm - minute_t - local_t
      if rest < 1 then return refuse({REFUSED, scope, TPM}, BUCKET_MILLIS, BUCKETS, minute_b < first and minute_b or first) end
      answer[out + TPM] = rest > tokens and rest - tokens or 0
    end
  end
  if day_b <= (now - now % HOUR) / HOUR - DAY and (day ~= NONE or rpd ~= NONE) then
    day_b, day_m, day_q = ring(name, 3, HOUR, DAY)
  end
  if first_of_request then
    if rpd ~= NONE then
      rest = rpd - day_q - q - 1
      if rest < 0 then return refuse({REFUSED, scope, RPD}, HOUR, DAY, day_b) end
      answer[out + RPD] = rest
    end
    if concurrency ~= NONE then
      local set = KEYS[3 + scope]
      local open = call('ZCOUNT', set, '(' .. now_text, '+inf')
      rest = concurrency - open - 1
      -- Who holds a lease already takes no other place.
      if rest < 0 and tonumber(call('ZSCORE', set, ARGV[2]) or 0) <= now then return refuse({REFUSED, scope, CONCURRENCY, RETRY_MILLIS}) end
      answer[out + CONCURRENCY] = rest
      if open == 0 or leased < now + LEASE_MILLIS then
        leased = now + 2 * LEASE_MILLIS
        if scope == 0 then user_refresh = true else key_refresh = true end
      end
    end
    if tokens_month ~= NONE then
      rest = tokens_month - month_t - t
      if rest < 1 then
        if ends > now then return refuse({REFUSED, scope, TOKENS_MONTH, ends - now}) end
        return refuse({REFUSED, scope, TOKENS_MONTH}, HOUR, DAY, NEVER)
      end
      answer[out + TOKENS_MONTH] = rest > tokens and rest - tokens or 0
    end
  end
  if five ~= NONE then
    if five_b <= (now - now % HALF_HOUR) / HALF_HOUR - FIVE_HOURS then
      five_b, five_m = ring(name, 2, HALF_HOUR, FIVE_HOURS)
    end
    rest = five - five_m - m - micros
    if rest < 0 then return refuse({REFUSED, scope, SPEND_5H}, HALF_HOUR, FIVE_HOURS, five_b) end
    answer[out + SPEND_5H] = rest
  end
  if day ~= NONE then
    rest = day - day_m - m - micros
    if rest < 0 then return refuse({REFUSED, scope, SPEND_DAY}, HOUR, DAY, day_b) end
    answer[out + SPEND_DAY] = rest
  end
  if week ~= NONE then
    if week_b <= (now - now % WHOLE_DAY) / WHOLE_DAY - WEEK then week_b, week_m = ring(name, 4, WHOLE_DAY, WEEK) end
    rest = week - week_m - m - micros
    if rest < 0 then return refuse({REFUSED, scope, SPEND_WEEK}, WHOLE_DAY, WEEK, week_b) end
    answer[out + SPEND_WEEK] = rest
  end
  if month ~= NONE then
    rest = month - month_m - m - micros
    if rest < 0 then
      if ends > now then return refuse({REFUSED, scope, SPEND_MONTH, ends - now}) end
      return refuse({REFUSED, scope, SPEND_MONTH}, HOUR, DAY, NEVER)
    end
    answer[out + SPEND_MONTH] = rest
  end
  if total ~= NONE then
    rest = total - total_m - m - micros
    if rest < 0 then return refuse({REFUSED, scope, SPEND_TOTAL, -1}) end
    answer[out + SPEND_TOTAL] = rest
  end

  -- The totals with this entry in them.
  local totals
  if start > size then
    totals = pack(LOCAL, entries + 1, m + micros, q + requests, t + tokens, leased, requests, tokens, bucket, requests, tokens)
  else
    local last, last_q, last_t = parse(BUCKET, text, size - BUCKET_SIZE + 1)
    if last > bucket then
      totals = counted(text, 1, micros, tokens, requests, now, oldest)
    else
      totals = pack(TOTALS, entries + 1, m + micros, q + requests, t + tokens, leased, local_q + requests, local_t + tokens)
      if last < bucket then
        totals = totals .. string.sub(text, start) .. pack(BUCKET, bucket, requests, tokens)
      else
        totals = totals .. string.sub(text, start, size - BUCKET_SIZE) .. pack(BUCKET, bucket, last_q + requests, last_t + tokens)
      end
    end
  end
  if scope == 0 then user_totals, available = totals, available - m else key_totals = totals end
end
if available < tonumber(ARGV[7]) then return refuse({INSUFFICIENT, available}) end

local entry = ARGV[5] .. ' ' .. ARGV[6] .. (first_of_request and ' 1 ' or ' 0 ') .. now_text .. ' ' .. key .. ' ' .. ARGV[4]
if here[2] then
  call('HSET', r, field, entry, 'u', user_totals, of_key, key_totals)
else
  call('HSET', r, field, entry, 'u', user_totals, of_key, key_totals, 'first', now_text)
end

if first_of_request then
  local ends, request = string.format('%d', now + LEASE_MILLIS), ARGV[2]
  for scope = 0, 1 do
    if ARGV[12 + 10 * scope + CONCURRENCY] ~= NONE then
      local set, refresh = KEYS[3 + scope], user_refresh
      if scope == 1 then refresh = key_refresh end
      if refresh then call('ZREMRANGEBYSCORE', set, '-inf', now_text) end
      -- Who holds a lease already takes no other place: nothing is said of what remains.
      if call('ZADD', set, 'NX', ends, request) == 0 then
        if tonumber(call('ZSCORE', set, request)) > now then answer[5 + 10 * scope + CONCURRENCY] = -1 end
        call('ZADD', set, ends, request)
      end
      if refresh then call('PEXPIRE', set, 2 * LEASE_MILLIS) end
    end
  end
end
return answer
