/** What operators stop and start again: at any time, twice, too soon, too late, and with a crash between. Dice of their own. */
import {
  after,
  before,
  type Duration,
  type Instant,
  millis,
  minutes,
  seconds,
} from '../../daemon/core/time.js'
import { type Dice, dice } from './dice.js'
import type { Happening, Scenario } from './scenario.js'

const hasStarts = (seed: number) => seed % 7 === 5

/** An old journal put back would have forgotten the orders; a channel without an end is another one when it is opened again. */
export function withStarts(scenario: Scenario): Scenario {
  const { seed, shows, happenings, calmFrom } = scenario
  if (!hasStarts(seed) || happenings.some((one) => one.do === 'restore')) return scenario
  const d = dice(seed * 16_807 + 23)
  const orders = shows
    .filter(({ always }) => !always)
    .flatMap(({ show, account, airings }) =>
      airings.flatMap(({ startsAt, lasts }) =>
        d.chance(0.7) ? stoppedAndStarted(d, { show, account, startsAt, lasts, scenario }) : [],
      ),
    )
    .filter(({ at }) => at <= calmFrom)
  const all = [...happenings, ...orders].sort((one, other) => one.at - other.at)
  return { ...scenario, happenings: all }
}

interface Place {
  readonly show: string
  readonly account: string
  readonly startsAt: Instant
  readonly lasts: Duration
  readonly scenario: Scenario
}

const LEAD = minutes(4)

function stoppedAndStarted(
  d: Dice,
  { show, account, startsAt, lasts, scenario }: Place,
): readonly Happening[] {
  const end = after(startsAt, lasts)
  const some = () => after(startsAt, d.span(millis(0), lasts))
  const stop = (at: Instant): Happening => ({ at, do: 'stop', show, twice: d.chance(0.3) })
  const start = (at: Instant): Happening => ({ at, do: 'start', show, twice: d.chance(0.5) })
  const soon = (at: Instant, most: Duration) => after(at, d.span(seconds(1), most))
  const once = (at: Instant, most: Duration): readonly Happening[] => {
    const again = soon(at, most)
    // Whoever is told to wait, or hears nothing, orders it once more.
    const waits = d.chance(0.3) ? minutes(4) : seconds(40)
    const more = d.chance(0.7) ? [start(soon(again, waits))] : []
    return [stop(at), ...(d.chance(0.7) ? [dies(d, at, again)] : []), start(again), ...more]
  }
  switch (d.pick('mid', 'closing', 'last', 'last', 'last', 'ahead', 'ahead', 'twice', 'twice')) {
    case 'mid':
      return once(some(), minutes(5))
    case 'closing': {
      const at = some()
      const first = after(at, d.span(millis(0), millis(1_500)))
      const keeps = d.chance(0.5) ? [closesNothing(d, at, account)] : []
      return [...keeps, stop(at), start(first), start(soon(at, seconds(60)))]
    }
    case 'last':
      return once(before(end, d.span(seconds(20), seconds(110))), seconds(50))
    case 'ahead': {
      const first = Math.max(before(startsAt, minutes(7)), after(scenario.startsAt, seconds(20)))
      return once(after(first as Instant, d.span(millis(0), LEAD)), minutes(2))
    }
    default: {
      const at = some()
      const again = soon(at, minutes(3))
      return [stop(at), start(again), ...once(soon(again, minutes(3)), minutes(2))]
    }
  }
}

const closesNothing = (d: Dice, at: Instant, account: string): Happening => ({
  ...{ at, do: 'trouble', account, way: 'out', on: ['close'] },
  lasts: d.span(seconds(3), seconds(50)),
  slower: millis(0),
})

/** Between the two orders, or in the middle of the second. */
function dies(d: Dice, stopped: Instant, started: Instant): Happening {
  return {
    at: d.chance(0.5) ? started : after(stopped, d.span(millis(0), millis(started - stopped))),
    do: 'crash',
    steps: d.upTo(12),
    downFor: d.span(millis(300), seconds(25)),
    power: d.chance(0.3),
    again: undefined,
  }
}
