import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { datesOf } from '../../../daemon/core/rundown/icalendar.js'

const calendar = (...lines: readonly string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n')
const event = (...lines: readonly string[]) => calendar('BEGIN:VEVENT', ...lines, 'END:VEVENT')

const read = (text: string, zone = 'Europe/Berlin', from = '2026-01-01', until = '2027-12-31') => {
  const { ranges, problems } = datesOf(text, zone, from, until)
  expect(problems).toEqual([])
  return ranges.map((range) =>
    range.from === range.to ? range.from : `${range.from}..${range.to}`,
  )
}
const problems = (text: string) =>
  datesOf(text, 'UTC', '2026-01-01', '2026-12-31').problems.map(
    ({ line, says }) => `${line}: ${says}`,
  )

describe('all-day events', () => {
  test('without an end are one day', () => {
    expect(read(event('DTSTART;VALUE=DATE:20261224'))).toEqual(['2026-12-24'])
  })

  test('do not take place on the day they end', () => {
    const days = event('DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261227')
    expect(read(days)).toEqual(['2026-12-24..2026-12-26'])
    expect(read(event('DTSTART;VALUE=DATE:20261224', 'DURATION:P1W'))).toEqual([
      '2026-12-24..2026-12-30',
    ])
  })

  test('are of no zone: Christmas is on the 25th everywhere', () => {
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
      expect(read(event('DTSTART;VALUE=DATE:20261225'), zone)).toEqual(['2026-12-25'])
    }
  })

  test('that touch each other are one range, and only what is asked for is answered', () => {
    const two = calendar(
      ...['BEGIN:VEVENT', 'DTSTART;VALUE=DATE:20261231', 'END:VEVENT'],
      ...['BEGIN:VEVENT', 'DTSTART;VALUE=DATE:20270101', 'END:VEVENT'],
    )
    expect(read(two)).toEqual(['2026-12-31..2027-01-01'])
    expect(read(two, 'UTC', '2027-01-01', '2027-12-31')).toEqual(['2027-01-01'])
  })
})

test('an event gives its days a name, and touching days of two names are two ranges', () => {
  const named = (date: string, ...more: readonly string[]) => [
    ...['BEGIN:VEVENT', `DTSTART;VALUE=DATE:${date}`, ...more, 'END:VEVENT'],
  ]
  const { ranges } = datesOf(
    calendar(
      ...named('20261225', 'SUMMARY;LANGUAGE=en:Christmas\\, the\\nfirst', '  day'),
      ...named('20261226', 'SUMMARY:Boxing Day'),
      ...named('20261226', 'SUMMARY:A birthday'),
      ...named('20261227'),
    ),
    'UTC',
    '2026-01-01',
    '2026-12-31',
  )
  expect(ranges).toEqual([
    { from: '2026-12-25', to: '2026-12-25', holiday: 'Christmas, the first day' },
    { from: '2026-12-26', to: '2026-12-26', holiday: 'Boxing Day' },
    { from: '2026-12-27', to: '2026-12-27' },
  ])
})

describe('timed events', () => {
  test('touch the dates of the show’s zone', () => {
    const evening = event('DTSTART:20261224T170000Z', 'DTEND:20261224T200000Z')
    expect(read(evening, 'Europe/Berlin')).toEqual(['2026-12-24'])
    expect(read(evening, 'Asia/Shanghai')).toEqual(['2026-12-25'])
  })

  test('in a zone of their own', () => {
    const newYork = event('DTSTART;TZID=America/New_York:20261224T200000', 'DURATION:PT3H')
    expect(read(newYork, 'America/New_York')).toEqual(['2026-12-24'])
    expect(read(newYork, 'Europe/Berlin')).toEqual(['2026-12-25'])
    const path = event('DTSTART;TZID="/example.org/1/America/New_York":20261224T200000')
    expect(read(path, 'Europe/Berlin')).toEqual(['2026-12-25'])
  })

  test('without a zone are by the clock of the show, and touch each day they last', () => {
    const floating = event('DTSTART:20261224T220000', 'DTEND:20261226T000000')
    expect(read(floating, 'Asia/Tokyo')).toEqual(['2026-12-24..2026-12-25'])
  })
})

