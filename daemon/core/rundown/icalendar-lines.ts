/** The lines of an iCalendar file: unfolded, numbered, taken apart into name, parameters and value. */

export interface Line {
  /** Of its first physical line, from 1. */
  readonly line: number
  /** Upper case. */
  readonly name: string
  readonly parameters: Readonly<Record<string, string>>
  readonly value: string
}

export interface BrokenLine {
  readonly line: number
  readonly broken: string
}

/** RFC 5545 §3.1: a line that begins with a blank goes on with the one before. Empty lines are left out. */
export function contentLines(text: string): readonly (Line | BrokenLine)[] {
  const unfolded: { line: number; parts: string[] }[] = []
  for (const [index, physical] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const last = unfolded.at(-1)
    if (last && /^[ \t]/.test(physical)) last.parts.push(physical.slice(1))
    else if (physical.trim() !== '') unfolded.push({ line: index + 1, parts: [physical] })
  }
  return unfolded.map(({ line, parts }) => contentLine(line, parts.join('')))
}

/** A text value as a person reads it, in one line (§3.3.11). */
export const plainText = (value: string): string =>
  value
    .replace(/\\([nN,;\\])/g, (_, sign: string) => (/n/i.test(sign) ? ' ' : sign))
    .replace(/\s+/g, ' ')
    .trim()

export const isBroken = (line: Line | BrokenLine): line is BrokenLine => 'broken' in line

/** `DTSTART;TZID="Europe/Berlin":20261224T180000`; in quotes a colon or semicolon has no meaning. */
function contentLine(line: number, text: string): Line | BrokenLine {
  const colon = outsideQuotes(text, ':')
  if (colon < 1) return { line, broken: text.slice(0, 40) }
  const [name = '', ...written] = splitOutsideQuotes(text.slice(0, colon), ';')
  const parameters = Object.fromEntries(
    written.map((parameter) => {
      const equals = parameter.indexOf('=')
      const key = parameter.slice(0, Math.max(0, equals)).toUpperCase()
      return [key, parameter.slice(equals + 1).replace(/^"(.*)"$/, '$1')]
    }),
  )
  return { line, name: name.toUpperCase().trim(), parameters, value: text.slice(colon + 1).trim() }
}

function outsideQuotes(text: string, sign: string, from = 0): number {
  let quoted = false
  for (let at = from; at < text.length; at++) {
    if (text[at] === '"') quoted = !quoted
    else if (text[at] === sign && !quoted) return at
  }
  return -1
}

function splitOutsideQuotes(text: string, sign: string): readonly string[] {
  const parts: string[] = []
  let from = 0
  for (let at = outsideQuotes(text, sign); at >= 0; at = outsideQuotes(text, sign, from)) {
    parts.push(text.slice(from, at))
    from = at + 1
  }
  return [...parts, text.slice(from)]
}
