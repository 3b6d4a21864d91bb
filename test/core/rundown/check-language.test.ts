import { expect, test } from 'vitest'
import { problemsIn, written } from '../../help/written-rundown.js'

const spoken = (language: string) =>
  problemsIn(
    written({
      presenter: `presenter:
  role: { id: 1, face_feature_id: nina, name: Li, url: https://cdn.example/nina.zip }
  voice: { qid: nina-warm, language: ${language} }`,
    }),
  ).map(({ severity, path, says }) => `${severity} ${path} ${says}`)

const PLACE = '/presenter/voice/language'

test.each([
  'en',
  'en-US',
  'zh-CN',
  'zh-Hans-CN',
  'yue',
  'wuu-CN',
  'zh-CN-liaoning',
  'es-419',
  'EN-us',
])('%s is a language', (language) => {
  expect(spoken(language)).toEqual([])
})

test.each([
  ['xx-YY', 'warning', 'there is no language "xx"'],
  ['cn', 'warning', 'there is no language "cn"'],
  ['en-YY', 'warning', 'there is no country "YY"'],
  ['en-us-en', 'error', '"en-us-en" cannot be read as a language'],
])('%s is none', (language, severity, says) => {
  expect(spoken(language)).toEqual([`${severity} ${PLACE} ${says}`])
})
