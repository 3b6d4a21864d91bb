/**
 * How an item of several pieces goes on: the next is called while one speaks, so that it stands in the platform's queue
 * in time; what was cut is taken up again at the next sentence or from its beginning, as its policy says; and what was
 * left out, is.
 */
import { lengthOfAll } from '../compile/pieces.js'
import { PIECE_WAITS_MAX, RESUMED_MAX } from '../limits.js'
import type { OnCut } from '../rundown/rundown.js'
import { after, type Instant, latest } from '../time.js'
import type { Manned } from './airing.js'
import { changed } from './changed.js'
import { speakingIn } from './items.js'
import type { Scene } from './pursuit.js'
import {
  type Ended,
  facts,
  hasEnded,
  type Piece,
  renewed,
  type Takeover,
  type TakeoverFacts,
  type TakeoverId,
  type Unwanted,
} from './takeover.js'
import { hear } from './takeover-progress.js'
import { PERHAPS_TURNED_UP, TURNED_UP } from './verdicts.js'

type Speaking = Extract<Takeover, { situation: 'speaking' }>

/** Calls what goes on with what speaks or is over; the cues behind an item are called when nothing of it does. */
export function goOn(airing: Manned, scene: Pick<Scene, 'programme' | 'account' | 'now'>): Manned {
  const takeovers: Takeover[] = []
  for (const takeover of airing.takeovers) {
    const next = nextOf(takeover, scene)
    if (next) takeovers.push(renewed(takeover, { followed: true }), next)
    else takeovers.push(takeover)
  }
  return takeovers.length > airing.takeovers.length ? changed(airing, { takeovers }) : airing
}

function nextOf(
  takeover: Takeover,
  scene: Pick<Scene, 'programme' | 'account' | 'now'>,
): Takeover | undefined {
  const { piece, followed, unwanted } = takeover
  if (unwanted) return undefined
  const part = piece?.part ?? 1
  const last = part >= (piece?.all.length ?? 1)
  const over = hasEnded(takeover)
  if (takeover.situation === 'speaking' || (over && wentOut(takeover)))
    return followed || last ? undefined : behind(takeover, part + 1, true, scene)
  if (!over || takeover.situation !== 'cut' || (piece?.resumed ?? 0) >= RESUMED_MAX)
    return undefined
  const policy = mayBeginAnew(takeover) ? onCut(takeover) : resumed(onCut(takeover))
  if (policy === 'restart' && takeover.reason === 'PREEMPTED')
    return behind(takeover, 1, false, scene)
  const lost = takeover.reason === 'PREEMPTED' || takeover.reason === 'PROVIDER_SESSION_LOST'
  return policy === 'resume' && lost && !followed && !last
    ? behind(takeover, part + 1, false, scene)
    : undefined
}

/** Whole, as far as anybody knows; or another sending of it did in its place. */
const wentOut = ({ situation, says }: TakeoverFacts & Ended) =>
  situation === 'spoken' ||
  situation === 'unknown' ||
  says === TURNED_UP.because ||
  says === PERHAPS_TURNED_UP.because

/** What may air only once does not begin anew. */
const onCut = ({ onCut: wished, doubt }: TakeoverFacts): OnCut =>
  doubt === 'never-twice' ? resumed(wished) : wished

const resumed = (wished: OnCut): OnCut => (wished === 'restart' ? 'resume' : wished)

/** Whatever was perhaps heard to its end is heard again only if it must air. */
const mayBeginAnew = ({ doubt, status }: TakeoverFacts & Ended): boolean =>
  doubt === 'must' || status !== 'aired_unconfirmed'

function behind(
  takeover: Takeover,
  part: number,
  continues: boolean,
  scene: Pick<Scene, 'programme' | 'account' | 'now'>,
): Takeover {
  const { now } = scene
  const { piece, id, gen, script, expiresAt, followed, cue } = takeover
  const own = { item: id, all: [script], part: 1, resumed: 0, expiresAt, calledBehind: false }
  const known = piece ?? own
  const resumed = known.resumed + (continues ? 0 : 1)
  const repeats = (piece?.repeats ?? 0) + gen - 1
  // Cues behind it were called when its last piece began.
  const calledBehind =
    known.calledBehind || (followed && cue !== undefined && known.part === known.all.length)
  return facts(takeover, {
    id: pieceId(known.item, part, resumed),
    gen: 1,
    sentAgain: undefined,
    refusals: 0,
    refusedBeside: undefined,
    script: known.all[part - 1] ?? script,
    piece: {
      ...known,
      part,
      continues,
      resumed,
      calledBehind,
      aired: undefined,
      cutShort: undefined,
      ...(repeats > 0 ? { repeats } : {}),
    },
    length: lengthOfAll(known.all.slice(part - 1), speakingIn(scene).voice),
    plannedAt: undefined,
    expiresAt: continues ? latest(known.expiresAt, after(now, PIECE_WAITS_MAX)) : known.expiresAt,
    followed: false,
    // What was heard in part ends as it began, whatever the rundown says by now.
    outdated: undefined,
    situation: 'waiting',
  })
}

const pieceId = (item: TakeoverId, part: number, resumed: number) =>
  `${item}${resumed === 0 ? '' : `~${resumed}`}.${part}` as TakeoverId

/** What speaks is asked back; what was called to go on with it waits its turn, or does not air at all. */
export function cutShort(airing: Manned, onAir: Speaking, why: Unwanted, now: Instant): Manned {
  const resumes = why.reason === 'PREEMPTED' && onCut(onAir) === 'resume'
  const takeovers = airing.takeovers.map((takeover): Takeover => {
    if (takeover === onAir) return hear(onAir, { type: 'recalled', ...why }, now)
    const { piece } = takeover
    if (!piece || !onAir.piece || !isBehind(piece, onAir.piece) || hasEnded(takeover))
      return takeover
    return resumes && piece.resumed < RESUMED_MAX
      ? renewed(takeover, { piece: resumedFrom(piece), expiresAt: piece.expiresAt })
      : renewed(takeover, { unwanted: why })
  })
  return { ...airing, takeovers }
}

const resumedFrom = (piece: Piece): Piece => ({
  ...piece,
  continues: false,
  resumed: piece.resumed + 1,
})

/** It is the very next piece of the same item, and goes on with it. */
export const isBehind = (piece: Piece, ahead: Piece): boolean =>
  piece.continues &&
  piece.item === ahead.item &&
  piece.resumed === ahead.resumed &&
  piece.part === ahead.part + 1
