/** The language of the voice: one that there is, in a country that there is. What a platform speaks it tells itself. */
import type { Notes } from './notes.js'

const PLACE = '/presenter/voice/language'

export function checkLanguage(language: string, notes: Notes): void {
  const note = { place: PLACE, code: 'unknown-language', hint: 'for example en-US or zh-CN' }
  const read = localeOf(language)
  if (read === undefined) {
    notes.error({ ...note, says: `"${language}" cannot be read as a language` })
  } else if (nameOf('language', read.language) === undefined) {
    notes.warn({ ...note, says: `there is no language "${read.language}"` })
  } else if (read.region !== undefined && nameOf('region', read.region) === undefined) {
    notes.warn({ ...note, says: `there is no country "${read.region}"` })
  }
}

function localeOf(language: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(language)
  } catch {
    return undefined
  }
}

const nameOf = (type: 'language' | 'region', code: string) =>
  new Intl.DisplayNames('en', { type, fallback: 'none' }).of(code)
