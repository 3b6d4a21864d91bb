/**
 * The calendar against two that are not ours, in every zone from 2020 to 2040: croner over all those years, and around
 * each change of the clocks the wall itself, read off minute by minute. RUNS=all takes every zone and every day.
 */
import { Cron } from 'croner'
import { describe, expect, test } from 'vitest'
import { OCCURRENCES_MAX } from '../../../daemon/core/limits.js'
import { occurrences } from '../../../daemon/core/plan/calendar.js'
import type { ClockChange } from '../../../daemon/core/rundown/rundown.js'
import { instant } from '../../../daemon/core/time.js'
import { cron, scheduled } from './schedules.js'

const MINUTE = 60_000
const DAY = 1_440 * MINUTE
const FROM = Date.UTC(2020, 0, 1)
const UNTIL = Date.UTC(2041, 0, 1)

const NAMED = [
  'Africa/Cairo',
  'Africa/Casablanca',
  'America/New_York',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Antarctica/Troll',
  'Asia/Gaza',
  'Asia/Kathmandu',
  'Asia/Shanghai',
  'Asia/Tehran',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Europe/Dublin',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Fiji',
]
const EVERY_ZONE = Intl.supportedValuesOf('timeZone')
const ALL = process.env.RUNS === 'all'
const ZONES = ALL ? EVERY_ZONE : [...NAMED, ...EVERY_ZONE.filter((_, place) => place % 17 === 0)]

// ---- the wall, as Intl shows it ----

interface Wall {
  /** Milliseconds of the wall's own count. */
  readonly at: (epochMs: number) => number
}

function wallOf(timeZone: string): Wall {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  return { at: (epochMs) => Date.parse(`${format.format(epochMs).replace(' ', 'T')}Z`) }
}

interface Switch {
  /** The first minute under the new offset. */
  readonly at: number
  readonly before: number
  readonly after: number
}

/** Found by comparing the offsets of one midnight and the next, then by halving. */
function switches(wall: Wall): readonly Switch[] {
  const found: Switch[] = []
  const offset = (at: number) => wall.at(at) - at
  let last = offset(FROM)
  for (let day = FROM + DAY; day < UNTIL; day += DAY) {
    const now = offset(day)
    if (now === last) continue
    let [low, high] = [day - DAY, day]
    while (high - low > MINUTE) {
      const middle = low + Math.floor((high - low) / MINUTE / 2) * MINUTE
      if (offset(middle) === last) low = middle
      else high = middle
    }
    found.push({ at: high, before: last, after: now })
    last = now
  }
  return found
}

// ---- around a change of the clocks: every minute of the wall ----

interface Rule {
  readonly written: string
  readonly names: (hour: number, minute: number, weekday: number) => boolean
  readonly isEveryHour?: true
}

const RULES: readonly Rule[] = [
  { written: '30 2 * * *', names: (h, m) => h === 2 && m === 30 },
  { written: '0,45 0,1,3,23 * * *', names: (h, m) => [0, 1, 3, 23].includes(h) && m % 45 === 0 },
  { written: '10 * * * 0', names: (_, m, d) => m === 10 && d === 0, isEveryHour: true },
  { written: '*/20 * * * *', names: (_, m) => m % 20 === 0, isEveryHour: true },
]
const POLICIES: readonly ClockChange[] = [
  { gap: 'shift', fold: 'first' },
  { gap: 'skip', fold: 'second' },
  { gap: 'shift', fold: 'both' },
]

/** The wall from 30 hours before the change to 30 hours after it: what it shows, and when. */
function shownAround(wall: Wall, at: number): ReadonlyMap<number, readonly number[]> {
  const shown = new Map<number, number[]>()
  for (let minute = at - 30 * 60 * MINUTE; minute < at + 30 * 60 * MINUTE; minute += MINUTE) {
    const time = wall.at(minute)
    const known = shown.get(time)
    if (known) known.push(minute)
    else shown.set(time, [minute])
  }
  return shown
}

/** The policy in plain words, minute by minute. */
function airedAt(
  time: number,
  shown: ReadonlyMap<number, readonly number[]>,
  rule: Rule,
  { gap, fold }: ClockChange,
): readonly number[] {
  const times = shown.get(time) ?? []
  const [first, second] = times
  if (first !== undefined && second === undefined) return [first]
  if (first !== undefined && second !== undefined) {
    if (rule.isEveryHour || fold === 'both') return [first, second]
    return [fold === 'first' ? first : second]
  }
  if (rule.isEveryHour || gap === 'skip') return []
  // Counted on from the last minute the wall did show, as if nobody had touched it.
  let back = 1
  while (!shown.has(time - back * MINUTE)) back++
  return [(shown.get(time - back * MINUTE)?.at(-1) ?? Number.NaN) + back * MINUTE]
}

