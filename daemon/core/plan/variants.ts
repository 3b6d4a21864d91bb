/**
 * Which of its variants a cue speaks: any of those not used yet; when all were, it starts anew, but never with the one
 * just spoken. What was used is remembered with the show, across airings and restarts.
 */
import { takeoversOf } from '../compile/fill.js'
import type { PlannedCue, TakeoverScript } from '../compile/programme.js'
import type { Values } from '../rundown/rundown.js'

/** By cue: places of the variants used in this round, in the order they were. */
export type Spoken = Readonly<Record<string, readonly number[]>>

export interface Choice {
  readonly script: TakeoverScript
  readonly spoken: Spoken
}

/** `roll`: 0 ≤ roll < 1. */
export function choose(cue: PlannedCue, values: Values, spoken: Spoken, roll: number): Choice {
  const scripts = takeoversOf(cue, values)
  const [only = cue.script] = scripts
  if (scripts.length < 2) return { script: only, spoken }
  const used = (spoken[cue.cue] ?? []).filter((place) => place < scripts.length)
  const fresh = scripts.map((_, place) => place).filter((place) => !used.includes(place))
  const round = fresh.length > 0 ? used : used.slice(-1)
  const open =
    fresh.length > 0
      ? fresh
      : scripts.map((_, place) => place).filter((place) => !round.includes(place))
  const place = open[Math.floor(shuffled(roll, cue.cue) * open.length)] ?? 0
  const kept = fresh.length > 0 ? [...used, place] : [place]
  return { script: scripts[place] ?? only, spoken: { ...spoken, [cue.cue]: kept } }
}

/** Cues called in one turn share its roll; their names make each of them throw its own. */
function shuffled(roll: number, name: string): number {
  let mixed = 0
  for (const char of name) mixed = (mixed * 31 + (char.codePointAt(0) ?? 0)) % 1_000_003
  return (roll + mixed / 1_000_003) % 1
}
