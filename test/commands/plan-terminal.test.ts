/** The plan as a terminal shows it: no line is wider than it, whatever titles, zones and names are like. */
import { join } from 'node:path'
import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { type Flags, runPlan } from '../../daemon/commands/plan.js'
import { instant } from '../../daemon/core/time.js'
import { aFolder } from '../help/folder.js'
import { heardOutput } from '../help/output.js'
import { written } from '../help/written-rundown.js'

const CONFIG = `station: north
timezone: Europe/Berlin
playlists: ./shows
accounts:
  demo: { platform: softsugar, standIn: true, lead: 4m }
`
const SHOWS: Readonly<Record<string, string>> = {
  market: written({
    head: 'show: market\ntitle: 价格 & a title that is far too long to stand in one line of a terminal',
    timezone: 'timezone: Asia/Shanghai',
    schedule: 'schedule: [{ cron: "0 20 * * *", duration: 1h }]',
    segments: `segments:
  - segment: opening
    cues:
      - { cue: hello, at: start, say: Good evening and welcome to the show. }
      - { cue: prices, after: hello, urgency: priority, say: These are the prices of the day. }`,
  }),
  night: written({
    head: 'show: night\ntitle: The night show',
    timezone: 'timezone: Europe/Berlin',
    schedule: 'schedule: [{ cron: "30 23 * * *", duration: 45m }]',
  }),
}

function plan(flags: Partial<Flags>, columns?: number, shows = Object.keys(SHOWS)) {
  const files = shows.map((show) => [`shows/${show}.yaml`, SHOWS[show] ?? ''])
  const folder = aFolder({ 'config.yaml': CONFIG, ...Object.fromEntries(files) })
  const output = heardOutput()
  const asked = { from: '2026-10-27T00:00', days: '2', format: 'table' as const, ...flags }
  runPlan(
    [],
    { ...asked, config: join(folder, 'config.yaml') },
    instant(Date.UTC(2026, 9, 24, 10)),
    output,
    columns,
  )
  return output.heard.result
}

test.each([80, 100])('it fits %i columns, and can still be read', (columns) => {
  const result = plan({ cues: true }, columns)
  for (const line of result.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(columns)
  expect(result).toMatch(/^2026-10-27 20:00 +21:00 +market@\S+ +Asia\/Shanghai: 价\S+.* +demo$/m)
  // Over midnight the day stays.
  expect(result).toMatch(/^2026-10-27 23:30 +10-28 00:15 +night@/m)
  expect(result).toMatch(/^ {2}after hello +to ~20:00:\d\d +prices +These are .*priority$/m)
})

test('piped it is whole', () => {
  expect(plan({})).toContain('too long to stand in one line of a terminal  Asia/Shanghai  demo\n')
})

test('a zone that all have is said once', () => {
  const result = plan({}, 80, ['night'])
  expect(result).toMatch(/^START +END +AIRING +TITLE +ACCOUNT\n/)
  expect(result).toContain('\nTimes are those of Europe/Berlin.\n')
})

test('which of the minutes are ahead of the shows is said, in JSON as well', () => {
  expect(plan({})).toMatch(/\n16 of these minutes are ahead of the shows: /)
  expect(JSON.parse(plan({ format: 'json' })).days).toMatchObject([
    // And a quarter of an hour of the night before.
    { minutes: 60 + 30 + 15 + 8, minutesAhead: 8 },
    { minutes: 60 + 45 + 8, minutesAhead: 8 },
  ])
})
