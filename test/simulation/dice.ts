/** The dice of one seed. */
import { type Duration, millis } from '../../daemon/core/time.js'
import { lots } from '../../daemon/run/lots.js'

export type Dice = ReturnType<typeof dice>

export function dice(seed: number) {
  const roll = lots(seed)
  const upTo = (most: number) => Math.floor(roll() * most)
  return {
    roll,
    /** Whole, from 0, below `most`. */
    upTo,
    between: (least: number, most: number) => least + upTo(most - least + 1),
    chance: (share: number) => roll() < share,
    pick: <T>(first: T, ...rest: readonly T[]): T =>
      [first, ...rest][upTo(rest.length + 1)] ?? first,
    span: (least: Duration, most: Duration): Duration =>
      millis(Math.round(least + roll() * (most - least))),
  }
}
