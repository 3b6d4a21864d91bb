import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadFile, loadRundowns, shelfOf, versionOf } from '../../daemon/commands/load.js'
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

test('a lone carriage return ends a line, as old programs write it', () => {
  const folder = aFolder({ 'a.yaml': 'show: a\rtitle: b\r\n# c\r' })
  expect(loadFile(join(folder, 'a.yaml'))).toMatchObject({ text: 'show: a\ntitle: b\r\n# c\n' })
})

test('the version changes with any of the texts and with nothing else', () => {
  expect(versionOf(['same'])).toBe(versionOf(['same']))
  expect(versionOf(['same'])).not.toBe(versionOf(['other']))
  expect(versionOf(['same', 'shared'])).not.toBe(versionOf(['same', 'other']))
  expect(versionOf(['a', 'b'])).not.toBe(versionOf(['ab']))
})

test('beside a rundown only its folder is seen, and nothing through links', () => {
  const folder = aFolder({
    'secret.yaml': 'canary',
    'shows/evening.yaml': 'e',
    'shows/shared/li.yaml': 'l',
    'shows/media/a.png': 'PNG',
  })
  symlinkSync(join(folder, 'secret.yaml'), join(folder, 'shows', 'link.yaml'))
  symlinkSync(folder, join(folder, 'shows', 'up'))
  const { open, look } = shelfOf(join(folder, 'shows/evening.yaml'))
  const path = (inside: string) => join(folder, 'shows', inside)
  expect(open(path('shared/li.yaml'))).toMatchObject({ text: 'l' })
  for (const way of ['link.yaml', 'up/secret.yaml', '../secret.yaml', 'nothing.yaml', 'media']) {
    expect(open(path(way)), way).not.toHaveProperty('text')
  }
  expect(look(path('media/a.png'))).toEqual({
    kind: 'file',
    head: Uint8Array.from(Buffer.from('PNG')),
  })
  expect(look(path('media')).kind).toBe('folder')
  expect(look(path('nothing.png')).kind).toBe('missing')
  expect(look(path('link.yaml')).kind).toBe('link')
  expect(look(path('up/secret.yaml')).kind).toBe('outside')
})

test('a file that is there and cannot be read is not called missing', async () => {
  const folder = aFolder({ 'evening.yaml': 'e', 'a.png': 'PNG' })
  const { look } = shelfOf(join(folder, 'evening.yaml'))
  // Nobody can open a socket as a file, not even the administrator, whom no right keeps out.
  const socket = createServer().listen(join(folder, 'socket.png'))
  await once(socket, 'listening')
  expect(look(join(folder, 'socket.png')).kind).toBe('unreadable')
  expect(look(join(folder, 'a.png/b.png')).kind).toBe('missing')
  socket.close()
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
  expect(said(folder)).toBe('this is a folder, and a file is needed')
})

test('a file that is too large, missing or no text is refused', () => {
  const folder = aFolder({ 'large.yaml': '' })
  truncateSync(join(folder, 'large.yaml'), RUNDOWN_BYTES_MAX + 1)
  writeFileSync(join(folder, 'odd.yaml'), Uint8Array.of(0xff, 0xfe, 0x00))
  expect(said(join(folder, 'large.yaml'))).toContain('larger than 2 MB')
  expect(said(join(folder, 'nowhere.yaml'))).toContain('no such file')
  expect(said(join(folder, 'odd.yaml'))).toContain('UTF-16, not UTF-8: save it as UTF-8')
  writeFileSync(join(folder, 'old.yaml'), Buffer.from('a: 1\nb: Gr\u00fc\u00dfe\n', 'latin1'))
  expect(loadFile(join(folder, 'old.yaml'))).toMatchObject({
    line: 2,
    hint: 'save the file as UTF-8',
  })
  writeFileSync(join(folder, 'zip.yaml'), Uint8Array.of(0x50, 0x4b, 0xff, 0x00))
  expect(said(join(folder, 'zip.yaml'))).toContain('no text at all')
})

test('a folder without a rundown is a problem', () => {
  expect(loadRundowns([aFolder()]).problems).toMatchObject([{ severity: 'error' }])
})

test('a config beside the shows is no show; by its name it is read like any file', () => {
  const config = 'station: demo\nplaylists: .\naccounts: { demo: { platform: softsugar } }\n'
  const folder = aFolder({ 'a.yaml': 'show: a\n', 'config.yaml': config })
  const names = (paths: readonly string[]) =>
    loadRundowns(paths).loaded.map(({ file }) => file.slice(folder.length + 1))
  expect(names([folder])).toEqual(['a.yaml'])
  expect(names([join(folder, 'config.yaml')])).toEqual(['config.yaml'])
})

test('a name with other capitals is spelt as the disk has it, folders too', () => {
  const folder = aFolder({ 'evening.yaml': 'e', 'Shared/Li.yaml': 'l' })
  const { spelt } = shelfOf(join(folder, 'evening.yaml'))
  expect(spelt(join(folder, 'shared/li.yaml'))).toBe(join(folder, 'Shared/Li.yaml'))
  expect(spelt(join(folder, 'Shared/Li.yaml'))).toBeUndefined()
  expect(spelt(join(folder, 'Shared/nobody.yaml'))).toBeUndefined()
})
