import { expect, test } from 'vitest'
import { hours, minutes } from '../../../daemon/core/time.js'
import { readText, told, withCues, written } from '../../help/written-rundown.js'

const scheduled = (slot: string) => written({ schedule: `schedule: [{ ${slot} }]` })
const slotOf = (slot: string) => readText(scheduled(slot)).rundown?.schedule[0]

test('a single date is a slot', () => {
  expect(slotOf('at: 2026-12-12T20:00, duration: 90m')).toEqual({
    kind: 'at',
    local: '2026-12-12T20:00:00',
    duration: minutes(90),
    late: { rule: 'join' },
  })
})

test('a channel without an end is a slot', () => {
  expect(slotOf('always: true')).toEqual({ kind: 'always' })
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
