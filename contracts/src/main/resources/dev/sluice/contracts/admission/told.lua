-- What local entries count now, for readers: of the user and of the key
-- "entries micros requests tokens|bucket:requests:tokens|...", '' for nothing.
local function told(r, key)
  local answer = {'', ''}
  for i, text in ipairs(call('HMGET', r, 'u', 'k:' .. key)) do
    if text then
      local parts = {string.format('%d %d %d %d', parse('<dddd', text))}
      for at = TOTALS_SIZE + 1, #text, BUCKET_SIZE do
        parts[#parts + 1] = string.format('|%d:%d:%d', parse(BUCKET, text, at))
      end
      answer[i] = table.concat(parts)
    end
  end
  return answer
end

