import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { SentEvent } from '../../daemon/commands/event-stream.js'
import { made, realTools } from '../media/with-ffmpeg.js'
import { aRundown, aStation, type Station } from './a-station.js'
import { heard } from './heard.js'
import { start, until } from './onair.js'

test('sound and picture on disk go on air by addresses from which the platform can fetch them', async () => {
  const tools = await realTools()
  const rundown = aRundown(
    'shop',
    'always: true',
    'cue: jingle, at: +2s, audio: jingle.wav, foregrounds: [{ image: logo.png, box: [0, 0, 310, 88] }]',
  )
  await using station = await aStation({ rundowns: { 'shop.yaml': rundown } })
  const { port, folder } = station
  publish(station)
  const file = (name: string) => join(folder, 'playlists', name)
  await made(tools, file('jingle.wav'), 'sine=frequency=300:duration=1', '-c:a', 'pcm_s24le')
  const still = ['-frames:v', '1', '-f', 'image2']
  await made(tools, file('logo.png'), 'testsrc=size=100x100:duration=1', ...still)

  const daemon = await station.run()
  await daemon.said(/AIRED jingle/, 50_000)
  const told = JSON.stringify(station.record())
  const addresses = ['mp3', 'png'].map((ending) => {
    const found = new RegExp(`http://127\\.0\\.0\\.1:${port}/media/\\w+\\.${ending}\\?[^"\\\\]+`)
    return found.exec(told)?.[0] ?? 'none'
  })
  const fetched = await Promise.all(addresses.map((address) => fetch(address)))
  expect(fetched.map(({ headers }) => headers.get('content-type'))).toEqual([
    'audio/mpeg',
    'image/png',
  ])
  expect(told).not.toContain('jingle.wav')
})

test('on the built-in stand-in a sound lasts as long as it is', async () => {
  const cue = 'cue: jingle, at: +2s, audio: jingle.wav'
  await using station = await aStation({
    rundowns: { 'shop.yaml': aRundown('shop', 'always: true', cue) },
  })
  const { port, folder } = station
  const config = `http: { port: ${port}, publicUrl: "http://127.0.0.1:${port}" }
accounts: { demo: { platform: softsugar, standIn: true, faults: init=0s } }
`
  writeFileSync(join(folder, 'config.yaml'), config)
  const sound = join(folder, 'playlists', 'jingle.wav')
  await made(await realTools(), sound, 'sine=frequency=300:duration=2')

  const daemon = await station.run()
  await daemon.said(/AIRED jingle/, 50_000)
  const row = (await station.log()).find((one) => one.item_id === 'jingle')
  // One whose length nobody knows takes eight seconds.
  expect(Number(row?.actual_dur_ms)).toBeLessThan(5_000)
})

test('Ctrl-C, which ends what makes media ready too, is no fault of a file: nobody is alerted', async () => {
  const stage = 'stage: { backgrounds: [{ image: logo.png, box: [0, 0, 1080, 1920] }] }\n'
  await using station = await aStation({
    rundowns: { 'shop.yaml': aRundown('shop', 'always: true') + stage },
  })
  const { port, folder } = station
  const tools = await realTools()
  const still = ['-frames:v', '1', '-f', 'image2']
  await made(tools, join(folder, 'playlists/logo.png'), 'testsrc=size=9x9:duration=1', ...still)
  const begun = join(folder, 'begun')
  const slow = `case "$*" in *part.png*) touch ${begun}; exec sleep 1000;; esac`
  writeFileSync(join(folder, 'slow'), `#!/bin/sh\n${slow}\nexec ${tools.ffmpeg} "$@"\n`)
  chmodSync(join(folder, 'slow'), 0o755)
  const config = `http: { port: ${port} }
ffmpeg: ./slow
accounts: { demo: { platform: softsugar, standIn: true, faults: init=0s } }
`
  writeFileSync(join(folder, 'config.yaml'), config)
  await using daemon = start(['run'], { cwd: folder, group: true })
  await until('it is being made ready', () => existsSync(begun), 60_000, daemon.stdout)
  daemon.kill('SIGINT')
  const { code, stdout } = await daemon.ended
  expect(code).toBe(0)
  expect(stdout).not.toMatch(/logo\.png: (?!it is still being made ready)/)
})

test('whoever listens hears how far media are made ready, and what was not in order, as a rundown is saved', async () => {
  const tools = await realTools()
  const before = aRundown(
    'shop',
    'always: true',
    'cue: pitch, every: 2s, say: This is for you today.',
  )
  await using station = await aStation({ rundowns: { 'shop.yaml': before } })
  publish(station)
  const file = (name: string) => join(station.folder, 'playlists', name)
  await made(tools, file('jingle.wav'), 'sine=frequency=300:duration=2', '-c:a', 'pcm_s24le')
  const still = ['-frames:v', '1', '-f', 'image2']
  await made(tools, file('plain.png'), 'testsrc=size=100x100:duration=1', ...still)
  // It begins like a sound; whether it is one is seen only when it is made ready.
  const { buffer } = new Uint8Array(readFileSync(file('jingle.wav')))
  writeFileSync(file('broken.wav'), new Uint8Array(buffer, 0, 48))
  const after = aRundown(
    'shop',
    'always: true',
    'cue: jingle, every: 5s, audio: jingle.wav, foregrounds: [{ image: logo.png, alternative: plain.png }]',
    'cue: broken, every: 7s, audio: broken.wav, alternative: { say: The sponsor will be back soon. }',
  )
  const daemon = await station.run()
  await daemon.said(/ON AIR/)
  let saved = false
  const told =
    (kind: string, ...words: readonly string[]) =>
    (event: SentEvent) =>
      event.kind === kind && words.every((word) => event.data.includes(word))
  const wanted = [
    told('media', '"file":"jingle.wav"', '"form":"sound"', '"share":1'),
    told('media', '"file":"plain.png"', '"form":"image"', '"share":1'),
    told('media', '"file":"broken.wav"', '"failed":'),
    told(
      'tell',
      '"level":"alert"',
      'logo.png: it is not there; ',
      'plain.png is shown in its place',
    ),
    told('tell', '"level":"alert"', 'of broken the alternative airs'),
  ]
  const isHeard = (all: readonly SentEvent[]) => wanted.filter((one) => all.some(one)).length
  const all = await heard(station, '0', (events) => {
    // Only who listens hears of it: the first event says that the line is open.
    if (!saved) writeFileSync(file('shop.yaml'), after)
    saved = true
    return isHeard(events) === wanted.length
  })
  expect(isHeard(all)).toBe(wanted.length)
  await daemon.said(/AIRED jingle/)
  // The platform was given the picture that is there.
  expect(JSON.stringify(station.record())).toMatch(/\/media\/\w+\.png/)
}, 120_000)

/** Its own server is where the platform fetches. */
function publish({ folder, port, config }: Station): void {
  const written = config().replace('http: {', `http: { publicUrl: "http://127.0.0.1:${port}",`)
  writeFileSync(join(folder, 'config.yaml'), written)
}
