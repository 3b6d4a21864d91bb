/**
 * A rundown that was saved again is mostly what it was. The thread that reads it is told, by a mark for each, which
 * cues are in hand already, and sends only the others: nobody takes 5,000 cues out of a message because one of them was
 * changed, and those that stayed are the very same objects, so that whoever compares has little to walk.
 */
import { hash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { PlannedCue } from '../core/compile/programme.js'
import type { CheckedRundown } from './readings.js'

type Cues = readonly PlannedCue[]

/** Of what cues say, one mark behind the other. */
export type Marks = Uint8Array<ArrayBuffer>

/** Bytes. */
const MARK = 16
/** Cues marked between two turns of the loop: about a millisecond. */
const AT_ONCE = 250

/** A reading on its way. */
export interface Sent {
  /** With `rest` its programme has only the cues that are new. */
  readonly checked: CheckedRundown
  readonly rest?: {
    /** For each cue its place among those in hand, or, as its complement, among the new ones. */
    readonly places: Int32Array
    /** Of all of them, for the next time. */
    readonly marks: Marks
  }
}

/** In the thread. */
export function withoutKnown(checked: CheckedRundown, known: Marks): Sent {
  const { programme } = checked
  if (!programme) return { checked }
  const inHand = new Map<string, number>()
  for (let n = 0; n * MARK < known.length; n++) inHand.set(markAt(known, n), n)
  const { cues } = programme
  const marks = new Uint8Array(cues.length * MARK)
  const fresh: PlannedCue[] = []
  const places = Int32Array.from(cues, (cue, n) => {
    marks.set(markOf(cue), n * MARK)
    return inHand.get(markAt(marks, n)) ?? ~(fresh.push(cue) - 1)
  })
  return {
    checked: { ...checked, programme: { ...programme, cues: fresh } },
    rest: { places, marks },
  }
}

/** At the other end, with the cues that the marks were of. */
export function withKnown({ checked, rest }: Sent, known: Cues): CheckedRundown {
  const { programme } = checked
  if (!programme || !rest) return checked
  const cues = Array.from(rest.places, (place) => {
    const cue = place < 0 ? programme.cues[~place] : known[place]
    if (!cue) throw new Error('a cue was not sent that nobody has')
    return cue
  })
  seen.set(cues, rest.marks)
  return { ...checked, programme: { ...programme, cues } }
}

/** Of cues that came from elsewhere they are made the first time, and the loop turns meanwhile. */
export async function marksOf(cues: Cues): Promise<Marks> {
  const known = seen.get(cues)
  if (known) return known
  const marks = new Uint8Array(cues.length * MARK)
  for (const [n, cue] of cues.entries()) {
    marks.set(markOf(cue), n * MARK)
    if (n % AT_ONCE === AT_ONCE - 1) await nextTurn()
  }
  seen.set(cues, marks)
  return marks
}

const seen = new WeakMap<Cues, Marks>()

const markOf = (cue: PlannedCue): Buffer =>
  hash('sha256', JSON.stringify(cue), 'buffer').subarray(0, MARK)

const markAt = (marks: Marks, n: number): string =>
  Buffer.from(marks.buffer, marks.byteOffset + n * MARK, MARK).toString('latin1')
