import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keyOrder, runFmt } from '../../daemon/commands/fmt.js'
import { aFolder } from '../help/folder.js'
import { heardOutput } from '../help/output.js'
import { onair } from './onair.js'

const LOOSE = "title: 'The evening'\nshow: evening\n"
const TIDY = 'show: evening\ntitle: "The evening"\n'

test('what is loose is written anew, what is tidy is not touched', () => {
  const folder = aFolder({ 'a.yaml': LOOSE, 'b.yaml': TIDY })
  const before = statSync(join(folder, 'b.yaml')).mtimeMs
  const output = heardOutput()
  expect(runFmt([folder], {}, output)).toBe(0)
  expect(readFileSync(join(folder, 'a.yaml'), 'utf8')).toBe(TIDY)
  expect(statSync(join(folder, 'b.yaml')).mtimeMs).toBe(before)
  expect(output.heard).toEqual({
    result: `formatted: ${join(folder, 'a.yaml')}\n2 files, 1 formatted\n`,
    trouble: '',
  })
  expect(readdirSync(folder).sort()).toEqual(['a.yaml', 'b.yaml'])
})

test('--check changes nothing and ends with 1 if anything would change', () => {
  const folder = aFolder({ 'a.yaml': LOOSE })
  const output = heardOutput()
  expect(runFmt([folder], { check: true }, output)).toBe(1)
  expect(readFileSync(join(folder, 'a.yaml'), 'utf8')).toBe(LOOSE)
  expect(output.heard.result).toBe(
    `would change: ${join(folder, 'a.yaml')}, from line 1 on\n1 file, 1 would change\n`,
  )
  expect(runFmt([aFolder({ 'b.yaml': TIDY })], { check: true }, heardOutput())).toBe(0)
})

test('a file with an error in its YAML is left alone and told, the others are written', () => {
  const folder = aFolder({ 'a.yaml': 'show: "evening\n', 'b.yaml': LOOSE })
  const output = heardOutput()
  expect(runFmt([folder], {}, output)).toBe(1)
  expect(readFileSync(join(folder, 'a.yaml'), 'utf8')).toBe('show: "evening\n')
  expect(readFileSync(join(folder, 'b.yaml'), 'utf8')).toBe(TIDY)
  expect(output.heard.trouble).toMatch(/a\.yaml:\d+:\d+ error yaml/)
  expect(output.heard.result).toMatch(/\n2 files, 1 formatted, 1 left alone\n$/)
})

test('the rights of a file stay', () => {
  const folder = aFolder({ 'a.yaml': LOOSE })
  chmodSync(join(folder, 'a.yaml'), 0o640)
  runFmt([folder], {}, heardOutput())
  expect(statSync(join(folder, 'a.yaml')).mode & 0o777).toBe(0o640)
})

test('a link is not followed', () => {
  const folder = aFolder({ 'real.txt': LOOSE })
  symlinkSync(join(folder, 'real.txt'), join(folder, 'a.yaml'))
  expect(runFmt([folder], {}, heardOutput())).toBe(1)
  expect(readFileSync(join(folder, 'real.txt'), 'utf8')).toBe(LOOSE)
})

test('the order of keys is that of the schema, of every block it orders', () => {
  const order = keyOrder()
  expect(order.rundown.slice(0, 3)).toEqual(['show', 'title', 'account'])
  expect(order.slot.slice(0, 2)).toEqual(['cron', 'at'])
  expect(order.segment).toEqual(['segment', 'cues'])
  expect(order.cue[0]).toBe('cue')
  expect(order.adlib[0]).toBe('adlib')
})

test('from the shell: formats, and has nothing to do the second time', async () => {
  const folder = aFolder({ 'playlists/a.yaml': '' })
  writeFileSync(join(folder, 'playlists/a.yaml'), LOOSE)
  const first = await onair(['fmt'], { cwd: folder })
  expect(first).toMatchObject({ code: 0, stderr: '' })
  expect(first.stdout).toBe('formatted: playlists/a.yaml\n1 file, 1 formatted\n')
  const nothing = { code: 0, stdout: '1 file, nothing to change\n', stderr: '' }
  expect(await onair(['fmt'], { cwd: folder })).toMatchObject(nothing)
  expect(await onair(['fmt', '--check'], { cwd: folder })).toMatchObject(nothing)
  expect((await onair(['fmt', '--chekc'], { cwd: folder })).code).toBe(2)
})

test('an empty file stays empty', () => {
  const folder = aFolder({ 'empty.yaml': '' })
  const output = heardOutput()
  expect(runFmt([folder], {}, output)).toBe(0)
  expect(output.heard.result).toBe('1 file, nothing to change\n')
  expect(readFileSync(join(folder, 'empty.yaml'), 'utf8')).toBe('')
})

test('without a path it takes the folder of the config, as check does', async () => {
  const config =
    'station: demo\nplaylists: ./shows\naccounts: { demo: { platform: softsugar, standIn: true } }\n'
  const shows = aFolder({ 'config.yaml': config, 'shows/a.yaml': LOOSE })
  expect((await onair(['fmt', '--check'], { cwd: shows })).stdout).toContain('shows/a.yaml, from')
  const usual = aFolder({ 'playlists/a.yaml': LOOSE })
  expect((await onair(['fmt', '--check'], { cwd: usual })).stdout).toContain(
    'playlists/a.yaml, from',
  )
})
