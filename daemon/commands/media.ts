/** `onair media`: what the shows use is made ready now, and told of in a table, before anybody is on air. */
import { once } from 'node:events'
import { accessSync, constants } from 'node:fs'
import { relative } from 'node:path'
import { Command, Option } from 'commander'
import type { Config } from '../config.js'
import type { SoundForm } from '../core/compile/media-forms.js'
import { type MediaUsed, mediaUsed } from '../core/compile/media-used.js'
import { isError } from '../core/rundown/problem.js'
import { type Duration, showDuration } from '../core/time.js'
import type { MediaRoom } from '../media/room.js'
import { type Kept, mediaFolder } from '../media/vault.js'
import { openRoom } from '../run/media.js'
import { soundOf } from './known-sounds.js'
import { askedToLeave } from './leaving.js'
import { readProgrammes } from './programmes.js'
import { type Bar, progressBar } from './progress-bar.js'
import { type Output, problemsAsText, terminal } from './show-problems.js'
import { configOption, readConfig, stationOf } from './station-config.js'
import { table, terminalColumns } from './table.js'
import { fileTrouble, makeFolder, troubledPath } from './write-file.js'

interface Flags {
  readonly config?: string
  readonly force?: boolean
  readonly prune?: boolean
  readonly format: 'table' | 'json'
}

export const mediaCommand = (): Command =>
  new Command('media')
    .summary('make the sounds and pictures of the shows ready')
    .description(
      'Converts the media files that rundowns name into what the platform takes, levels sounds, and shows what ' +
        'came of it. The daemon does the same when it takes a show in; what is ready is never made twice.',
    )
    .argument('[files...]', 'rundowns, or folders of them (default: playlists of the config)')
    .option('--force', 'make everything anew')
    .option('--prune', 'afterwards remove from the cache what these rundowns do not use')
    .addOption(new Option('--format <format>').choices(['table', 'json']).default('table'))
    .addOption(configOption())
    .addHelpText('after', EXAMPLES)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .action(async (files: readonly string[], flags: Flags) => {
      const { leave } = askedToLeave()
      const bar = progressBar(process.stderr)
      process.exitCode = await runMedia(files, flags, terminal(), bar, leave)
    })

const EXAMPLES = `
Examples:
  onair media                                  all rundowns of the config
  onair media playlists/market-open.yaml
  onair media --prune                          and remove what nobody uses
  onair media --format json | jq '.[] | select(.ok | not)'
`

interface Line extends MediaUsed {
  readonly ok: boolean
  readonly says: string | undefined
  readonly hint: string | undefined
  readonly fresh: boolean
  readonly kept: Kept | undefined
}

/** Prints what became of each file and answers the exit code. */
export async function runMedia(
  files: readonly string[],
  flags: Flags,
  output: Output,
  bar: Bar,
  leave?: AbortSignal,
): Promise<0 | 1> {
  const config = readConfig(flags.config, output)
  if (!config) return 1
  const paths = files.length === 0 ? [config.playlists] : files
  const { programmes, problems, texts } = readProgrammes(paths, stationOf(config))
  output.trouble(problemsAsText(problems, texts, output.colour))
  const each = new Map(
    programmes
      .flatMap((programme) => mediaUsed(programme, formFor(config, programme.account)))
      .map((used) => [JSON.stringify(used), used]),
  )
  const used = [...each.values()]
  if (used.length > 0 && isCacheTroubled(config, output)) return 1
  await using room = openRoom(config, bar.show)
  const making = Promise.all(used.map((one) => made(room, one, flags.force ?? false)))
  const lines = await Promise.race([making, ...(leave ? [stopped(leave)] : [])])
  bar.clear()
  if (lines === undefined) {
    output.trouble('stopped: what is ready stays, and nothing half made\n')
    return 1
  }
  output.result(flags.format === 'json' ? asJson(lines) : asTable(lines, config))
  const isWhole = !problems.some(isError)
  if (flags.prune && !isWhole)
    output.trouble('nothing was removed: what a rundown with errors uses is not known\n')
  else if (flags.prune) {
    const kept = new Set(lines.flatMap(({ kept }) => kept?.hash ?? []))
    const { files: gone, bytes } = await room.vault.prune(kept)
    output.trouble(`removed ${gone} files, ${megabytes(bytes)}\n`)
  }
  return lines.every(({ ok }) => ok) && isWhole ? 0 : 1
}

