import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { timeOf, wholeProcess } from '../../daemon/commands/thread-time.js'

/** Says what Linux calls it, and then only waits. */
const IDLE = `const { parentPort } = require('node:worker_threads')
let task = ''
try { task = require('node:fs').readlinkSync('/proc/thread-self') } catch {}
parentPort.on('message', () => {})
parentPort.postMessage(task)`

test.runIf(process.platform === 'linux')(
  'what another thread computes is not laid at the door of one that waits',
  async () => {
    const worker = new Worker(IDLE, { eval: true })
    const task = await new Promise<string>((resolve) => worker.once('message', resolve))
    const own = timeOf(task)
    const [mine, all] = [own(), wholeProcess()]
    while (wholeProcess() - all < 200) Math.random()
    expect(own() - mine).toBeLessThan(100)
    await worker.terminate()
  },
)

test('a thread nobody can ask about has the time of the process', () => {
  const before = wholeProcess()
  expect(timeOf('')()).toBeGreaterThanOrEqual(before)
})
