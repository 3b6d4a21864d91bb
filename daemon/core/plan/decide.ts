/**
 * The one door of the core: an event, the time and a roll of the dice in; what changed and what to do out.
 * First the event is taken to what it is about, then everything it touched pursues what it now wants.
 */
import { BEAT_EVERY } from '../limits.js'
import type { AccountId, ShowId } from '../rundown/rundown.js'
import { after, earliest, type Instant, NEVER } from '../time.js'
import { account, accountDueAt, answered, runningSeen } from './account.js'
import type { Action } from './actions.js'
import { airDueAt, reorder } from './air.js'
import { type Airing, hasEnded, isManned } from './airing.js'
import { announce, clockDoubted, clockMoved, refusal, tell } from './announce.js'
import type { AiringId } from './calendar.js'
import { channelDueAt } from './channel.js'
import type { Event, SessionId, Turn } from './events.js'
import { type AiringEvent, hear, hearHint, tellSession } from './hearing.js'
import { beatDueAt } from './heartbeat.js'
import { markerOf, pursueAccount, pursueAiring, pursueAll } from './pursue.js'
import { awaitsOpening, isOpen } from './session.js'
import { openSheet, type Sheet } from './sheet.js'
import * as shows from './show.js'
import type { Changes, State } from './state.js'

export interface Decision {
  readonly changes: Changes
  readonly actions: readonly Action[]
}

export function decide(state: State, turn: Turn): Decision {
  const sheet = openSheet(state, turn.now, turn.roll)
  try {
    take(sheet, turn.event)
    for (const [id, airing] of sheet.changes.airings) {
      if (airing) sheet.act(...announce(state.airings[id], airing))
    }
    return { changes: sheet.changes, actions: sheet.actions }
  } catch (error) {
    const unchanged = openSheet(state, turn.now, turn.roll)
    if ('airing' in turn.event) return park(unchanged, turn.event.airing, sayOf(error))
    unchanged.act({
      type: 'tell',
      level: 'alert',
      airing: undefined,
      says: `${turn.event.type} was left alone, it broke an assumption: ${sayOf(error)}`,
    })
    return { changes: unchanged.changes, actions: unchanged.actions }
  }
}

/** Whatever broke, and whoever threw it: one airing's trouble must not end the heartbeats of the others. */
const sayOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

export type Subject =
  | { readonly airing: AiringId }
  | { readonly show: ShowId }
  | { readonly account: AccountId }

/** When this airing, show or account must be looked at again; the loop sleeps until the earliest of all. */
export function nextDue(state: State, subject: Subject): Instant {
  if ('show' in subject) {
    const show = state.shows[subject.show]
    return show ? shows.showDueAt(show) : NEVER
  }
  if ('account' in subject) {
    const desk = state.accounts[subject.account]
    return desk ? accountDueAt(desk) : NEVER
  }
  const airing = state.airings[subject.airing]
  if (!airing) return NEVER
  if (airing.situation === 'planned') return airing.opensAt
  if (!isManned(airing)) return NEVER
  const programme = airing.situation === 'on-air' ? state.programmes[airing.version] : undefined
  const desk = state.accounts[airing.account]
  const inLine = desk?.waiting.some((wanting) => wanting.airing === airing.id) ?? false
  return earliest(channelDueAt(airing, inLine), programme && airDueAt(airing, programme))
}

function take(sheet: Sheet, event: Event): void {
  switch (event.type) {
    case 'account-taken-in':
      sheet.putAccount(account(event.account, sheet.accountOrNone(event.account.id)))
      break
    case 'show-taken-in':
      pursueAll(sheet, shows.takeIn(sheet, event.programme))
      break
    case 'show-withdrawn':
      shows.withdraw(sheet, event.show)
      break
    case 'show-due':
      pursueAll(sheet, shows.lookAgain(sheet, event.show))
      break
    case 'operator-started':
      pursueAll(sheet, shows.release(sheet, event.show))
      break
    case 'account-due':
      pursueAccount(sheet, event.account)
      break
    case 'clock-moved':
      sheet.act(warn(clockMoved(event)))
      break
    case 'clock-doubted':
      sheet.act(warn(clockDoubted(event)))
      break
    case 'running-seen':
      runningSeenBy(sheet, event)
      break
    case 'hinted':
      hinted(sheet, event)
      break
    default:
      aboutAiring(sheet, event)
  }
}

const warn = (says: string): Action => ({ type: 'tell', level: 'warn', airing: undefined, says })

