/**
 * What an airing wants of its session now: to have one, to keep it alive, to know its state, to go live at its instant
 * and never before, to be closed at its end. Nothing here remembers being called: the state alone decides, so an early,
 * late or doubled bell does no harm.
 */
import { CLOSE_ALERT, INIT_MAX, LOOK_ALONG, OPENINGS_MAX } from '../limits.js'
import {
  after,
  between,
  earliest,
  type Instant,
  minutes,
  NEVER,
  seconds,
  showDuration,
} from '../time.js'
import type { Account } from './account.js'
import type { Action, Guarded, Tell } from './actions.js'
import {
  type Airing,
  type AiringFacts,
  end,
  lastCallAt,
  type Manned,
  mayReopen,
  mustEnd,
  reopen,
  withSession,
} from './airing.js'
import { tell } from './announce.js'
import { changed, tended } from './changed.js'
import { beatDueAt, beating } from './heartbeat.js'
import { lookDueAt, looking } from './look.js'
import type { Pursuit, Scene } from './pursuit.js'
import { isRelayed } from './relay.js'
import { sessionRow, showRow, whyNotOpened } from './rows.js'
import { isOpen, type OpenSession, type Over, type Session } from './session.js'
import { hear } from './session-progress.js'

export function pursueChannel(airing: Manned, scene: Scene): Pursuit {
  const { session } = airing
  if (session.situation === 'over') return followOver(airing, session, scene)
  if (isOpen(session)) return pursueOpen(airing, session, scene)
  return pursueOpening(airing, session, scene)
}

/** When the channel must be looked at again. Whoever stands in line for a slot is woken by the account. */
export function channelDueAt(airing: Manned, account: Account): Instant {
  const { session } = airing
  const alert = airing.alerted || airing.onAirAt !== undefined ? NEVER : alertAt(airing)
  const finish = session.situation === 'closing' ? NEVER : (airing.endsAt ?? NEVER)
  switch (session.situation) {
    case 'wanted':
      return earliest(
        isInLine(airing, account) ? undefined : session.from,
        lastCallAt(airing),
        alert,
      )
    case 'asked':
    case 'unclear':
    case 'over':
      return alert
    case 'closing':
      return earliest(lookDueAt(session.look), session.nextTryAt)
    default:
      return earliest(
        beatDueAt(session.heartbeat),
        lookDueAt(session.look),
        finish,
        alert,
        session.situation === 'ready' && mayStart(airing, account) ? airing.startsAt : undefined,
        notReadyBy(session),
      )
  }
}

const isInLine = ({ id }: Manned, { waiting }: Account) =>
  waiting.some((wanting) => wanting.airing === id)

function pursueOpening(
  airing: Manned,
  session: Exclude<Session, OpenSession | Over>,
  scene: Scene,
): Pursuit {
  const { account, now } = scene
  const late = lateAlert(airing, account, now)
  const watched = late ? { ...airing, alerted: true } : airing
  const actions: readonly Action[] = late ? [late] : []
  if (session.situation === 'asked') return { airing: watched, actions, needs: [] }
  // Whether it was opened the running list says (running-list.ts), and nothing else does.
  if (session.situation === 'unclear') return { airing: watched, actions, needs: ['running-list'] }
  if (mustEnd(airing, now) || airing.openings >= OPENINGS_MAX || !mayReopen(airing, now)) {
    return giveUp(watched, scene, actions)
  }
  return { airing: watched, actions, needs: now >= session.from ? ['slot'] : [] }
}

function pursueOpen(airing: Manned, session: OpenSession, scene: Scene): Pursuit {
  const { now } = scene
  const actions: Action[] = []
  const late = lateAlert(airing, scene.account, now)
  if (late) actions.push(late)
  let kept: OpenSession = session
  const beats = session.situation !== 'closing' && now >= beatDueAt(session.heartbeat)
  if (beats) {
    kept = tended(kept, beating(session.heartbeat, now), kept.look)
    const { account, id } = airing
    actions.push({ type: 'beat', account, airing: id, session: session.id })
  }
  const joins = beats && session.situation === 'live' && session.look.askedAt === undefined
  const along = joins ? after(now, LOOK_ALONG) : now
  if (lookDueAt(session.look) <= along) {
    kept = tended(kept, kept.heartbeat, looking(session.look, now))
    const { account, id } = airing
    actions.push({ type: 'look', account, airing: id, session: session.id })
  }
  const { next, call } = nextCall(airing, kept, scene)
  if (call) actions.push(call)
  const stuck = call && closeAlert(airing, next, now)
  if (stuck) actions.push(stuck.alert)
  const counted =
    call || late
      ? changed(airing, {
          calls: airing.calls + (call ? 1 : 0),
          alerted: airing.alerted || late !== undefined,
        })
      : airing
  return {
    airing: withSession(counted, stuck?.told ?? next, now),
    actions,
    needs: 'missing' in next && next.missing ? ['running-list'] : [],
  }
}

/** The one guarded call a session may need now: start, or close. */
function nextCall(
  airing: Manned,
  session: OpenSession,
  { account, now }: Scene,
): { next: Session; call: Guarded | undefined } {
  const wish = (because: string) => ({ ...ofSession(airing, session), because })
  const close = (because: string) => ({
    next: hear(session, { type: 'close-sent' }, now),
    call: {
      type: 'close',
      class: 'converge',
      key: `close:${airing.id}#${airing.calls}`,
      ...wish(because),
    } as const,
  })
  if (session.situation === 'closing') {
    return now >= session.nextTryAt
      ? close('the platform has not confirmed the close')
      : { next: session, call: undefined }
  }
  if (mustEnd(airing, now)) return close(whyItEnds(airing, 'its time is over'))
  if (now >= notReadyBy(session)) {
    return close(`not ready after ${showDuration(INIT_MAX)}`)
  }
  if (session.situation === 'ready' && now >= airing.startsAt && mayStart(airing, account)) {
    return {
      next: hear(session, { type: 'start-sent' }, now),
      call: {
        type: 'go-live',
        class: 'guarded',
        key: `go-live:${airing.id}#${airing.calls}`,
        ...wish(
          airing.onAirAt === undefined
            ? 'its start has come'
            : 'back on air after the last session was lost',
        ),
      },
    }
  }
  return { next: session, call: undefined }
}

