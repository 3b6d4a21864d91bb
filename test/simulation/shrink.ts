/**
 * Cuts a failing night down: fewer faults, fewer cues, fewer shows, an easier vendor, as long as the same promise stays
 * broken. Every part has a short name, so what is left can be run again from the seed and the names of what was cut.
 */
import { after, type Instant, minutes } from '../../daemon/core/time.js'
import type { PromiseId } from './promises.js'
import type { AccountPlan, Scenario, ShowPlan } from './scenario.js'

/** `h3` happening, `s1` show, `a1.0` airing of a show, `c1.4` cue of a show, `p0.init` habit of a vendor, `f0.2` fate of a session that follows another; `c1`: all cues. */
export type Cut = string

export function partsOf({ happenings, shows, accounts }: Scenario): readonly Cut[] {
  return [
    ...happenings.map((_, h) => `h${h}`),
    ...shows.map((_, s) => `s${s}`),
    ...shows.flatMap(({ airings }, s) => airings.map((_, a) => `a${s}.${a}`)),
    ...accounts.flatMap(({ profile }, a) => Object.keys(profile).map((key) => `p${a}.${key}`)),
    ...accounts.flatMap(({ successors = [] }, a) => successors.map((_, f) => `f${a}.${f}`)),
    ...shows.flatMap(({ cues }, s) => cues.map((_, c) => `c${s}.${c}`)),
  ]
}

export function cutDown(whole: Scenario, cuts: ReadonlySet<Cut>): Scenario {
  const has = (cut: Cut) => !cuts.has(cut) && !cuts.has(cut.split('.')[0] ?? '')
  const shows = whole.shows
    .map(
      (show, s): ShowPlan => ({
        ...show,
        airings: show.airings.filter((_, a) => has(`a${s}.${a}`)),
        cues: show.cues.filter((_, c) => has(`c${s}.${c}`)),
      }),
    )
    .filter(({ airings }, s) => has(`s${s}`) && airings.length > 0)
  const accounts = whole.accounts.map((account, a): AccountPlan => {
    const kept = Object.entries(account.profile).filter(([key]) => has(`p${a}.${key}`))
    const successors = account.successors?.map((fate, f) =>
      has(`f${a}.${f}`) ? fate : ({ is: 'fair' } as const),
    )
    return {
      ...account,
      profile: Object.fromEntries(kept),
      ...(successors ? { successors } : {}),
    }
  })
  const ends = shows.flatMap(({ airings }) =>
    airings.map(({ startsAt, lasts }) => startsAt + lasts),
  )
  const until = ends.length === 0 ? whole.until : after(Math.max(...ends) as Instant, minutes(12))
  return {
    ...whole,
    shows,
    accounts,
    until,
    calmFrom: Math.min(whole.calmFrom, until) as Instant,
    happenings: whole.happenings.filter((_, h) => has(`h${h}`)),
  }
}

/** `c0` for all cues of show 0, `p1` for all habits of vendor 1; nothing about a show that is gone. */
export function inShort(whole: Scenario, cuts: readonly Cut[]): readonly Cut[] {
  const parts = partsOf(whole)
  const familyOf = (cut: Cut) => cut.split('.')[0] ?? ''
  const short = cuts
    .filter((cut) => !/^[ac]/.test(cut) || !cuts.includes(familyOf(cut).replace(/^[ac]/, 's')))
    .map((cut) => {
      const family = parts.filter((part) => part.includes('.') && familyOf(part) === familyOf(cut))
      return family.length > 0 && family.every((part) => cuts.includes(part)) ? familyOf(cut) : cut
    })
  return [...new Set(short)]
}

const TRIES_MAX = 250

/** Cuts halves, then quarters, down to single parts; what breaks the promise no longer is put back. */
export async function shrink(
  whole: Scenario,
  promise: PromiseId,
  breaks: (scenario: Scenario) => Promise<readonly PromiseId[]>,
): Promise<readonly Cut[]> {
  const cuts = new Set<Cut>()
  let tries = 0
  const stillBroken = async (more: readonly Cut[]): Promise<boolean> => {
    if (++tries > TRIES_MAX) return false
    const smaller = cutDown(whole, new Set([...cuts, ...more]))
    return smaller.shows.length > 0 && (await breaks(smaller)).includes(promise)
  }
  const all = partsOf(whole)
  for (
    let size = Math.ceil(all.length / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let from = 0; from < all.length; from += size) {
      const more = all.slice(from, from + size).filter((cut) => !cuts.has(cut))
      if (more.length > 0 && (await stillBroken(more))) for (const cut of more) cuts.add(cut)
    }
  }
  return inShort(whole, [...cuts])
}

/** What is left of a night, for whoever reads about it. */
export function describe({ kind, shows, accounts, happenings, startsAt }: Scenario): string {
  const minute = (at: number) => `+${((at - startsAt) / 60_000).toFixed(2)}m`
  return [
    `${kind} night`,
    ...accounts.map(
      ({ id, slots, exclusive, profile, successors = [] }) =>
        `account ${id}, ${slots} slots${exclusive ? '' : ', shared'} ${JSON.stringify(profile)}` +
        (successors.length > 0 ? ` successors ${JSON.stringify(successors)}` : ''),
    ),
    ...shows.map(({ show, airings, cues }) =>
      [
        `show ${show}:`,
        ...airings.map(({ startsAt: at, lasts }) => `${minute(at)} for ${lasts / 1_000}s`),
        ...cues.map(({ name, when, doubt }) => `${name} (${doubt}) ${JSON.stringify(when)}`),
      ].join(' '),
    ),
    ...happenings.map(({ at, ...rest }) => `${minute(at)} ${JSON.stringify(rest)}`),
  ].join('\n  ')
}
