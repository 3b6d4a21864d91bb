import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { validatorOf } from '../daemon/schemas/validators.js'

const FOLDER = new URL('../schemas/', import.meta.url)

// The daemon itself does not look: it would cost every start the time of compiling the schema of schemas.
test.each(readdirSync(FOLDER).filter((name) => name.endsWith('.json')))(
  '%s is a JSON Schema',
  (name) => {
    const ajv = new Ajv2020()
    const schema = JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'))
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema')
    expect([ajv.validateSchema(schema), ajv.errors]).toEqual([true, null])
  },
)

const BUILT = new URL('../dist/schemas/validators.js', import.meta.url)
const GOLDEN = new URL('golden/', import.meta.url)

test('a build compiles the schemas ahead: it finds what the sources find', async () => {
  const built: { readonly validatorOf: typeof validatorOf } = await import(BUILT.href)
  const found = (check: ReturnType<typeof validatorOf>, value: unknown) =>
    check(value) ? [] : check.errors
  const all = readdirSync(GOLDEN, { recursive: true, encoding: 'utf8' })
  const names = all.filter((name) => name.endsWith('.yaml'))
  let breaches = 0
  for (const name of names) {
    const text = readFileSync(new URL(name, GOLDEN), 'utf8')
    const value = read(text)
    if (value === undefined) continue
    const errors = found(validatorOf('rundown'), value)
    expect([name, found(built.validatorOf('rundown'), value)]).toEqual([name, errors])
    breaches += errors?.length ?? 0
  }
  expect(breaches).toBeGreaterThan(20)
  for (const name of ['config', 'import-map', 'live-script', 'takeover'] as const)
    expect(found(built.validatorOf(name), { nonsense: 1 })).toEqual(
      found(validatorOf(name), { nonsense: 1 }),
    )
})

/** What is no YAML never comes to a schema. */
function read(text: string): unknown {
  try {
    return parse(text, { uniqueKeys: false, logLevel: 'silent' })
  } catch {
    return undefined
  }
}
