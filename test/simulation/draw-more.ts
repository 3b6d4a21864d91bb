/**
 * What joined the swarm later: live voices, channels without an end, and an audience that asks (draw-viewers.ts). They come to nights of their own, so that those
 * of older seeds stay what they were, and with dice of their own.
 */
import { after, hours, type Instant, millis, minutes, seconds } from '../../daemon/core/time.js'
import { type Dice, dice } from './dice.js'
import { withBroken } from './draw-broken.js'
import { withRelays } from './draw-relays.js'
import { withStarts } from './draw-starts.js'
import { hasLateTakeovers } from './draw-vendor.js'
import { withViewers } from './draw-viewers.js'
import type { Happening, Scenario, ShowPlan } from './scenario.js'

const hasVoices = (seed: number) => seed % 5 === 4
const isEndless = (seed: number) => seed % 7 === 3
const hasRestarts = (seed: number) => seed % 8 === 6
const hasOrders = (seed: number) => seed % 4 === 0
const keepsSessions = (seed: number) => seed % 8 === 4
const speaksOtherwise = (seed: number) => seed % 6 === 1
const isTight = (seed: number) => seed % 9 === 4

export function withMore(scenario: Scenario): Scenario {
  const d = dice(scenario.seed * 40_503 + 7)
  const spoken = speaksOtherwise(scenario.seed) ? withOtherSpeed(scenario) : scenario
  const tight = isTight(scenario.seed) ? withTightLimits(spoken) : spoken
  const anew = hasRestarts(scenario.seed) ? withRestarts(tight) : tight
  const endless = isEndless(scenario.seed) ? withoutEnd(d, anew) : anew
  const voiced = hasVoices(scenario.seed) ? withVoices(d, endless) : endless
  const ordered = hasOrders(scenario.seed) ? withOrders(voiced) : voiced
  const viewed = withViewers(keepsSessions(scenario.seed) ? withStuckCloses(ordered) : ordered)
  return withBroken(withStarts(withRelays(viewed)))
}

/** A voice that is faster or slower than foreseen, and callbacks that come when all is over. */
function withOtherSpeed(scenario: Scenario): Scenario {
  const d = dice(scenario.seed * 69_069 + 11)
  const speed = () => ({
    speechFactor: 0.7 + d.roll() * 0.7,
    delayCallbacks: d.chance(0.5) ? d.span(millis(0), seconds(45)) : millis(0),
  })
  const accounts = scenario.accounts.map((one) => ({
    ...one,
    profile: { ...one.profile, ...speed() },
  }))
  return { ...scenario, accounts }
}

/** A vendor with little room: short-lived tokens, a short queue, other thresholds, and answers that take their time. */
function withTightLimits(scenario: Scenario): Scenario {
  const d = dice(scenario.seed * 362_437 + 13)
  const limits = (slots: number) => ({
    tokenLife: d.pick(minutes(4), minutes(20), hours(1)),
    tokensAlive: d.pick(1, 2, 3),
    queueLimit: d.between(2, 6),
    prepareThreshold: d.span(millis(0), seconds(20)),
    initThreshold: d.span(millis(0), minutes(1)),
    platformSlots: slots + d.pick(0, 0, 1, 3),
    noSlot: d.pick(0, 0, 1, 2),
    latency: d.chance(0.5) ? d.span(millis(0), millis(900)) : millis(0),
  })
  const accounts = scenario.accounts.map((one) => ({
    ...one,
    profile: { ...one.profile, ...limits(one.slots) },
  }))
  return { ...scenario, accounts }
}

/** What is cut begins anew. */
const withRestarts = (scenario: Scenario): Scenario => ({
  ...scenario,
  shows: scenario.shows.map((show) => ({
    ...show,
    cues: show.cues.map((cue) => ({ ...cue, restarts: true })),
  })),
})

/** Somebody takes the microphone; an old journal put back would have forgotten it. */
function withVoices(d: Dice, scenario: Scenario): Scenario {
  const { shows, startsAt, calmFrom, happenings } = scenario
  if (happenings.some((one) => one.do === 'restore')) return scenario
  const from = after(startsAt, minutes(2))
  const voices = Array.from(
    { length: d.between(1, 3) },
    (_, n): Happening => ({
      at: (from + Math.round(d.roll() * (calmFrom - from))) as Instant,
      do: 'speak',
      show: d.pick(shows[0], ...shows.slice(1))?.show ?? '',
      request: `voice-${n}`,
      how: d.pick<'cut' | 'wait'>('cut', 'wait'),
      lasts: d.span(seconds(1), minutes(2)),
      longest: d.span(seconds(20), minutes(3)),
    }),
  )
  return { ...scenario, happenings: inTime([...happenings, ...voices]) }
}

/** A vendor that closes nothing for minutes, and a daemon that may die in the moment it would tell of it. */
function withStuckCloses(scenario: Scenario): Scenario {
  const d = dice(scenario.seed * 1_103_515_245 + 17)
  const { shows, calmFrom, happenings } = scenario
  const stuck = shows.flatMap(({ account, airings }) =>
    airings.flatMap(({ startsAt, lasts }): readonly Happening[] => {
      const end = after(startsAt, lasts)
      if (end > calmFrom || !d.chance(0.7)) return []
      const way = d.pick<'out' | 'back'>('out', 'back')
      const keeps: Happening = {
        at: end,
        do: 'trouble',
        account,
        way,
        on: ['close'],
        lasts: d.span(minutes(2), minutes(6)),
        slower: millis(0),
      }
      const dies: Happening = {
        at: after(end, d.span(seconds(90), seconds(150))),
        do: 'crash',
        steps: d.upTo(3),
        downFor: d.span(seconds(1), seconds(40)),
        power: false,
        again: undefined,
      }
      return d.chance(0.5) ? [keeps, dies] : [keeps]
    }),
  )
  return { ...scenario, happenings: inTime([...happenings, ...stuck]) }
}

