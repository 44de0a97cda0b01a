// Redis runs each script as a whole, with nothing between its commands. A lock is a hash: `holder`, empty when given
// back; `token`, which grows with every change of hands; `beats`, which grows with every sign of life.

/**
 * KEYS: lock. ARGV: us, the mark that may be taken over. Gives the new token, or 0 and the mark of the holder. Without
 * an entry nobody knows who held it before Redis lost its data, so that this is a mark like any other.
 */
export const TAKE = `
local lock = redis.call('HMGET', KEYS[1], 'holder', 'token', 'beats')
local mark = (lock[1] or 'somebody unknown') .. ' ' .. (lock[2] or 0) .. ' ' .. (lock[3] or 0)
if lock[1] ~= '' and mark ~= ARGV[2] then return {0, mark} end
redis.call('HSET', KEYS[1], 'holder', ARGV[1], 'beats', 0)
return {redis.call('HINCRBY', KEYS[1], 'token', 1), mark}`;

/** KEYS: lock. ARGV: us, our token. Gives 1 after a sign of life, 0 when the lock is no longer ours. */
export const RENEW = `
local lock = redis.call('HMGET', KEYS[1], 'holder', 'token')
if lock[1] ~= ARGV[1] or lock[2] ~= ARGV[2] then return 0 end
redis.call('HINCRBY', KEYS[1], 'beats', 1)
return 1`;

/** KEYS: lock. ARGV: us, our token. Gives the lock back if it is still ours. */
export const GIVE_BACK = `
local lock = redis.call('HMGET', KEYS[1], 'holder', 'token')
if lock[1] == ARGV[1] and lock[2] == ARGV[2] then redis.call('HSET', KEYS[1], 'holder', '') end`;

/**
 * KEYS: lock, document. ARGV: us, our token (0: never had the lock), text. Gives 1 when the text is saved, 0 when
 * somebody else has the lock or had it after us. The text before stays as `previous`.
 */
export const SAVE = `
local lock = redis.call('HMGET', KEYS[1], 'holder', 'token')
local isTheirs = lock[1] and lock[1] ~= '' and lock[1] ~= ARGV[1]
local isOld = ARGV[2] ~= '0' and ARGV[2] ~= lock[2]
if isTheirs or isOld then return 0 end
local before = redis.call('HGET', KEYS[2], 'text')
if before then redis.call('HSET', KEYS[2], 'previous', before) end
redis.call('HSET', KEYS[2], 'text', ARGV[3])
return 1`;