function aboutAiring(sheet: Sheet, event: AiringEvent): void {
  const airing = sheet.airing(event.airing)
  if (!airing || hasEnded(airing)) return
  if (event.type === 'opened' && !(isManned(airing) && awaitsOpening(airing.session))) return
  if (event.type === 'opened') {
    const desk = sheet.account(airing.account)
    sheet.putAccount(answered(desk, airing.id, event.outcome, sheet.now, sheet.roll))
  }
  if (event.type === 'operator-stopped' && event.hold) shows.hold(sheet, airing.show)
  const heard = countOpening(hear(airing, event, sheet.now), event)
  sheet.act(...refusal(heard, event))
  const listed = event.type === 'queue-seen' && event.outcome.is === 'applied'
  sheet.putAiring(listed ? inWantedOrder(sheet, heard, event.session) : heard)
  pursueAiring(sheet, airing.id)
  pursueAccount(sheet, airing.account)
}

function inWantedOrder(sheet: Sheet, airing: Airing, session: SessionId): Airing {
  if (!isManned(airing) || airing.situation !== 'on-air' || airing.parked) return airing
  const ordered = reorder(airing, session)
  sheet.act(...ordered.actions)
  return ordered.airing
}

/** An opening that the platform refused for want of a slot, or that never left, has cost nothing. */
function countOpening(airing: Airing, event: AiringEvent): Airing {
  const free =
    event.type === 'opened' && event.outcome.is === 'not-applied' && event.outcome.why !== 'refused'
  return free ? { ...airing, openings: Math.max(0, airing.openings - 1) } : airing
}

/** An unanswered opening is found by what the list has that nobody knows; a missing session by what it lacks. */
function runningSeenBy(sheet: Sheet, event: Extract<Event, { type: 'running-seen' }>): void {
  const { outcome } = event
  for (const id of sheet.account(event.account).holding) {
    const airing = sheet.airing(id)
    if (outcome.is !== 'applied' || !airing) continue
    orPark(sheet, id, () => {
      sheet.putAiring(compare(sheet, airing, outcome.value))
      pursueAiring(sheet, id)
    })
  }
  const { holding } = sheet.account(event.account)
  const needed = holding.some((id) => needsList(sheet.airing(id)))
  sheet.putAccount(runningSeen(sheet.account(event.account), needed, sheet.now))
  pursueAccount(sheet, event.account)
}

type Running = Extract<
  Extract<Event, { type: 'running-seen' }>['outcome'],
  { is: 'applied' }
>['value']

function compare(sheet: Sheet, airing: Airing, list: Running): Airing {
  if (!isManned(airing)) return airing
  const { session } = airing
  if (session.situation === 'unclear' && sheet.account(airing.account).exclusive) {
    const stranger = list.find((running) => sheet.airingOf(running.session) === undefined)
    return stranger ? tellSession(airing, { type: 'found', ...stranger }, sheet.now) : airing
  }
  if (!isOpen(session) || !session.missing) return airing
  const present = list.some((running) => running.session === session.id)
  return tellSession(airing, { type: 'listed', present }, sheet.now)
}

const needsList = (airing: Airing | undefined) =>
  airing !== undefined &&
  isManned(airing) &&
  (airing.session.situation === 'unclear' ||
    (isOpen(airing.session) && airing.session.missing !== undefined))

function hinted(sheet: Sheet, { account: id, hint }: Extract<Event, { type: 'hinted' }>): void {
  const desk = sheet.account(id)
  const opening = desk.opening && sheet.airing(desk.opening)
  const ours = opening && hint.marker === markerOf(desk.station, opening.id, opening.sessionsUsed)
  const known = sheet.airingOf(hint.session) ?? (ours ? opening.id : undefined)
  const airing = known && sheet.airing(known)
  if (!airing || airing.account !== id) return
  orPark(sheet, airing.id, () => {
    sheet.putAiring(hearHint(airing, hint, sheet.now))
    pursueAiring(sheet, airing.id)
  })
  pursueAccount(sheet, id)
}

/** Of an event that is not about this airing alone: the others go on. */
function orPark(sheet: Sheet, id: AiringId, pursue: () => void): void {
  try {
    pursue()
  } catch (error) {
    park(sheet, id, sayOf(error))
  }
}

/** A broken assumption: this airing does nothing new, but is kept alive on its looping script. */
function park(sheet: Sheet, id: AiringId, says: string): Decision {
  const airing = sheet.airing(id)
  if (airing && airing.parked === undefined) {
    sheet.act(tell(id, 'alert', `parked on its looping script, no more takeovers: ${says}`))
  }
  if (airing) sheet.putAiring(keepAlive(sheet, { ...airing, parked: says }))
  return { changes: sheet.changes, actions: sheet.actions }
}

function keepAlive(sheet: Sheet, airing: Airing): Airing {
  if (!isManned(airing) || !isOpen(airing.session)) return airing
  const { session, account: desk, id } = airing
  if (session.situation === 'closing' || sheet.now < beatDueAt(session.heartbeat)) return airing
  sheet.act({ type: 'beat', account: desk, airing: id, session: session.id })
  const heartbeat = {
    ...session.heartbeat,
    askedAt: undefined,
    nextAt: after(sheet.now, BEAT_EVERY),
  }
  return { ...airing, session: { ...session, heartbeat } }
}
