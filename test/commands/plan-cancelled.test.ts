/** What `plan` tells of airings that are cancelled, in each format: a day without its show has its reason. */
import { join } from 'node:path'
import ICAL from 'ical.js'
import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { type Flags, runPlan } from '../../daemon/commands/plan.js'
import { instant } from '../../daemon/core/time.js'
import { aFolder } from '../help/folder.js'
import { heardOutput } from '../help/output.js'
import { written } from '../help/written-rundown.js'

const HOLIDAYS = `BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
DTSTART;VALUE=DATE:20241225
RRULE:FREQ=YEARLY
SUMMARY:Christmas Day
END:VEVENT
END:VCALENDAR
`
const EVENING = `schedule:
  - cron: "0 20 * * *"
    duration: 1h
    except: [{ calendar: holidays.ics }, 2026-12-26..2026-12-27]
    overrides:
      - { on: 2026-12-23, cancel: true }
      - { on: 2026-12-24T20:00, move: 2026-12-28T20:00 }`

function plan(flags: Partial<Flags> = {}, columns?: number) {
  const folder = aFolder({
    'holidays.ics': HOLIDAYS,
    'evening.yaml': written({
      head: 'show: evening\ntitle: The evening show',
      timezone: 'timezone: Europe/Berlin',
      schedule: EVENING,
    }),
  })
  const output = heardOutput()
  const asked = { from: '2026-12-22', days: '7', format: 'table' as const, ...flags }
  const now = instant(Date.UTC(2026, 11, 1))
  const code = runPlan([join(folder, 'evening.yaml')], asked, now, output, columns)
  return { code, ...output.heard }
}

/** By their days; the evening show is at 20:00. */
const told = (result: string) =>
  result
    .split('\n')
    .filter((line) => line.includes('evening@'))
    .map((line) => line.replace(/ {2,}/g, ' | '))

test('the table has them in their place, with the reason where the title would be', () => {
  const { code, result } = plan()
  expect(code).toBe(0)
  expect(told(result)).toEqual(
    [
      '22 20:00 | 2026-12-22 21:00 | evening@2026-12-22T20:00 | The evening show',
      '23 20:00 | - | evening@2026-12-23T20:00 | cancelled: override of 2026-12-23',
      '25 20:00 | - | evening@2026-12-25T20:00 | cancelled: holiday Christmas Day',
      '26 20:00 | - | evening@2026-12-26T20:00 | cancelled: except 2026-12-26..2026-12-27',
      '27 20:00 | - | evening@2026-12-27T20:00 | cancelled: except 2026-12-26..2026-12-27',
      '28 20:00 | 2026-12-28 21:00 | evening@2026-12-24T20:00 | The evening show',
      '28 20:00 | - | evening@2026-12-28T20:00 | cancelled: evening@2026-12-24T20:00 was moved there',
    ].map((line) => `2026-12-${line} | Europe/Berlin | unnamed`),
  )
})

test('it has them where nothing else is planned, and on a terminal no line is too wide', () => {
  expect(told(plan({ from: '2026-12-25', days: '1' }).result)).toHaveLength(1)
  const { result } = plan({}, 80)
  for (const line of result.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(80)
  expect(result).toMatch(/^2026-12-25 20:00 +- +evening@\S+ +cancelled: holiday \S+/m)
})

test('json has them apart from the airings, with the kind of the reason and its words', () => {
  const { airings, cancelled } = JSON.parse(plan({ format: 'json' }).result)
  expect(airings).toHaveLength(2)
  expect(cancelled).toHaveLength(5)
  expect(cancelled[1]).toEqual({
    airing: 'evening@2026-12-25T20:00',
    show: 'evening',
    title: 'The evening show',
    account: 'unnamed',
    timezone: 'Europe/Berlin',
    startsAt: '2026-12-25T20:00:00+01:00',
    endsAt: '2026-12-25T21:00:00+01:00',
    because: 'holiday',
    says: 'holiday Christmas Day',
  })
  expect(cancelled.map(({ because }: { because: string }) => because)).toEqual([
    'override',
    'holiday',
    'except',
    'except',
    'replaced',
  ])
})

test('a calendar is told of all of them, with the reason, and a programme guide of none', () => {
  const events = new ICAL.Component(ICAL.parse(plan({ format: 'ics' }).result))
    .getAllSubcomponents('vevent')
    .filter((one) => one.getFirstPropertyValue('status') === 'CANCELLED')
    .map((one) => String(one.getFirstPropertyValue('description')).split('\n').at(-1))
  expect(events).toEqual([
    'cancelled: override of 2026-12-23',
    'cancelled: holiday Christmas Day',
    'cancelled: except 2026-12-26..2026-12-27',
    'cancelled: except 2026-12-26..2026-12-27',
    'cancelled: evening@2026-12-24T20:00 was moved there',
  ])
  expect(plan({ format: 'xmltv' }).result.match(/<programme /g)).toHaveLength(2)
})
