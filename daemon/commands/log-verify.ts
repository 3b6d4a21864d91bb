/** `onair log --verify`: is the journal what was written, and do its turns lead to its state? */
import { sayOf } from '../core/assert.js'
import type { Walked } from '../journal/chain.js'
import type { Folded } from '../journal/fold.js'
import { type Verified, verifyJournal } from '../journal/verify.js'
import { codeVersion } from '../run/code-version.js'
import type { Output } from './show-problems.js'

export function runVerify(folder: string, output: Output): 0 | 1 {
  let verified: Verified | undefined
  try {
    verified = verifyJournal(folder, codeVersion())
  } catch (error) {
    output.trouble(`error: the journal cannot be read: ${sayOf(error)}\n`)
    return 1
  }
  if (!verified) {
    output.trouble(`nothing was ever on air here: there is no journal in ${folder}\n`)
    return 0
  }
  const { damage, asRun, turns, audit, folded } = verified
  const chains = [asRun, turns, audit].flatMap(({ findings }) => findings)
  const findings = [...damage, ...chains, ...folded.flatMap(differing)]
  const lines = [
    `file     ${damage.length === 0 ? 'sound' : 'damaged'}`,
    `as-run   ${chained(asRun)}`,
    `turns    ${chained(turns)}`,
    `audit    ${chained(audit)}`,
    ...folded.map((epoch) => `start ${epoch.epoch}  ${foldedLine(epoch)}`),
  ]
  output.result(lines.map((line) => `${line}\n`).join(''))
  for (const finding of findings) output.trouble(`error: ${finding}\n`)
  return findings.length === 0 ? 0 : 1
}

const chained = ({ rows, findings }: Walked) =>
  `${rows} rows, ${findings.length === 0 ? 'chained without a gap' : `${findings.length} findings`}`

function foldedLine({ turns, skipped, differs }: Folded): string {
  if (skipped !== undefined) return `${turns} turns, not folded: ${skipped}`
  return `${turns} turns, folded: ${differs.length === 0 ? 'the same state' : 'ANOTHER STATE'}`
}

const differing = ({ epoch, differs }: Folded) =>
  differs.map((what) => `start ${epoch}: its turns do not lead to what is stored of ${what}`)
