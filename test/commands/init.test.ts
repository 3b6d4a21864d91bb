import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkAll } from '../../daemon/commands/check.js'
import { runFmt } from '../../daemon/commands/fmt.js'
import { runInit } from '../../daemon/commands/init.js'
import { loadRundowns } from '../../daemon/commands/load.js'
import { readProgrammes } from '../../daemon/commands/programmes.js'
import { loadConfig } from '../../daemon/config.js'
import { aFolder } from '../help/folder.js'
import { heardOutput } from '../help/output.js'
import { onair } from './onair.js'

test('what it writes passes check without a word and run would start it', () => {
  const folder = join(aFolder(), 'my-station')
  const output = heardOutput()
  expect(runInit(folder, {}, output)).toBe(0)
  expect(output.heard.trouble).toBe('')
  expect(output.heard.result).toMatch(/Next:\n {2}cd .*my-station\n {2}onair check/)

  expect(checkAll(loadRundowns([join(folder, 'playlists')]).loaded)).toEqual([])

  const { config, problems } = loadConfig(join(folder, 'config.yaml'), {})
  expect(problems).toEqual([])
  if (config === undefined) throw new Error('no config')
  const accounts = config.accounts.map(({ id }) => id)
  const { programmes, problems: more } = readProgrammes([config.playlists], {
    accounts,
    timezone: config.timezone,
  })
  expect(more).toEqual([])
  expect(programmes.map(({ show, account }) => [show, account])).toEqual([['first-show', 'demo']])
})

test('what it writes is in its usual form', () => {
  const folder = join(aFolder(), 'station')
  runInit(folder, {}, heardOutput())
  const output = heardOutput()
  expect(runFmt([join(folder, 'playlists')], { check: true }, output)).toBe(0)
})

test('the schema that the files name is where they say', () => {
  const folder = join(aFolder(), 'station')
  runInit(folder, {}, heardOutput())
  for (const file of ['config.yaml', 'playlists/first-show.yaml']) {
    const [, schema = ''] =
      /^# yaml-language-server: \$schema=(.*)$/m.exec(readFileSync(join(folder, file), 'utf8')) ??
      []
    expect(existsSync(join(folder, file, '..', schema))).toBe(true)
  }
})

test('editors find the schemas by the folder, too, those of shared files as well', () => {
  const folder = join(aFolder(), 'station')
  runInit(folder, {}, heardOutput())
  const settings = JSON.parse(readFileSync(join(folder, '.vscode/settings.json'), 'utf8'))
  const named = Object.keys(settings['yaml.schemas'])
  expect(named).toContain('schemas/shared.schema.json')
  for (const schema of named) expect(existsSync(join(folder, schema))).toBe(true)
})

test('a folder that is not empty is refused, and nothing is written', () => {
  const folder = aFolder({ 'notes.txt': 'mine' })
  const output = heardOutput()
  expect(runInit(folder, {}, output)).toBe(1)
  expect(output.heard.trouble).toMatch(/is not empty \(notes\.txt\)\n {2}hint: .*--force/)
  expect(existsSync(join(folder, 'config.yaml'))).toBe(false)
})

test('a repository that was only just made counts as empty', () => {
  const folder = aFolder()
  mkdirSync(join(folder, '.git'))
  expect(runInit(folder, {}, heardOutput())).toBe(0)
})

test('--force writes what is missing and keeps what is there', () => {
  const folder = aFolder({ 'config.yaml': 'mine' })
  const output = heardOutput()
  expect(runInit(folder, { force: true }, output)).toBe(0)
  expect(readFileSync(join(folder, 'config.yaml'), 'utf8')).toBe('mine')
  expect(output.heard.result).toContain(`kept   ${join(folder, 'config.yaml')}`)
  expect(output.heard.result).toContain(`wrote  ${join(folder, '.gitignore')}`)
})

test('a file in the way is said in words', () => {
  const folder = aFolder({ station: '' })
  const output = heardOutput()
  expect(runInit(join(folder, 'station'), {}, output)).toBe(1)
  expect(output.heard.trouble).toMatch(/^error: .*station: /)
})

test('from the shell: init, check and plan, one after the other', async () => {
  const folder = aFolder()
  expect(await onair(['init', 'station'], { cwd: folder })).toMatchObject({ code: 0, stderr: '' })
  const here = { cwd: join(folder, 'station') }
  expect((await onair(['check'], here)).stdout).toBe('1 rundown: no problems\n')
  expect((await onair(['plan'], here)).stdout).toContain('first-show')
  writeFileSync(join(folder, 'station', 'x'), '')
  expect((await onair(['init'], here)).code).toBe(1)
  expect((await onair(['init', 'a', 'b'], here)).code).toBe(2)
})

test('a file in the way is named, and nothing is written', () => {
  const folder = aFolder({ playlists: 'a file', 'notes.txt': 'mine' })
  const output = heardOutput()
  expect(runInit(folder, { force: true }, output)).toBe(1)
  expect(output.heard.trouble).toBe(
    `error: ${join(folder, 'playlists')}: this is a file where a folder was expected\n`,
  )
  expect(existsSync(join(folder, 'config.yaml'))).toBe(false)
  const inside = heardOutput()
  expect(runInit(join(folder, 'notes.txt'), {}, inside)).toBe(1)
  expect(inside.heard.trouble).toMatch(/notes\.txt: this is a file where a folder was expected\n$/)
})

test('a folder without a name is refused; one with blanks is told as it is to be typed', () => {
  const output = heardOutput()
  expect(runInit('', {}, output)).toBe(1)
  expect(output.heard.trouble).toMatch(/^error: the folder has no name\n {2}hint: /)
  const folder = join(aFolder(), "my station's")
  expect(runInit(folder, {}, output)).toBe(0)
  expect(output.heard.result).toContain(`cd '${folder.replace("'", "'\\''")}'`)
})
