/**
 * A hard start takes the air at its time: what would not be over by then is left out by its rank (dropping.ts), and
 * what still speaks when the grace is over is cut. The end of the airing is a hard point too.
 */
import { lengthOfAll } from '../compile/pieces.js'
import { soundsOf } from '../compile/speech-length.js'
import { after, type Duration, type Instant, NEVER } from '../time.js'
import { type AiringFacts, type Manned, windowOf } from './airing.js'
import { nextTurnAt } from './cues.js'
import { dropForTime } from './dropping.js'
import { cutShort } from './going-on.js'
import { inOrder } from './order.js'
import type { Scene } from './pursuit.js'
import type { Takeover, TakeoverId } from './takeover.js'
import { hear } from './takeover-progress.js'
import { droppedFor } from './verdicts.js'

/** Time is short as soon as what waits would not be over by the next hard point, its grace included. */
export function dropForHardPoint(
  airing: Manned,
  { programme, now }: Pick<Scene, 'programme' | 'now'>,
): Manned {
  const concerned = airing.takeovers.filter(
    ({ start, situation }) => start.kind === 'soft' || situation === 'speaking',
  )
  if (!concerned.some(({ situation, drop }) => situation === 'waiting' && drop !== undefined))
    return airing
  const point = nextHardPoint(airing, programme, now)
  if (!point) return airing
  const { voice } = programme.liveScript.presenter
  const sounds = soundsOf(programme)
  const lengths = new Map<TakeoverId, Duration>()
  for (const { id, script, piece } of concerned) {
    const length = lengthOfAll(piece?.all.slice(piece.part - 1) ?? [script], voice, sounds)
    if (length !== undefined) lengths.set(id, length)
  }
  const gone = new Set(dropForTime(concerned.filter(isCounted), now, point.latestAt, lengths))
  if (gone.size === 0) return airing
  const verdict = droppedFor(
    point.cue === undefined ? 'the end' : `${point.cue}, which starts hard`,
  )
  const takeovers = airing.takeovers.map((takeover) =>
    gone.has(takeover.id) ? hear(takeover, { type: 'ended', as: verdict }, now) : takeover,
  )
  return { ...airing, takeovers }
}

/** What goes on is part of what speaks: its length is counted there, and it is not left out by itself. */
const isCounted = ({ piece }: Takeover) => !piece?.continues

/** Whoever speaks when the grace of a hard start is over is asked back; another hard start that is later is not. */
export function cutForHardStart(airing: Manned, now: Instant): Manned {
  const cut = nextCut(airing)
  if (!cut || now < cut.at) return airing
  const because = `cut for ${cut.hard.cue ?? 'an item'}, which starts hard`
  return cutShort(airing, cut.onAir, { reason: 'PREEMPTED', because }, now)
}

/** When the one on air must go; NEVER: it need not. */
export const hardCutAt = (airing: AiringFacts): Instant => nextCut(airing)?.at ?? NEVER

type Speaking = Extract<Takeover, { situation: 'speaking' }>

interface Cut {
  readonly at: Instant
  readonly onAir: Speaking
  readonly hard: Takeover
}

/** Only for the one that comes next: to cut for another would give the air to somebody else. */
function nextCut({ takeovers }: AiringFacts): Cut | undefined {
  const onAir = takeovers.find(
    (takeover): takeover is Speaking =>
      takeover.situation === 'speaking' && takeover.recall === undefined,
  )
  const hard = onAir && firstHard(takeovers, onAir)
  if (!onAir || hard?.start.kind !== 'hard') return undefined
  const at = after(hard.dueAt, hard.start.grace)
  return yieldsTo(onAir, hard, at) ? { at, onAir, hard } : undefined
}

/** Not the next sentences of the one on air. */
function firstHard(takeovers: readonly Takeover[], { dueAt }: Speaking): Takeover | undefined {
  const [first] = takeovers
    .filter(
      (takeover) =>
        takeover.situation === 'queued' &&
        !takeover.recall &&
        !takeover.piece?.continues &&
        takeover.start.kind === 'hard',
    )
    .sort(inOrder(dueAt))
  return first
}

/** Of two hard starts that are late both, and of two that fell due together, the one on air goes on. */
export const yieldsTo = (
  onAir: Pick<Takeover, 'start' | 'dueAt'> & { readonly startedAt: Instant },
  hard: Pick<Takeover, 'dueAt'>,
  at: Instant,
): boolean => onAir.start.kind === 'soft' || (onAir.dueAt < hard.dueAt && onAir.startedAt < at)

interface HardPoint {
  /** What is to be over must be over by then. */
  readonly latestAt: Instant
  /** undefined: the end of the airing. */
  readonly cue: string | undefined
}

function nextHardPoint(
  airing: Manned,
  { cues }: Scene['programme'],
  now: Instant,
): HardPoint | undefined {
  const window = windowOf(airing)
  let first = airing.endsAt ?? NEVER
  let point: HardPoint | undefined =
    airing.endsAt === undefined ? undefined : { latestAt: airing.endsAt, cue: undefined }
  for (const cue of cues) {
    if (cue.start.kind !== 'hard') continue
    const at = nextTurnAt([cue], window, now)
    if (at >= first) continue
    first = at
    point = { latestAt: after(at, cue.start.grace), cue: cue.cue }
  }
  return point
}
