/** Calling cues: what is due becomes a takeover, a frozen copy of its cue; what is too late for that is missed. */
import { takeoversOf, valuesOf } from '../compile/fill.js'
import type { Speaking } from '../compile/pieces.js'
import type { PlannedCue, TakeoverScript } from '../compile/programme.js'
import { EXPIRES_DEFAULT, MISSED_AFTER, MISSED_ROWS_MAX, TAKEOVERS_MAX } from '../limits.js'
import type { CueId, Values } from '../rundown/rundown.js'
import { after, between, earliest, type Instant, NEVER } from '../time.js'
import { perhapsHeard } from './again.js'
import { type AiringFacts, type Manned, windowOf } from './airing.js'
import { changed } from './changed.js'
import { nextTurnAt, turnsDue } from './cues.js'
import { cueOf, speakingIn, waiting } from './items.js'
import { fit } from './preflight.js'
import type { Scene } from './pursuit.js'
import {
  hasEnded,
  renewed,
  type Takeover,
  type TakeoverFacts,
  type TakeoverId,
  takeoverId,
} from './takeover.js'
import { hear } from './takeover-progress.js'
import { choose } from './variants.js'
import { FORGOTTEN, MISSED, OVERTAKEN, type Verdict } from './verdicts.js'

/** `until`: later than now, what is due by then is called as it is planned now. */
export function callCues(airing: Manned, scene: Scene, until = scene.now): Manned {
  const { programme, now, roll } = scene
  if (until < (airing.nextTurnAt ?? until)) return airing
  const { cues } = programme
  const window = windowOf(airing)
  const due = turnsDue(cues, window, airing.calledUntil, until, MISSED_ROWS_MAX)
  const turns = due.filter(({ cue, turn }) => turn >= (airing.renamed[cue.cue]?.from ?? 0))
  // The turn of a cue that aired before it was moved calls nothing, and is over all the same: else it is due for ever.
  const calledUntil = due.length === 0 ? airing.calledUntil : until
  const next = nextTurnAt(cues, window, calledUntil)
  const called = changed(airing, {
    calledUntil,
    nextTurnAt: earliest(next, frozenAt(airing, now)),
  })
  if (turns.length === 0) return called
  const values = valuesOf(programme, airing.values)
  const lastOf = new Map(turns.map(({ cue, turn }) => [cue.cue, turn]))
  let { takeovers, spoken } = airing
  for (const { cue, turn, at } of turns) {
    if (takeovers.length >= TAKEOVERS_MAX + MISSED_ROWS_MAX) break
    const expiresAt = expiry(cue, at, airing)
    const times = { dueAt: at, plannedAt: at, expiresAt, follows: undefined }
    const superseded = at <= now && lastOf.get(cue.cue) !== turn
    const missed = whyMissed(cue, at, airing, superseded, now)
    if (missed) {
      const never = fromCue(airing, cue, turn, times, inWords(cue, values))
      takeovers = [...takeovers, hear(never, { type: 'ended', as: missed }, now)]
      continue
    }
    takeovers = takeovers.map((older) =>
      cueOf(older) === cue.cue && older.situation === 'waiting' && !older.piece?.continues
        ? hear(older, { type: 'ended', as: OVERTAKEN }, now)
        : older,
    )
    const choice = choose(cue, values, spoken, roll)
    spoken = choice.spoken
    const copy = fitted(airing, cue, turn, times, choice.script, scene)
    takeovers = [...takeovers, isForgotten(airing, at) ? unlessOver(copy) : copy]
  }
  const frozen = frozenAt({ takeovers }, now)
  return changed(called, { takeovers, spoken, nextTurnAt: earliest(next, frozen) })
}

/** When the first of those that were called ahead of their time falls due. */
const frozenAt = ({ takeovers }: Pick<AiringFacts, 'takeovers'>, now: Instant) =>
  earliest(...takeovers.map(({ dueAt }) => (dueAt > now ? dueAt : undefined)))

/** What fell due, or will until `until`, in an airing that is over. */
export function missRest<A extends AiringFacts>(
  airing: A,
  programme: Scene['programme'],
  until: Instant,
): A {
  const window = windowOf(airing)
  const values = valuesOf(programme, airing.values)
  const turns = turnsDue(programme.cues, window, airing.calledUntil, until, MISSED_ROWS_MAX)
  const never = turns.map(({ cue, turn, at }) => {
    const times = { dueAt: at, plannedAt: at, expiresAt: at, follows: undefined }
    const never = fromCue(airing, cue, turn, times, inWords(cue, values))
    return hear(never, { type: 'ended', as: MISSED }, until)
  })
  return never.length === 0 ? airing : { ...airing, takeovers: [...airing.takeovers, ...never] }
}

