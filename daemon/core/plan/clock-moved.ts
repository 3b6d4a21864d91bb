/**
 * The clock was set, or the machine slept. What happened, and what is waited for, goes by the new clock (shift.ts);
 * every session is beaten and looked at at once, and what was in doubt was not watched. What is planned keeps its
 * instants, and what was called is not called again when an hour is shown twice.
 */
import { unreachable } from '../assert.js'
import { earliest, type Instant, latest } from '../time.js'
import type { Account } from './account.js'
import { type Airing, type AiringFacts, isManned, type Manned } from './airing.js'
import { lookAt } from './look.js'
import type { Microphone } from './microphone.js'
import type { Open, Session } from './session.js'
import { awaited, happened, type Instants, type Shift, shifted } from './shift.js'
import type { Show } from './state.js'
import { deniedShifted, givenUpShifted, hintsShifted, takeoverShifted } from './takeover-shifted.js'

export function afterClockMoved(airing: Airing, shift: Shift): Airing {
  // Else it would be forgotten too soon, and planned again when the clock is put right.
  if ('endedAt' in airing) return { ...airing, endedAt: happened(airing.endedAt, shift) }
  if (!isManned(airing)) return airing
  const { stop, forgottenUntil, microphone } = airing
  return shifted(airing, {
    ...planOf(airing),
    session: sessionShifted(airing.session, shift),
    onAirAt: happened(airing.onAirAt, shift),
    stop: stop && shifted(stop, { at: happened(stop.at, shift) }),
    takeovers: airing.takeovers.map((takeover) => takeoverShifted(takeover, shift)),
    givenUp: airing.givenUp.map((given) => givenUpShifted(given, shift)),
    denied: airing.denied.map((denied) => deniedShifted(denied, shift)),
    strangers: airing.strangers.map((one) => shifted(one, { since: happened(one.since, shift) })),
    earlyHints: airing.earlyHints.map((early) =>
      shifted(early, { hints: hintsShifted(early.hints, shift) }),
    ),
    forgottenUntil: forgottenUntil && perhapsAiredUntil(forgottenUntil, shift),
    lookFrom: awaited(airing.lookFrom, shift),
    heldUntil: awaited(airing.heldUntil, shift),
    microphone: microphone && microphoneShifted(microphone, shift),
    queueLook: lookAt(shift.now),
    queueSeenAt: lastSeen(airing.queueSeenAt, shift),
    relayFrom: awaited(airing.relayFrom, shift),
    sendFrom: awaited(airing.sendFrom, shift),
    moveFrom: awaited(airing.moveFrom, shift),
    cutInUntil: awaited(airing.cutInUntil, shift),
  })
}

type OfPlan = 'opensAt' | 'startsAt' | 'endsAt' | 'preflight' | 'calledUntil' | 'nextTurnAt'

const planOf = (airing: Manned): Pick<AiringFacts, OfPlan> => ({
  opensAt: airing.opensAt,
  startsAt: airing.startsAt,
  endsAt: airing.endsAt,
  preflight: airing.preflight,
  calledUntil: airing.calledUntil,
  nextTurnAt: airing.nextTurnAt,
})

/** Perhaps it was not set on: the machine slept, and nobody told. What the last list showed does not count then. */
const lastSeen = (at: Instant | undefined, shift: Shift): Instant | undefined =>
  shift.by > 0 ? undefined : happened(at, shift)

/** By whichever clock it is the later: what was due by then is not called anew. */
const perhapsAiredUntil = (until: Instant, shift: Shift): Instant =>
  latest(until, happened(until, shift))

export function accountAfter(desk: Account, shift: Shift): Account {
  const { now } = shift
  const { silence, spent } = desk
  return shifted(desk, {
    waiting: desk.waiting,
    restUntil: happened(desk.restUntil, shift),
    running: desk.running && lookAt(now),
    sweepAt: now,
    // An answer that names it may be late: it is an orphan when it was seen twice from now on.
    strangers: desk.strangers.map((one) => shifted(one, { since: now, orphan: undefined })),
    past: desk.past.map((one) => shifted(one, { endedAt: happened(one.endedAt, shift) })),
    givenUp: desk.givenUp.map((one) => shifted(one, { at: happened(one.at, shift) })),
    silence:
      silence &&
      shifted(silence, {
        since: happened(silence.since, shift),
        overAt: happened(silence.overAt, shift),
      }),
    restoredAt: happened(desk.restoredAt, shift),
    forgottenUntil: desk.forgottenUntil && perhapsAiredUntil(desk.forgottenUntil, shift),
    spent: spent && shifted(spent, { until: happened(spent.until, shift) }),
  })
}

/** What is on next is fixed by the new clock. */
export const showAfter = (show: Show, { now }: Shift): Show => ({
  ...show,
  fixedUntil: earliest(show.fixedUntil, now),
})

function sessionShifted(session: Session, shift: Shift): Session {
  switch (session.situation) {
    case 'wanted':
      return shifted(session, { from: happened(session.from, shift) })
    case 'asked':
    case 'unclear':
      return shifted(session, { askedAt: happened(session.askedAt, shift) })
    case 'initialising':
    case 'ready':
      return shifted(session, openShifted(session, shift))
    case 'starting':
      return shifted(session, { ...openShifted(session, shift), startAskedAt: shift.now })
    case 'live': {
      const liveAt = happened(session.liveAt, shift)
      return shifted(session, { ...openShifted(session, shift), liveAt })
    }
    case 'closing':
      return shifted(session, {
        ...openShifted(session, shift),
        since: happened(session.since, shift),
        nextTryAt: shift.now,
        liveAt: happened(session.liveAt, shift),
      })
    case 'over':
      return shifted(session, {
        openedAt: happened(session.openedAt, shift),
        liveAt: happened(session.liveAt, shift),
        at: happened(session.at, shift),
      })
    default:
      return unreachable(session)
  }
}

function openShifted({ openedAt, heartbeat, missing }: Open, shift: Shift): Instants<Open> {
  const { now } = shift
  const heardAt = happened(heartbeat.heardAt, shift)
  return {
    openedAt: happened(openedAt, shift),
    heartbeat: shifted(heartbeat, { askedAt: undefined, nextAt: now, heardAt }),
    look: lookAt(now),
    missing: missing && { since: now, strikes: 0 },
  }
}

function microphoneShifted(microphone: Microphone, shift: Shift): Microphone {
  const askedAt = happened(microphone.askedAt, shift)
  switch (microphone.situation) {
    case 'clearing':
      return shifted(microphone, { askedAt, tryFrom: awaited(microphone.tryFrom, shift) })
    case 'opening':
      return shifted(microphone, { askedAt })
    case 'on-air':
      return shifted(microphone, { askedAt, since: happened(microphone.since, shift) })
    case 'over': {
      const since = happened(microphone.since, shift)
      return shifted(microphone, { askedAt, since, at: happened(microphone.at, shift) })
    }
    default:
      return unreachable(microphone)
  }
}
