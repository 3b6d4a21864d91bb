/** `onair ask`, `questions`, `forget`: what the audience asks, as a moderator sees it. */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { Command, Option } from 'commander'
import { tame } from '../columns.js'
import type { Answer } from '../console/answers.js'
import type { QuestionLine } from '../console/questions.js'
import { zoneLine } from './airing-lines.js'
import { type Output, terminal } from './show-problems.js'
import { configOption } from './station-config.js'
import { table, terminalColumns } from './table.js'
import { askDesk, lineTo, type Where, whereOptions } from './talk.js'

type Flags = Where

/** With the options that say which daemon is meant. */
function reaching(command: Command): Command {
  for (const option of [configOption(), ...whereOptions()]) command.addOption(option)
  return command
}

export const askCommand = (): Command =>
  reaching(new Command('ask'))
    .summary('ask a question on behalf of a viewer')
    .description('Ask a question on behalf of a viewer.')
    .argument('<airing>', 'an airing, or the show it belongs to')
    .argument('<text...>', 'the question')
    .requiredOption('--asker <name>', 'who asks, as it is spoken')
    .addHelpText(
      'after',
      '\nExamples:\n  onair ask nonstop-shop "When do you ship?" --asker Ann\n' +
        '  onair questions --follow      what becomes of it\n',
    )
    .action(async (airing: string, text: readonly string[], flags: Flags & { asker: string }) => {
      const body = { request: randomUUID(), asker: flags.asker, text: text.join(' ') }
      await command(flags, `/airings/${encodeURIComponent(airing)}/ask`, body)
    })

export const questionsCommand = (): Command => {
  const questions = reaching(new Command('questions'))
    .summary('what the audience asked, what the gates said, what became of it')
    .description('What the audience asked, what the gates said, what became of it.')
    .argument('[airing]', 'an airing, or a show; without it all of them')
    .option('--follow', 'go on as more come in (they are shown as they come)')
    .addOption(new Option('--format <format>').choices(['table', 'json']).default('table'))
    .addHelpText(
      'after',
      '\nExamples:\n  onair questions nonstop-shop\n  onair questions --follow\n' +
        '  onair questions approve q3f2a9c41d0b7e65\n  onair questions decline q3f2a9c41d0b7e65\n' +
        '\nTimes are the station’s; with --url they are UTC.\n',
    )
    .action(async (airing: string | undefined, flags: Listing) => list(airing, flags))
  for (const how of ['approve', 'decline'] as const)
    questions.addCommand(
      reaching(new Command(how))
        .summary(`${how} a question that waits for it`)
        .description(`${how === 'approve' ? 'Approve' : 'Decline'} a question that waits for it.`)
        .argument('<question>', 'its id, as onair questions shows it')
        .addHelpText('after', `\nExamples:\n  onair questions ${how} q3f2a9c41d0b7e65\n`)
        .action(async (question: string, _flags: Flags, self: Command) => {
          await command(
            self.optsWithGlobals(),
            `/questions/${encodeURIComponent(question)}/${how}`,
            {},
          )
        }),
    )
  return questions
}

export const forgetCommand = (): Command =>
  reaching(new Command('forget'))
    .summary('forget a viewer: what they asked and their name are erased')
    .description('Forget a viewer: what they asked and their name are erased.')
    .argument(
      '<asker>',
      'as their platform names them, as named on air, or the pseudonym of the list',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  onair forget Ann\n  onair forget 3f2a9c41d0b7\n' +
        '\nThe logs hold no words and no names of viewers, and stay whole.\n',
    )
    .action(async (asker: string, flags: Flags) => command(flags, '/questions/forget', { asker }))

interface Listing extends Flags {
  readonly follow?: boolean
  readonly format: 'table' | 'json'
}

/** A page of the API. */
const PAGE = 500
const FOLLOW_MS = 1_000

async function list(airing: string | undefined, flags: Listing): Promise<void> {
  const output = terminal()
  let after = 0
  for (let waits = false; ; waits = flags.follow === true) {
    const query = new URLSearchParams({ after: String(after), ...(airing ? { airing } : {}) })
    // A daemon that was there a moment ago is being restarted.
    const say = waits ? { ...output, trouble: () => {} } : output
    const page = await told<{ questions: QuestionLine[] }>(flags, say, `/questions?${query}`)
    if (!page && waits) {
      process.exitCode = 0
      await pause(FOLLOW_MS)
      continue
    }
    if (!page) return
    const { questions } = page.value
    if (questions.length > 0 || (after === 0 && !flags.follow))
      output.result(flags.format === 'json' ? jsonl(questions) : asTable(questions))
    after = questions.at(-1)?.seq ?? after
    if (questions.length === PAGE) continue
    if (!flags.follow) return
    await pause(FOLLOW_MS)
  }
}

const jsonl = (questions: readonly QuestionLine[]) =>
  questions.map((question) => `${JSON.stringify(question)}\n`).join('')

function asTable(questions: readonly QuestionLine[]): string {
  if (questions.length === 0) return 'nobody has asked anything\n'
  const told = table(
    ['question', 'asked', 'asker', 'what became of it', 'gates', 'text'],
    questions.map((one) => [
      one.question,
      one.askedAt.slice(5, 19).replace('T', ' '),
      tame(one.name ?? one.asker),
      [one.situation, one.reason, one.source && `(${one.source})`].filter(Boolean).join(' ') +
        (one.others > 0 ? ` +${one.others}` : ''),
      gatesOf(one),
      tame(one.text ?? '(forgotten)'),
    ]),
    { columns: terminalColumns(), elastic: 5 },
  )
  return told + zoneLine(questions.map(({ askedAt }) => askedAt))
}

/** All clean is one word; else the gate that was not. */
function gatesOf({ gates }: QuestionLine): string {
  const stopped = gates.find(({ passed }) => !passed)
  return stopped ? tame(`${stopped.gate}: ${stopped.rule}`) : `${gates.length} clean`
}

async function command(flags: Flags, path: string, body: object): Promise<void> {
  const output = terminal()
  const answer = await told<Answer>(flags, output, path, body)
  if (answer) output.result(`${answer.value.says}\n`)
}

async function told<T>(
  flags: Flags,
  output: Output,
  path: string,
  body?: object,
): Promise<{ readonly value: T } | undefined> {
  const line = lineTo(flags, output)
  if (!line) return undefined
  const reply = await askDesk<T>(line, path, body)
  if (reply.ok) return { value: reply.value }
  output.trouble(`error: ${reply.says}\n`)
  process.exitCode = reply.code
  return undefined
}
