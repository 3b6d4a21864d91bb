import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type Flags, runRehearse } from '../../daemon/commands/rehearse.js'
import { minutes } from '../../daemon/core/time.js'
import { at } from '../builders.js'
import { heardOutput } from '../help/output.js'
import { withCues } from '../help/written-rundown.js'

const folder = mkdtempSync(join(tmpdir(), 'onair-rehearse-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const WELCOME = 'cue: welcome, at: start, say: Good evening and welcome to all of you.'
const NEWS = 'cue: news, at: +5m, say: And here is the news of this very day.'

function file(name: string, ...cues: readonly string[]): string {
  const path = join(folder, name)
  writeFileSync(path, withCues(...cues))
  return path
}

async function onair(files: readonly string[], more: Partial<Flags> = {}) {
  const output = heardOutput()
  const usual: Flags = {
    at: '2026-11-21T12:00',
    seed: 1,
    faults: '',
    timezone: 'UTC',
    format: 'table',
  }
  const code = await runRehearse(files, { ...usual, ...more }, at('12:00'), output)
  return { code, ...output.heard }
}

test('the log it would make, segments over and under, minutes open', async () => {
  const before = readdirSync('.')
  const { code, result } = await onair([file('evening.yaml', WELCOME, NEWS)])
  expect(code).toBe(0)
  expect(result).toMatch(/aired +ON_TIME +welcome/)
  expect(result).toMatch(/SEGMENT +PLANNED +STARTED +UNTIL +ENDED +OVER \/ UNDER +LOST/)
  expect(result).toMatch(/opening +20:00:00 .* under/)
  expect(result).toContain('1 session open for 124.0 minutes')
  expect(readdirSync('.')).toEqual(before)
})

test('the station’s price makes it money', async () => {
  const config = join(folder, 'priced.yaml')
  writeFileSync(
    config,
    'accounts: { main: { platform: softsugar, standIn: true, price: 0.5, currency: CNY } }\n',
  )
  const { result } = await onair([file('evening.yaml', WELCOME)], { config })
  expect(result).toContain('1 session open for 124.0 minutes, 62.00 CNY')
})

test('json and csv carry every row; what goes wrong is told', async () => {
  const evening = file('evening.yaml', WELCOME, NEWS)
  const faults = 'drop-after=3m,drop-once'
  const json = JSON.parse((await onair([evening], { format: 'json', faults })).result)
  expect(json).toMatchObject({ show: 'evening', isOver: true, faults })
  expect(json.sessions).toHaveLength(2)
  expect(json.alerts.map(({ level }: { level: string }) => level)).toContain('alert')
  expect(json.rows.find(({ item }: { item: string }) => item === 'news').started).toMatch(
    /^2026-11-21T20:05:00\.0\d\d\+08:00$/,
  )
  const csv = await onair([evening], { format: 'csv' })
  expect(csv.result.split('\n')[0]).toContain('planned_start,planned_start_local')
  expect(csv.trouble).toContain('minutes')
})

test('two versions: what airs later, in other words, new, and no more', async () => {
  const was = file(
    'was.yaml',
    WELCOME,
    NEWS,
    'cue: bye, at: end-1m, say: Good bye to all of you out there.',
  )
  const is = file(
    'is.yaml',
    'cue: welcome, at: start, say: Good evening and welcome to all who are here.',
    NEWS.replace('+5m', '+6m'),
    'cue: weather, at: +10m, say: The weather is as it was yesterday.',
  )
  const { code, result } = await onair([was, is], { diff: true })
  expect(code).toBe(0)
  const lines = result.trimEnd().split('\n').slice(1)
  expect(lines.map((line) => line.replaceAll(/ {2,}/g, ' | ').slice(0, 60))).toEqual([
    expect.stringMatching(/20:00:0\d \| 20:00:0\d \| other words \| welcome/),
    expect.stringMatching(/20:05:00 \| 20:06:00 \| \+1m \| later \| news/),
    expect.stringMatching(/20:10:00 \| new \| weather/),
    expect.stringMatching(/21:59:00 \| gone \| bye/),
  ])
  expect((await onair([was, was], { diff: true })).result).toContain('nothing airs otherwise')
})

test('so much of it only', async () => {
  const { result } = await onair([file('evening.yaml', WELCOME, NEWS)], { for: minutes(3) })
  expect(result).toContain('stopped after 3m')
  expect(result).not.toContain('news')
})

test('used wrongly, it says how; a rundown with errors is not rehearsed', async () => {
  const evening = file('evening.yaml', WELCOME)
  expect(await onair([evening, evening])).toMatchObject({ code: 2 })
  expect(await onair([evening], { diff: true })).toMatchObject({ code: 2 })
  expect((await onair([evening], { faults: 'drop=1' })).trouble).toContain('no fault named "drop"')
  expect(await onair([evening], { at: 'tomorrow' })).toMatchObject({ code: 2 })
  const wrong = await onair([file('wrong.yaml', 'cue: welcome, at: start, sya: Hello there.')])
  expect(wrong).toMatchObject({ code: 1, result: '' })
  expect(wrong.trouble).toContain('did you mean')
  expect(await onair([join(folder, 'nowhere.yaml')])).toMatchObject({ code: 1 })
})
