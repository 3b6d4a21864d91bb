/** `onair queue`: what is on its way to air in one airing, in the order it will be heard. */
import type { Command } from 'commander'
import { cut, tame } from '../columns.js'
import type { AiringView, TakeoverView } from '../console/views.js'
import { instant } from '../core/time.js'
import { clock, inLines, standingOf, zoneLine } from './airing-lines.js'
import { deskCommand, type Flags, part, told } from './desk-command.js'
import { terminal } from './show-problems.js'
import { table, terminalColumns } from './table.js'
import { lineTo } from './talk.js'

export const queueCommand = (): Command =>
  deskCommand('queue', 'what is on its way to air, in the order it will be heard', [
    'onair queue market-open',
    'onair move market-open 3f9a --to front     by its handle',
    'onair cancel market-open sponsor           or by its cue',
    'onair queue market-open --format json | jq .takeovers[].takeover',
  ])
    .argument('<airing>', 'an airing, or the show it belongs to')
    .addHelpText('after', SITUATIONS)
    .action(async (airing: string, flags: Flags) => {
      const output = terminal()
      const line = lineTo(flags, output)
      if (!line) return
      const view = await told<AiringView>(line, output, flags, `/airings/${part(airing)}`)
      if (!view || flags.format === 'json') return
      const now = instant(Date.parse(view.now))
      output.result(queueTable(view) + inLines(standingOf(view, now)) + zoneLine([view.startsAt]))
    })

const SITUATIONS = `
Situations:
  speaking           on air
  preparing, queued  the platform has it
  sent, in-doubt     on its way there; in-doubt: whether it arrived is not known
  waiting            here: it is sent when it is its turn, until it expires
  …, going           it is being taken back

A cue that is not due yet is not in the queue: onair plan --cues shows those.
Times are the show’s.
`

/** Titles stand below: beside all that an order needs to know no terminal has room for them. */
export function queueTable({ takeovers }: Pick<AiringView, 'takeovers'>): string {
  if (takeovers.length === 0) return 'nothing is on its way to air\n'
  const columns = terminalColumns()
  const [head = '', ...lines] = table(
    ['handle', 'item', 'situation', 'due', 'expires', 'urgency', 'seconds', 'source'],
    takeovers.map((one) => [
      one.handle,
      one.item ?? one.by ?? '',
      one.goes === undefined ? one.situation : `${one.situation}, going`,
      clock(one.dueAt),
      expiryOf(one),
      one.urgency,
      one.seconds === undefined ? '' : String(one.seconds),
      one.source,
    ]),
    { columns, elastic: 1 },
  ).split(/(?<=\n)/)
  const titles = takeovers.map((one) =>
    cut(
      `  ${tame(one.part === undefined ? one.title : `(${one.part}) ${one.title}`)}`,
      columns ?? Infinity,
    ),
  )
  return head + lines.map((row, at) => `${row}${titles[at]}\n`).join('')
}

/** What was sent expires no more. */
const expiryOf = ({ situation, expiresAt }: TakeoverView): string => {
  if (situation !== 'waiting') return ''
  return expiresAt === undefined ? 'never' : clock(expiresAt)
}
