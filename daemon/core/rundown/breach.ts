/**
 * Breaches of a JSON Schema → problems a producer can act on. One mistake gives one problem: noise
 * from inside oneOf and anyOf is dropped, and a misspelt key is not reported as missing as well.
 * The schemas help: `title` says what is expected here, `$comment` is the hint, `writeOnly` means
 * never repeat the value.
 */
import { explain } from './explain.js'
import { called, keysOf } from './names.js'
import { parent, pointer, valueAt } from './pointer.js'
import type { Problem } from './problem.js'
import { type SkippedLevel, skippedLevels } from './skipped-level.js'
import type { Source } from './source.js'
import { type SplitEntry, splitEntries } from './split-entry.js'
import { suggestKey } from './suggest.js'

/** What a JSON Schema validator reports (the shape of ajv's, with `verbose`). */
export interface Breach {
  readonly instancePath: string
  readonly schemaPath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
  readonly propertyName?: string
  readonly data?: unknown
  readonly parentSchema?: unknown
}

/** Every breach of a schema, not only the first. */
export type Breaches = (value: unknown) => readonly Breach[]

export function problemsOf(source: Source, all: readonly Breach[]): readonly Problem[] {
  const split = splitEntries(all)
  const skipped = skippedLevels(all)
  const told = new Set([...split, ...skipped].flatMap((one) => one.breaches))
  const breaches = all.filter((breach) => !told.has(breach))
  const meant = meantKeys(breaches)
  const refused = new Set(breaches.flatMap(ownerOfRefused))
  const single = new Map<string, { rank: number; problem: Problem }>()
  for (const breach of breaches) {
    if (isInner(breach, all) || isExcused(breach, meant, refused, all)) continue
    const { place, part, code, says, hint } = explain(breach)
    const rank = RANK.indexOf(breach.keyword)
    const key = rank >= 0 ? place : `${place} ${breach.keyword} ${says}`
    const known = single.get(key)
    if (known !== undefined && known.rank <= rank) continue
    const at = source.positionOf(place, part)
    single.set(key, { rank, problem: { severity: 'error', code, ...at, says, hint } })
  }
  return [
    ...split.map((one) => splitProblem(source, one)),
    ...skipped.map((one) => skippedProblem(source, one)),
    ...[...single.values()].map(({ problem }) => problem),
  ]
}

const splitProblem = (source: Source, { place, key }: SplitEntry): Problem => ({
  severity: 'error',
  code: 'missing-key',
  ...source.positionOf(place, 'key'),
  says: `${called(place)} and the one before are incomplete alone, and complete together`,
  hint: `remove the "-" before "${key}", or put { and } around what belongs together`,
})

const skippedProblem = (source: Source, { place, key, list, needs }: SkippedLevel): Problem => {
  const above = needs.map((one, at) => `"${at === 0 ? '- ' : ''}${one}:"`).join(' and ')
  return {
    severity: 'error',
    code: 'missing-key',
    ...source.positionOf(place, 'key'),
    says: `what begins with "${key}" belongs below "${list}", and not directly into ${called(parent(place))}`,
    hint: `write ${above} above it, and indent it`,
  }
}

/**
 * The object that holds a key which is known and refused, or a merge key: nobody knows what else it
 * would hold.
 */
const ownerOfRefused = ({ keyword, instancePath, params }: Breach): readonly string[] => {
  if (keyword === 'not') return [parent(instancePath)]
  return params.additionalProperty === '<<' ? [instancePath] : []
}

/** Of several complaints about one value the first of these is the one to tell. */
const RANK = [
  'type',
  'not',
  'const',
  'enum',
  'minItems',
  'maxItems',
  'minLength',
  'pattern',
  'maxLength',
  'minimum',
  'exclusiveMinimum',
  'maximum',
]

/** Object → the keys that misspelt keys in it were meant to be. */
function meantKeys(breaches: readonly Breach[]): ReadonlyMap<string, ReadonlySet<string>> {
  const meant = new Map<string, Set<string>>()
  for (const { keyword, instancePath, params, parentSchema } of breaches) {
    const written = params.additionalProperty
    if (keyword !== 'additionalProperties' || typeof written !== 'string') continue
    const near = suggestKey(written, keysOf(valueAt(parentSchema, pointer('properties'))))
    if (near === undefined) continue
    const keys = meant.get(instancePath) ?? new Set()
    meant.set(instancePath, keys.add(near))
  }
  return meant
}

/**
 * Branches of a composite that failed as a whole, names that failed as names, choices in what is no
 * block at all.
 */
const isInner = (breach: Breach, breaches: readonly Breach[]) =>
  isChoiceOfWrongType(breach, breaches) ||
  (breach.propertyName !== undefined
    ? breach.keyword !== 'propertyNames'
    : /\/(?:oneOf|anyOf)\/\d/.test(breach.schemaPath) &&
      breaches.some(
        (outer) =>
          (outer.keyword === 'oneOf' || outer.keyword === 'anyOf') &&
          outer.instancePath === breach.instancePath &&
          breach.schemaPath.startsWith(`${outer.schemaPath}/`),
      ))

const isAboutMissing = ({ keyword, params }: Breach) =>
  keyword === 'required' ||
  keyword === 'dependentRequired' ||
  ((keyword === 'oneOf' || keyword === 'anyOf') && !Array.isArray(params.passingSchemas))

const isChoiceOfWrongType = ({ keyword, instancePath }: Breach, breaches: readonly Breach[]) =>
  (keyword === 'oneOf' || keyword === 'anyOf') &&
  breaches.some(
    (other) =>
      other.keyword === 'type' &&
      other.instancePath === instancePath &&
      !/\/(?:oneOf|anyOf)\/\d/.test(other.schemaPath),
  )

/** One of several keys is needed, and one that stands there already asks for the very one of them. */
const isAnsweredBeside = (
  { keyword, instancePath, parentSchema }: Breach,
  all: readonly Breach[],
) =>
  (keyword === 'oneOf' || keyword === 'anyOf') &&
  all.some(
    (other) =>
      other.keyword === 'dependentRequired' &&
      other.instancePath === instancePath &&
      requiredBy(parentSchema, keyword).includes(other.params.missingProperty),
  )

function requiredBy(schema: unknown, keyword: string): readonly unknown[] {
  const branches = valueAt(schema, pointer(keyword))
  return Array.isArray(branches) ? branches.map((branch) => valueAt(branch, '/required/0')) : []
}

/** What is said to be missing is there, only misspelt, or stands in a key that is refused. */
function isExcused(
  breach: Breach,
  meant: ReadonlyMap<string, ReadonlySet<string>>,
  refused: ReadonlySet<string>,
  breaches: readonly Breach[],
): boolean {
  if (isAboutMissing(breach) && refused.has(breach.instancePath)) return true
  if (isAnsweredBeside(breach, breaches)) return true
  const keys = meant.get(breach.instancePath)
  if (keys === undefined) return false
  const missing = breach.params.missingProperty
  if (typeof missing === 'string') return keys.has(missing)
  if (breach.keyword !== 'oneOf' && breach.keyword !== 'anyOf') return false
  return requiredBy(breach.parentSchema, breach.keyword).some((key) => keys.has(String(key)))
}
