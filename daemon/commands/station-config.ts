/** The config a command works with: the one named, else `config.yaml`, else the example that comes with onair. */
import { existsSync } from 'node:fs'
import { relative } from 'node:path'
import { Option } from 'commander'
import { type Config, type ConfigReading, loadConfig } from '../config.js'
import type { Station } from './programmes.js'
import { type Output, problemsAsText } from './show-problems.js'

export const configOption = () =>
  new Option('-c, --config <file>', 'the station (default: config.yaml, else config.example.yaml)')

export const configPath = (named: string | undefined): string =>
  named ?? (existsSync('config.yaml') ? 'config.yaml' : 'config.example.yaml')

/**
 * undefined: it has errors, and they were shown. Only the daemon needs the secrets; whoever reads the log or talks to
 * the daemon need not have them.
 */
export function readConfig(
  named: string | undefined,
  output: Output,
  secrets: 'with-secrets' | 'without-secrets' = 'without-secrets',
): Config | undefined {
  const { config, problems } = loadConfig(
    configPath(named),
    secrets === 'with-secrets' ? process.env : secrets,
  )
  output.trouble(problemsAsText(problems, new Map(), output.colour))
  return config
}

/** For commands that work without a station, too: the config that is named, else `config.yaml` if there is one. */
export function stationIfAny(named: string | undefined): ConfigReading {
  const path = named ?? (existsSync('config.yaml') ? 'config.yaml' : undefined)
  return path === undefined
    ? { config: undefined, problems: [] }
    : loadConfig(path, 'without-secrets')
}

/** What it holds its rundowns to. */
export const stationOf = (config: Config | undefined): Station => ({
  accounts: config?.accounts.map(({ id }) => id),
  timezone: config?.timezone ?? 'UTC',
  disclosure: config?.disclosure === 'required' ? 'required' : undefined,
})

/** A folder as a person would type it. */
export function nearby(folder: string): string {
  const way = relative('.', folder)
  return way.startsWith('..') ? folder : way || '.'
}
