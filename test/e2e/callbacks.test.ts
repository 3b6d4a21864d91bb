import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../../daemon/config.js'
import type { Log } from '../../daemon/log.js'
import { withBooks } from '../../daemon/run/books.js'
import { openClock } from '../../daemon/run/clock.js'
import { runStation } from '../../daemon/run/station.js'
import { standIns } from '../../daemon/stand-in/stand-ins.js'
import { aFolder, rowsIn } from '../journal/a-journal.js'
import { aRundown, aStation } from './a-station.js'

const QUIET: Log = { info: () => {}, warn: () => {}, alert: () => {} }

const NOTHING = { good: [], bad: [] }

test('a callback that comes while the daemon is still starting is stored, answered 200 and read', async () => {
  using folder = aFolder()
  const file = join(folder.path, 'config.yaml')
  writeFileSync(
    file,
    'accounts: { demo: { platform: softsugar, standIn: true } }\nhttp: { port: 0 }\n',
  )
  const { config } = loadConfig(file, {})
  if (!config) throw new Error('the config is wrong')
  const open = standIns.softsugar
  const statuses: number[] = []
  const impatient: typeof open = async (wish) => {
    const body = '{"sessionId":"unheard-of","status":50}'
    const headers = { 'content-type': 'application/json' }
    statuses.push((await fetch(wish.callbackUrl, { method: 'POST', body, headers })).status)
    if (!open) throw new Error('no stand-in')
    return open(wish)
  }
  Object.assign(standIns, { softsugar: impatient })
  try {
    const orders = {
      config,
      programmes: [],
      incomplete: false,
      shelf: {
        read: async () => NOTHING,
        watch: async () => ({ [Symbol.asyncDispose]: async () => {} }),
      },
      reading: NOTHING,
      log: QUIET,
      leave: AbortSignal.abort(),
    }
    const { now } = openClock()
    await withBooks({ config, moved: false, now }, (books) => runStation(orders, books))
  } finally {
    Object.assign(standIns, { softsugar: open })
  }
  expect(statuses).toEqual([200])
  const journal = join(config.data, 'journal.db')
  expect(rowsIn(journal, 'select body from inbox where done_at is not null')).toHaveLength(1)
  expect(
    rowsIn(journal, 'select event from turn').some(({ event }) => /hinted/.test(String(event))),
  ).toBe(true)
})

test('a show comes on air and airs its cues without a single callback', async () => {
  const cue = 'cue: pitch, every: 3s, say: This is what we have for you today.'
  await using station = await aStation({
    rundowns: { 'shop.yaml': aRundown('shop', 'always: true', cue) },
    faults: 'init=2s,lose-callbacks=1',
  })
  const config = join(station.folder, 'config.yaml')
  writeFileSync(config, readFileSync(config, 'utf8').replace(/ *callbackSecret.*\n/, ''))
  const daemon = await station.run()
  await daemon.said(/AIRED pitch/)
  expect(station.summary().refusedRequests).toBe(0)
})
