// BullMQ: 2,000 jobs, delayed, prioritised, repeated, rate-limited and failing ones, flows, pause and resume.

import { FlowProducer, Queue, QueueEvents, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { assert, expect, host, keys, outcome, port, until } from './outcome.js'

const connection = { host, port, maxRetriesPerRequest: null }
const open = []

function queue(name) {
  const queue = new Queue(name, { connection })
  open.push(queue)
  return queue
}

// A worker that is ready; it is closed at the end of its part.
async function worker(name, work, options = {}) {
  const worker = new Worker(name, work, { connection, ...options })
  worker.on('error', (error) => assert.fail(error))
  await worker.waitUntilReady()
  return worker
}

async function counts(queue) {
  const counts = await queue.getJobCounts()
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
}

async function many() {
  const many = queue('many')
  const jobs = Array.from({ length: 2000 }, (_, n) => ({ name: 'add', data: { n } }))
  await many.addBulk(jobs)
  let sum = 0
  const busy = await worker('many', async (job) => (sum += job.data.n), { concurrency: 20 })
  await until('2,000 jobs', async () => (await many.getCompletedCount()) === 2000)
  await busy.close()
  expect('sum of 2,000 jobs', sum, 1999000)
  expect('2,000 jobs', await counts(many), { completed: 2000 })
  const job = await many.getJob('7')
  expect('a job', [job.data, await job.getState(), job.attemptsMade], [{ n: 6 }, 'completed', 1])
}

async function order() {
  const ordered = queue('ordered')
  await ordered.pause()
  for (const [name, priority] of [['low', 9], ['high', 1], ['none', undefined], ['middle', 5], ['high too', 1]]) {
    await ordered.add(name, {}, { priority })
  }
  await ordered.add('last in', {}, { lifo: true })
  outcome('jobs while paused', await counts(ordered))
  const done = []
  const busy = await worker('ordered', async (job) => done.push(job.name))
  expect('done while paused', done, [])
  await ordered.resume()
  await until('prioritised jobs', () => done.length === 6)
  expect('order of priorities', done, ['last in', 'none', 'high', 'high too', 'middle', 'low'])
  await busy.close()
}

async function delays() {
  const delayed = queue('delayed')
  for (const [name, delay] of [['third', 900], ['first', 200], ['second', 500]]) {
    await delayed.add(name, {}, { delay })
  }
  expect('delayed jobs', await counts(delayed), { delayed: 3 })
  const done = []
  const busy = await worker('delayed', async (job) => {
    assert(Date.now() - job.timestamp >= job.opts.delay - 5, 'a job comes early')
    done.push(job.name)
  })
  await until('delayed jobs', () => done.length === 3)
  expect('order of delays', done, ['first', 'second', 'third'])
  await busy.close()
}

async function repeats() {
  const repeated = queue('repeated')
  await repeated.upsertJobScheduler('tick', { every: 100, limit: 5 }, { name: 'tick', data: { a: 1 } })
  let ticks = 0
  const busy = await worker('repeated', async (job) => (ticks += job.data.a))
  await until('repeated jobs', async () => ticks >= 5)
  outcome('scheduler', (await repeated.getJobSchedulers()).map(({ key, every, limit }) => ({ key, every, limit })))
  await repeated.removeJobScheduler('tick')
  await busy.close()
  expect('repeats', ticks, 5)
}

async function limits() {
  const limited = queue('limited')
  await limited.addBulk(Array.from({ length: 20 }, (_, n) => ({ name: 'n', data: { n } })))
  const start = Date.now()
  const busy = await worker('limited', async () => {}, { limiter: { max: 5, duration: 300 }, concurrency: 20 })
  await until('rate-limited jobs', async () => (await limited.getCompletedCount()) === 20)
  // 20 jobs, 5 in 300 ms: three waits at least.
  expect('the limiter slows down', Date.now() - start >= 850, true)
  await busy.close()
}

async function failures() {
  const failing = queue('failing')
  await failing.add('never', {}, { attempts: 3, backoff: { type: 'fixed', delay: 50 } })
  await failing.add('later', {}, { attempts: 5, backoff: { type: 'exponential', delay: 20 } })
  await failing.add('gone', {}, { removeOnFail: true })
  const events = new QueueEvents('failing', { connection })
  await events.waitUntilReady()
  open.push(events)
  const tries = {}
  const busy = await worker('failing', async (job) => {
    tries[job.name] = (tries[job.name] ?? 0) + 1
    if (job.name !== 'later' || tries.later < 4) throw new Error(`no ${job.name}`)
    return 'at last'
  })
  await until('failing jobs', async () => {
    const { failed, completed } = await failing.getJobCounts()
    return failed === 1 && completed === 1 && tries.gone === 1
  })
  expect('tries', tries, { never: 3, later: 4, gone: 1 })
  const [failed] = await failing.getFailed()
  expect('a failed job', [failed.name, failed.failedReason, failed.attemptsMade], ['never', 'no never', 3])
  await failed.retry()
  await until('a retried job', () => tries.never === 4)
  await until('its failure', async () => (await failing.getFailedCount()) === 1)
  const [completed] = await failing.getCompleted()
  expect('a completed job', [completed.name, completed.returnvalue], ['later', 'at last'])
  await busy.close()
}

async function flows() {
  const flows = new FlowProducer({ connection })
  open.push(flows)
  queue('parents')
  const children = [1, 2, 3].map((n) => ({ name: 'child', queueName: 'children', data: { n } }))
  const flow = await flows.add({ name: 'parent', queueName: 'parents', children })
  const child = await worker('children', async (job) => job.data.n * 10)
  let values
  const parent = await worker('parents', async (job) => {
    values = Object.values(await job.getChildrenValues()).sort()
    return values.length
  })
  await until('a flow', async () => (await flow.job.getState()) === 'completed')
  expect('values of children', values, [10, 20, 30])
  await child.close()
  await parent.close()
}

async function leftovers() {
  const cleaned = queue('cleaned')
  await cleaned.addBulk(Array.from({ length: 50 }, (_, n) => ({ name: 'n', data: { n }, opts: { jobId: `j${n}` } })))
  await cleaned.add('again', {}, { jobId: 'j3' })
  await cleaned.remove('j4')
  const busy = await worker('cleaned', async () => {})
  await until('jobs', async () => (await cleaned.getCompletedCount()) === 49)
  await busy.close()
  outcome('cleaned', (await cleaned.clean(0, 20, 'completed')).length)
  expect('after cleaning', await counts(cleaned), { completed: 29 })
  const emptied = queue('emptied')
  await emptied.addBulk(Array.from({ length: 10 }, (_, n) => ({ name: 'n', data: { n } })))
  await emptied.drain()
  expect('after draining', await counts(emptied), {})
  await emptied.obliterate()
}

for (const part of [many, order, delays, repeats, limits, failures, flows, leftovers]) await part()
const redis = new Redis(port, host)
await keys(redis)
await redis.quit()
await Promise.all(open.map((one) => one.close()))
