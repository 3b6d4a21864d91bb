/** Calling cues: what is due becomes a takeover, a frozen copy of its cue; what is too late for that is missed. */
import { valuesOf } from '../compile/fill.js'
import type { Speaking } from '../compile/pieces.js'
import type { PlannedCue, TakeoverScript } from '../compile/programme.js'
import { EXPIRES_DEFAULT, MISSED_AFTER, MISSED_ROWS_MAX, TAKEOVERS_MAX } from '../limits.js'
import { after, between, type Instant, NEVER } from '../time.js'
import { type AiringFacts, type Manned, windowOf } from './airing.js'
import type { AiringId } from './calendar.js'
import { nextTurnAt, turnsDue } from './cues.js'
import { cueOf, speakingIn, waiting } from './items.js'
import type { Scene } from './pursuit.js'
import { hasEnded, type Takeover, type TakeoverFacts, takeoverId } from './takeover.js'
import { hear } from './takeover-progress.js'
import { choose } from './variants.js'
import { FORGOTTEN, MISSED, OVERTAKEN, type Verdict } from './verdicts.js'

export function callCues(airing: Manned, scene: Scene): Manned {
  const { programme, now, roll } = scene
  if (now < (airing.nextTurnAt ?? now)) return airing
  const { cues } = programme
  const window = windowOf(airing)
  const turns = turnsDue(cues, window, airing.calledUntil, now, MISSED_ROWS_MAX)
  const calledUntil = turns.length === 0 ? airing.calledUntil : now
  const called = { ...airing, calledUntil, nextTurnAt: nextTurnAt(cues, window, calledUntil) }
  if (turns.length === 0) return called
  const values = valuesOf(programme, airing.values)
  const lastOf = new Map(turns.map(({ cue, turn }) => [cue.cue, turn]))
  let { takeovers, spoken } = airing
  for (const { cue, turn, at } of turns) {
    if (takeovers.length >= TAKEOVERS_MAX + MISSED_ROWS_MAX) break
    const expiresAt = expiry(cue, at, airing)
    const times = { dueAt: at, plannedAt: at, expiresAt, follows: undefined }
    const missed = whyMissed(cue, at, airing, lastOf.get(cue.cue) !== turn, now)
    if (missed) {
      const never = fromCue(airing.id, cue, turn, times)
      takeovers = [...takeovers, hear(never, { type: 'ended', as: missed }, now)]
      continue
    }
    takeovers = takeovers.map((older) =>
      cueOf(older) === cue.cue && older.situation === 'waiting'
        ? hear(older, { type: 'ended', as: OVERTAKEN }, now)
        : older,
    )
    const choice = choose(cue, values, spoken, roll)
    spoken = choice.spoken
    takeovers = [
      ...takeovers,
      fromCue(airing.id, cue, turn, times, choice.script, speakingIn(scene)),
    ]
  }
  return { ...called, takeovers, spoken }
}

/** What fell due, or will until `until`, in an airing that is over. */
export function missRest<A extends AiringFacts>(
  airing: A,
  { cues }: Scene['programme'],
  until: Instant,
): A {
  const window = windowOf(airing)
  const turns = turnsDue(cues, window, airing.calledUntil, until, MISSED_ROWS_MAX)
  const never = turns.map(({ cue, turn, at }) => {
    const times = { dueAt: at, plannedAt: at, expiresAt: at, follows: undefined }
    return hear(fromCue(airing.id, cue, turn, times), { type: 'ended', as: MISSED }, until)
  })
  return never.length === 0 ? airing : { ...airing, takeovers: [...airing.takeovers, ...never] }
}

/** Time is not made up for: of many turns only the last may still air, and that only while it is not too late. */
function whyMissed(
  cue: PlannedCue,
  at: Instant,
  airing: AiringFacts,
  isSuperseded: boolean,
  now: Instant,
): Verdict | undefined {
  if (airing.forgottenUntil !== undefined && at <= airing.forgottenUntil) return FORGOTTEN
  if (isSuperseded) return MISSED
  const mayWait = cue.expires !== undefined || cue.doubt === 'must'
  return !mayWait && between(at, now) > MISSED_AFTER ? MISSED : undefined
}

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
      (takeover.situation === 'speaking' || hasEnded(takeover)),
  )
  if (calling.length === 0) return airing
  const values = valuesOf(programme, airing.values)
  let { spoken } = airing
  const followers = calling.flatMap((ahead) =>
    programme.cues
      .filter(({ when }) => when.kind === 'after' && when.after === ahead.cue)
      .map((cue) => {
        const choice = choose(cue, values, spoken, roll)
        spoken = choice.spoken
        const times = {
          dueAt: now,
          plannedAt: hasEnded(ahead) ? ahead.endedAt : undefined,
          expiresAt: expiry(cue, now, airing),
          follows: ahead.piece?.item ?? ahead.id,
        }
        return fromCue(airing.id, cue, ahead.turn, times, choice.script, speakingIn(scene))
      }),
  )
  const takeovers = airing.takeovers.map((takeover) =>
    calling.includes(takeover) ? { ...takeover, followed: true } : takeover,
  )
  return { ...airing, spoken, takeovers: [...takeovers, ...followers] }
}

/** A frozen copy of its cue. `speaking`: undefined, it will never be sent. */
export function fromCue(
  airing: AiringId,
  cue: PlannedCue,
  turn: number,
  times: Pick<TakeoverFacts, 'dueAt' | 'plannedAt' | 'expiresAt' | 'follows'>,
  script: TakeoverScript = cue.script,
  speaking?: Speaking,
): Takeover {
  const facts = {
    id: takeoverId(airing, cue.cue, turn),
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
  return waiting(facts, script, speaking)
}

const expiry = (cue: PlannedCue, at: Instant, airing: AiringFacts): Instant => {
  if (cue.expires !== undefined) return after(at, cue.expires)
  return cue.doubt === 'must' ? (airing.endsAt ?? NEVER) : after(at, EXPIRES_DEFAULT)
}
