/** A night in which anything may happen: the core, and a far end that answers each call as the dice say. */
import { isDeepStrictEqual } from 'node:util'
import { type Action, type Call, isGuarded } from '../../../daemon/core/plan/actions.js'
import { isManned } from '../../../daemon/core/plan/airing.js'
import type { AiringId } from '../../../daemon/core/plan/calendar.js'
import { decide, nextDue, type Subject } from '../../../daemon/core/plan/decide.js'
import type { Event } from '../../../daemon/core/plan/events.js'
import { emptyState, settle } from '../../../daemon/core/plan/state.js'
import { isUnderWay } from '../../../daemon/core/plan/takeover.js'
import type { ShowId } from '../../../daemon/core/rundown/rundown.js'
import { after, type Instant, millis, minutes } from '../../../daemon/core/time.js'
import { ALWAYS, aCue, aProgramme, at, end, every, following, once, start } from '../../builders.js'
import { answer, chosen, hint, said, stray } from './any-far-end.js'
import { DEMO, someFacts, stopped, throughJson } from './builders.js'

export interface Step {
  readonly what:
    | 'answer'
    | 'pass'
    | 'hint'
    | 'stray'
    | 'say'
    | 'stop'
    | 'start'
    | 'reload'
    | 'withdraw'
    | 'crash'
  /** Which of those there are. */
  readonly pick: number
  /** What the far end makes of it. */
  readonly as: number
  readonly wait: number
}

const CUES = [
  aCue('welcome', start(), { doubt: 'must' }),
  aCue('prices', following('welcome')),
  aCue('pitch', every(20)),
  aCue('notice', every(45), { urgency: 'priority', doubt: 'never-twice' }),
  aCue('goodbye', end(30)),
]
const ten = { schedule: [once('2026-11-23T09:00:00', minutes(10))], cues: CUES }
const SHOWS = [
  aProgramme(ten),
  aProgramme({ ...ten, show: 'rival' }),
  aProgramme({ ...ten, show: 'evening', schedule: [once('2026-11-23T09:20:00', minutes(10))] }),
  aProgramme({ show: 'shop', schedule: [ALWAYS], cues: CUES.slice(0, 4) }),
]
const SLICE = 4_000
const DEADLINE = 10_000
/** The dice that leave every answer open. */
const AMBIGUOUS = 9

/** Somebody due again at once, more often than this, would spin. */
const SPINS_MAX = 12

