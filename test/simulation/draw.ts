/** What a seed draws: the shows and everything that is done to them. Each seed takes some kinds of fault, never all. */
import type { Doubt, Urgency, When } from '../../daemon/core/rundown/rundown.js'
import {
  after,
  type Duration,
  hours,
  type Instant,
  millis,
  minutes,
  seconds,
} from '../../daemon/core/time.js'
import { at, end, every, following, start } from '../builders.js'
import { type Dice, dice } from './dice.js'
import { withMore } from './draw-more.js'
import { hasLateTakeovers, personality } from './draw-vendor.js'
import type { AccountPlan, CuePlan, Happening, Kind, Scenario, ShowPlan } from './scenario.js'

const NIGHT = at('08:00')

/** Most nights are short and hostile, a third are ordinary shows, few are long and quiet: by the hour it is even. */
export function draw(seed: number, only?: Kind): Scenario {
  const d = dice(seed * 2_654_435_761)
  const kind = only ?? kindOf(d.roll())
  const accounts = drawAccounts(d, kind)
  const isLate = accounts.some(({ profile }) => hasLateTakeovers(profile))
  const shows = drawShows(d, kind, accounts).map((show) => (isLate ? withoutOnce(show) : show))
  const ends = shows.flatMap(({ airings }) =>
    airings.map(({ startsAt, lasts }) => after(startsAt, lasts)),
  )
  const lastEnd = Math.max(...ends) as Instant
  const from = after(NIGHT, minutes(2))
  const calmFrom = (from + Math.round((lastEnd - from) * (0.5 + d.roll() * 0.5))) as Instant
  return withMore({
    seed,
    kind,
    startsAt: NIGHT,
    calmFrom,
    until: after(lastEnd, minutes(12)),
    accounts,
    shows,
    happenings: withAmnesia(
      d,
      drawHappenings(d, kind, { from, calmFrom, accounts, shows }).filter(
        (one) => !isLate || one.do !== 'say',
      ),
      { from, calmFrom, accounts, shows },
    ),
    store: isOnSqlite(kind, seed) ? 'sqlite' : 'model',
    folded: seed % 10 === 3,
  })
}

const kindOf = (roll: number): Kind => (roll < 0.62 ? 'hostile' : roll < 0.96 ? 'typical' : 'quiet')

function drawAccounts(d: Dice, kind: Kind): readonly AccountPlan[] {
  const slots = kind === 'quiet' ? d.between(3, 8) : d.between(1, 3)
  const exclusive = !d.chance(0.2)
  const maxAge = d.chance(0.3) ? d.span(minutes(40), hours(3)) : hours(23)
  const demo = {
    id: 'demo',
    slots,
    exclusive,
    maxAge,
    profile: personality(d, kind, slots),
  }
  if (!d.chance(kind === 'hostile' ? 0.3 : 0.2)) return [demo]
  return [
    demo,
    { id: 'second', slots: 1, exclusive: true, maxAge, profile: personality(d, kind, 1) },
  ]
}

function drawShows(d: Dice, kind: Kind, accounts: readonly AccountPlan[]): readonly ShowPlan[] {
  return accounts.flatMap(({ id, slots }) => {
    const count = kind === 'quiet' ? slots : d.between(1, slots)
    return Array.from({ length: count }, (_, n) => drawShow(d, kind, id, n))
  })
}

function drawShow(d: Dice, kind: Kind, account: string, n: number): ShowPlan {
  const first = after(NIGHT, d.span(minutes(5), minutes(10)))
  const lasts =
    kind === 'hostile'
      ? d.span(minutes(4), minutes(20))
      : kind === 'typical'
        ? d.span(hours(1), hours(3))
        : d.span(hours(4), hours(9))
  const count = kind === 'hostile' ? d.between(1, 3) : kind === 'typical' ? d.between(1, 2) : 1
  const whole = (wait: number) => seconds(Math.round(wait / 1_000))
  const airings = Array.from({ length: count }, (_, index) => ({
    startsAt: (Math.round((first + index * (lasts + minutes(7))) / 1_000) * 1_000) as Instant,
    lasts: whole(lasts),
  }))
  return {
    show: `${account}-${n}`,
    account,
    version: 1,
    zone: d.pick('UTC', 'UTC', 'Asia/Shanghai', 'Asia/Kolkata', 'America/Phoenix'),
    airings,
    cues: drawCues(d, kind, whole(lasts)),
  }
}

