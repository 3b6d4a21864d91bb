/** `onair events`: what happens, as it happens. The line may drop, the daemon may restart: none is missed. */
import type { Command } from 'commander'
import { request } from 'undici'
import { tame } from '../columns.js'
import { instant, local } from '../core/time.js'
import { deskCommand, type Flags } from './desk-command.js'
import { readEvents, type SentEvent } from './event-stream.js'
import { type Output, terminal } from './show-problems.js'
import { type Line, lineTo, noAnswer, refusalIn } from './talk.js'

interface EventFlags extends Flags {
  readonly follow?: boolean
  readonly airing?: string
  readonly kinds?: string
  readonly after?: string
}

/** A daemon that is restarted is there again within seconds. */
const AGAIN_AFTER_MS = 1_000
/** Two heartbeats were missed: the line is dead, whatever the socket says. */
const SILENT_MAX_MS = 35_000
/** What is kept comes at once; after this much silence there is no more of what was asked for. */
const QUIET_MS = 1_000

export const eventsCommand = (): Command =>
  deskCommand('events', 'what happens, as it happens', [
    'onair events                                 what is still kept',
    'onair events --follow                        from now on, for good',
    'onair events --follow --kinds command,tell   orders and alerts only',
    'onair events --follow --after 1f2e3d4c.1042  go on behind this one',
  ])
    .addHelpText('after', '\nTimes are the station’s; with --url they are UTC.\n')
    .option('--follow', 'go on')
    .option('--airing <airing>', 'only of this airing, or this show')
    .option('--kinds <kinds>', 'airing, takeover, as-run, tell, command, media, joined by commas')
    .option('--after <id>', 'go on behind this event (default: from now on with --follow)')
    .action(async (flags: EventFlags) => {
      const output = terminal()
      let waiting = false
      let after = flags.after ?? (flags.follow ? undefined : '0')
      for (;;) {
        // Looked up anew each time: a daemon that was restarted has another token for this machine.
        const line = lineTo(flags, waiting ? { ...output, trouble: () => {} } : output)
        const until = line && !flags.follow ? await present(line) : undefined
        const heard = line && (await listen(line, flags, { after, until }, output))
        // Said once, and waited for: a daemon that was restarted is there again in a moment.
        if (heard?.deaf !== undefined && !waiting) {
          output.trouble(`error: ${heard.deaf}\n`)
          process.exitCode = 3
        }
        waiting = heard === undefined || heard.deaf !== undefined
        after = heard?.last ?? after
        if (!flags.follow || heard?.refused) return
        process.exitCode = 0
        await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS))
      }
    })

interface Heard {
  readonly last: string | undefined
  readonly refused: boolean
  /** It was not even reached. */
  readonly deaf?: string
}

async function listen(
  line: Line,
  flags: EventFlags,
  { after, until = Infinity }: { after: string | undefined; until: number | undefined },
  output: Output,
): Promise<Heard> {
  const wishes = { after, airing: flags.airing, kinds: flags.kinds }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(wishes)) if (value) query.set(name, value)
  let last = after
  try {
    const answer = await ask(line, `?${query}`, flags.follow ? SILENT_MAX_MS : QUIET_MS).catch(
      (error: unknown) => noAnswer(line, error),
    )
    if (typeof answer === 'string') return { last, refused: false, deaf: answer }
    if (answer.statusCode !== 200) {
      output.trouble(`error: ${refusalIn(await answer.body.json())}\n`)
      process.exitCode = 1
      return { last, refused: true }
    }
    for await (const event of readEvents(answer.body)) {
      if (numberOf(event.id) > until) break
      last = event.id ?? last
      if (event.data !== '')
        output.result(flags.format === 'json' ? `${event.data}\n` : lineOf(event, line.timezone))
      if (numberOf(event.id) === until) break
    }
  } catch {
    // The line dropped, or nothing more is kept: what was heard last is known.
  }
  return { last, refused: false }
}

const ask = (line: Line, query: string, bodyTimeout: number) =>
  request(`${line.url}/api/v1/events${query}`, {
    headers: { authorization: `Bearer ${line.token.reveal()}` },
    headersTimeout: 5_000,
    bodyTimeout,
  })

const numberOf = (id: string | undefined) => Number(id?.split('.')[1] ?? NaN)

/** What is kept ends here: where much happens, there is always more. undefined: it does not say. */
async function present(line: Line): Promise<number | undefined> {
  try {
    const answer = await ask(line, '', QUIET_MS)
    for await (const { id } of readEvents(answer.body)) return id === undefined ? id : numberOf(id)
  } catch {
    // Whoever listens next says what is the matter.
  }
  return undefined
}

function lineOf({ kind, data, id }: SentEvent, timezone: string): string {
  const { at, airing, show, ...what }: Readonly<Record<string, unknown>> = JSON.parse(data)
  const time = timeOf(String(at ?? ''), timezone)
  return `${tame([time, id ?? '', kind, airing ?? show ?? '', wordsOf(kind, what)].join('  '))}\n`
}

/** To the thousandth, which local times leave out. */
const timeOf = (at: string, timezone: string) =>
  at === '' ? '' : local(instant(Date.parse(at)), timezone).slice(11, 19) + at.slice(19, 23)

function wordsOf(kind: string, what: Readonly<Record<string, unknown>>): string {
  const said = (...names: readonly string[]) =>
    names.flatMap((name) =>
      what[name] === undefined || what[name] === null ? [] : [String(what[name])],
    )
  if (kind === 'command') return `${said('who', 'act').join(' ')}: ${said('says').join('')}`
  if (kind === 'takeover') return said('situation', 'item', 'title').join('  ')
  if (kind === 'media') return mediaWords(what)
  if (kind === 'as-run') return said('status', 'reason', 'item_id', 'title').join('  ')
  return said('level', 'situation', 'parked', 'because', 'says').join('  ')
}

function mediaWords({ file, share, failed }: Readonly<Record<string, unknown>>): string {
  const far = share === 1 ? 'ready' : `${Math.round(Number(share) * 100)} %`
  return `${file}  ${failed === undefined ? far : `failed: ${failed}`}`
}
