// The scripting calls of ioredis and node-redis: by text and by digest, in pipelines and transactions, under
// RESP3, as objects, and with keys and arguments that are bytes.

import { createHash } from 'node:crypto'

import { Redis } from 'ioredis'
import { createClient, defineScript, RESP_TYPES } from 'redis'
import { expect, host, outcome, port } from './outcome.js'

const ADD = "return redis.call('INCRBY', KEYS[1], ARGV[1])"
const SHAPES = "return {1, 'two', false, {'three', {4}}, redis.status_reply('FIVE')}"
const MAP = 'redis.setresp(3) return {map = {a = 1}}'
const ERROR = "return redis.error_reply('MINE with words')"
const sha1 = (text) => createHash('sha1').update(text).digest('hex')
const message = (error) => error.message

async function ioredis(options) {
  const redis = new Redis({ port, host, ...options })
  const name = (what) => `ioredis, ${JSON.stringify(options)}: ${what}`
  await redis.del('n')
  await redis.script('FLUSH')
  expect(name('EVAL'), await redis.eval(ADD, 1, 'n', 5), 5)
  outcome(name('shapes'), await redis.eval(SHAPES, 0))
  outcome(name('a map'), await redis.eval(MAP, 0))
  outcome(name('a double'), await redis.eval('return {double = 1.5}', 0))
  outcome(name('an error'), await redis.eval(ERROR, 0).catch(message))
  outcome(name('a failure'), await redis.eval('return nil + 1', 0).catch(message))
  outcome(name('no Lua'), await redis.eval('no Lua', 0).catch(message))
  outcome(name('NOSCRIPT'), await redis.evalsha(sha1('never seen'), 0).catch(message))
  expect(name('EVALSHA'), await redis.evalsha(sha1(ADD), 1, 'n', 5), 10)
  expect(name('SCRIPT LOAD'), await redis.script('LOAD', 'return 7'), sha1('return 7'))
  expect(name('SCRIPT EXISTS'), await redis.script('EXISTS', sha1('return 7'), sha1('x')), [1, 0])
  const bytes = Buffer.from([0, 255, 10, 13])
  expect(name('bytes'), [...(await redis.evalBuffer('return ARGV[1] .. KEYS[1]', 1, bytes, bytes))], [...bytes, ...bytes])
  redis.defineCommand('add', { numberOfKeys: 1, lua: ADD + ' --' })
  redis.defineCommand('first', { lua: 'return KEYS[1]', readOnly: true })
  expect(name('a command of a script'), await redis.add('n', 1), 11)
  expect(name('keys that are counted'), await redis.first(2, 'a', 'b'), 'a')
  await redis.script('FLUSH')
  expect(name('after SCRIPT FLUSH'), await redis.add('n', 1), 12)
  outcome(name('a pipeline'), await redis.pipeline().add('n', 1).eval(ADD, 1, 'n', 1).get('n').evalsha(sha1(ADD), 1, 'n', 1).exec())
  outcome(name('MULTI'), await redis.multi().add('n', 1).eval(ADD, 1, 'n', 1).get('n').exec())
  outcome(name('MULTI that fails'), (await redis.multi().eval(ERROR, 0).incr('n').exec()).map(([error, value]) => error?.message ?? value))
  outcome(name('EVAL_RO'), await redis.call('EVAL_RO', "return redis.call('SET', 'n', 1)", 0).catch(message))
  await redis.quit()
}

async function nodeRedis(RESP) {
  const scripts = {
    add: defineScript({
      SCRIPT: ADD + ' --',
      NUMBER_OF_KEYS: 1,
      parseCommand(parser, key, by) {
        parser.pushKey(key)
        parser.push(String(by))
      },
      transformReply: (reply) => reply * 10,
    }),
  }
  const redis = createClient({ socket: { host, port }, RESP, scripts })
  await redis.connect()
  const name = (what) => `node-redis under RESP${RESP}: ${what}`
  await redis.del('n')
  expect(name('EVAL'), await redis.eval(ADD, { keys: ['n'], arguments: ['5'] }), 5)
  outcome(name('shapes'), await redis.eval(SHAPES))
  outcome(name('a map'), await redis.eval(MAP))
  outcome(name('a double'), await redis.eval('return {double = 1.5}'))
  outcome(name('a boolean'), await redis.eval('redis.setresp(3) return {true, false}'))
  outcome(name('an error'), await redis.eval(ERROR).catch(message))
  outcome(name('a failure'), await redis.eval('return nil + 1').catch(message))
  outcome(name('NOSCRIPT'), await redis.evalSha(sha1('never seen')).catch(message))
  expect(name('EVALSHA'), await redis.evalSha(sha1(ADD), { keys: ['n'], arguments: ['5'] }), 10)
  expect(name('SCRIPT LOAD'), await redis.scriptLoad('return 7'), sha1('return 7'))
  outcome(name('SCRIPT EXISTS'), await redis.scriptExists([sha1('return 7'), sha1('x')]))
  expect(name('a script object'), await redis.add('n', 1), 110)
  await redis.scriptFlush()
  expect(name('after SCRIPT FLUSH'), await redis.add('n', 1), 120)
  expect(name('at once'), await Promise.all([redis.add('n', 1), redis.get('n'), redis.add('n', 1)]), [130, '13', 140])
  outcome(name('MULTI'), await redis.multi().add('n', 1).eval(ADD, { keys: ['n'], arguments: ['1'] }).get('n').exec())
  outcome(name('EVAL_RO'), await redis.evalRo("return redis.call('SET', 'n', 1)").catch(message))
  const buffers = redis.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer })
  expect(name('bytes'), [...(await buffers.eval('return "\\0\\255\\10\\13"'))], [0, 255, 10, 13])
  await redis.close()
}

await ioredis({ protocol: 2 })
await ioredis({ protocol: 3 })
await ioredis({ protocol: 3, replyMapping: 'resp3' })
await nodeRedis(2)
await nodeRedis(3)
