/** What ends everything is not done by a command that was meant to have a name behind it. */
import { createInterface } from 'node:readline/promises'
import type { Readable, Writable } from 'node:stream'

export interface Terminal {
  readonly input: Readable & { readonly isTTY?: boolean }
  readonly output: Writable & { readonly isTTY?: boolean }
}

/**
 * What whoever sits there types, to be held against the name of the station by the daemon. undefined: nobody sits
 * there, and a program means what it says.
 */
export async function typedName(
  { input, output }: Terminal,
  station: string | undefined,
): Promise<string | undefined> {
  if (input.isTTY !== true || output.isTTY !== true) return undefined
  const asking = createInterface({ input, output, terminal: false })
  const name = station === undefined ? 'the name of the station' : `its name, ${station},`
  const gone = new AbortController()
  asking.once('close', () => gone.abort())
  try {
    output.write('every show is closed, and onair ends.\n')
    return (await asking.question(`type ${name} to go on: `, { signal: gone.signal })).trim()
  } catch {
    // Ctrl-D: no answer is no.
    output.write('\n')
    return ''
  } finally {
    asking.close()
  }
}
