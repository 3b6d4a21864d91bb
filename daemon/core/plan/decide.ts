/**
 * The one door of the core: an event, the time and a roll of the dice in; what changed and what to do out.
 * First the event is taken to what it is about, then everything it touched pursues what it now wants.
 */
import { sayOf } from '../assert.js'
import { CLOCK_OFF_MAX } from '../limits.js'
import type { AccountId, ShowId } from '../rundown/rundown.js'
import { earliest, type Instant, latest, NEVER } from '../time.js'
import { account, accountDueAt, answered, turnedUp } from './account.js'
import type { Action } from './actions.js'
import { airDueAt } from './air.js'
import { type Airing, hasEnded, isManned } from './airing.js'
import {
  announce,
  refusal,
  clockDoubted as sayDoubted,
  clockMoved as sayMoved,
  tell,
} from './announce.js'
import type { AiringId } from './calendar.js'
import { channelDueAt } from './channel.js'
import { accountAfter, afterClockMoved, showAfter } from './clock-moved.js'
import { type Commanded, obey } from './commanding.js'
import { editRunning } from './editing.js'
import type { Event, SessionId, Turn } from './events.js'
import { pursueAccount } from './granting.js'
import { type AiringEvent, hear, hearHint } from './hearing.js'
import { disownIfAnothers, openingLeft, openingNamed, openingOut } from './late-opening.js'
import { broke, orPark, park } from './parking.js'
import { checked } from './preflight.js'
import { pursueAiring, pursueAll } from './pursue.js'
import { reorder } from './reordering.js'
import { resolved } from './resolved.js'
import { runningSeen } from './running-list.js'
import { awaitsOpening } from './session.js'
import { openSheet, type Sheet } from './sheet.js'
import * as shows from './show.js'
import { afterBeat } from './silence.js'
import { startAgain } from './start-again.js'
import type { Changes, State } from './state.js'
import { unwanted, wasOurs } from './sweep.js'

export interface Decision {
  readonly changes: Changes
  readonly actions: readonly Action[]
}

export function decide(state: State, turn: Turn): Decision {
  const sheet = openSheet(state, turn.now, turn.roll)
  try {
    take(sheet, turn.event, state)
    for (const [id, airing] of sheet.changes.airings) {
      const was = state.airings[id]
      if (airing) sheet.act(...announce(was, airing), ...resolved(was, airing, turn.event))
    }
    return { changes: sheet.changes, actions: sheet.actions }
  } catch (error) {
    const unchanged = openSheet(state, turn.now, turn.roll)
    const says = `${turn.event.type} was left alone, it broke an assumption: ${sayOf(error)}`
    if ('airing' in turn.event) park(unchanged, turn.event.airing, sayOf(error))
    else unchanged.act(tell(undefined, 'alert', says))
    return { changes: unchanged.changes, actions: unchanged.actions }
  }
}

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
  const at = airingDueAt(airing, state)
  return airing.lookFrom === undefined ? at : latest(at, airing.lookFrom)
}

function airingDueAt(airing: Airing, state: State): Instant {
  const checkAt = airing.preflight?.nextAt
  if (airing.situation === 'planned') return earliest(airing.opensAt, checkAt)
  if (!isManned(airing)) return NEVER
  const programme = airing.situation === 'on-air' ? state.programmes[airing.version] : undefined
  const desk = state.accounts[airing.account]
  return earliest(
    desk && channelDueAt(airing, desk),
    programme && airDueAt(airing, programme),
    checkAt,
  )
}

function take(sheet: Sheet, event: Event, state: State): void {
  switch (event.type) {
    case 'account-taken-in':
      takeInAccount(sheet, event)
      break
    case 'account-taken-out':
      sheet.putAccount({ ...sheet.account(event.account), takenOut: true })
      break
    case 'show-taken-in':
      pursueAll(sheet, [
        ...shows.takeIn(sheet, event.programme),
        ...editRunning(sheet, event.programme),
      ])
      break
    case 'show-withdrawn':
      shows.withdraw(sheet, event.show)
      break
    case 'show-due':
      pursueAll(sheet, shows.lookAgain(sheet, event.show))
      break
    case 'operator-started':
      pursueAll(sheet, [...startAgain(sheet, event.again), ...shows.release(sheet, event.show)])
      break
    case 'account-due':
      pursueAccount(sheet, event.account)
      break
    case 'clock-moved':
      clockMoved(sheet, event, state)
      break
    case 'clock-doubted':
      clockDoubted(sheet, event)
      break
    case 'running-seen':
      runningSeen(sheet, event)
      break
    case 'stranger-close-answered':
      sheet.putAccount({ ...sheet.account(event.account), sweepAt: sheet.now })
      pursueAccount(sheet, event.account)
      break
    case 'hinted':
      hinted(sheet, event)
      break
    default:
      aboutAiring(sheet, event)
  }
}

function takeInAccount(
  sheet: Sheet,
  { account: facts, forgottenSince }: Extract<Event, { type: 'account-taken-in' }>,
): void {
  const desk = account(facts, sheet.now, sheet.accountOrNone(facts.id))
  const restored = { restoredAt: sheet.now, forgottenUntil: sheet.now }
  sheet.putAccount(forgottenSince === undefined ? desk : { ...desk, ...restored })
}