describe('rules', () => {
  test.each([
    ['every year', '20200101', 'FREQ=YEARLY', ['2026-01-01', '2027-01-01']],
    ['Thanksgiving', '20201126', 'FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', ['2026-11-26', '2027-11-25']],
    ['Memorial Day', '20200525', 'FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO', ['2026-05-25', '2027-05-31']],
    ['leap days', '20240229', 'FREQ=YEARLY', []],
    ['every second year', '20250501', 'FREQ=YEARLY;INTERVAL=2', ['2027-05-01']],
    [
      'the last of each third month',
      '20260331',
      'FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1;COUNT=3',
      ['2026-03-31', '2026-06-30', '2026-09-30'],
    ],
    ['the 31st', '20261031', 'FREQ=MONTHLY;COUNT=2', ['2026-10-31', '2026-12-31']],
    [
      'every second week, two days',
      '20261123',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;UNTIL=20261210',
      ['2026-11-23', '2026-11-29', '2026-12-07'],
    ],
    [
      'the same, weeks begin on Sunday',
      '20261123',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;UNTIL=20261210;WKST=SU',
      ['2026-11-23', '2026-12-06..2026-12-07'],
    ],
    ['each third day', '20261230', 'FREQ=DAILY;INTERVAL=3;COUNT=2', ['2026-12-30', '2027-01-02']],
    [
      'the first Monday of the year',
      '20260105',
      'FREQ=YEARLY;BYDAY=1MO',
      ['2026-01-05', '2027-01-04'],
    ],
    [
      'Friday the 13th',
      '20260213',
      'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3',
      ['2026-02-13', '2026-03-13', '2026-11-13'],
    ],
  ])('%s', (_, start, rule, dates) => {
    expect(read(event(`DTSTART;VALUE=DATE:${start}`, `RRULE:${rule}`))).toEqual(dates)
  })

  test('with dates left out, added, moved', () => {
    const text = calendar(
      'BEGIN:VEVENT',
      'UID:a',
      'DTSTART;VALUE=DATE:20261101',
      'RRULE:FREQ=MONTHLY;COUNT=4',
      'EXDATE;VALUE=DATE:20261201',
      'RDATE;VALUE=DATE:20261224,20261225',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'UID:a',
      'RECURRENCE-ID;VALUE=DATE:20270101',
      'DTSTART;VALUE=DATE:20270104',
      'END:VEVENT',
    )
    expect(read(text)).toEqual(['2026-11-01', '2026-12-24..2026-12-25', '2027-01-04', '2027-02-01'])
  })

  test('of timed events: left out by instant, ended by instant', () => {
    const text = event(
      'DTSTART;TZID=Europe/Berlin:20261101T180000',
      'DURATION:PT1H',
      'RRULE:FREQ=DAILY;UNTIL=20261104T170000Z',
      'EXDATE:20261102T170000Z',
    )
    expect(read(text)).toEqual(['2026-11-01', '2026-11-03..2026-11-04'])
    expect(read(text.replace('T170000Z\r\nEXDATE', 'T165959Z\r\nEXDATE'))).toEqual([
      '2026-11-01',
      '2026-11-03',
    ])
  })
})

