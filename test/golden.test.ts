/**
 * One folder per case: `rundown.yaml` in; `live-script.json` and `takeovers.json` out, and
 * `problems.txt` if there is anything to say. Beside a `config.yaml` all files of the folder are
 * one station's. `GOLDEN=write` rewrites them; then read the difference as a producer would.
 */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { problemsAtStation } from '../daemon/commands/check.js'
import { documents, nextAiring } from '../daemon/commands/compile.js'
import { type Loaded, loadFile, loadRundowns } from '../daemon/commands/load.js'
import { askedOf } from '../daemon/commands/programmes.js'
import { problemsAmong, readAll, readOne, textsOf } from '../daemon/commands/readings.js'
import { problemsAsText } from '../daemon/commands/show-problems.js'
import { stationOf } from '../daemon/commands/station-config.js'
import { loadConfig } from '../daemon/config.js'
import { isError } from '../daemon/core/rundown/problem.js'
import type { AccountId } from '../daemon/core/rundown/rundown.js'
import { instant } from '../daemon/core/time.js'
import { breaches } from '../daemon/schemas/breaches.js'

const FOLDER = new URL('golden/', import.meta.url)
const OUTPUTS = ['live-script.json', 'takeovers.json', 'problems.txt'] as const
type Outputs = Readonly<Partial<Record<(typeof OUTPUTS)[number], string>>>

const account = 'demo' as AccountId
const monday = instant(Date.UTC(2026, 10, 23))

function outputs(name: string): Outputs {
  const folder = new URL(`${name}/`, FOLDER).pathname
  const loaded = loadFile(`${folder}rundown.yaml`)
  if (!('text' in loaded)) throw new Error(`${name}: ${loaded.says}`)
  const { checked, all, found } = existsSync(`${folder}config.yaml`)
    ? stationIn(folder, loaded.file)
    : alone(loaded)
  const { programme } = checked
  const inside = (text: string) => text.replaceAll(folder, '')
  const problems = found.map((problem) => ({
    ...problem,
    file: inside(problem.file),
    says: inside(problem.says),
  }))
  const texts = new Map([...textsOf(all)].map(([file, text]) => [inside(file), text]))
  const told =
    problems.length === 0 ? {} : { 'problems.txt': problemsAsText(problems, texts, false) }
  if (programme === undefined || problems.some(isError)) return told
  const airing = nextAiring(programme, monday)
  if (airing === undefined) return told
  const { liveScript, takeovers } = documents(programme, airing)
  return {
    ...told,
    'live-script.json': inside(json(liveScript)),
    'takeovers.json': inside(json(takeovers)),
  }
}

function alone(loaded: Loaded) {
  const checked = readOne(loaded, { now: monday, account })
  return { checked, all: [checked], found: problemsAmong([checked]) }
}

function stationIn(folder: string, own: string) {
  const { config, problems } = loadConfig(`${folder}config.yaml`, 'without-secrets')
  if (!config) throw new Error(JSON.stringify(problems))
  const station = stationOf(config)
  const { loaded } = loadRundowns([folder])
  const shows = loaded.filter(({ file }) => !file.endsWith('/config.yaml'))
  const all = readAll(shows, { ...askedOf(station), now: monday })
  const [checked] = all.filter(({ file }) => file === own)
  if (!checked) throw new Error(folder)
  return { checked, all, found: problemsAtStation(all, station, config.accounts, monday) }
}

const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`

const written = (path: URL) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined)

for (const name of readdirSync(FOLDER).sort()) {
  const file = (inside: string) => new URL(`${name}/${inside}`, FOLDER)
  test(name.replaceAll('-', ' '), () => {
    const made = outputs(name)
    for (const output of OUTPUTS) {
      const text = made[output]
      if (process.env.GOLDEN === 'write') {
        if (text === undefined) rmSync(file(output), { force: true })
        else writeFileSync(file(output), text)
      }
      expect(text, `${name}/${output}`).toEqual(written(file(output)))
    }
  })

  test(`what ${name} sends is what the platform's schemas allow`, () => {
    const made = outputs(name)
    const script = made['live-script.json']
    if (script !== undefined) expect(breaches('live-script', JSON.parse(script))).toEqual([])
    for (const { takeover, variants = [takeover] } of JSON.parse(made['takeovers.json'] ?? '[]')) {
      for (const one of variants) expect(breaches('takeover', one)).toEqual([])
    }
  })
}

test('a case called bad has an error or a warning, and any other can be compiled', () => {
  for (const name of readdirSync(FOLDER)) {
    const made = outputs(name)
    if (name.startsWith('bad-')) expect(made['problems.txt'], name).toBeDefined()
    else expect(made['live-script.json'], name).toBeDefined()
  }
})