export function anyNight(slots: number, queueShare: number) {
  const state = emptyState()
  let now = at('08:58')
  let out: { readonly call: Call; readonly at: Instant }[] = []
  let serial = 0
  const keys = new Set<string>()
  const aired = new Map<string, string>()
  const wrong: string[] = []
  const fail = (says: string) => wrong.push(says)

  take({ type: 'account-taken-in', account: someFacts({ slots, queueShare }) })
  for (const programme of SHOWS) take({ type: 'show-taken-in', programme })

  function take(event: Event): void {
    const turn = { event, now, roll: 0.5 }
    const { changes, actions } = decide(state, turn)
    const again = decide(throughJson(state), turn)
    if (!isDeepStrictEqual(written(again), written({ changes, actions })))
      fail(`another decision after a round trip through JSON: ${JSON.stringify(event)}`)
    settle(state, changes)
    actions.forEach(check)
    invariants(event)
  }

  function check(action: Action): void {
    if (action.type === 'record' || action.type === 'tell' || action.type === 'resolve') return
    out.push({ call: action, at: now })
    if (!isGuarded(action)) return
    if (keys.has(action.key)) fail(`the key ${action.key} came twice`)
    keys.add(action.key)
    if (action.type === 'close-stranger') {
      if (state.sessions[action.session]) fail('closed a session of ours as a stranger')
      return
    }
    const airing = state.airings[action.airing]
    const session = airing && isManned(airing) ? airing.session : undefined
    if (action.type === 'go-live' && airing && now < airing.startsAt) fail('started early')
    if (action.class !== 'airing') return
    if (session?.situation !== 'live' || session.id !== action.session)
      fail(`${action.type} to a session that is not live`)
    const once = `${action.takeover}/${action.gen}`
    if (aired.has(once)) fail(`${once} was sent twice`)
    aired.set(once, action.key)
  }

  function invariants(event: Event): void {
    const says = (what: string) => fail(`${what} after ${event.type}`)
    const desk = state.accounts[DEMO]
    const manned = Object.values(state.airings).filter(isManned)
    const open = manned.filter(({ session }) => !['wanted', 'over'].includes(session.situation))
    if (!desk || desk.holding.length > slots) says('more slots held than there are')
    if (open.length > slots) says('more sessions than slots')
    for (const { id, takeovers } of manned) {
      if (takeovers.filter(isUnderWay).length > 1) says('two enqueues under way')
      if (new Set(takeovers.map(({ id, gen }) => `${id}#${gen}`)).size < takeovers.length)
        says('one takeover twice')
      if (open.some((airing) => airing.id === id) && !desk?.holding.includes(id))
        says('a session without a slot')
    }
    if (out.filter(({ call }) => call.type === 'open').length > 1) says('two openings under way')
  }

  /** Everything that is due is looked at, and must come to rest. */
  function lookAtDue(): void {
    for (let round = 0; ; round++) {
      const due = subjects().filter(({ subject }) => nextDue(state, subject) <= now)
      if (due.length === 0) return
      if (round > SPINS_MAX) {
        fail(`never at rest: ${JSON.stringify(due[0])}`)
        return
      }
      for (const { event } of due) take(event)
    }
  }

  function subjects(): readonly { readonly subject: Subject; readonly event: Event }[] {
    return [
      ...(Object.keys(state.airings) as AiringId[]).map((airing) => ({
        subject: { airing },
        event: { type: 'airing-due' as const, airing },
      })),
      ...(Object.keys(state.shows) as ShowId[]).map((show) => ({
        subject: { show },
        event: { type: 'show-due' as const, show },
      })),
      { subject: { account: DEMO }, event: { type: 'account-due' as const, account: DEMO } },
    ]
  }

  function answerTo(asked: (typeof out)[number], as: number): void {
    out = out.filter((other) => other !== asked)
    const { call } = asked
    const event = answer(call, as, state, serial++)
    const key = 'key' in call ? call.key : undefined
    if ('outcome' in event && event.outcome.is === 'not-applied')
      for (const [once, by] of aired) if (by === key) aired.delete(once)
    take(event)
  }

  /** Every call is answered within its deadline, if only by the deadline. */
  function pass(wait: number): void {
    now = after(now, millis(wait))
    for (const asked of out.filter(({ at: since }) => now > since + DEADLINE)) {
      answerTo(asked, AMBIGUOUS)
    }
    lookAtDue()
  }

  function step({ what, pick, as, wait }: Step): void {
    const airing = chosen(Object.values(state.airings), pick)
    const show = chosen(SHOWS, pick)
    switch (what) {
      case 'answer': {
        const asked = chosen(out, pick)
        if (asked) answerTo(asked, as)
        break
      }
      case 'pass':
        for (let left = wait; left > 0; left -= SLICE) pass(Math.min(left, SLICE))
        break
      case 'hint':
        take(hint(airing, as))
        break
      case 'stray':
        if (airing) take(stray(airing, as))
        break
      case 'say':
        if (airing) take(said(airing, as))
        break
      case 'stop':
        if (airing) take(stopped(airing.id, as % 2 === 0))
        break
      case 'start':
        if (show) take({ type: 'operator-started', show: show.show, again: airing?.id })
        break
      case 'reload':
        if (show)
          take({ type: 'show-taken-in', programme: { ...show, version: `v${(as % 3) + 1}` } })
        break
      case 'withdraw':
        if (show) take({ type: 'show-withdrawn', show: show.show })
        break
      case 'crash':
        out = []
        for (const { id } of Object.values(state.airings).filter(isManned))
          take({ type: 'woke', airing: id })
        break
    }
    lookAtDue()
  }

  return { step, wrong, state, now: () => now }
}

const written = ({ changes, actions }: ReturnType<typeof decide>) =>
  throughJson([
    ...Object.values(changes).map((changed: ReadonlyMap<string, unknown>) => [...changed]),
    actions,
  ])
