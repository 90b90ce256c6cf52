-- look: what an account and a key have used, in one step: a view that is installed meanwhile would show what it
-- consumed twice, or not at all. Changes nothing.
-- KEYS view, reservations, concurrency of the user, concurrency of the key
-- ARGV key
local now = redis_millis()
local view = call('HMGET', KEYS[1], 'bal', 'credit', 'open', 'win', 'k:' .. ARGV[1], 'asof')
local here = told(KEYS[2], ARGV[1])
local after = string.format('(%.0f', now)
local of_user, of_key = call('ZCOUNT', KEYS[3], after, '+inf'), call('ZCOUNT', KEYS[4], after, '+inf')
return {now, of_user, of_key, view[1], view[2], view[3], view[4], view[5], view[6], here[1], here[2]}
