import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { airingId, isAlways, occurrences } from '../../../daemon/core/plan/calendar.js'
import type { CronFields, ShowId, Slot } from '../../../daemon/core/rundown/rundown.js'
import { after, days, hours, local, minutes, parseInstant, utc } from '../../../daemon/core/time.js'
import { ALWAYS, aProgramme, at, daily, once } from '../../builders.js'

const oClock = (written: string): Partial<CronFields> => {
  const [hour = 0, minute = 0] = written.split(':').map(Number)
  return { hours: [hour], minutes: [minute] }
}

/** The airings of a show at `time` every day from the first date up to the last, in their zone and in UTC. */
function nights(timezone: string, time: string, first: string, last: string) {
  const programme = aProgramme({ timezone, schedule: [daily(oClock(time))] })
  const from = parseInstant(`${first}T00:00:00`, timezone) ?? at('00:00')
  const until = after(parseInstant(`${last}T00:00:00`, timezone) ?? from, days(1))
  return occurrences(programme, from, until).map(
    ({ airing, startsAt }) =>
      `${airing.slice('market@'.length)} is ${local(startsAt, timezone)} is ${utc(startsAt).slice(5, 16)}`,
  )
}

describe('clocks go forward: a time that is skipped is aired later by the length of the gap', () => {
  test('New York, 8 March 2026: 02:30 is 03:30', () => {
    expect(nights('America/New_York', '02:30', '2026-03-07', '2026-03-09')).toEqual([
      '2026-03-07T02:30 is 2026-03-07T02:30:00-05:00 is 03-07T07:30',
      '2026-03-08T02:30 is 2026-03-08T03:30:00-04:00 is 03-08T07:30',
      '2026-03-09T02:30 is 2026-03-09T02:30:00-04:00 is 03-09T06:30',
    ])
  })

  test('Berlin, 29 March 2026: 02:30 is 03:30', () => {
    expect(nights('Europe/Berlin', '02:30', '2026-03-29', '2026-03-29')).toEqual([
      '2026-03-29T02:30 is 2026-03-29T03:30:00+02:00 is 03-29T01:30',
    ])
  })

  test('Lord Howe, 4 October 2026: the gap is half an hour, 02:15 is 02:45', () => {
    expect(nights('Australia/Lord_Howe', '02:15', '2026-10-04', '2026-10-04')).toEqual([
      '2026-10-04T02:15 is 2026-10-04T02:45:00+11:00 is 10-03T15:45',
    ])
  })

  test('Casablanca, 22 March 2026, after Ramadan: 02:30 is 03:30', () => {
    expect(nights('Africa/Casablanca', '02:30', '2026-03-22', '2026-03-22')).toEqual([
      '2026-03-22T02:30 is 2026-03-22T03:30:00+01:00 is 03-22T02:30',
    ])
  })

  test('São Paulo, 4 November 2018: midnight is one o’clock', () => {
    expect(nights('America/Sao_Paulo', '00:00', '2018-11-03', '2018-11-05')).toEqual([
      '2018-11-03T00:00 is 2018-11-03T00:00:00-03:00 is 11-03T03:00',
      '2018-11-04T00:00 is 2018-11-04T01:00:00-02:00 is 11-04T03:00',
      '2018-11-05T00:00 is 2018-11-05T00:00:00-02:00 is 11-05T02:00',
    ])
  })

  test('Apia, 30 December 2011: a day that does not exist has no airing of its own', () => {
    expect(nights('Pacific/Apia', '09:00', '2011-12-29', '2011-12-31')).toEqual([
      '2011-12-29T09:00 is 2011-12-29T09:00:00-10:00 is 12-29T19:00',
      '2011-12-30T09:00 is 2011-12-31T09:00:00+14:00 is 12-30T19:00',
    ])
  })

  test('a rule inside the gap and one behind it that land on one instant are one airing', () => {
    const schedule = [daily(oClock('02:30')), daily(oClock('03:30'))]
    const programme = aProgramme({ timezone: 'Europe/Berlin', schedule })
    const night = occurrences(programme, at('2026-03-29T00:00:00Z'), at('2026-03-29T12:00:00Z'))
    expect(night.map(({ airing }) => airing)).toEqual(['market@2026-03-29T02:30'])
  })
})

describe('clocks go back: a time that comes twice is aired the first time only', () => {
  test('New York, 1 November 2026, 01:30', () => {
    expect(nights('America/New_York', '01:30', '2026-11-01', '2026-11-01')).toEqual([
      '2026-11-01T01:30 is 2026-11-01T01:30:00-04:00 is 11-01T05:30',
    ])
  })

  test('Berlin, 25 October 2026, 02:30', () => {
    expect(nights('Europe/Berlin', '02:30', '2026-10-25', '2026-10-25')).toEqual([
      '2026-10-25T02:30 is 2026-10-25T02:30:00+02:00 is 10-25T00:30',
    ])
  })

  test('Lord Howe, 5 April 2026, 01:45', () => {
    expect(nights('Australia/Lord_Howe', '01:45', '2026-04-05', '2026-04-05')).toEqual([
      '2026-04-05T01:45 is 2026-04-05T01:45:00+11:00 is 04-04T14:45',
    ])
  })

  test('Casablanca, 15 February 2026, before Ramadan, 02:30', () => {
    expect(nights('Africa/Casablanca', '02:30', '2026-02-15', '2026-02-15')).toEqual([
      '2026-02-15T02:30 is 2026-02-15T02:30:00+01:00 is 02-15T01:30',
    ])
  })

  test('São Paulo, 17 February 2018, 23:30', () => {
    expect(nights('America/Sao_Paulo', '23:30', '2018-02-17', '2018-02-17')).toEqual([
      '2018-02-17T23:30 is 2018-02-17T23:30:00-02:00 is 02-18T01:30',
    ])
  })
})

