// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the rundown's own
/**
 * Variables as other template languages write them: `{{host}}`, `%host%`, `#{host}`, `$host`, `{host}`. Here they are
 * words like any others, and are read out. A price ($20, 100%) is none, nor is a text that speaks of templates.
 */
import { suggest } from './suggest.js'

export interface OtherVariable {
  /** As it stands in the text. */
  readonly written: string
  /** The variable that is meant, or its name if nobody declared it. */
  readonly name: string
  readonly isDeclared: boolean
}

export function otherVariablesIn(
  text: string,
  declared: readonly string[],
): readonly OtherVariable[] {
  if (!MAY_BE.test(text) || OF_TEMPLATES.test(text)) return NONE
  const found = new Map<string, OtherVariable>()
  for (const [written, ...groups] of text.matchAll(FORMS)) {
    const [braces, percent, hash, sign, brace] = groups
    const sure = braces ?? percent ?? hash
    const meant = sure ?? sign ?? brace ?? ''
    const name = declared.find((one) => one.toLowerCase() === meant.toLowerCase())
    if (name !== undefined) found.set(written, { written, name, isDeclared: true })
    else if (sure !== undefined || OWN.includes(meant.toLowerCase())) {
      const near = suggest(meant, declared)
      found.set(written, { written, name: near ?? meant, isDeclared: near !== undefined })
    }
  }
  return [...found.values()]
}

const MAY_BE = /[{%$]/

const NAME = '([A-Za-z][\\w.-]{0,59})'
/**
 * Nobody says the first three aloud, whatever the name. `$NAME` may be a share and `{laughs}` a remark: these two are
 * variables only if there is one of that name. Quotes around it show that the form itself is talked about.
 */
const FORMS = new RegExp(
  [
    `(?<![$"'\`“„«{])\\{{2,3} ?${NAME} ?\\}{2,3}`,
    `(?<![\\w%"'\`“„«])%${NAME}%(?![\\w%])`,
    `(?<!["'\`“„«])#\\{${NAME}\\}`,
    `(?<![\\w$"'\`“„«])\\$([A-Za-z][\\w-]{0,59})`,
    `(?<![$#{"'\`“„«])\\{${NAME}\\}(?!\\})`,
  ].join('|'),
  'g',
)

/** Who explains how templates are written says these words. */
const OF_TEMPLATES =
  /templat|placeholder|\bbrace|curly|jinja|handlebars|mustache|vorlage|platzhalter|模板|占位|テンプレ/i

/** Keys of the rundown itself: no variables, and often taken for some. */
const OWN = ['title', 'show']

const NONE: readonly OtherVariable[] = []
