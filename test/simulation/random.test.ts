/**
 * Seeds: each draws a vendor with a personality of its own, bad weather and a few crashes, and runs a show through it.
 * What must hold is held against the stand-in's private record, not against our own log.
 * SEED=77 RUNS=1 npm run simulate replays one; RUNS=5000 runs more.
 */
import { describe, expect, test } from 'vitest'
import type { AsRunRow } from '../../daemon/core/plan/as-run.js'
import { hours, type Instant, millis, minutes, seconds } from '../../daemon/core/time.js'
import type { Profile } from '../../daemon/stand-in/softsugar/profile.js'
import type { RecordEntry } from '../../daemon/stand-in/softsugar/record.js'
import { aCue, aProgramme, at, end, every, following, once, start } from '../builders.js'
import { lots } from './lots.js'
import { aWorld, type World } from './world.js'

const FIRST = Number(process.env.SEED ?? 1)
const RUNS = Number(process.env.RUNS ?? 30)

describe('whatever the vendor, the weather and the crashes', () => {
  for (let seed = FIRST; seed < FIRST + RUNS; seed++) {
    test(`seed ${seed}: nothing airs twice, starts early, runs double or stays open`, async () => {
      const roll = lots(seed)
      const faults = personality(roll)
      const world = aWorld({ start: at('08:55'), programmes: [SHOW], faults, seed })
      try {
        await runThrough(world, roll)
        checkPromises(world)
      } catch (error) {
        console.log(`seed ${seed}`, JSON.stringify(faults))
        throw error
      } finally {
        world.close()
      }
    }, 30_000)
  }
})

const SHOW = aProgramme({
  schedule: [once('2026-11-23T09:00:00', minutes(20))],
  cues: [
    aCue('welcome', start()),
    aCue('prices', following('welcome')),
    aCue('weather', following('prices')),
    aCue('pitch', every(45)),
    aCue('breaking', start(300), { urgency: 'breaking' }),
    aCue('legal', end(300), { doubt: 'must' }),
    aCue('goodbye', end(40), { expires: seconds(20) }),
  ],
})

function personality(roll: () => number): Partial<Profile> {
  const share = (most: number, often = 0.5) => (roll() < often ? roll() * most : 0)
  const time = (most: number, often = 0.5) => millis(Math.round(share(most * 1_000, often)))
  return {
    init: time(60, 0.8),
    initFails: roll() < 0.15 ? 1 : 0,
    noSlotFor: time(120, 0.2),
    loseCallbacks: roll() < 0.2 ? 1 : share(0.5),
    repeatCallbacks: share(0.5),
    shuffleCallbacks: roll() < 0.3,
    dropAfter: roll() < 0.3 ? minutes(2 + roll() * 10) : millis(0),
    dropOnce: roll() < 0.7,
    prepare: time(14, 0.3),
    listLag: time(2, 0.3),
    runningLag: time(3, 0.3),
    loseAnswers: share(0.1),
    loseRequests: share(0.1),
    lateEffects: share(0.05, 0.3),
    http500: share(0.1, 0.3),
    cancelSilent: roll() < 0.3,
    queuedTwice: roll() < 0.3,
    readyTwice: roll() < 0.3,
    tokenRefusal: roll() < 0.5 ? 'http' : 'code',
    tokenDies: roll() < 0.2 ? minutes(5) : millis(0),
  }
}

async function runThrough({ clock, kill, boot }: World, roll: () => number): Promise<void> {
  const crashes = Array.from(
    { length: Math.floor(roll() * 4) },
    () => at('08:55') + roll() * minutes(26),
  )
  for (const crash of crashes.sort((one, other) => one - other)) {
    await clock.passUntil(Math.round(crash) as Instant)
    kill()
    await clock.pass(millis(Math.round(roll() * 20_000)))
    boot()
  }
  await clock.passUntil((at('09:20') + hours(1)) as Instant)
}

function checkPromises({ model, rows, clock, daemon }: World): void {
  const record = model.record()
  expect(doubled(record), 'a cue was spoken twice').toEqual([])
  expect(early(record), 'a show was live before its start').toEqual([])
  expect(together(record), 'two sessions were live at once').toBe(false)
  expect(model.summary(clock.now()).stillOpen, 'a session was left open').toEqual([])
  expect(phantoms(record, rows), 'the log says aired, the vendor does not').toEqual([])
  expect(
    Object.values(daemon().loop.state.airings).map(({ situation }) => situation),
  ).not.toContain('on-air')
  expect(rows.filter(({ type }) => type === 'show')).toHaveLength(1)
}

const spokenOf = (record: readonly RecordEntry[]) =>
  record.flatMap((entry) => (entry.type === 'takeover-speaking' ? [entry] : []))

/** Texts spoken more than once; pitches are counted by how often they were due. */
function doubled(record: readonly RecordEntry[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const { content } of spokenOf(record)) {
    counts.set(content.text ?? '', (counts.get(content.text ?? '') ?? 0) + 1)
  }
  const most = (text: string) => (text.includes('pitch') ? 26 : text.includes('legal') ? 2 : 1)
  return [...counts].filter(([text, count]) => count > most(text)).map(([text]) => text)
}

const early = (record: readonly RecordEntry[]) =>
  record.filter((entry) => entry.type === 'session-live' && entry.at < at('09:00'))

function together(record: readonly RecordEntry[]): boolean {
  const live = new Set<string>()
  return record.some((entry) => {
    if (entry.type === 'session-live') live.add(entry.session)
    if (entry.type === 'session-ended') live.delete(entry.session)
    return live.size > 1
  })
}

function phantoms(record: readonly RecordEntry[], rows: readonly AsRunRow[]): readonly string[] {
  const spoken = new Set<string>(spokenOf(record).map(({ trace }) => trace))
  return rows
    .filter(
      ({ type, status, trace }) =>
        type === 'takeover' && status === 'aired' && !spoken.has(trace ?? ''),
    )
    .map(({ instance }) => instance)
}
