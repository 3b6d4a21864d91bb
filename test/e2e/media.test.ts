import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { made, realTools } from '../media/with-ffmpeg.js'
import { aRundown, aStation } from './a-station.js'

test('sound and picture on disk go on air by addresses from which the platform can fetch them', async () => {
  const tools = await realTools()
  const rundown = aRundown(
    'shop',
    'always: true',
    'cue: jingle, at: +2s, audio: jingle.wav, foregrounds: [{ image: logo.png, box: [0, 0, 310, 88] }]',
  )
  await using station = await aStation({ rundowns: { 'shop.yaml': rundown } })
  const { port, folder } = station
  const config = station
    .config()
    .replace('http: {', `http: { publicUrl: "http://127.0.0.1:${port}",`)
  writeFileSync(join(folder, 'config.yaml'), config)
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
