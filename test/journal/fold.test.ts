import { describe, expect, test } from 'vitest'
import { after, days, hours, minutes, seconds } from '../../daemon/core/time.js'
import { openJournal } from '../../daemon/journal/journal.js'
import { verifyJournal } from '../../daemon/journal/verify.js'
import { virtualClock } from '../../daemon/run/virtual-clock.js'
import { aCue, aProgramme, at, every, following, once, start } from '../builders.js'
import { aFolder, aJournal, aTurn, type Kept } from './a-journal.js'
import { aLoop } from './a-loop.js'

const PROGRAMMES = [
  aProgramme({
    cues: [aCue('hi', start()), aCue('more', following('hi')), aCue('pitch', every(20))],
    schedule: [once('2026-11-23T09:00:00', minutes(10))],
  }),
]

/** Two starts on one journal, in the middle of a show. */
async function aBusyDay(kept: Kept): Promise<void> {
  const clock = virtualClock(at('08:58:50'))
  kept.journal.begin(clock.now(), 'v1')
  const first = aLoop(kept, clock, PROGRAMMES)
  await clock.passUntil(at('09:00:30'))
  first.stop()
  kept.journal.begin(clock.now(), 'v1')
  const second = aLoop(kept, clock, PROGRAMMES)
  await clock.passUntil(at('09:02'))
  kept.journal.checkpoint(clock.now())
  await clock.passUntil(at('09:03'))
  second.stop()
}

const verify = (kept: Kept, version = 'v1') => verifyJournal(kept.folder, version)

test('the turns lead to the stored state, byte for byte, over a restart and from a checkpoint in mid-air', async () => {
  using kept = aJournal()
  await aBusyDay(kept)
  const verified = verify(kept)
  expect(verified).toMatchObject({ damage: [], asRun: { findings: [] }, turns: { findings: [] } })
  expect(verified?.folded.map(({ epoch, skipped, differs }) => [epoch, skipped, differs])).toEqual([
    [1, undefined, []],
    [2, undefined, []],
    [2, undefined, []],
  ])
  for (const { turns } of verified?.folded ?? []) expect(turns).toBeGreaterThan(10)
})

test('a state that was changed behind the turns’ back is named', async () => {
  using kept = aJournal()
  await aBusyDay(kept)
  kept.tamper(`update snapshot set json = replace(json, '"sessionsUsed":1', '"sessionsUsed":2')
    where kind = 'airings'`)
  expect(verify(kept)?.folded.at(-1)?.differs).toEqual(['airings market@2026-11-23T09:00'])
})

test('turns missing at the end leave no gap, but lead to another state', async () => {
  using kept = aJournal()
  await aBusyDay(kept)
  kept.tamper('delete from turn where seq > (select max(seq) - 30 from turn)')
  const verified = verify(kept)
  expect(verified?.turns.findings).toEqual([])
  expect(verified?.folded.at(-1)?.differs).not.toEqual([])
})

test('other code is not held against these turns', async () => {
  using kept = aJournal()
  await aBusyDay(kept)
  const skipped = verify(kept, 'v2')?.folded.map((epoch) => epoch.skipped)
  expect(new Set(skipped)).toEqual(new Set(['written by version v1, this is v2']))
})

test('turns drawn together while the disk was full are said to be, not held against anything', () => {
  using kept = aJournal()
  kept.journal.begin(at('09:00'), 'v1')
  kept.journal.commit([{ ...aTurn(), standsFor: 40 }])
  expect(verify(kept)).toMatchObject({
    turns: { findings: [] },
    folded: [{ skipped: '40 turns were drawn together while the disk was full' }],
  })
})

describe('pruning', () => {
  test('takes what lies before a checkpoint of long ago, in small steps, and the rest still holds', async () => {
    using kept = aJournal()
    await aBusyDay(kept)
    const count = () => Number(kept.rows('select count(*) as n from turn')[0]?.n)
    const before = count()
    let steps = 0
    while (kept.journal.prune(after(at('09:00'), days(3)))) steps += 1
    expect(steps).toBeGreaterThan(1)
    expect(count()).toBeLessThan(before / 2)
    expect(verify(kept)).toMatchObject({ turns: { findings: [] }, folded: [{ differs: [] }] })
    kept.journal.commit([aTurn()])
    expect(kept.journal.position().turn).toBe(before + 1)
    expect(verify(kept)?.turns.findings).toEqual([])
  })

  test('between any two steps everything holds', async () => {
    using kept = aJournal()
    await aBusyDay(kept)
    do {
      const { turns, folded } = verify(kept) ?? {}
      expect(turns?.findings).toEqual([])
      expect(folded?.flatMap(({ differs }) => differs)).toEqual([])
    } while (kept.journal.prune(after(at('09:00'), days(3))))
  })

  test('leaves what is younger, and the last turn always', () => {
    using kept = aJournal()
    kept.journal.begin(at('09:00'), 'v1')
    kept.journal.commit([aTurn(), aTurn(), aTurn()])
    kept.journal.checkpoint(at('10:00'))
    expect(kept.journal.prune(at('08:00'))).toBe(false)
    expect(kept.rows('select seq from turn')).toHaveLength(3)
    while (kept.journal.prune(after(at('10:00'), hours(1)))) {}
    expect(kept.rows('select seq from turn')).toEqual([{ seq: 3 }])
  })
})

test('a crash loop without a single turn leaves one checkpoint', () => {
  using folder = aFolder()
  for (let n = 0; n < 5; n += 1) {
    using journal = openJournal(folder.path)
    journal.begin(after(at('09:00'), seconds(n)), 'v1')
  }
  expect(verifyJournal(folder.path, 'v1')?.folded.map(({ epoch }) => epoch)).toEqual([5])
})

test('of a folder without a journal there is nothing to say', () => {
  using folder = aFolder()
  expect(verifyJournal(folder.path, 'v1')).toBeUndefined()
})
