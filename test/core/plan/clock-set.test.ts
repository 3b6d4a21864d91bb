/** A station on air whose clock is set: what it does then is what it would have done, an hour sooner or later. */
import { describe, expect, test } from 'vitest'
import type { PlannedCue } from '../../../daemon/core/compile/programme.js'
import type { Action } from '../../../daemon/core/plan/actions.js'
import { isManned } from '../../../daemon/core/plan/airing.js'
import type { Event, TraceId } from '../../../daemon/core/plan/events.js'
import { ambiguous, applied, notApplied } from '../../../daemon/core/plan/outcome.js'
import { takeoverId } from '../../../daemon/core/plan/takeover.js'
import {
  after,
  type Duration,
  days,
  hours,
  type Instant,
  minutes,
  seconds,
} from '../../../daemon/core/time.js'
import { ALWAYS, aCue, aProgramme, aTakeoverScript, at, daily, start } from '../../builders.js'
import {
  aStation,
  commanded,
  DEMO,
  MARKET,
  NINE,
  onAir,
  opened,
  past,
  rows,
  S1,
  type Station,
  saying,
  someFacts,
  stopped,
  trace,
  types,
} from './builders.js'

const HOUR_BACK = hours(-1)
const back = (n: number) => past(n - 3_600)
const moved = (by: Duration) => ({ type: 'clock-moved', by, paused: seconds(0) }) as const
const of = { airing: MARKET, session: S1 } as const
const [T1, T2] = [trace('t1'), trace('t2')]

const seen = (...order: readonly TraceId[]) =>
  ({ type: 'queue-seen', ...of, outcome: applied(order) }) as const
const unread = { type: 'queue-seen', ...of, outcome: ambiguous('timeout') } as const
const running = (): Event => ({ type: 'running-seen', account: DEMO, outcome: applied([]) })
const speaks = (how: 'cut' | 'wait') => commanded({ type: 'speak', how, longest: minutes(5) })

/** The platform takes the cue. */
const taken = (station: Station, cue: string, id: TraceId, now: Instant, prepared = true) =>
  station.take(
    {
      type: 'enqueued',
      ...of,
      takeover: takeoverId(MARKET, cue, 0),
      gen: 1,
      outcome: applied({ trace: id, prepared }),
    },
    now,
  )

/** `a` is due a second after nine, and the platform has it. */
function withA(more: Partial<PlannedCue> = {}, ...others: readonly PlannedCue[]): Station {
  const station = onAir([aProgramme({ cues: [aCue('a', start(1), more), ...others] })])
  station.due(past(1))
  taken(station, 'a', T1, past(1.5))
  return station
}

