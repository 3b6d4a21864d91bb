import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'

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
