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
  'Etc/GMT',
  'Etc/GMT+0',
])('%s is a zone, and nothing is to be said of it', (zone) =>
  expect(zoneTrouble(zone)).toBeUndefined(),
)

test.each([
  ['+01:00', 'Europe/Berlin'],
  ['+0100', 'Europe/Berlin'],
  ['+08', 'Asia/Shanghai'],
  ['-05:00', 'America/New_York'],
  ['+05:30', 'Asia/Kolkata'],
  ['+12:45', 'Pacific/Chatham'],
  ['-12:00', 'Europe/Berlin'],
  ['EST', 'America/New_York'],
])('%s is read, but never goes on summer time: write %s', (written, place) => {
  expect(zoneTrouble(written)).toMatchObject({
    isZone: true,
    code: 'fixed-offset',
    hint: `write the zone of the place, such as ${place}`,
  })
})

test.each([
  ['Etc/GMT+8', 'UTC-8', 'America/Los_Angeles for UTC-8, or Asia/Shanghai for UTC+8'],
  ['etc/gmt-5', 'UTC+5', 'Asia/Karachi for UTC+5, or America/New_York for UTC-5'],
  ['Etc/GMT-14', 'UTC+14', 'Pacific/Kiritimati for UTC+14'],
])('%s is %s, which is not what it looks like', (written, offset, places) => {
  expect(zoneTrouble(written)).toMatchObject({
    isZone: true,
    code: 'fixed-offset',
    says: expect.stringContaining(`"${written}" is ${offset}: `),
    hint: `write the zone of the place, such as ${places}`,
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
