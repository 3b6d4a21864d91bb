import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runMedia } from '../../daemon/commands/media.js'
import { runPlan } from '../../daemon/commands/plan.js'
import { instant } from '../../daemon/core/time.js'
import { aFolder } from '../help/folder.js'
import { heardOutput } from '../help/output.js'
import { withCues } from '../help/written-rundown.js'
import { made, realTools } from '../media/with-ffmpeg.js'
import { onair } from './onair.js'

const CONFIG =
  'playlists: shows\nhttp: { port: 0 }\naccounts: { demo: { platform: softsugar, standIn: true } }\n'
const NOW = instant(Date.parse('2026-11-29T00:00:00Z'))
/** Guessed at 15 s it would be over long before the news; it lasts 100 s. */
const CUES = [
  'cue: song, at: start, audio: song.wav',
  'cue: news, at: +90s, say: And here is the news of the day., start: hard',
]

test('a forecast knows what the station measured, and makes nothing for it', async () => {
  const folder = aFolder({ 'config.yaml': CONFIG, 'shows/a.yaml': withCues(...CUES) })
  const tools = await realTools()
  await made(tools, join(folder, 'shows/song.wav'), 'sine=frequency=300:duration=100')
  const config = join(folder, 'config.yaml')
  const paths = [join(folder, 'shows')]
  const check = () => onair(['check', '--at', '2026-11-29T00:00Z'], { cwd: folder })
  const song = () => {
    const output = heardOutput()
    runPlan(paths, { config, days: '1', cues: true, format: 'json' }, NOW, output)
    const { airings } = JSON.parse(output.heard.result)
    return airings[0].cues.find(({ cue }: { cue: string }) => cue === 'song')
  }

  expect(song().forecast.fate).toBe('airs')
  expect(await check()).toMatchObject({
    code: 0,
    stderr: expect.not.stringContaining('does-not-fit'),
  })
  expect(readdirSync(folder).sort()).toEqual(['config.yaml', 'shows'])

  await runMedia(paths, { config, format: 'json' }, heardOutput(), {
    show: () => {},
    clear: () => {},
  })
  expect(existsSync(join(folder, 'data/media'))).toBe(true)
  expect(song().forecast.fate).toBe('dropped')
  expect((await check()).stderr).toMatch(/"song" does not fit before the hard start of "news"/)
})
