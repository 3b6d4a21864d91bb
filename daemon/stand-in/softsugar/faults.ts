/**
 * Reads `init=40s,slots=2,shuffle-callbacks` into a profile. A switch's name is the profile's field
 * in kebab-case. All mistakes are reported at once.
 */
import { didYouMean } from '../../core/rundown/suggest.js'
import { type Profile, USUAL } from './profile.js'
import { SWITCHES } from './switches.js'

export type FaultsRead =
  | { readonly ok: true; readonly profile: Profile }
  | { readonly ok: false; readonly problems: readonly string[] }

/** What is not switched stays as in `base`. */
export function parseFaults(written: string, base: Profile = USUAL): FaultsRead {
  const problems: string[] = []
  const seen = new Set<string>()
  let profile = base
  for (const part of written.split(',').map((one) => one.trim())) {
    if (part === '') continue
    const [name = '', ...rest] = part.split('=')
    const found = SWITCHES.find((one) => one.name === name)
    if (found === undefined) problems.push(unknown(name))
    else if (seen.has(name)) problems.push(`"${name}" is set twice`)
    else if (rest.length === 0 && found.takes !== '') {
      problems.push(`"${name}" takes ${found.takes}: "${found.example}"`)
    } else {
      const put = found.put(profile, rest.join('='))
      if (put === undefined) {
        const takes = found.takes === '' ? 'no value' : found.takes
        problems.push(`"${part}": "${name}" takes ${takes}: "${found.example}"`)
      } else profile = put
    }
    seen.add(name)
  }
  return problems.length === 0 ? { ok: true, profile } : { ok: false, problems }
}

/** One line for each switch, for `--help`. */
/** `item`: one line of a list, or several, for a term as wide as the widest. */
export function describeFaults(item: Item = onOneLine): string {
  const widest = Math.max(...SWITCHES.map((one) => one.example.length))
  return SWITCHES.map((one) => {
    const aside = `usually ${one.usual}; ${one.standing}`
    return item(one.example, widest, `${one.says} (${aside})`)
  }).join('\n')
}

type Item = (term: string, width: number, about: string) => string

const onOneLine: Item = (term, width, about) => `  ${term.padEnd(width)}  ${about}`

const unknown = (name: string): string => {
  const names = SWITCHES.map((one) => one.name)
  const hint = didYouMean(name, names) ?? 'see "onair stand-in --help" for all of them'
  return `no fault named "${name}": ${hint}`
}