const withoutOnce = (show: ShowPlan): ShowPlan => ({
  ...show,
  cues: show.cues.map((cue) => (cue.doubt === 'once' ? { ...cue, doubt: 'must' } : cue)),
})

function drawCues(d: Dice, kind: Kind, lasts: Duration): readonly CuePlan[] {
  const most = Math.floor(lasts / 1_000)
  const dense = kind === 'hostile'
  const doubts: readonly Doubt[] = ['once', 'once', 'must', 'never-twice']
  const cue = (name: string, when: When): CuePlan => ({
    name,
    when,
    words: d.upTo(dense ? 12 : 60),
    doubt: doubts[d.upTo(doubts.length)] ?? 'once',
    urgency: d.pick<Urgency>('routine', 'routine', 'routine', 'priority', 'breaking'),
    expires: d.chance(0.3) ? d.span(seconds(10), seconds(120)) : undefined,
    drop: d.chance(0.3) ? undefined : d.between(1, 9),
    hard: d.chance(0.1) ? d.span(seconds(0), seconds(20)) : undefined,
  })
  const count = dense ? d.between(2, 8) : kind === 'typical' ? d.between(6, 30) : d.between(2, 8)
  const single = Array.from({ length: count }, (_, n) =>
    cue(
      `cue${n}`,
      n > 0 && d.chance(0.25)
        ? following(`cue${n - 1}`)
        : d.chance(0.85)
          ? start(d.upTo(most))
          : end(1 + d.upTo(Math.min(300, most - 1))),
    ),
  )
  const pitch = dense ? every(d.between(25, 90)) : every(d.between(120, 400))
  return d.chance(dense ? 0.6 : 0.8) ? [...single, cue('pitch', pitch)] : single
}

const isOnSqlite = (kind: Kind, seed: number) => kind === 'hostile' && seed % 40 === 7

/**
 * In some nights an old copy of the journal is put back. What an operator said or edited since is forgotten with it,
 * and a stranger's session cannot be told from one of ours: such a night has none of these.
 */
function withAmnesia(
  d: Dice,
  happenings: readonly Happening[],
  stage: Stage,
): readonly Happening[] {
  const { from, calmFrom, accounts } = stage
  if (!d.chance(0.06) || !accounts.every(({ exclusive }) => exclusive)) return happenings
  const back = d.span(seconds(5), minutes(4))
  const at = after(from, d.span(back, millis(Math.max(back, calmFrom - from))))
  const restore: Happening = { at, do: 'restore', back, downFor: d.span(seconds(1), seconds(30)) }
  const rest = happenings.filter((one) => !FORGOTTEN_WITH_IT.includes(one.do))
  return [...rest, restore].sort((one, other) => one.at - other.at)
}

const FORGOTTEN_WITH_IT: readonly Happening['do'][] = ['say', 'stop', 'edit', 'step-clock', 'crash']

interface Stage {
  readonly from: Instant
  readonly calmFrom: Instant
  readonly accounts: readonly AccountPlan[]
  readonly shows: readonly ShowPlan[]
}