/** The airing is over: what stands behind something that did not come to call it is called, to be over with it. */
export function callBehind<A extends AiringFacts>(
  airing: A,
  programme: Scene['programme'],
  now: Instant,
): A {
  const ahead = airing.takeovers.filter(isUnfollowed)
  const behind = followersOf(airing, programme, ahead, now)
  return behind.length === 0 ? airing : { ...airing, takeovers: [...airing.takeovers, ...behind] }
}

const isUnfollowed = (takeover: Takeover) =>
  !takeover.followed && !takeover.piece?.calledBehind && cueOf(takeover) !== undefined

/** Cues behind what was never called are over with it, and cues behind those. */
function followersOf(
  airing: Pick<AiringFacts, 'id' | 'renamed' | 'values'>,
  programme: Scene['programme'],
  ahead: readonly Takeover[],
  now: Instant,
): readonly Takeover[] {
  if (ahead.length === 0) return []
  const values = valuesOf(programme, airing.values)
  const behind = ahead.flatMap((one) =>
    cuesBehind(one, programme).map((cue) => {
      const { id, turn, dueAt, expiresAt } = one
      const times = { dueAt, plannedAt: undefined, expiresAt, follows: id }
      const never = fromCue(airing, cue, turn, times, inWords(cue, values))
      return hasEnded(one) && one.reason === MISSED.reason
        ? hear(never, { type: 'ended', as: MISSED }, now)
        : never
    }),
  )
  return [...behind, ...followersOf(airing, programme, behind, now)]
}

const cuesBehind = ({ cue: ahead }: Takeover, { cues }: Scene['programme']) =>
  cues.filter(({ when }) => when.kind === 'after' && when.after === ahead)

/** What never came to be called has its values all the same: the log names it as it would have been heard. */
const inWords = (cue: PlannedCue, values: Values) => ({
  script: takeoversOf(cue, values)[0] ?? cue.script,
})

/** Time is not made up for: of many turns only the last may still air, and that only while it is not too late. */
function whyMissed(
  cue: PlannedCue,
  at: Instant,
  airing: AiringFacts,
  isSuperseded: boolean,
  now: Instant,
): Verdict | undefined {
  const must = cue.doubt === 'must'
  if (isForgotten(airing, at) && (isSuperseded || !must)) return FORGOTTEN
  if (isSuperseded) return MISSED
  const mayWait = cue.expires !== undefined || must
  return !mayWait && between(at, now) > MISSED_AFTER ? MISSED : undefined
}

/** It may have aired while the journal was not there, and must air. */
const unlessOver = (takeover: Takeover): Takeover =>
  hasEnded(takeover) ? takeover : perhapsHeard(takeover)

/** Also what stands behind it may have aired while the journal was not there. */
const isForgotten = ({ forgottenUntil }: AiringFacts, dueAt: Instant): boolean =>
  forgottenUntil !== undefined && dueAt <= forgottenUntil

/** Cues behind another are called when it begins to speak, so that they stand in the platform's queue in time. */
export function callFollowers(
  airing: Manned,
  scene: Pick<Scene, 'programme' | 'account' | 'now' | 'roll'>,
): Manned {
  const { programme, now, roll } = scene
  const calling = airing.takeovers.filter(
    (takeover) =>
      !takeover.followed &&
      !takeover.piece?.calledBehind &&
      cueOf(takeover) !== undefined &&
      !isMovedAlong(takeover) &&
      (takeover.situation === 'speaking' || hasEnded(takeover)),
  )
  if (calling.length === 0) return airing
  const values = valuesOf(programme, airing.values)
  let { spoken } = airing
  const followers = calling.flatMap((ahead) =>
    cuesBehind(ahead, programme).flatMap((cue) => {
      const choice = choose(cue, values, spoken, roll)
      spoken = choice.spoken
      const forgotten = isForgotten(airing, ahead.dueAt)
      const times = {
        // What follows it may have aired as well.
        dueAt: forgotten ? ahead.dueAt : now,
        plannedAt: hasEnded(ahead) ? ahead.endedAt : undefined,
        expiresAt: expiry(cue, now, airing),
        follows: ahead.piece?.item ?? ahead.id,
      }
      const behind = fitted(airing, cue, ahead.turn, times, choice.script, scene)
      return forgotten ? perhapsAired(airing, behind, scene) : [behind]
    }),
  )
  const takeovers = airing.takeovers.map((takeover) =>
    calling.includes(takeover) ? renewed(takeover, { followed: true }) : takeover,
  )
  return { ...airing, spoken, takeovers: [...takeovers, ...followers] }
}

