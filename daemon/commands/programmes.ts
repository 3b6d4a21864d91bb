/** Rundowns on disk → programmes of a station, for the commands that need all of them at once. */
import { compile } from '../core/compile/compile.js'
import type { Programme } from '../core/compile/programme.js'
import { inOrder, notesOn } from '../core/rundown/notes.js'
import { isError, type Problem } from '../core/rundown/problem.js'
import type { Draft } from '../core/rundown/read.js'
import { readRundown } from '../core/rundown/read.js'
import type { AccountId } from '../core/rundown/rundown.js'
import { didYouMean } from '../core/rundown/suggest.js'
import { breaches } from '../schemas.js'
import { checkAll } from './check.js'
import { type Loaded, loadRundowns } from './load.js'

export interface Station {
  /** undefined: no config was read, and any account will do. */
  readonly accounts: readonly AccountId[] | undefined
  readonly timezone: string
}

export interface Programmes {
  /** Of the rundowns without errors. */
  readonly programmes: readonly Programme[]
  readonly problems: readonly Problem[]
  readonly texts: ReadonlyMap<string, string>
}

export function readProgrammes(paths: readonly string[], station: Station): Programmes {
  const { loaded, problems: unread } = loadRundowns(paths)
  const drafts = loaded.map((file) => ({ file, ...reading(file) }))
  const problems = [
    ...unread,
    ...checkAll(loaded),
    ...drafts.flatMap(({ draft }) => (draft ? accountProblems(draft, station) : [])),
  ]
  const spoilt = new Set(problems.filter(isError).map(({ file }) => file))
  const programmes = drafts.flatMap(({ file, rundown }) =>
    rundown && !spoilt.has(file.file)
      ? [compile(rundown, { ...usual(station), version: file.version })]
      : [],
  )
  const texts = new Map(loaded.map(({ file, text }) => [file, text]))
  return { programmes, problems: byFile(problems), texts }
}

const reading = (file: Loaded) =>
  readRundown(file.text, file.file, (value) => breaches('rundown', value))

const usual = ({ accounts, timezone }: Station) => ({
  account: accounts?.[0] ?? ('unnamed' as AccountId),
  timezone,
})

/** The rundown's account must be the station's; it may be left out where there is just one. */
function accountProblems({ rundown, source }: Draft, { accounts }: Station): readonly Problem[] {
  if (!accounts) return []
  const notes = notesOn(source)
  const { account } = rundown
  if (account !== undefined && !accounts.includes(account)) {
    const hint = didYouMean(account, accounts)
    notes.error({
      place: '/account',
      code: 'unknown-account',
      says: `the config has no account "${account}"`,
      hint,
    })
  }
  if (account === undefined && accounts.length > 1) {
    const hint = `add "account:" with one of ${accounts.join(', ')}`
    notes.error({
      place: '/show',
      code: 'no-account',
      says: 'the config has several accounts, and this rundown names none',
      hint,
    })
  }
  return notes.problems
}

const byFile = (problems: readonly Problem[]): readonly Problem[] => {
  const files = [...new Set(problems.map(({ file }) => file))]
  return files.flatMap((file) => inOrder(problems.filter((problem) => problem.file === file)))
}
