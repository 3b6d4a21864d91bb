/**
 * `${name}` in a text is replaced by the text of that name. Nothing else is evaluated, and not
 * twice.
 */

const PLACE = /\$\{([^{}]*)\}/g

/** Names that are not among the variables stay as they are. */
export const filledIn = (text: string, variables: Readonly<Record<string, string>>): string =>
  text.includes('${')
    ? text.replace(PLACE, (written, name: string) =>
        Object.hasOwn(variables, name) ? (variables[name] ?? written) : written,
      )
    : text

/** The names a text asks for, each once. */
export const namesIn = (text: string): readonly string[] =>
  text.includes('${')
    ? [...new Set([...text.matchAll(PLACE)].map(([, name = '']) => name))]
    : NO_NAMES

/** A "${" that names nothing: it would be read out. */
export const hasUnclosed = (text: string): boolean =>
  text.includes('${') && text.replace(PLACE, '').includes('${')

const NO_NAMES: readonly string[] = []
