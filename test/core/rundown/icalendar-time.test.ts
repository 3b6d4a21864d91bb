import { expect, test } from 'vitest'
import {
  dateOfDay,
  dayIn,
  dayNumber,
  epochMs,
  inZone,
  lasting,
  moment,
  zoneReader,
} from '../../../daemon/core/rundown/icalendar-time.js'

test('days and times, in a zone or in UTC', () => {
  const day = dayNumber('2026-12-24')
  expect(dateOfDay(day)).toBe('2026-12-24')
  expect(moment('20261224', 'UTC')).toEqual({ kind: 'day', day })
  const evening = { kind: 'time', day, secondOfDay: 64_800, zone: 'Asia/Tokyo' }
  expect(moment('20261224T180000', 'Asia/Tokyo')).toEqual(evening)
  expect(moment('20261224T180000Z', 'Asia/Tokyo')).toEqual({ ...evening, zone: 'UTC' })
  for (const wrong of ['20260230', '20261224T250000', '2026-12-24', 'tomorrow']) {
    expect(moment(wrong, 'UTC')).toBeUndefined()
  }
})

test('an instant, and the same time elsewhere', () => {
  const evening = moment('20261224T180000Z', 'UTC')
  if (!evening) throw new Error('no time')
  expect(epochMs(evening, 'UTC')).toBe(Date.UTC(2026, 11, 24, 18))
  expect(inZone(evening, 'Asia/Tokyo')).toEqual({
    kind: 'time',
    day: dayNumber('2026-12-25'),
    secondOfDay: 10_800,
    zone: 'Asia/Tokyo',
  })
  expect(dayIn('Asia/Tokyo', Date.UTC(2026, 11, 24, 18))).toBe(dayNumber('2026-12-25'))
})

test('durations', () => {
  expect(['P1D', 'P2W', 'PT8H30M', 'P1DT1S'].map(lasting)).toEqual([
    86_400, 1_209_600, 30_600, 86_401,
  ])
  expect(['-P1D', '1D', 'P1M', 'P'].map(lasting)).toEqual([undefined, undefined, undefined, 0])
})

test('zones, also behind the path of a program', () => {
  const zoneOf = zoneReader()
  expect(zoneOf('Europe/Berlin')).toBe('Europe/Berlin')
  expect(zoneOf('/citadel.org/20260101_1/Europe/Berlin')).toBe('Europe/Berlin')
  expect(zoneOf('/x/America/Argentina/Salta')).toBe('America/Argentina/Salta')
  expect(zoneOf('W. Europe Standard Time')).toBe('Europe/Berlin')
  expect(zoneOf('Mars Standard Time')).toBeUndefined()
})
