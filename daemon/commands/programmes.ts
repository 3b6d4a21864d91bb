/** Rundowns on disk → programmes of a station, for the commands that need all of them at once. */
import type { Programme } from '../core/compile/programme.js'
import type { Identity } from '../core/rundown/check.js'
import { inOrder } from '../core/rundown/notes.js'
import { isError, type Problem } from '../core/rundown/problem.js'
import type { AccountId } from '../core/rundown/rundown.js'
import { didYouMean } from '../core/rundown/suggest.js'
import { type loadFile, loadRundowns } from './load.js'
import {
  type Asked,
  type CheckedRundown,
  problemsAmong,
  readAll,
  readOne,
  textsOf,
} from './readings.js'
import { type Output, problemsAsText } from './show-problems.js'

export interface Station {
  /** undefined: no config was read, and any account will do. */
  readonly accounts: readonly AccountId[] | undefined
  readonly timezone: string
  /** Every rundown has to say that its presenter is synthetic. */
  readonly disclosure?: 'required' | undefined
}

export interface Programmes {
  /** Of the rundowns without errors. */
  readonly programmes: readonly Programme[]
  readonly problems: readonly Problem[]
  readonly texts: ReadonlyMap<string, string>
  readonly checked: readonly CheckedRundown[]
  readonly unread: readonly Problem[]
}

export function readProgrammes(paths: readonly string[], station: Station): Programmes {
  const { loaded, problems: unread } = loadRundowns(paths)
  const checked = readAll(loaded, askedOf(station))
  const own = new Map(
    checked.map(({ file, identity }) => [file, identity ? accountProblems(identity, station) : []]),
  )
  const problems = [...unread, ...problemsAmong(checked), ...[...own.values()].flat()]
  const spoilt = new Set(problems.filter(isError).map(({ file }) => file))
  const programmes = checked.flatMap(({ file, programme }) =>
    programme && !spoilt.has(file) ? [programme] : [],
  )
  return { programmes, problems: inOrder(problems), texts: textsOf(checked), checked, unread }
}

/** Of one file; what is wrong with it is shown, and with an error there is none. */
export function programmeOf(
  loaded: ReturnType<typeof loadFile>,
  asked: Asked,
  output: Output,
): Programme | undefined {
  if (!('text' in loaded)) {
    output.trouble(problemsAsText([loaded], new Map(), output.colour))
    return undefined
  }
  const checked = readOne(loaded, asked)
  const problems = problemsAmong([checked])
  output.trouble(problemsAsText(problems, checked.texts, output.colour))
  return problems.some(isError) ? undefined : checked.programme
}

/** What rundowns leave to the station, and what it holds them to. */
export const askedOf = ({ accounts, timezone, disclosure }: Station): Asked => ({
  zone: timezone,
  account: accounts?.[0],
  disclosure,
})

/** The rundown's account must be the station's; it may be left out where there is just one. */
export function accountProblems(
  { account, accountAt, showAt }: Identity,
  { accounts }: Station,
): readonly Problem[] {
  if (!accounts) return []
  const list = accounts.join(', ')
  if (account !== undefined && !accounts.includes(account)) {
    return [
      {
        severity: 'error',
        code: 'unknown-account',
        ...accountAt,
        says: `the config has no account "${account}"`,
        hint: didYouMean(account, accounts) ?? `known: ${list}`,
      },
    ]
  }
  if (account !== undefined || accounts.length <= 1) return []
  return [
    {
      severity: 'error',
      code: 'no-account',
      ...showAt,
      says: 'the config has several accounts, and this rundown names none',
      hint: `add "account:" with one of ${list}`,
    },
  ]
}
