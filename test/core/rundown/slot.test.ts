// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the rundown's own
import { expect, test } from 'vitest'
import { hours, minutes } from '../../../daemon/core/time.js'
import { aShelf, readText, told, withCues, written } from '../../help/written-rundown.js'

const scheduled = (slot: string) => written({ schedule: `schedule: [{ ${slot} }]` })
const slotOf = (slot: string) => readText(scheduled(slot)).rundown?.schedule[0]

test('a single date is a slot', () => {
  expect(slotOf('at: 2026-12-12T20:00, duration: 90m')).toEqual({
    kind: 'at',
    local: '2026-12-12T20:00:00',
    duration: minutes(90),
    clockChange: { gap: 'shift', fold: 'first' },
    late: { rule: 'join' },
    variables: {},
  })
})

test('a channel without an end is a slot', () => {
  expect(slotOf('always: true')).toEqual({ kind: 'always', variables: {} })
})

test('dates to leave out and lateness are read', () => {
  expect(
    slotOf(
      'cron: "0 9 * * *", duration: 2h, except: [2026-10-01..2026-10-07, 2026-12-25], late: start within 15m',
    ),
  ).toMatchObject({
    duration: hours(2),
    except: [
      { from: '2026-10-01', to: '2026-10-07' },
      { from: '2026-12-25', to: '2026-12-25' },
    ],
    late: { rule: 'within', within: minutes(15) },
  })
})

test('a slot that cannot be read does not make its cues late', () => {
  const text = withCues('cue: a, at: +5h, say: Good evening everybody.').replace('0 20', '0 25')
  expect(told(text)).toEqual(['cron: "25" is none of the hours (0 to 23)'])
})

test('both day fields are a warning, not an error', () => {
  const { rundown, problems } = readText(scheduled('cron: "0 9 1 * 1", duration: 2h'))
  expect(problems).toMatchObject([{ code: 'cron-either-day', severity: 'warning' }])
  expect(rundown).toBeDefined()
})

test('overrides say what becomes of one occurrence', () => {
  const overrides = [
    '{ on: 2026-12-24, cancel: true }',
    '{ on: "2026-12-28T09:00", move: "2026-12-28T10:30", duration: 1h }',
    '{ on: 2026-12-31, duration: 3h, variables: { host: Wang } }',
  ].join(', ')
  const schedule = `schedule: [{ cron: "0 9 * * *", duration: 2h, overrides: [${overrides}] }]`
  const variables = 'variables: { host: Li }'
  const script = 'script: { say: "I am ${host}, good morning." }'
  expect(readText(written({ schedule, variables, script })).rundown?.schedule[0]).toMatchObject({
    overrides: [
      { on: '2026-12-24', change: { kind: 'cancel' } },
      {
        on: '2026-12-28T09:00:00',
        change: { kind: 'move', to: '2026-12-28T10:30:00', duration: hours(1), variables: {} },
      },
      {
        on: '2026-12-31',
        change: { kind: 'replace', duration: hours(3), variables: { host: 'Wang' } },
      },
    ],
  })
})

test('where the clocks change a slot may say what it wants', () => {
  expect(slotOf('cron: "30 2 * * *", duration: 2h, gap: skip, fold: both')).toMatchObject({
    clockChange: { gap: 'skip', fold: 'both' },
  })
})

const HOLIDAYS = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'BEGIN:VEVENT',
  'UID:1',
  'DTSTART;VALUE=DATE:20261225',
  'DTEND;VALUE=DATE:20261227',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n')
const closed = (text: string, path = 'holidays.ics') =>
  readText(
    scheduled(`cron: "0 9 * * *", duration: 2h, except: [{ calendar: ${path} }]`),
    aShelf({ 'holidays.ics': text }),
  )

test('the days of a calendar file are left out', () => {
  const { rundown, beside } = closed(HOLIDAYS)
  expect(rundown?.schedule[0]).toMatchObject({
    except: [{ from: '2026-12-25', to: '2026-12-26' }],
  })
  expect([...beside.keys()]).toEqual(['holidays.ics'])
})

test('a calendar that is none, is missing or lies elsewhere is told where it is named', () => {
  expect(closed('hello').problems).toMatchObject([{ code: 'calendar', file: 'holidays.ics' }])
  expect(closed(HOLIDAYS, 'holiday.ics').problems).toMatchObject([{ code: 'unreadable', line: 3 }])
  expect(closed(HOLIDAYS, '../holidays.ics').problems).toMatchObject([{ code: 'outside' }])
})
