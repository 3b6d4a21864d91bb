/** Conforming a sound beside the bare ffmpeg that does the same work, in turn; and what it costs when it is there. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { MEDIA_NICE } from '../../daemon/core/limits.js'
import { levelling, measure } from '../../daemon/media/loudness.js'
import { openMedia } from '../../daemon/media/room.js'
import { softSugar } from '../../daemon/platform/softsugar/dialect.js'
import { emptyFolder, made, realTools } from '../media/with-ffmpeg.js'
import { type Figure, median, wallMs } from './measure.js'

const target = { loudness: -16, truePeak: -1 }
const SHAPE = 'aformat=channel_layouts=stereo,aresample=48000'
const METER = 'silencedetect=noise=-60dB:duration=0.1,ebur128=peak=true:framelog=verbose'
/** As ours: on a busy machine nothing else would be compared. */
const NICE = ['-n', String(MEDIA_NICE)]
const ROUNDS = 3

export async function mediaFigures(): Promise<readonly Figure[]> {
  const tools = await realTools()
  const folder = emptyFolder()
  const graph = 'aevalsrc=0.2*sin(2*PI*300*t)*(0.6+0.4*sin(2*PI*4*t)):s=48000:d=300'
  const path = await made(tools, join(folder, 'five-minutes.wav'), graph)
  const media = openMedia({ folder: emptyFolder(), target, tools: async () => tools })
  const order = { path, form: softSugar.sound }
  const measuring = await measure(tools, { kind: 'file', path, demuxer: 'wav' }, SHAPE)
  const level = measuring.ok ? levelling(measuring.measured, target)?.filter : undefined
  const ffmpeg = (...args: readonly string[]) =>
    execFileSync('nice', [...NICE, tools.ffmpeg, '-v', 'error', '-threads', '1', '-y', ...args])
  const bare = () => {
    const output = join(folder, 'bare.mp3')
    ffmpeg('-i', path, '-af', `${SHAPE},${METER}`, '-f', 'null', '-')
    const filters = [SHAPE, 'atrim=start=0:end=300', level ?? 'anull', SHAPE].join(',')
    ffmpeg('-i', path, '-af', filters, '-c:a', 'libmp3lame', '-b:a', '192k', output)
    ffmpeg('-i', output, '-af', `anull,${METER}`, '-f', 'null', '-')
  }
  const ours = async () => {
    const from = performance.now()
    const conformed = await media.conform(order, { force: true })
    if (!conformed.ok) throw new Error(conformed.says)
    return performance.now() - from
  }
  const ratios: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) ratios.push((await ours()) / wallMs(bare))
  const hits: number[] = []
  for (let round = 0; round < 50; round += 1) hits.push(wallMs(() => media.known(order)))
  return [
    {
      what: 'conforming five minutes of sound, against bare ffmpeg with the same filters',
      saw: `${median(ratios).toFixed(2)} ×`,
      aim: '≤ 1.05 ×',
    },
    {
      what: 'the same, when it is in the cache',
      saw: `${median(hits).toFixed(2)} ms`,
      aim: 'milliseconds',
    },
  ]
}
