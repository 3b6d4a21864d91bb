/** Compiles `schemas/*.schema.json` (JSON Schema 2020-12), each once, on first use, and hands out the checks. */
import { readFileSync } from 'node:fs'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'

export type SchemaName =
  | 'rundown'
  | 'config'
  | 'import-map'
  | 'questions'
  | 'live-script'
  | 'takeover'
export type SchemaError = ErrorObject

export const schemaFile = (name: SchemaName) =>
  new URL(`../schemas/${name}.schema.json`, import.meta.url)

const compiled = new Map<SchemaName, ValidateFunction>()

/** Every breach of the schema, not only the first; empty if there is none. */
export function breaches(name: SchemaName, value: unknown): readonly SchemaError[] {
  const validate = compiled.get(name) ?? compile(name)
  return validate(value) ? [] : [...(validate.errors ?? [])]
}

function compile(name: SchemaName): ValidateFunction {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    verbose: true,
    allowUnionTypes: true,
    // The schemas are ours, and a test holds them against theirs: half of the time of compiling one.
    validateSchema: false,
    // Only rundowns are long enough to win back the time that making the check faster takes.
    code: { optimize: name === 'rundown' },
  })
  formats.default(ajv)
  const schema = JSON.parse(readFileSync(schemaFile(name), 'utf8'))
  const validate = ajv.compile(name === 'rundown' ? whole(schema) : schema)
  compiled.set(name, validate)
  return validate
}

/**
 * In an editor, a rundown that includes files may leave to them what it needs. What is checked here has them put in:
 * nothing may be missing any more, and a producer reads that a key is missing, not that a condition failed.
 */
function whole({ if: _includes, else: alone, ...schema }: Conditional): object {
  return { ...schema, required: [...schema.required, ...alone.required] }
}

interface Conditional {
  readonly required: readonly string[]
  readonly if: object
  readonly else: { readonly required: readonly string[] }
}
