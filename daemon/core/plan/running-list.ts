/**
 * The platform's list of running sessions, read: an unanswered opening is found by what it has that nobody knows, a
 * missing session is lost by what it lacks, and what is left over is swept.
 */
import {
  LOOKED_AT,
  SETTLE_OPENING,
  SETTLE_RESTORED,
  STRIKE_GAP,
  SWEEP_EVERY,
  SWEEP_RETRY,
} from '../limits.js'
import type { AccountId } from '../rundown/rundown.js'
import { after, between, type Instant } from '../time.js'
import {
  type Account,
  type GivenUpOpening,
  giveUpOpening,
  runningSeen as listSeen,
  mayBeAnothers,
} from './account.js'
import { type Airing, isManned } from './airing.js'
import { spend } from './budget.js'
import type { Event, SessionId } from './events.js'
import { pursueAccount } from './granting.js'
import { tellSession } from './hearing.js'
import { isOver, type SessionState } from './outcome.js'
import { orPark } from './parking.js'
import { pursueAiring } from './pursue.js'
import { isOpen } from './session.js'
import type { Sheet } from './sheet.js'
import { sweep, wasOurs } from './sweep.js'

type Seen = Extract<Event, { type: 'running-seen' }>
type Running = Extract<Seen['outcome'], { is: 'applied' }>['value']

export function runningSeen(sheet: Sheet, { account: id, outcome }: Seen): void {
  for (const held of sheet.account(id).holding) {
    const airing = sheet.airing(held)
    if (outcome.is !== 'applied' || !airing) continue
    orPark(sheet, held, () => {
      const compared = compare(sheet, airing, outcome.value)
      const given = givenUp(airing, compared)
      if (given) sheet.putAccount(giveUpOpening(sheet.account(id), given, sheet.now))
      sheet.putAiring(compared)
      pursueAiring(sheet, held)
    })
  }
  const swept = sheet.account(id)
  if (outcome.is === 'applied') sweepList(sheet, swept, outcome.value)
  else sheet.putAccount({ ...swept, sweepAt: after(sheet.now, SWEEP_RETRY) })
  const { desk, tells } = spend(sheet.account(id), openedIn(sheet, id), sheet.now)
  sheet.act(...tells)
  const needed = desk.holding.some((held) => needsList(sheet.airing(held)))
  sheet.putAccount(listSeen(desk, needed, sheet.now))
  pursueAccount(sheet, id)
}

/** Each costs from then on. */
const openedIn = (sheet: Sheet, id: AccountId): readonly Instant[] =>
  sheet.account(id).holding.flatMap((held) => {
    const airing = sheet.airing(held)
    return airing && isManned(airing) && isOpen(airing.session) ? [airing.session.openedAt] : []
  })

const givenUp = (before: Airing, now: Airing): Omit<GivenUpOpening, 'at'> | undefined =>
  isManned(before) &&
  isManned(now) &&
  before.session.situation === 'unclear' &&
  now.session.situation === 'wanted'
    ? { airing: before.id, attempt: before.sessionsUsed, marker: before.session.marker }
    : undefined

function compare(sheet: Sheet, airing: Airing, list: Running): Airing {
  if (!isManned(airing)) return airing
  const { session } = airing
  const desk = sheet.account(airing.account)
  if (session.situation === 'unclear') {
    const unknown = list.filter(
      (running) =>
        sheet.airingOf(running.session) === undefined && !isKnown(desk, airing, running.session),
    )
    const found = mayGuess(sheet, desk, airing, list, unknown.length)
      ? furthestOn(unknown)
      : undefined
    if (found) return tellSession(airing, { type: 'found', ...found, guessed: true }, sheet.now)
    const askedAt = desk.running?.askedAt ?? sheet.now
    const isSettled = askedAt >= settledAt(session.askedAt, desk, airing)
    return isSettled ? tellSession(airing, { type: 'not-found' }, sheet.now) : airing
  }
  if (!isOpen(session) || !session.missing) return airing
  const present = list.some((running) => running.session === session.id)
  return tellSession(airing, { type: 'listed', present }, sheet.now)
}

