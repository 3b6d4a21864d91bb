/**
 * docs/problems.md: every code a problem can have, with an example a producer would meet. Made from
 * codes.ts and the golden files; `DOCS=write` rewrites it.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CODES, type CodeEntry } from '../daemon/core/rundown/codes.js'
import { otherExamples } from './help/problem-examples.js'

const ROOT = new URL('..', import.meta.url).pathname
const GOLDEN = join(ROOT, 'test/golden')
const PAGE = join(ROOT, 'docs/problems.md')

const known = new Set(Object.values(CODES).flatMap((group) => Object.keys(group)))

/** Code → how a file with this problem is told; the shortest there is. */
async function examples(): Promise<ReadonlyMap<string, string>> {
  const golden = goldenExamples()
  for (const [code, told] of inParts(await otherExamples())) {
    if (!golden.has(code)) golden.set(code, told)
  }
  return golden
}

function inParts(text: string): readonly (readonly [code: string, told: string])[] {
  return text
    .trimEnd()
    .split('\n\n')
    .map((told) => [told.split('\n')[0]?.split(' ').at(-1) ?? '', told])
}

function goldenExamples(): Map<string, string> {
  const found = new Map<string, string>()
  for (const name of readdirSync(GOLDEN).sort()) {
    const path = join(GOLDEN, name, 'problems.txt')
    if (!existsSync(path)) continue
    for (const [code, told] of inParts(readFileSync(path, 'utf8'))) {
      const earlier = found.get(code)
      if (earlier === undefined || told.length < earlier.length) found.set(code, told)
    }
  }
  return found
}

async function page(): Promise<string> {
  const told = await examples()
  const groups = Object.entries(CODES).map(([subject, entries]) => {
    const parts = Object.entries(entries).map(([code, entry]) => part(code, entry, told.get(code)))
    return `## ${subject}\n\n${parts.join('\n')}`
  })
  return `${HEAD}\n${groups.join('\n')}`
}

const HEAD = `# Problems, and what to do

<!-- Made from daemon/core/rundown/codes.ts and test/golden. DOCS=write npx vitest run --config test/vitest.config.ts test/docs.test.ts -->

What \`onair check\` may say. An error keeps a rundown off the air, a warning does not; a note
needs nothing done. Every problem has a code, a place, and
most have a hint; \`--format json\` and \`--format github\` carry the same for machines.
`

const part = (code: string, { what, why, todo }: CodeEntry, told = '') =>
  `### ${code}\n\n${what} ${why} ${todo}\n\n\`\`\`text\n${told}\n\`\`\`\n`

test('the page is what the code and the golden files say', async () => {
  const made = await page()
  if (process.env.DOCS === 'write') writeFileSync(PAGE, made)
  expect(made).toBe(existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : undefined)
})

test('every code that is used is explained', () => {
  expect([...usedCodes()].filter((code) => !known.has(code))).toEqual([])
})

test('every code that is explained is used', () => {
  const used = usedCodes()
  expect([...known].filter((code) => !used.has(code))).toEqual([])
})

test('every code of an example is explained, and every code has an example', async () => {
  expect([...(await examples()).keys()].sort()).toEqual([...known].sort())
})

/** As they stand in the source. */
function usedCodes(): ReadonlySet<string> {
  const used = new Set<string>()
  for (const path of sources(join(ROOT, 'daemon'))) {
    if (/\/codes(?:-\w+)?\.ts$/.test(path) || path.includes('/stand-in/')) continue
    const text = readFileSync(path, 'utf8')
    for (const [, code = ''] of text.matchAll(IN_SOURCE)) used.add(code)
  }
  return used
}

const IN_SOURCE =
  /(?:\bcode: |\brefuse\(\s*|\bvalue\(breach, |\bwrong\(column, |\bofFile\(\s*\w+,\s*)'([a-z]+(?:-[a-z]+)*)'/g

const sources = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? sources(path) : path.endsWith('.ts') ? [path] : []
  })
