/**
 * Reading and checking a rundown of 5,000 cues, beside what anybody would write with `yaml` and ajv: the
 * package's own front door with the options we read with (and its own check for keys written twice, which we do
 * ourselves), aliases bounded, positions on, and the same compiled schema. Warm, in turn, each as often as the other.
 */
import { LineCounter, parseDocument } from 'yaml'
import { compile } from '../../daemon/core/compile/compile.js'
import { ALIASES_MAX } from '../../daemon/core/limits.js'
import { checkRundown } from '../../daemon/core/rundown/check.js'
import { readRundown } from '../../daemon/core/rundown/read.js'
import type { AccountId, Rundown } from '../../daemon/core/rundown/rundown.js'
import { DIALECT } from '../../daemon/core/rundown/source.js'
import { softSugar } from '../../daemon/platform/softsugar/dialect.js'
import { breaches } from '../../daemon/schemas/breaches.js'
import { cpuSeconds, type Figure, median, wallMs } from './measure.js'

const ROUNDS = 31
const WARMING = 4

export function rundownFigure(): Figure {
  const text = longRundown(5_000)
  const ours: Taken[] = []
  const compiled: Taken[] = []
  const bare: Taken[] = []
  for (let round = 0; round < WARMING + ROUNDS; round++) {
    let rundown: Rundown | undefined
    const mine = taken(() => {
      rundown = checkedWhole(text)
    })
    const more = taken(() => rundown && compile(rundown, SETTLED))
    const theirs = taken(() => parseBare(text))
    if (round < WARMING) continue
    ours.push(mine)
    compiled.push({ wall: mine.wall + more.wall, cpu: mine.cpu + more.cpu })
    bare.push(theirs)
  }
  return {
    what: 'read + check 5,000 cues ÷ yaml parse + ajv alone',
    saw: [
      `by the clock ${compared(ours, bare, 'wall')}; computing ${compared(ours, bare, 'cpu')}; ${ROUNDS} rounds`,
      `and compiled, as it is in the thread: ${compared(compiled, bare, 'wall')}; computing ${compared(compiled, bare, 'cpu')}`,
    ].join('\n      '),
    aim: '≤ 1.1 ×',
  }
}

const SETTLED = { version: '1', account: 'demo' as AccountId, timezone: 'UTC' }

/** Milliseconds. A machine with much else to do stretches the first, hardly the second. */
interface Taken {
  readonly wall: number
  readonly cpu: number
}

function taken(work: () => void): Taken {
  let wall = 0
  const cpu =
    1_000 *
    cpuSeconds(() => {
      wall = wallMs(work)
    })
  return { wall, cpu }
}

function compared(ours: readonly Taken[], bare: readonly Taken[], by: keyof Taken): string {
  const [mine, theirs] = [ours.map((one) => one[by]), bare.map((one) => one[by])]
  const least = Math.min(...mine) / Math.min(...theirs)
  const middle = median(mine) / median(theirs)
  return `${least.toFixed(2)} × at best, ${middle.toFixed(2)} × in the middle (${median(mine).toFixed(0)} ÷ ${median(theirs).toFixed(0)} ms)`
}

function checkedWhole(text: string): Rundown {
  const { rundown, draft, problems } = readRundown(text, 'long.yaml', (value) =>
    breaches('rundown', value),
  )
  const more = draft ? checkRundown(draft, softSugar.speech) : []
  if (!rundown || problems.length + more.length > 0)
    throw new Error('the long rundown has problems')
  return rundown
}

function parseBare(text: string): void {
  const lineCounter = new LineCounter()
  const options = { ...DIALECT, uniqueKeys: true, lineCounter }
  const value = parseDocument(text, options).toJS({ maxAliasCount: ALIASES_MAX })
  if (breaches('rundown', value).length > 0) throw new Error('the long rundown breaks its schema')
}

export function longRundown(cues: number): string {
  const lines = Array.from({ length: cues }, (_, at) => [
    `      - cue: item-${at}`,
    `        at: +${at + 1}s`,
    `        say: This is item number ${at}, one of a great many of them.`,
  ]).flat()
  return `show: long
title: A long show
schedule: [{ at: "2026-11-23T09:00:00", duration: 3h }]
presenter:
  role: { id: 1, face_feature_id: f, name: Li, url: https://cdn.example/a.zip, position: { x: 0, y: 0 }, scale: 1 }
  voice: { id: nina, vendor: 3, name: nina, language: zh-CN }
script: { say: Welcome to this very long show., repeat: forever }
disclosure: { say: You hear and see a synthetic presenter. }
segments:
  - segment: all
    cues:
${lines.join('\n')}
`
}
