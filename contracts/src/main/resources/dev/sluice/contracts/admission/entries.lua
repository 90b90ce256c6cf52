-- Shared by the admission scripts. The hash of reservations holds
--   e:<request>#<n>  one local entry: "micros tokens requests millis key journal"
--   u, k:<key>       totals of the user and of each key: "entries micros requests tokens|bucket:requests:tokens|…"
--   first            Redis time not later than the oldest entry;  swept  Redis time of the last sweep
-- and is deleted with its last entry. Amounts are micro-dollars, times milliseconds.
local BUCKET_MILLIS, BUCKETS = 2000, 31
local CHUNK = 500

local function redis_millis()
  local clock = redis.call('TIME')
  return clock[1] * 1000 + math.floor(clock[2] / 1000)
end

local function text_of(number)
  return string.format('%.0f', number)
end

local function totals_of(text)
  local totals = {entries = 0, micros = 0, requests = 0, tokens = 0, buckets = ''}
  if text then
    local n, m, q, t, buckets = string.match(text, '^(%d+) (%d+) (%d+) (%d+)(.*)$')
    totals.entries, totals.micros, totals.requests = tonumber(n), tonumber(m), tonumber(q)
    totals.tokens, totals.buckets = tonumber(t), buckets
  end
  return totals
end

local function totals_text(totals)
  return string.format('%.0f %.0f %.0f %.0f%s', totals.entries, totals.micros, totals.requests, totals.tokens, totals.buckets)
end

-- Requests and tokens of the last minute, and the oldest bucket among them.
local function minute_of(totals, oldest)
  local requests, tokens, first = 0, 0, nil
  for b, q, t in string.gmatch(totals.buckets, '|(%d+):(%d+):(%d+)') do
    b = tonumber(b)
    if b >= oldest then
      requests, tokens = requests + q, tokens + t
      if not first or b < first then first = b end
    end
  end
  return requests, tokens, first
end

-- Adds an entry (sign 1) to totals or takes it away (sign -1); buckets older than a minute are dropped.
local function count(totals, sign, micros, tokens, requests, millis, now)
  totals.entries = totals.entries + sign
  totals.micros = math.max(0, totals.micros + sign * micros)
  totals.requests = math.max(0, totals.requests + sign * requests)
  totals.tokens = math.max(0, totals.tokens + sign * tokens)
  local bucket, oldest = math.floor(millis / BUCKET_MILLIS), math.floor(now / BUCKET_MILLIS) - BUCKETS + 1
  local kept, found = {}, false
  for b, q, t in string.gmatch(totals.buckets, '|(%d+):(%d+):(%d+)') do
    b, q, t = tonumber(b), tonumber(q), tonumber(t)
    if b == bucket then
      found, q, t = true, math.max(0, q + sign * requests), math.max(0, t + sign * tokens)
    end
    if b >= oldest and (q > 0 or t > 0) then
      kept[#kept + 1] = string.format('|%.0f:%.0f:%.0f', b, q, t)
    end
  end
  if not found and sign > 0 and bucket >= oldest then
    kept[#kept + 1] = string.format('|%.0f:%.0f:%.0f', bucket, requests, tokens)
  end
  totals.buckets = table.concat(kept)
end

-- Puts one entry into the hash.
local function reserve(r, field, micros, tokens, requests, millis, key, journal, user_totals, key_totals)
  count(user_totals, 1, micros, tokens, requests, millis, millis)
  count(key_totals, 1, micros, tokens, requests, millis, millis)
  local entry = string.format('%.0f %.0f %.0f %.0f %s %s', micros, tokens, requests, millis, key, journal)
  redis.call('HSET', r, field, entry, 'u', totals_text(user_totals), 'k:' .. key, totals_text(key_totals))
end

-- Takes entries out of the hash and out of the totals. Answers how many there were and how many are left.
local function release(r, fields, now)
  if #fields == 0 then
    local user = redis.call('HGET', r, 'u')
    return 0, totals_of(user).entries
  end
  local gone, user, keys = {}, nil, {}
  for from = 1, #fields, CHUNK do
    local chunk = {unpack(fields, from, math.min(from + CHUNK - 1, #fields))}
    for i, entry in ipairs(redis.call('HMGET', r, unpack(chunk))) do
      if entry then
        local m, t, q, millis, key = string.match(entry, '^(%d+) (%d+) (%d+) (%d+) (%S+)')
        user = user or totals_of(redis.call('HGET', r, 'u'))
        keys[key] = keys[key] or totals_of(redis.call('HGET', r, 'k:' .. key))
        count(user, -1, tonumber(m), tonumber(t), tonumber(q), tonumber(millis), now)
        count(keys[key], -1, tonumber(m), tonumber(t), tonumber(q), tonumber(millis), now)
        gone[#gone + 1] = chunk[i]
        redis.call('HDEL', r, chunk[i])
      end
    end
  end
  if not user then
    return 0, totals_of(redis.call('HGET', r, 'u')).entries
  end
  if user.entries <= 0 then
    redis.call('DEL', r)
    return #gone, 0
  end
  redis.call('HSET', r, 'u', totals_text(user))
  for key, totals in pairs(keys) do
    if totals.entries <= 0 then
      redis.call('HDEL', r, 'k:' .. key)
    else
      redis.call('HSET', r, 'k:' .. key, totals_text(totals))
    end
  end
  return #gone, user.entries
end

