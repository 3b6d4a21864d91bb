import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadRundowns } from '../../daemon/commands/load.js'
import { readProgrammes } from '../../daemon/commands/programmes.js'
import { problemsAmong, readAll, textsOf } from '../../daemon/commands/readings.js'
import { aFolder } from '../help/folder.js'
import { withCues, written } from '../help/written-rundown.js'

const including = (show: string, path: string) =>
  `${written({ head: `show: ${show}` })}include: [${path}]\n`
const SPOILT = 'segments: [{ segment: a, cues: [{ cue: b, after: c, say: Good evening all. }] }]\n'
const station = { accounts: undefined, timezone: 'UTC' }

test('a file that is only included is no rundown of its own', () => {
  const folder = aFolder({ 'a.yaml': including('a', 'li.yaml'), 'li.yaml': 'variables: {}\n' })
  const checked = readAll(loadRundowns([folder]).loaded)
  expect(checked.map(({ file }) => file)).toEqual([join(folder, 'a.yaml')])
  expect(problemsAmong(checked)).toEqual([])
})

test('a file without a show that nobody includes is a rundown without a show', () => {
  const { loaded } = loadRundowns([aFolder({ 'li.yaml': 'variables: {}\n' })])
  expect(problemsAmong(readAll(loaded)).map(({ code }) => code)).toContain('missing-key')
})

test('a problem of a shared file is told once, keeps both shows off the air, and has its text', () => {
  const folder = aFolder({
    'a.yaml': including('a', 'shared/s.yaml'),
    'b.yaml': including('b', 'shared/s.yaml'),
    'c.yaml': written({ head: 'show: c' }),
    'shared/s.yaml': SPOILT,
  })
  const checked = readAll(loadRundowns([folder]).loaded)
  const shared = join(folder, 'shared/s.yaml')
  expect(problemsAmong(checked)).toMatchObject([{ code: 'unknown-cue', file: shared }])
  expect(textsOf(checked).get(shared)).toBe(SPOILT)
  expect(readProgrammes([folder], station).programmes.map(({ show }) => show)).toEqual(['c'])
})

test('the version changes with a shared file', () => {
  const version = (shared: string) => {
    const files = { 'a.yaml': including('a', 'shared/s.yaml'), 'shared/s.yaml': shared }
    return readAll(loadRundowns([aFolder(files)]).loaded)[0]?.version
  }
  expect(version('variables: {}\n')).toBe(version('variables: {}\n'))
  expect(version('variables: {}\n')).not.toBe(version('variables: {} # other\n'))
})

test('a station may require that the presenter is said to be synthetic', () => {
  const folder = aFolder({ 'a.yaml': written({ disclosure: '' }) })
  expect(readProgrammes([folder], station).programmes).toHaveLength(1)
  expect(readProgrammes([folder], { ...station, disclosure: 'required' })).toMatchObject({
    programmes: [],
    problems: [{ code: 'no-disclosure', severity: 'error' }],
  })
})

test('a rundown with media on disk may go on air', () => {
  const text = withCues('cue: a, at: start, audio: a.mp3')
  const folder = aFolder({ 'a.yaml': text, 'a.mp3': 'ID3' })
  expect(readProgrammes([folder], station)).toMatchObject({
    programmes: [{ show: 'evening' }],
    problems: [],
  })
})

test('pieces that a comma cuts off, and that are too short because of it, are one problem', () => {
  const told = (say: string) =>
    problemsAmong(readAll([{ file: 'a.yaml', text: withCues(`cue: a, at: start, say: ${say}`) }]))
      .filter(({ severity }) => severity !== 'note')
      .map(({ code, hint }) => `${code}: ${hint}`)
  const comma = 'one text needs quotes and no brackets; if they are two, put each in quotes'
  expect(told('[Hello everybody and welcome, dear, friends]')).toEqual([`too-short: ${comma}`])
  expect(told('[Hello everybody and welcome, and stay with us]')).toEqual([
    `cut-by-comma: ${comma}`,
  ])
  expect(told('[Hello everybody and welcome., "Hello."]')).toEqual([
    'too-short: blanks and marks do not count',
  ])
})

test('a character that nobody sees in an id is one problem', () => {
  const text = written({ head: 'show: a\u0000b' })
  expect(problemsAmong(readAll([{ file: 'a.yaml', text }]))).toMatchObject([
    { code: 'control-character', line: 1 },
  ])
})
