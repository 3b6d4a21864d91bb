/** What takes shows off air is asked of whoever sits there first. */
import { createInterface } from 'node:readline/promises'
import type { Readable, Writable } from 'node:stream'

export interface Terminal {
  readonly input: Readable & { readonly isTTY?: boolean }
  readonly output: Writable & { readonly isTTY?: boolean }
}

/** What whoever sits there answers; empty: nothing. undefined: nobody sits there. */
export async function answered(
  { input, output }: Terminal,
  says: string,
  question: string,
): Promise<string | undefined> {
  if (input.isTTY !== true || output.isTTY !== true) return undefined
  const asking = createInterface({ input, output, terminal: false })
  const gone = new AbortController()
  asking.once('close', () => gone.abort())
  try {
    output.write(`${says}\n`)
    return (await asking.question(question, { signal: gone.signal })).trim()
  } catch {
    // Ctrl-D: no answer is no.
    output.write('\n')
    return ''
  } finally {
    asking.close()
  }
}

/** To be held against the name of the station by the daemon. */
export const typedName = (terminal: Terminal, station: string | undefined) =>
  answered(
    terminal,
    'every show is closed, and onair ends.',
    `type ${station === undefined ? 'the name of the station' : `its name, ${station},`} to go on: `,
  )

/** A program that names a show means what it says. */
export async function isWanted(terminal: Terminal, says: string): Promise<boolean> {
  const answer = await answered(terminal, says, 'go on? [y/N] ')
  return answer === undefined || /^y(?:es)?$/i.test(answer)
}
