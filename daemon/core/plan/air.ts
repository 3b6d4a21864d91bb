/**
 * What an airing wants of its takeovers now: call the cues that are due, drop what has expired, send the next one,
 * look at the platform's queue while it holds anything, and write down what is over.
 */
import type { Programme } from '../compile/programme.js'
import {
  LOOK_AFTER_SENDING,
  LOOK_AT_QUEUE,
  LOOK_AT_QUEUE_SETTLING,
  PREPARE_MAX,
  SEEN_SHORTLY,
} from '../limits.js'
import { eachAs } from '../same.js'
import { after, between, earliest, type Instant, NEVER } from '../time.js'
import type { Action, Guarded } from './actions.js'
import { again, sentBeside } from './again.js'
import { type AiringFacts, type Manned, mustEnd, windowOf } from './airing.js'
import { missed, mourned } from './announce.js'
import { changed } from './changed.js'
import { callBehind, callCues, callFollowers } from './cueing.js'
import { nextTurnAt } from './cues.js'
import { cutForBreaking } from './cutting.js'
import { forgetDenied } from './denied.js'
import type { SessionId } from './events.js'
import { rememberAccepted, rememberGivenUp, rememberTraces } from './ghosts.js'
import { goOn } from './going-on.js'
import { cutForHardStart, dropForHardPoint, hardCutAt } from './hard-start.js'
import { doubtDueAt, type Hearing, judge } from './judge.js'
import { isOut, lookDueAt, looking, NOT_YET, notBefore } from './look.js'
import {
  askForLine,
  clearVoice,
  comeAgain,
  endVoice,
  isSilenced,
  makeRoom,
  voiceDueAt,
} from './microphone.js'
import { type Pursuit, type Scene, still } from './pursuit.js'
import { nextUp } from './queue.js'
import { askBack, takeBackGivenUp, withdrawUnwanted } from './recall.js'
import { rewritten } from './rewriting.js'
import { takeoverRow } from './rows.js'
import { isOpen, isSure } from './session.js'
import { awaitedAs, hasEnded, isHeld, isUnderWay, renewed, type Takeover } from './takeover.js'
import { hear } from './takeover-progress.js'
import { atTheEnd, isForAVoice, whenSessionLost } from './verdicts.js'
import { writeDown } from './written-once.js'

/** Of an airing whose session is live under `session`. */
export function pursueAir(airing: Manned, session: SessionId, scene: Scene): Pursuit<Manned> {
  if (airing.parked !== undefined || mustEnd(airing, scene.now)) return still(airing)
  const over = endVoice(airing, session, scene.programme, scene.now)
  const air = pursueTakeovers(over.airing, session, scene)
  const voice = askForLine(air.airing, session, scene.now)
  return { ...voice, actions: [...over.actions, ...air.actions, ...voice.actions] }
}

function pursueTakeovers(airing: Manned, session: SessionId, scene: Scene): Pursuit<Manned> {
  const called = callCues(forgetDenied(released(airing, scene.now), scene.now), scene)
  if (called.takeovers.length === 0 && called.denied.length === 0)
    return still(rest(called, scene.now))
  const judged = allJudged(called, scene.now)
  const beside = sentBeside(judged, scene.now)
  const roomy = makeRoom(withdrawUnwanted(beside, scene.now), scene.now)
  const back = rewritten(comeAgain(roomy, scene.now), scene)
  const followed = callFollowers(goOn(back, scene), scene)
  const cut = cutForBreaking(dropForHardPoint(followed, scene), scene.now)
  // What was left out for time has cues behind it, too.
  const fitted = callFollowers(cutForHardStart(cut, scene.now), scene)
  const written = writeEnded(fitted, scene.programme, session)
  const rested = rest(written.airing, scene.now)
  const sent = isSure(airing.session) ? sendNext(rested, session, scene) : still(rested)
  const recalled = askBack(sent.airing, session, scene.now)
  const looked = lookAtQueue(recalled.airing, session, scene.now)
  const actions = [
    ...takeBackGivenUp(called, judged, session),
    ...missed(fitted),
    ...written.actions,
    ...sent.actions,
    ...recalled.actions,
    ...looked.actions,
  ]
  return { airing: looked.airing, actions, needs: [] }
}

/** A hold ends by itself: whoever asked for it may have gone home. */
const released = (airing: Manned, now: Instant): Manned =>
  airing.heldUntil !== undefined && now >= airing.heldUntil
    ? { ...airing, heldUntil: undefined }
    : airing

