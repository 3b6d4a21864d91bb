/** `onair say`, `take`, `move`, `cancel`, `hold`, `release`, `skip`, `stop`, `start`: one order each. */
import { type Command, Option } from 'commander'
import type { AiringView } from '../console/views.js'
import { clock } from './airing-lines.js'
import { isWanted, typedName } from './confirmed.js'
import { deskCommand, type Flags, order, part } from './desk-command.js'
import { quoted } from './shell-words.js'
import { terminal } from './show-problems.js'
import { askDesk, lineTo } from './talk.js'

const AIRING = 'an airing, or the show it belongs to'
const TAKEOVER = 'its handle, its cue, or the beginning of one (onair status AIRING lists them)'

export const sayCommand = (): Command =>
  deskCommand('say', 'have the presenter say something', [
    'onair say nonstop-shop "The blue one is sold out, thank you all."',
    'onair say market-open --urgency breaking "We go live to the exchange."',
    'onair say market-open --expires 2m "Two minutes to the opening bell."',
  ])
    .argument('<airing>', AIRING)
    .argument('<text...>', 'what to say')
    .addOption(
      new Option('--urgency <urgency>', 'who goes first; breaking cuts what is speaking')
        .choices(['routine', 'priority', 'breaking'])
        .default('priority'),
    )
    .option('--expires <duration>', 'not sent later than this after now, such as 2m (default: 10m)')
    .option('--interrupt', 'cut in past the queue (the platform then reports no progress of it)')
    .addOption(
      new Option('--interrupt-plain', 'the same with the platform’s old call').conflicts(
        'interrupt',
      ),
    )
    .action(async (airing: string, text: readonly string[], flags: Flags & SayFlags) => {
      const { urgency, expires, interrupt, interruptPlain } = flags
      const how = interrupt ? 'interrupt' : interruptPlain ? 'interrupt-plain' : 'queue'
      await order(flags, `/airings/${part(airing)}/say`, () => ({
        text: text.join(' '),
        urgency,
        how,
        expires,
      }))
    })

interface SayFlags {
  readonly urgency: string
  readonly expires?: string
  readonly interrupt?: boolean
  readonly interruptPlain?: boolean
}

export const takeCommand = (): Command =>
  deskCommand('take', 'air an ad-lib of the rundown', [
    'onair take nonstop-shop sold-out',
    'onair take nonstop-shop sold-out --value item=teapot --value left=0',
  ])
    .argument('<airing>', AIRING)
    .argument('<adlib>', 'its name (onair status AIRING lists them)')
    .option('--value <name=text>', 'a value for one of its variables', valueIn, {})
    .action(async (airing: string, adlib: string, flags: Flags & { value: object }) => {
      await order(flags, `/airings/${part(airing)}/take`, () => ({ adlib, values: flags.value }))
    })

function valueIn(written: string, before: object): object {
  const at = written.indexOf('=')
  if (at < 1) throw new Error(`--value "${written}": write name=text`)
  return { ...before, [written.slice(0, at)]: written.slice(at + 1) }
}

export const moveCommand = (): Command =>
  deskCommand('move', 'give a takeover another place in the queue', [
    'onair move market-open 3f9a --to front',
    'onair move market-open prices --before sponsor',
  ])
    .argument('<airing>', AIRING)
    .argument('<takeover>', TAKEOVER)
    .addOption(new Option('--to <place>').choices(['front', 'back']).conflicts('before'))
    .option('--before <takeover>', 'another one: directly before it')
    .action(async (airing: string, takeover: string, flags: Flags & MoveFlags) => {
      const { before, to = before === undefined ? 'front' : undefined } = flags
      await order(flags, ofTakeover(airing, takeover, 'move'), () => ({ to, before }))
    })

interface MoveFlags {
  readonly to?: string
  readonly before?: string
}

export const cancelCommand = (): Command =>
  deskCommand('cancel', 'take back what has not begun to speak', [
    'onair cancel market-open 3f9a',
    'onair cancel market-open sponsor',
  ])
    .argument('<airing>', AIRING)
    .argument('<takeover>', TAKEOVER)
    .action(async (airing: string, takeover: string, flags: Flags) => {
      await order(flags, ofTakeover(airing, takeover, 'cancel'))
    })

