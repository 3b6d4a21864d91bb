/**
 * Compiles the schemas, each once, on first use. A build writes this file anew with all of them compiled (`build.ts`):
 * it takes a third of a second, which a starting daemon has not.
 */
import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { type SchemaName, schemaFile } from './files.js'

const compiled = new Map<SchemaName, ValidateFunction>()

export function validatorOf(name: SchemaName): ValidateFunction {
  const known = compiled.get(name)
  if (known) return known
  // Only rundowns are long enough to win back the time that making the check faster takes.
  const validate = compilerWith({ optimize: name === 'rundown' }).compile(schemaOf(name))
  compiled.set(name, validate)
  return validate
}

export function compilerWith(code: {
  readonly optimize: boolean
  readonly source?: true
  readonly esm?: true
}): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    verbose: true,
    allowUnionTypes: true,
    // The schemas are ours, and a test holds them against theirs: half of the time of compiling one.
    validateSchema: false,
    code,
  })
  formats.default(ajv)
  return ajv
}

export function schemaOf(name: SchemaName): object {
  const schema = JSON.parse(readFileSync(schemaFile(name), 'utf8'))
  return name === 'rundown' ? whole(schema) : schema
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
