import { expect, test, vi } from 'vitest'
import type { Programme } from '../../daemon/core/compile/programme.js'
import { type Duration, seconds } from '../../daemon/core/time.js'
import { softSugar } from '../../daemon/platform/softsugar/dialect.js'
import { makeReady } from '../../daemon/run/media.js'
import { aProgramme } from '../builders.js'
import { aLoop } from './a-loop.js'

const rundown = (show: string, version: string) => aProgramme({ show, version })

/** A station whose sounds are made when the test says so. */
function aStation(...programmes: readonly Programme[]) {
  const { loop } = aLoop()
  for (const programme of programmes) loop.post({ type: 'show-taken-in', programme })
  const made: (() => void)[] = []
  const media = {
    isClosing: () => false,
    prepare: () =>
      new Promise<Readonly<Record<string, Duration>>>((resolve) => {
        made.push(() => resolve({ 'm/jingle.wav': seconds(7) }))
      }),
  }
  const isReady = makeReady(media, programmes, () => softSugar.sound, loop)
  const begun = () => vi.waitFor(() => expect(made).toHaveLength(1))
  const finished = () => {
    made.shift()?.()
    return isReady
  }
  const inForce = (show: string) => loop.state.programmes[loop.state.shows[show]?.version ?? '']
  return { loop, begun, finished, inForce }
}

test('how long its sounds are is known once they are made', async () => {
  const { begun, finished, inForce } = aStation(rundown('shop', 'v1'))
  await begun()
  await finished()
  expect(inForce('shop')).toMatchObject({ version: 'v1', sounds: { 'm/jingle.wav': seconds(7) } })
})

test('a rundown that was saved anew while its sounds were made stays as it was saved', async () => {
  const { loop, begun, finished, inForce } = aStation(rundown('shop', 'v1'))
  await begun()
  loop.post({ type: 'show-taken-in', programme: rundown('shop', 'v2') })
  await finished()
  expect(inForce('shop')).toMatchObject({ version: 'v2' })
})

test('a show that was withdrawn while its sounds were made, or waited to be, stays withdrawn', async () => {
  const { loop, begun, finished } = aStation(rundown('shop', 'v1'), rundown('tea', 'v1'))
  await begun()
  for (const show of ['shop', 'tea'])
    loop.post({ type: 'show-withdrawn', show: rundown(show, 'v1').show })
  await finished()
  expect(loop.state.shows).toMatchObject({ shop: { withdrawn: true }, tea: { withdrawn: true } })
})
