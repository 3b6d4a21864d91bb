/**
 * A manned airing with some of its fields as they now are. It is copied once a turn and more, so it is written out: an
 * object spread gives every place that spreads its own hidden shape of the copy, and whatever reads airings from many
 * places then looks each field up anew. Written in one place it has one shape, and costs a twentieth.
 */
import type { Manned } from './airing.js'
import type { Heartbeat } from './heartbeat.js'
import type { Look } from './look.js'
import type { OpenSession } from './session.js'

export const changed = (airing: Manned, news: Partial<Manned>): Manned =>
  Object.assign(copy(airing), news)

/** Of all fields: one that is forgotten does not compile. */
const copy = (airing: Manned): { -readonly [Field in keyof Manned]: Manned[Field] } => ({
  id: airing.id,
  show: airing.show,
  account: airing.account,
  timezone: airing.timezone,
  version: airing.version,
  opensAt: airing.opensAt,
  startsAt: airing.startsAt,
  endsAt: airing.endsAt,
  late: airing.late,
  values: airing.values,
  preflight: airing.preflight,
  spoken: airing.spoken,
  calls: airing.calls,
  openings: airing.openings,
  sessionsUsed: airing.sessionsUsed,
  sessionsLive: airing.sessionsLive,
  onAirAt: airing.onAirAt,
  stop: airing.stop,
  succeeds: airing.succeeds,
  successor: airing.successor,
  handingOver: airing.handingOver,
  lastSegment: airing.lastSegment,
  clockTrusted: airing.clockTrusted,
  alerted: airing.alerted,
  relays: airing.relays,
  relayFrom: airing.relayFrom,
  parked: airing.parked,
  lookFrom: airing.lookFrom,
  calledUntil: airing.calledUntil,
  nextTurnAt: airing.nextTurnAt,
  takeovers: airing.takeovers,
  givenUp: airing.givenUp,
  denied: airing.denied,
  pastTraces: airing.pastTraces,
  strangers: airing.strangers,
  forgottenUntil: airing.forgottenUntil,
  sought: airing.sought,
  requests: airing.requests,
  renamed: airing.renamed,
  queueLook: airing.queueLook,
  queueSeenAt: airing.queueSeenAt,
  sendFrom: airing.sendFrom,
  awaiting: airing.awaiting,
  moveFrom: airing.moveFrom,
  cutInUntil: airing.cutInUntil,
  earlyHints: airing.earlyHints,
  revision: airing.revision,
  heldUntil: airing.heldUntil,
  microphone: airing.microphone,
  situation: airing.situation,
  session: airing.session,
})

/** A session is beaten and looked at every few seconds; a live one is written out for the same reason. */
export function tended(session: OpenSession, heartbeat: Heartbeat, look: Look): OpenSession {
  if (session.situation !== 'live') return { ...session, heartbeat, look }
  const { id, openedAt, confirmed, missing, liveAt } = session
  return { id, openedAt, heartbeat, look, confirmed, missing, situation: 'live', liveAt }
}
