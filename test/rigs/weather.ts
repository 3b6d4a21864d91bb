/**
 * Bad weather between the daemon and the vendor, by a seed: one station whose answers are lost after their effect, one
 * answer in ten, and one with everything at once.
 */
import { judge } from './judge.js'
import { type Fate, openProxy, type Passing } from './proxy.js'
import { type Ask, about, dice, inTurn, type Rig, together, type Verdict } from './rig.js'
import { ahead, aShow } from './show.js'
import { openStation, over } from './station.js'

const SECONDS = 190
const SECONDS_QUICK = 80
/** After the last cue: an opening half a minute late, and doubts one behind the other, 40 s each. */
const REST_S = 100
const REST_S_QUICK = 50
/** Fair weather for the end, so that what is in doubt can be settled. */
const CALM_S = 90
const CALM_S_QUICK = 50

type Weather = (roll: () => number, passing: Passing) => Fate

const answersLost: Weather = (roll) => (roll() < 0.1 ? 'drop-answer' : 'pass')

const everything: Weather = (roll) => {
  const lot = roll()
  if (lot < 0.03) return 'drop-request'
  if (lot < 0.06) return 'drop-answer'
  if (lot < 0.08) return 'reset'
  if (lot < 0.09) return { holdRequest: 25_000 }
  if (lot < 0.1) return { holdAnswer: 25_000 }
  if (lot < 0.115) return { status: 503, effect: false }
  return lot < 0.13 ? { status: 502, effect: true } : 'pass'
}

const STATIONS: readonly { readonly name: string; readonly weather: Weather }[] = [
  { name: '10 % of answers lost (1)', weather: answersLost },
  { name: '10 % of answers lost (2)', weather: answersLost },
  { name: '10 % of answers lost (3)', weather: answersLost },
  { name: 'everything (1)', weather: everything },
  { name: 'everything (2)', weather: everything },
]

export const weather: Rig = {
  name: 'proxy',
  says: 'requests and answers lost, held for 25 s, reset, 5xx, by a seed',
  minutes: 3.9,
  quickMinutes: 2,
  needs: [],
  run: async (ask) => {
    const stations = STATIONS.map((one, n) => ({ ...one, n }))
    const pace = { atOnce: stations.length, everyMs: 1_500 }
    return together(await inTurn(stations, pace, (one) => day(one, ask)))
  },
}

async function day(
  { name, weather, n }: (typeof STATIONS)[number] & { readonly n: number },
  { quick, seed }: Ask,
): Promise<Verdict> {
  const roll = dice(seed * 1_000 + n)
  const seconds = quick ? SECONDS_QUICK : SECONDS
  const start = ahead(24)
  const shows = ['one', 'two', 'three'].map((id, at) =>
    aShow({
      id,
      startsAt: start + at * 5_000,
      seconds: seconds - at * 10,
      every: 4,
      until: seconds - (quick ? REST_S_QUICK : REST_S) - at * 10,
      must: 3,
    }),
  )
  const calmFrom = start + (seconds - (quick ? CALM_S_QUICK : CALM_S)) * 1_000
  await using proxy = await openProxy({
    fate: (passing) => (Date.now() < calmFrom ? weather(roll, passing) : 'pass'),
  })
  await using station = await openStation({
    shows,
    lead: '20s',
    between: async (vendor) => proxy.towards(vendor),
  })
  station.start()
  await over(station)
  const evidence = await station.evidence()
  const verdict = judge(evidence)
  const doubted = evidence.intents.filter(({ state }) => state === 'ambiguous')
  const branches = new Map<string, number>()
  for (const { type, says } of evidence.intents.filter(({ says }) => says !== '')) {
    branches.set(`${type}: ${says}`, (branches.get(`${type}: ${says}`) ?? 0) + 1)
  }
  return about(name, {
    figures: [
      ...verdict.figures,
      `struck: ${proxy.struck().join(', ')}`,
      `not answered, as the journal tells it: ${[...branches].map(([says, count]) => `${count} × ${says}`).join('; ')}; ${doubted.length} still in doubt`,
    ],
    findings: verdict.findings,
  })
}
