/**
 * What stands between ffmpeg and the machine. A demuxer is a large parser fed by strangers' files, so it runs with a
 * bare environment (our secrets may stand in ours), with limits the kernel holds, and, where the system allows it,
 * without a network: the list of allowed protocols alone was got around before.
 */
import { execFile } from 'node:child_process'
import { MEDIA_CPU_SECONDS, MEDIA_MEMORY_MB, MEDIA_OUTPUT_MB } from '../core/limits.js'

/** How the network is taken away; `none`: nothing on this machine can. */
export type Isolation = 'unshare' | 'unshare-user' | 'bwrap' | 'none'

export interface Limits {
  /** Seconds of computing, of all threads together. */
  readonly cpuSeconds?: number
  /** Of address space: ffmpeg reserves more than it uses. */
  readonly memoryMb?: number
  /** Largest file it may write. */
  readonly outputMb?: number
}

const WAYS: Readonly<Record<Isolation, readonly string[]>> = {
  unshare: ['unshare', '--net', '--'],
  'unshare-user': ['unshare', '--net', '--map-root-user', '--'],
  bwrap: ['bwrap', '--unshare-net', '--die-with-parent', '--dev-bind', '/', '/', '--'],
  none: [],
}
/** Fonts and temporary files are found by them; nothing else of ours is ffmpeg's business. */
const PASSED = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'FONTCONFIG_PATH'] as const

/** Every step becomes the next one (exec), so that to kill the process is to kill ffmpeg. */
const LIMITED = [
  'ulimit -c 0',
  'ulimit -S -t "$1" 2>/dev/null',
  'ulimit -v "$2" 2>/dev/null',
  'ulimit -f "$3" 2>/dev/null',
  'shift 3',
  'exec "$@"',
].join('; ')
/** POSIX counts a file in these. */
const BLOCKS_PER_MB = 2_048

/** The program that starts the chain; `env` is where POSIX says it is. */
export const ENV = '/usr/bin/env'

/** Arguments for `env` that end in the command itself. */
export function caged(
  command: readonly string[],
  isolation: Isolation,
  { cpuSeconds = MEDIA_CPU_SECONDS, memoryMb = MEDIA_MEMORY_MB, outputMb }: Limits = {},
  nice = 0,
): readonly string[] {
  const bounds = [cpuSeconds, memoryMb * 1_024, (outputMb ?? MEDIA_OUTPUT_MB) * BLOCKS_PER_MB]
  return [
    '-i',
    ...PASSED.flatMap((name) => {
      const value = process.env[name]
      return value === undefined ? [] : [`${name}=${value}`]
    }),
    ...['sh', '-c', LIMITED, 'sh', ...bounds.map((bound) => String(Math.ceil(bound)))],
    ...(nice === 0 ? [] : ['nice', '-n', String(nice)]),
    ...WAYS[isolation],
    ...command,
  ]
}

/** Tried once, when ffmpeg is looked for. */
export async function findIsolation(): Promise<Isolation> {
  for (const isolation of ['unshare', 'unshare-user', 'bwrap'] as const) {
    if (await works(caged(['true'], isolation))) return isolation
  }
  return 'none'
}

/** A way that neither works nor fails within this does not work. */
const TRIAL_MAX = 5_000

const works = (args: readonly string[]) =>
  new Promise<boolean>((resolve) => {
    execFile(ENV, args, { timeout: TRIAL_MAX, killSignal: 'SIGKILL' }, (error) =>
      resolve(error === null),
    )
  })
