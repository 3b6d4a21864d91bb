import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Across, sheetPrinter } from '../../daemon/commands/log-sheet.js'
import type { AsRunRow } from '../../daemon/core/plan/as-run.js'
import type { ShowId } from '../../daemon/core/rundown/rundown.js'
import { type AsRunLine, readAsRun } from '../../daemon/journal/as-run.js'
import { type Journal, openJournal } from '../../daemon/journal/journal.js'
import { start } from '../e2e/onair.js'
import { aRecord, aTurn } from '../journal/a-journal.js'
import { inProcess } from './in-process.js'

let folder: string
let journal: Journal
const write = (...rows: readonly Partial<AsRunRow>[]) =>
  journal.commit([aTurn(rows.map((row) => aRecord(row)))])
const log = (...words: readonly string[]) => inProcess(['log', ...words], { cwd: folder })

beforeEach(() => {
  vi.stubEnv('NO_COLOR', '1')
  folder = mkdtempSync(join(tmpdir(), 'onair-log-'))
  const config = 'accounts: { demo: { platform: softsugar, standIn: true } }\n'
  writeFileSync(join(folder, 'config.yaml'), config)
  journal = openJournal(join(folder, 'data'))
  write(
    {},
    { item: 'prices', title: '今天的价格', plannedAt: undefined, says: undefined },
    {
      item: 'sponsor',
      status: 'dropped',
      reason: 'EXPIRED',
      startedAt: undefined,
      title: 'Brought to you by, "Mountain & River", for all',
      says: 'its time was over',
    },
    { type: 'show', item: undefined, title: '=1+1' },
    { airing: 'evening@2026-11-24T20:00' as never, item: 'reveal' },
  )
})
afterEach(() => {
  vi.unstubAllEnvs()
  journal[Symbol.dispose]()
  rmSync(folder, { recursive: true, force: true })
})

test('the table has a line for each row, in the show’s local time, and cuts nothing it is piped', async () => {
  const { code, stdout, stderr } = await log()
  expect([code, stderr]).toEqual([0, ''])
  const lines = stdout.trimEnd().split('\n')
  expect(lines).toHaveLength(6)
  expect(lines[0]).toMatch(
    /^planned +started +ended +late +status +reason +show +item +title +remark$/,
  )
  expect(lines[1]).toMatch(
    /^2026-11-23 09:00:00 {2}09:00:00\.250 {2}09:00:08\.250 {2}0\.25s +aired +ON_TIME +market +welcome +Good morning$/,
  )
  expect(lines[3]).toMatch(/dropped +EXPIRED +market +sponsor .*its time was over$/)
})

test('columns stay in line behind Chinese titles', async () => {
  write(
    { item: 'late', title: '今天的价格', says: 'a remark' },
    { item: 'late', title: 'x', says: 'a remark' },
  )
  const lines = (await log()).stdout.trimEnd().split('\n').slice(-2)
  // Five characters more that count twice: the line is five shorter in characters.
  expect(lines.map((line) => line.indexOf('a remark'))).toEqual([
    Number(lines[1]?.indexOf('a remark')) - 5,
    lines[1]?.indexOf('a remark'),
  ])
})

test('csv has a header, quotes what must be quoted, and every instant twice', async () => {
  const { stdout } = await log('--format', 'csv')
  const [head, first, , third] = stdout.split('\n')
  const names = head?.split(',') ?? []
  expect(names).toContain('planned_start_local')
  const cell = (name: string) => first?.split(',')[names.indexOf(name)]
  expect(cell('actual_start')).toBe('2026-11-23T01:00:00.250Z')
  expect(cell('actual_start_local')).toBe('2026-11-23T09:00:00.250+08:00')
  expect(third).toContain('"Brought to you by, ""Mountain & River"", for all"')
})

test('csv without rows is a header all the same', async () => {
  const { code, stdout } = await log('nothing-of-that-name', '--format', 'csv')
  expect(code).toBe(1)
  expect(stdout).toMatch(/^account,broadcast_day,.*remark,hash\n$/)
})

test('jsonl is one object a row, and what is not known is null', async () => {
  const { stdout } = await log('--format', 'jsonl')
  const rows = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(rows).toHaveLength(5)
  expect(rows[0]).toMatchObject({
    seq: 1,
    item_id: 'welcome',
    planned_start: '2026-11-23T01:00:00.000Z',
    planned_start_local: '2026-11-23T09:00:00.000+08:00',
    start_variance_ms: 250,
  })
  expect(rows[1]).toMatchObject({ planned_start: null, planned_start_local: null })
  expect(rows[2]).toMatchObject({
    actual_start: null,
    actual_end: null,
    remark: 'its time was over',
  })
})

