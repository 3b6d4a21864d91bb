import { execFileSync } from 'node:child_process'
import { symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadFile, loadRundowns } from '../../daemon/commands/load.js'
import { RUNDOWN_BYTES_MAX } from '../../daemon/core/limits.js'
import { aFolder } from '../help/folder.js'

const said = (file: string) => {
  const read = loadFile(file)
  return 'says' in read ? read.says : 'read'
}

test('a folder gives its rundowns in order, and nothing else', () => {
  const folder = aFolder({
    'b.yaml': 'b',
    'a.yml': 'a',
    'notes.txt': 'n',
    '.hidden.yaml': 'h',
    'deeper/c.yaml': 'c',
  })
  const { loaded, problems } = loadRundowns([folder])
  expect(loaded.map(({ text }) => text)).toEqual(['a', 'b'])
  expect(problems).toEqual([])
})

test('a file that is named twice is read once', () => {
  const folder = aFolder({ 'a.yaml': 'a' })
  expect(loadRundowns([folder, join(folder, 'a.yaml')]).loaded).toHaveLength(1)
})

test('the version changes with the text and with nothing else', () => {
  const folder = aFolder({ 'a.yaml': 'same', 'b.yaml': 'same', 'c.yaml': 'other' })
  const [a, b, c] = loadRundowns([folder]).loaded.map(({ version }) => version)
  expect(a).toBe(b)
  expect(a).not.toBe(c)
})

test('links are refused, wherever they lead', () => {
  const folder = aFolder({ 'a.yaml': 'a' })
  symlinkSync(join(folder, 'a.yaml'), join(folder, 'link.yaml'))
  expect(said(join(folder, 'link.yaml'))).toContain('links are not followed')
})

test('what is no file is refused without waiting for it', () => {
  const folder = aFolder()
  execFileSync('mkfifo', [join(folder, 'pipe.yaml')])
  expect(said(join(folder, 'pipe.yaml'))).toBe('this is no file')
  expect(said(folder)).toBe('this is no file')
})

test('a file that is too large, missing or no text is refused', () => {
  const folder = aFolder({ 'large.yaml': '' })
  truncateSync(join(folder, 'large.yaml'), RUNDOWN_BYTES_MAX + 1)
  writeFileSync(join(folder, 'odd.yaml'), Uint8Array.of(0xff, 0xfe, 0x00))
  expect(said(join(folder, 'large.yaml'))).toContain('larger than 2 MB')
  expect(said(join(folder, 'nowhere.yaml'))).toContain('no such file')
  expect(said(join(folder, 'odd.yaml'))).toContain('not UTF-8')
})

test('a folder without a rundown is a problem', () => {
  expect(loadRundowns([aFolder()]).problems).toMatchObject([{ severity: 'error' }])
})
