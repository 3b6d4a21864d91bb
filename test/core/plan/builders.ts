/** Sessions, takeovers and airings in any situation, and a station made of the core alone: events in, actions out. */
import type { Programme } from '../../../daemon/core/compile/programme.js'
import { type Account, type AccountFacts, account } from '../../../daemon/core/plan/account.js'
import type { Action, Call } from '../../../daemon/core/plan/actions.js'
import { type Airing, isManned, type Manned, planned } from '../../../daemon/core/plan/airing.js'
import type { AiringId } from '../../../daemon/core/plan/calendar.js'
import type { Command } from '../../../daemon/core/plan/commands.js'
import { decide, nextDue, type Subject } from '../../../daemon/core/plan/decide.js'
import type { Event, SessionId, TraceId } from '../../../daemon/core/plan/events.js'
import { firstBeat } from '../../../daemon/core/plan/heartbeat.js'
import { lookAt } from '../../../daemon/core/plan/look.js'
import { applied } from '../../../daemon/core/plan/outcome.js'
import { NO_REFUSALS, type Open, type Session } from '../../../daemon/core/plan/session.js'
import { emptyState, type State, settle } from '../../../daemon/core/plan/state.js'
import {
  type Takeover,
  type TakeoverFacts,
  takeoverId,
} from '../../../daemon/core/plan/takeover.js'
import { EXPIRED } from '../../../daemon/core/plan/verdicts.js'
import type { AccountId, CueId, ShowId } from '../../../daemon/core/rundown/rundown.js'
import { after, hours, type Instant, minutes, NEVER, seconds } from '../../../daemon/core/time.js'
import { aProgramme, aTakeoverScript, at } from '../../builders.js'

export const DEMO = 'demo' as AccountId
export const MARKET = 'market@2026-11-23T09:00' as AiringId
export const S1 = 's1' as SessionId
export const S2 = 's2' as SessionId
export const trace = (name: string) => name as TraceId
export const NINE = at('09:00')
export const past = (n: number) => after(NINE, seconds(n))

export const someFacts = (more: Partial<AccountFacts> = {}): AccountFacts => ({
  id: DEMO,
  platform: 'softsugar',
  station: 'test',
  exclusive: true,
  slots: 2,
  lead: minutes(4),
  sessionMaxAge: hours(23),
  queueShare: 2,
  textMin: 10,
  textMax: 10_000,
  ...more,
})

export const anAccount = (more: Partial<Account> = {}): Account => ({
  ...account(someFacts(), NEVER),
  ...more,
})

/** A session in the given situation since `since`. */
export function aSession<S extends Session['situation']>(
  situation: S,
  since: Instant = NINE,
  more: Partial<Open> = {},
): Extract<Session, { situation: S }> {
  const open: Open = {
    id: S1,
    openedAt: since,
    heartbeat: firstBeat(since),
    look: lookAt(since),
    missing: undefined,
    confirmed: true,
    ...more,
  }
  const refusals = NO_REFUSALS
  const sessions: { readonly [K in Session['situation']]: Extract<Session, { situation: K }> } = {
    wanted: { situation: 'wanted', from: since, refusals },
    asked: { situation: 'asked', askedAt: since, refusals },
    unclear: { situation: 'unclear', askedAt: since, refusals },
    initialising: { ...open, situation: 'initialising' },
    ready: { ...open, situation: 'ready' },
    starting: { ...open, situation: 'starting', startAskedAt: since },
    live: { ...open, situation: 'live', liveAt: since },
    closing: {
      ...open,
      situation: 'closing',
      since,
      tries: 1,
      nextTryAt: after(since, seconds(1.5)),
      liveAt: since,
    },
    over: {
      situation: 'over',
      id: open.id,
      how: 'dropped',
      openedAt: since,
      liveAt: since,
      at: since,
      says: 'the platform reports it dropped',
    },
  }
  return sessions[situation]
}

/** A takeover of the cue `pitch` that fell due at nine. */
export function aTakeover<S extends Takeover['situation']>(
  situation: S,
  more: Partial<TakeoverFacts> & { readonly trace?: TraceId; readonly place?: number } = {},
): Takeover & { readonly situation: S } {
  const { trace: known = trace('t1'), place = 1, ...facts } = more
  const base: TakeoverFacts = {
    id: takeoverId(MARKET, 'pitch', 0),
    cue: 'pitch' as CueId,
    source: 'rundown',
    by: undefined,
    segment: 'opening',
    turn: 0,
    gen: 1,
    sentAgain: undefined,
    refusals: 0,
    how: 'queue',
    urgency: 'routine',
    doubt: 'once',
    drop: undefined,
    start: { kind: 'soft' },
    script: aTakeoverScript(),
    piece: undefined,
    length: undefined,
    onCut: 'drop',
    order: undefined,
    unwanted: undefined,
    dueAt: NINE,
    plannedAt: NINE,
    expiresAt: after(NINE, minutes(10)),
    follows: undefined,
    followed: false,
    ...facts,
  }
  const watch = { seenAt: NINE, whole: true }
  const held = { sentAt: NINE, acceptedAt: NINE, trace: known, hints: {}, recall: undefined }
  const { situation: _, ...verdict } = EXPIRED
  const over = {
    ...verdict,
    sentAt: NINE,
    acceptedAt: NINE,
    trace: known,
    startedAt: NINE,
    endedAt: NINE,
    evidence: 'queue-list' as const,
  }
  const progress: { readonly [K in Takeover['situation']]: Takeover & { readonly situation: K } } =
    {
      waiting: { ...base, situation: 'waiting' },
      sent: { ...base, situation: 'sent', sentAt: NINE, watch },
      'in-doubt': { ...base, situation: 'in-doubt', sentAt: NINE, doubtSince: NINE, watch },
      preparing: { ...base, ...held, situation: 'preparing' },
      queued: { ...base, ...held, situation: 'queued', place, absentSince: undefined },
      speaking: { ...base, ...held, situation: 'speaking', startedAt: NINE },
      spoken: { ...base, ...over, situation: 'spoken' },
      cut: { ...base, ...over, situation: 'cut' },
      cancelled: { ...base, ...over, situation: 'cancelled' },
      expired: { ...base, ...over, situation: 'expired' },
      failed: { ...base, ...over, situation: 'failed' },
      unknown: { ...base, ...over, situation: 'unknown' },
    }
  return progress[situation]
}

