/** Finds ffmpeg and ffprobe: on PATH, or where the config says; and asks once what they are and can do. */
import { execFile } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, dirname, isAbsolute, join } from 'node:path'
import { caged, ENV, findIsolation, type Isolation, type Limits } from './cage.js'
import { endsWithUs } from './children.js'

export interface Tools {
  readonly ffmpeg: string
  readonly ffprobe: string
  /** As it calls itself: `5.1.9-0+deb12u1`. */
  readonly version: string
  readonly isolation: Isolation
}

export interface NoTools {
  readonly missing: 'ffmpeg' | 'ffprobe'
  readonly says: string
  readonly hint: string
}

export const HOW_TO_GET = 'install it (Debian: apt-get install ffmpeg; macOS: brew install ffmpeg)'

/** `ffmpeg`: the file of the config, if it names one; ffprobe is then looked for beside it first. */
export async function findTools(named?: string): Promise<Tools | NoTools> {
  const ffmpeg = named === undefined ? onPath('ffmpeg') : executable(named)
  if (ffmpeg === undefined) return missing('ffmpeg', named)
  const ffprobe = executable(join(dirname(ffmpeg), 'ffprobe')) ?? onPath('ffprobe')
  if (ffprobe === undefined) return missing('ffprobe', named)
  const isolation = await findIsolation()
  const { stdout } = await ask({ ffmpeg, isolation }, ffmpeg, ['-version'])
  const version = /^ffmpeg version (\S+)/.exec(stdout)?.[1]
  if (version === undefined) {
    const says = `${ffmpeg} does not answer like ffmpeg`
    return {
      missing: 'ffmpeg',
      says,
      hint: `name another with ffmpeg: in the config, or ${HOW_TO_GET}`,
    }
  }
  return { ffmpeg, ffprobe, version, isolation }
}

export const isFound = (tools: Tools | NoTools): tools is Tools => 'version' in tools

function missing(what: NoTools['missing'], named: string | undefined): NoTools {
  const says =
    named === undefined ? `there is no ${what} on PATH` : `there is no ${what} at ${named}`
  return { missing: what, says, hint: HOW_TO_GET }
}

const onPath = (name: string) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .filter(isAbsolute)
    .map((folder) => executable(join(folder, name)))
    .find((path) => path !== undefined)

function executable(path: string): string | undefined {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile() ? path : undefined
  } catch {
    return undefined
  }
}

export type Capability = 'encoders' | 'decoders' | 'demuxers' | 'filters'

/** Names of what this ffmpeg can do: `libmp3lame`, `loudnorm`, … */
export async function capabilities(tools: Tools, of: Capability): Promise<ReadonlySet<string>> {
  const { stdout } = await ask(tools, tools.ffmpeg, ['-hide_banner', `-${of}`])
  const lines = stdout.matchAll(/^ (?=\S*[A-Z.|])[A-Z.|]{1,7} +(\S+)/gm)
  return new Set([...lines].flatMap(([, name = '']) => name.split(',')))
}

export interface Answer {
  readonly ok: boolean
  readonly stdout: string
  readonly stderr: string
  readonly signal: string | undefined
}

/** Longer than anything that only answers a question takes. */
const ANSWER_MAX = 20_000
/** A list of all codecs is 40 kB, what is told of a file with a thousand streams a megabyte. */
const ANSWER_BYTES_MAX = 4_000_000

/** Runs one of them for what it prints; never for long, never much. */
export const ask = (
  { isolation }: Pick<Tools, 'isolation' | 'ffmpeg'>,
  tool: string,
  args: readonly string[],
  limits: Limits = {},
): Promise<Answer> =>
  new Promise((resolve) => {
    const command = caged([tool, ...args], isolation, limits)
    const options = {
      timeout: ANSWER_MAX,
      killSignal: 'SIGKILL',
      maxBuffer: ANSWER_BYTES_MAX,
    } as const
    const child = execFile(ENV, command, options, (error, stdout, stderr) => {
      bound[Symbol.dispose]()
      resolve({ ok: error === null, stdout, stderr, signal: error?.signal ?? undefined })
    })
    const bound = endsWithUs(() => child.kill('SIGKILL'))
    child.stdin?.end()
  })