const hearingOf = ({ session }: Manned): Hearing =>
  isOpen(session) && session.heartbeat.silent ? 'silent' : 'heard'

/** Most turns settle no doubt: then the airing is the very same, and nobody compares its takeovers. */
function allJudged(airing: Manned, now: Instant): Manned {
  const before = airing.takeovers
  const hearing = hearingOf(airing)
  const takeovers = eachAs(before, (one) => judge(one, now, before, hearing))
  if (takeovers === before) return airing
  return rememberAccepted(before, rememberGivenUp(before, changed(airing, { takeovers })), now)
}

/** When the takeovers must be looked at again. */
export function airDueAt(airing: Manned, programme: Programme): Instant {
  if (airing.parked !== undefined) return NEVER
  let due = airing.nextTurnAt ?? nextTurnAt(programme.cues, windowOf(airing), airing.calledUntil)
  let held = airing.denied.length > 0
  for (const takeover of airing.takeovers) {
    held ||= isWatched(takeover)
    if (takeover.situation === 'waiting') due = earliest(due, takeover.expiresAt)
    if (takeover.situation === 'in-doubt')
      due = due = earliest(due, doubtDueAt(takeover, hearingOf(airing)))
    if (takeover.situation === 'preparing')
      due = earliest(due, after(takeover.acceptedAt, PREPARE_MAX))
    if (isHeld(takeover)) due = earliest(due, takeover.recall?.askAgainAt)
  }
  const look = held ? lookDueAt(airing.queueLook) : undefined
  const { sendFrom, heldUntil } = airing
  return earliest(due, look, sendFrom, heldUntil, voiceDueAt(airing), hardCutAt(airing))
}

/** The session is gone, or the airing is over: whatever was on its way gets its verdict. */
export function clearAir(
  airing: Manned,
  session: SessionId | undefined,
  why: 'session-lost' | 'end',
  scene: Scene,
): Pursuit<Manned> {
  const { programme, now } = scene
  const all = why === 'end' ? callBehind(airing, programme, now) : airing
  const takeovers = all.takeovers.map((takeover) => {
    const verdict =
      why === 'end'
        ? atTheEnd(takeover, wasSeen(airing, now), between(airing.queueSeenAt ?? now, now))
        : whenSessionLost(takeover)
    // What this session refused another may take.
    if (!verdict) return renewed(takeover, { refusals: 0, refusedBeside: undefined })
    const over = hear(takeover, { type: 'ended', as: verdict }, now)
    return why === 'end' || isTakenAway(takeover) ? over : again(over, now, 'read', all.takeovers)
  })
  const cleared = {
    ...airing,
    takeovers,
    givenUp: [],
    denied: [],
    pastTraces: [],
    strangers: [],
    awaiting: undefined,
    cutInUntil: undefined,
    earlyHints: [],
    queueLook: NOT_YET,
    queueSeenAt: undefined,
  }
  const followed = why === 'end' ? cleared : callFollowers(goOn(cleared, scene), scene)
  const written = writeEnded(followed, programme, session)
  const voice = clearVoice(written.airing, session, programme, why, now)
  return { ...voice, actions: [...written.actions, ...voice.actions] }
}

/** For good: what gave way to a live voice is wanted still. */
const isTakenAway = (takeover: Takeover): boolean =>
  isHeld(takeover) && takeover.recall !== undefined && !isForAVoice(takeover.recall)

/** The queue was read shortly before the end; else nobody knows what became of what was in it. */
function wasSeen({ queueSeenAt, endsAt, stop }: Manned, now: Instant): boolean {
  const over = earliest(now, endsAt, stop?.at)
  return queueSeenAt !== undefined && between(queueSeenAt, over) <= SEEN_SHORTLY
}

/** What is over goes to the as-run log and out of the state; who follows it learns its time. */
function writeEnded(
  airing: Manned,
  programme: Programme,
  session: SessionId | undefined,
): Pursuit<Manned> {
  const over = airing.takeovers.filter(hasEnded)
  if (over.length === 0) return still(airing)
  const written = writeDown(airing.takeovers)
  const ends = new Map(written.rows.map(({ id, endedAt }) => [id, endedAt]))
  const takeovers = written.takeovers.map((takeover) => {
    const ahead = takeover.piece?.continues ? undefined : takeover.follows
    const plannedAt = takeover.plannedAt ?? (ahead && ends.get(ahead))
    return plannedAt === takeover.plannedAt ? takeover : renewed(takeover, { plannedAt })
  })
  const actions = written.rows.flatMap((takeover): readonly Action[] => [
    { type: 'record', row: takeoverRow(airing, programme, takeover, session) },
    // What is sent again is not lost yet.
    ...(takeovers.some((one) => one.id === takeover.id) ? [] : mourned(airing.id, takeover)),
  ])
  const pastTraces = rememberTraces(airing, over)
  const lastSegment =
    over.findLast(({ startedAt }) => startedAt !== undefined)?.segment ?? airing.lastSegment
  return { airing: changed(airing, { takeovers, pastTraces, lastSegment }), actions, needs: [] }
}

