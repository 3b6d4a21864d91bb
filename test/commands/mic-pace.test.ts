import { expect, test } from 'vitest'
import { bytesOf, PIECE, paced } from '../../daemon/commands/mic-pace.js'
import { after, between, type Duration, millis } from '../../daemon/core/time.js'
import { at } from '../builders.js'

const RATE = 16_000
const NOON = at('12:00')

/** Time passes only when somebody waits, or when the source takes its time. */
function aClock() {
  let now = NOON
  const pass = async (time: Duration) => {
    now = after(now, time)
  }
  return { now: () => now, wait: pass, pass }
}

async function sent(voice: AsyncIterable<Uint8Array>, clock: ReturnType<typeof aClock>) {
  const pieces: [number, number][] = []
  for await (const piece of paced(voice, { sampleRate: RATE, now: clock.now, wait: clock.wait }))
    pieces.push([between(NOON, clock.now()), piece.length])
  return pieces
}

test('what is there at once leaves a piece each tenth of a second, nothing lost', async () => {
  const all = bytesOf(millis(1_030), RATE)
  async function* file() {
    yield new Uint8Array(all - 1_001)
    yield new Uint8Array(1_001)
  }
  const pieces = await sent(file(), aClock())
  expect(pieces.map(([time]) => time)).toEqual([...Array(11).keys()].map((n) => n * PIECE))
  expect(pieces.reduce((sum, [, bytes]) => sum + bytes, 0)).toBe(all)
  expect(pieces.at(-1)?.[1]).toBe(bytesOf(millis(30), RATE))
})

test('a live source that stalls is followed from there on, not made up for in a burst', async () => {
  const clock = aClock()
  async function* live() {
    for (let n = 0; n < 8; n += 1) {
      await clock.pass(n === 4 ? millis(3_000) : millis(0))
      yield new Uint8Array(bytesOf(PIECE, RATE))
    }
  }
  const times = (await sent(live(), clock)).map(([time]) => time)
  expect(times).toEqual([0, 100, 200, 300, 3_300, 3_400, 3_500, 3_600])
})

test('a small delay is caught up with, so that nothing drifts', async () => {
  const clock = aClock()
  async function* live() {
    for (let n = 0; n < 5; n += 1) {
      await clock.pass(n === 2 ? millis(250) : millis(0))
      yield new Uint8Array(bytesOf(PIECE, RATE))
    }
  }
  const times = (await sent(live(), clock)).map(([time]) => time)
  expect(times).toEqual([0, 100, 350, 350, 400])
})

test('no voice, no piece', async () => {
  async function* nothing(): AsyncGenerator<Uint8Array> {}
  expect(await sent(nothing(), aClock())).toEqual([])
})
