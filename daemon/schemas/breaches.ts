/** The checks of `schemas/*.schema.json` (JSON Schema 2020-12). */
import type { ErrorObject } from 'ajv/dist/2020.js'
import type { SchemaName } from './files.js'
import { validatorOf } from './validators.js'

export type SchemaError = ErrorObject

/** Every breach of the schema, not only the first; empty if there is none. */
export function breaches(name: SchemaName, value: unknown): readonly SchemaError[] {
  const validate = validatorOf(name)
  return validate(value) ? [] : [...(validate.errors ?? [])]
}
