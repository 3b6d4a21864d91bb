/** `onair status`: what is on air; of one airing, what is on its way to air, and what may be fired by hand. */
import type { Command } from 'commander'
import { tame } from '../columns.js'
import type { Status } from '../console/status.js'
import type { AiringView } from '../console/views.js'
import { instant, local, minutes } from '../core/time.js'
import { clock, detailsOf, inLines, situationOf, standingOf, zoneLine } from './airing-lines.js'
import { deskCommand, type Flags, part, told } from './desk-command.js'
import { queueTable } from './queue.js'
import { terminal } from './show-problems.js'
import { table, terminalColumns } from './table.js'
import { askDesk, lineTo } from './talk.js'

export const statusCommand = (): Command =>
  deskCommand('status', 'what is on air, and what comes next', [
    'onair status',
    'onair status --all           also what has been over for longer',
    'onair status market-open     its queue with handles, and its ad-libs',
    'onair queue market-open      the queue alone',
    'onair status --format json | jq .airings[0].nextCue',
  ])
    .argument('[airing]', 'an airing, or its show: what is on its way to air')
    .option('--all', 'also what has been over for more than five minutes')
    .action(async (airing: string | undefined, flags: Flags & { readonly all?: boolean }) => {
      const output = terminal()
      const line = lineTo(flags, output)
      if (!line) return
      if (airing !== undefined) {
        const view = await told<AiringView>(line, output, flags, `/airings/${part(airing)}`)
        if (!view || flags.format !== 'text') return
        // Asked by its show: what of it was just over is news, whatever comes next.
        const isNext = view.situation === 'planned' && airing === view.show
        const all = isNext ? await askDesk<Status>(line, '/status') : undefined
        const over = all?.ok ? justOver(all.value, view.show) : []
        output.result(`${over.join('')}${airingTable(view)}`)
        return
      }
      const status = await told<Status>(line, output, flags, '/status')
      if (status && flags.format === 'text')
        output.result(
          `${diskLine(status, line.timezone)}${statusTable(shownOf(status, flags.all))}`,
        )
    })

const justOver = (status: Status, of: string): readonly string[] =>
  shownOf(status).airings.flatMap(({ airing, show, situation, because, overAt }) =>
    show === of && overAt !== undefined
      ? [`${airing}: ${situation} at ${clock(overAt)}, ${because}\n`]
      : [],
  )

/** What is over is news for a while; the log keeps it. */
const shownOf = (status: Status, all = false): Status => ({
  ...status,
  airings: status.airings.filter(
    ({ overAt }) => all || overAt === undefined || Date.parse(overAt) > agoOf(status),
  ),
})

const NEWS = minutes(5)
const agoOf = ({ now }: Status) => Date.parse(now) - NEWS

/** First of all: while it is so, what stands below waits. */
const diskLine = ({ disk }: Status, timezone: string): string =>
  disk === undefined
    ? ''
    : `DISK, since ${timeOf(disk.since, timezone)}: ${disk.says}; ${disk.todo}\n`

const timeOf = (written: string, timezone: string) =>
  local(instant(Date.parse(written)), timezone)
    .slice(0, 19)
    .replace('T', ' ')

/** One line for each airing, and under those that are manned what the presenter is at. */
function statusTable({ station, now: written, airings }: Status): string {
  if (airings.length === 0) return `${station}: nothing is planned\n`
  const now = instant(Date.parse(written))
  const columns = terminalColumns()
  const [head = '', ...lines] = table(
    ['airing', 'situation', 'start', 'end'],
    airings.map((airing) => [
      airing.airing,
      situationOf(airing, now),
      minute(airing.startsAt),
      airing.endsAt === undefined ? 'never' : minute(airing.endsAt),
    ]),
    { columns, elastic: 0 },
  ).split(/(?<=\n)/)
  const more = airings.map((airing) => inLines(detailsOf(airing, now)))
  const zone = zoneLine(airings.map(({ startsAt }) => startsAt))
  return head + lines.map((row, at) => row + (more[at] ?? '')).join('') + zone
}

const minute = (written: string) => written.slice(0, 16).replace('T', ' ')

function airingTable(view: AiringView): string {
  const now = instant(Date.parse(view.now))
  const adlibs = view.adlibs.map(({ adlib, title }) => `  ${adlib}: ${tame(title)}\n`).join('')
  return [
    `${view.airing}: ${situationOf(view, now)}, version ${view.version}\n`,
    inLines(standingOf(view, now)),
    queueTable(view),
    adlibs === '' ? '' : `ad-libs:\n${adlibs}`,
    zoneLine([view.startsAt]),
  ].join('')
}