describe('set back by an hour', () => {
  test('while an opening is under way: it is asked for again after a minute, not after an hour', () => {
    const station = aStation()
    station.due(at('08:56'))
    station.take(moved(HOUR_BACK), at('07:56:02'))
    station.take({ type: 'opened', airing: MARKET, outcome: ambiguous('timeout') }, at('07:56:08'))
    const opens = secondsUntil('open', 600, (n) => {
      const now = after(at('07:56'), seconds(n))
      const asked = station.take({ type: 'account-due', account: DEMO }, now)
      const list = types(asked).includes('look-at-running') ? station.take(running(), now) : []
      return [...asked, ...list, ...station.due(now)]
    })
    expect(opens).toBeGreaterThan(60)
    expect(opens).toBeLessThan(70)
  })

  test('while somebody waits with a microphone: the line is asked for when the queue is empty', () => {
    const station = withA()
    station.take(seen(T1), past(3))
    station.take(speaks('cut'), past(4))
    station.take(moved(HOUR_BACK), back(4.5))
    expect(types(station.take(seen(), back(6)))).toContain('open-line')
  })

  test('while somebody speaks: the line is theirs as long as they asked for', () => {
    const station = onAir([aProgramme({ cues: [] })])
    station.take(speaks('cut'), past(1))
    const line = {
      type: 'line-opened',
      ...of,
      request: 'speak',
      outcome: applied(true as const),
    } as const
    station.take(line, past(2))
    station.take(moved(HOUR_BACK), back(60))
    expect(rows(station.due(back(301)))).toEqual([])
    expect(rows(station.due(back(302)))).toMatchObject([{ says: 'its time was up' }])
  })

  test('what was asked back is asked back again after three seconds', () => {
    const station = withA({}, aCue('b', start(2)))
    station.due(past(2))
    taken(station, 'b', T2, past(2.5))
    station.take(seen(T1, T2), past(3))
    const takeover = takeoverId(MARKET, 'b', 0)
    expect(types(station.take(commanded({ type: 'cancel', takeover }), past(4)))).toContain(
      'cancel',
    )
    const lost = { takeover, gen: 1, outcome: ambiguous('timeout') } as const
    station.take({ type: 'cancel-answered', ...of, ...lost }, past(4.5))
    station.take(moved(HOUR_BACK), back(5))
    expect(types(station.take(seen(T1, T2), back(6)))).not.toContain('cancel')
    expect(types(station.take(seen(T1, T2), back(7)))).toContain('cancel')
  })

  test('what speaks goes on: its next sentences are sent', () => {
    const say =
      `${'This is one sentence of a long item that speaks for about six seconds. '}`.repeat(8)
    const station = withA({ script: aTakeoverScript({ say }) })
    station.take(moved(HOUR_BACK), back(2))
    station.take(seen(T1), back(3))
    station.due(back(4))
    expect(station.takeovers().map(({ situation }) => situation)).toEqual(['speaking', 'sent'])
  })

  test('what an operator said is sent as soon as the platform has answered', () => {
    const station = onAir([aProgramme({ cues: [aCue('a', start(1))] })])
    station.due(past(1))
    station.take(commanded(saying()), past(1.2))
    station.take(moved(HOUR_BACK), back(1.4))
    expect(types(taken(station, 'a', T1, back(1.6)))).toContain('enqueue')
  })

  test('what is held is held as long as was asked for', () => {
    const station = onAir([aProgramme({ cues: [] })])
    station.take(commanded({ type: 'hold', until: past(60) }), past(0))
    station.take(commanded(saying()), past(10))
    station.take(moved(HOUR_BACK), back(20))
    expect(types(station.due(back(59)))).not.toContain('enqueue')
    expect(types(station.due(back(60)))).toContain('enqueue')
  })

  test('what was over before it was asked back is not called cut, and does not begin anew', () => {
    const station = withA({ onCut: 'restart' })
    station.take(seen(T1), past(2))
    station.take(moved(HOUR_BACK), back(4))
    // It was over at about 20, and nobody read the queue then.
    station.take(speaks('cut'), back(26))
    station.take(unread, back(27))
    station.due(back(29.5))
    const acts = [...station.take(seen(), back(30)), ...station.due(back(31))]
    expect(rows(acts).map(({ status }) => status)).toEqual(['aired_unconfirmed'])
    expect(station.takeovers()).toEqual([])
  })

  test('what is heard whole is aired', () => {
    const station = withA()
    station.take(seen(T1), past(3))
    station.take(moved(HOUR_BACK), back(4))
    const acts: Action[] = []
    for (let n = 6; n < 30; n += 2) acts.push(...station.take(seen(T1), back(n)))
    acts.push(...station.take(seen(), back(32)), ...station.due(back(33)))
    expect(rows(acts)).toMatchObject([{ status: 'aired', startedAt: back(3), endedAt: back(32) }])
  })

  test('a channel without an end that was given up is tried anew', () => {
    const station = aStation([aProgramme({ schedule: [ALWAYS] })], {}, NINE)
    const [show] = Object.values(station.state.shows)
    station.take(moved(HOUR_BACK), back(60))
    expect(station.nextDue({ show: show?.id ?? aProgramme().show })).toBeLessThanOrEqual(back(60))
  })
})

