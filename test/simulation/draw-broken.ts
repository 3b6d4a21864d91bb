/** Shows that bring the daemon down: the journal refuses what they would send next. Dice of their own. */
import { after, type Instant, millis, minutes, seconds } from '../../daemon/core/time.js'
import { dice } from './dice.js'
import type { Happening, Scenario } from './scenario.js'

const isBroken = (seed: number) => seed % 13 === 9

/** Only the modelled store can be made to refuse; a journal that is put back would have forgotten it. */
export function withBroken(scenario: Scenario): Scenario {
  const { seed, shows, happenings, calmFrom, store } = scenario
  if (!isBroken(seed) || store !== 'model') return scenario
  if (happenings.some((one) => one.do === 'restore')) return scenario
  const d = dice(seed * 39_373 + 31)
  const broken = shows.flatMap(({ show, airings, always }) =>
    airings.flatMap(({ startsAt, lasts }): readonly Happening[] => {
      if (!d.chance(0.6)) return []
      const at = after(startsAt, d.span(millis(0), millis(lasts * 0.8)))
      const stopped = after(at, d.span(seconds(20), minutes(4)))
      const started = after(stopped, d.span(seconds(3), minutes(1)))
      const anew: readonly Happening[] = [
        { at: stopped, do: 'stop', show, twice: false },
        { at: started, do: 'start', show, twice: d.chance(0.3) },
      ]
      return [
        { at: at as Instant, do: 'break', show, always: d.chance(0.7) },
        ...(d.chance(0.5) && !always ? anew : []),
      ]
    }),
  )
  const all = [...happenings, ...broken.filter(({ at }) => at <= calmFrom)]
  return { ...scenario, happenings: all.sort((one, other) => one.at - other.at) }
}
