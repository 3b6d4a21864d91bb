/** Text in columns of a terminal: wide (CJK) characters count twice, and nothing in it steers the terminal. */
import stringWidth from 'string-width'

export const pad = (cell: string, to: number) =>
  cell + ' '.repeat(Math.max(0, to - stringWidth(cell)))

/** What is shown must not steer the terminal. */
export const tame = (text: string) =>
  text.replace(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')

/** Cut to a width, with an ellipsis where something was left out. */
export function cut(text: string, to: number): string {
  if (stringWidth(text) <= to) return text
  let kept = ''
  let width = 0
  for (const char of text) {
    width += stringWidth(char)
    if (width > to - 1) break
    kept += char
  }
  return `${kept}…`
}

/** In lines of a width, broken between words; what is longer than a line, such as Chinese, wherever it has to be. */
export function wrapped(text: string, to: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  const words = text.split(/ +/).flatMap((word) => partsOf(word, to))
  for (const { part, joins } of words) {
    const next = line === '' || joins ? line + part : `${line} ${part}`
    if (line !== '' && stringWidth(next) > to) {
      lines.push(line)
      line = part
    } else line = next
  }
  return [...lines, line]
}

function partsOf(word: string, to: number): readonly { part: string; joins: boolean }[] {
  if (stringWidth(word) <= to) return [{ part: word, joins: false }]
  return [...word].map((part, index) => ({ part, joins: index > 0 }))
}
