/** A rundown is changed on air: nothing airs twice for it, under whichever name. */
import { expect, test } from 'vitest'
import type { SessionId, TraceId } from '../../../daemon/core/plan/events.js'
import { applied } from '../../../daemon/core/plan/outcome.js'
import { aCue, aProgramme, aTakeoverScript, every, following, start } from '../../builders.js'
import {
  commanded,
  guarded,
  MARKET,
  onAir,
  opened,
  past,
  S1,
  S2,
  type Station,
} from './builders.js'

const of = (session: SessionId) => ({ airing: MARKET, session })

function live(station: Station, session: SessionId, at: number) {
  const outcome = applied(true as const)
  station.take(opened(session, 'ready'), past(at))
  station.take({ type: 'went-live', ...of(session), outcome }, past(at + 1))
  const seen = { type: 'seen', ...of(session), outcome: applied('live' as const) } as const
  return station.take(seen, past(at + 2))
}

const lost = (station: Station, session: SessionId, at: number) =>
  station.take({ type: 'seen', ...of(session), outcome: applied('dropped' as const) }, past(at))

test('a cue that waits for a session, is moved and then given another text airs at its new time only', () => {
  const station = onAir([aProgramme({ cues: [aCue('pitch', start(600))] })])
  lost(station, S1, 595)
  live(station, S2, 597)
  station.take(commanded({ type: 'hold', until: past(900) }), past(599.6))
  station.due(past(600))
  expect(station.takeovers()).toMatchObject([{ cue: 'pitch', situation: 'waiting' }])
  lost(station, S2, 610)
  const saved = (version: string, say: string, at: number) => {
    const cues = [aCue('pitch', start(1_200), { script: aTakeoverScript({ say }) })]
    station.take({ type: 'show-taken-in', programme: aProgramme({ version, cues }) }, past(at))
  }
  saved('v2', 'This is what it says at first, in ten words.', 612)
  expect(station.takeovers()).toMatchObject([{ unwanted: { reason: 'REMOVED' } }])
  saved('v3', 'This is what it says in the end, in ten words.', 614)
  station.take(commanded({ type: 'release' }), past(615))
  const enqueues = (acts: Parameters<typeof guarded>[0]) =>
    guarded(acts).filter(({ type }) => type === 'enqueue')
  expect(enqueues(live(station, 's3' as SessionId, 617))).toEqual([])
  expect(enqueues(station.due(past(1_200)))).toHaveLength(1)
})

test('what follows a cue that comes again and again is called under another name by each, also when it was moved', () => {
  const show = (version: string, n: number) => {
    const cues = [
      aCue('other', start(590)),
      aCue('pitch', every(n)),
      aCue('behind', following('pitch')),
    ]
    return aProgramme({ version, cues })
  }
  const station = onAir([show('v1', 600)])
  const sent: string[] = []
  /** Whatever is sent is taken. */
  function note(acts: ReturnType<Station['due']>, now: number): void {
    for (const act of guarded(acts)) {
      if (act.type !== 'enqueue') continue
      const { takeover, gen } = act
      const taken = applied({ trace: `t${sent.length}` as TraceId, prepared: true })
      sent.push(`${takeover}/${gen}`)
      note(
        station.take({ type: 'enqueued', ...of(S1), takeover, gen, outcome: taken }, past(now)),
        now,
      )
    }
  }
  const seen = (order: readonly string[], now: number) => {
    const outcome = applied(order as readonly TraceId[])
    note(station.take({ type: 'queue-seen', ...of(S1), outcome }, past(now)), now)
  }
  note(station.due(past(590)), 590)
  seen(['t0'], 592)
  note(station.due(past(600)), 600)
  seen(['t0', 't1'], 602)
  expect(station.takeovers()).toMatchObject([
    { cue: 'other', situation: 'speaking' },
    { cue: 'pitch', situation: 'queued' },
  ])
  // Moved while it stands at the platform: it is taken back, and calls what follows it.
  note(station.take({ type: 'show-taken-in', programme: show('v2', 900) }, past(603)), 603)
  for (let n = 606; n < 612; n += 2) seen(['t0'], n)
  for (let n = 612; n < 640; n += 2) seen(n < 630 && sent.length > 2 ? ['t2'] : [], n)
  note(station.due(past(900)), 900)
  for (let n = 902; n < 960; n += 2) {
    seen(n < 930 ? [`t${sent.length - 1}`] : [], n)
    note(station.due(past(n + 1)), n + 1)
  }
  const behind = sent.filter((one) => one.includes('/behind'))
  expect(behind.length).toBe(2)
  expect(new Set(sent).size).toBe(sent.length)
})
