import { expect, test } from 'vitest'
import { isError, type Problem } from '../../../daemon/core/rundown/problem.js'

const aProblem = (severity: Problem['severity']): Problem => ({
  severity,
  code: 'unknown-key',
  file: 'evening.yaml',
  line: 41,
  column: 9,
  path: '/voise',
  says: 'unknown key "voise"',
  hint: 'did you mean "voice"?',
})

test('an error stops a rundown, a warning does not', () => {
  expect([aProblem('error'), aProblem('warning')].map(isError)).toEqual([true, false])
})