/** The one turn that touches everything: it comes once in a year. */
function clockMoved(
  sheet: Sheet,
  event: Extract<Event, { type: 'clock-moved' }>,
  state: State,
): void {
  sheet.act(tell(undefined, 'alert', `${sayMoved(event)}: everything is looked at anew`))
  const shift = { now: sheet.now, by: event.by }
  const desks = Object.values(state.accounts).sort(byId)
  for (const desk of desks) sheet.putAccount(accountAfter(desk, shift))
  for (const show of Object.values(state.shows).sort(byId)) sheet.putShow(showAfter(show, shift))
  const airings = Object.values(state.airings).sort(byId)
  // All of them first: what one pursues may change another, and that must not be written over.
  for (const airing of airings) sheet.putAiring(afterClockMoved(airing, shift))
  if (event.away) return
  for (const airing of airings)
    if (!hasEnded(airing)) orPark(sheet, airing.id, () => pursueAiring(sheet, airing.id))
  for (const desk of desks) pursueAccount(sheet, desk.id)
}

/** A state that was loaded has another order than one that grew. */
const byId = (one: { readonly id: string }, other: { readonly id: string }) =>
  one.id < other.id ? -1 : 1

/** Which of the two is right nobody here knows: what is on air goes on, nothing is started by a doubtful clock. */
function clockDoubted(sheet: Sheet, event: Extract<Event, { type: 'clock-doubted' }>): void {
  const desk = sheet.account(event.account)
  const clockOff = Math.abs(event.by) > CLOCK_OFF_MAX ? event.by : undefined
  sheet.putAccount({ ...desk, clockOff })
  for (const held of desk.holding) pursueAiring(sheet, held)
  if ((desk.clockOff === undefined) === (clockOff === undefined)) return
  const says =
    clockOff === undefined
      ? `the clocks of this machine and of the platform of "${event.account}" agree again`
      : sayDoubted(event)
  sheet.act(tell(undefined, clockOff === undefined ? 'info' : 'alert', says, event.account))
}

function aboutAiring(sheet: Sheet, event: AiringEvent): void {
  const airing = sheet.airing(event.airing)
  if (!airing || hasEnded(airing)) return
  if (event.type === 'broke') {
    broke(sheet, airing, event)
    return
  }
  if (event.type === 'media-checked') {
    mediaChecked(sheet, airing, event)
    return
  }
  if (event.type === 'opened') {
    if (!isManned(airing) || !awaitsOpening(airing.session)) return
    const desk = sheet.account(airing.account)
    sheet.putAccount(answered(desk, airing.id, event.outcome, sheet.now, sheet.roll))
  }
  const heard =
    event.type === 'commanded'
      ? commanded(sheet, airing, event)
      : countOpening(hear(airing, event, sheet.now), event)
  openingLeft(sheet, airing, heard)
  sheet.act(...refusal(heard, event))
  sheet.putAiring(further(sheet, airing, heard, event))
  pursueAiring(sheet, airing.id)
  pursueAccount(sheet, airing.account)
}

/** What it means beside the others of its account, or for the order of its queue. */
function further(sheet: Sheet, was: Airing, airing: Airing, event: AiringEvent): Airing {
  if (event.type === 'beaten') return afterBeat(sheet, was, airing)
  const listed = event.type === 'queue-seen' && event.outcome.is === 'applied'
  return listed ? inWantedOrder(sheet, airing, event.session) : airing
}

/** Of a rundown that was changed meanwhile it is no news: that one is looked at by itself. */
function mediaChecked(
  sheet: Sheet,
  airing: Airing,
  { version, findings }: Extract<Event, { type: 'media-checked' }>,
): void {
  if (version !== airing.version) return
  const known = checked(airing, sheet.programme(version), findings)
  sheet.act(...known.actions)
  sheet.putAiring(known.airing)
}

function commanded(sheet: Sheet, airing: Airing, event: Commanded): Airing {
  const { command } = event
  if (command.type === 'stop' && command.hold) shows.hold(sheet, airing.show)
  const programme = sheet.programme(airing.version)
  const account = sheet.account(airing.account)
  return obey(airing, event, { programme, account, now: sheet.now, roll: sheet.roll })
}

function inWantedOrder(sheet: Sheet, airing: Airing, session: SessionId): Airing {
  if (!isManned(airing) || airing.situation !== 'on-air' || airing.parked) return airing
  const ordered = reorder(airing, session, sheet.now)
  sheet.act(...ordered.actions)
  return ordered.airing
}

/** An opening that the platform refused for want of a slot, or that never left, has cost nothing. */
function countOpening(airing: Airing, event: AiringEvent): Airing {
  const free =
    event.type === 'opened' && event.outcome.is === 'not-applied' && event.outcome.why !== 'refused'
  return free ? { ...airing, openings: Math.max(0, airing.openings - 1) } : airing
}

function hinted(sheet: Sheet, { account: id, hint }: Extract<Event, { type: 'hinted' }>): void {
  const desk = sheet.account(id)
  const opening = openingOut(sheet, desk, hint.marker)
  disownIfAnothers(sheet, desk, hint)
  const known = sheet.airingOf(hint.session) ?? opening?.id
  const named = known ? undefined : openingNamed(sheet, sheet.account(id), hint.marker)
  if (named && !wasOurs(desk, hint.session)) {
    // An opening given up long ago took effect after all. The sweep sees to it, if the list confirms that it runs.
    sheet.putAccount(turnedUp(unwanted(sheet.account(id), hint.session, sheet.now), named))
    pursueAccount(sheet, id)
    return
  }
  const airing = known && sheet.airing(known)
  if (!airing || airing.account !== id) return
  orPark(sheet, airing.id, () => {
    sheet.putAiring(hearHint(airing, hint, sheet.now))
    pursueAiring(sheet, airing.id)
  })
  pursueAccount(sheet, id)
}
