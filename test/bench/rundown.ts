/** Reading, checking and compiling a rundown of 5,000 cues, beside `yaml` and ajv alone. */
import { LineCounter, parseDocument } from 'yaml'
import { compile } from '../../daemon/core/compile/compile.js'
import { checkRundown } from '../../daemon/core/rundown/check.js'
import { readRundown } from '../../daemon/core/rundown/read.js'
import type { AccountId } from '../../daemon/core/rundown/rundown.js'
import { softSugar } from '../../daemon/platform/softsugar/dialect.js'
import { breaches } from '../../daemon/schemas.js'
import { type Figure, ratio, wallMs } from './measure.js'

export function rundownFigure(): Figure {
  const text = longRundown(5_000)
  const ours = () => wallMs(() => readWhole(text))
  const bare = () => wallMs(() => parseBare(text))
  return {
    what: 'read + check + compile 5,000 cues ÷ yaml parse + ajv alone',
    saw: `${ratio(ours, bare, 5).toFixed(2)} ×`,
    aim: '≤ 1.1 ×',
  }
}

function readWhole(text: string): void {
  const { rundown, draft, problems } = readRundown(text, 'long.yaml', (value) =>
    breaches('rundown', value),
  )
  const more = draft ? checkRundown(draft, softSugar.speech) : []
  if (!rundown || problems.length + more.length > 0)
    throw new Error('the long rundown has problems')
  compile(rundown, { version: '1', account: 'demo' as AccountId, timezone: 'UTC' })
}

function parseBare(text: string): void {
  const lineCounter = new LineCounter()
  const value = parseDocument(text, { lineCounter }).toJS()
  if (breaches('rundown', value).length > 0) throw new Error('the long rundown breaks its schema')
}

function longRundown(cues: number): string {
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
