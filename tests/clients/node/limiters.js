// Limiters and locks that are scripts: rate-limiter-flexible, redlock and @upstash/ratelimit, each by ioredis
// and by node-redis.

import { createHash } from 'node:crypto'

import { Ratelimit } from '@upstash/ratelimit'
import { Redis } from 'ioredis'
import { BurstyRateLimiter, RateLimiterRedis } from 'rate-limiter-flexible'
import { createClient } from 'redis'
import Redlock from 'redlock'
import { expect, host, outcome, port, sleep } from './outcome.js'

const ioredis = new Redis(port, host)
const nodeRedis = createClient({ socket: { host, port } })
await nodeRedis.connect()

// What the limiters say of some requests: points left, or nothing where one is refused.
async function consume(limiter, key, points) {
  const left = []
  for (const n of points) {
    left.push(await limiter.consume(key, n).then(({ remainingPoints }) => remainingPoints, (no) => {
      if (no instanceof Error) throw no
      return `refused, ${no.consumedPoints} consumed`
    }))
  }
  return left
}

async function flexible(name, storeClient, useRedisPackage) {
  const store = { storeClient, useRedisPackage }
  const limiter = new RateLimiterRedis({ ...store, keyPrefix: name, points: 5, duration: 60, blockDuration: 0 })
  expect(`${name}: requests`, await consume(limiter, 'k', [1, 2, 1, 1, 1, 1]), [
    4, 2, 1, 0, 'refused, 6 consumed', 'refused, 7 consumed',
  ])
  await limiter.reward('k', 4)
  expect(`${name}: after a reward`, await consume(limiter, 'k', [1]), [1])
  await limiter.penalty('k', 1)
  outcome(`${name}: the state`, (await limiter.get('k')).consumedPoints)
  expect(`${name}: deleted`, await limiter.delete('k'), true)
  const short = new RateLimiterRedis({ ...store, keyPrefix: `${name}s`, points: 1, duration: 1 })
  const first = await consume(short, 'k', [1, 1])
  await sleep(1200)
  expect(`${name}: the next second`, [first, await consume(short, 'k', [1])], [[0, 'refused, 2 consumed'], [0]])
  const burst = new RateLimiterRedis({ ...store, keyPrefix: `${name}b`, points: 2, duration: 60 })
  const bursty = new BurstyRateLimiter(limiter, burst)
  const burstyLeft = []
  for (let n = 0; n < 8; n++) {
    burstyLeft.push(await bursty.consume('b', 1).then(() => 'passed', () => 'refused'))
  }
  outcome(`${name}: bursts`, burstyLeft)
}

// What redlock calls of a client, by node-redis, which has promises.
function send(words, done) {
  nodeRedis.sendCommand(words.map(String)).then((reply) => void done(null, reply), (error) => void done(error))
}
const asOlder = {
  eval: (words, done) => send(['EVAL', ...words], done),
  evalsha: (digest, words, done) => send(['EVALSHA', digest, ...words], done),
}

async function locks(name, client) {
  const redlock = new Redlock([client], { retryCount: 3, retryDelay: 20, retryJitter: 5 })
  const lock = await redlock.lock(`${name}:lock`, 5000)
  const refused = await redlock.lock(`${name}:lock`, 1000).then(() => 'locked', (error) => error.name)
  expect(`${name}: locked twice`, refused, 'LockError')
  const longer = await lock.extend(9000)
  const left = await ioredis.pttl(`${name}:lock`)
  expect(`${name}: extended`, left > 5000 && left <= 9000, true)
  await longer.unlock()
  expect(`${name}: unlocked`, await ioredis.exists(`${name}:lock`), 0)
  const again = await redlock.lock([`${name}:a`, `${name}:b`], 1000)
  expect(`${name}: two resources`, await ioredis.exists(`${name}:a`, `${name}:b`), 2)
  await again.unlock()
}

// The client that @upstash/ratelimit expects, on another client. Its scripts begin with a flag that only its
// vendor's server knows; without that line they have other digests.
function upstash(evaluate, evaluateDigest) {
  const digests = new Map()
  return {
    eval(text, keys, args) {
      const plain = text.replace(/^#!lua flags=allow-key-locking\n/, '')
      digests.set(sha1(text), sha1(plain))
      return evaluate(plain, keys, args.map(String))
    },
    evalsha: (digest, keys, args) => evaluateDigest(digests.get(digest) ?? digest, keys, args.map(String)),
  }
}

function sha1(text) {
  return createHash('sha1').update(text).digest('hex')
}

const clients = {
  ioredis: upstash(
    (text, keys, args) => ioredis.eval(text, keys.length, ...keys, ...args),
    (digest, keys, args) => ioredis.evalsha(digest, keys.length, ...keys, ...args)
  ),
  'node-redis': upstash(
    (text, keys, args) => nodeRedis.eval(text, { keys, arguments: args }),
    (digest, keys, args) => nodeRedis.evalSha(digest, { keys, arguments: args })
  ),
}

async function ratelimit(name) {
  const limiters = {
    fixed: Ratelimit.fixedWindow(5, '1000 s'),
    sliding: Ratelimit.slidingWindow(5, '1000 s'),
    bucket: Ratelimit.tokenBucket(5, '1000 s', 5),
  }
  for (const [kind, limiter] of Object.entries(limiters)) {
    const options = { redis: clients[name], limiter, prefix: `${name}:${kind}`, ephemeralCache: false }
    const ratelimit = new Ratelimit(options)
    const answers = []
    for (let n = 0; n < 7; n++) {
      const { success, limit, remaining } = await ratelimit.limit('user')
      answers.push([success, limit, remaining])
    }
    expect(`@upstash/ratelimit by ${name}: ${kind}`, answers.map(([success]) => success), [
      true, true, true, true, true, false, false,
    ])
    outcome(`@upstash/ratelimit by ${name}: ${kind}, all`, answers)
    outcome(`@upstash/ratelimit by ${name}: ${kind}, remaining`, (await ratelimit.getRemaining('user')).remaining)
  }
}

await flexible('flexible by ioredis', ioredis, false)
await flexible('flexible by node-redis', nodeRedis, true)
await locks('redlock by ioredis', ioredis)
await locks('redlock by node-redis', asOlder)
await ratelimit('ioredis')
await ratelimit('node-redis')
await ioredis.quit()
await nodeRedis.close()
