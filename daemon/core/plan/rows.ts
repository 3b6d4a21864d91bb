/** The as-run rows of a takeover, a session and a show, written when each is over. */
import type { Programme, TakeoverScript } from '../compile/programme.js'
import { between, type Instant, seconds } from '../time.js'
import type { AiringFacts, Manned } from './airing.js'
import type { AsRunRow, Reason, Status } from './as-run.js'
import type { SessionId } from './events.js'
import type { Microphone, VoiceEnd } from './microphone.js'
import { isRelayed } from './relay.js'
import type { Over, Session } from './session.js'
import { type Ended, type TakeoverFacts, title } from './takeover.js'

/** Within this of its instant a show is on time. */
const START_GRACE = seconds(1)

export function takeoverRow(
  airing: AiringFacts,
  programme: Programme,
  takeover: TakeoverFacts & Ended,
  session: SessionId | undefined,
): AsRunRow {
  return {
    type: 'takeover',
    segment: takeover.segment,
    item: takeover.cue,
    instance: takeover.id,
    attempt: takeover.gen,
    title: title(takeover.script),
    urgency: takeover.urgency,
    plannedAt: takeover.plannedAt,
    sentAt: takeover.sentAt,
    acceptedAt: takeover.acceptedAt,
    startedAt: takeover.startedAt,
    endedAt: takeover.endedAt,
    status: takeover.status,
    reason: reasonOf(takeover),
    evidence: takeover.evidence,
    source: takeover.source,
    by: takeover.by,
    session,
    trace: takeover.trace,
    text: takeover.script.say,
    media: takeover.script.say === undefined ? mediaOf(takeover.script) : undefined,
    says:
      [takeover.script.words?.remark, takeover.script.instead, takeover.says]
        .filter(Boolean)
        .join('; ') || undefined,
    ...common(airing, programme),
  }
}

/** Nothing but that the alternative of the item aired, and why. */
const reasonOf = ({ reason, script }: Ended & Pick<TakeoverFacts, 'script'>): Reason =>
  reason === 'ON_TIME' ? (script.alternativeFor ?? reason) : reason

/** A viewer's words are not in the log, only where they are kept and what proves them. */
const mediaOf = ({ words, audio }: TakeoverScript) =>
  words ? `question:${words.question} hmac-sha256:${words.digest}` : audio

/** Of a live voice that is over, or that never was. */
export function voiceRow(
  airing: AiringFacts,
  programme: Programme,
  voice: Extract<Microphone, { readonly situation: 'over' }>,
  session: SessionId | undefined,
): AsRunRow {
  const [status, reason] = VOICE_VERDICT[voice.end]
  return {
    type: 'takeover',
    segment: undefined,
    item: undefined,
    instance: `${airing.id}/microphone/${voice.request}`,
    attempt: 1,
    title: 'live voice',
    urgency: undefined,
    plannedAt: voice.askedAt,
    sentAt: voice.askedAt,
    acceptedAt: voice.since,
    startedAt: voice.since,
    endedAt: voice.at,
    status,
    reason,
    evidence: voice.since === undefined ? 'none' : 'accepted',
    source: 'microphone',
    by: voice.by,
    session,
    trace: undefined,
    text: undefined,
    media: undefined,
    says: voice.says,
    ...common(airing, programme),
  }
}

const VOICE_VERDICT: Readonly<Record<VoiceEnd, readonly [Status, Reason]>> = {
  ended: ['aired', 'INSERTED_BY_API'],
  broken: ['aired_partial', 'PROVIDER_ERROR'],
  left: ['aired_partial', 'STALE_AT_STARTUP'],
  never: ['failed', 'PROVIDER_ERROR'],
  unseen: ['aired_unconfirmed', 'IN_DOUBT_AFTER_CRASH'],
}

export function sessionRow(airing: Manned, programme: Programme, session: Over): AsRunRow {
  const [status, reason] = sessionVerdict(airing, session)
  return {
    type: 'session',
    segment: undefined,
    item: undefined,
    instance: `${airing.id}#${airing.sessionsUsed}`,
    attempt: airing.sessionsUsed,
    title: `session ${airing.sessionsUsed}`,
    urgency: undefined,
    plannedAt: airing.opensAt,
    sentAt: undefined,
    acceptedAt: session.openedAt,
    startedAt: session.liveAt,
    endedAt: session.at,
    status,
    reason,
    evidence: 'platform-state',
    source: 'daemon',
    by: undefined,
    session: session.id,
    trace: undefined,
    text: undefined,
    media: undefined,
    says: session.says,
    ...common(airing, programme),
  }
}

export function showRow(
  airing: AiringFacts,
  programme: Programme,
  how: 'closed' | 'missed' | 'lost',
  because: string,
  now: Instant,
  reason?: Reason,
): AsRunRow {
  const [status, found] = verdict(airing, how)
  return {
    type: 'show',
    segment: undefined,
    item: undefined,
    instance: airing.id,
    attempt: 1,
    title: programme.title,
    urgency: undefined,
    plannedAt: airing.startsAt,
    sentAt: undefined,
    acceptedAt: undefined,
    startedAt: airing.onAirAt,
    endedAt: now,
    status,
    reason: reason ?? found,
    evidence: 'platform-state',
    source: 'daemon',
    by: undefined,
    session: undefined,
    trace: undefined,
    text: undefined,
    media: undefined,
    says: because,
    ...common(airing, programme),
  }
}

/** Why nothing could be opened, in the log's terms. */
export function whyNotOpened(session: Session): Reason {
  const last = 'refusals' in session ? session.refusals.last : undefined
  return last?.why === 'account-full' || last?.why === 'platform-full'
    ? 'QUOTA_EXCEEDED'
    : 'PROVIDER_ERROR'
}

function verdict(
  airing: AiringFacts,
  how: 'closed' | 'missed' | 'lost',
): readonly [Status, Reason] {
  if (how === 'missed') return ['missed', 'STALE_AT_STARTUP']
  if (airing.onAirAt === undefined) return ['cancelled', 'CANCELLED_BY_OPERATOR']
  if (how === 'lost' || airing.sessionsLive > 1) return ['aired_partial', 'PROVIDER_SESSION_LOST']
  if (airing.stop) return ['aired_partial', 'CANCELLED_BY_OPERATOR']
  const isLate = between(airing.startsAt, airing.onAirAt) > START_GRACE
  return isLate && airing.endsAt !== undefined && !isRelayed(airing.id)
    ? ['aired_late', 'PROVIDER_ERROR']
    : ['aired', 'ON_TIME']
}

/** A session that never was live did not air, whoever closed it. */
function sessionVerdict(airing: AiringFacts, { how, liveAt }: Over): readonly [Status, Reason] {
  if (liveAt !== undefined) {
    return how === 'closed' ? ['aired', 'ON_TIME'] : ['aired_partial', 'PROVIDER_SESSION_LOST']
  }
  return airing.stop ? ['cancelled', 'CANCELLED_BY_OPERATOR'] : ['failed', 'PROVIDER_ERROR']
}

/** Spread last: in Node 20 each key that stands behind a spread costs some microseconds. */
const common = (airing: AiringFacts, programme: Programme) => ({
  account: airing.account,
  show: airing.show,
  airing: airing.id,
  timezone: airing.timezone,
  version: programme.version,
  language: programme.liveScript.presenter.voice.language,
  voice: programme.liveScript.presenter.voice.id ?? programme.liveScript.presenter.voice.qid,
})
