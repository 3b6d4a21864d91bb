import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { instant } from '../../daemon/core/time.js'
import { platforms } from '../../daemon/platform/platforms.js'
import { secret } from '../../daemon/secret.js'

test('every platform folder is listed, and every listed platform has its folder', () => {
  const here = new URL('../../daemon/platform/', import.meta.url)
  const folders = readdirSync(here, { withFileTypes: true }).filter((one) => one.isDirectory())
  expect(Object.keys(platforms).sort()).toEqual(folders.map(({ name }) => name).sort())
})

test.each(Object.entries(platforms))(
  '%s opens with the credentials it names, and not without',
  async (name, platform) => {
    expect(platform.dialect.platform).toBe(name)
    const given = Object.fromEntries(platform.credentials.map((each) => [each, secret('x')]))
    const baseUrl = 'https://vendor.invalid'
    const now = () => instant(0)
    await platform.open({ baseUrl, credentials: given, now })[Symbol.asyncDispose]()
    for (const missing of platform.credentials) {
      const { [missing]: _, ...credentials } = given
      expect(() => platform.open({ baseUrl, credentials, now })).toThrow(missing)
    }
  },
)