describe('which days', () => {
  const week = { from: at('2026-11-23T00:00:00Z'), until: at('2026-11-30T00:00:00Z') }
  const dates = (slot: Slot) =>
    occurrences(aProgramme({ schedule: [slot] }), week.from, week.until).map(({ airing }) =>
      airing.slice('market@2026-11-'.length, 'market@2026-11-23'.length),
    )

  test('weekdays only', () => {
    expect(dates(daily({ daysOfWeek: [1, 2, 3, 4, 5] }))).toEqual(['23', '24', '25', '26', '27'])
    expect(dates(daily({ daysOfWeek: [0] }))).toEqual(['29'])
  })

  test('a day of the month or a weekday, if the producer restricted both', () => {
    const both = { daysOfMonth: [25, 27], daysOfWeek: [1, 5] }
    expect(dates(daily({ ...both, eitherDay: true }))).toEqual(['23', '25', '27'])
    expect(dates(daily({ ...both, eitherDay: false }))).toEqual(['27'])
  })

  test('another month has none', () => {
    expect(dates(daily({ months: [12] }))).toEqual([])
  })

  test('excepted dates, first and last included', () => {
    const except = [
      { from: '2026-11-24', to: '2026-11-26' },
      { from: '2026-11-29', to: '2026-11-29' },
    ]
    expect(dates({ ...daily({}), except } as Slot)).toEqual(['23', '27', '28'])
  })

  test('an excepted date is the show’s own date, not that of UTC', () => {
    const slot = {
      ...daily(oClock('06:00')),
      except: [{ from: '2026-11-24', to: '2026-11-24' }],
    } as Slot
    const programme = aProgramme({ timezone: 'Asia/Shanghai', schedule: [slot] })
    const found = occurrences(programme, at('2026-11-22T12:00:00Z'), at('2026-11-24T12:00:00Z'))
    expect(found.map(({ startsAt }) => utc(startsAt).slice(5, 16))).toEqual(['11-22T22:00'])
  })
})

describe('identity', () => {
  const programme = aProgramme({
    timezone: 'America/New_York',
    schedule: [daily({ hours: [1, 2, 3], minutes: [0, 30] }), once('2026-03-08T02:30:00')],
  })

  test('is the show and its own wall clock, without seconds that are nought', () => {
    expect(airingId('market' as ShowId, '2026-11-23T09:00:00')).toBe('market@2026-11-23T09:00')
    expect(airingId('market' as ShowId, '2026-11-23T09:00:30')).toBe('market@2026-11-23T09:00:30')
  })

  test('and instant are the same from wherever the calendar is looked at', () => {
    const week = { from: at('2026-03-06T00:00:00Z'), until: at('2026-03-11T00:00:00Z') }
    const all = occurrences(programme, week.from, week.until)
    const anywhere = fc.integer({ min: week.from, max: week.until })
    fc.assert(
      fc.property(anywhere, anywhere, (one, other) => {
        const from = at(new Date(Math.min(one, other)).toISOString())
        const until = at(new Date(Math.max(one, other)).toISOString())
        const seen = occurrences(programme, from, until)
        expect(seen).toEqual(all.filter(({ startsAt }) => startsAt >= from && startsAt < until))
      }),
      { numRuns: 60 },
    )
  })

  test('two airings never share one, and come in order', () => {
    const all = occurrences(programme, at('2026-03-06T00:00:00Z'), at('2026-03-11T00:00:00Z'))
    expect(new Set(all.map(({ airing }) => airing)).size).toBe(all.length)
    expect(new Set(all.map(({ startsAt }) => startsAt)).size).toBe(all.length)
    expect([...all].sort((one, other) => one.startsAt - other.startsAt)).toEqual(all)
  })
})

describe('when an airing ends', () => {
  test('is its start and its duration, also across a night on which the clocks change', () => {
    const schedule = [daily(oClock('22:00'), hours(8))]
    const programme = aProgramme({ timezone: 'Europe/Berlin', schedule })
    const [night] = occurrences(programme, at('2026-03-28T12:00:00Z'), at('2026-03-29T00:00:00Z'))
    expect(local(night?.endsAt ?? at('00:00'), 'Europe/Berlin')).toBe('2026-03-29T07:00:00+02:00')
  })

  test('a channel without end has one airing, from now on', () => {
    const programme = aProgramme({ timezone: 'Asia/Shanghai', schedule: [ALWAYS] })
    expect(isAlways(programme)).toBe(true)
    expect(isAlways(aProgramme())).toBe(false)
    expect(occurrences(programme, at('09:00:10'), at('23:00'))).toEqual([
      {
        airing: 'market@2026-11-23T17:00:10',
        startsAt: at('09:00:10'),
        endsAt: undefined,
        late: { rule: 'join' },
      },
    ])
  })
})

test('a show every minute is planned without a gap for longer than until the next look', () => {
  const everyMinute = Array.from({ length: 60 }, (_, n) => n)
  const fields = { minutes: everyMinute, hours: everyMinute.slice(0, 24) }
  const programme = aProgramme({ schedule: [daily(fields, minutes(1))] })
  const from = at('23:59')
  const found = occurrences(programme, from, after(from, hours(36)))
  found.slice(1, 18 * 60).forEach(({ startsAt }, index) => {
    expect(startsAt).toBe(after(from, minutes(index + 1)))
  })
  expect(found.length).toBeGreaterThan(18 * 60)
})