test('every column of the csv is a field of the jsonl, and the other way round', async () => {
  const csv = await log('--format', 'csv')
  const jsonl = await log('--format', 'jsonl')
  const names = csv.stdout.split('\n')[0]?.split(',')
  const fields = Object.keys(JSON.parse(jsonl.stdout.split('\n')[0] ?? '{}'))
  expect(fields.sort()).toEqual(names?.sort())
})

test.each([
  [['evening'], ['reveal']],
  [['evening@2026-11-24T20:00'], ['reveal']],
  [['evening%'], []],
  [['--type', 'show'], [null]],
  [
    ['market', '--type', 'takeover'],
    ['welcome', 'prices', 'sponsor'],
  ],
])('log %j shows just those rows', async (words, items) => {
  const { stdout } = await log(...words, '--format', 'jsonl')
  const rows = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line).item_id)
  expect(rows).toEqual(items)
})

test('a log longer than a page is complete', async () => {
  write(...Array.from({ length: 2_100 }, (_, n) => ({ item: `cue-${n}` })))
  const { stdout } = await log('--format', 'jsonl')
  const rows = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(rows).toHaveLength(2_105)
  expect(rows.at(-1)).toMatchObject({ item_id: 'cue-2099' })
})

test('with --follow rows are shown as they are written, until it is killed', async () => {
  await using following = start(['log', '--follow'], { cwd: folder })
  await following.said(/reveal/)
  write({ item: 'breaking-news' })
  await following.said(/breaking-news/)
  write({ item: 'and-more' })
  await following.said(/and-more/)
  expect(following.stdout().match(/breaking-news/g)).toHaveLength(1)
  following.kill('SIGTERM')
  expect(await following.ended).toMatchObject({ stderr: '' })
})

test('on a terminal a line is never wider than it, and the day stands above its rows', () => {
  for (const columns of [80, 140]) {
    const printed = sheet(columns)
    expect(printed).toMatch(/^PLANNED +STARTED +ENDED +ITEM +WHAT BECAME OF IT\n2026-11-23\n/)
    expect(printed).toMatch(
      /\n09:00:00 {2}09:00:00 {2}09:00:08 {2}welcome +aired {2}Good morning\n/,
    )
    expect(printed).toMatch(/sponsor +dropped: EXPIRED, its time/)
    // Why it did not air is told whole, in lines below.
    expect(printed.replace(/\n {48}/g, ' ')).toMatch(
      /its time was over: Brought to you .* for all\n/,
    )
    for (const line of printed.split('\n')) expect(line.length).toBeLessThanOrEqual(columns)
  }
})

test('of several shows each row says which; of one it need not', () => {
  expect(sheet(140, 'all-shows')).toMatch(/09:00:08 {2}welcome {25}aired/)
  write({ item: 'welcome', show: 'tea-shop' as ShowId })
  const all = sheet(140, 'all-shows')
  expect(all).toMatch(/ {2}market\/welcome +aired/)
  expect(all).toMatch(/ {2}tea-shop\/welcome +aired/)
  expect(sheet(80, 'all-shows')).toMatch(/ {2}tea-shop\/welcom\S* +aired/)
  expect(sheet(140)).not.toContain('tea-shop/')
})

test('what a file says does not steer the terminal', () => {
  write({ item: 'evil', title: 'red \u001b[31m alert \u0007' })
  expect(sheet(140)).toMatch(/red \ufffd\[31m alert \ufffd\n/)
})

function sheet(columns: number, across: Across = 'one-show'): string {
  let printed = ''
  const output = { result: (text: string) => (printed += text), trouble: () => {}, colour: false }
  using reader = readAsRun(join(folder, 'data'))
  const rows: readonly AsRunLine[] = reader?.after(0, undefined, 100) ?? []
  sheetPrinter(output, columns, across)(rows)
  return printed
}

test.each(['table', 'jsonl', 'vtt'])(
  'what was never logged is told, not shown as nothing: %s',
  async (format) => {
    const { code, stdout, stderr } = await log('evning', '--format', format)
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^error: nothing is logged of evning/)
  },
)
