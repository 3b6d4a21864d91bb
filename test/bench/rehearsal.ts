/** A show of two hours with 500 cues, from its text to the log it would make: production core, loop, calls and dialect. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runRehearse } from '../../daemon/commands/rehearse.js'
import { instant } from '../../daemon/core/time.js'
import { heardOutput } from '../help/output.js'
import { withCues } from '../help/written-rundown.js'
import { type Figure, median } from './measure.js'

const CUES = 500
const EVERY_SECONDS = 14
const ROUNDS = 3

export async function rehearsalFigure(): Promise<Figure> {
  const folder = mkdtempSync(join(tmpdir(), 'onair-bench-'))
  try {
    const file = join(folder, 'long.yaml')
    writeFileSync(file, withCues(...Array.from({ length: CUES }, cue)))
    const took: number[] = []
    for (let round = 0; round < ROUNDS; round++) took.push(await once(file))
    return {
      what: `onair rehearse: a show of 2 h with ${CUES} cues, file to log, not rendered`,
      saw: `${median(took).toFixed(0)} ms`,
      aim: '< 2,000 ms',
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const cue = (_: unknown, n: number) =>
  `cue: item-${n}, at: +${n * EVERY_SECONDS + 5}s, say: This is item number ${n} of a long show.`

async function once(file: string): Promise<number> {
  const output = heardOutput()
  const flags = { at: '2026-11-21', seed: 1, faults: '', timezone: 'UTC', format: 'json' } as const
  const from = performance.now()
  await runRehearse([file], flags, instant(0), output)
  const took = performance.now() - from
  const aired = output.heard.result.split('"status": "aired"').length - 1
  if (aired < CUES) throw new Error(`only ${aired} aired: ${output.heard.trouble}`)
  return took
}