const ORDERS = ['cancel', 'cancel', 'hold', 'hold', 'release', 'skip', 'skip'] as const

/** A busy desk, and what it orders comes twice: at once, later, and from behind a restart. */
function withOrders(scenario: Scenario): Scenario {
  const d = dice(scenario.seed * 22_695_477 + 13)
  const { shows, startsAt, calmFrom, happenings } = scenario
  const from = after(startsAt, minutes(4))
  const more = Array.from(
    { length: d.between(2, 6) },
    (_, n): Happening => ({
      at: (from + Math.round(d.roll() * Math.max(0, calmFrom - from))) as Instant,
      do: 'command',
      show: d.pick(shows[0], ...shows.slice(1))?.show ?? '',
      request: `order-${n}`,
      what: d.pick<(typeof ORDERS)[number]>(...ORDERS),
      which: d.upTo(6),
      twice: d.chance(0.3),
    }),
  )
  const all = [
    ...happenings,
    ...more,
    ...(d.chance(0.5) ? heldAndReleased(d, scenario) : []),
    ...(d.chance(0.7) ? saidAndCancelled(d, scenario) : []),
  ]
  const again = all.flatMap((one): readonly Happening[] => {
    if (one.do !== 'command' && one.do !== 'say') return []
    const times = d.chance(0.7) ? d.between(1, 2) : 0
    return Array.from({ length: times }, () => ({
      at: Math.min(after(one.at, d.span(seconds(1), minutes(6))), calmFrom) as Instant,
      do: 'again',
      show: one.show,
      request: one.request,
    }))
  })
  return { ...scenario, happenings: inTime([...all, ...again]) }
}

/** Words behind words, and one of them is taken back. Nights that forget what was said, or let it come late, have none. */
function saidAndCancelled(
  d: Dice,
  { accounts, shows, startsAt, calmFrom, happenings }: Scenario,
): readonly Happening[] {
  if (accounts.some(({ profile }) => hasLateTakeovers(profile))) return []
  if (happenings.some((one) => one.do === 'restore')) return []
  const from = after(startsAt, minutes(6))
  const show = d.pick(shows[0], ...shows.slice(1))?.show ?? ''
  const at = (from + Math.round(d.roll() * Math.max(0, calmFrom - from))) as Instant
  const said = ['crowd-0', 'crowd-1', 'crowd-2'].map(
    (request, n): Happening => ({
      at: after(at, millis(n * 100)),
      do: 'say',
      show,
      request,
      urgency: 'priority',
      how: 'queue',
      twice: false,
    }),
  )
  const cancel: Happening = {
    at: after(at, d.span(seconds(1), seconds(6))),
    do: 'command',
    show,
    request: 'uncrowd',
    what: 'cancel',
    which: d.between(1, 2),
    twice: false,
  }
  return cancel.at < calmFrom ? [...said, cancel] : []
}

/** The order to hold comes once more when it was released: it holds nothing any more. */
function heldAndReleased(d: Dice, { shows, startsAt, calmFrom }: Scenario): readonly Happening[] {
  const from = after(startsAt, minutes(4))
  const show = d.pick(shows[0], ...shows.slice(1))?.show ?? ''
  const at = (from + Math.round(d.roll() * Math.max(0, calmFrom - from))) as Instant
  const released = after(at, d.span(seconds(1), seconds(30)))
  const anew = after(released, d.span(seconds(1), seconds(60)))
  if (anew > calmFrom) return []
  const common = { do: 'command', show, which: 0, twice: false } as const
  return [
    { ...common, at, request: 'held', what: 'hold' },
    { ...common, at: released, request: 'released', what: 'release' },
    { at: anew, do: 'again', show, request: 'held' },
  ]
}

/**
 * The first show of an ordinary day goes on for some hours, over relays and whatever happens, until an operator closes it
 * in the quiet after the last trouble. A hostile night may use up its openings, and then it is another airing.
 */
function withoutEnd(d: Dice, scenario: Scenario): Scenario {
  const [first, ...others] = scenario.shows
  if (scenario.kind !== 'typical' || !first) return scenario
  const { startsAt, calmFrom } = scenario
  const end = Math.max(after(calmFrom, minutes(10)), after(startsAt, d.span(hours(2), hours(5))))
  const whole = (Math.ceil(end / 1_000) * 1_000) as Instant
  const show: ShowPlan = {
    ...first,
    always: true,
    airings: [{ startsAt, lasts: millis(whole - startsAt) }],
    cues: first.cues.filter(({ when }) => when.kind !== 'at' || when.at.from !== 'end'),
  }
  const kept = scenario.happenings.filter((one) => one.do !== 'stop' || one.show !== first.show)
  const close: Happening = { at: whole, do: 'stop', show: first.show, twice: false }
  const until = Math.max(scenario.until, after(whole, minutes(12))) as Instant
  return { ...scenario, until, shows: [show, ...others], happenings: inTime([...kept, close]) }
}

const inTime = (happenings: readonly Happening[]): readonly Happening[] =>
  [...happenings].sort((one, other) => one.at - other.at)
