// Bull and bee-queue: 1,000 jobs each, one that waits and one that fails.

import BeeQueue from 'bee-queue'
import Bull from 'bull'
import { Redis } from 'ioredis'
import { expect, host, keys, outcome, port, until } from './outcome.js'

const redis = { host, port }
const numbers = Array.from({ length: 1000 }, (_, n) => n)

// Works off a queue; `done` says whether one job has failed for good and all others are through.
async function workOff(name, queue, done) {
  const seen = { sum: 0, failures: 0 }
  queue.process(10, async ({ data }) => {
    if (data.fails) {
      seen.failures++
      throw new Error('as wanted')
    }
    return (seen.sum += data.n)
  })
  await until(`jobs of ${name}`, done)
  expect(`${name}: sum`, seen.sum, 499500)
  expect(`${name}: failures`, seen.failures, 3)
  return seen
}

async function bull() {
  const queue = new Bull('bull', { redis })
  await queue.addBulk(numbers.map((n) => ({ data: { n } })))
  await queue.add({ n: 0 }, { delay: 300 })
  await queue.add({ n: 0, fails: true }, { attempts: 3, backoff: 20 })
  const seen = await workOff('Bull', queue, async () => {
    const { completed, failed } = await queue.getJobCounts()
    return completed === 1001 && failed === 1
  })
  await queue.pause()
  await queue.add({ n: 7 })
  outcome('Bull: counts while paused', await queue.getJobCounts())
  await queue.resume()
  await until('the job of a resumed queue', () => seen.sum === 499507)
  await until('its end', async () => (await queue.getJobCounts()).completed === 1002)
  outcome('Bull: cleaned', (await queue.clean(0, 'failed')).length)
  outcome('Bull: counts', await queue.getJobCounts())
  await queue.close()
}

async function beeQueue() {
  const queue = new BeeQueue('bee', { redis, removeOnSuccess: false, activateDelayedJobs: true })
  await queue.ready()
  const errors = await queue.saveAll(numbers.map((n) => queue.createJob({ n })))
  expect('bee-queue: jobs that were not saved', errors.size, 0)
  await queue.createJob({ n: 0 }).delayUntil(Date.now() + 300).save()
  await queue.createJob({ n: 0, fails: true }).retries(2).save()
  await workOff('bee-queue', queue, async () => {
    const { succeeded, failed } = await queue.checkHealth()
    return succeeded === 1001 && failed === 1
  })
  const { newestJob, ...health } = await queue.checkHealth()
  outcome('bee-queue: health', health)
  await queue.removeJob('1')
  outcome('bee-queue: stalled jobs', await queue.checkStalledJobs())
  await queue.close()
}

await bull()
await beeQueue()
const client = new Redis(redis)
await keys(client)
await client.quit()
process.exit(0)
