// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how columns are named in a map
/**
 * Problems that no folder of test/golden shows: of the config, of sheets, of links, and of what is too big to be kept.
 * All are made by onair itself.
 */

import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { runImport } from '../../daemon/commands/import.js'
import { loadRundowns } from '../../daemon/commands/load.js'
import { readInWorker } from '../../daemon/commands/read-in-worker.js'
import { problemsAmong, readAll, textsOf } from '../../daemon/commands/readings.js'
import { problemsAsText } from '../../daemon/commands/show-problems.js'
import { loadConfig } from '../../daemon/config.js'
import { READING_MAX } from '../../daemon/core/limits.js'
import type { Problem } from '../../daemon/core/rundown/problem.js'
import { millis } from '../../daemon/core/time.js'
import { aFolder } from './folder.js'
import { heardOutput } from './output.js'
import { withCues, written } from './written-rundown.js'

/** As `onair check` prints them, one after the other with an empty line between. For a test: it makes folders. */
export async function otherExamples(): Promise<string> {
  const sheets = await Promise.all([
    ofSheet({ cue: '${Name}', say: '${Name}, today ${Prize}.' }),
    ofSheet({ cue: '${Name}', say: '${Name}, today ${Price.' }),
    ofSheet({ cue: '${Title}', say: 'Today ${Title} for ${Price}.' }),
    ofSheet({ cue: '${Name}', say: 'Today ${Title} for ${Price}.' }, { segment: 'products' }),
    ofSheet({ cue: '${Name}', say: 'Today ${Title} for ${Price}.' }, {}, 'lamp,Lamp,'),
    ofSheet({ cue: '${Name}', say: 'Today ${Title} for ${Price}.' }, {}, 'lamp,Lamp,${price}'),
  ])
  return [...CONFIGS.map(ofConfig), ...sheets, ofLink(), ofCrowd(), await ofWeight()]
    .map((told) => told.trimEnd())
    .join('\n\n')
}

const real = (more: string) => `accounts:\n  main:\n    platform: softsugar\n${more}`
const demo = 'accounts: { demo: { platform: softsugar, standIn: true } }\n'
const CREDENTIALS = '    credentials: { appId: shop, appKey: { env: APP_KEY } }\n'
const ENVIRONMENT = { APP_KEY: '0123456789abcdef', CALLBACK_SECRET: 'sesame' }

const CONFIGS = [
  real(
    '    credentials:\n      appId: { env: SOFTSUGAR_APP_ID }\n      appKey: { env: SOFTSUGAR_APP_KEY }\n',
  ),
  real('    standIn: true\n    baseUrl: https://aigc.softsugar.com\n'),
  `http: { host: 0.0.0.0 }\n${demo}`,
  `http: { publicUrl: "http://onair.example" }\n${demo}`,
  real(`${CREDENTIALS}    callbackSecret: { env: CALLBACK_SECRET }\n`),
]

function ofConfig(text: string): string {
  const folder = aFolder({ 'config.yaml': text })
  const { problems } = loadConfig(join(folder, 'config.yaml'), ENVIRONMENT)
  return told(problems, new Map([[join(folder, 'config.yaml'), text]]), folder)
}

/** Of a cue that the sheet brings up to date the comment beside a time would be lost. */
const COMMENTED = withCues().replace(
  'opening\n    cues:',
  'products\n    cues:\n      - cue: lamp\n        at: +5m # after the news\n        say: Good evening.',
)

async function ofSheet(
  map: Readonly<Record<string, string>>,
  into: { readonly segment?: string } = {},
  cells = 'lamp,台灯,"9.90 yuan, for a day"',
): Promise<string> {
  const lines = Object.entries({ ...map, every: '30m' }).map(([key, value]) => `${key}: "${value}"`)
  const folder = aFolder({
    'map.yaml': `${lines.join('\n')}\n`,
    'evening.yaml': COMMENTED,
    'products.csv': `Name,Title,Price\n${cells}\n`,
  })
  const output = heardOutput()
  const flags = {
    map: join(folder, 'map.yaml'),
    ...(into.segment === undefined ? {} : { ...into, into: join(folder, 'evening.yaml') }),
  }
  await runImport(join(folder, 'products.csv'), flags, output)
  const [first = ''] = output.heard.trouble.replaceAll(`${folder}/`, '').split('\n\n')
  return first
}

function ofLink(): string {
  const stage = 'stage: { backgrounds: [{ image: market.png }] }'
  const folder = aFolder({ 'evening.yaml': written({ stage }) })
  symlinkSync('/pictures/market.png', join(folder, 'market.png'))
  return ofFolder(folder)
}

const CROWD = Array.from(
  { length: 2_501 },
  (_, i) => `{ cue: c${i}, at: start, say: Good day all. }`,
)

function ofCrowd(): string {
  const segment = (name: string, cues: readonly string[]) =>
    `\n  - segment: ${name}\n    cues:${cues.map((cue) => `\n      - ${cue}`).join('')}`
  const others = CROWD.map((cue) => cue.replace('cue: c', 'cue: d'))
  const segments = `segments:${segment('one', CROWD)}${segment('two', others)}`
  return ofFolder(aFolder({ 'evening.yaml': written({ segments }) }))
}

function ofFolder(folder: string): string {
  const checked = readAll(loadRundowns([folder]).loaded)
  return told(problemsAmong(checked), textsOf(checked), folder)
}

/** With less patience than usual, so that a rundown of some size is enough. */
async function ofWeight(): Promise<string> {
  const text = withCues(...CROWD.map((cue) => cue.slice(2, -2)))
  const folder = aFolder({ 'evening.yaml': text })
  const deadline = millis(1)
  const { loaded } = loadRundowns([folder])
  const checked = await readInWorker(loaded, {}, { deadline })
  return told(problemsAmong(checked), textsOf(checked), folder).replace(
    '0.001 s',
    `${READING_MAX / 1_000} s`,
  )
}

function told(
  problems: readonly Problem[],
  texts: ReadonlyMap<string, string>,
  folder: string,
): string {
  const inside = (path: string) => path.replaceAll(`${folder}/`, '')
  return problemsAsText(
    problems.map((problem) => ({ ...problem, file: inside(problem.file) })),
    new Map([...texts].map(([file, text]) => [inside(file), text])),
    false,
  )
}
