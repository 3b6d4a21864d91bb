/** Safety that is judged the moment the vendor's record has it: S1, S2, S8, S14, S15, S16, and the rate of S12. */
import { RELAY_WINDOW } from '../../daemon/core/limits.js'
import type { Exchange } from '../../daemon/platform/wire.js'
import type { Endpoint } from '../../daemon/stand-in/softsugar/endpoints.js'
import type { Overheard } from './line.js'
import { clockOf, isNameless, type Night, wasAhead } from './night.js'
import { endOfSession } from './off.js'
import type { SessionTruth, Watcher } from './truth.js'

/** Our share of the queue is two; one may go ahead of it, and one be in doubt. */
const HELD_MAX = 4
/** Heartbeats, looks and the queue of a channel that settles something, in ten seconds. */
const CALLS_OF_CHANNEL = 30
const CALLS_OF_ACCOUNT = 20
const WINDOW = 10_000

export function judgeAtOnce(night: () => Night): Watcher {
  const open = new Map<string, Set<SessionTruth>>()
  const mine = (account: string) => {
    const known = open.get(account) ?? new Set()
    open.set(account, known)
    return known
  }
  const slots = (account: string) =>
    night().scenario.accounts.find(({ id }) => id === account)?.slots ?? 0
  return {
    created(session) {
      if (session.airing === undefined) return
      mine(session.account).add(session)
      const count = mine(session.account).size
      if (count > slots(session.account) + 1)
        night().breach('S16', `${count} sessions of ours are open at ${session.account}`)
    },
    live(session) {
      if (session.airing === undefined) return
      const other = [...mine(session.account)].find(
        (one) => one !== session && one.airing === session.airing && one.liveAt !== undefined,
      )
      if (other)
        night().breach('S1', `${session.airing} is live as ${other.attempt} and ${session.attempt}`)
      const plan = night().airings.find(({ id }) => id === session.airing)
      const at = session.liveAt ?? 0
      if (plan && at < plan.startsAt - 1_000 && !wasAhead(night(), at))
        night().breach(
          'S14',
          `${session.airing} was live at ${clockOf(at)}, planned for ${clockOf(plan.startsAt)}`,
        )
      if (!plan && !comesBack(night(), session.airing))
        night().breach('S14', `${session.airing} was live and is in no plan`)
    },
    ended(session) {
      mine(session.account).delete(session)
      const plan = night().airings.find(({ id }) => id === session.airing)
      const early = plan && (session.endedAt ?? 0) < endOfSession(night(), plan, session) - 1_000
      if (
        early &&
        !isRelay(night(), session) &&
        !wasAhead(night(), session.endedAt ?? 0) &&
        !isNameless(night(), session) &&
        session.endedAs === 5 &&
        session.liveAt !== undefined
      )
        night().breach(
          'S14',
          `${plan.id} was closed at ${clockOf(session.endedAt ?? 0)}, before its end`,
        )
    },
    queued({ session }) {
      if (session.held > HELD_MAX && session.airing !== undefined)
        night().breach('S8', `${session.held} items wait in one session`)
    },
    speaking(item) {
      if (item.spoken > 1) night().breach('S2', `${item.takeover} spoke twice under one id`)
    },
    entry(entry) {
      if (entry.type === 'takeover-queued' && entry.crowded)
        night().breach('S8', 'more than fifteen items wait at the vendor')
    },
  }
}

/** It had grown old enough to hand over to another. */
function isRelay({ scenario }: Night, { account, createdAt, endedAt = createdAt }: SessionTruth) {
  const maxAge = scenario.accounts.find(({ id }) => id === account)?.maxAge ?? Infinity
  return endedAt - createdAt >= maxAge - RELAY_WINDOW
}

const TOUCHING: ReadonlySet<string> = new Set([
  'heartbeat',
  'start',
  'close',
  'queue',
  'interrupt',
  'plain',
  'cancel',
  'reorder',
])

const AIRING: ReadonlySet<string> = new Set(['queue', 'interrupt', 'plain'])

interface Open {
  /** What was sent. */
  readonly text: string
}

export interface Sending {
  readonly sent: (
    account: string,
    exchange: Exchange,
    endpoint: Endpoint | undefined,
  ) => (() => void) | undefined
  readonly voice: Overheard
  /** Whoever sent it is dead: nothing is open on our side any more. */
  readonly forget: () => void
}

/** Judges what leaves: one create at a time for an account, one enqueue for a session, none to a stranger. */
export function judgeSending(night: () => Night, now: () => number): Sending {
  const opening = new Map<string, Set<Open>>()
  const recent = new Map<string, number[]>()
  const speaking = new Set<string>()
  /** When the last list of a session's queue that is back was asked for. */
  const listed = new Map<string, number>()
  /** The answer is still out, and no list has shown its effect either. */
  const isOpen = ({ text }: Open, session: string | undefined) => {
    const item = [...night().truth.items.values()].find(({ key }) =>
      text.includes(`<mark name="${key}"/>`),
    )
    return !item || (listed.get(session ?? '') ?? 0) < item.receivedAt
  }
  const sent: Sending['sent'] = (account, exchange, endpoint) => {
    count(recent, account, now(), night())
    const session = sessionOf(exchange)
    if (endpoint !== undefined && session !== undefined && TOUCHING.has(endpoint)) {
      const known = night().truth.sessions.get(session)
      if (known && known.airing === undefined)
        night().breach('S15', `${endpoint} was sent to the stranger ${session}`)
    }
    if (endpoint !== undefined && AIRING.has(endpoint) && speaking.has(session ?? ''))
      night().breach('S17', `${endpoint} was sent to ${session} beside a live voice`)
    const key =
      endpoint === 'create' ? `create ${account}` : endpoint === 'queue' ? `queue ${session}` : ''
    if (endpoint === 'list' && session !== undefined) {
      const askedAt = now()
      return () => listed.set(session, askedAt)
    }
    if (key === '') return undefined
    const under = opening.get(key) ?? new Set()
    opening.set(key, under)
    const others = [...under].filter((one) => endpoint === 'create' || isOpen(one, session))
    if (others.length > 0) night().breach('S8', `${others.length + 1} open at once: ${key}`)
    const open = { text: JSON.stringify(exchange.body ?? '').replaceAll('\\', '') }
    under.add(open)
    return () => under.delete(open)
  }
  return {
    sent,
    voice(session, what) {
      if (what === 'asked') speaking.add(session)
      else speaking.delete(session)
    },
    forget() {
      opening.clear()
      speaking.clear()
    },
  }
}

function count(recent: Map<string, number[]>, account: string, now: number, night: Night): void {
  const calls = recent.get(account) ?? []
  recent.set(account, calls)
  calls.push(now)
  while ((calls[0] ?? now) < now - WINDOW) calls.shift()
  const slots = night.scenario.accounts.find(({ id }) => id === account)?.slots ?? 0
  const most = CALLS_OF_ACCOUNT + CALLS_OF_CHANNEL * slots
  if (calls.length > most) night.breach('S12', `${calls.length} calls in ten seconds at ${account}`)
}

const sessionOf = ({ body, query }: Exchange): string | undefined => {
  if (typeof body === 'object' && body !== null && 'sessionId' in body)
    return String(body.sessionId)
  return query?.sessionId
}

/** A channel without an end that had no session left to try is opened as another airing of its show. */
const comesBack = (night: Night, airing: string): boolean =>
  night.airings.some(({ plan }) => plan.always === true && airing.startsWith(`${plan.show}@`))
