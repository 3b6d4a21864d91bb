import { expect, test } from 'vitest'
import { zoneTrouble } from '../../../daemon/core/rundown/zones.js'

test.each([
  'Europe/Berlin',
  'europe/berlin',
  'UTC',
  'GMT',
  'CET',
  'HST',
  'US/Eastern',
  'Etc/GMT-1',
])('%s is a zone, and nothing is to be said of it', (zone) =>
  expect(zoneTrouble(zone)).toBeUndefined(),
)

test.each([
  ['+01:00', 'Europe/Berlin'],
  ['+0100', 'Europe/Berlin'],
  ['+08', 'Asia/Shanghai'],
  ['-05:00', 'America/New_York'],
  ['+05:30', 'Asia/Kolkata'],
  ['+12:45', 'Europe/Berlin'],
  ['EST', 'America/New_York'],
])('%s is read, but never goes on summer time: write %s', (written, place) => {
  expect(zoneTrouble(written)).toMatchObject({
    isZone: true,
    code: 'fixed-offset',
    hint: `write the zone of the place, such as ${place}`,
  })
})

test.each([
  ['CEST', 'did you mean "Europe/Berlin"?'],
  ['pst', 'did you mean "America/Los_Angeles"?'],
  ['Asia/Shangai', 'did you mean "Asia/Shanghai"?'],
  ['UTC+1', 'for example Europe/Berlin'],
  ['GMT-5', 'for example America/New_York'],
  ['GMT+8:00', 'for example Asia/Shanghai'],
  ['somewhere', 'for example Asia/Shanghai'],
  ['', 'for example Asia/Shanghai'],
])('%j is no zone: %s', (written, hint) => {
  expect(zoneTrouble(written)).toMatchObject({ isZone: false, code: 'unknown-zone', hint })
})
