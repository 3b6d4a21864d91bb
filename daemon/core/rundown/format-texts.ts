/**
 * Values keep the form the producer gave them (`1.0`, `1e3`, `~`). Texts keep the line breaks and the quotes the
 * producer gave them; only their indentation follows the block they stand in. Single quotes become double ones
 * where nothing else has to change.
 */
import type { CST, Scalar, ScalarTag, Tags } from 'yaml'

type Tag = Tags[number]
type Stringify = NonNullable<ScalarTag['stringify']>
type Context = Parameters<Stringify>[1]

/** A tag that writes its values as they were written. */
export function asWritten(tag: Tag): Tag {
  if (typeof tag !== 'object' || tag.stringify === undefined) return tag
  const isText = tag.tag === 'tag:yaml.org,2002:str'
  return { ...tag, stringify: isText ? writer(tag.stringify) : valueWriter(tag.stringify) }
}

const valueWriter =
  (usual: Stringify): Stringify =>
  (item, ...rest) =>
    item.srcToken?.type === 'scalar' ? item.srcToken.source : usual(item, ...rest)

const writer =
  (usual: Stringify): Stringify =>
  (item, context, onComment, onChompKeep) => {
    if (context.implicitKey === true) {
      return usual(plain(item), context, onComment, onChompKeep)
    }
    const token = item.srcToken
    const kept =
      token?.type === 'block-scalar'
        ? folded(item, token, context, onComment)
        : token !== undefined && 'source' in token
          ? inline(item, token.source, context)
          : undefined
    const unfolded = { ...context, options: { ...context.options, ...NEVER_FOLDED } }
    return kept ?? usual(item, unfolded, onComment, onChompKeep)
  }

const NEVER_FOLDED = { lineWidth: 0, doubleQuotedMinMultiLineLength: 1_000_000_000 }

/** A key loses quotes that it does not need. */
const plain = (item: Scalar): Scalar =>
  Object.assign(Object.create(Object.getPrototypeOf(item)), item, { type: 'PLAIN' })

function inline(item: Scalar, source: string, { indent }: Context): string | undefined {
  const text = item.type === 'QUOTE_SINGLE' ? doubleQuoted(item, source) : source
  if (!text.includes('\n')) return text
  // A backslash at the end of a line changes what the line break means.
  if (indent === '' || text.includes('\\')) return undefined
  return text
    .split('\n')
    .map((line) => line.trim())
    .map((line, index) => (index === 0 || line === '' ? line : indent + line))
    .join('\n')
}

function doubleQuoted({ value }: Scalar, source: string): string {
  const quoted = JSON.stringify(value)
  return source.includes('\n') || quoted !== `"${String(value)}"` ? source : quoted
}

/** The lines of a `>` text. Those of a `|` text are its value, and the package keeps them. */
function folded(
  item: Scalar,
  { props, source }: CST.BlockScalar,
  context: Context,
  onComment: (() => void) | undefined,
): string | undefined {
  const header = props.find(({ type }) => type === 'block-scalar-header')
  const mark = header !== undefined && 'source' in header ? header.source : ''
  const lines = source.replace(/\n+$/, '').split('\n')
  const margin = /^ */.exec(lines[0] ?? '')?.[0].length ?? 0
  const isSimple = lines.every((line) => (line.trim() === '' ? line.length <= margin : true))
  if (!/^>-?$/.test(mark) || context.indent === '' || lines[0]?.trim() === '' || !isSimple) {
    return undefined
  }
  const comment = item.comment ? ` ${context.options.commentString(item.comment)}` : ''
  if (comment !== '') onComment?.()
  const body = lines.map((line) => (line.trim() === '' ? '' : context.indent + line.slice(margin)))
  return [mark + comment, ...body].join('\n')
}
