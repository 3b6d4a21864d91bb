/** One breach of a schema in a producer's words: where, what, and what to do. */
import type { Breach } from './breach.js'
import { expected, isSecret, noted, SHOWN_MAX, text } from './expected.js'
import { otherForm, typeHint } from './hints.js'
import { meant, unseenName } from './meant.js'
import { called, child, keysOf } from './names.js'
import { pointer, valueAt } from './pointer.js'
import { didYouMean, suggestKey } from './suggest.js'

export interface Explained {
  readonly place: string
  readonly part: 'key' | 'value'
  readonly code: string
  readonly says: string
  readonly hint: string | undefined
}

export function explain(breach: Breach): Explained {
  const { keyword, instancePath: place, params } = breach
  switch (keyword) {
    case 'additionalProperties':
      return unknownKey(place, String(params.additionalProperty), breach)
    case 'propertyNames':
      return unfitName(place, String(params.propertyName), breach)
    case 'required':
      return missingKey(place, String(params.missingProperty), breach)
    case 'dependentRequired':
      return lonelyKey(place, String(params.property), String(params.missingProperty))
    case 'oneOf':
    case 'anyOf':
      return choice(place, breach)
    case 'type':
      return place === '' && breach.data === null
        ? { place, part: 'value', code: 'empty', says: 'the file is empty', hint: EMPTY }
        : value(breach, 'wrong-type', wrongType(breach), typeHint(breach))
    case 'not':
      return { ...value(breach, 'not-supported', noted(breach, 'title') ?? 'this'), part: 'key' }
    case 'enum':
    case 'const':
      return notOneOf(breach)
    case 'pattern':
    case 'format':
      return value(breach, 'wrong-form', ...wrongForm(breach))
    case 'uniqueItems':
      return twice(breach)
    default:
      return value(breach, 'out-of-range', outOfRange(breach))
  }
}

/** A rundown or a config; both are written by commands. */
const EMPTY = 'write one with onair new or onair init, or remove the file'

const value = (
  breach: Breach,
  code: string,
  says: string,
  hint = noted(breach, '$comment'),
): Explained => ({ place: breach.instancePath, part: 'value', code, says, hint })

function unknownKey(place: string, key: string, { parentSchema }: Breach): Explained {
  const known = keysOf(valueAt(parentSchema, '/properties')).filter(
    (name) => valueAt(parentSchema, pointer('properties', name, 'not')) === undefined,
  )
  const list = known.length <= LISTED_MAX ? `known here: ${known.join(', ')}` : undefined
  const hint = KEY_HINTS.find(([written]) => written.test(key))?.[1]
  const unseen = unseenName(key)
  const says = `unknown key "${key}"${unseen ? `: there is an unseen character (${unseen}) in it` : ''}`
  return {
    place: child(place, key),
    part: 'key',
    code: 'unknown-key',
    says,
    hint: unseen ? 'delete it' : (hint ?? didYouMean(key, known, suggestKey) ?? list),
  }
}

const KEY_HINTS: readonly (readonly [written: RegExp, hint: string])[] = [
  [/^<<$/, 'merge keys are not supported: write the keys out'],
  [/^must(?:[-_]?air)?$/i, 'did you mean "doubt: must"?'],
  [/^\d+$/, 'is it behind the comma of a number? Numbers have a point: 1.2'],
]

/** A longer list of keys helps nobody. */
const LISTED_MAX = 16

const unfitName = (place: string, name: string, { parentSchema }: Breach): Explained => ({
  place: child(place, name),
  part: 'key',
  code: 'wrong-form',
  says: `"${name}" is not ${text(valueAt(parentSchema, '/propertyNames/title')) ?? 'a name'}`,
  hint: text(valueAt(parentSchema, '/propertyNames/$comment')),
})

function missingKey(place: string, key: string, { parentSchema }: Breach): Explained {
  const example = valueAt(parentSchema, pointer('properties', key, 'examples', 0))
  const says = `"${key}" is missing${place === '' ? '' : ` in ${called(place)}`}`
  const hint = example === undefined ? undefined : `for example ${key}: ${inYaml(example)}`
  return { place, part: 'key', code: 'missing-key', says, hint }
}

const lonelyKey = (place: string, key: string, missing: string): Explained => ({
  place: child(place, key),
  part: 'key',
  code: 'missing-key',
  says: `"${key}" needs "${missing}" beside it`,
  hint: undefined,
})

