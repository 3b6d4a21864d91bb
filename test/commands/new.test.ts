import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkAll } from '../../daemon/commands/check.js'
import { runFmt } from '../../daemon/commands/fmt.js'
import { loadRundowns } from '../../daemon/commands/load.js'
import { runNew } from '../../daemon/commands/new.js'
import { instant } from '../../daemon/core/time.js'
import { aFolder } from '../help/folder.js'
import { heardOutput } from '../help/output.js'
import { onair } from './onair.js'

const NOW = instant(Date.UTC(2026, 10, 23))
const into = (folder: string) => ({ into: folder, timezone: 'Europe/Berlin' })

test.each([
  ['every day unless said otherwise', {}, 'cron: "0 20 * * *"'],
  ['always', { always: true }, 'always: true'],
  [
    'once',
    { at: '2026-12-12T20:00', duration: '1h30m' },
    'at: 2026-12-12T20:00\n    duration: 1h30m',
  ],
  [
    'by a rule',
    { cron: '0 19 * * 1-5', duration: '30m' },
    'cron: "0 19 * * 1-5"\n    duration: 30m',
  ],
])('%s: it is written, passes check without a word, and has its usual form', (_, flags, slot) => {
  const folder = aFolder()
  const output = heardOutput()
  expect(runNew('evening-news', { ...into(folder), ...flags }, NOW, output)).toBe(0)
  const path = join(folder, 'evening-news.yaml')
  expect(output.heard.trouble).toBe('')
  expect(output.heard.result).toContain(`wrote ${path}\n`)
  expect(readFileSync(path, 'utf8')).toContain(slot)
  expect(readFileSync(path, 'utf8')).toContain('title: Evening News\n')
  expect(checkAll(loadRundowns([folder]).loaded)).toEqual([])
  expect(runFmt([folder], { check: true }, heardOutput())).toBe(0)
})

test('a file that is there is never overwritten', () => {
  const folder = aFolder({ 'evening.yaml': 'mine' })
  const output = heardOutput()
  expect(runNew('evening', into(folder), NOW, output)).toBe(1)
  expect(output.heard.trouble).toMatch(/evening\.yaml is there already, and was left alone/)
  expect(readFileSync(join(folder, 'evening.yaml'), 'utf8')).toBe('mine')
})

test('an id that another file of the folder has is refused', () => {
  const folder = aFolder()
  runNew('evening', into(folder), NOW, heardOutput())
  const text = readFileSync(join(folder, 'evening.yaml'), 'utf8')
  const other = aFolder({ 'other.yaml': text })
  const output = heardOutput()
  expect(runNew('evening', into(other), NOW, output)).toBe(1)
  expect(output.heard.trouble).toMatch(/duplicate-show/)
  expect(existsSync(join(other, 'evening.yaml'))).toBe(false)
})

test.each([
  ['Evening News', {}, 'how about "evening-news"?'],
  ['../evening', {}, 'is no id'],
  ['a'.repeat(61), {}, 'at most 60'],
  ['evening', { at: 'tomorrow' }, '--at takes a time'],
  ['evening', { duration: '90' }, '--duration takes a number with its unit'],
  ['evening', { timezone: 'Berlin' }, 'there is no time zone "Berlin"'],
])('%j %j is a wrong use', (show, flags, says) => {
  const folder = aFolder()
  const output = heardOutput()
  expect(runNew(show, { ...into(folder), ...flags }, NOW, output)).toBe(2)
  expect(output.heard.trouble).toContain(says)
})

test('a cron rule that is none is told as check would, and nothing is written', () => {
  const folder = aFolder()
  const output = heardOutput()
  expect(runNew('evening', { ...into(folder), cron: '0 25 * * *' }, NOW, output)).toBe(1)
  expect(output.heard.trouble).toMatch(/evening\.yaml:\d+:\d+ error/)
  expect(existsSync(join(folder, 'evening.yaml'))).toBe(false)
})

test('a time that is past is warned of', () => {
  const output = heardOutput()
  expect(runNew('evening', { ...into(aFolder()), at: '2020-01-01T20:00' }, NOW, output)).toBe(0)
  expect(output.heard.trouble).toBe('warning: 2020-01-01T20:00 is past, so this show never airs\n')
})

test('from the shell: beside a station it takes its folder, account and zone', async () => {
  const config =
    'playlists: ./shows\ntimezone: Asia/Shanghai\naccounts: { main: { platform: softsugar, standIn: true } }\n'
  const folder = aFolder({ 'config.yaml': config })
  const { code, stdout, stderr } = await onair(['new', 'evening'], { cwd: folder })
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toContain('wrote shows/evening.yaml\n')
  const text = readFileSync(join(folder, 'shows/evening.yaml'), 'utf8')
  expect(text).toContain('account: main\ntimezone: Asia/Shanghai\n')
  expect((await onair(['new', 'x', '--always', '--at', 'y'], { cwd: folder })).code).toBe(2)
  expect((await onair(['new'], { cwd: folder })).code).toBe(2)
})

test('a title of several lines is refused, and a file where the folder should be is told', () => {
  const folder = aFolder({ 'notes.txt': 'mine' })
  const output = heardOutput()
  expect(runNew('news', { ...into(folder), title: 'a\nb: c' }, NOW, output)).toBe(2)
  expect(output.heard.trouble).toBe('error: --title takes one line of text\n')
  const other = heardOutput()
  expect(runNew('news', into(join(folder, 'notes.txt')), NOW, other)).toBe(1)
  expect(other.heard.trouble).toMatch(/notes\.txt: this is a file where a folder was expected\n$/)
})
