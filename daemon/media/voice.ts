/**
 * A live voice as a platform takes it: a file, what comes in at stdin, or a microphone, decoded by ffmpeg to PCM as it
 * flows. How fast it flows is the reader's business.
 */
import type { Readable, Writable } from 'node:stream'
import { VOICE_MAX } from '../core/limits.js'
import { type Ran, runFfmpeg } from './ffmpeg.js'
import { DEMUXERS, type Source } from './sources.js'
import type { Tools } from './tools.js'

export interface Voice {
  readonly from: Source
  /** Hz. */
  readonly sampleRate: number
  /** 16-bit little-endian PCM, mono. */
  readonly to: Writable
  readonly signal: AbortSignal
}

export const decodeVoice = (tools: Tools, { from, sampleRate, to, signal }: Voice): Promise<Ran> =>
  runFfmpeg(tools, {
    inputs: [from],
    args: ['-vn', '-sn', '-dn', '-ac', '1', '-ar', String(sampleRate), '-f', 's16le'],
    output: to,
    // It runs for as long as somebody speaks.
    limits: { cpuSeconds: VOICE_MAX / 1_000 },
    deadline: VOICE_MAX,
    signal,
  })

/** Whatever ffmpeg can tell from its first bytes, of the kinds that open no other file. */
export const fromStream = (stream: Readable): Source => ({
  kind: 'raw',
  from: stream,
  options: ['-format_whitelist', DEMUXERS.join(',')],
})

/** `alsa:default`, `pulse:default`, `avfoundation::0`; undefined: it names no device. */
export function deviceNamed(words: string): Source | undefined {
  const [, format, name] = /^(alsa|pulse|avfoundation):(.+)$/.exec(words) ?? []
  return format === undefined || name === undefined ? undefined : { kind: 'device', format, name }
}