/** Too many point at the second one written; none points at the whole. */
function choice(place: string, breach: Breach): Explained {
  const title = noted(breach, 'title') ?? 'one of several forms'
  const passing = breach.params.passingSchemas
  if (!Array.isArray(passing)) {
    const says = `${title} is needed${place === '' ? '' : ` in ${called(place)}`}`
    return { place, part: 'key', code: 'choose-one', says, hint: undefined }
  }
  const branch = pointer(breach.keyword, Number(passing[1]), 'required', 0)
  const says = `only ${title} can stand here, not several of them`
  const second = child(place, valueAt(breach.parentSchema, branch))
  return {
    place: second,
    part: 'key',
    code: 'choose-one',
    says,
    hint: 'keep one and remove the others',
  }
}

function twice({ instancePath, params, data }: Breach): Explained {
  const second = Math.max(Number(params.i), Number(params.j))
  const written = JSON.stringify(valueAt(data, pointer(second)))
  const says = `${written} stands in ${called(instancePath)} already`
  const place = child(instancePath, second)
  return { place, part: 'value', code: 'duplicate-entry', says, hint: 'remove it' }
}

function wrongForm(breach: Breach): readonly [says: string, hint?: string] {
  const { data, params } = breach
  const says = `${shown(breach)} is not ${expected(breach)}`
  if (typeof data !== 'string' || typeof params.pattern !== 'string' || isSecret(breach))
    return [says]
  const unseen = unseenName(data)
  const form = new RegExp(params.pattern, 'u')
  const better = meant(data, form, expected(breach).startsWith('an id'))
  const hint = better === undefined ? otherForm(data, breach) : `did you mean "${better}"?`
  if (unseen === undefined) return hint === undefined ? [says] : [says, hint]
  return [`${says}: there is an unseen character (${unseen}) in it`, hint ?? 'delete it']
}

function notOneOf(breach: Breach): Explained {
  const allowed = breach.params.allowedValues ?? [breach.params.allowedValue]
  const names = Array.isArray(allowed) ? allowed.map(String) : []
  const says = `${shown(breach)} is not ${names.length > 1 ? 'one of ' : ''}${names.map(listed).join(', ')}`
  const hint =
    typeof breach.data !== 'string'
      ? breach.data === false
        ? 'write true, or remove it'
        : undefined
      : names.length === 1 && breach.params.allowedValue === true
        ? 'write true'
        : didYouMean(breach.data, names)
  return value(breach, 'not-one-of', says, hint ?? noted(breach, '$comment'))
}

/** A comma in a list of commas is not seen. */
const listed = (name: string) => (/^[\p{L}\p{N}]/u.test(name) ? name : JSON.stringify(name))

function wrongType(breach: Breach): string {
  const name = called(breach.instancePath)
  const must = `must be ${expected(breach)}`
  if (breach.data === null) return `${name} has no value; it ${must}`
  if (!isSecret(breach)) return `${name} ${must}, not ${kindOf(breach.data)}`
  return breach.params.type === 'object' ? `${name} must be given by reference` : `${name} ${must}`
}

function outOfRange(breach: Breach): string {
  const { keyword, instancePath, parentSchema } = breach
  const name = called(instancePath)
  const limit = breach.params.limit
  const bound = (key: string) => valueAt(parentSchema, pointer(key))
  switch (keyword) {
    case 'minLength':
      return `${name} is empty`
    case 'maxLength':
      return `${name} is longer than ${limit} characters`
    case 'minItems':
    case 'maxItems':
      return bound('minItems') === bound('maxItems')
        ? `${name} must be ${expected(breach)} with exactly ${limit} entries`
        : `${name} must have ${keyword === 'minItems' ? 'at least' : 'at most'} ${entries(limit)}`
    case 'maxProperties':
      return `${name} must have at most ${limit} keys`
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum': {
      const [least, above, most] = [bound('minimum'), bound('exclusiveMinimum'), bound('maximum')]
      const from = above === undefined ? `from ${least}` : `above ${above}`
      const range = most === undefined ? `at least ${least ?? above}` : `${from} to ${most}`
      return `${name} is ${breach.data}, it must be ${range}`
    }
    default:
      return `${name} breaks the rule "${keyword}"`
  }
}

const entries = (count: unknown) => `${count} ${count === 1 ? 'entry' : 'entries'}`

function kindOf(data: unknown): string {
  if (Array.isArray(data)) return 'a list'
  if (typeof data === 'number') {
    return Number.isFinite(data) ? `the number ${data}` : 'something that is no number'
  }
  if (typeof data === 'boolean') return String(data)
  return typeof data === 'object' ? 'a block of keys' : 'a text'
}

/** What was written, cut short, unless it may be a secret. */
function shown(breach: Breach): string {
  if (isSecret(breach)) return called(breach.instancePath)
  const written = typeof breach.data === 'string' ? breach.data : JSON.stringify(breach.data)
  return `"${written.length > SHOWN_MAX ? `${written.slice(0, SHOWN_MAX)}…` : written}"`
}

const inYaml = (value: unknown) =>
  typeof value === 'string' && !value.includes(': ') ? value : JSON.stringify(value)
