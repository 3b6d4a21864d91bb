import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { OCCURRENCES_MAX } from '../../../daemon/core/limits.js'
import {
  airingId,
  isAlways,
  longestAiring,
  occurrences,
} from '../../../daemon/core/plan/calendar.js'
import type { ShowId, Slot } from '../../../daemon/core/rundown/rundown.js'
import { after, hours, instant, local, utc } from '../../../daemon/core/time.js'
import { at } from '../../builders.js'
import {
  airingsOn,
  always,
  cancel,
  cron,
  move,
  onceAt,
  replace,
  scheduled,
  told,
} from './schedules.js'

const SKIP = { gap: 'skip', fold: 'first' } as const
const SECOND = { gap: 'shift', fold: 'second' } as const
const BOTH = { gap: 'shift', fold: 'both' } as const

describe('clocks go forward: a time that is skipped is aired later by the length of the gap', () => {
  test('New York, 8 March 2026: 02:30 is 03:30', () => {
    expect(told('America/New_York', [cron('30 2 * * *')], '2026-03-07', '2026-03-09')).toEqual([
      '2026-03-07T02:30 at 2026-03-07T02:30:00-05:00',
      '2026-03-08T02:30 at 2026-03-08T03:30:00-04:00',
      '2026-03-09T02:30 at 2026-03-09T02:30:00-04:00',
    ])
  })

  test('Berlin, 29 March 2026: 02:30 is 03:30', () => {
    expect(told('Europe/Berlin', [cron('30 2 * * *')], '2026-03-29')).toEqual([
      '2026-03-29T02:30 at 2026-03-29T03:30:00+02:00',
    ])
  })

  test('Lord Howe, 4 October 2026: the gap is half an hour, 02:15 is 02:45', () => {
    expect(told('Australia/Lord_Howe', [cron('15 2 * * *')], '2026-10-04')).toEqual([
      '2026-10-04T02:15 at 2026-10-04T02:45:00+11:00',
    ])
  })

  test('Casablanca, 22 March 2026, after Ramadan: 02:30 is 03:30', () => {
    expect(told('Africa/Casablanca', [cron('30 2 * * *')], '2026-03-22')).toEqual([
      '2026-03-22T02:30 at 2026-03-22T03:30:00+01:00',
    ])
  })

  test('São Paulo, 4 November 2018: midnight is one o’clock', () => {
    expect(told('America/Sao_Paulo', [cron('0 0 * * *')], '2018-11-03', '2018-11-05')).toEqual([
      '2018-11-03T00:00 at 2018-11-03T00:00:00-03:00',
      '2018-11-04T00:00 at 2018-11-04T01:00:00-02:00',
      '2018-11-05T00:00 at 2018-11-05T00:00:00-02:00',
    ])
  })

  test('São Paulo since 2019: the clocks stay as they are, all year', () => {
    const year = told('America/Sao_Paulo', [cron('0 0 * * *')], '2026-01-01', '2026-12-31')
    expect(year).toHaveLength(365)
    expect(year.every((line) => line.endsWith('T00:00:00-03:00'))).toBe(true)
  })

  test('Apia, 30 December 2011: a day that does not exist airs on the next', () => {
    expect(told('Pacific/Apia', [cron('0 9 * * *')], '2011-12-29', '2011-12-31')).toEqual([
      '2011-12-29T09:00 at 2011-12-29T09:00:00-10:00',
      '2011-12-30T09:00 at 2011-12-31T09:00:00+14:00',
    ])
  })

  test('Apia since 2021: no clock changes, no surprise', () => {
    const year = told('Pacific/Apia', [cron('0 3 * * *')], '2026-01-01', '2026-12-31')
    expect(year).toHaveLength(365)
    expect(year.every((line) => line.endsWith('T03:00:00+13:00'))).toBe(true)
  })

  test('a rule inside the gap and one behind it that land on one instant are one airing', () => {
    const schedule = [cron('30 2 * * *'), cron('30 3 * * *')]
    expect(told('Europe/Berlin', schedule, '2026-03-29')).toEqual([
      '2026-03-29T02:30 at 2026-03-29T03:30:00+02:00',
    ])
  })

  test('with gap: skip it is not aired', () => {
    const nightly = cron('30 2 * * *', { clockChange: SKIP })
    expect(told('Europe/Berlin', [nightly], '2026-03-28', '2026-03-30')).toEqual([
      '2026-03-28T02:30 at 2026-03-28T02:30:00+01:00',
      '2026-03-30T02:30 at 2026-03-30T02:30:00+02:00',
    ])
    const single = onceAt('2026-03-29T02:30:00', { clockChange: SKIP })
    expect(told('Europe/Berlin', [single], '2026-03-29')).toEqual([])
    expect(told('Europe/Berlin', [onceAt(single.local)], '2026-03-29')).toEqual([
      '2026-03-29T02:30 at 2026-03-29T03:30:00+02:00',
    ])
  })
})

