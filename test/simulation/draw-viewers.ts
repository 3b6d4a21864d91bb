/**
 * An audience for some nights: regulars who ask now and then, somebody who floods, and words that may not be heard. With
 * dice of their own, so that the nights of other seeds stay what they were.
 */
import { after, type Instant, millis, minutes, seconds } from '../../daemon/core/time.js'
import { BLOCKED } from './audience-plan.js'
import { type Dice, dice } from './dice.js'
import { hasLateTakeovers } from './draw-vendor.js'
import type { HappeningOf, Scenario } from './scenario.js'

/** Six of each hundred hostile nights would be too few: every sixth has one. */
const hasViewers = (seed: number) => seed % 6 === 5
/** What came in after the journal was copied is forgotten with it; and no answer may come after it was given up. */
const isFit = ({ happenings, accounts }: Scenario) =>
  !happenings.some((one) => one.do === 'restore') &&
  !accounts.some(({ profile }) => hasLateTakeovers(profile))

export function withViewers(scenario: Scenario): Scenario {
  if (!hasViewers(scenario.seed) || !isFit(scenario)) return scenario
  const d = dice(scenario.seed * 69_069 + 11)
  const shows = scenario.shows.map((show) => ({
    ...show,
    audience: {
      approve: d.pick<'auto' | 'operator'>('auto', 'auto', 'operator'),
      unapproved: d.pick<'decline' | 'air'>('decline', 'air'),
      otherwise: d.chance(0.4),
      perAsker: d.chance(0.5),
    },
  }))
  const asked = shows.flatMap(({ show }) => questions(d, scenario, show))
  const happenings = [...scenario.happenings, ...asked].sort((one, other) => one.at - other.at)
  return { ...scenario, shows, happenings }
}

function questions(d: Dice, scenario: Scenario, show: string): readonly HappeningOf<'ask'>[] {
  const { startsAt, calmFrom, kind } = scenario
  const from = after(startsAt, minutes(4))
  const some = (): Instant => (from + Math.round(d.roll() * (calmFrom - from))) as Instant
  const floods = Array.from({ length: d.between(0, 2) }, some)
  const regulars = Array.from({ length: kind === 'hostile' ? d.between(8, 30) : 60 }, () =>
    question(d, some(), show, d.pick('Ann', 'Bob', 'Cem', 'Dora', `Eve ${BLOCKED}`)),
  )
  const troll = floods.flatMap((at) =>
    Array.from({ length: d.between(20, 80) }, () =>
      question(d, after(at, d.span(millis(0), seconds(20))), show, 'troll'),
    ),
  )
  return [...regulars, ...troll].map((one, n) => ({ ...one, id: `${show}-${n}` }))
}

function question(d: Dice, at: Instant, show: string, asker: string): HappeningOf<'ask'> {
  const word = () => `w${d.upTo(1_000_000).toString(36)}q`
  const more = `${word()} ${word()} ${word()}`
  const text = d.pick(
    'When do you ship?',
    `When do you ship ${more}?`,
    `Which price is it ${more}?`,
    `Has it stock ${more}?`,
    `Who knows ${more} ${word()} ${word()}?`,
    'Tell me the secret!',
    `Is it ${BLOCKED} ${word()}?`,
    `Is it r.e.f.u.n.d f r a u d ${word()}?`,
    `Look at https://${word()}.example/now`,
  )
  return {
    at,
    do: 'ask',
    show,
    id: '',
    asker,
    text,
    twice: d.chance(0.1),
    verdict: d.pick<'approve' | 'decline' | undefined>('approve', 'approve', 'decline', undefined),
    after: d.span(millis(0), seconds(30)),
  }
}
