/**
 * One folder per case: `rundown.yaml` in; `live-script.json` and `takeovers.json` out, and
 * `problems.txt` if there is anything to say. `GOLDEN=write` rewrites them; then read the
 * difference as a producer would.
 */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkAll } from '../daemon/commands/check.js'
import { documents, nextAiring } from '../daemon/commands/compile.js'
import { problemsAsText } from '../daemon/commands/show-problems.js'
import { compile } from '../daemon/core/compile/compile.js'
import { isError } from '../daemon/core/rundown/problem.js'
import { readRundown } from '../daemon/core/rundown/read.js'
import type { AccountId } from '../daemon/core/rundown/rundown.js'
import { instant } from '../daemon/core/time.js'
import { breaches } from '../daemon/schemas.js'

const FOLDER = new URL('golden/', import.meta.url)
const OUTPUTS = ['live-script.json', 'takeovers.json', 'problems.txt'] as const
type Outputs = Readonly<Partial<Record<(typeof OUTPUTS)[number], string>>>

const settled = { version: 'golden', account: 'demo' as AccountId, timezone: 'UTC' }
const monday = instant(Date.UTC(2026, 10, 23))

function outputs(text: string): Outputs {
  const problems = checkAll([{ file: 'rundown.yaml', text, version: 'golden' }])
  const told =
    problems.length === 0
      ? {}
      : { 'problems.txt': problemsAsText(problems, new Map([['rundown.yaml', text]]), false) }
  const { rundown } = readRundown(text, 'rundown.yaml', (value) => breaches('rundown', value))
  if (rundown === undefined || problems.some(isError)) return told
  const programme = compile(rundown, settled)
  const airing = nextAiring(programme, monday)
  if (airing === undefined) return told
  const { liveScript, takeovers } = documents(programme, airing)
  return { ...told, 'live-script.json': json(liveScript), 'takeovers.json': json(takeovers) }
}

const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`

const written = (path: URL) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined)

for (const name of readdirSync(FOLDER).sort()) {
  const file = (inside: string) => new URL(`${name}/${inside}`, FOLDER)
  test(name.replaceAll('-', ' '), () => {
    const made = outputs(readFileSync(file('rundown.yaml'), 'utf8'))
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
    const made = outputs(readFileSync(file('rundown.yaml'), 'utf8'))
    const script = made['live-script.json']
    if (script !== undefined) expect(breaches('live-script', JSON.parse(script))).toEqual([])
    for (const { takeover } of JSON.parse(made['takeovers.json'] ?? '[]')) {
      expect(breaches('takeover', takeover)).toEqual([])
    }
  })
}

test('a case called bad has an error or a warning, and any other can be compiled', () => {
  for (const name of readdirSync(FOLDER)) {
    const made = outputs(readFileSync(new URL(`${name}/rundown.yaml`, FOLDER), 'utf8'))
    if (name.startsWith('bad-')) expect(made['problems.txt'], name).toBeDefined()
    else expect(made['live-script.json'], name).toBeDefined()
  }
})
