/** `onair mic`: speaks live. A file, stdin or a microphone becomes the platform's sound, in real time. */
import { existsSync } from 'node:fs'
import { PassThrough } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { type Command, Option } from 'commander'
import type { Config } from '../config.js'
import { instant, millis, parseDuration } from '../core/time.js'
import { probe } from '../media/probe.js'
import type { Source } from '../media/sources.js'
import { findTools, isFound, type Tools } from '../media/tools.js'
import { decodeVoice, deviceNamed, fromStream } from '../media/voice.js'
import { platforms } from '../platform/platforms.js'
import { deskCommand, type Flags } from './desk-command.js'
import { type Spoke, speak } from './mic-line.js'
import { levelOf, meterLine } from './mic-meter.js'
import { PIECE, paced } from './mic-pace.js'
import { type Output, terminal } from './show-problems.js'
import { readConfig } from './station-config.js'
import { terminalColumns } from './table.js'
import { lineTo } from './talk.js'

interface MicFlags extends Flags {
  readonly input: string
  readonly wait?: boolean
  readonly for?: string
}

export const micCommand = (): Command =>
  deskCommand('mic', 'speak live: a file, stdin or a microphone', [
    'onair mic evening --input statement.wav',
    'onair mic evening --input pulse:default --for 5m   until Ctrl-C, or 5 minutes',
    'onair mic evening --input - --wait < talk.mp3      when what is on air is over',
  ])
    .argument('<airing>', 'its id, or its show')
    .requiredOption('--input <input>', 'a file, - for stdin, or a device (pulse:NAME, alsa:NAME)')
    .option('--wait', 'let what speaks end first (default: it is cut, and taken up again later)')
    .addOption(new Option('--for <time>', 'no longer than this, such as 5m (at most 2h)'))
    .action(async (airing: string, flags: MicFlags) => {
      process.exitCode = await mic(airing, flags, terminal())
    })

async function mic(airing: string, flags: MicFlags, output: Output): Promise<number> {
  const fail = (says: string, code = 1) => {
    output.trouble(`error: ${says}\n`)
    return code
  }
  if (flags.for !== undefined && parseDuration(flags.for) === undefined)
    return fail(`--for ${flags.for} is no duration: write it like 90s or 5m`, 2)
  const config = flags.url === undefined ? readConfig(flags.config, output) : undefined
  const tools = await findTools(config?.ffmpeg)
  if (!isFound(tools)) return fail(`${tools.says}; ${tools.hint}`)
  const source = await sourceOf(flags.input, tools)
  if (typeof source === 'string') return fail(source)
  const line = lineTo(flags, output)
  if (!line) return Number(process.exitCode ?? 1)
  const leaving = onInterrupt()
  const shown = { columns: terminalColumns(), meter: process.stderr.isTTY === true }
  const order = { airing, how: flags.wait ? 'wait' : 'cut', longest: flags.for } as const
  let decoded = ''
  const spoke = await speak(line, order, {
    signal: leaving,
    waiting: (says) => output.trouble(`${says}\n`),
    voice: async (send) => {
      decoded = await pour(tools, source, sampleRateFor(config), send, leaving, shown)
    },
  })
  if (shown.meter) process.stderr.write('\n')
  if (decoded !== '') return fail(`${flags.input}: ${decoded}`)
  return told(spoke, flags, output)
}

interface Shown {
  readonly columns: number | undefined
  readonly meter: boolean
}

/** Until the source is at its end or somebody leaves; answers what went wrong with it, or nothing. */
async function pour(
  tools: Tools,
  from: Source,
  sampleRate: number,
  send: (piece: Uint8Array) => void,
  signal: AbortSignal,
  { columns = 80, meter }: Shown,
): Promise<string> {
  const to = new PassThrough()
  const decoding = decodeVoice(tools, { from, sampleRate, to, signal }).finally(() => to.end())
  const pace = {
    sampleRate,
    now: () => instant(performance.now()),
    wait: async (time: number) => void (await pause(time)),
  }
  let sent = 0
  for await (const piece of paced(to, pace)) {
    if (signal.aborted) break
    send(piece)
    sent += PIECE
    if (meter) process.stderr.write(`\r${meterLine(levelOf(piece), millis(sent), columns)}\u001b[K`)
  }
  const ran = await decoding
  return ran.ok || ran.why === 'stopped' ? '' : ran.says
}

async function sourceOf(input: string, tools: Tools): Promise<Source | string> {
  if (input === '-') return fromStream(process.stdin)
  const device = deviceNamed(input)
  if (device) return device
  if (!existsSync(input)) return `there is no file ${input}`
  const probed = await probe(tools, input)
  if (!probed.ok) return `${input}: ${probed.says}`
  if (!probed.probe.sound) return `${input} has no sound in it`
  return { kind: 'file', path: input, demuxer: probed.probe.demuxer }
}

/** The platforms of today take one and the same; a remote station's config is not here to be asked. */
function sampleRateFor(config: Config | undefined): number {
  const rates = (config?.accounts ?? []).map(({ platform }) => platforms[platform]?.dialect.voice)
  return rates.find((voice) => voice !== undefined)?.sampleRate ?? 16_000
}

/** The first Ctrl-C ends the voice in order; a second one ends the program. */
function onInterrupt(): AbortSignal {
  const leaving = new AbortController()
  process.on('SIGINT', () => {
    if (leaving.signal.aborted) process.exit(1)
    leaving.abort()
  })
  return leaving.signal
}

function told(spoke: Spoke, flags: MicFlags, output: Output): number {
  if (flags.format === 'json') output.result(`${JSON.stringify(spoke)}\n`)
  if (spoke.is === 'over' && spoke.how === 'ended') {
    if (flags.format === 'text') output.result(`off air: ${spoke.says}\n`)
    return 0
  }
  if (flags.format === 'text') output.trouble(`error: ${spoke.says}\n`)
  return spoke.is === 'refused' ? 1 : 3
}
