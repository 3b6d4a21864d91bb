/**
 * The door to ffmpeg: the only file that knows fluent-ffmpeg, which is no longer maintained and may be replaced here.
 * One call is one process in its cage, with arguments that are never put together as text, a deadline, and the last
 * lines of what it said as the reason when it fails.
 */
import { PassThrough, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import ffmpeg from 'fluent-ffmpeg'
import { MEDIA_TIME_MAX } from '../core/limits.js'
import { type Duration, millis } from '../core/time.js'
import { caged, ENV, type Limits } from './cage.js'
import { endsWithUs } from './children.js'
import { asFile, nameOf, optionsOf, type Source } from './sources.js'
import type { Tools } from './tools.js'

export interface Job {
  readonly inputs: readonly [Source, ...Source[]]
  /** All that stands between the inputs and the output: filters, codecs, `-f` for a stream. One word, one element. */
  readonly args: readonly string[]
  /** A file that is written anew; a stream, which is not ended; or nothing, for filters that only measure. */
  readonly output: string | Writable | 'nothing'
  readonly limits?: Limits
  /** Wall-clock time; then the process is killed. */
  readonly deadline?: Duration
  /** 0 to 19: how far it steps back behind the daemon. */
  readonly nice?: number
  /** Of each codec. 0: as many as cores. */
  readonly threads?: number
  /** How much of the output is made. */
  readonly onProgress?: (made: Duration) => void
  /** Hears every line of its own, of which only the last are kept. */
  readonly onLine?: (line: string) => void
  readonly signal?: AbortSignal
}

export type Ran =
  | { readonly ok: true; readonly said: readonly string[] }
  | {
      readonly ok: false
      readonly why: 'failed' | 'late' | 'stopped' | 'too-large' | 'too-costly'
      /** Its own last words, in one line. */
      readonly says: string
      readonly said: readonly string[]
    }

/** Enough for a summary of any filter and the errors after it. */
const SAID_LINES = 80
const LINE_LENGTH = 500

export async function runFfmpeg(tools: Tools, job: Job): Promise<Ran> {
  if (job.signal?.aborted) return { ok: false, why: 'stopped', says: 'it was stopped', said: [] }
  const { command, flowing } = commandOf(tools, job)
  const said: string[] = []
  let stopped: 'late' | 'stopped' | undefined
  const stop = (why: 'late' | 'stopped') => () => {
    stopped ??= why
    command.kill('SIGKILL')
  }
  const timer = setTimeout(stop('late'), job.deadline ?? MEDIA_TIME_MAX)
  const onAbort = stop('stopped')
  job.signal?.addEventListener('abort', onAbort, { once: true })
  const flowed = flowing?.catch(onAbort)
  using _ = endsWithUs(onAbort)
  try {
    const error = await ended(
      command,
      (line) => hear(line, said, job),
      () => {
        if (stopped) command.kill('SIGKILL')
      },
    )
    if (error === undefined) await flowed
    const isWhole = error === undefined && !said.some((line) => UNWRITTEN.test(line))
    if (stopped === undefined && isWhole) return { ok: true, said }
    return failed(stopped, error, said, job)
  } finally {
    clearTimeout(timer)
    job.signal?.removeEventListener('abort', onAbort)
    letGo(job)
  }
}

/** The last block did not get to the disk, and what was made is cut off: ffmpeg calls that a success. */
const UNWRITTEN = /^Error (?:closing file|writing trailer of) /

/** Nobody reads them any longer: what makes them must not go on, nor wait for a reader for ever. */
function letGo({ inputs }: Job): void {
  for (const input of inputs) {
    if (input.kind === 'raw' && typeof input.from !== 'string') input.from.destroy()
  }
}

/** Its checks would ask `env` for its codecs, outside of the cage; ffmpeg itself says what it lacks. */
const UNCHECKED = {
  _checkCapabilities: (goOn: () => void) => goOn(),
  availableEncoders: (goOn: (error: undefined, encoders: object) => void) => goOn(undefined, {}),
}

function commandOf({ ffmpeg: path, isolation }: Tools, job: Job) {
  const [first, ...others] = job.inputs
  const threads = String(job.threads ?? 1)
  const prefix = caged([path], isolation, job.limits, job.nice)
  const quiet = ['-hide_banner', '-nostats', '-progress', 'pipe:2', '-y']
  const stdin = job.inputs.some((input) => input.kind === 'raw' && typeof input.from !== 'string')
  // A single option would be split at its space; two or more are taken as they are.
  const command = Object.assign(ffmpeg({ stdoutLines: SAID_LINES }).setFfmpegPath(ENV), UNCHECKED)
  command
    .input(nameOf(first))
    .inputOptions(...prefix, ...quiet, ...(stdin ? [] : ['-nostdin']), '-threads', threads)
    .inputOptions(...optionsOf(first))
  for (const input of others) {
    command
      .input(nameOf(input))
      .inputOptions('-threads', threads)
      .inputOptions(...optionsOf(input))
  }
  command.outputOptions('-threads', threads, ...job.args)
  const { output } = job
  if (output === 'nothing') command.outputOptions('-f', 'null').output('-')
  else if (typeof output === 'string') command.output(asFile(output))
  else return { command, flowing: flow(command, output) }
  return { command, flowing: undefined }
}

/** Through a stream of our own that never closes: fluent-ffmpeg takes a closed output for a failure. */
function flow(command: ffmpeg.FfmpegCommand, output: Writable): Promise<void> {
  const through = new PassThrough({ emitClose: false })
  command.output(through)
  return pipeline(through, output, { end: false })
}

/** undefined: it ended well. */
const ended = (
  command: ffmpeg.FfmpegCommand,
  hearLine: (line: string) => void,
  started: () => void,
): Promise<Error | undefined> =>
  new Promise((resolve) => {
    command
      .on('start', started)
      .on('stderr', hearLine)
      .on('error', (error: Error) => resolve(error))
      .on('end', () => resolve(undefined))
      .run()
  })

/** `-progress` speaks in lines of key=value. */
const PROGRESS =
  /^(?:frame|fps|stream_\w+|bitrate|total_size|out_time\w*|dup_frames|drop_frames|speed|progress)=\s*(\S*)$/

function hear(line: string, said: string[], { onProgress, onLine }: Job): void {
  const value = PROGRESS.exec(line)?.[1]
  if (value === undefined) {
    onLine?.(line)
    said.push(line.slice(0, LINE_LENGTH))
    if (said.length > SAID_LINES) said.shift()
    return
  }
  const made = /^out_time_us=(\d+)$/.exec(line)?.[1]
  if (made !== undefined) onProgress?.(millis(Number(made) / 1_000))
}

function failed(
  stopped: 'late' | 'stopped' | undefined,
  error: Error | undefined,
  said: readonly string[],
  job: Job,
): Ran {
  if (stopped === 'stopped') return { ok: false, why: 'stopped', says: 'it was stopped', said }
  if (stopped === 'late') {
    const says = `it took longer than ${Math.round((job.deadline ?? MEDIA_TIME_MAX) / 1_000)} s`
    return { ok: false, why: 'late', says, said }
  }
  const message = error?.message ?? ''
  const large = /SIGXFSZ|File too large/.test(message + said.join())
  if (large) return { ok: false, why: 'too-large', says: 'it would make too large a file', said }
  // It is not the last it says: what it was encoding is counted after that.
  if (/No space left on device/.test(said.join())) {
    return { ok: false, why: 'failed', says: 'the disk is full', said }
  }
  if (/SIGXCPU|received signal 24/.test(message + said.join())) {
    return { ok: false, why: 'too-costly', says: 'it took too much computing time', said }
  }
  const exited = error === undefined || /exited with code/.test(message)
  const says = (exited ? lastWords(said) : undefined) ?? message
  return { ok: false, why: 'failed', says, said }
}

/** Sizes, and what encoders count when they are closed. */
const SUMMARY =
  /^(?:size=|video:|Conversion failed|\[(?:aac|libx264) *\] (?:Qavg|frame |mb |8x8|coded|i\d|kb\/s|Weighted|ref ))/

/** Not the summary that follows an error, and nothing that could play with a terminal. */
const lastWords = (said: readonly string[]): string | undefined =>
  said
    .map((line) =>
      line
        .replace(/\p{Cc}/gu, ' ')
        .replace(/@ 0x[0-9a-f]+/g, '')
        .trim(),
    )
    .filter((line) => line !== '' && !SUMMARY.test(line))
    .at(-1)
