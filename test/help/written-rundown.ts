/** Builds the text of a rundown from what a test cares about, and reads and checks it. */
import { checkRundown, type Rules } from '../../daemon/core/rundown/check.js'
import { inOrder } from '../../daemon/core/rundown/notes.js'
import type { Problem } from '../../daemon/core/rundown/problem.js'
import { type Reading, readRundown } from '../../daemon/core/rundown/read.js'
import type { Opened, Shelf } from '../../daemon/core/rundown/shelf.js'
import { breaches } from '../../daemon/schemas/breaches.js'

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
  disclosure: 'disclosure: { say: You hear and see a synthetic presenter. }',
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

/** Files beside a rundown, texts or bytes. */
export const aShelf = (files: Readonly<Record<string, string | Uint8Array>>): Shelf => ({
  open: (path): Opened => {
    const file = files[path]
    return typeof file === 'string' ? { text: file } : { says: 'there is no such file or folder' }
  },
  look: (path) => {
    const file = files[path]
    if (file === undefined) return { kind: 'missing' }
    return { kind: 'file', head: typeof file === 'string' ? Buffer.from(file) : file }
  },
  spelt: (path) =>
    Object.keys(files).find(
      (name) => name !== path && name.toLowerCase() === path.toLowerCase() && !(path in files),
    ),
})

export const readText = (text: string, shelf?: Shelf): Reading =>
  readRundown(
    text,
    'evening.yaml',
    (value) => breaches('rundown', value),
    shelf === undefined ? {} : { shelf },
  )

export function problemsIn(text: string, rules: Rules = {}): readonly Problem[] {
  const { problems, draft } = readText(text, rules.shelf)
  return inOrder([...problems, ...(draft ? checkRundown(draft, LIMITS, rules) : [])])
}

/** `code says` of each, in order. */
export const told = (text: string, rules: Rules = {}): readonly string[] =>
  problemsIn(text, rules).map(({ code, says }) => `${code}: ${says}`)
