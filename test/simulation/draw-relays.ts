/** Channels whose sessions grow old soon, and the sessions that follow them, of which many come to nothing. */
import { OPENINGS_MAX } from '../../daemon/core/limits.js'
import { after, type Instant, millis, minutes, seconds } from '../../daemon/core/time.js'
import { type Dice, dice } from './dice.js'
import { STORMY } from './night.js'
import type { AccountPlan, Scenario, ShowPlan } from './scenario.js'
import type { Fate } from './successors.js'

const hasRelays = (seed: number) => seed % 11 === 6

export function withRelays(scenario: Scenario): Scenario {
  const { seed, kind, happenings } = scenario
  if (!hasRelays(seed) || kind === 'quiet') return scenario
  if (happenings.some((one) => one.do === 'restore')) return scenario
  const d = dice(seed * 48_271 + 29)
  const accounts = scenario.accounts
    .map((account) => growsOld(d, account, scenario))
    .map((account, index) => allInVain(dice(seed * 69_621 + index), account))
  if (kind !== 'hostile') return { ...scenario, accounts }
  const shows = scenario.shows.map((show) => longer(d, show))
  const ends = shows.flatMap(({ airings }) => airings.map((one) => after(one.startsAt, one.lasts)))
  const end = Math.max(...ends) as Instant
  const from = after(scenario.startsAt, minutes(2))
  const calmFrom = (from + Math.round((end - from) * (0.5 + d.roll() * 0.5))) as Instant
  const until = after(end, minutes(12))
  return { ...scenario, accounts, shows, calmFrom, until }
}

function growsOld(d: Dice, account: AccountPlan, { kind, shows }: Scenario): AccountPlan {
  const [least, most] = kind === 'hostile' ? [9, 16] : [15, 45]
  const own = shows.filter(({ account: of }) => of === account.id).length
  // Without a slot for two at once the old one is closed first.
  const slots = d.chance(0.75) ? Math.max(account.slots, own + 1) : account.slots
  const profile = { ...account.profile, slots: Math.max(slots, account.profile.slots ?? slots) }
  const maxAge = d.span(minutes(least), minutes(most))
  return {
    ...account,
    slots,
    profile,
    maxAge,
    successors: Array.from({ length: 12 }, () => fate(d)),
  }
}

/** All openings that the first successor has come to nothing at once: there is time for another. */
function allInVain(d: Dice, account: AccountPlan): AccountPlan {
  if (!d.chance(0.25)) return account
  const failed = Array.from({ length: OPENINGS_MAX }, (): Fate => ({ is: 'failed' }))
  const calm = Object.fromEntries(STORMY.map((fault) => [fault, 0]))
  const profile = { ...account.profile, ...calm, init: d.span(seconds(2), seconds(20)) }
  return { ...account, profile, successors: [...failed, ...(account.successors ?? [])] }
}

/** One long airing instead of some short ones. */
function longer(d: Dice, show: ShowPlan): ShowPlan {
  const [first] = show.airings
  if (!first || show.always) return show
  const lasts = seconds(Math.round(d.span(minutes(24), minutes(45)) / 1_000))
  return { ...show, airings: [{ ...first, lasts }] }
}

function fate(d: Dice): Fate {
  const is = d.pick(
    ...(['fair', 'fair', 'refused', 'never ready', 'failed', 'answer lost'] as const),
    ...(['slow', 'late', 'ended', 'ended'] as const),
  )
  switch (is) {
    case 'slow':
      return { is, init: d.span(seconds(30), seconds(150)) }
    case 'late':
      return { is, by: d.span(millis(500), seconds(25)) }
    case 'ended':
      return { is, after: d.span(millis(0), minutes(4)), status: d.pick<50 | 9>(50, 9) }
    default:
      return { is }
  }
}
