/**
 * The corner that is searched whole: one channel, two cues, and every placement of up to two faults over every step:
 * the daemon dies, a request or an answer is lost, an effect comes late, a callback is lost or doubled.
 */
import { after, hours, millis, minutes, seconds } from '../../daemon/core/time.js'
import { lots } from '../../daemon/run/lots.js'
import { at, following, start } from '../builders.js'
import { type Choose, explore, type Part } from './explore.js'
import { PENDING, type Violation } from './promises.js'
import { run } from './run.js'
import type { CuePlan, Scenario } from './scenario.js'
import type { Hazard } from './world.js'

const FROM = at('08:59:50')
const cue = (name: string, when: CuePlan['when'], doubt: CuePlan['doubt']): CuePlan => ({
  name,
  when,
  words: 0,
  doubt,
  urgency: 'routine',
  expires: undefined,
})

export const CORNER: Scenario = {
  seed: 1,
  kind: 'hostile',
  startsAt: FROM,
  calmFrom: after(FROM, seconds(65)),
  until: after(FROM, minutes(8)),
  accounts: [
    {
      id: 'demo',
      slots: 1,
      exclusive: true,
      maxAge: hours(23),
      profile: { init: millis(1_500), slots: 3, heartbeatLimit: seconds(60) },
    },
  ],
  shows: [
    {
      show: 'demo-0',
      account: 'demo',
      version: 1,
      zone: 'UTC',
      airings: [{ startsAt: at('09:00'), lasts: seconds(45) }],
      cues: [cue('one', start(1), 'once'), cue('two', following('one'), 'must')],
    },
  ],
  happenings: [{ at: after(FROM, seconds(65)), do: 'freeze', lasts: millis(0) }],
  store: 'model',
  folded: false,
}

export interface Corner {
  readonly ways: number
  readonly broken: readonly (Violation & { readonly faults: string })[]
}

const BROKEN_MAX = 20
const EXCHANGE = ['fair', 'request-lost', 'answer-lost', 'late'] as const

const TELL_EVERY_MS = 2_000

/** `tell`: how far it is, every now and then. */
export async function searchCorner(
  faultsMax: number,
  part?: Part,
  tell: (corner: Corner) => void = () => {},
): Promise<Corner> {
  const broken: Corner['broken'][number][] = []
  let played = 0
  let told = performance.now()
  const ways = await explore(
    faultsMax,
    async (choose) => {
      played += 1
      if (broken.length >= BROKEN_MAX) return
      broken.push(...(await playCorner(choose)))
      if (performance.now() - told < TELL_EVERY_MS) return
      told = performance.now()
      tell({ ways: played, broken })
    },
    part,
  )
  return { ways, broken }
}

/** How many placements there are, as far as the undisturbed night shows: a fault makes new places. */
export async function reckoned(faultsMax: number): Promise<number> {
  /** Ways to place so many faults, by their number. */
  const ways = [1, ...Array.from({ length: faultsMax }, () => 0)]
  await playCorner((options) => {
    for (let faults = faultsMax; faults > 0; faults--)
      ways[faults] = (ways[faults] ?? 0) + (ways[faults - 1] ?? 0) * (options - 1)
    return 0
  })
  return ways.reduce((sum, some) => sum + some, 0)
}

/** Two faults at random places, so many times. */
export async function sampleCorner(times: number, seed: number): Promise<Corner> {
  const roll = lots(seed)
  let places = 0
  await playCorner(() => {
    places += 1
    return 0
  })
  const broken: Corner['broken'][number][] = []
  for (let n = 0; n < times; n++) {
    const at = [Math.floor(roll() * places), Math.floor(roll() * places)]
    let place = 0
    broken.push(
      ...(await playCorner((options) =>
        at.includes(place++) ? 1 + Math.floor(roll() * (options - 1)) : 0,
      )),
    )
  }
  return { ways: times, broken }
}

async function playCorner(choose: Choose): Promise<Corner['broken']> {
  const faults: string[] = []
  let places = 0
  const hazard: Hazard = {
    downFor: seconds(2),
    dies: () => pick(['lives', 'dies']) !== 'lives',
    exchange: ({ path }) => pick(EXCHANGE, path.split('/').at(-1)),
    callback: () =>
      [1, 0, 2][['arrives', 'lost', 'doubled'].indexOf(pick(['arrives', 'lost', 'doubled']))] ?? 1,
  }
  function pick<T extends string>(ways: readonly T[], about = ''): T {
    const [usual] = ways
    const way = places < PLACES_MAX ? ways[choose(ways.length)] : usual
    places += 1
    if (way === undefined || usual === undefined) throw new Error('nothing to choose from')
    if (way !== usual) faults.push(`${way} ${about} at ${places}`)
    return way
  }
  const { violations } = await run(CORNER, hazard)
  return violations
    .filter(({ promise }) => PENDING[promise] === undefined)
    .map((violation) => ({ ...violation, faults: faults.join(', ') }))
}

/** A night without faults has fewer; what goes on for longer because of them is quiet. */
const PLACES_MAX = 2_000
