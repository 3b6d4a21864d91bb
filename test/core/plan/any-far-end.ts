/** A far end that answers as the dice say, and what else may come in of a night. */
import type { Call } from '../../../daemon/core/plan/actions.js'
import { type Airing, isManned } from '../../../daemon/core/plan/airing.js'
import type { Event, HintFacts, SessionId, TraceId } from '../../../daemon/core/plan/events.js'
import {
  ambiguous,
  applied,
  notApplied,
  type Outcome,
  type Refusal,
  type SessionState,
} from '../../../daemon/core/plan/outcome.js'
import type { State } from '../../../daemon/core/plan/state.js'
import { commanded, DEMO, saying } from './builders.js'

const STATES: readonly SessionState[] = [
  'initialising',
  'ready',
  'live',
  'live',
  'ready',
  'closed',
  'dropped',
  'unknown',
  'init-failed',
]
const REFUSALS: readonly Refusal[] = ['platform-full', 'never-sent', 'refused', 'unauthorised']
const CLAIMS: readonly HintFacts['claim'][] = ['ready', 'closed', 'queued', 'speaking', 'finished']

/** What comes back of a call; `serial` makes new ids. */
export function answer(call: Call, as: number, state: State, serial: number): Event {
  if (call.type === 'close-stranger') {
    const { account, session } = call
    return { type: 'stranger-close-answered', account, session, outcome: drawn(true, as) }
  }
  if (call.type === 'close-line') {
    const { airing, request } = call
    return { type: 'line-over', airing, request, how: 'ended', says: 'let go' }
  }
  const ofSession = 'session' in call ? { airing: call.airing, session: call.session } : undefined
  if (call.type === 'open') {
    const session = `s${serial}` as SessionId
    const first = as % 2 === 0 ? 'initialising' : 'ready'
    return { type: 'opened', airing: call.airing, outcome: drawn({ session, state: first }, as) }
  }
  if (call.type === 'look-at-running') {
    const sessions = Object.keys(state.sessions) as SessionId[]
    const list = [...sessions.slice(as % 2), `ghost${as % 3}` as SessionId]
    const outcome = drawn(
      list.map((session) => ({ session, state: 'ready' as const })),
      as,
    )
    return { type: 'running-seen', account: DEMO, outcome }
  }
  if (!ofSession) throw new Error('a call without a session')
  if (call.type === 'beat') return { type: 'beaten', ...ofSession, outcome: drawn(true, as) }
  if (call.type === 'look') {
    const session = state.airings[call.airing]
    const closing = session && isManned(session) && session.session.situation === 'closing'
    const value = closing ? 'closed' : (STATES[as % STATES.length] ?? 'live')
    return { type: 'seen', ...ofSession, outcome: drawn(value, as) }
  }
  if (call.type === 'check-media') {
    const { airing, version } = call
    const found = { path: 'media/a.mp3', says: 'drawn' } as const
    const is = (['missing', 'invalid', 'unsure'] as const)[as % 3] ?? 'unsure'
    return { type: 'media-checked', airing, version, findings: as % 2 ? [] : [{ ...found, is }] }
  }
  if (call.type === 'look-at-queue') {
    const held = Object.values(state.airings).flatMap(({ takeovers }) =>
      takeovers.flatMap((takeover) => ('hints' in takeover ? [takeover.trace] : [])),
    )
    const list = as % 5 === 0 ? [...held, `x${as % 4}` as TraceId] : held.slice(as % 3)
    return { type: 'queue-seen', ...ofSession, outcome: drawn(list, as) }
  }
  if (call.type === 'go-live') return { type: 'went-live', ...ofSession, outcome: drawn(true, as) }
  if (call.type === 'close')
    return { type: 'close-answered', ...ofSession, outcome: drawn(true, as) }
  if (call.type === 'open-line') {
    const { request } = call
    return { type: 'line-opened', ...ofSession, request, outcome: drawn(true, as) }
  }
  const ofTakeover = { ...ofSession, takeover: call.takeover, gen: call.gen }
  if (call.type === 'cancel')
    return { type: 'cancel-answered', ...ofTakeover, outcome: drawn(true, as) }
  if (call.type === 'move')
    return { type: 'move-answered', ...ofTakeover, outcome: drawn(true, as) }
  const trace = as % 7 === 6 ? undefined : (`t${serial}` as TraceId)
  return { type: 'enqueued', ...ofTakeover, outcome: drawn({ trace, prepared: as % 4 > 0 }, as) }
}

export const chosen = <T>(list: readonly T[], pick: number): T | undefined =>
  list[pick % list.length]

const drawn = <T>(value: T, as: number): Outcome<T> => {
  if (as % 11 === 9) return ambiguous('timeout')
  if (as % 11 === 10) return notApplied(REFUSALS[as % REFUSALS.length] ?? 'refused', 'no')
  return applied(value)
}

const sessionOf = (airing: Airing | undefined) =>
  airing && isManned(airing) && 'heartbeat' in airing.session
    ? airing.session.id
    : ('s0' as SessionId)

export function hint(airing: Airing | undefined, as: number): Event {
  const trace = as % 3 === 0 ? undefined : (`t${as % 20}` as TraceId)
  const claim = CLAIMS[as % CLAIMS.length] ?? 'ready'
  const marker = airing && `test/${airing.id}#${airing.sessionsUsed}`
  const facts = { session: sessionOf(airing), trace, claim, says: undefined, marker }
  return { type: 'hinted', account: DEMO, hint: facts }
}

/** An answer to a question nobody asked, or asked long ago. */
export function stray(airing: Airing, as: number): Event {
  const asked = isManned(airing) && ['asked', 'unclear'].includes(airing.session.situation)
  const ofSession = { airing: airing.id, session: sessionOf(airing) }
  const strays: readonly Event[] = [
    { type: 'airing-due', airing: airing.id },
    {
      type: 'opened',
      airing: airing.id,
      outcome: drawn({ session: 'x' as SessionId, state: 'ready' }, as),
    },
    { type: 'went-live', ...ofSession, outcome: drawn(true, as) },
    { type: 'seen', ...ofSession, outcome: drawn(STATES[as % STATES.length] ?? 'live', as) },
    { type: 'beaten', ...ofSession, outcome: drawn(true, as) },
    { type: 'queue-seen', ...ofSession, outcome: drawn([`t${as % 9}` as TraceId], as) },
    { type: 'running-seen', account: DEMO, outcome: drawn([], as) },
    { type: 'account-due', account: DEMO },
    { type: 'show-due', show: airing.show },
  ]
  const event = chosen(strays, as)
  // An opening that is under way is answered once, by the far end.
  return event && !(event.type === 'opened' && asked)
    ? event
    : { type: 'airing-due', airing: airing.id }
}

export const said = (airing: Airing, as: number): Event => {
  const urgency = (['routine', 'priority', 'breaking'] as const)[as % 3]
  const how = (['queue', 'queue', 'interrupt', 'interrupt-plain'] as const)[as % 4]
  return commanded(
    saying({ urgency: urgency ?? 'routine', how: how ?? 'queue' }),
    airing.id,
    `r${as % 6}`,
  )
}
