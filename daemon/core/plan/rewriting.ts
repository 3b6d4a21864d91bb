/**
 * A takeover whose cue was changed before anything of it was heard: it keeps its name, its turn and its place, and says
 * what the rundown in force says. What is at the platform as it is saved is written anew only if it comes back.
 */
import { valuesOf } from '../compile/fill.js'
import type { PlannedCue } from '../compile/programme.js'
import type { Manned } from './airing.js'
import { expiry, fitted } from './cueing.js'
import { cueOf } from './items.js'
import type { Scene } from './pursuit.js'
import type { Takeover } from './takeover.js'
import { choose } from './variants.js'

/** `scene`: with the programme in force from now on. */
export function writtenAnew(
  airing: Manned,
  takeover: Takeover,
  cue: PlannedCue,
  scene: Scene,
): Takeover {
  const { id, gen, sentAgain, order, unwanted, turn, dueAt, plannedAt, follows, followed } =
    takeover
  const values = valuesOf(scene.programme, airing.values)
  const { script } = choose(cue, values, airing.spoken, scene.roll)
  const times = { dueAt, plannedAt, follows, expiresAt: expiry(cue, dueAt, airing) }
  const made = fitted(airing, cue, turn, times, script, scene)
  return { ...made, id, gen, sentAgain, order, unwanted, followed }
}

/** What came back from the platform, and says what is not in force any more. */
export function rewritten(airing: Manned, scene: Scene): Manned {
  if (!airing.takeovers.some(isOld)) return airing
  const takeovers = airing.takeovers.map((takeover): Takeover => {
    if (!isOld(takeover)) return takeover
    const cue = scene.programme.cues.find((one) => one.cue === cueOf(takeover))
    return cue ? writtenAnew(airing, takeover, cue, scene) : takeover
  })
  return { ...airing, takeovers }
}

const isOld = ({ situation, outdated }: Takeover): boolean =>
  situation === 'waiting' && outdated === true