describe('set on', () => {
  const HALF_AN_HOUR = minutes(30)
  const on = (n: number) => past(n + 1_800)

  test('an opening in doubt is looked for a minute before another is paid for', () => {
    const station = aStation()
    station.due(at('08:56'))
    station.take({ type: 'opened', airing: MARKET, outcome: ambiguous('timeout') }, at('08:56:10'))
    station.take(running(), at('08:56:11'))
    station.take(moved(HALF_AN_HOUR), at('09:26:12'))
    const early = [...station.take(running(), at('09:26:13')), ...station.due(at('09:26:14'))]
    expect(types(early)).not.toContain('open')
    const late = [...station.take(running(), at('09:27:01')), ...station.due(at('09:27:02'))]
    expect(types(late)).toContain('open')
  })

  test('a session that was opened a moment ago is not closed as never ready', () => {
    const station = aStation()
    station.due(at('08:56'))
    station.take(opened(S1, 'initialising'), at('08:56:05'))
    expect(types(station.take(moved(HALF_AN_HOUR), at('09:26:06')))).not.toContain('close')
  })

  test('what is being prepared since a second is not taken back', () => {
    const station = onAir([aProgramme({ cues: [aCue('a', start(1))] })])
    station.due(past(1))
    taken(station, 'a', T1, past(2), false)
    expect(types(station.take(moved(HALF_AN_HOUR), on(3)))).not.toContain('cancel')
    expect(station.takeovers()).toMatchObject([{ situation: 'preparing', acceptedAt: on(2) }])
  })

  test('by a month, and put right: what was stopped stays stopped, and the days to come are planned', () => {
    const month = days(30)
    const station = onAir([aProgramme({ schedule: [daily({})] })])
    station.take(stopped(), past(60))
    const closed = { type: 'seen', ...of, outcome: applied('closed' as const) } as const
    station.take(closed, past(61))
    expect(station.airing().situation).toBe('closed')
    const { show } = aProgramme()
    const lookAgain = (by: Duration, now: Instant) => {
      station.take(moved(by), now)
      expect(station.nextDue({ show })).toBeLessThanOrEqual(now)
      station.take({ type: 'show-due', show }, now)
    }
    lookAgain(month, after(past(90), month))
    lookAgain(days(-30), past(120))
    expect(station.airing().situation).toBe('closed')
    expect(station.nextDue({ show })).toBeLessThan(after(NINE, days(1)))
  })
})

describe('set back while nobody ran', () => {
  const away = (by: Duration) => ({ ...moved(by), away: true }) as const

  test('nothing is done, and nothing aired on a mere belief, before each airing woke and was seen', () => {
    const station = onAir([aProgramme({ cues: [aCue('a', start(1))] })])
    station.due(past(1))
    const takeover = takeoverId(MARKET, 'a', 0)
    const unsent = { takeover, gen: 1, outcome: notApplied('never-sent', 'no') } as const
    station.take({ type: 'enqueued', ...of, ...unsent }, past(1.2))
    expect(types(station.take(away(seconds(-3)), past(1.5)))).toEqual([])
    const account = { type: 'account-taken-in', account: someFacts() } as const
    expect(types(station.take(account, past(1.6)))).toEqual([])
    const woken = station.take({ type: 'woke', airing: MARKET }, past(1.7))
    expect(types(woken)).toEqual(expect.arrayContaining(['beat', 'look']))
    expect(types([...woken, ...station.due(past(3))])).not.toContain('enqueue')
    const live = { type: 'seen', ...of, outcome: applied('live' as const) } as const
    expect(types(station.take(live, past(3.1)))).toContain('enqueue')
  })

  test('what woke is as old as it was when the last turn was written', () => {
    const station = withA()
    station.take(seen(T1), past(3))
    station.take(away(HOUR_BACK), back(3))
    station.take({ type: 'woke', airing: MARKET }, back(3.1))
    const airing = station.airing()
    expect(isManned(airing) && airing.session).toMatchObject({ openedAt: back(-240) })
    expect(airing.takeovers).toMatchObject([{ situation: 'speaking', startedAt: back(3) }])
  })
})

/** The first second in which it is done; never, if it is not within `most`. */
function secondsUntil(type: string, most: number, act: (n: number) => readonly Action[]): number {
  for (let n = 9; n < most; n += 1) if (types(act(n)).some((one) => one === type)) return n
  return Number.POSITIVE_INFINITY
}