/** The market of nine o'clock, planned until ten. */
export const aPlanned = (more: Partial<Airing> = {}): Airing => ({
  ...planned({
    id: MARKET,
    show: 'market' as ShowId,
    account: DEMO,
    timezone: 'UTC',
    version: 'market#v1',
    opensAt: at('08:56'),
    startsAt: NINE,
    endsAt: at('10:00'),
    late: { rule: 'join' },
    values: {},
  }),
  ...(more as { situation: 'planned' }),
})

/** The same, holding a session. */
export const aManned = (
  session: Session,
  situation: Manned['situation'] = 'on-air',
  more: Partial<Omit<Manned, 'situation' | 'session'>> = {},
): Manned => ({
  ...aPlanned(),
  sessionsUsed: 1,
  openings: 1,
  onAirAt: situation === 'on-air' ? NINE : undefined,
  sessionsLive: situation === 'on-air' ? 1 : 0,
  ...more,
  situation,
  session,
})

export interface Station {
  readonly state: State
  readonly now: () => Instant
  /** Takes the event in at `now`; the answer is what to do. */
  readonly take: (event: Event, now?: Instant) => readonly Action[]
  /** Looks again at `now`, as a timer would. */
  readonly due: (now: Instant, airing?: AiringId) => readonly Action[]
  readonly airing: (id?: AiringId) => Airing
  readonly session: (id?: AiringId) => Session | undefined
  readonly takeovers: (id?: AiringId) => readonly Takeover[]
  readonly nextDue: (subject: Subject) => Instant
}

/** Plain data survives a round trip through JSON; every test of a station takes one with each turn. */
export const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value))

export function aStation(
  programmes: readonly Programme[] = [aProgramme()],
  facts: Partial<AccountFacts> = {},
  start: Instant = at('08:50'),
): Station {
  let now = start
  const state = emptyState()
  const take = (event: Event, when: Instant = now) => {
    now = when
    const { changes, actions } = decide(state, { event, now, roll: 0.5 })
    settle(state, changes)
    // The sweep has its own tests: in these stories nobody looks for strangers.
    for (const desk of Object.values(state.accounts))
      Object.assign(state.accounts, { [desk.id]: { ...desk, sweepAt: NEVER } })
    Object.assign(state, throughJson(state))
    return actions
  }
  take({ type: 'account-taken-in', account: someFacts(facts) })
  for (const programme of programmes) take({ type: 'show-taken-in', programme })
  const airing = (id: AiringId = MARKET) => {
    const found = state.airings[id]
    if (!found) throw new Error(`no airing ${id}`)
    return found
  }
  return {
    state,
    now: () => now,
    take,
    due: (when, id = MARKET) => take({ type: 'airing-due', airing: id }, when),
    airing,
    session: (id) => {
      const found = airing(id)
      return isManned(found) ? found.session : undefined
    },
    takeovers: (id) => airing(id).takeovers,
    nextDue: (subject) => nextDue(state, subject),
  }
}

/** An operator at the desk. */
export const commanded = (command: Command, airing = MARKET, request: string = command.type) =>
  ({ type: 'commanded', airing, request, by: 'anna', command }) as const satisfies Event

export const stopped = (airing: AiringId = MARKET, hold = false) =>
  commanded({ type: 'stop', hold }, airing)

export const saying = (
  more: Partial<Extract<Command, { type: 'say' }>> = {},
): Extract<Command, { type: 'say' }> => ({
  type: 'say',
  script: aTakeoverScript({ say: 'The price has changed.' }),
  urgency: 'priority',
  how: 'queue',
  ...more,
})

export const opened = (
  session: SessionId = S1,
  state: 'initialising' | 'ready' = 'ready',
  airing: AiringId = MARKET,
): Event => ({ type: 'opened', airing, outcome: applied({ session, state }) })

/** A station whose market is on air under `s1` since nine. */
export function onAir(...options: Parameters<typeof aStation>): Station {
  const station = aStation(...options)
  station.due(at('08:56'))
  station.take(opened())
  station.due(NINE)
  station.take({ type: 'went-live', airing: MARKET, session: S1, outcome: applied(true) })
  station.take({ type: 'seen', airing: MARKET, session: S1, outcome: applied('live') })
  return station
}

export const calls = (actions: readonly Action[]) =>
  actions.filter(
    (action): action is Call =>
      action.type !== 'record' && action.type !== 'tell' && action.type !== 'resolve',
  )
export const types = (actions: readonly Action[]) => calls(actions).map(({ type }) => type)
export const guarded = (actions: readonly Action[]) => actions.filter((action) => 'class' in action)
export const rows = (actions: readonly Action[]) =>
  actions.flatMap((action) => (action.type === 'record' ? [action.row] : []))
export const alerts = (actions: readonly Action[]) =>
  actions.flatMap((action) =>
    action.type === 'tell' && action.level === 'alert' ? [action.says] : [],
  )
export const only = <T>(list: readonly T[]): T => {
  const [first] = list
  if (first === undefined || list.length !== 1) throw new Error(`${list.length} instead of one`)
  return first
}
