/** What a schema says of a place: what belongs there, and whether it may be repeated. */
import type { Breach } from './breach.js'
import { pointer, valueAt } from './pointer.js'

/** So much of what was written is repeated, or read. */
export const SHOWN_MAX = 80

export const expected = (breach: Breach): string => {
  const type = breach.params.type
  if (type === 'object') return 'a block of keys with values'
  return noted(breach, 'title') ?? TYPES[String(type)] ?? 'of another form'
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
}

export const isSecret = (breach: Breach) => valueAt(breach.parentSchema, '/writeOnly') === true
export const noted = (breach: Breach, key: string) =>
  text(valueAt(breach.parentSchema, pointer(key)))
export const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
