/**
 * One simulated night as plain data: shows, vendors, and everything that happens to them. A seed draws it, and nothing
 * but it decides a run, so it can be printed, cut down and run again.
 */
import type { PlannedCue, Programme } from '../../daemon/core/compile/programme.js'
import type { AccountFacts } from '../../daemon/core/plan/account.js'
import type { AccountId, Doubt, Urgency, When } from '../../daemon/core/rundown/rundown.js'
import {
  after,
  before,
  type Duration,
  hours,
  type Instant,
  millis,
} from '../../daemon/core/time.js'
import type { Profile } from '../../daemon/stand-in/softsugar/profile.js'
import { ALWAYS, aCue, aProgramme, aTakeoverScript, SAY } from '../builders.js'
import { type AudiencePlan, questionsOf } from './audience-plan.js'
import type { Fate } from './successors.js'
import { accountFacts } from './world.js'

export type Kind = 'hostile' | 'typical' | 'quiet'

export interface Scenario {
  readonly seed: number
  readonly kind: Kind
  readonly startsAt: Instant
  /** Chance strikes no more, and nothing more is done to anybody. */
  readonly calmFrom: Instant
  readonly until: Instant
  readonly accounts: readonly AccountPlan[]
  readonly shows: readonly ShowPlan[]
  readonly happenings: readonly Happening[]
  readonly store: 'model' | 'sqlite'
  /** Its log is folded again at the end. */
  readonly folded: boolean
}

export interface AccountPlan {
  readonly id: string
  readonly slots: number
  readonly exclusive: boolean
  /** A session older than this is relayed. */
  readonly maxAge: Duration
  readonly profile: Partial<Profile>
  /** What becomes of the sessions that are opened to follow another, one by one. */
  readonly successors?: readonly Fate[]
}

export interface ShowPlan {
  readonly show: string
  readonly account: string
  readonly version: number
  readonly zone: Zone
  readonly airings: readonly { readonly startsAt: Instant; readonly lasts: Duration }[]
  readonly cues: readonly CuePlan[]
  /** A channel without an end: its one airing lasts until an operator closes it. */
  readonly always?: boolean
  /** It takes questions. */
  readonly audience?: AudiencePlan
}

/** Zones without a summer, so that the plan needs no calendar to know what their clocks show. */
export const ZONES = {
  UTC: hours(0),
  'Asia/Shanghai': hours(8),
  'Asia/Kolkata': hours(5.5),
  'America/Phoenix': hours(-7),
} as const
export type Zone = keyof typeof ZONES

/** As the clock on the wall there shows it. */
const localOf = (at: Instant, zone: Zone): string =>
  new Date(at + ZONES[zone]).toISOString().slice(0, 19)

export interface CuePlan {
  readonly name: string
  readonly when: When
  readonly words: number
  readonly doubt: Doubt
  readonly urgency: Urgency
  readonly expires: Duration | undefined
  /** 1 is left out first when time is short; undefined: never. */
  readonly drop?: number | undefined
  /** It takes the air at its time, after so much grace. */
  readonly hard?: Duration | undefined
  /** It begins anew when it was cut. */
  readonly restarts?: true
}

export type Happening = { readonly at: Instant } & (
  | {
      readonly do: 'crash'
      /** So many durable writes, calls and answers later. */
      readonly steps: number
      readonly downFor: Duration
      /** The page cache is lost, too. */
      readonly power: boolean
      /** It dies again so many steps after it came back. */
      readonly again: number | undefined
    }
  | {
      readonly do: 'trouble'
      readonly account: string
      readonly way: 'out' | 'back' | 'both' | 'dns' | 'slow'
      readonly on: readonly string[] | undefined
      readonly lasts: Duration
      readonly slower: Duration
    }
  | {
      readonly do: 'disk'
      readonly fault: 'full' | 'broken' | 'slow'
      readonly lasts: Duration
      readonly by: Duration
    }
  /** The journal is put back as it was so long ago, beside a witness that is younger: an amnesia. */
  | { readonly do: 'restore'; readonly back: Duration; readonly downFor: Duration }
  | { readonly do: 'freeze'; readonly lasts: Duration }
  | {
      readonly do: 'step-clock'
      readonly by: Duration
      /** Until it is set right. */
      readonly lasts: Duration
    }
  | {
      readonly do: 'say'
      readonly show: string
      readonly request: string
      readonly urgency: Urgency
      readonly how: 'queue' | 'interrupt' | 'interrupt-plain'
      /** The button is hit twice. */
      readonly twice: boolean
    }
  | {
      readonly do: 'command'
      readonly show: string
      readonly request: string
      readonly what: 'front' | 'back' | 'cancel' | 'hold' | 'release' | 'skip'
      /** Of what waits, the so-manieth. */
      readonly which: number
      readonly twice: boolean
    }
  /** What was ordered with this request is ordered once more. */
  | { readonly do: 'again'; readonly show: string; readonly request: string }
  /** A live voice: somebody takes the microphone, and lays it down again. */
  | {
      readonly do: 'speak'
      readonly show: string
      readonly request: string
      readonly how: 'cut' | 'wait'
      readonly lasts: Duration
      /** After so long it is taken away. */
      readonly longest: Duration
    }
  | {
      readonly do: 'ask'
      readonly show: string
      readonly id: string
      readonly asker: string
      readonly text: string
      /** The chat hands it in twice. */
      readonly twice: boolean
      /** What an operator says of it, where one is asked, so long after. */
      readonly verdict: 'approve' | 'decline' | undefined
      readonly after: Duration
    }
  | { readonly do: 'stop'; readonly show: string; readonly twice: boolean }
  /** Somebody starts again what was stopped. */
  | { readonly do: 'start'; readonly show: string; readonly twice: boolean }
  /** What it sends next the journal refuses, as if a mistake had sent it before; and `always`, after each start. */
  | { readonly do: 'break'; readonly show: string; readonly always: boolean }
  | { readonly do: 'edit'; readonly show: string; readonly change: Edit }
  | { readonly do: 'forge'; readonly account: string; readonly status: number }
  | { readonly do: 'stranger'; readonly account: string; readonly lasts: Duration }
  | { readonly do: 'other-client'; readonly account: string }
  | { readonly do: 'vendor-ends'; readonly account: string; readonly status: 50 | 9 }
)

