/**
 * What the rigs need of Debian: strace, faketime (libfaketime). Looked for first, installed by apt-get where that is
 * allowed, and asked for in one sentence where it is not.
 */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Need } from './rig.js'

const INSTALL_MAX_MS = 180_000

export const STRACE: Need = {
  what: 'strace',
  isThere: () => isProgram('strace'),
  installable: true,
}

export const FAKETIME: Need = {
  what: 'faketime',
  isThere: () => faketimeLibrary() !== undefined,
  installable: true,
}

export const MOUNT: Need = {
  what: 'the right to mount a tmpfs (root)',
  isThere: () => process.getuid?.() === 0 && isProgram('mount'),
  installable: false,
}

/** The one for programs with several threads. */
export function faketimeLibrary(): string | undefined {
  const folders = existsSync('/usr/lib') ? readdirSync('/usr/lib') : []
  return folders
    .map((folder) => join('/usr/lib', folder, 'faketime/libfaketimeMT.so.1'))
    .find((file) => existsSync(file))
}

/** Installs what is missing; answers what is missing all the same, in words. */
export function provide(needs: readonly Need[]): readonly string[] {
  const missing = needs.filter((need) => !need.isThere())
  const names = missing.filter(({ installable }) => installable).map(({ what }) => what)
  if (names.length > 0 && process.getuid?.() === 0 && isProgram('apt-get')) install(names)
  return needs
    .filter((need) => !need.isThere())
    .map(({ what, installable }) =>
      installable ? `the package ${what} (apt-get install ${what}, as root)` : what,
    )
}

function install(names: readonly string[]): void {
  const get = (...words: readonly string[]) =>
    spawnSync('apt-get', [...words], {
      stdio: 'ignore',
      timeout: INSTALL_MAX_MS,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0
  const wanted = ['install', '-y', '--no-install-recommends', ...names]
  if (!get(...wanted) && get('update')) get(...wanted)
}

const isProgram = (name: string) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