function expectedAround(
  shown: ReadonlyMap<number, readonly number[]>,
  rule: Rule,
  policy: ClockChange,
  from: number,
  until: number,
): readonly number[] {
  const times = [...shown.keys()].sort((one, other) => one - other)
  const last = times.at(-1) ?? Number.NaN
  const found = new Set<number>()
  for (let time = times[0] ?? last; time <= last; time += MINUTE) {
    const date = new Date(time)
    if (!rule.names(date.getUTCHours(), date.getUTCMinutes(), date.getUTCDay())) continue
    for (const at of airedAt(time, shown, rule, policy)) if (at >= from && at < until) found.add(at)
  }
  return [...found].sort((one, other) => one - other)
}

// ---- over all the years: croner ----

const YEARLONG = ALL ? ['30 2 * * *', '5 0 * * 1-5', '30 1 1,15 * 0'] : ['30 2 * * 0', '5 0 1 * *']

const ours = (written: string, zone: string, from: number, until: number, policy?: ClockChange) =>
  occurrences(
    scheduled(zone, cron(written, policy ? { clockChange: policy } : {})),
    instant(from),
    instant(until),
  ).map(({ startsAt }) => Number(startsAt))

/** All the years, in pieces that stay under the limit of one expansion. */
function oursYearlong(written: string, zone: string): readonly number[] {
  const piece = Math.ceil((UNTIL - FROM) / 4)
  return [0, 1, 2, 3].flatMap((n) => {
    const from = FROM + n * piece
    const found = ours(written, zone, from, Math.min(UNTIL, from + piece))
    expect(found.length).toBeLessThan(OCCURRENCES_MAX)
    return found
  })
}

/** In a gap croner airs at its end, and we as much later as the gap is long: 02:30 is 03:00 there and 03:30 here. */
function cronerYearlong(written: string, zone: string, gaps: readonly Switch[]): readonly number[] {
  const rule = new Cron(written, { timezone: zone })
  const found: number[] = []
  const wanted = /^(\d+) (\d+) /.exec(written) ?? []
  const timeOfDay = (Number(wanted[2]) * 60 + Number(wanted[1])) * MINUTE
  let at = rule.nextRun(new Date(FROM - 1_000))
  while (at && at.getTime() < UNTIL) {
    const run = at.getTime()
    const gap = gaps.find((one) => one.at === run)
    found.push(gap && isSkipped(gap, timeOfDay) ? shiftedOut(gap, timeOfDay) : run)
    at = rule.nextRun(at)
  }
  return found
}

const gapOpens = (gap: Switch) => gap.at + gap.before
const skippedTime = (gap: Switch, timeOfDay: number) => {
  const day = Math.floor(gapOpens(gap) / DAY) * DAY
  return day + timeOfDay >= gapOpens(gap) ? day + timeOfDay : day + DAY + timeOfDay
}
const isSkipped = (gap: Switch, timeOfDay: number) =>
  skippedTime(gap, timeOfDay) < gap.at + gap.after
const shiftedOut = (gap: Switch, timeOfDay: number) => skippedTime(gap, timeOfDay) - gap.before

describe.each(ZONES)('%s', (zone) => {
  const wall = wallOf(zone)

  test('around each change of the clocks the airings are those read off the wall', {
    timeout: 120_000,
  }, () => {
    for (const { at } of switches(wall)) {
      const shown = shownAround(wall, at)
      const [from, until] = [at - DAY, at + DAY]
      for (const rule of RULES) {
        for (const policy of POLICIES) {
          const expected = expectedAround(shown, rule, policy, from, until)
          const found = ours(rule.written, zone, from, until, policy)
          if (found.join() === expected.join()) continue
          const what = `${rule.written} (${policy.gap}, ${policy.fold})`
          expect([what, ...found.map(iso)]).toEqual([what, ...expected.map(iso)])
        }
      }
    }
  })

  test('over twenty-one years they are croner’s', { timeout: 120_000 }, () => {
    const gaps = switches(wall).filter(({ before, after }) => after > before)
    for (const written of YEARLONG) {
      const found = oursYearlong(written, zone)
      const expected = cronerYearlong(written, zone, gaps)
      if (found.join() === expected.join()) continue
      const wrong = found.findIndex((at, place) => at !== expected[place])
      expect([written, found.length, ...found.slice(wrong, wrong + 3).map(iso)]).toEqual([
        written,
        expected.length,
        ...expected.slice(wrong, wrong + 3).map(iso),
      ])
    }
  })
})

const iso = (at: number) => new Date(at).toISOString()
