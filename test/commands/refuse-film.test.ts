/** Where a film may not go is said before anything is played, and nothing is changed. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runRehearse } from '../../daemon/commands/rehearse.js'
import { seconds } from '../../daemon/core/time.js'
import { at } from '../builders.js'
import { heardOutput } from '../help/output.js'
import { withCues, written } from '../help/written-rundown.js'
import { made, realTools } from '../media/with-ffmpeg.js'

const folder = mkdtempSync(join(tmpdir(), 'onair-no-film-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const usual = { at: '2026-11-21T12:00', seed: 1, faults: '', timezone: 'UTC' } as const

test('a film that cannot be made says why, before anything is played', async () => {
  const file = join(folder, 'small.yaml')
  writeFileSync(file, withCues('cue: hello, at: start, say: Good evening to all of you.'))
  mkdirSync(join(folder, 'folder.mp4'))
  for (const [render, says] of [
    ['film.avi', 'name a file that ends in .mp4'],
    [join(folder, 'nowhere/film.mp4'), 'there is no folder'],
    [join(file, 'film.mp4'), 'small.yaml is no folder'],
    [join(folder, 'folder.mp4'), 'folder.mp4 is no file'],
  ] as const) {
    const output = heardOutput()
    const flags = { ...usual, render, format: 'table' } as const
    expect(await runRehearse([file], flags, at('12:00'), output)).toBe(2)
    expect(output.heard).toEqual({ result: '', trouble: expect.stringContaining(says) })
  }
})

test('a film that is there is left alone, unless it is said that it may go', async () => {
  const file = join(folder, 'kept.yaml')
  writeFileSync(file, withCues('cue: hello, at: start, say: Good evening to all of you.'))
  const render = join(folder, 'kept.mp4')
  writeFileSync(render, 'the film of yesterday')
  const flags = { ...usual, for: seconds(1), render, format: 'table' } as const
  const output = heardOutput()
  expect(await runRehearse([file], flags, at('12:00'), output)).toBe(1)
  expect(output.heard.result).toBe('')
  expect(output.heard.trouble).toMatch(/kept\.mp4 is there already.*\n {2}hint: .*--force\n$/)
  expect(readFileSync(render, 'utf8')).toBe('the film of yesterday')
  const again = heardOutput()
  expect(await runRehearse([file], { ...flags, force: true }, at('12:00'), again)).toBe(0)
  expect(readFileSync(render).toString('latin1', 4, 8)).toBe('ftyp')
  const { render: _, ...bare } = flags
  expect(await runRehearse([file], { ...bare, force: true }, at('12:00'), heardOutput())).toBe(2)
}, 60_000)

test('a film is not written over what the show is made of, and goes with one rundown', async () => {
  const tools = await realTools()
  const own = await made(tools, join(folder, 'own.mp4'), 'color=red:s=64x64:r=5:d=1')
  const before = readFileSync(own)
  const file = join(folder, 'own.yaml')
  const stage = 'stage: { backgrounds: [{ video: own.mp4, box: [0, 0, 540, 1920] }] }'
  writeFileSync(file, written({ stage }))
  for (const [files, diff, says] of [
    [[file], false, 'is a file of the rundown itself'],
    [[file, file], true, '--render goes with one rundown'],
  ] as const) {
    const output = heardOutput()
    const flags = { ...usual, diff, render: own, force: true, format: 'table' } as const
    expect(await runRehearse(files, flags, at('12:00'), output)).toBe(2)
    expect(output.heard.trouble).toContain(says)
  }
  expect(readFileSync(own)).toEqual(before)
})
