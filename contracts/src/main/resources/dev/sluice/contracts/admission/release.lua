-- Shared by the scripts that remove local entries.
local CHUNK = 500

-- Takes entries out of the hash and out of the totals; `key` is the one that most of them belong to, if any. Those of
-- one key and bucket are counted together: they may be thousands.
-- Answers how many there were and how many are left.
local function release(r, fields, key)
  local user, keys, gone, seen, groups, group_of = nil, {}, {}, {}, {}, {}
  for from = 1, #fields, CHUNK do
    local have = call('HMGET', r, 'u', 'k:' .. key, unpack(fields, from, math.min(from + CHUNK - 1, #fields)))
    if not have[1] then return 0, 0 end
    user, keys[key] = have[1], have[2]
    for i = 3, #have do
      local entry, field = have[i], fields[from + i - 3]
      if entry and not seen[field] then
        local m, t, q, millis, of = string.match(entry, '^(%d+) (%d+) (%d+) (%d+) (%S+)')
        local name = of .. (millis - millis % BUCKET_MILLIS)
        local group = group_of[name]
        if not group then
          group = {of, millis, 0, 0, 0, 0}
          group_of[name], groups[#groups + 1] = group, group
        end
        group[3], group[4], group[5], group[6] = group[3] - 1, group[4] - m, group[5] - t, group[6] - q
        seen[field], gone[#gone + 1] = true, field
      end
    end
  end
  for _, group in ipairs(groups) do
    local of, millis, entries, m, t, q = unpack(group)
    user = counted(user, entries, m, t, q, millis, 0)
    keys[of] = counted(keys[of] or call('HGET', r, 'k:' .. of), entries, m, t, q, millis, 0)
  end
  user = user or call('HGET', r, 'u')
  local removed, left = #gone, user and parse('<d', user) or 0
  if removed == 0 then return 0, left end
  if left <= 0 then
    call('DEL', r)
    return removed, 0
  end
  local kept = {'u', user}
  for of, totals in pairs(keys) do
    if totals and parse('<d', totals) > 0 then
      kept[#kept + 1], kept[#kept + 2] = 'k:' .. of, totals
    else
      gone[#gone + 1] = 'k:' .. of
    end
  end
  call('HSET', r, unpack(kept))
  for from = 1, #gone, CHUNK do call('HDEL', r, unpack(gone, from, math.min(from + CHUNK - 1, #gone))) end
  return removed, left
end

