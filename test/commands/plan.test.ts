import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aRundown } from '../e2e/a-station.js'
import { onair } from '../e2e/onair.js'

let folder: string
const plan = (...words: readonly string[]) => onair(['plan', ...words], { cwd: folder })
const FROM = ['--from', '2026-11-23T00:00']

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'onair-plan-'))
  mkdirSync(join(folder, 'shows'))
  const file = (name: string, text: string) => writeFileSync(join(folder, name), text)
  file(
    'config.yaml',
    'playlists: ./shows\naccounts: { demo: { platform: softsugar, standIn: true, sessions: 1 } }\n',
  )
  file(
    'shows/evening.yaml',
    aRundown(
      'evening',
      'cron: "0 20 * * *", duration: 1h',
      'cue: hello, at: start, say: Good evening and welcome to the show.',
      'cue: prices, after: hello, urgency: priority, say: These are the prices of the day.',
    ).replace('timezone: UTC', 'timezone: Asia/Shanghai'),
  )
  file('shows/special.yaml', aRundown('special', 'at: 2026-11-24T12:30:00, duration: 30m'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the table has the coming airings of the station’s own playlists, earliest first', async () => {
  const { code, stdout } = await plan(...FROM, '--days', '2')
  expect(code).toBe(0)
  expect(stdout.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
    ['START', 'END', 'AIRING', 'TITLE', 'ZONE', 'ACCOUNT'],
    [
      '2026-11-23 20:00',
      '21:00',
      'evening@2026-11-23T20:00',
      'The evening show',
      'Asia/Shanghai',
      'demo',
    ],
    [
      '2026-11-24 20:00',
      '21:00',
      'evening@2026-11-24T20:00',
      'The evening show',
      'Asia/Shanghai',
      'demo',
    ],
    ['2026-11-24 12:30', '13:00', 'special@2026-11-24T12:30', 'The special show', 'UTC', 'demo'],
    [''],
  ])
})

test('more airings at once than the account has slots are warned of', async () => {
  const { code, stderr } = await plan(...FROM, '--days', '2')
  expect(code).toBe(0)
  expect(stderr).toMatch(
    /^warning: account "demo" has 1 slot, and .*special@2026-11-24T12:30 needs/,
  )
})

test('with --cues every cue is listed under its airing, those that follow another by its name', async () => {
  const { stdout } = await plan(...FROM, '--days', '1', '--cues', 'shows/evening.yaml')
  const [, , hello, prices] = stdout.split('\n')
  expect(hello).toMatch(/^ {2}20:00:00 +hello +Good evening and welcome to the show\./)
  expect(prices).toMatch(
    /^ {2}after hello +prices +\(priority\) These are the prices of the day\.$/,
  )
})

test('json has the same, with offsets', async () => {
  const { stdout } = await plan(...FROM, '--days', '1', '--cues', '--format', 'json')
  expect(JSON.parse(stdout)).toEqual([
    {
      airing: 'evening@2026-11-23T20:00',
      show: 'evening',
      title: 'The evening show',
      account: 'demo',
      startsAt: '2026-11-23T20:00:00+08:00',
      endsAt: '2026-11-23T21:00:00+08:00',
      cues: [
        { cue: 'hello', at: '2026-11-23T20:00:00+08:00', after: null },
        { cue: 'prices', at: null, after: 'hello' },
      ],
    },
  ])
})

test('a channel without an end starts at once and never ends', async () => {
  writeFileSync(join(folder, 'always.yaml'), aRundown('shop', 'always: true'))
  const { stdout } = await plan('always.yaml')
  expect(stdout).toMatch(/\nat once +never +shop +The shop show +UTC +demo\n$/)
})

test('where nothing is planned it says so', async () => {
  const { code, stdout } = await plan('--from', '2026-11-25T00:00', 'shows/special.yaml')
  expect([code, stdout]).toEqual([0, 'nothing is planned in this time\n'])
})

test('a rundown with errors is told and left out, the exit code is 1', async () => {
  const wrong = join(folder, 'wrong.yaml')
  writeFileSync(wrong, aRundown('wrong', 'cron: "0 25 * * *", duration: 1h'))
  const { code, stdout, stderr } = await plan(...FROM, 'shows/special.yaml', wrong)
  expect(code).toBe(1)
  expect(stderr).toMatch(/wrong\.yaml:4:\d+ error/)
  expect(stdout).toContain('special@2026-11-24T12:30')
})