/** After a restart it may have become ready, and live, long ago: the platform is asked first. */
const notReadyBy = ({ situation, confirmed, openedAt }: OpenSession): Instant =>
  situation === 'initialising' && confirmed ? after(openedAt, INIT_MAX) : NEVER

const mayStart = (airing: AiringFacts, account: Account) =>
  !airing.succeeds && !waitsForClock(airing, account)

/**
 * Nothing is begun by a clock that is in doubt, but on an operator's word. A channel without an end has no time to be
 * wrong about; and what was on air goes back on air, in another session or in its successor's.
 */
export const waitsForClock = (airing: AiringFacts, { clockOff }: Account) =>
  clockOff !== undefined &&
  !airing.clockTrusted &&
  airing.endsAt !== undefined &&
  airing.onAirAt === undefined &&
  !isRelayed(airing.id)

/** The platform says it is over: another session if there is time and budget, or the end of the airing. */
function followOver(airing: Manned, session: Over, scene: Scene): Pursuit {
  const { programme, now } = scene
  const row = { type: 'record', row: sessionRow(airing, programme, session) } as const
  const ended = tell(
    airing.id,
    session.how === 'closed' ? 'info' : 'alert',
    `session over: ${session.says}`,
  )
  if (mustEnd(airing, now)) return finish(airing, scene, [row, ended])
  const next = reopen(airing, session, now)
  if (!mayReopen(next, now)) return giveUp(next, scene, [row, ended])
  return { airing: next, actions: [row, ended], needs: ['slot'] }
}

function finish(airing: Manned, scene: Scene, actions: readonly Action[]): Pursuit {
  const because = whyItEnds(airing, 'its time was over')
  const how = airing.onAirAt === undefined && !airing.stop ? 'missed' : 'closed'
  return ending(airing, scene, how, because, actions)
}

function whyItEnds({ stop, handingOver, successor }: AiringFacts, otherwise: string): string {
  if (stop) return 'stopped by the operator'
  return handingOver && successor ? `${successor} goes on in its place` : otherwise
}

function giveUp(airing: Manned, scene: Scene, actions: readonly Action[]): Pursuit {
  if (airing.stop) return finish(airing, scene, actions)
  const last = 'refusals' in airing.session ? airing.session.refusals.last?.says : undefined
  const because =
    airing.openings >= OPENINGS_MAX
      ? `${OPENINGS_MAX} sessions were tried${last ? `; the last answer: ${last}` : ''}`
      : `no time is left to open a session${last ? `; the last answer: ${last}` : ''}`
  return ending(airing, scene, airing.onAirAt === undefined ? 'missed' : 'lost', because, actions)
}

function ending(
  airing: Manned,
  { programme, now, isBeside = false }: Scene,
  how: 'closed' | 'missed' | 'lost',
  because: string,
  actions: readonly Action[],
): Pursuit<Airing> {
  if (isBeside && how === 'missed') {
    // Nothing is missed: the one that it was to follow is on air.
    const says = `no session stands ready to follow ${airing.succeeds}: ${because}`
    const given = tell(airing.id, 'alert', says)
    return { airing: end(airing, 'closed', says, now), actions: [...actions, given], needs: [] }
  }
  const reason = how === 'missed' ? whyNotOpened(airing.session) : undefined
  return {
    airing: end(airing, how, because, now),
    actions: [
      ...actions,
      { type: 'record', row: showRow(airing, programme, how, because, now, reason) },
      tell(airing.id, how === 'closed' ? 'info' : 'alert', `${how}: ${because}`),
    ],
    needs: [],
  }
}

/** Half a minute of grace for a channel that opens at once; a planned show is late at its instant. */
const alertAt = (airing: AiringFacts) =>
  after(airing.startsAt, airing.endsAt === undefined ? minutes(1) : seconds(5))

function lateAlert(airing: Manned, account: Account, now: Instant): Tell | undefined {
  if (airing.alerted || airing.onAirAt !== undefined || now < alertAt(airing)) return undefined
  const { id, show, session } = airing
  if (session.situation === 'ready' && waitsForClock(airing, account)) {
    const until = `the clocks agree, or until: onair start ${show}`
    return tell(id, 'alert', `not on air in time: it is ready, and waits until ${until}`)
  }
  const last = 'refusals' in session ? session.refusals.last?.says : undefined
  const why = `${session.situation}${last ? `: ${last}` : ''}`
  return tell(id, 'alert', `not on air in time (${why}); still trying`)
}

/** Once, with the first try after CLOSE_ALERT, whenever there is somebody to try. */
function closeAlert(airing: Manned, session: Session, now: Instant) {
  if (session.situation !== 'closing' || session.told) return undefined
  if (between(session.since, now) < CLOSE_ALERT) return undefined
  const says = 'the platform still runs this session, which was to be closed: it costs money'
  return { alert: tell(airing.id, 'alert', says), told: { ...session, told: true } as const }
}

const ofSession = (airing: AiringFacts, session: OpenSession) => ({
  account: airing.account,
  airing: airing.id,
  session: session.id,
})
