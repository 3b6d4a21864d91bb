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