export const holdCommand = (): Command =>
  deskCommand('hold', 'send nothing new for a while; breaking news goes through', [
    'onair hold market-open --for 2m',
    'onair release market-open',
  ])
    .argument('<airing>', AIRING)
    .requiredOption('--for <duration>', 'how long, such as 2m; an hour at most')
    .action(async (airing: string, flags: Flags & { readonly for: string }) => {
      await order(flags, `/airings/${part(airing)}/hold`, () => ({ for: flags.for }))
    })

export const releaseCommand = (): Command =>
  deskCommand('release', 'end a hold', ['onair release market-open'])
    .argument('<airing>', AIRING)
    .action(async (airing: string, flags: Flags) => {
      await order(flags, `/airings/${part(airing)}/release`)
    })

export const skipCommand = (): Command =>
  deskCommand('skip', 'cut what is speaking', ['onair skip market-open'])
    .argument('<airing>', AIRING)
    .action(async (airing: string, flags: Flags) => {
      await order(flags, `/airings/${part(airing)}/skip`)
    })

export const stopCommand = (): Command =>
  deskCommand('stop', 'close one airing, or everything and the daemon', [
    'onair stop market-open         close this one (at a terminal it asks first)',
    'onair stop market-open --yes   it does not ask',
    'onair stop                     close everything; onair ends (it asks first)',
    'onair stop --station demo      the same from a script, or of another machine',
  ])
    .argument(
      '[airing]',
      'an airing, or its show; without it every session is closed and the daemon ends',
    )
    .option('--yes', 'close the airing without asking')
    .option('--station <name>', 'close everything: the name of the station that is to end')
    .action((airing: string | undefined, flags: Flags & StopFlags) =>
      airing === undefined ? stopStation(flags) : stopAiring(airing, flags),
    )

interface StopFlags {
  readonly yes?: boolean
  readonly station?: string
}

const sits = { input: process.stdin, output: process.stderr }

async function stopAiring(name: string, flags: Flags & StopFlags): Promise<void> {
  const output = terminal()
  const line = lineTo(flags, output)
  if (!line) return
  if (!flags.yes && sits.input.isTTY) {
    const known = await askDesk<AiringView>(line, `/airings/${part(name)}`)
    // What is not there the order itself is told, with what there is.
    const isThere = known.ok && !OVER.has(known.value.situation)
    if (isThere && !(await isWanted(sits, closing(known.value)))) {
      output.trouble('nothing was stopped\n')
      process.exitCode = 1
      return
    }
  }
  await order(flags, `/airings/${part(name)}/stop`, () => ({ confirm: name }))
}

const OVER: ReadonlySet<string> = new Set(['closed', 'missed', 'lost'])

const closing = ({ airing, situation, endsAt }: AiringView) =>
  `${airing} (${situation}${endsAt === undefined ? '' : `, until ${clock(endsAt)}`}) is closed.`

async function stopStation(flags: Flags & StopFlags): Promise<void> {
  const output = terminal()
  const line = lineTo(flags, output)
  if (!line) return
  const station = flags.station ?? (await typedName(sits, line.station))
  if (station) return void (await order(flags, '/stop', () => ({ confirm: station })))
  const named = quoted(line.station ?? 'NAME')
  output.trouble(
    station === undefined
      ? `error: this closes every show and ends onair; say so: onair stop --station ${named} ` +
          '(one show: onair stop SHOW)\n'
      : 'nothing was stopped; one show: onair stop SHOW\n',
  )
  process.exitCode = station === undefined ? 2 : 1
}

export const startCommand = (): Command =>
  deskCommand('start', 'open again what was stopped; let a show start while the clocks disagree', [
    'onair start nonstop-shop    a channel without an end: anew',
    'onair start market-open     a show: the rest of it; nothing airs twice',
    'onair start market-open@2026-11-30T09:00',
  ])
    .argument('<show>', 'the show, or one of its airings')
    .action(async (show: string, flags: Flags) => {
      await order(flags, `/shows/${part(show)}/start`)
    })

const ofTakeover = (airing: string, takeover: string, what: string) =>
  `/airings/${part(airing)}/takeovers/${part(takeover)}/${what}`
