/** schemas/rundown.schema.json → docs/rundown.md: what editors show when one hovers over a key, on one page. */
import { parse, stringify } from 'yaml'
import { RUNDOWN } from '../../daemon/commands/init-files.js'

type Schema = Readonly<Record<string, unknown>>

export interface Key {
  /** As it is called on the page, e.g. `schedule[].cron`. */
  readonly path: string
  readonly name: string
  readonly text: string
  readonly type: string
  readonly isRequired: boolean
  readonly range: readonly string[]
  readonly preset: string | undefined
  /** A line or more of YAML. */
  readonly example: string | undefined
  /** Another form: a list where the example is a text. */
  readonly other: string | undefined
  /** The block it holds. */
  readonly holds: string | undefined
}

interface Block {
  readonly path: string
  readonly text: string
  readonly rules: readonly string[]
  readonly keys: readonly Key[]
}

export function rundownReference(root: Schema): string {
  const blocks = blocksOf(root)
  const lines = [HEAD, ...blocks.flatMap((block) => section(block))]
  return `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`
}

export const keysOf = (root: Schema): readonly Key[] => blocksOf(root).flatMap(({ keys }) => keys)

const HEAD = `# The rundown, key by key

<!-- Written by test/docs-rundown.test.ts from schemas/rundown.schema.json. Change the schema, then: DOCS=write npm test -->

A rundown is one YAML file: one show, from its schedule to its last cue. Every key is below, with its form, its range, its
default and an example. Editors with a YAML language server show the same when you hover over a key: put this line first, or
start with \`onair init\`, which does.

\`\`\`yaml
# yaml-language-server: $schema=../schemas/rundown.schema.json
\`\`\`

Write, then \`onair check\`: it names every problem with its line and what to do. \`onair plan --cues\` shows what will air, and
\`onair run\` airs it on the local stand-in of the platform, which costs nothing.

Parts that several shows have in common go into files of their own, in a folder below (see [include](#include)). Such a file
has no \`show\` and no \`schedule\`; this is its first line:

\`\`\`yaml
# yaml-language-server: $schema=../../schemas/shared.schema.json
\`\`\`

- Unknown keys are errors, so a slip of the hand is found.
- Durations carry their unit: \`500ms\`, \`30s\`, \`5m\`, \`1h30m\`, \`2d\`.
- Times of a cue: \`start\`, \`+5m\` (after the start), \`end-2m\` (before the end), or by the clock of the show's zone: \`"09:30"\`,
  \`"09:30:15"\`. Quotes are not needed here, but other readers of YAML take 09:30:15 for a number.
- \`\${name}\` in a text is replaced by a variable. Texts with \`: \` or \` #\` in them go in quotes or below \`|\`.
  Between { and } or [ and ] so do texts with a comma, a bracket or a \`\${name}\` in them.
- Numbers that are meant as text go in quotes: \`"9.90"\`.

## A complete one

\`\`\`yaml
${RUNDOWN.trimEnd()}
\`\`\`
`

function section({ path, text, rules, keys }: Block): readonly string[] {
  return [
    `## ${path === '' ? 'Keys at the top' : `Keys of ${code(path)}`}`,
    '',
    text,
    '',
    ...rules.map((rule) => `- ${rule}`),
    '',
    ...keys.flatMap((key) => [
      `### ${code(key.path)}`,
      '',
      key.text,
      '',
      facts(key),
      '',
      ...[key.example, key.other].flatMap((one) =>
        one === undefined ? [] : ['```yaml', one, '```', ''],
      ),
    ]),
  ]
}

const facts = ({ type, isRequired, range, preset, holds }: Key): string =>
  [
    `**${isRequired ? 'Required' : 'Optional'}**`,
    type,
    ...range,
    ...(preset === undefined ? [] : [`default: ${preset}`]),
    ...(holds === undefined ? [] : [`its keys: [${code(holds)}](#keys-of-${anchor(holds)})`]),
  ].join(' · ')

/** As GitHub makes them from headings. */
const anchor = (path: string) => path.toLowerCase().replace(/[^a-z0-9_-]/g, '')
const code = (text: string) => `\`${text}\``

function blocksOf(root: Schema): readonly Block[] {
  const blocks: Block[] = []
  const known = new Map<string, string>()
  const waiting: { path: string; schema: Schema }[] = [{ path: '', schema: root }]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { path, schema } = next
    const required = [...list(schema.required), ...list(object(schema.else).required)]
    const inside: { path: string; schema: Schema }[] = []
    const keys = Object.entries(object(schema.properties)).map(([name, written]) => {
      const property = resolved(object(written), root)
      const below = blockIn(property, root)
      const place = path === '' ? name : `${path}.${name}`
      const reference = below?.reference
      const holds = below && ((reference && known.get(reference)) || `${place}${below.suffix}`)
      if (below && holds && !(reference && known.has(reference))) {
        if (reference) known.set(reference, holds)
        inside.push({ path: holds, schema: below.schema })
      }
      return keyOf(place, name, property, required.includes(name), holds)
    })
    blocks.push({ path, text: sentences(schema).text, rules: rulesOf(schema), keys })
    waiting.unshift(...inside)
  }
  return blocks
}

interface Below {
  readonly schema: Schema
  readonly suffix: '' | '[]' | '.NAME'
  readonly reference: string | undefined
}

