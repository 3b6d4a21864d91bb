/**
 * A live voice in place of the presenter: the platform's queue is emptied first, because the platform lets no voice in
 * beside it; then the line is asked for, and while it is open nothing else is sent. What gave way comes again
 * afterwards. The voice itself never comes in here, only that it began and that it is over.
 */
import type { Programme } from '../compile/programme.js'
import { LINE_AGAIN, ROOM_MAX, VOICE_MAX } from '../limits.js'
import { after, type Duration, earliest, type Instant, NEVER } from '../time.js'
import type { Action, Guarded } from './actions.js'
import type { Manned } from './airing.js'
import { onAirIn } from './cutting.js'
import type { SessionId } from './events.js'
import { rememberTraces } from './ghosts.js'
import { cutShort } from './going-on.js'
import type { Outcome } from './outcome.js'
import { type Pursuit, still } from './pursuit.js'
import { voiceRow } from './rows.js'
import { facts, hasEnded, isHeld, isUnderWay, type Takeover, UNLISTED } from './takeover.js'
import { hear } from './takeover-progress.js'
import { FOR_A_VOICE, perhapsBegun } from './verdicts.js'

export type Microphone = Asked &
  (
    | { readonly situation: 'clearing'; readonly tryFrom: Instant }
    | { readonly situation: 'opening' }
    | { readonly situation: 'on-air'; readonly since: Instant }
    | {
        readonly situation: 'over'
        readonly since: Instant | undefined
        readonly at: Instant
        readonly end: VoiceEnd
        readonly says: string
      }
  )

interface Asked {
  readonly request: string
  readonly by: string
  /** `cut`: what speaks is cut; `wait`: it speaks to its end. */
  readonly how: 'cut' | 'wait'
  readonly askedAt: Instant
  readonly longest: Duration
}

/**
 * `ended`: as it was meant to. `broken`: the line was lost. `left`: the daemon went. `never`: not heard.
 * `unseen`: nobody saw its end.
 */
export type VoiceEnd = 'ended' | 'broken' | 'left' | 'never' | 'unseen'

export const askedFor = (
  { request, by, how, longest }: Omit<Asked, 'askedAt'>,
  now: Instant,
): Microphone => ({
  situation: 'clearing',
  request,
  by,
  how,
  askedAt: now,
  longest: Math.min(longest, VOICE_MAX) as Duration,
  tryFrom: now,
})

/** Whether the microphone is in the way of everything else; while it waits for its turn, what speaks may go on. */
export const isSilenced = ({ microphone }: Pick<Manned, 'microphone'>): boolean =>
  microphone !== undefined && !(microphone.situation === 'clearing' && microphone.how === 'wait')

export function lineAnswered(
  microphone: Microphone,
  outcome: Outcome<true>,
  now: Instant,
): Microphone {
  if (microphone.situation !== 'opening') return microphone
  if (outcome.is === 'applied') return { ...microphone, situation: 'on-air', since: now }
  const busy = outcome.is === 'not-applied' && outcome.why === 'busy'
  return busy && now < after(microphone.askedAt, ROOM_MAX)
    ? { ...microphone, situation: 'clearing', tryFrom: after(now, LINE_AGAIN) }
    : over(microphone, 'never', outcome.says, now)
}

export function over(
  microphone: Microphone,
  end: VoiceEnd,
  says: string,
  now: Instant,
): Microphone {
  if (microphone.situation === 'over') return microphone
  const since = microphone.situation === 'on-air' ? microphone.since : undefined
  const seen = since === undefined && end !== 'unseen' ? 'never' : end
  return { ...microphone, situation: 'over', since, at: now, end: seen, says }
}

/** The daemon was restarted: whoever spoke has lost the line, and what was asked for is asked again by a person. */
export function afterWaking(
  microphone: Microphone,
  heardAt: Instant | undefined,
  now: Instant,
): Microphone {
  if (microphone.situation !== 'on-air')
    return over(microphone, microphone.situation === 'opening' ? 'unseen' : 'left', RESTARTED, now)
  // No voice outlives the daemon it goes through: it was there with the last heartbeat, and not much longer.
  const { since } = microphone
  const at = heardAt !== undefined && heardAt > since ? heardAt : since
  return over(microphone, 'left', `${RESTARTED}: the voice was on until then at least`, at)
}

const RESTARTED = 'the daemon was restarted'

/** Empties the platform's queue: first what waits in it, so that nothing of it begins; then what speaks. */
export function makeRoom(airing: Manned, now: Instant): Manned {
  const { microphone } = airing
  if (microphone?.situation !== 'clearing') return airing
  const head = headOf(airing)
  const waiting = airing.takeovers.filter((one) => mustGiveWay(one, microphone, head))
  if (waiting.some(isHeld)) {
    const takeovers = airing.takeovers.map((one) =>
      waiting.includes(one) ? hear(one, { type: 'recalled', ...FOR_A_VOICE }, now) : one,
    )
    return { ...airing, takeovers }
  }
  if (waiting.length > 0 || microphone.how === 'wait') return airing
  const onAir = onAirIn(airing)
  return onAir ? cutShort(airing, onAir, FOR_A_VOICE, now) : airing
}

/** The first in line may have begun before any list shows it: whoever waits for the air waits for it as well. */
const mustGiveWay = (
  takeover: Takeover,
  { how }: Microphone,
  head: Takeover | undefined,
): boolean => {
  if (isUnderWay(takeover)) return true
  if (!isHeld(takeover) || takeover.situation === 'speaking') return false
  return how === 'cut' || (takeover !== head && takeover.piece?.continues !== true)
}

