/** Builds the text of a rundown from what a test cares about, and reads and checks it. */
import { checkRundown } from '../../daemon/core/rundown/check.js'
import { inOrder } from '../../daemon/core/rundown/notes.js'
import type { Problem } from '../../daemon/core/rundown/problem.js'
import { type Reading, readRundown } from '../../daemon/core/rundown/read.js'
import { breaches } from '../../daemon/schemas.js'

export const LIMITS = {
  textMin: 10,
  textMax: 100,
  audioTypes: ['.mp3'],
  imageTypes: ['.png', '.jpg'],
  videoTypes: ['.mp4'],
}

const PARTS = {
  head: 'show: evening',
  timezone: 'timezone: Asia/Shanghai',
  schedule: 'schedule: [{ cron: "0 20 * * *", duration: 2h }]',
  presenter: `presenter:
  role: { id: 1, face_feature_id: nina, name: Li, url: https://cdn.example/nina.zip }
  voice: { qid: nina-warm, language: en-US }`,
  stage: '',
  script: 'script: { say: Welcome to the evening show. }',
  variables: '',
  segments: '',
}

/** Lines of YAML by part; a part that is left out is as harmless as can be. */
export const written = (parts: Partial<typeof PARTS> = {}): string =>
  `${Object.values({ ...PARTS, ...parts })
    .filter((part) => part !== '')
    .join('\n')}\n`

/** A rundown with these cues, each in one line of flow style. */
export const withCues = (...cues: readonly string[]): string =>
  written({ segments: `segments:\n  - segment: opening\n    cues:${cues.map(cueLine).join('')}` })

const cueLine = (cue: string) => `\n      - { ${cue} }`

export const readText = (text: string): Reading =>
  readRundown(text, 'evening.yaml', (value) => breaches('rundown', value))

export function problemsIn(text: string): readonly Problem[] {
  const { problems, draft } = readText(text)
  return inOrder([...problems, ...(draft ? checkRundown(draft, LIMITS) : [])])
}

/** `code says` of each, in order. */
export const told = (text: string): readonly string[] =>
  problemsIn(text).map(({ code, says }) => `${code}: ${says}`)