const rest = (airing: Manned, now: Instant): Manned =>
  airing.sendFrom !== undefined && now >= airing.sendFrom
    ? { ...airing, sendFrom: undefined }
    : airing

function sendNext(airing: Manned, session: SessionId, scene: Scene): Pursuit<Manned> {
  const { account, now, leaving } = scene
  if (airing.sendFrom !== undefined || airing.awaiting !== undefined) return still(airing)
  if (isSilenced(airing)) return still(airing)
  const held = airing.heldUntil !== undefined ? 'held' : leaving ? 'leaving' : 'all'
  // Whoever waits for the air waits for what speaks, and for nothing that would come behind it.
  const sendable = airing.microphone === undefined ? held : 'continuing'
  const next = nextUp(airing.takeovers, account.queueShare, now, {
    sendable,
    hidden: hiddenAhead(airing, now),
    others: airing.strangers.length,
  })
  if (!next) return still(airing)
  const { takeover, place } = next
  // It may have been refused because the session is over: that is looked into first.
  if (takeover.refusals > 0 && isOpen(airing.session) && isOut(airing.session.look, now))
    return still(airing)
  const wish = {
    class: 'airing',
    key: `enqueue:${takeover.id}/${takeover.gen}#${airing.calls}`,
    because: whySent(takeover),
    account: airing.account,
    airing: airing.id,
    session,
    takeover: takeover.id,
    gen: takeover.gen,
    script: takeover.script,
  } as const
  const call: Guarded =
    takeover.how === 'queue'
      ? { type: 'enqueue', ...wish, place }
      : { type: 'cut-in', ...wish, how: takeover.how === 'interrupt' ? 'interruptible' : 'plain' }
  const takeovers = airing.takeovers.map((other) =>
    other === takeover ? hear(other, { type: 'sent' }, now) : other,
  )
  const queueLook = airing.takeovers.some(isWatched)
    ? airing.queueLook
    : notBefore(airing.queueLook, after(now, LOOK_AFTER_SENDING))
  const awaiting = awaitedAs(takeover)
  const sent = changed(airing, { takeovers, queueLook, awaiting, calls: airing.calls + 1 })
  return { airing: sent, actions: [call], needs: [] }
}

/** What cut in is number 1 at the platform, and no list shows it. */
const hiddenAhead = ({ takeovers, cutInUntil }: Manned, now: Instant): number =>
  cutInUntil !== undefined &&
  now < cutInUntil &&
  !takeovers.some(({ situation }) => situation === 'speaking')
    ? 1
    : 0

const whySent = ({ source, by, sentAgain }: Takeover) => {
  if (sentAgain === 'watched')
    return 'sent again: the queue was watched without a gap, it was not taken'
  if (sentAgain === 'gave-way') return 'sent again: it had given way before it began'
  if (sentAgain === 'failed') return 'sent again: it must air, and failed before it began'
  if (sentAgain) return 'sent again: it must air, and may be heard twice'
  return source === 'rundown' ? 'its cue is due' : `${by} asked for it`
}

/** In the platform's queue, or perhaps in it. */
const isWatched = (takeover: Takeover) => isHeld(takeover) || isUnderWay(takeover)

function lookAtQueue(airing: Manned, session: SessionId, now: Instant): Pursuit<Manned> {
  const awaited = airing.takeovers.some(isWatched) || airing.denied.length > 0
  if (!awaited || now < lookDueAt(airing.queueLook)) return still(airing)
  const action: Action = {
    type: 'look-at-queue',
    account: airing.account,
    airing: airing.id,
    session,
  }
  return {
    airing: changed(airing, { queueLook: looking(airing.queueLook, now) }),
    actions: [action],
    needs: [],
  }
}

/** How often the queue is looked at: often while something is in doubt. */
export const queueLookEvery = (airing: AiringFacts) =>
  airing.takeovers.some(isUnderWay) ? LOOK_AT_QUEUE_SETTLING : LOOK_AT_QUEUE
