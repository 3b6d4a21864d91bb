/** Comments of a YAML text, found by its lexer: a `#` inside a text is none. */
import { CST, Lexer } from 'yaml'

/**
 * Comments at the end of a line begin here, counted from 0, or two blanks after a longer line; many
 * blank lines become one.
 */
const COLUMN = 34
const GAP = 2

export function inColumns(text: string): string {
  const above: string[] = []
  let line = ''
  let newlines = 0
  for (const { source, isText, isComment } of lexemes(text)) {
    if (isComment && line.trim() !== '') {
      const code = line.trimEnd()
      line = code + ' '.repeat(Math.max(GAP, COLUMN - width(code)))
    }
    newlines = isText ? Number(source.endsWith('\n')) : source === '\n' ? newlines + 1 : 0
    if (newlines > 2) continue
    line += source
    if (!source.includes('\n')) continue
    const end = line.lastIndexOf('\n') + 1
    above.push(line.slice(0, end))
    line = line.slice(end)
  }
  return above.join('') + line
}

/** Every comment, trimmed, in alphabetical order: keys may have moved. */
export const commentsIn = (text: string): readonly string[] =>
  [...lexemes(text.replace(/\r\n?/g, '\n'))]
    .filter(({ isComment }) => isComment)
    .map(({ source }) => source.trim())
    .sort()

interface Lexeme {
  readonly source: string
  readonly isText: boolean
  readonly isComment: boolean
}

function* lexemes(text: string): Generator<Lexeme> {
  let isText = false
  for (const source of new Lexer().lex(text)) {
    if (source === CST.SCALAR || source === CST.DOCUMENT || source === CST.FLOW_END) {
      isText = source === CST.SCALAR
      continue
    }
    yield { source, isText, isComment: !isText && source.startsWith('#') }
    isText = false
  }
}

/** Chinese, Japanese and Korean characters take two columns of an editor. */
const WIDE = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\u3000-\u303f\uff00-\uff60]/gu

const width = (text: string) => text.length + (text.match(WIDE)?.length ?? 0)