export type Edit = 'new words' | 'cue gone' | 'cue added' | 'cue moved'
export type HappeningOf<K extends Happening['do']> = Extract<Happening, { do: K }>

export const facts = ({ id, slots, exclusive, maxAge }: AccountPlan): AccountFacts =>
  accountFacts({ id: id as AccountId, slots, exclusive, sessionMaxAge: maxAge })

const programmes = new WeakMap<ShowPlan, Programme>()

/** Judges ask for it for every item that aired. */
export function programmeOf(plan: ShowPlan): Programme {
  const known = programmes.get(plan) ?? programmeFrom(plan)
  programmes.set(plan, known)
  return known
}

function programmeFrom(plan: ShowPlan): Programme {
  return aProgramme({
    show: plan.show,
    account: plan.account as AccountId,
    version: `v${plan.version}`,
    timezone: plan.zone,
    schedule: plan.always
      ? [ALWAYS]
      : plan.airings.map(({ startsAt, lasts }) => ({
          kind: 'at',
          local: localOf(startsAt, plan.zone),
          duration: lasts,
          clockChange: { gap: 'shift', fold: 'first' },
          late: { rule: 'join' },
          variables: {},
        })),
    cues: plan.cues.map((cue) => cueOf(cue, plan.version)),
    ...(plan.audience ? { questions: questionsOf(plan.audience) } : {}),
  })
}

export const cueOf = (cue: CuePlan, version: number): PlannedCue =>
  aCue(cue.name, cue.when, {
    script: aTakeoverScript({
      say: `${cue.name} as of ${version}. ${SAY} ${'and so on '.repeat(cue.words)}`.trim(),
    }),
    doubt: cue.doubt,
    urgency: cue.urgency,
    expires: cue.expires,
    ...('drop' in cue ? { drop: cue.drop } : {}),
    ...(cue.restarts ? { onCut: 'restart' } : {}),
    ...(cue.hard === undefined ? {} : { start: { kind: 'hard', grace: cue.hard } as const }),
  })

/** What the plan says of one airing, and nobody else. */
export interface AiringPlan {
  readonly id: string
  readonly plan: ShowPlan
  readonly opensAt: Instant
  readonly startsAt: Instant
  readonly endsAt: Instant
}

const LEAD = accountFacts().lead

export const airingsOf = ({ shows }: Pick<Scenario, 'shows'>): readonly AiringPlan[] =>
  shows.flatMap((plan) =>
    plan.airings.map(({ startsAt, lasts }) => ({
      id: `${plan.show}@${localOf(startsAt, plan.zone).replace(/(T\d\d:\d\d):00$/, '$1')}`,
      plan,
      opensAt: before(startsAt, LEAD),
      startsAt,
      endsAt: after(startsAt, lasts),
    })),
  )

/** The show as the edit leaves it. */
export function edited(plan: ShowPlan, change: Edit): ShowPlan {
  const version = plan.version + 1
  const [first, ...others] = plan.cues
  switch (change) {
    case 'new words':
      return { ...plan, version }
    case 'cue gone':
      return { ...plan, version, cues: others }
    case 'cue added':
      return first
        ? { ...plan, version, cues: [...plan.cues, { ...first, name: `added${version}` }] }
        : plan
    case 'cue moved':
      return { ...plan, version, cues: first ? [...others, { ...first, words: 3 }] : [] }
  }
}

export const channelHours = (scenario: Scenario): number =>
  airingsOf(scenario).reduce((sum, { startsAt, endsAt }) => sum + (endsAt - startsAt), 0) / hours(1)

/** Faults of every sort have stopped, and what is late has come. */
export function stillFrom(scenario: Scenario): Instant {
  const late = Math.max(25_000, ...scenario.accounts.map(({ profile }) => profile.lateBy ?? 0))
  return scenario.happenings.reduce<Instant>(
    (latest, happening) => {
      const lasts =
        happening.do === 'crash' || happening.do === 'restore'
          ? happening.downFor
          : 'lasts' in happening
            ? happening.lasts
            : 0
      return Math.max(latest, happening.at + lasts) as Instant
    },
    after(scenario.calmFrom, millis(late)),
  )
}
