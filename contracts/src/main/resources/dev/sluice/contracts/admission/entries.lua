-- Shared by the admission scripts. Amounts are micro-dollars, times milliseconds; packed numbers are doubles.
-- The hash of reservations holds
--   e:<request>#<n>  one local entry: "micros tokens requests millis key journal"
--   u, k:<key>       totals of the user and of each key: TOTALS, then a BUCKET for each, the oldest first
--   first            Redis time not later than the oldest entry;  swept  Redis time of the last sweep
--   scan             where the next sweep goes on, when the round began, the oldest entry it has seen that stays
-- and is deleted with its last entry.
-- TOTALS  entries, micros, requests, tokens, when the key of the leases expires, requests and tokens in the buckets
-- BUCKET  number, requests, tokens
local TOTALS, TOTALS_SIZE, BUCKET, BUCKET_SIZE = '<ddddddd', 56, '<ddd', 24
local BUCKET_MILLIS, BUCKETS = 2000, 31
local call, pack, parse, max = redis.call, struct.pack, struct.unpack, math.max

local function redis_millis()
  local clock = call('TIME')
  local micros = clock[1] * 1000000 + clock[2]
  return (micros - micros % 1000) / 1000
end

-- Totals with so many entries more, all of one bucket, and what they hold; less where the numbers are negative. Buckets
-- before `oldest` are dropped.
local function counted(text, added, micros, tokens, requests, millis, oldest)
  local entries, m, q, t, leased = 0, 0, 0, 0, 0
  local bucket, kept, minute_q, minute_t = (millis - millis % BUCKET_MILLIS) / BUCKET_MILLIS, {}, 0, 0
  local missing = added > 0 and bucket >= oldest
  local function keep(b, bq, bt)
    kept[#kept + 1] = pack(BUCKET, b, bq, bt)
    minute_q, minute_t = minute_q + bq, minute_t + bt
  end
  if text then
    entries, m, q, t, leased = parse(TOTALS, text)
    for at = TOTALS_SIZE + 1, #text, BUCKET_SIZE do
      local b, bq, bt = parse(BUCKET, text, at)
      if b == bucket then
        bq, bt, missing = max(0, bq + requests), max(0, bt + tokens), false
      elseif missing and b > bucket then
        keep(bucket, requests, tokens)
        missing = false
      end
      if b >= oldest and (bq > 0 or bt > 0) then keep(b, bq, bt) end
    end
  end
  if missing then keep(bucket, requests, tokens) end
  return pack(TOTALS, entries + added, max(0, m + micros), max(0, q + requests), max(0, t + tokens),
    leased, minute_q, minute_t) .. table.concat(kept)
end