/** Where nobody else opens sessions, none is known to be out, and no other show could have opened it. */
function mayGuess(
  sheet: Sheet,
  desk: Account,
  airing: Airing,
  list: Running,
  unknown: number,
): boolean {
  if (!desk.exclusive || mayBeAnothers(desk, airing.id, sheet.now)) return false
  if (!isSought(airing, desk)) return true
  const since = desk.restoredAt ?? sheet.now
  return (
    unknown === 1 &&
    seekers(sheet, desk, list).length === 1 &&
    between(since, sheet.now) >= LOOKED_AT
  )
}

/** Perhaps opened before a restore: what was opened since the copy was made, and for which show, the journal forgot. */
const isSought = (airing: Airing, { restoredAt }: Account): boolean =>
  restoredAt !== undefined &&
  isManned(airing) &&
  airing.session.situation === 'unclear' &&
  airing.session.askedAt <= restoredAt

/** After a restore: the shows that may have opened a session of which the journal knows nothing. */
const seekers = (sheet: Sheet, desk: Account, list: Running): readonly Airing[] =>
  [...desk.holding, ...desk.waiting.map(({ airing }) => airing)]
    .flatMap((id) => sheet.airing(id) ?? [])
    .filter(
      (airing) =>
        isManned(airing) &&
        airing.opensAt <= (desk.forgottenUntil ?? 0) &&
        !(isOpen(airing.session) && isIn(list, airing.session.id)),
    )

/** Whose session is believed open and runs no more has lost it, and perhaps opened another. */
const isIn = (list: Running, id: SessionId): boolean =>
  list.some(({ session, state }) => session === id && !isOver(state))

/** What was sent before a restore has long had its effect. */
const settledAt = (askedAt: Instant, desk: Account, airing: Airing): Instant =>
  isSought(airing, desk) && desk.restoredAt !== undefined
    ? after(desk.restoredAt, SETTLE_RESTORED)
    : after(askedAt, SETTLE_OPENING)

/** Over, or running before this opening was asked for. */
const isKnown = (desk: Account, airing: Airing, session: SessionId): boolean =>
  wasOurs(desk, session) ||
  (!isSought(airing, desk) && desk.strangers.some((stranger) => stranger.session === session))

const STEPS: readonly SessionState[] = ['initialising', 'ready', 'live']

/** Of two that could be it, the one that is further on; the other is swept. */
const furthestOn = (list: Running): Running[number] | undefined =>
  [...list]
    .filter(({ state }) => !isOver(state))
    .sort(
      (one, other) =>
        STEPS.indexOf(other.state) - STEPS.indexOf(one.state) ||
        (one.session < other.session ? -1 : 1),
    )[0]

function sweepList(sheet: Sheet, desk: Account, list: Running): void {
  const unknown = list
    .filter(({ session, state }) => !isOver(state) && sheet.airingOf(session) === undefined)
    .map(({ session }) => session)
  const opening = desk.opening && sheet.airing(desk.opening)
  // One of them may be the opening that is out; unless nobody could tell which.
  const spare =
    opening !== undefined &&
    (!isSought(opening, desk) || mayGuess(sheet, desk, opening, list, unknown.length))
  const swept = sweep(desk, unknown, sheet.now, spare)
  sheet.act(...swept.actions)
  const every = swept.desk.strangers.length > 0 ? STRIKE_GAP : SWEEP_EVERY
  sheet.putAccount({ ...swept.desk, sweepAt: after(sheet.now, every) })
}

const needsList = (airing: Airing | undefined) =>
  airing !== undefined &&
  isManned(airing) &&
  (airing.session.situation === 'unclear' ||
    (isOpen(airing.session) && airing.session.missing !== undefined))
