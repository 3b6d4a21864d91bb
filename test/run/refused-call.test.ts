/** The journal refuses what cannot be; the daemon ends, and the next one does not come to the same end. */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Instant } from '../../daemon/core/time.js'
import {
  brokenIn,
  forgetBroken,
  keepBroken,
  RefusedCall,
} from '../../daemon/journal/refused-call.js'
import { type VirtualClock, virtualClock } from '../../daemon/run/virtual-clock.js'
import { aCue, aProgramme, at, every } from '../builders.js'
import { aJournal, type Kept } from '../journal/a-journal.js'
import { aLoop } from '../journal/a-loop.js'

const MARKET = 'market@2026-11-23T09:00'
const programmes = [aProgramme({ cues: [aCue('pitch', every(20))] })]

/** Until the time has come, or the journal refuses something: then what it was. */
async function runUntil(kept: Kept, clock: VirtualClock, until: Instant) {
  const broken = brokenIn(kept.folder)
  const loop = aLoop(kept, clock, programmes, () => {}, broken ? { broken } : {})
  try {
    await clock.passUntil(until)
    loop.stop()
  } catch (error) {
    loop.abandon()
    if (!(error instanceof RefusedCall)) throw error
    keepBroken(kept.folder, error)
    return error
  }
  return undefined
}

/** As if a mistake had sent it before. */
const sentBefore = (kept: Kept, turn: number) =>
  kept.tamper(`insert into intent
    (key, class, type, account, airing, takeover, gen, because, at, state)
    values ('before', 'airing', 'enqueue', 'demo', '${MARKET}', '${MARKET}/pitch/${turn}', 1, '', 0, 'applied')`)

test('what was to be sent a second time ends one daemon; the next parks the airing, and the show goes on', async () => {
  using kept = aJournal()
  const clock = virtualClock(at('08:59:50'))
  sentBefore(kept, 1)
  const refused = await runUntil(kept, clock, at('09:05'))
  expect(refused).toMatchObject({ airing: MARKET, code: expect.stringMatching(/^SQLITE_CONST/) })
  expect(refused?.message).toMatch(/^enqueue:.*pitch\/1.* was to be sent a second time$/)
  expect(await runUntil(kept, clock, at('09:10'))).toBeUndefined()
  // Killed before it had forgotten it: the same once more, and not a second time.
  expect(await runUntil(kept, clock, at('09:11'))).toBeUndefined()
  const { airings } = kept.journal.load()
  expect(airings[MARKET as never]).toMatchObject({
    ...{ situation: 'on-air', parked: expect.stringContaining('a second time') },
  })
  forgetBroken(kept.folder)
  expect(brokenIn(kept.folder)).toBeUndefined()
  // Parked it was kept, and is closed at its end.
  expect(await runUntil(kept, clock, at('10:05'))).toBeUndefined()
  const closed = kept.rows("select * from intent where type = 'close'")
  expect(closed.length).toBeGreaterThan(0)
})

test('one that breaks again although it was parked is given up', async () => {
  using kept = aJournal()
  const clock = virtualClock(at('08:59:50'))
  expect(await runUntil(kept, clock, at('09:01'))).toBeUndefined()
  for (const says of ['the first time', 'the second time']) {
    writeFileSync(join(kept.folder, 'broken.json'), JSON.stringify({ airing: MARKET, says }))
    expect(await runUntil(kept, clock, clock.now())).toBeUndefined()
  }
  const { airings, sessions } = kept.journal.load()
  expect(airings[MARKET as never]).toMatchObject({ situation: 'lost', because: 'the second time' })
  expect(sessions).toEqual({})
  expect(kept.rows("select status from as_run where type = 'show'")).toEqual([
    { status: 'aired_partial' },
  ])
})

test('a file that is none is nothing', () => {
  using kept = aJournal()
  const file = join(kept.folder, 'broken.json')
  for (const text of ['', '[]', '{"airing":1,"says":"x"}']) {
    writeFileSync(file, text)
    expect(brokenIn(kept.folder)).toBeUndefined()
  }
  forgetBroken(kept.folder)
  expect(existsSync(file)).toBe(false)
})
