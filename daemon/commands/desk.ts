/** `onair status`, `say`, `stop`, `start`: an operator's words to the running daemon. */
import { randomUUID } from 'node:crypto'
import { Command, Option } from 'commander'
import { cut, tame } from '../columns.js'
import type { Config } from '../config.js'
import type { Answer } from '../console/answers.js'
import type { AiringStatus, Status } from '../console/status.js'
import { type Output, terminal } from './show-problems.js'
import { configOption, readConfig } from './station-config.js'
import { table, terminalColumns } from './table.js'
import { askDesk } from './talk.js'

interface Flags {
  readonly config?: string
}

export const statusCommand = (): Command =>
  new Command('status')
    .summary('what is on air, and what comes next')
    .addOption(configOption())
    .addOption(new Option('--format <format>').choices(['table', 'json']).default('table'))
    .addHelpText(
      'after',
      '\nExamples:\n  onair status\n  onair status --format json | jq .airings[0].speaking\n',
    )
    .action(async (flags: Flags & { format: 'table' | 'json' }) => {
      const output = terminal()
      const status = await told<Status>(flags, output, '/status')
      if (!status) return
      output.result(
        flags.format === 'json' ? `${JSON.stringify(status, undefined, 2)}\n` : statusTable(status),
      )
    })

export const sayCommand = (): Command =>
  new Command('say')
    .summary('have the presenter say something now')
    .argument('<airing>', 'an airing, or the show it belongs to')
    .argument('<text...>', 'what to say')
    .addOption(configOption())
    .addOption(
      new Option('--urgency <urgency>', 'who goes first in the queue')
        .choices(['routine', 'priority', 'breaking'])
        .default('priority'),
    )
    .option('--interrupt', 'cut in past the queue (the platform then reports no progress of it)')
    .addOption(
      new Option('--interrupt-plain', 'the same with the platform’s old call').conflicts(
        'interrupt',
      ),
    )
    .addHelpText(
      'after',
      '\nExamples:\n  onair say nonstop-shop "The blue one is sold out, thank you all."\n',
    )
    .action(async (airing: string, text: readonly string[], flags: Flags & SayFlags) => {
      const how = flags.interrupt ? 'interrupt' : flags.interruptPlain ? 'interrupt-plain' : 'queue'
      const body = { text: text.join(' '), urgency: flags.urgency, how }
      await command(flags, `/airings/${encodeURIComponent(airing)}/say`, () => body)
    })

interface SayFlags {
  readonly urgency: string
  readonly interrupt?: boolean
  readonly interruptPlain?: boolean
}

export const stopCommand = (): Command =>
  new Command('stop')
    .summary('close one airing, or everything and the daemon')
    .argument(
      '[airing]',
      'an airing, or its show; without it every session is closed and the daemon ends',
    )
    .addOption(configOption())
    .addHelpText(
      'after',
      '\nExamples:\n  onair stop market-open       close this one now\n' +
        '  onair stop                   close everything; onair ends\n',
    )
    .action(async (airing: string | undefined, flags: Flags) => {
      await command(
        flags,
        airing === undefined ? '/stop' : `/airings/${encodeURIComponent(airing)}/stop`,
        ({ station }) => ({ confirm: airing ?? station }),
      )
    })

export const startCommand = (): Command =>
  new Command('start')
    .summary('open a channel again that was stopped')
    .argument('<show>', 'the show')
    .addOption(configOption())
    .addHelpText('after', '\nExamples:\n  onair start nonstop-shop\n')
    .action(async (show: string, flags: Flags) => {
      await command(flags, `/shows/${encodeURIComponent(show)}/start`, () => ({}))
    })

async function command(
  flags: Flags,
  path: string,
  words: (config: Config) => object,
): Promise<void> {
  const output = terminal()
  const body = (config: Config) => ({ request: randomUUID(), ...words(config) })
  const answer = await told<Answer>(flags, output, path, body)
  if (answer) output.result(`${answer.says}\n`)
}

async function told<T>(
  flags: Flags,
  output: Output,
  path: string,
  body?: (config: Config) => object,
): Promise<T | undefined> {
  const config = readConfig(flags.config, output)
  const reply = config && (await askDesk<T>(config, path, body?.(config)))
  if (reply?.ok) return reply.value
  if (reply) output.trouble(`error: ${reply.says}\n`)
  process.exitCode = reply?.code ?? 1
  return undefined
}

/** One line for each airing, and under those that are manned what the presenter is at. */
function statusTable({ station, airings }: Status): string {
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
    detailsOf(airing).map((detail) => `${cut(`  ${tame(detail)}`, columns ?? Infinity)}\n`),
  )
  return head + lines.map((row, at) => row + (more[at] ?? []).join('')).join('')
}

const minute = (written: string) => written.slice(0, 16).replace('T', ' ')

function detailsOf(airing: AiringStatus): readonly string[] {
  const { speaking, queued, waiting, parked, because, session, heardAt } = airing
  const [next, ...later] = queued
  const more = later.length + waiting
  return [
    ...(speaking === undefined ? [] : [`now      ${speaking}`]),
    ...(next === undefined ? [] : [`next     ${next}`]),
    ...(more === 0 ? [] : [`waiting  ${more} more`]),
    ...(heardAt === undefined
      ? []
      : [`session  ${session}, last heartbeat ${heardAt.slice(11, 19)}`]),
    ...(parked === undefined ? [] : [`parked   ${parked}`]),
    ...(because === undefined ? [] : [`because  ${because}`]),
  ]
}

const situationOf = ({ situation, parked, sessionSituation }: AiringStatus) => {
  if (parked !== undefined) return `${situation}, parked`
  return situation === 'opening' && sessionSituation ? `opening (${sessionSituation})` : situation
}
