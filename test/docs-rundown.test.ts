/** docs/rundown.md is made from the schema; `DOCS=write` rewrites it. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { checkAll } from '../daemon/commands/check.js'
import { readOne } from '../daemon/commands/readings.js'
import { aFolder } from './help/folder.js'
import { keysOf, rundownReference } from './help/rundown-reference.js'
import { written } from './help/written-rundown.js'

const PAGE = new URL('../docs/rundown.md', import.meta.url)
const schema = JSON.parse(
  readFileSync(new URL('../schemas/rundown.schema.json', import.meta.url), 'utf8'),
)
const made = rundownReference(schema)
const keys = keysOf(schema)

test('docs/rundown.md says what the schema says (DOCS=write rewrites it)', () => {
  if (process.env.DOCS === 'write') writeFileSync(PAGE, made)
  expect(existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : undefined).toBe(made)
})

test('every key has a description, a type and an example that is YAML', () => {
  for (const { path, text, type, example, name, holds } of keys) {
    expect(text, path).not.toBe('')
    expect(type, path).not.toBe('a value')
    if (type === 'not supported') continue
    if (example === undefined && holds !== undefined) continue
    expect(example, path).toBeDefined()
    expect(Object.keys(parse(example ?? '')), path).toEqual([name])
  }
})

test('no key is left out', () => {
  const written = new Set(keys.map(({ name }) => name))
  const missing = [...namesIn(schema)].filter((name) => !written.has(name))
  expect(missing).toEqual([])
})

test('the complete one has no problems', () => {
  const text = /```yaml\n(# yaml[^`]*?\nsegments:[^`]*)```/.exec(made)?.[1] ?? ''
  expect(checkAll([{ file: 'first-show.yaml', text }])).toEqual([])
})

test('the schema of shared files has what an include takes, and no words of its own', () => {
  const shared = JSON.parse(
    readFileSync(new URL('../schemas/shared.schema.json', import.meta.url), 'utf8'),
  )
  const isRefused = (key: string) => {
    const folder = aFolder({ 'shared.yaml': `${key}: x\n` })
    const text = `${written()}include: [shared.yaml]\n`
    const { problems } = readOne({ file: join(folder, 'evening.yaml'), text })
    return problems.some(({ code }) => code === 'not-shared')
  }
  const taken = Object.keys(schema.properties).filter((key) => !isRefused(key))
  expect(shared.properties).toEqual(
    Object.fromEntries(
      taken.map((key) => [key, { $ref: `rundown.schema.json#/properties/${key}` }]),
    ),
  )
})

test('a file for editors is complete and correct by itself: shared parts, and nothing else', () => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true })
  formats.default(ajv)
  ajv.addSchema(schema)
  const isShared = ajv.compile(
    JSON.parse(readFileSync(new URL('../schemas/shared.schema.json', import.meta.url), 'utf8')),
  )
  const own = readFileSync(new URL('../playlists/shared/disclosure.yaml', import.meta.url), 'utf8')
  expect(isShared(parse(own))).toBe(true)
  expect(isShared({ variables: { host: 'Li' }, include: ['li.yaml'] })).toBe(true)
  expect(isShared({ variables: { host: 9 } })).toBe(false)
  expect(isShared({ show: 'evening' })).toBe(false)
  expect(isShared(null)).toBe(false)
})

test('every link leads to a heading', () => {
  const headings = new Set(
    [...made.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/ /g, '-')
        .replace(/[^a-z0-9_-]/g, ''),
    ),
  )
  const dead = [...made.matchAll(/\]\(#([^)]*)\)/g)].filter(([, to = '']) => !headings.has(to))
  expect(dead).toEqual([])
})

/** Names of properties that have a description of their own. */
function* namesIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, below] of Object.entries(value)) {
    if (key === 'properties') {
      for (const [name, property] of Object.entries(below)) {
        if (typeof property === 'object' && property !== null && 'description' in property)
          yield name
      }
    }
    yield* namesIn(below)
  }
}
