/** `onair status`: what is on air; of one airing, what is on its way to air, and what may be fired by hand. */
import type { Command } from 'commander'
import { cut, tame } from '../columns.js'
import type { AiringStatus, Status } from '../console/status.js'
import type { AiringView } from '../console/views.js'
import { instant, local } from '../core/time.js'
import { deskCommand, type Flags, part, told } from './desk-command.js'
import { terminal } from './show-problems.js'
import { table, terminalColumns } from './table.js'
import { lineTo } from './talk.js'

export const statusCommand = (): Command =>
  deskCommand('status', 'what is on air, and what comes next', [
    'onair status',
    'onair status market-open     its queue with handles, and its ad-libs',
    'onair status --format json | jq .airings[0].speaking',
  ])
    .argument('[airing]', 'an airing, or its show: what is on its way to air')
    .action(async (airing: string | undefined, flags: Flags) => {
      const output = terminal()
      const line = lineTo(flags, output)
      if (!line) return
      if (airing !== undefined) {
        const view = await told<AiringView>(line, output, flags, `/airings/${part(airing)}`)
        if (view && flags.format === 'text') output.result(airingTable(view))
        return
      }
      const status = await told<Status>(line, output, flags, '/status')
      if (status && flags.format === 'text')
        output.result(`${diskLine(status, line.timezone)}${statusTable(status)}`)
    })

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
function statusTable({ station, now, airings }: Status): string {
  if (airings.length === 0) return `${station}: nothing is planned\n`
  const columns = terminalColumns()
  const [head = '', ...lines] = table(
    ['airing', 'situation', 'start', 'end'],
    airings.map((airing) => [
      airing.airing,
      situationOf(airing),
      minute(airing.startsAt),
      airing.endsAt === undefined ? 'never' : minute(airing.endsAt),
    ]),
    { columns, elastic: 0 },
  ).split(/(?<=\n)/)
  const more = airings.map((airing) =>
    [...detailsOf(airing), ...silenceOf(airing, now)].map(
      (detail) => `${cut(`  ${tame(detail)}`, columns ?? Infinity)}\n`,
    ),
  )
  return head + lines.map((row, at) => row + (more[at] ?? []).join('')).join('')
}

const minute = (written: string) => written.slice(0, 16).replace('T', ' ')

function detailsOf(airing: AiringStatus): readonly string[] {
  const { speaking, queued, waiting, heldUntil, waitsUntil, parked, because, session, heardAt } =
    airing
  const [next, ...later] = queued
  const more = later.length + waiting
  return [
    ...(speaking === undefined ? [] : [`now      ${speaking}`]),
    ...(next === undefined ? [] : [`next     ${next}`]),
    ...(more === 0 ? [] : [`waiting  ${more} more`]),
    ...(heldUntil === undefined ? [] : [`held     until ${heldUntil.slice(11, 19)}`]),
    ...(heardAt === undefined
      ? []
      : [`session  ${session}, last heartbeat ${heardAt.slice(11, 19)}`]),
    ...(waitsUntil === undefined ? [] : [`waits    until ${waitsUntil}`]),
    ...(parked === undefined ? [] : [`parked   ${parked}`]),
    ...(because === undefined ? [] : [`because  ${because}`]),
  ]
}

/** The daemon alerts once; whoever looks later should see it as well. */
function silenceOf({ silentSince }: AiringStatus, now: string): readonly string[] {
  if (silentSince === undefined) return []
  const seconds = Math.round((Date.parse(now) - Date.parse(silentSince)) / 1_000)
  return [`silent   for ${seconds} s: the platform accepts no heartbeat, nothing new airs`]
}

const situationOf = ({ situation, parked, sessionSituation }: AiringStatus) => {
  if (parked !== undefined) return `${situation}, parked`
  return situation === 'opening' && sessionSituation ? `opening (${sessionSituation})` : situation
}

function airingTable(view: AiringView): string {
  const room = { columns: terminalColumns(), elastic: 5 }
  const held = view.heldUntil === undefined ? '' : `, held until ${view.heldUntil.slice(11, 19)}`
  const head = `${view.airing}: ${situationOf(view)}${held}, version ${view.version}\n`
  const queue = table(
    ['handle', 'item', 'situation', 'urgency', 'seconds', 'title'],
    view.takeovers.map((one) => [
      one.handle,
      one.item ?? one.by ?? one.source,
      one.goes === undefined ? one.situation : `${one.situation}, going`,
      one.urgency,
      one.seconds === undefined ? '' : String(one.seconds),
      one.part === undefined ? one.title : `(${one.part}) ${one.title}`,
    ]),
    room,
  )
  const adlibs = view.adlibs.map(({ adlib, title }) => `  ${adlib}: ${tame(title)}\n`).join('')
  return [
    head,
    view.takeovers.length === 0 ? 'nothing is on its way to air\n' : queue,
    adlibs === '' ? '' : `ad-libs:\n${adlibs}`,
  ].join('')
}
