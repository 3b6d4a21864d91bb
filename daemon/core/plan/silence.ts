/**
 * A platform that accepts no heartbeats. The channels of an account hang on one far end: when it falls silent they fall
 * silent one after the other, and the desk needs one alert, not forty. A channel that is not heard while those beside
 * it are is another matter, and an alert of its own.
 */
import { BEAT_EVERY, SILENCE_TOLD } from '../limits.js'
import { after, between, type Instant, latest, showDuration, showSeconds } from '../time.js'
import type { Account } from './account.js'
import { type Airing, isManned, type Manned } from './airing.js'
import { tell } from './announce.js'
import { changed, tended } from './changed.js'
import type { Heartbeat } from './heartbeat.js'
import { isOpen, type OpenSession } from './session.js'
import type { Sheet } from './sheet.js'

/** The desk was told that a whole account is not heard. */
export interface Silence {
  /** The last heartbeat that was accepted, of any of its channels. */
  readonly since: Instant
  /** One was accepted again. */
  readonly overAt: Instant | undefined
}

/** `was`, and what its heartbeat's answer made of it; as it then is. */
export function afterBeat(sheet: Sheet, was: Airing, airing: Airing): Airing {
  const before = beatingOf(was)?.heartbeat
  const session = beatingOf(airing)
  if (!before || !session || !isManned(airing) || session.heartbeat === before) return airing
  const desk = sheet.account(airing.account)
  const { silent, alone } = session.heartbeat
  if (!silent) {
    if (desk.silence && desk.silence.overAt === undefined) answersAgain(sheet, desk, before)
    return airing
  }
  return alone || isTold(desk, sheet.now) ? airing : fellSilent(sheet, desk, airing, session)
}

/** Whoever is heard a moment later than the others, or is not for a moment, is no news. */
const isTold = ({ silence }: Account, now: Instant) =>
  silence !== undefined &&
  (silence.overAt === undefined || between(silence.overAt, now) < SILENCE_TOLD)

function answersAgain(sheet: Sheet, desk: Account, { silent }: Heartbeat): void {
  const { silence, id } = desk
  if (!silence) return
  // A session that is new says nothing of how long the platform would not have answered.
  const gap = silent ? `, after ${showSeconds(between(silence.since, sheet.now))}` : ''
  sheet.putAccount({ ...desk, silence: { ...silence, overAt: sheet.now } })
  sheet.act(tell(undefined, 'info', `the platform of "${id}" accepts heartbeats again${gap}`, id))
}

/** The platform, or this channel alone: the others tell. */
function fellSilent(sheet: Sheet, desk: Account, airing: Manned, session: OpenSession): Airing {
  const { now } = sheet
  const { heartbeat } = session
  const own = heartbeat.heardAt ?? session.openedAt
  const others = desk.holding.flatMap((id) => {
    const other = id === airing.id ? undefined : sheet.airing(id)
    return (other && beatingOf(other)?.heartbeat) ?? []
  })
  // Its first heartbeat that came to nothing: whoever was heard after that, the platform answers.
  const failedAt = after(own, BEAT_EVERY)
  const isHeard = others.some(
    ({ heardAt = own }) => heardAt > failedAt && between(heardAt, now) < SILENCE_TOLD,
  )
  if (others.length > 0 && !isHeard) {
    const since = others.reduce((last, { heardAt = own }) => latest(last, heardAt), own)
    sheet.putAccount({ ...desk, silence: { since, overAt: undefined } })
    const last = `the last ${showSeconds(between(since, now))} ago; ${others.length + 1} channels are concerned`
    const says = `the platform of "${desk.id}" accepts no heartbeat any more, ${last}: ${MEANS}`
    sheet.act(tell(undefined, 'alert', says, desk.id))
    return airing
  }
  const gap = showDuration(SILENCE_TOLD)
  const which = isHeard
    ? `no heartbeat of this channel for ${gap}, while it accepts those of others`
    : `no heartbeat for ${gap}`
  sheet.act(tell(airing.id, 'alert', `the platform has accepted ${which}: ${MEANS}`))
  const told = tended(session, { ...heartbeat, alone: true }, session.look)
  return changed(airing, { session: told })
}

const MEANS = 'what it has goes on, nothing new airs, and it may close the session'

/** A session that is being closed is not beaten. */
const beatingOf = (airing: Airing): OpenSession | undefined =>
  isManned(airing) && isOpen(airing.session) && airing.session.situation !== 'closing'
    ? airing.session
    : undefined
