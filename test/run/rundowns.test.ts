import { once } from 'node:events'
import { expect, test } from 'vitest'
import type { Programme } from '../../daemon/core/compile/programme.js'
import { keepUp, type Reading, type Shelf } from '../../daemon/run/rundowns.js'
import { aCue, aProgramme, start } from '../builders.js'
import { aLoop } from './a-loop.js'

const evening = (version: string, ...cues: readonly string[]) =>
  aProgramme({ show: 'evening', version, cues: cues.map((cue) => aCue(cue, start(60))) })
const good = (...programmes: readonly Programme[]): Reading => ({
  good: programmes.map((programme) => ({ file: `${programme.show}.yaml`, programme })),
  bad: [],
})
const spoilt: Reading = {
  good: [],
  bad: [{ file: 'evening.yaml', says: ['evening.yaml:3:1 unknown key "shwo"'] }],
}

/** A folder whose content is said, and a station that keeps up with it. */
async function aFolder(first: Reading, meanwhile: Reading = first) {
  let now = first
  let changed: () => void = () => undefined
  let begun: (() => void) | undefined
  const shelf: Shelf = {
    read: async (_, leave) => {
      if (!begun) return now
      begun()
      // Cut short it knows of nothing.
      await once(leave, 'abort')
      return good()
    },
    watch: async (notice) => {
      now = meanwhile
      changed = notice
      return { [Symbol.asyncDispose]: async () => undefined }
    },
  }
  const { loop, clock } = aLoop()
  for (const { programme } of first.good) loop.post({ type: 'show-taken-in', programme })
  const lines: string[] = []
  const note = (level: string) => (_: unknown, says: string) => lines.push(`${level} ${says}`)
  const log = { info: note('info'), warn: note('warn'), alert: note('alert') }
  const ahead: string[] = []
  const rundowns = await keepUp({
    ...{ shelf, loop, now: clock.now, log, first, watches: true },
    ahead: async ({ show, version }) => void ahead.push(`${show} ${version}`),
  })
  const saved = async (next: Reading) => {
    now = next
    changed()
    await rundowns.preview()
  }
  /** The next one goes on until nobody waits for it; resolves when it has begun. */
  const longReading = () =>
    new Promise<void>((resolve) => {
      begun = resolve
    })
  const put = (next: Reading) => (now = next)
  return { loop, rundowns, saved, lines, ahead, put, longReading }
}

test('what is saved is taken in', async () => {
  const { loop, saved } = await aFolder(good(evening('v1', 'a')))
  await saved(good(evening('v2', 'a', 'b')))
  expect(loop.state.shows.evening?.version).toBe('evening#v2')
})

test('so is what was saved before anybody watched', async () => {
  const { loop, rundowns } = await aFolder(good(evening('v1', 'a')), good(evening('v2', 'a', 'b')))
  await rundowns.preview()
  expect(loop.state.shows.evening?.version).toBe('evening#v2')
})

test('a bad file changes nothing, and is told once for what is wrong with it', async () => {
  const { loop, saved, lines } = await aFolder(good(evening('v1', 'a')))
  await saved(spoilt)
  await saved(spoilt)
  expect(loop.state.shows.evening).toMatchObject({ version: 'evening#v1', withdrawn: false })
  expect(lines.filter((line) => line.startsWith('alert'))).toEqual([
    'alert evening.yaml is not taken in, its last good version stays in force: evening.yaml:3:1 unknown key "shwo"',
  ])
  await saved(good(evening('v2', 'a')))
  expect(lines.at(-1)).toBe('info evening.yaml is well again')
  expect(loop.state.shows.evening?.version).toBe('evening#v2')
})

test('a folder that is away or empty withdraws nothing, and is told', async () => {
  const { loop, saved, lines } = await aFolder(good(evening('v1', 'a')))
  await saved({ good: [], bad: [{ file: '.', says: ['.:1:1 there is no such file or folder'] }] })
  expect(loop.state.shows.evening?.withdrawn).toBe(false)
  expect(lines).toEqual([
    'alert . is not taken in, its last good version stays in force: .:1:1 there is no such file or folder',
  ])
})

test('a file that is gone is a show withdrawn, and one that comes back is a show again', async () => {
  const { loop, saved, lines } = await aFolder(good(evening('v1', 'a')))
  await saved(good())
  expect(loop.state.shows.evening?.withdrawn).toBe(true)
  await saved(good(evening('v1', 'a')))
  expect(loop.state.shows.evening?.withdrawn).toBe(false)
  expect(lines).toEqual([
    'info the rundown of "evening" is gone: what runs goes on, nothing new is planned',
    'info the rundown of "evening" is back: taken in',
  ])
})

test('a preview says what would change, and changes nothing', async () => {
  const { loop, rundowns, put } = await aFolder(good(evening('v1', 'a')))
  put(good(evening('v2', 'b')))
  expect(await rundowns.preview()).toMatchObject({
    shows: [{ show: 'evening', file: 'evening.yaml', what: 'changed' }],
    bad: [],
  })
  expect(loop.state.shows.evening?.version).toBe('evening#v1')
  expect((await rundowns.apply()).shows).toHaveLength(1)
  expect(loop.state.shows.evening?.version).toBe('evening#v2')
  expect((await rundowns.apply()).shows).toEqual([])
})

test('whoever leaves waits for no reading, and what was cut short withdraws nothing', async () => {
  const { loop, rundowns, lines, longReading } = await aFolder(good(evening('v1', 'a')))
  const begun = longReading()
  const refused = expect(rundowns.apply()).rejects.toThrow('onair is leaving')
  await begun
  await rundowns[Symbol.asyncDispose]()
  await refused
  expect(loop.state.shows.evening?.withdrawn).toBe(false)
  expect(lines).toEqual([])
})

test('what will be taken in is written ahead, what is only looked at is not', async () => {
  const { rundowns, saved, ahead, put } = await aFolder(good(evening('v1', 'a')))
  put(good(evening('v2', 'a')))
  await rundowns.preview()
  expect(ahead).toEqual([])
  await saved(good(evening('v2', 'a')))
  expect(ahead).toEqual(['evening v2'])
  await rundowns.apply()
  expect(ahead).toEqual(['evening v2'])
})
