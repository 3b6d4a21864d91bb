/**
 * YAML's own complaints in a producer's words. One slip makes the parser stumble several times:
 * only the first counts.
 */
import type { Document, ErrorCode, YAMLError } from 'yaml'
import type { Mistake } from './mistake.js'
import { LIST_OF } from './names.js'
import { slipIn } from './slips.js'

interface Words {
  readonly says: string
  readonly hint?: string
}

export function syntaxMistakes(
  documents: readonly Document.Parsed[],
  text: string,
): readonly Mistake[] {
  const [first, second] = documents
  const stumbles = first === undefined ? [] : [...first.errors, ...first.warnings]
  const [earliest] = stumbles.sort((a, b) => a.pos[0] - b.pos[0])
  if (earliest !== undefined) {
    const opened = quoteOpened(earliest, text) ?? dashForgotten(earliest, text)
    if (opened !== undefined) return [opened]
    const slip = slipAt(earliest, text)
    const { says, hint } = slip ?? besides(earliest, text) ?? wordsFor(earliest)
    const offset = slip?.offset ?? behindIndent(text, earliest.pos[0])
    return [{ offset, code: 'yaml', says, ...(hint && { hint }) }]
  }
  if (second !== undefined) {
    const says = 'a second document begins here; one file holds one'
    return [{ offset: second.range[0], code: 'yaml', says, hint: 'remove the line with "---"' }]
  }
  return []
}

