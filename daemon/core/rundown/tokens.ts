/** YAML text → tokens, measured before anything that recurses sees them. */
import { type CST, Lexer, type LineCounter, Parser } from 'yaml'
import { RUNDOWN_BYTES_MAX, RUNDOWN_DEPTH_MAX, RUNDOWN_NODES_MAX } from '../limits.js'
import type { Mistake } from './mistake.js'

/** A value with its key, blanks, line break and a comment is up to a dozen lexemes. */
const LEXEMES_MAX = 12 * RUNDOWN_NODES_MAX

export type Tokens =
  | { readonly tokens: readonly CST.Token[]; readonly oversize: undefined }
  | { readonly tokens: undefined; readonly oversize: Mistake }

export function tokensOf(text: string, lines: LineCounter): Tokens {
  if (text.length > RUNDOWN_BYTES_MAX) {
    return { tokens: undefined, oversize: tooLarge(0, `${RUNDOWN_BYTES_MAX / 1_000_000} MB`) }
  }
  const parser = new Parser(lines.addNewLine)
  lines.addNewLine(0)
  const tokens: CST.Token[] = []
  let lexemes = 0
  for (const lexeme of new Lexer().lex(text)) {
    lexemes += 1
    if (lexemes > LEXEMES_MAX)
      return { tokens: undefined, oversize: tooLarge(0, `${RUNDOWN_NODES_MAX} values`) }
    for (const token of parser.next(lexeme)) tokens.push(token)
  }
  for (const token of parser.end()) tokens.push(token)
  const oversize = measured(tokens)
  return oversize === undefined ? { tokens, oversize } : { tokens: undefined, oversize }
}

/** Says if the file is nested too deep or has too many values. */
function measured(documents: readonly CST.Token[]): Mistake | undefined {
  let level = documents.flatMap((token) =>
    token.type === 'document' && token.value !== undefined ? [token.value] : [],
  )
  let values = level.length
  const unclosed: CST.FlowCollection[] = []
  for (let depth = 1; level.length > 0; depth++) {
    const below: CST.Token[] = []
    for (const token of level) {
      if (!('items' in token)) continue
      if (token.type === 'flow-collection' && token.end.length === 0) unclosed.push(token)
      if (depth > RUNDOWN_DEPTH_MAX) return tooDeep(token.offset, unclosed)
      for (const { key, value } of token.items) {
        if (key && 'items' in key) below.push(key)
        if (!value) continue
        values += 1
        if (values > RUNDOWN_NODES_MAX) return tooLarge(value.offset, `${RUNDOWN_NODES_MAX} values`)
        if ('items' in value) below.push(value)
      }
    }
    level = below
  }
  return undefined
}

const tooLarge = (offset: number, most: string): Mistake => ({
  offset,
  code: 'too-large',
  says: `the file is larger than ${most}`,
  hint: 'one file holds one show; split it',
})

/** A bracket that was forgotten takes all that stands behind it into itself, level by level; a bomb has many. */
function tooDeep(offset: number, [first, ...others]: readonly CST.FlowCollection[]): Mistake {
  if (first === undefined || others.length > 0) {
    const says = `this is nested deeper than ${RUNDOWN_DEPTH_MAX} levels`
    return { offset, code: 'too-deep', says }
  }
  const { start } = first
  const says = `a "${start.source}" that is opened here is not closed`
  const hint = `close it with "${start.source === '[' ? ']' : '}'}"`
  return { offset: start.offset, code: 'yaml', says, hint }
}
