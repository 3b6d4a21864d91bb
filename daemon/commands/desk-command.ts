/** What all commands that talk to a daemon share: which daemon, one order each, its answer in words or JSON. */
import { randomUUID } from 'node:crypto'
import { Command, Option } from 'commander'
import type { Done } from '../console/answers.js'
import { type Output, terminal } from './show-problems.js'
import { configOption } from './station-config.js'
import { askDesk, type Line, lineTo, type Where, whereOptions } from './talk.js'

export interface Flags extends Where {
  readonly format: 'text' | 'json'
}

export function deskCommand(name: string, summary: string, examples: readonly string[]): Command {
  const command = new Command(name).summary(summary).description(`${capital(summary)}.`)
  command.addOption(configOption())
  for (const option of whereOptions()) command.addOption(option)
  return command
    .addOption(new Option('--format <format>').choices(['text', 'json']).default('text'))
    .addHelpText('after', `\nExamples:\n${examples.map((line) => `  ${line}\n`).join('')}`)
}

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)

/** One order, with a request id of its own; what will come of it is printed. */
export async function order(
  flags: Flags,
  path: string,
  words: (line: Line) => object = () => ({}),
): Promise<Done | undefined> {
  const output = terminal()
  const line = lineTo(flags, output)
  if (!line) return undefined
  const body = { request: randomUUID(), ...words(line) }
  const done = await told<Done>(line, output, flags, path, body)
  if (done && flags.format === 'text') output.result(`${done.says}\n`)
  return done
}

/** undefined: it could not be had, and why was said. As JSON the answer goes out as it came, refusals too. */
export async function told<T>(
  line: Line,
  output: Output,
  flags: Flags,
  path: string,
  body?: object,
): Promise<T | undefined> {
  const reply = await askDesk<T>(line, path, body)
  const answer = reply.ok ? reply.value : reply.answer
  if (flags.format === 'json' && answer !== undefined)
    output.result(`${JSON.stringify(answer, undefined, 2)}\n`)
  else if (!reply.ok) output.trouble(`error: ${reply.says}\n`)
  if (reply.ok) return reply.value
  process.exitCode = reply.code
  return undefined
}

export const part = (name: string) => encodeURIComponent(name)
