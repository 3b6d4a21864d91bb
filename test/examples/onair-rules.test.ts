/** The example rules, by promtool itself: whether they can be read, and whether each alert fires when it should. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const RULES = 'docs/examples/onair.rules.yml'
const TESTS = 'test/examples/onair.rules.test.yml'

/** What it says is what went wrong. */
function promtool(...words: readonly string[]): string {
  const { error, status, stdout, stderr } = spawnSync('promtool', words, {
    cwd: ROOT,
    encoding: 'utf8',
  })
  if (error) {
    const how =
      'npm run tools puts it in place (Debian: out of the package prometheus; macOS: brew)'
    throw new Error(
      `promtool cannot be run (${error.message}), and the rules are not tested: ${how}`,
    )
  }
  return status === 0 ? '' : `${stdout}${stderr}`
}

test('the rules can be read', () => {
  expect(promtool('check', 'rules', RULES)).toBe('')
})

test('each alert fires when it should, and not when it should not', () => {
  expect(promtool('test', 'rules', TESTS)).toBe('')
})

test('no alert is without a test, and each says how urgent it is and what happened', () => {
  const rules = readFileSync(join(ROOT, RULES), 'utf8')
  const tests = readFileSync(join(ROOT, TESTS), 'utf8')
  const alerts = rules.split(/^ +- alert: /m).slice(1)
  expect(alerts.length).toBeGreaterThan(20)
  for (const alert of alerts) {
    const [name = ''] = alert.split('\n')
    expect(tests, name).toContain(`alertname="${name}"`)
    expect(alert, name).toMatch(/severity: (?:page|ticket|none) /)
    expect(alert, name).toContain('summary: ')
  }
})
