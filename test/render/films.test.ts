import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { after, minutes } from '../../daemon/core/time.js'
import { type Films, openFilms } from '../../daemon/render/films.js'
import type { Placed } from '../../daemon/render/span.js'
import { at } from '../builders.js'
import { emptyFolder, made, realTools } from '../media/with-ffmpeg.js'

const folder = emptyFolder()
const path = join(folder, 'film.mp4')
const tools = await realTools()

beforeAll(() => made(tools, path, 'testsrc=size=64x64:rate=25:duration=1'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const from = at('20:00')
const film = (x: number): Placed => ({
  ...{ url: 'film', kind: 'video', box: [x, 0, 64, 64], from, until: undefined, loops: true },
})

/** How often it was worth asking again, until all were there. */
async function asked(films: Films, placed: readonly Placed[]): Promise<number> {
  let times = 0
  for (; !films.goTo(placed, from); times++) {
    // Each answer brings something of one small film: more of them say that somebody asks without rest.
    expect(times).toBeLessThan(1_000)
    await films.more()
  }
  return times
}

test('who waits for one film is not told that another is there', async () => {
  const wish = { fileOf: () => path, framesPerSecond: 25, scale: 1, nice: 0 }
  using films = openFilms(tools, wish)
  await asked(films, [film(0)])
  expect(await asked(films, [film(0), film(64)])).toBeGreaterThan(0)
  expect(films.serialOf(film(64))).toBeDefined()
})

test('whoever was in the middle of a frame when the films were left begins none of them again', () => {
  const films = openFilms(tools, { fileOf: () => path, framesPerSecond: 25, scale: 1, nice: 0 })
  films[Symbol.dispose]()
  expect(films.goTo([film(0)], from)).toBe(true)
})

test('one film too many is a box, and so is one that is none: both are told', async () => {
  const text = join(folder, 'text.mp4')
  writeFileSync(text, 'no film at all')
  const told: string[] = []
  using films = openFilms(tools, {
    fileOf: (url) => (url === 'text' ? text : path),
    ...{ framesPerSecond: 25, scale: 1, nice: 0 },
    onUnseen: (url, says) => told.push(`${url}: ${says}`),
  })
  const five = [0, 64, 128, 192, 256].map(film)
  await asked(films, five)
  expect(five.map((one) => films.serialOf(one) !== undefined)).toEqual([
    ...[true, true, true, true, false],
  ])
  await asked(films, [{ ...film(0), url: 'text' }])
  expect(told).toEqual([
    'film: more than 4 films are on stage at a time',
    expect.stringMatching(/^text: it is no sound, picture or film/),
  ])
})

test('a film that appears later keeps no other from being seen', async () => {
  using films = openFilms(tools, { fileOf: () => path, framesPerSecond: 25, scale: 1, nice: 0 })
  const later = [0, 64, 128, 192].map((x) => ({ ...film(x), from: after(from, minutes(1)) }))
  await asked(films, [...later, film(256)])
  expect(films.serialOf(film(256))).toBeDefined()
})