describe('clocks go back: a time that comes twice is aired the first time', () => {
  test.each([
    ['America/New_York', '2026-11-01', '30 1', '01:30', '01:30:00-04:00'],
    ['Europe/Berlin', '2026-10-25', '30 2', '02:30', '02:30:00+02:00'],
    ['Australia/Lord_Howe', '2026-04-05', '45 1', '01:45', '01:45:00+11:00'],
    ['Africa/Casablanca', '2026-02-15', '30 2', '02:30', '02:30:00+01:00'],
    ['America/Sao_Paulo', '2018-02-17', '30 23', '23:30', '23:30:00-02:00'],
  ])('%s, %s', (timezone, date, rule, time, airedAt) => {
    expect(told(timezone, [cron(`${rule} * * *`)], date)).toEqual([
      `${date}T${time} at ${date}T${airedAt}`,
    ])
  })

  test('with fold: second it is aired the second time, and its name says so', () => {
    const nightly = cron('30 1 * * *', { clockChange: SECOND })
    expect(told('America/New_York', [nightly], '2026-10-31', '2026-11-02')).toEqual([
      '2026-10-31T01:30 at 2026-10-31T01:30:00-04:00',
      '2026-11-01T01:30~2 at 2026-11-01T01:30:00-05:00',
      '2026-11-02T01:30 at 2026-11-02T01:30:00-05:00',
    ])
  })

  test('with fold: both there are two airings with two names', () => {
    const nightly = cron('30 1 * * *', { clockChange: BOTH })
    expect(told('America/New_York', [nightly], '2026-11-01')).toEqual([
      '2026-11-01T01:30 at 2026-11-01T01:30:00-04:00',
      '2026-11-01T01:30~2 at 2026-11-01T01:30:00-05:00',
    ])
    const single = onceAt('2026-11-01T01:30:00', { clockChange: BOTH })
    expect(told('America/New_York', [single], '2026-11-01')).toHaveLength(2)
  })
})

describe('every hour', () => {
  const hourly = [cron('0 * * * *')]

  test('both passes of a doubled hour are aired: 25 in a day, an hour apart', () => {
    const day = airingsOn('Europe/Berlin', hourly, '2026-10-25')
    expect(day.map(({ airing }) => airing.slice(-7))).toContain('02:00~2')
    day.slice(1).forEach(({ startsAt }, index) => {
      expect(startsAt).toBe(after(day[index]?.startsAt ?? at('00:00'), hours(1)))
    })
    expect(day).toHaveLength(25)
  })

  test('the missing hour is not made up for: 23 in a day', () => {
    const day = told('Europe/Berlin', hourly, '2026-03-29')
    expect(day).toHaveLength(23)
    expect(day.slice(1, 3)).toEqual([
      '2026-03-29T01:00 at 2026-03-29T01:00:00+01:00',
      '2026-03-29T03:00 at 2026-03-29T03:00:00+02:00',
    ])
  })

  test('Lord Howe: half an hour is doubled, half an hour is missing', () => {
    const halfHourly = [cron('*/30 * * * *')]
    const names = (date: string) =>
      told('Australia/Lord_Howe', halfHourly, date).map((line) => line.slice(11, 18).trim())
    expect(names('2026-04-05').slice(2, 6)).toEqual(['01:00 a', '01:30 a', '01:30~2', '02:00 a'])
    expect(names('2026-10-04').slice(3, 6)).toEqual(['01:30 a', '02:30 a', '03:00 a'])
  })

  test('on certain days only is every hour all the same', () => {
    const sundays = [cron('0 * * * 0')]
    expect(told('America/New_York', sundays, '2026-11-01')).toContain(
      '2026-11-01T01:00~2 at 2026-11-01T01:00:00-05:00',
    )
  })
})

describe('which days', () => {
  const dates = (slot: Slot) =>
    airingsOn('UTC', [slot], '2026-11-23', '2026-11-29').map(({ airing }) =>
      airing.slice('market@2026-11-'.length, 'market@2026-11-23'.length),
    )

  test('weekdays only, months only', () => {
    expect(dates(cron('0 9 * 12 *'))).toEqual([])
    expect(dates(cron('0 9 * * 1-5'))).toEqual(['23', '24', '25', '26', '27'])
    expect(dates(cron('0 9 * * 0'))).toEqual(['29'])
  })

  test('a day of the month or a weekday, if the producer restricted both', () => {
    expect(dates(cron('0 9 25,27 * 1,5'))).toEqual(['23', '25', '27'])
  })

  test('excepted dates, first and last included', () => {
    const except = [
      { from: '2026-11-24', to: '2026-11-26' },
      { from: '2026-11-29', to: '2026-11-29' },
    ]
    expect(dates(cron('0 9 * * *', { except }))).toEqual(['23', '27', '28'])
  })

  test('an excepted date is the show’s own date, not that of UTC', () => {
    const slot = cron('0 6 * * *', { except: [{ from: '2026-11-24', to: '2026-11-24' }] })
    const shanghai = scheduled('Asia/Shanghai', slot)
    const found = occurrences(shanghai, at('2026-11-22T12:00:00Z'), at('2026-11-24T12:00:00Z'))
    expect(found.map(({ startsAt }) => utc(startsAt).slice(5, 16))).toEqual(['11-22T22:00'])
  })
})

