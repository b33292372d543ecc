// What the client programs share: where the server is, and how an outcome is printed.

import assert from 'node:assert/strict'

export const host = process.env.REDIS_HOST
export const port = Number(process.env.REDIS_PORT)

// Prints a result that both runs must have.
export function outcome(what, value) {
  console.log(`ok ${what}: ${JSON.stringify(value)}`)
}

// The same for one that is known.
export function expect(what, value, expected) {
  assert.deepEqual(value, expected, what)
  outcome(what, value)
}

// Waits until `done` says so, and fails after a minute.
export async function until(what, done) {
  const deadline = Date.now() + 60_000
  while (!(await done())) {
    assert(Date.now() < deadline, `${what} takes too long`)
    await sleep(20)
  }
}

export function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

// How many elements a key has. Streams are cut at about a length.
const LENGTHS = { list: 'llen', set: 'scard', zset: 'zcard', hash: 'hlen' }

// All keys, by kind, which is the name without numbers and identifiers and the type: how many there are, and
// how many elements they have. Keys that expire are left out, as they may be gone.
export async function keys(redis) {
  const kinds = {}
  for (const key of await redis.keys('*')) {
    if ((await redis.pttl(key)) >= 0) continue
    const name = key
      .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')
      .replace(/[0-9a-f]{32}/g, 'ID')
      .replace(/\d+/g, 'N')
    const type = await redis.type(key)
    const kind = (kinds[`${name} ${type}`] ??= { keys: 0, elements: 0 })
    kind.keys++
    if (type in LENGTHS) kind.elements += await redis[LENGTHS[type]](key)
  }
  for (const kind of Object.keys(kinds).sort()) outcome(`keys ${kind}`, kinds[kind])
}

export { assert }
