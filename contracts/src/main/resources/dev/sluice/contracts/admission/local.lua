-- local: what local entries count now, for readers.
-- KEYS reservations
-- ARGV key
-- Answers for the user and for the key "entries micros requests tokens|bucket:requests:tokens|...", '' for nothing.
local answer = {'', ''}
for i, text in ipairs(call('HMGET', KEYS[1], 'u', 'k:' .. ARGV[1])) do
  if text then
    local told = {string.format('%d %d %d %d', parse('<dddd', text))}
    for at = TOTALS_SIZE + 1, #text, BUCKET_SIZE do
      told[#told + 1] = string.format('|%d:%d:%d', parse(BUCKET, text, at))
    end
    answer[i] = table.concat(told)
  end
end
return answer