function drawHappenings(d: Dice, kind: Kind, stage: Stage): readonly Happening[] {
  const when = (): Instant =>
    (stage.from + Math.round(d.roll() * (stage.calmFrom - stage.from))) as Instant
  const account = () => d.pick(stage.accounts[0], ...stage.accounts.slice(1))?.id ?? 'demo'
  const show = () => d.pick(stage.shows[0], ...stage.shows.slice(1))?.show ?? ''
  const many = kind === 'hostile' ? 1 : 0.5
  const some = (
    share: number,
    most: number,
    make: (n: number) => Happening,
  ): readonly Happening[] =>
    d.chance(share * many) ? Array.from({ length: d.between(1, most) }, (_, n) => make(n)) : []
  return [
    ...some(0.6, 4, () => crash(d, when())),
    ...some(0.35, 2, () => trouble(d, when(), account())),
    ...some(0.2, 2, () => disk(d, when())),
    ...some(0.1, 1, () => freeze(d, when())),
    ...some(0.12, 1, () => stepClock(d, when())),
    ...some(0.4, 3, (n) => ({
      at: when(),
      do: 'say',
      show: show(),
      request: `request-${n}`,
      urgency: d.pick<Urgency>('routine', 'priority', 'breaking'),
      how: d.pick<'queue' | 'interrupt' | 'interrupt-plain'>(
        'queue',
        'queue',
        'interrupt',
        'interrupt-plain',
      ),
      twice: d.chance(0.5),
    })),
    ...some(0.12, 1, () => ({ at: when(), do: 'stop', show: show(), twice: d.chance(0.5) })),
    ...some(0.3, 2, () => ({
      at: when(),
      do: 'edit',
      show: show(),
      change: d.pick('new words', 'cue gone', 'cue added', 'cue moved'),
    })),
    ...some(0.25, 6, () => ({
      at: when(),
      do: 'forge',
      account: account(),
      status: d.pick(35, 5, 50, 9, 99, 34, 36, 37, 39),
    })),
    ...stage.accounts
      .filter(({ exclusive }) => !exclusive)
      .map(({ id }) => ({
        at: when(),
        do: 'stranger' as const,
        account: id,
        lasts: d.span(minutes(1), minutes(15)),
      })),
    ...some(0.15, 3, () => ({ at: when(), do: 'other-client', account: account() })),
    ...some(0.2, 2, () => ({
      at: when(),
      do: 'vendor-ends',
      account: account(),
      status: d.pick<50 | 9>(50, 9),
    })),
    // Last, so that the nights of older seeds stay what they were.
    ...some(0.3, 4, (n) => ({
      at: when(),
      do: 'command',
      show: show(),
      request: `command-${n}`,
      what: d.pick('front', 'back', 'cancel', 'hold', 'release', 'skip'),
      which: d.upTo(6),
      twice: d.chance(0.5),
    })),
  ].sort((one, other) => one.at - other.at)
}

const crash = (d: Dice, when: Instant): Happening => ({
  at: when,
  do: 'crash',
  steps: d.upTo(12),
  downFor: d.chance(0.9) ? d.span(millis(300), seconds(20)) : d.span(seconds(20), minutes(4)),
  power: d.chance(0.3),
  again: d.chance(0.3) ? d.upTo(20) : undefined,
})

const trouble = (d: Dice, when: Instant, account: string): Happening => {
  const way = d.pick<'out' | 'back' | 'both' | 'dns' | 'slow'>('out', 'back', 'both', 'dns', 'slow')
  const endpoints = ['create', 'queue', 'heartbeat', 'stat', 'list', 'close', 'start', 'running']
  return {
    at: when,
    do: 'trouble',
    account,
    way,
    on: d.chance(0.5) ? undefined : [endpoints[d.upTo(endpoints.length)] ?? 'queue'],
    lasts: d.span(seconds(2), d.chance(0.8) ? seconds(90) : minutes(6)),
    slower: way === 'slow' ? d.span(millis(100), seconds(12)) : millis(0),
  }
}

const freeze = (d: Dice, when: Instant): Happening => ({
  at: when,
  do: 'freeze',
  lasts: d.chance(0.7) ? d.span(seconds(1), seconds(25)) : d.span(seconds(30), seconds(90)),
})

/** Somebody sets the clock, and it is set right later. */
const stepClock = (d: Dice, when: Instant): Happening => {
  const by = d.chance(0.5) ? d.span(seconds(3), minutes(2)) : d.span(minutes(2), hours(2))
  const lasts = d.span(seconds(1), minutes(5))
  return { at: when, do: 'step-clock', by: d.chance(0.5) ? by : millis(-by), lasts }
}

const disk = (d: Dice, when: Instant): Happening => ({
  at: when,
  do: 'disk',
  fault: d.pick<'full' | 'broken' | 'slow'>('full', 'broken', 'slow'),
  lasts: d.span(seconds(1), seconds(40)),
  by: d.span(millis(20), millis(500)),
})