const stopped = async (leave: AbortSignal): Promise<undefined> => {
  if (!leave.aborted) await once(leave, 'abort')
}

/** Said once, before every file fails of it; what is made there is nobody else's to read. */
function isCacheTroubled({ data }: Config, output: Output): boolean {
  const folder = mediaFolder(data)
  try {
    makeFolder(folder, 0o700)
    accessSync(folder, constants.W_OK)
    return false
  } catch (thrown) {
    const says = `${troubledPath(thrown) ?? folder}: ${fileTrouble(thrown)}`
    output.trouble(`error: what is made cannot be kept: ${says} ("data" in the config)\n`)
    return true
  }
}

const formFor = (config: Config, account: string): SoundForm =>
  soundOf(config.accounts.find(({ id }) => id === account)?.platform)

async function made(room: MediaRoom, used: MediaUsed, force: boolean): Promise<Line> {
  const conformed = await room.conform(used, { force })
  return conformed.ok
    ? { ...used, says: undefined, hint: undefined, ...conformed }
    : {
        ...used,
        says: conformed.says,
        hint: conformed.hint,
        ok: false,
        fresh: false,
        kept: undefined,
      }
}

const asJson = (lines: readonly Line[]): string => {
  const shown = lines.map(({ path, form, ok, says, hint, fresh, kept }) => ({
    ...{ path, form, ok, says, hint, fresh },
    ...(kept && {
      file: kept.path,
      sha256: kept.hash,
      bytes: kept.bytes,
      seconds: kept.length === undefined ? undefined : kept.length / 1_000,
      loudness: kept.loudness,
      truePeak: kept.truePeak,
      levelled: kept.how,
    }),
  }))
  return `${JSON.stringify(shown, undefined, 2)}\n`
}

const HEAD = ['file', 'as', 'length', 'lufs', 'peak', 'size', 'state'] as const

function asTable(lines: readonly Line[], { media }: Config): string {
  if (lines.length === 0) return 'no rundown that is in order uses a file on disk\n'
  const rows = lines.map(({ path, form, kept, says, hint, fresh }) => [
    near(path),
    form.kind === 'sound' ? form.container : `${form.kind} ${form.width}x${form.height}`,
    kept?.length === undefined ? '' : showTenths(kept.length),
    kept?.loudness === undefined ? '' : kept.loudness.toFixed(1),
    kept?.truePeak === undefined ? '' : kept.truePeak.toFixed(1),
    kept === undefined ? '' : megabytes(kept.bytes),
    kept === undefined
      ? `failed: ${says}${hint ? ` (${hint})` : ''}`
      : stateOf(kept, fresh, media.loudness),
  ])
  return table([...HEAD], rows, { columns: terminalColumns(), elastic: 0 })
}

/** LU: beyond it an ear notices. */
const NOTICED = 1

const stateOf = ({ loudness, how }: Kept, fresh: boolean, target: number): string => {
  const state = fresh ? `made${how === undefined || how === 'gain' ? '' : ` (${how})`}` : 'ready'
  const off = (loudness ?? target) - target
  return Math.abs(off) > NOTICED
    ? `${state}, ${Math.abs(off).toFixed(1)} LU ${off < 0 ? 'too quiet: its peaks are high' : 'too loud'}`
    : state
}

const showTenths = (length: Duration) =>
  length < 60_000 ? `${(length / 1_000).toFixed(1)}s` : showDuration(roundedToSeconds(length))
const roundedToSeconds = (length: Duration) => (Math.round(length / 1_000) * 1_000) as Duration

const megabytes = (bytes: number) =>
  bytes < 100_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`

const near = (path: string) => {
  const way = relative('.', path)
  return way.startsWith('..') ? path : way
}
