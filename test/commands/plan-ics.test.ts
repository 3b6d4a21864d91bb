/** What `plan --format ics` tells a calendar that has an older file: what is no longer where it was. */
import { join } from 'node:path'
import ICAL from 'ical.js'
import { expect, test } from 'vitest'
import { runPlan } from '../../daemon/commands/plan.js'
import { instant } from '../../daemon/core/time.js'
import { aFolder } from '../help/folder.js'
import { heardOutput } from '../help/output.js'
import { written } from '../help/written-rundown.js'

const NOW = instant(Date.UTC(2026, 9, 24, 10))

test('what an override took off is told to those who have it: cancelled, or where it is now', () => {
  const events = (overrides: string) => {
    return new ICAL.Component(ICAL.parse(calendar(overrides)))
      .getAllSubcomponents('vevent')
      .map((one) => [
        one.getFirstPropertyValue('uid'),
        String(one.getFirstPropertyValue('dtstart')),
        one.getFirstPropertyValue('status'),
        Number(one.getFirstPropertyValue('sequence')) === Math.floor(NOW / 60_000),
        /\n(.+?) …/.exec(String(one.getFirstPropertyValue('description')))?.[1],
      ])
  }
  const [today, tomorrow] = events('')
  expect(tomorrow).toEqual([
    'evening@2026-10-26T20:00/onair',
    '2026-10-26T19:00:00Z',
    null,
    true,
    '2026-10-26T20:00:00+01:00',
  ])
  const gone = tomorrow?.with(2, 'CANCELLED')
  expect(events(', overrides: [{ on: 2026-10-26, cancel: true }]')).toEqual([today, gone])
  // To beyond the plan, past another change of the clocks.
  const moved = tomorrow?.with(1, '2027-06-26T18:00:00Z').with(4, '2027-06-26T20:00:00+02:00')
  expect(events(', overrides: [{ on: 2026-10-26, move: "2027-06-26T20:00:00" }]')).toEqual([
    today,
    moved,
  ])
})

function calendar(overrides: string): string {
  const folder = aFolder({
    'shows/evening.yaml': written({
      head: 'show: evening\ntitle: Evening',
      timezone: 'timezone: Europe/Berlin',
      schedule: `schedule: [{ cron: "0 20 * * *", duration: 1h${overrides} }]`,
    }),
  })
  const output = heardOutput()
  const days = { from: '2026-10-25T00:00', days: '2' }
  runPlan([join(folder, 'shows')], { ...days, format: 'ics' }, NOW, output)
  return output.heard.result
}