describe('what is not understood is told with its line, and the rest is read', () => {
  test.each([
    ['hello', '1: this is no iCalendar file'],
    ['', '1: this is no iCalendar file'],
    [event('DTSTART;VALUE=DATE:20261399'), '4: DTSTART has no date or time that exists: 20261399'],
    [event('SUMMARY:x'), '3: this event has no DTSTART'],
    [
      event('DTSTART;VALUE=DATE:20260101', 'RRULE:FREQ=HOURLY'),
      '5: this rule is read for its first date only: FREQ=HOURLY is not supported',
    ],
    [
      event('DTSTART;VALUE=DATE:20260101', 'RRULE:FREQ=YEARLY;BYSETPOS=1'),
      '5: this rule is read for its first date only: BYSETPOS is not supported',
    ],
    [
      event('DTSTART;VALUE=DATE:20260101', 'RRULE:FREQ=YEARLY;BYMONTH=13'),
      '5: this rule is read for its first date only: a number or a weekday in it cannot be',
    ],
    [event('DTSTART;VALUE=DATE:20260101', 'EXRULE:FREQ=YEARLY'), '5: EXRULE is not supported'],
    [
      event('DTSTART;TZID=Mars:20260101T090000'),
      '4: the time zone "Mars" is unknown; UTC is taken instead',
    ],
    [
      event('DTSTART;TZID=Mars:20260101T090000', 'DTEND;TZID=Mars:20260101T100000'),
      '4: the time zone "Mars" is unknown; UTC is taken instead',
    ],
    [
      event('DTSTART;VALUE=DATE:20260102', 'DTEND;VALUE=DATE:20260101'),
      '5: this event ends before it begins, or lasts for years; only its first day is taken',
    ],
    [event('DTSTART;VALUE=DATE:20260101', 'no colon'), '5: this line is no iCalendar: no colon'],
    ['BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260101', '3: END:VEVENT is missing'],
  ])('%#', (text, problem) => {
    expect(problems(text)).toEqual([problem])
  })

  test('a broken line costs its line, not the file', () => {
    const text = calendar(
      ...['BEGIN:VEVENT', 'nonsense', 'DTSTART;VALUE=DATE:20261224', 'END:VEVENT'],
      ...['BEGIN:VEVENT', 'DTSTART;VALUE=DATE:20261226', 'END:VEVENT'],
    )
    expect(datesOf(text, 'UTC', '2026-01-01', '2026-12-31').ranges).toHaveLength(2)
  })

  test('cancelled events and alarms are none', () => {
    expect(read(event('DTSTART;VALUE=DATE:20261224', 'STATUS:CANCELLED'))).toEqual([])
    const alarm = event(
      'DTSTART;VALUE=DATE:20261224',
      'BEGIN:VALARM',
      'DTSTART;VALUE=DATE:20260101',
      'END:VALARM',
    )
    expect(read(alarm)).toEqual(['2026-12-24'])
  })
})

describe('bounds', () => {
  const inACentury = (text: string) => datesOf(text, 'America/New_York', '2000-01-01', '2099-12-31')

  test('a rule that never comes true ends', () => {
    const never = event('DTSTART;VALUE=DATE:16010101', 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30')
    expect(inACentury(never).ranges).toEqual([])
  })

  test('ten thousand events that repeat for ever are cut short, and it is said', () => {
    const one = ['BEGIN:VEVENT', 'DTSTART:19000101T090000Z', 'RRULE:FREQ=DAILY', 'END:VEVENT']
    const many = calendar(...Array.from({ length: 12_000 }, () => one).flat())
    const dates = inACentury(many)
    expect(dates.problems.map(({ says }) => says)).toEqual([
      'the calendar has more than 10000 events; the rest is left out',
      'the calendar repeats too much to be read to its end',
    ])
    // Of the 36,525 days of the century only those of the dates that may be looked at: the work ended there.
    expect(dates.ranges).toEqual([{ from: '2000-01-01', to: '2013-09-06' }])
  })

  test('whatever a file holds, nothing throws', () => {
    const line = fc.constantFrom(
      'BEGIN:VEVENT',
      'END:VEVENT',
      'DTSTART:20260329T023000',
      'DTSTART;TZID=Europe/Berlin:20260329T023000',
      'DTSTART;VALUE=DATE:00000101',
      'DTEND:99991231T235959Z',
      'DURATION:P99999D',
      'DURATION:-P1D',
      'RRULE:FREQ=WEEKLY;BYDAY=1MO',
      'RRULE:FREQ=YEARLY;COUNT=0',
      'RRULE:FREQ=DAILY;UNTIL=99999999',
      'RRULE',
      'EXDATE:,,,',
      'RECURRENCE-ID:x',
      ' ',
      ';;;=:"',
    )
    const anything = fc.oneof(line, fc.string({ unit: 'binary' }))
    fc.assert(
      fc.property(fc.array(anything), (lines) => {
        datesOf(calendar(...lines), 'Europe/Berlin', '2026-01-01', '2026-12-31')
      }),
      { numRuns: 500 },
    )
  })
})

test('a zone of Outlook is the zone it means, not that of the show', () => {
  const late = event('DTSTART;TZID="W. Europe Standard Time":20260105T230000', 'DURATION:PT30M')
  expect(read(late, 'Asia/Shanghai')).toEqual(['2026-01-06'])
})