/** The block of keys that a value is, or that the entries of a list or of a mapping are. */
function blockIn(property: Schema, root: Schema): Below | undefined {
  if (property.properties !== undefined) {
    const reference = text(property[REFERENCE])
    return { schema: property, suffix: '', reference }
  }
  for (const [key, suffix] of [
    ['items', '[]'],
    ['additionalProperties', '.NAME'],
  ] as const) {
    const entry = resolved(object(property[key]), root)
    if (entry.properties !== undefined) {
      return { schema: entry, suffix, reference: text(entry[REFERENCE]) }
    }
  }
  return undefined
}

const REFERENCE = '$reference'

function resolved(schema: Schema, root: Schema): Schema {
  const reference = text(schema.$ref)
  if (reference === undefined) return schema
  const name = reference.replace('#/$defs/', '')
  return { ...object(object(root.$defs)[name]), ...schema, [REFERENCE]: reference }
}

function keyOf(
  path: string,
  name: string,
  schema: Schema,
  isRequired: boolean,
  holds: string | undefined,
): Key {
  const { text: about, preset, example } = sentences(schema)
  const given = schema.default === undefined ? preset : code(inYaml(schema.default))
  const [first, ...others] = Array.isArray(schema.examples) ? schema.examples : []
  const other = others.find((one) => Array.isArray(one) && !Array.isArray(first))
  return {
    path,
    name,
    text: about,
    type: typeOf(schema),
    isRequired,
    range: rangeOf(schema, about),
    preset: given,
    example:
      isYaml(example) || first === undefined
        ? example && `${name}: ${example}`
        : asLine(name, first),
    other: other === undefined ? undefined : asLine(name, other),
    holds,
  }
}

/** Some examples in descriptions go on with words. */
function isYaml(example: string | undefined): boolean {
  try {
    return example !== undefined && parse(`key: ${example}`) !== null
  } catch {
    return false
  }
}

/** Rules and clock times go in quotes, so that no other reader of YAML takes them for something else. */
const asLine = (name: string, value: unknown) =>
  typeof value === 'object'
    ? `${name}: ${inYaml(value)}`
    : typeof value === 'string' && /\*|^\d\d:/.test(value)
      ? `${name}: ${JSON.stringify(value)}`
      : stringify({ [name]: value }, { lineWidth: 0 }).trimEnd()

const inYaml = (value: unknown) =>
  stringify(value, { collectionStyle: 'flow', lineWidth: 0 })
    .trimEnd()
    .replace(/\[ /g, '[')
    .replace(/ \]/g, ']')

/** A description ends with its default and its example; the page shows them apart. */
function sentences(schema: Schema) {
  let about = text(schema.description) ?? ''
  const example = / Example: (.+)$/s.exec(about)
  about = about.slice(0, example?.index ?? about.length)
  const preset = / Default:? ((?:[^.]|\.(?=\d))+)\.?(?= |$)/.exec(about)
  if (preset) about = about.slice(0, preset.index) + about.slice(preset.index + preset[0].length)
  about = about.replace(/ Required\.?$/, '')
  return { text: about.trim(), preset: preset?.[1], example: example?.[1] }
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a block of keys',
}

function typeOf(schema: Schema): string {
  if (Object.keys(object(schema.not)).length === 0 && schema.not !== undefined)
    return 'not supported'
  if (Array.isArray(schema.enum))
    return `one of ${schema.enum.map((one) => code(String(one))).join(', ')}`
  const title = text(schema.title)
  const isChoice = schema.oneOf !== undefined || schema.anyOf !== undefined
  if (title !== undefined && !isChoice && schema.properties === undefined) {
    const orList = takesLists(schema) && !/\blists?\b/.test(title)
    return orList ? `${title}, or a list` : title
  }
  const types = typeof schema.type === 'string' ? [schema.type] : list(schema.type)
  return types.map((type) => TYPES[type] ?? type).join(' or ') || 'a value'
}

/** A type may be named only so that its refusal can be told. */
const takesLists = ({ type, allOf }: Schema) =>
  list(type).includes('array') &&
  !(Array.isArray(allOf) && allOf.some((one) => object(object(one).not).type === 'array'))

/** Of its length the text below may say more than the schema, which holds for every platform. */
function rangeOf(schema: Schema, about: string): readonly string[] {
  const { minimum: least, exclusiveMinimum: above, maximum: most, minItems, maxItems } = schema
  const { maxLength } = schema
  const low = least === undefined ? above !== undefined && `above ${above}` : `from ${least}`
  const number = [low, most !== undefined && `${low ? 'to' : 'at most'} ${most}`].filter(Boolean)
  const entries =
    minItems !== undefined && minItems === maxItems
      ? `${minItems} entries`
      : maxItems !== undefined && `at most ${maxItems} entries`
  return [
    number.join(' '),
    maxLength !== undefined &&
      !number.length &&
      !about.includes(' characters') &&
      `at most ${maxLength} characters`,
    entries,
  ].filter((one): one is string => typeof one === 'string' && one !== '')
}

function rulesOf(schema: Schema): readonly string[] {
  const choices = [schema, ...(Array.isArray(schema.allOf) ? schema.allOf.map(object) : [])]
  const needed = choices
    .filter(({ oneOf, anyOf }) => oneOf !== undefined || anyOf !== undefined)
    .flatMap(({ title }) => (typeof title === 'string' ? [`Needs ${title}.`] : []))
  const lonely = Object.entries(object(schema.dependentRequired)).map(
    ([key, beside]) => `${code(key)} needs ${list(beside).map(code).join(' and ')} beside it.`,
  )
  return [...needed, ...lonely]
}

const object = (value: unknown): Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
const list = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : [])
const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