const placeOf = (held: Takeover): number =>
  held.situation === 'speaking' ? -1 : held.situation === 'queued' ? held.place : UNLISTED

/** Of those that nobody saw in a list yet, what was accepted first. */
const headOf = ({ takeovers }: Pick<Manned, 'takeovers'>): Takeover | undefined =>
  takeovers
    .filter(isHeld)
    .toSorted((one, other) => placeOf(one) - placeOf(other) || one.acceptedAt - other.acceptedAt)[0]

/** What gave way before it began waits again, in its old place; of what may have begun, only what must air. */
export function comeAgain(airing: Manned, now: Instant): Manned {
  const back = airing.takeovers.filter((one) => hasGivenWay(one) && isWanted(one, now))
  if (back.length === 0) return airing
  const takeovers = airing.takeovers.map((one): Takeover => {
    if (!back.includes(one)) return one
    const sentAgain = mayHaveBegun(one) ? 'may-be-heard-twice' : (one.sentAgain ?? 'gave-way')
    return facts(one, { gen: one.gen + 1, sentAgain, situation: 'waiting' })
  })
  return { ...airing, takeovers, pastTraces: rememberTraces(airing, back) }
}

const hasGivenWay = (takeover: Takeover): boolean =>
  hasEnded(takeover) &&
  takeover.startedAt === undefined &&
  (takeover.says === FOR_A_VOICE.because || mayHaveBegun(takeover))

const mayHaveBegun = (takeover: Takeover): boolean =>
  hasEnded(takeover) && takeover.says === perhapsBegun(FOR_A_VOICE).says

/** Nobody cancelled it meanwhile, it has time left, and being heard twice is accepted where it may be. */
const isWanted = (takeover: Takeover, now: Instant): boolean =>
  takeover.unwanted === undefined &&
  takeover.doubt !== 'never-twice' &&
  now < takeover.expiresAt &&
  (takeover.doubt === 'must' || !mayHaveBegun(takeover))

/** Writes down a voice that is over, or whose time is up, and lets its line go: the queue goes on in the same turn. */
export function endVoice(
  airing: Manned,
  session: SessionId,
  programme: Programme,
  now: Instant,
): Pursuit<Manned> {
  const { microphone } = airing
  if (microphone?.situation === 'over') return done(airing, session, programme)
  if (!microphone || now < lastOf(microphone)) return still(airing)
  const ended =
    microphone.situation === 'on-air'
      ? over(microphone, 'ended', 'its time was up', now)
      : over(microphone, 'never', 'the queue of the platform did not become empty', now)
  return done({ ...airing, microphone: ended }, session, programme)
}

function lastOf(microphone: Microphone): Instant {
  if (microphone.situation === 'on-air') return after(microphone.since, microphone.longest)
  return microphone.situation === 'clearing' ? after(microphone.askedAt, ROOM_MAX) : NEVER
}

const isRoomMade = ({ takeovers, awaiting }: Manned): boolean =>
  awaiting === undefined && !takeovers.some((one) => isHeld(one) || isUnderWay(one))

/** Asks for the line once the platform's queue is empty. */
export function askForLine(airing: Manned, session: SessionId, now: Instant): Pursuit<Manned> {
  const { microphone } = airing
  if (microphone?.situation !== 'clearing' || now < microphone.tryFrom) return still(airing)
  if (!isRoomMade(airing)) return still(airing)
  const { request, by } = microphone
  const line: Guarded = {
    type: 'open-line',
    class: 'guarded',
    key: `line:${airing.id}/${request}#${airing.calls}`,
    because: `${by} speaks`,
    account: airing.account,
    airing: airing.id,
    session,
    request,
  }
  const opening: Microphone = { ...asked(microphone), situation: 'opening' }
  return {
    airing: { ...airing, microphone: opening, calls: airing.calls + 1 },
    actions: [line],
    needs: [],
  }
}

const asked = ({ request, by, how, askedAt, longest }: Microphone): Asked => ({
  request,
  by,
  how,
  askedAt,
  longest,
})

/** The row, and the line let go, whoever holds it. */
function done(
  airing: Manned,
  session: SessionId | undefined,
  programme: Programme,
): Pursuit<Manned> {
  const { microphone, account, id } = airing
  if (microphone?.situation !== 'over') return still(airing)
  const { request, says } = microphone
  const actions: readonly Action[] = [
    { type: 'record', row: voiceRow(airing, programme, microphone, session) },
    { type: 'close-line', account, airing: id, request, because: says },
  ]
  return { airing: { ...airing, microphone: undefined }, actions, needs: [] }
}

/** The airing is over, or its session is: nobody speaks any more. */
export function clearVoice(
  airing: Manned,
  session: SessionId | undefined,
  programme: Programme,
  why: 'session-lost' | 'end',
  now: Instant,
): Pursuit<Manned> {
  if (!airing.microphone) return still(airing)
  const says = why === 'end' ? 'the airing was over' : 'the session was lost'
  const end = why === 'end' ? 'ended' : 'broken'
  const cleared = { ...airing, microphone: over(airing.microphone, end, says, now) }
  return done(cleared, session, programme)
}

export function voiceDueAt(airing: Manned): Instant | undefined {
  const { microphone } = airing
  if (!microphone) return undefined
  const last = lastOf(microphone)
  // While something is still in the way, news of it is what is waited for.
  return microphone.situation === 'clearing' && isRoomMade(airing)
    ? earliest(last, microphone.tryFrom)
    : last
}
