/** A request that is not what the schema says, in words: which word of it is wrong, and what it should be. */
import type { FastifySchemaValidationError } from 'fastify'

type Fault = FastifySchemaValidationError & { readonly parentSchema?: unknown }

/** The schemas describe every word for the docs: whoever got one wrong is told the same. */
export function inWords(faults: readonly Fault[]): Error {
  const [first] = faults
  return new Error(first ? wordsOf(first) : 'it is not what the API expects')
}

function wordsOf(fault: Fault): string {
  const { keyword, params, instancePath, message = 'is not as it has to be' } = fault
  const { missingProperty, additionalProperty } = params
  if (keyword === 'required') return `"${String(missingProperty)}" is missing`
  if (keyword === 'additionalProperties')
    return `unknown key "${String(additionalProperty)}": a slip of the hand?`
  const name = instancePath.slice(1).replaceAll('/', '.')
  if (name === '') return `the body ${message}`
  const meant = descriptionIn(fault.parentSchema)
  // A pattern says nothing to people; what it means stands in the description.
  const must = keyword === 'pattern' ? 'is not written as it has to be' : message
  const choices =
    keyword === 'enum' ? `: ${String(params.allowedValues).replaceAll(',', ', ')}` : ''
  return `"${name}" ${must}${choices}${meant === undefined ? '' : `. ${meant}`}`
}

const descriptionIn = (schema: unknown): string | undefined =>
  typeof schema === 'object' &&
  schema !== null &&
  'description' in schema &&
  typeof schema.description === 'string'
    ? schema.description
    : undefined
