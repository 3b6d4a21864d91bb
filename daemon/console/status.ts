/** What the desk sees of the state: plain data for `onair status` and the API. Reads only. */
import { covers, type Scope } from '../core/desk/roles.js'
import { type Airing, isManned } from '../core/plan/airing.js'
import { waitsForClock } from '../core/plan/channel.js'
import { nextCue } from '../core/plan/coming.js'
import { inOrder } from '../core/plan/order.js'
import type { Session } from '../core/plan/session.js'
import { isOpen } from '../core/plan/session.js'
import type { State } from '../core/plan/state.js'
import { type Takeover, title } from '../core/plan/takeover.js'
import { type Instant, local } from '../core/time.js'
import type { ShowView } from './views.js'

export interface Status {
  readonly station: string
  readonly now: string
  /** Undefined: it is well. */
  readonly disk: DiskStatus | undefined
  readonly airings: readonly AiringStatus[]
}

export interface DiskStatus {
  readonly is: 'low' | 'full' | 'busy' | 'lost'
  readonly since: string
  readonly says: string
  readonly todo: string
}

export interface AiringStatus {
  readonly airing: string
  readonly show: string
  readonly title: string
  readonly account: string
  readonly situation: string
  readonly startsAt: string
  readonly endsAt: string | undefined
  readonly onAirAt: string | undefined
  readonly session: string | undefined
  readonly sessionSituation: string | undefined
  /** The last heartbeat the platform accepted. */
  readonly heardAt: string | undefined
  /** The platform has accepted none since then, and that is too long. */
  readonly silentSince: string | undefined
  readonly speaking: string | undefined
  readonly speakingSince: string | undefined
  /** Somebody has the microphone, or is about to. */
  readonly voice: VoiceStatus | undefined
  readonly queued: readonly string[]
  readonly waiting: number
  /** Of those that wait the one that goes first. */
  readonly firstWaiting: string | undefined
  /** What falls due next; what fell due stands in the queue already. */
  readonly nextCue:
    | { readonly cue: string; readonly at: string; readonly title: string }
    | undefined
  /** Raised by orders, edits and answers; an order may name the one it was meant for. */
  readonly version: number
  /** Nothing new is sent until then. */
  readonly heldUntil: string | undefined
  /** It is late, or will be, until then. */
  readonly waitsUntil: string | undefined
  readonly parked: string | undefined
  readonly because: string | undefined
  readonly overAt: string | undefined
}

export interface VoiceStatus {
  readonly by: string
  readonly situation: 'clearing' | 'opening' | 'on-air'
  readonly since: string
}

/** Only what the scope reaches. */
export function statusOf(
  state: State,
  station: string,
  now: Instant,
  scope: Scope,
  disk: (Omit<DiskStatus, 'since'> & { readonly since: Instant }) | undefined,
): Status {
  const airings = Object.values(state.airings)
    .filter(({ id, show, account }) => covers(scope, { airing: id, show, account }))
    .sort((one, other) => one.startsAt - other.startsAt)
  return {
    station,
    now: new Date(now).toISOString(),
    disk: disk && { ...disk, since: new Date(disk.since).toISOString() },
    airings: airings.map((airing) => airingStatus(airing, state, now)),
  }
}

export function airingStatus(airing: Airing, state: State, now: Instant): AiringStatus {
  const time = (at: Instant | undefined) =>
    at === undefined ? undefined : local(at, airing.timezone)
  const speaking = airing.takeovers.find(isSpeaking)
  const waiting = airing.takeovers
    .filter(({ situation }) => situation === 'waiting')
    .sort(inOrder(now))
  const session: Session | undefined = isManned(airing) ? airing.session : undefined
  const open = session && isOpen(session) ? session : undefined
  const named = (situation: string) =>
    airing.takeovers.filter((takeover) => takeover.situation === situation).map(name)
  return {
    airing: airing.id,
    show: airing.show,
    title: state.programmes[airing.version]?.title ?? airing.show,
    account: airing.account,
    situation: airing.situation,
    startsAt: local(airing.startsAt, airing.timezone),
    endsAt: time(airing.endsAt),
    onAirAt: time(airing.onAirAt),
    session: open?.id,
    sessionSituation: session?.situation,
    heardAt: time(open?.heartbeat.heardAt),
    silentSince: open?.heartbeat.silent && time(open.heartbeat.heardAt ?? open.openedAt),
    speaking: speaking && name(speaking),
    speakingSince: time(speaking?.startedAt),
    voice: voiceOf(airing),
    queued: [...named('queued'), ...named('preparing')],
    waiting: waiting.length,
    firstWaiting: waiting[0] && name(waiting[0]),
    nextCue: nextCueOf(airing, state, now),
    version: airing.revision,
    heldUntil: isManned(airing) ? time(airing.heldUntil) : undefined,
    waitsUntil: waitsUntil(airing, state),
    parked: airing.parked,
    because: 'because' in airing ? airing.because : undefined,
    overAt: 'endedAt' in airing ? time(airing.endedAt) : undefined,
  }
}

const isSpeaking = (takeover: Takeover): takeover is Extract<Takeover, { situation: 'speaking' }> =>
  takeover.situation === 'speaking'

const name = ({ cue, source, script }: Takeover) => `${cue ?? source}: ${title(script)}`

function nextCueOf(airing: Airing, { programmes }: State, now: Instant) {
  const programme = programmes[airing.version]
  const coming = programme && isManned(airing) ? nextCue(airing, programme, now) : undefined
  return (
    coming && {
      cue: coming.cue,
      at: local(coming.at, airing.timezone),
      title: title(coming.script),
    }
  )
}

function voiceOf({ microphone, timezone }: Airing): VoiceStatus | undefined {
  if (microphone === undefined || microphone.situation === 'over') return undefined
  const { by, situation } = microphone
  const since = microphone.situation === 'on-air' ? microphone.since : microphone.askedAt
  return { by, situation, since: local(since, timezone) }
}

function waitsUntil(airing: Airing, { accounts }: State): string | undefined {
  const account = accounts[airing.account]
  return account && isManned(airing) && waitsForClock(airing, account)
    ? `the clocks of this machine and of the platform agree, or until: onair start ${airing.show}`
    : undefined
}

export const showsOf = (state: State, scope: Scope): readonly ShowView[] =>
  Object.values(state.shows)
    .filter(({ id, account }) => covers(scope, { show: id, account, airing: undefined }))
    .map(({ id, account, version, held, withdrawn, airings }) => ({
      show: id,
      title: state.programmes[version]?.title ?? id,
      account,
      version,
      held,
      withdrawn,
      airings: airings.filter((airing) => state.airings[airing]),
    }))
