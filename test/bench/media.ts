/** Conforming a sound beside the bare ffmpeg that does the same work, in turn; and what it costs when it is there. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
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
const ROUNDS = 7

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
  const bare = async () => {
    const output = join(folder, 'bare.mp3')
    ffmpeg('-i', path, '-af', `${SHAPE},${METER}`, '-f', 'null', '-')
    const filters = [SHAPE, 'atrim=start=0:end=300', level ?? 'anull', SHAPE].join(',')
    ffmpeg('-i', path, '-af', filters, '-c:a', 'libmp3lame', '-b:a', '192k', output)
    ffmpeg('-i', output, '-af', `anull,${METER}`, '-f', 'null', '-')
  }
  const ours = async () => {
    const conformed = await media.conform(order, { force: true })
    if (!conformed.ok) throw new Error(conformed.says)
  }
  const rounds: (readonly [wall: number, work: number])[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    // In turn, and each first as often as the other: a machine that warms up or slows down does it to both.
    const first = await cost(round % 2 === 0 ? ours : bare)
    const second = await cost(round % 2 === 0 ? bare : ours)
    const [own, other] = round % 2 === 0 ? [first, second] : [second, first]
    rounds.push([own.wall / other.wall, own.work / other.work])
  }
  const wall = median(rounds.map(([ratio]) => ratio)).toFixed(2)
  const work = median(rounds.map(([, ratio]) => ratio)).toFixed(2)
  const hits: number[] = []
  for (let round = 0; round < 50; round += 1) hits.push(wallMs(() => media.known(order)))
  return [
    {
      what:
        'conforming five minutes of sound (hash, probe, measure, encode, measure back, keep), against the three ' +
        'ffmpegs alone, with the same filters, one after another',
      saw: `${wall} × the time, ${work} × the computing (median of ${ROUNDS} rounds)`,
      aim: '≤ 1.05 ×',
    },
    {
      what: 'the same, when it is in the cache',
      saw: `${median(hits).toFixed(2)} ms`,
      aim: 'milliseconds',
    },
  ]
}

async function cost(work: () => Promise<void>) {
  const before = { wall: performance.now(), work: computed() }
  await work()
  return { wall: performance.now() - before.wall, work: computed() - before.work }
}

/** Of this process and of all it started and saw end, in the kernel's ticks; only Linux tells. */
function computed(): number {
  const stat = existsSync('/proc/self/stat') ? readFileSync('/proc/self/stat', 'utf8') : ''
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0)
}