/** The package points where it gave up looking for the end; the slip is where the quote begins. */
function quoteOpened({ message, pos }: YAMLError, text: string): Mistake | undefined {
  const [, quote] = /^Missing closing (['"])quote/.exec(message) ?? []
  const offset = quote === undefined ? -1 : text.lastIndexOf(quote, pos[0] - 1)
  if (quote === undefined || offset < 0) return undefined
  const says = 'a quote that is opened here is not closed'
  return { offset, code: 'yaml', says, hint: `close it with ${quote}` }
}

/** Without the dash of the first entry a list is a block, and the package stumbles at the second one. */
function dashForgotten(error: YAMLError, text: string): Mistake | undefined {
  const { pos } = error
  const line = text.slice(text.lastIndexOf('\n', pos[0] - 1) + 1, pos[0] + INDENT_MAX)
  const [, key] = /^ *- +([\w-]+):/.exec(line) ?? []
  if (key === undefined || besideDash(error) === undefined) return undefined
  const from = Math.max(0, pos[0] - ENTRY_MAX)
  const first = [...text.slice(from, pos[0]).matchAll(/^[ -]*[\w-]+:[ \t]*\n +([\w-]+):/gm)].at(-1)
  if (first?.[1] !== key) return undefined
  const offset = from + first.index + first[0].length - key.length - 1
  const says = 'a "-" is missing before the first entry of this list'
  return { offset, code: 'yaml', says, hint: `write "- ${key}:"` }
}

/** The first entry of a list is not longer. */
const ENTRY_MAX = 10_000

function slipAt({ code, message, pos }: YAMLError, text: string) {
  const from = text.lastIndexOf('\n', pos[0] - 1) + 1
  const to = text.indexOf('\n', pos[0])
  const line = text.slice(from, Math.min(to < 0 ? text.length : to, from + INDENT_MAX))
  const isKey = code === 'MULTILINE_IMPLICIT_KEY' || message.startsWith('Implicit map keys need')
  const slip = slipIn(line.replace(/\r$/, ''), isKey)
  return slip && { ...slip, offset: slip.at === undefined ? undefined : from + slip.at }
}

const besides = (error: YAMLError, text: string) =>
  apostrophe(error, text) ??
  keyOfList(error, text) ??
  braces(error, text) ??
  bracketInText(error, text)

/** Whoever comes from another template language; to YAML it is a block of keys whose key is a block. */
function braces({ code, pos }: YAMLError, text: string): Words | undefined {
  const around = text.slice(Math.max(0, pos[0] - 1), pos[0] + INDENT_MAX)
  const [, name] = /^\{\{ *([A-Za-z][\w.-]*) *\}\}/.exec(around) ?? []
  if (code !== 'NON_STRING_KEY' || name === undefined) return undefined
  return {
    says: `"{{${name}}}" is no variable here, and no text`,
    hint: `a variable is written \${${name}}`,
  }
}

/** Between brackets every bracket counts, also that of a variable: `{ say: Good evening, ${host} }`. */
function bracketInText({ message, pos }: YAMLError, text: string): Words | undefined {
  const sign = text[pos[0]] ?? ''
  const isInText =
    /^Unexpected flow-(?:map|seq)-start at node end/.test(message) ||
    (/^Missing , or : between flow/.test(message) && /[{[]/.test(sign))
  if (!isInText) return undefined
  const what = text[pos[0] - 1] === '$' ? 'a variable' : `a "${sign}"`
  return {
    says: `between { and } or [ and ] a text with ${what} in it has to be in quotes`,
    hint: 'put the whole text in quotes; if this is no text, a comma is missing before it',
  }
}

/** A list below a text belongs to a key between the two. */
function keyOfList({ code, pos }: YAMLError, text: string): Words | undefined {
  if (code !== 'BLOCK_AS_IMPLICIT_KEY') return undefined
  const around = text.slice(pos[0], pos[0] + INDENT_MAX)
  const [, line = '', first] = /^([^\n]*)\n\s*- +([\w-]+):/.exec(around) ?? []
  // A text with ": " in it would be one also without the list.
  if (first === undefined || /:\s/.test(line)) return undefined
  const key = Object.hasOwn(LIST_OF, first) ? `"${LIST_OF[first]}:"` : 'the key it belongs to'
  return {
    says: 'the list below has no key, and is taken for a part of this text',
    hint: `write ${key} above "- ${first}:"`,
  }
}

/** In 'It's late' the text ends behind "It". */
function apostrophe({ code, pos }: YAMLError, text: string): Words | undefined {
  const around = text.slice(Math.max(0, pos[0] - 2), pos[0] + 1)
  if (code !== 'UNEXPECTED_TOKEN' || !/^\p{L}'\p{L}$/u.test(around)) return undefined
  return {
    says: 'an apostrophe ends a text that begins with one',
    hint: 'put the text in "…", or write the apostrophe twice',
  }
}

/** The package points before the indentation; what is wrong is where it ends. */
function behindIndent(text: string, offset: number): number {
  const line = text.lastIndexOf('\n', offset - 1) + 1
  const indent = /^ */.exec(text.slice(line, offset + INDENT_MAX))?.[0].length ?? 0
  return Math.max(offset, line + indent)
}

/** Further to the right nobody sees a caret. */
const INDENT_MAX = 1_000

const wordsFor = (error: YAMLError): Words =>
  unclosed(error) ?? besideDash(error) ?? IN_WORDS[error.code] ?? { says: error.message }

/** A key between the dash and its own block, or a dash left of the others: the package misses a dash, or sees a key. */
const besideDash = ({ message }: YAMLError) =>
  /^Sequence item without - |^A block sequence may not be/.test(message)
    ? IN_WORDS.BAD_INDENT
    : undefined

/** The package calls it a matter of indentation, which leads astray. */
function unclosed({ code, message }: YAMLError): Words | undefined {
  const [, end] = /^Flow .* end with a ([\]}])/.exec(message) ?? []
  if (code !== 'BAD_INDENT' || end === undefined) return undefined
  const begin = end === ']' ? '[' : '{'
  return {
    says: `a "${begin}" that was opened above is not closed, or its lines are not indented enough`,
    hint: `close it with "${end}"`,
  }
}

const IN_WORDS: Readonly<Partial<Record<ErrorCode, Words>>> = {
  BLOCK_AS_IMPLICIT_KEY: {
    says: 'there is a ": " inside this text, or the lines below are indented too far',
    hint: 'put a text with ": " in quotes, or write it below "|"',
  },
  BLOCK_IN_FLOW: {
    says: 'there is a ": " inside this text, or a list with "-" between brackets',
    hint: 'put a text with ": " in quotes; between { and } or [ and ] entries are set apart by commas',
  },
  TAB_AS_INDENT: { says: 'a tab is used as indentation', hint: 'indent with blanks' },
  BAD_INDENT: {
    says: 'this line is not indented as the lines it belongs to',
    hint: 'keys of one block begin in the same column; a bracket needs its counterpart',
  },
  BAD_SCALAR_START: {
    says: 'a text cannot begin with this character unless it is in quotes',
    hint: 'put the text in quotes',
  },
  UNEXPECTED_TOKEN: {
    says: 'this does not belong here: the value before it has already ended',
    hint: 'put the whole text in quotes, or check the quotes and brackets in it',
  },
  MULTILINE_IMPLICIT_KEY: {
    says: 'this is a text of several lines where a key was expected',
    hint: 'a key ends with ":" on its own line',
  },
  NON_STRING_KEY: { says: 'a key must be a plain text' },
  TAG_RESOLVE_FAILED: {
    says: 'tags ("!…") are not supported',
    hint: 'remove it, or put the text in quotes',
  },
  BAD_ALIAS: { says: 'an alias ("*…") cannot stand here', hint: 'put the text in quotes' },
  MISSING_CHAR: {
    says: 'a quote, bracket or ":" that was opened or begun here is not finished',
    hint: 'close what was opened above',
  },
  RESOURCE_EXHAUSTION: { says: 'this is nested too deep' },
}
