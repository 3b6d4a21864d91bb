import { expect, test } from 'vitest'
import type { Programme } from '../../daemon/core/compile/programme.js'
import { after, days, minutes } from '../../daemon/core/time.js'
import { openJournal } from '../../daemon/journal/journal.js'
import { SLICE } from '../../daemon/journal/kept.js'
import { verifyJournal } from '../../daemon/journal/verify.js'
import { virtualClock } from '../../daemon/run/virtual-clock.js'
import { aCue, aProgramme, at, once, start } from '../builders.js'
import { aJournal, type Kept } from './a-journal.js'
import { aLoop } from './a-loop.js'

const LONG = 3 * SLICE - 50

const long = (version: string, cues = LONG): Programme =>
  aProgramme({
    version,
    cues: Array.from({ length: cues }, (_, n) => aCue(`item-${n}`, start(600 + n))),
    schedule: [once('2026-11-23T09:00:00', minutes(60))],
  })

const slices = (kept: Kept) => kept.rows('select name, json from kept')
const programmes = (kept: Kept) => kept.rows("select json from snapshot where kind = 'programmes'")
const verify = (kept: Kept) => verifyJournal(kept.folder, 'v1')
const written = (value: unknown) => JSON.parse(JSON.stringify(value))

/** A day on which a long rundown is on air, and is edited. */
async function aLongDay(kept: Kept): Promise<void> {
  const clock = virtualClock(at('08:58:50'))
  kept.journal.begin(clock.now(), 'v1')
  const loop = aLoop(kept, clock, [long('a')])
  await clock.passUntil(at('09:00:30'))
  const { cues, ...rest } = long('b')
  const [, ...others] = cues
  loop.post({
    type: 'show-taken-in',
    programme: { ...rest, cues: [aCue('item-0', start(900)), ...others] },
  })
  await clock.passUntil(at('09:01'))
  loop.stop()
}

test('the cues of a long rundown stand apart, and come back whole', async () => {
  using kept = aJournal()
  await aLongDay(kept)
  for (const { json } of programmes(kept)) expect(String(json).length).toBeLessThan(4_000)
  const { programmes: loaded } = kept.journal.load()
  expect(Object.values(loaded).map(({ cues }) => cues.length)).toContain(LONG)
  const b = Object.values(loaded).find(({ version }) => version === 'b')
  expect(written(b?.cues.slice(1))).toEqual(written(long('b').cues.slice(1)))
  expect(verify(kept)).toMatchObject({ turns: { findings: [] }, folded: [{ differs: [] }] })
})

test('what two versions have in common is there once', async () => {
  using kept = aJournal()
  await aLongDay(kept)
  expect(slices(kept)).toHaveLength(4)
})

test('a short rundown stands in its rows', () => {
  using kept = aJournal()
  const loop = aLoop(kept, virtualClock(at('08:00')), [long('a', SLICE)])
  loop.stop()
  expect(slices(kept)).toEqual([])
  expect(String(programmes(kept)[0]?.json)).toContain('item-7')
})

test('written ahead, slice by slice, the turn itself writes none of it', () => {
  using kept = aJournal()
  const programme = long('a')
  const ahead = kept.journal.keepAhead(programme)
  const counts: number[] = []
  while (!ahead.next().done) counts.push(slices(kept).length)
  expect(counts).toEqual([1, 2, 3])
  const before = slices(kept).map(({ name }) => name)
  aLoop(kept, virtualClock(at('08:00')), [programme]).stop()
  expect(slices(kept).map(({ name }) => name)).toEqual(before)
  expect(verify(kept)?.turns.findings).toEqual([])
})

test('written ahead in part, the turn writes the rest', () => {
  using kept = aJournal()
  const programme = long('a')
  kept.journal.keepAhead(programme).next()
  aLoop(kept, virtualClock(at('08:00')), [programme]).stop()
  expect(slices(kept)).toHaveLength(3)
  expect(Object.values(kept.journal.load().programmes)[0]?.cues).toHaveLength(LONG)
})

test('slices that are gone again, as after a commit that failed, are written anew', () => {
  using kept = aJournal()
  const programme = long('a')
  const ahead = kept.journal.keepAhead(programme)
  while (!ahead.next().done) {}
  kept.tamper('delete from kept')
  aLoop(kept, virtualClock(at('08:00')), [programme]).stop()
  expect(Object.values(kept.journal.load().programmes)[0]?.cues).toHaveLength(LONG)
})

test('a slice that was changed behind the journal’s back is named', async () => {
  using kept = aJournal()
  await aLongDay(kept)
  kept.tamper("update kept set json = replace(json, 'item-7', 'item-x') where json like '%item-7%'")
  const verified = verify(kept)
  expect(verified?.turns.findings.join()).toMatch(/cues \w{8}…: were changed after they were/)
})

test('a slice that is missing is told, by those who check it and by those who read it', async () => {
  using kept = aJournal()
  await aLongDay(kept)
  kept.tamper("delete from kept where json like '%item-7%'")
  const missing = /names cues that it does not hold .* put back a backup/
  expect(
    verify(kept)
      ?.folded.flatMap(({ differs }) => differs)
      .join(),
  ).toMatch(missing)
  expect(() => openJournal(kept.folder).load()).toThrow(missing)
})

test('a version that no turn and no state names any more is pruned, the one in force stays', async () => {
  using kept = aJournal()
  await aLongDay(kept)
  kept.journal.begin(at('09:02'), 'v1')
  while (kept.journal.prune(after(at('09:02'), days(1)))) {}
  const { programmes: left } = kept.journal.load()
  expect(Object.values(left).map(({ version }) => version)).toEqual(['b'])
  expect(slices(kept)).toHaveLength(3)
  expect(verify(kept)).toMatchObject({ turns: { findings: [] }, folded: [{ differs: [] }] })
})
