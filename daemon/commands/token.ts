/** `onair token`: who may speak to the daemon. Through it while it runs, else directly, under the folder's lock. */
import { Command, Option } from 'commander'
import type { Answer, Done } from '../console/answers.js'
import type { Words } from '../console/orders.js'
import type { TokenView } from '../console/views.js'
import { ROLES } from '../core/desk/roles.js'
import { parseDuration } from '../core/time.js'
import { findDesk } from '../run/desk-file.js'
import { type OfflineDesk, openOfflineDesk } from '../run/desk-offline.js'
import { deskCommand, type Flags, order, part, told } from './desk-command.js'
import { terminal } from './show-problems.js'
import { readConfig } from './station-config.js'
import { table } from './table.js'
import { lineTo } from './talk.js'

export const tokenCommand = (): Command =>
  new Command('token')
    .summary('who may speak to the daemon')
    .description(
      'Tokens for people and programs that speak to the daemon over its API. Each is shown once, when it is made; ' +
        'only its hash is kept. On this machine onair needs none: whoever can read data/desk.json is its admin.',
    )
    .addHelpText('after', EXAMPLES)
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(revokeCommand())

const EXAMPLES = `
Examples:
  onair token add studio-page --role operator --expires 30d
  onair token list
  onair token revoke studio-page
`

const addCommand = (): Command =>
  deskCommand('add', 'make a token, and show it once', [
    'onair token add studio-page --role operator --expires 30d',
    'onair token add chat --role moderator --show nonstop-shop',
    'onair token add board --role viewer --account main',
  ])
    .argument('<name>', 'whose it is, in kebab-case: the audit names it')
    .addOption(
      new Option('--role <role>', 'what it may do (docs/api.md has the table)')
        .choices(ROLES)
        .makeOptionMandatory(),
    )
    .option('--show <show...>', 'only these shows')
    .option('--account <account...>', 'only airings of these accounts')
    .option('--airing <airing...>', 'only these airings')
    .option('--expires <duration>', 'valid for so long, such as 30d', lasting)
    .action(async (name: string, flags: Flags & AddFlags) => {
      const { role, show: shows = [], account: accounts = [], airing: airings = [] } = flags
      const { expires } = flags
      const words = { name, role, shows, accounts, airings, ...(expires ? { expires } : {}) }
      const done = await ordered(flags, '/tokens', words, (desk) => desk.add(words))
      const token = done?.foresees?.token
      if (done && flags.format === 'text')
        terminal().result(
          token === undefined ? 'it was shown when it was made\n' : `${String(token)}\n`,
        )
    })

interface AddFlags {
  readonly role: Words['token-add']['role']
  readonly show?: readonly string[]
  readonly account?: readonly string[]
  readonly airing?: readonly string[]
  readonly expires?: string
}

function lasting(written: string): string {
  if (parseDuration(written) === undefined)
    throw new Error(`--expires "${written}" is no duration: write 12h or 30d`)
  return written
}

const revokeCommand = (): Command =>
  deskCommand('revoke', 'make a token worthless, at once', ['onair token revoke studio-page'])
    .argument('<name>', 'whose it is')
    .action(async (name: string, flags: Flags) => {
      await ordered(flags, `/tokens/${part(name)}/revoke`, {}, (desk) => desk.revoke(name))
    })

const listCommand = (): Command =>
  deskCommand('list', 'the tokens there are', ['onair token list']).action(async (flags: Flags) => {
    const output = terminal()
    if (isOffline(flags)) {
      const tokens = offline(flags, (desk) => desk.list())
      if (tokens) shown(tokens, flags)
      return
    }
    const line = lineTo(flags, output)
    const tokens =
      line &&
      (await told<readonly TokenView[]>(line, output, { ...flags, format: 'text' }, '/tokens'))
    if (tokens) shown(tokens, flags)
  })

function shown(tokens: readonly TokenView[], { format }: Flags): void {
  const rows = tokens.map((token) => [
    token.name,
    token.role,
    [...token.accounts, ...token.shows, ...token.airings].join(' ') || 'everything',
    token.state,
    token.expiresAt?.slice(0, 16).replace('T', ' ') ?? 'never',
    token.madeBy,
  ])
  terminal().result(
    format === 'json'
      ? `${JSON.stringify(tokens, undefined, 2)}\n`
      : rows.length === 0
        ? 'there are none: onair token add makes one\n'
        : table(['name', 'role', 'reaches', 'state', 'expires', 'made by'], rows),
  )
}

async function ordered(
  flags: Flags,
  path: string,
  words: object,
  directly: (desk: OfflineDesk) => Answer,
): Promise<Done | undefined> {
  if (!isOffline(flags)) return order(flags, path, () => words)
  const answer = offline(flags, directly)
  if (!answer) return undefined
  const output = terminal()
  if (flags.format === 'json') output.result(`${JSON.stringify(answer, undefined, 2)}\n`)
  else if (answer.ok) output.result(`${answer.says}\n`)
  else output.trouble(`error: ${answer.says}\n`)
  if (answer.ok) return answer
  process.exitCode = 1
  return undefined
}

/** Nothing was said of another machine, and on this one no daemon says where it is. */
function isOffline({ url, config: named }: Flags): boolean {
  if (url !== undefined) return false
  const config = readConfig(named, { ...terminal(), trouble: () => {} })
  return config !== undefined && findDesk(config.data) === undefined
}

function offline<T>(flags: Flags, use: (desk: OfflineDesk) => T): T | undefined {
  const output = terminal()
  const config = readConfig(flags.config, output)
  if (!config) {
    process.exitCode = 1
    return undefined
  }
  using desk = openOfflineDesk(config.data, config.timezone)
  if (desk) return use(desk)
  output.trouble(`error: an onair starts or ends on ${config.data}: try again in a second\n`)
  process.exitCode = 3
  return undefined
}
