/** `onair apply`: takes in the rundowns as they lie in the folder; `--dry-run` shows what that would change. */
import { randomUUID } from 'node:crypto'
import type { Command } from 'commander'
import type { Done } from '../console/answers.js'
import type { ApplyView, EditView } from '../console/views.js'
import { deskCommand, type Flags, told } from './desk-command.js'
import { type Output, terminal } from './show-problems.js'
import { lineTo } from './talk.js'

interface ApplyFlags extends Flags {
  readonly dryRun?: boolean
}

export const applyCommand = (): Command =>
  deskCommand('apply', 'take in the rundowns as they lie in the folder', [
    'onair apply --dry-run          what would change on air, and when',
    'onair apply                    now, without waiting for anything',
    'onair apply --dry-run --format json | jq ".shows[].edits[].lines[]"',
  ])
    .option('--dry-run', 'show what would change, and change nothing')
    .action(async (flags: ApplyFlags) => {
      const output = terminal()
      const line = lineTo(flags, output)
      if (!line) return
      const found = flags.dryRun
        ? await told<ApplyView>(line, output, flags, '/apply')
        : (await told<Done>(line, output, flags, '/apply', { request: randomUUID() }))?.foresees
      if (found && isView(found)) print(found, flags, output)
    })

const isView = (found: object): found is ApplyView => 'shows' in found && 'bad' in found

/** A file that is not taken in is exit code 1, whatever else was. */
function print(view: ApplyView, { format, dryRun }: ApplyFlags, output: Output): void {
  if (view.bad.length > 0) process.exitCode = 1
  if (format === 'json') return
  const would = dryRun ? 'would be ' : ''
  for (const { show, what, edits } of view.shows) {
    const said = what === 'new' ? 'taken in' : what
    const next = what === 'withdrawn' ? ': nothing new is planned' : ', from its next airing'
    output.result(`${show}: ${would}${said}${edits.length === 0 ? next : ''}\n`)
    for (const edit of edits) output.result(sheet(edit))
  }
  if (view.shows.length === 0)
    output.result(`nothing ${view.bad.length > 0 ? 'else ' : ''}has changed\n`)
  for (const { says } of view.bad)
    for (const problem of says) output.trouble(`error: not taken in: ${problem}\n`)
}

const MARK: Readonly<Record<string, string>> = { added: '+', removed: '-', moved: '>' }

/** One line for each change: what, when, and what becomes of what is on its way already. */
function sheet({ airing, lines, more, waits }: EditView): string {
  const all = lines.map(({ what, kind, name, effect, at, says }) => {
    const thing = kind === name ? kind : `${kind} ${name}`
    const time = at === undefined ? '' : `, due ${at.slice(11, 19)}`
    const when = effect === 'next-airing' ? 'next airing' : effect
    return `    ${MARK[what] ?? '~'} ${thing} ${what}: ${when}${time} (${says})`
  })
  return [
    `  ${airing}`,
    ...all,
    ...(more > 0 ? [`    and ${more} more`] : []),
    ...(waits.length > 0 ? [`    wait for the next airing: ${waits.join(', ')}`] : []),
    '',
  ].join('\n')
}
