/** What an airing that runs calls next, for whoever looks. What was called already stands in its queue. */
import { takeoversOf, valuesOf } from '../compile/fill.js'
import type { PlannedCue, Programme, TakeoverScript } from '../compile/programme.js'
import type { CueId } from '../rundown/rundown.js'
import { type Instant, NEVER } from '../time.js'
import { type Manned, mustEnd, windowOf } from './airing.js'
import { type CueTurn, firstTurnAfter, nextTurn } from './cues.js'

export interface Coming {
  readonly cue: CueId
  readonly at: Instant
  readonly script: TakeoverScript
}

/** Cues behind another have no time of their own: they are called when that one speaks. */
export function nextCue(airing: Manned, programme: Programme, now: Instant): Coming | undefined {
  const isOver = airing.situation === 'closing' || mustEnd(airing, now)
  if (isOver || airing.parked !== undefined || (airing.nextTurnAt ?? now) >= NEVER) return undefined
  const turn = turnToCome(airing, programme)
  return firstOf([...calledAhead(airing, now), ...(turn ? [planned(turn, airing, programme)] : [])])
}

function turnToCome(airing: Manned, { cues }: Programme): CueTurn | undefined {
  const window = windowOf(airing)
  const isMoved = ({ cue }: PlannedCue) => (airing.renamed[cue]?.from ?? 0) > 0
  const moved = cues.filter(isMoved)
  const others = moved.length === 0 ? cues : cues.filter((cue) => !isMoved(cue))
  const turns = [
    nextTurn(others, window, airing.calledUntil),
    ...moved.map((cue) => turnOfMoved(cue, airing)),
  ]
  return firstOf(turns.flatMap((turn) => (turn ? [turn] : [])))
}

/** Its turns of before it was moved are over. */
function turnOfMoved(cue: PlannedCue, airing: Manned): CueTurn | undefined {
  const from = airing.renamed[cue.cue]?.from ?? 0
  const after = (at: Instant) => firstTurnAfter(cue, windowOf(airing), at)
  let turn = after(airing.calledUntil)
  for (let looks = 0; turn && turn.turn < from && looks < LOOKS_MAX; looks++) turn = after(turn.at)
  return turn
}

/** What was moved has aired once or twice by then. Beyond it a look at the desk is not worth more. */
const LOOKS_MAX = 20

const planned = ({ cue, at }: CueTurn, airing: Manned, programme: Programme): Coming => ({
  cue: cue.cue,
  at,
  script: takeoversOf(cue, valuesOf(programme, airing.values))[0] ?? cue.script,
})

/** An edit has what is due in a moment called before its time. */
const calledAhead = ({ takeovers }: Manned, now: Instant): readonly Coming[] =>
  takeovers.flatMap(({ cue, dueAt, script, situation }) =>
    cue !== undefined && situation === 'waiting' && dueAt > now ? [{ cue, at: dueAt, script }] : [],
  )

const firstOf = <One extends { readonly at: Instant }>(all: readonly One[]): One | undefined =>
  all.reduce<One | undefined>(
    (first, one) => (first && first.at <= one.at ? first : one),
    undefined,
  )
