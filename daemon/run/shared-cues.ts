/**
 * A rundown that was saved again is mostly what it was: cues that say the same as those in force become the very same
 * objects, some at a time with the loop turning in between, so that whoever compares the two later has little to walk.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { PlannedCue, Programme } from '../core/compile/programme.js'
import { byName } from '../core/plan/edit.js'
import { same } from '../core/same.js'

/** Cues compared between two turns of the loop: about a millisecond. */
const AT_ONCE = 250

export async function sharing(programme: Programme, was: Programme): Promise<Programme> {
  const before = byName(was)
  const cues: PlannedCue[] = []
  for (const cue of programme.cues) {
    const old = before.get(cue.cue)
    cues.push(old && same(old, cue) ? old : cue)
    if (cues.length % AT_ONCE === 0) await nextTurn()
  }
  return { ...programme, cues }
}
