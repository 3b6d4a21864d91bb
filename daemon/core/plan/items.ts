/** From what is to be said or shown to a takeover that waits: of a long text its first piece, the others behind it. */
import { lengthOfAll, piecesOf, type Speaking } from '../compile/pieces.js'
import type { TakeoverScript } from '../compile/programme.js'
import { soundsOf } from '../compile/speech-length.js'
import type { CueId, OnCut } from '../rundown/rundown.js'
import type { Scene } from './pursuit.js'
import type { Takeover, TakeoverFacts } from './takeover.js'

/** What whoever asks for it knows. */
export type ItemFacts = Pick<
  TakeoverFacts,
  | 'id'
  | 'cue'
  | 'source'
  | 'by'
  | 'segment'
  | 'turn'
  | 'how'
  | 'urgency'
  | 'doubt'
  | 'drop'
  | 'start'
  | 'dueAt'
  | 'plannedAt'
  | 'expiresAt'
  | 'follows'
  | 'followed'
> & { readonly onCut: OnCut | undefined }

const NOTHING_YET = { aired: undefined, cutShort: undefined }

/** `speaking`: undefined, it is not split because it will never be sent. */
export function waiting(
  facts: ItemFacts,
  whole: TakeoverScript,
  speaking: Speaking | undefined,
): Takeover {
  const all = speaking && facts.how === 'queue' ? piecesOf(whole, speaking) : [whole]
  const first = { part: 1, continues: false, resumed: 0, calledBehind: false } as const
  // Every fact by its name: an object of this many keys that is spread becomes a slow one, for as long as it lives.
  return {
    id: facts.id,
    cue: facts.cue,
    source: facts.source,
    by: facts.by,
    segment: facts.segment,
    turn: facts.turn,
    how: facts.how,
    urgency: facts.urgency,
    doubt: facts.doubt,
    drop: facts.drop,
    start: facts.start,
    onCut: facts.onCut ?? (all.length > 1 ? 'resume' : 'drop'),
    dueAt: facts.dueAt,
    plannedAt: facts.plannedAt,
    expiresAt: facts.expiresAt,
    follows: facts.follows,
    followed: facts.followed,
    gen: 1,
    sentAgain: undefined,
    refusals: 0,
    script: all[0] ?? whole,
    piece:
      all.length === 1
        ? undefined
        : { ...first, item: facts.id, all, expiresAt: facts.expiresAt, ...NOTHING_YET },
    length: speaking && lengthOfAll(all, speaking.voice, speaking.sounds),
    order: undefined,
    unwanted: undefined,
    situation: 'waiting',
  }
}

export const speakingIn = ({
  programme,
  account,
}: Pick<Scene, 'programme' | 'account'>): Speaking => ({
  voice: programme.liveScript.presenter.voice,
  textMin: account.textMin,
  sounds: soundsOf(programme),
})

/** The cue it airs, if it is one of the rundown's own. */
export const cueOf = ({ cue, source }: TakeoverFacts): CueId | undefined =>
  source === 'rundown' ? cue : undefined
