/** What a script of ours was asked on its command line; `--help` and what nobody understands end it in a few words. */
import { parseArgs } from 'node:util'

export interface Asked {
  readonly has: (flag: string) => boolean
  readonly text: (name: string) => string | undefined
  readonly count: (name: string) => number | undefined
}

export function asked(
  help: string,
  names: readonly string[],
  flags: readonly string[] = [],
): Asked {
  const values = understood(names, ['help', ...flags])
  if (values.help === true) leave(0, help)
  const text: Asked['text'] = (name) => {
    const value = values[name]
    return typeof value === 'string' ? value : undefined
  }
  return {
    has: (flag) => values[flag] === true,
    text,
    count(name) {
      const value = text(name)
      if (value === undefined) return undefined
      return /^\d+$/.test(value)
        ? Number(value)
        : refuse(`--${name} takes a whole number, not "${value}"`)
    },
  }
}

function understood(
  names: readonly string[],
  flags: readonly string[],
): Readonly<Record<string, unknown>> {
  try {
    const texts = names.map((name) => [name, { type: 'string' as const }] as const)
    const switches = flags.map((name) => [name, { type: 'boolean' as const }] as const)
    return parseArgs({ options: Object.fromEntries([...texts, ...switches]) }).values
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error))
  }
}

export const refuse = (says: string): never => leave(2, `${says}; see --help\n`)

function leave(code: number, says: string): never {
  const out = code === 0 ? process.stdout : process.stderr
  out.write(says)
  process.exit(code)
}