/** What must air is sent again, and calls what follows it when it is on air; the rest is over, and all that follows. */
function perhapsAired(
  airing: Manned,
  behind: Takeover,
  scene: Pick<Scene, 'programme' | 'account' | 'now'>,
): readonly Takeover[] {
  const { programme, now } = scene
  if (behind.doubt === 'must') return [unlessOver(behind)]
  const { id, turn, dueAt } = behind
  const forgotten = hear(behind, { type: 'ended', as: FORGOTTEN }, now)
  const values = valuesOf(programme, airing.values)
  const behindIt = cuesBehind(behind, programme).flatMap((cue) => {
    const expiresAt = expiry(cue, now, airing)
    const times = { dueAt, plannedAt: undefined, expiresAt, follows: id }
    const { script } = inWords(cue, values)
    return perhapsAired(airing, fitted(airing, cue, turn, times, script, scene), scene)
  })
  // Whatever follows it is among them.
  return [{ ...forgotten, followed: true }, ...behindIt]
}

/** Withdrawn before it was sent: what follows it moves along with it, or is gone from the rundown as well. */
const isMovedAlong = (takeover: Takeover): boolean =>
  hasEnded(takeover) && takeover.unwanted?.reason === 'REMOVED' && takeover.sentAt === undefined

/** A copy of its cue, or of its alternative; one that has neither is over as it is called. */
export function fitted(
  airing: AiringFacts,
  cue: PlannedCue,
  turn: number,
  times: Times,
  script: TakeoverScript,
  scene: Pick<Scene, 'programme' | 'account' | 'now'>,
): Takeover {
  const values = valuesOf(scene.programme, airing.values)
  const fitting = fit(cue, script, values, airing, times.dueAt)
  if (!fitting.ok)
    return hear(
      fromCue(airing, cue, turn, times),
      { type: 'ended', as: fitting.verdict },
      scene.now,
    )
  const speech = { script: fitting.script, speaking: speakingIn(scene) }
  return fromCue(airing, cue, turn, times, speech)
}

type Times = Pick<TakeoverFacts, 'dueAt' | 'plannedAt' | 'expiresAt' | 'follows'>

/** A frozen copy of its cue. `speaking`: undefined, it will never be sent. */
export function fromCue(
  airing: Pick<AiringFacts, 'id' | 'renamed'>,
  cue: PlannedCue,
  turn: number,
  times: Times,
  speech: { readonly script?: TakeoverScript; readonly speaking?: Speaking | undefined } = {},
): Takeover {
  const facts = {
    id: takeoverId(airing.id, nameIn(airing, cue.cue, times.follows), turn),
    cue: cue.cue,
    source: 'rundown',
    by: undefined,
    segment: cue.segment,
    turn,
    how: 'queue',
    urgency: cue.urgency,
    doubt: cue.doubt,
    drop: cue.drop,
    start: cue.start,
    onCut: cue.onCut,
    ...times,
    followed: false,
  } as const
  return waiting(facts, speech.script ?? cue.script, speech.speaking)
}

/** A cue that was moved has another name; so has what follows a turn from before, lest it be called by that of now. */
function nameIn(
  { renamed }: Pick<AiringFacts, 'renamed'>,
  cue: CueId,
  follows: TakeoverId | undefined,
): string {
  const edit = renamed[cue]?.edit ?? 0
  const [, ahead = '', was = '0'] = (follows && NAMED.exec(follows)) ?? []
  const isOld = follows !== undefined && was !== String(renamed[ahead]?.edit ?? 0)
  if (isOld) return `${cue}+${edit}.${was}`
  return edit === 0 ? cue : `${cue}+${edit}`
}

/** The cue of a takeover's id, and how often it had been moved when it was called. */
const NAMED = /\/([^/+]*)(?:\+([^/]*))?\/[^/]*$/

export const expiry = (cue: PlannedCue, at: Instant, airing: AiringFacts): Instant => {
  if (cue.expires !== undefined) return after(at, cue.expires)
  return cue.doubt === 'must' ? (airing.endsAt ?? NEVER) : after(at, EXPIRES_DEFAULT)
}