describe('identity', () => {
  const newYork = scheduled(
    'America/New_York',
    cron('0,30 1-3 * * *', {
      clockChange: BOTH,
      overrides: [move('2026-03-09T01:00', '2026-03-06T12:00'), cancel('2026-03-07T01:00')],
    }),
    onceAt('2026-03-08T02:30:00'),
    cron('15 * * * *'),
  )

  test('is the show and its own wall clock, without seconds that are nought', () => {
    expect(airingId('market' as ShowId, '2026-11-23T09:00:00')).toBe('market@2026-11-23T09:00')
    expect(airingId('market' as ShowId, '2026-11-23T09:00:30')).toBe('market@2026-11-23T09:00:30')
    expect(airingId('market' as ShowId, '2026-11-01T01:30:00', 2)).toBe('market@2026-11-01T01:30~2')
  })

  test.each([
    ['2026-03-06', '2026-03-11'],
    ['2026-10-30', '2026-11-03'],
  ])('and instant are the same from wherever the calendar is looked at, %s', (first, last) => {
    const week = { from: at(`${first}T00:00:00Z`), until: at(`${last}T00:00:00Z`) }
    const all = occurrences(newYork, week.from, week.until)
    const anywhere = fc.integer({ min: week.from, max: week.until })
    fc.assert(
      fc.property(anywhere, anywhere, (one, other) => {
        const from = instant(Math.min(one, other))
        const until = instant(Math.max(one, other))
        const seen = occurrences(newYork, from, until)
        expect(seen).toEqual(all.filter(({ startsAt }) => startsAt >= from && startsAt < until))
      }),
      { numRuns: 100 },
    )
  })

  test('two airings never share one, and come in order', () => {
    const year = occurrences(newYork, at('2026-01-01T00:00:00Z'), at('2026-04-01T00:00:00Z'))
    expect(year.length).toBeGreaterThan(2_000)
    expect(new Set(year.map(({ airing }) => airing)).size).toBe(year.length)
    expect(new Set(year.map(({ startsAt }) => startsAt)).size).toBe(year.length)
    expect([...year].sort((one, other) => one.startsAt - other.startsAt)).toEqual(year)
  })
})

describe('when an airing ends', () => {
  test('is its start and its duration, also across a night on which the clocks change', () => {
    const [night] = airingsOn(
      'Europe/Berlin',
      [cron('0 22 * * *', { duration: hours(8) })],
      '2026-03-28',
    )
    expect(local(night?.endsAt ?? at('00:00'), 'Europe/Berlin')).toBe('2026-03-29T07:00:00+02:00')
  })

  test('no airing lasts longer than the longest entry or override', () => {
    const overrides = [cancel('2026-12-23'), replace('2026-12-24', { duration: hours(5) })]
    expect(longestAiring(scheduled('UTC', cron('0 9 * * *', { overrides }), always))).toBe(hours(5))
    expect(longestAiring(scheduled('UTC', always))).toBe(0)
  })

  test('a channel without end has one airing, from now on, with its values', () => {
    const shanghai = scheduled('Asia/Shanghai', { ...always, variables: { host: 'Li' } })
    expect(isAlways(shanghai)).toBe(true)
    expect(isAlways(scheduled('UTC', onceAt('2026-11-23T09:00:00')))).toBe(false)
    expect(occurrences(shanghai, at('09:00:10'), at('23:00'))).toEqual([
      {
        airing: 'market@2026-11-23T17:00:10',
        startsAt: at('09:00:10'),
        endsAt: undefined,
        late: { rule: 'join' },
        variables: { host: 'Li' },
      },
    ])
  })
})

describe('bounds', () => {
  test('a show every minute is planned without a gap', () => {
    const from = at('23:59')
    const found = occurrences(scheduled('UTC', cron('* * * * *')), from, after(from, hours(36)))
    expect(found).toHaveLength(36 * 60)
  })

  test('a show every second ends at the limit, and soon', () => {
    const found = occurrences(scheduled('UTC', cron('* * * * * *')), at('09:00'), at('23:00'))
    expect(found).toHaveLength(OCCURRENCES_MAX)
    expect(found[0]?.startsAt).toBe(at('09:00'))
  })

  test('no time at all, and all of time', () => {
    const leapDays = scheduled('UTC', cron('0 9 29 2 *'))
    expect(occurrences(leapDays, at('09:00'), at('09:00'))).toEqual([])
    expect(occurrences(leapDays, at('09:00'), instant(Number.MAX_SAFE_INTEGER))).toHaveLength(8)
  })
})
