/** The journal refuses what cannot be; the daemon ends, and the next one does not come to the same end. */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Instant } from '../../daemon/core/time.js'
import { keepBroken, RefusedCall, takeBroken } from '../../daemon/journal/refused-call.js'
import { type VirtualClock, virtualClock } from '../../daemon/run/virtual-clock.js'
import { aCue, aProgramme, at, every } from '../builders.js'
import { aJournal, type Kept } from '../journal/a-journal.js'
import { aLoop } from '../journal/a-loop.js'

const MARKET = 'market@2026-11-23T09:00'
const programmes = [aProgramme({ cues: [aCue('pitch', every(20))] })]

/** Until the time has come, or the journal refuses something: then what it was. */
async function runUntil(kept: Kept, clock: VirtualClock, until: Instant) {
  const broken = takeBroken(kept.folder)
  let refused: unknown
  const loop = aLoop(
    kept,
    clock,
    programmes,
    () => {},
    broken ? { broken } : {},
    (error) => {
      refused ??= error
      queueMicrotask(() => loop.abandon())
    },
  )
  await clock.passUntil(until)
  if (refused === undefined) loop.stop()
  else loop.abandon()
  if (refused instanceof RefusedCall) keepBroken(kept.folder, refused)
  else if (refused !== undefined) throw refused
  return refused
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
  const { airings } = kept.journal.load()
  expect(airings[MARKET as never]).toMatchObject({
    ...{ situation: 'on-air', parked: expect.stringContaining('a second time') },
  })
  // Parked it was kept, and is closed at its end.
  expect(await runUntil(kept, clock, at('10:05'))).toBeUndefined()
  const closed = kept.rows("select * from intent where type = 'close'")
  expect(closed.length).toBeGreaterThan(0)
})

test('a daemon that is killed before it could park anything leaves it to the next but one', async () => {
  using kept = aJournal()
  const clock = virtualClock(at('08:59:50'))
  sentBefore(kept, 1)
  expect(await runUntil(kept, clock, at('09:00:41'))).toBeInstanceOf(RefusedCall)
  // Killed just after it had read what was kept.
  expect(takeBroken(kept.folder)).toMatchObject({ airing: MARKET })
  expect(await runUntil(kept, clock, at('09:00:42'))).toBeInstanceOf(RefusedCall)
  expect(await runUntil(kept, clock, at('09:10'))).toBeUndefined()
  const { airings } = kept.journal.load()
  expect(airings[MARKET as never]).toMatchObject({
    ...{ situation: 'on-air', parked: expect.stringContaining('a second time') },
  })
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
    expect(takeBroken(kept.folder)).toBeUndefined()
  }
  expect(existsSync(file)).toBe(false)
})
