/** The house rules that a machine can hold. Each takes files and returns what is wrong and what to do about it. */
import { posix } from 'node:path'
import { CORE_PACKAGES, DOORS, IMPURE, ROOMS } from './house.js'

export interface SourceFile {
  /** From the root of the repository, with slashes. */
  readonly path: string
  readonly text: string
}
export type Rule = (files: readonly SourceFile[]) => readonly string[]

export const LINES_MAX = 300
export const COLUMNS_MAX = 100
/** A comment or a string that cannot be broken. */
export const COLUMNS_AT_MOST = 120

const inFolder = (files: readonly SourceFile[], folder: string) =>
  files.filter(({ path }) => path.startsWith(`${folder}/`))
const each = (files: readonly SourceFile[], wrong: (file: SourceFile) => readonly string[]) =>
  files.flatMap((file) => wrong(file).map((says) => `${file.path}: ${says}`))

interface Import {
  readonly from: string
  readonly typeOnly: boolean
}

export function importsOf({ text }: SourceFile): readonly Import[] {
  const found = text.matchAll(/^(?:import|export)\s+(type\s)?(?:([^;'"]*?)\sfrom\s+)?'([^']+)'/gm)
  return [...found].map(([, type, names = '', from = '']) => {
    const listed = /^\{([\s\S]*)\}$/.exec(names.trim())?.[1]?.split(',') ?? []
    const named = listed.map((name) => name.trim()).filter((name) => name !== '')
    const allTypes = named.length > 0 && named.every((name) => name.startsWith('type '))
    return { from, typeOnly: type !== undefined || allTypes }
  })
}

/** The code alone: comments gone, strings empty. */
export const codeOf = (text: string): string =>
  text.replace(
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`/g,
    (token) => (token.startsWith('/') ? '' : "''"),
  )

const roomOf = (path: string) => path.split('/')[1]?.replace(/\.ts$/, '') ?? ''

/** Nobody enters a room that house.ts does not let him into. */
export const doors: Rule = (files) =>
  each(inFolder(files, 'daemon'), (file) => {
    const room = roomOf(file.path)
    const known = ROOMS[room]
    if (!known) return [`the room ${room} is not on the plan: add it to test/tidy/house.ts`]
    return importsOf(file).flatMap(({ from, typeOnly }) => {
      if (!from.startsWith('.')) return []
      const other = roomOf(posix.join(posix.dirname(file.path), from).replace(/\.js$/, '.ts'))
      const way = known.may[other]
      if (other === room || way === 'anything' || (way === 'type' && typeOnly)) return []
      const advice = way === 'type' ? 'import its types only' : 'hand it over in run/ or commands/'
      return [`may not import from ${other}/ (${known.because}): ${advice}`]
    })
  })

export const packages: Rule = (files) =>
  each(inFolder(files, 'daemon'), (file) =>
    importsOf(file).flatMap(({ from }) => {
      const name = /^(?:@[^/]+\/)?[^/]+/.exec(from)?.[0] ?? from
      const door = DOORS[name]
      if (!door || from.startsWith('.') || door.at.test(file.path)) return []
      return [`may not import ${name} (${door.because}): go through ${door.at.source}`]
    }),
  )

export const pureCore: Rule = (files) =>
  each(inFolder(files, 'daemon/core'), (file) => [
    ...importsOf(file).flatMap(({ from }) =>
      from.startsWith('.') || CORE_PACKAGES.includes(from)
        ? []
        : [`imports ${from}: the core imports only core and ${CORE_PACKAGES.join(', ')}`],
    ),
    ...IMPURE.flatMap(({ word, instead }) => {
      const found = word.exec(codeOf(file.text))?.[0]
      return found === undefined ? [] : [`"${found.trim()}" in the core: ${instead}`]
    }),
  ])

export const fileLength: Rule = (files) =>
  each(files, ({ text }) => {
    const lines = text.trimEnd().split('\n').length
    return lines <= LINES_MAX
      ? []
      : [
          `${lines} lines, ${LINES_MAX} is the ceiling: give what belongs together a file of its own`,
        ]
  })

export const lineLength: Rule = (files) =>
  each(inFolder(files, 'daemon'), ({ text }) => {
    const inText = linesInTemplates(text)
    return text.split('\n').flatMap((line, index) => {
      const breakable = !/^\s*(?:\/?\*|\/\/)|['"`/]/.test(line) && !inText.has(index)
      const most = breakable ? COLUMNS_MAX : COLUMNS_AT_MOST
      return line.length <= most
        ? []
        : [`line ${index + 1} has ${line.length} columns, ${most} at most: break it`]
    })
  })

/** Numbers, from 0, of the lines that belong to a text of several lines. */
function linesInTemplates(text: string): ReadonlySet<number> {
  const lines = new Set<number>()
  for (const { 0: token, index } of text.matchAll(/`(?:\\[\s\S]|[^`\\])*`/g)) {
    const first = text.slice(0, index).split('\n').length - 1
    token.split('\n').forEach((_, at) => {
      lines.add(first + at)
    })
  }
  return lines
}

const UNWANTED: readonly { readonly code: RegExp; readonly says: string }[] = [
  {
    code: /(?:[:<|&,(=]\s*|\bas )any\b(?!\()/,
    says: '`any`: say what it is, or `unknown` at a door',
  },
  { code: /[\w)\]]!(?![=\w(!])/, says: 'non-null `!`: narrow it, or assert with a reason' },
  { code: /^export default\b/m, says: 'a default export: export it by its name' },
]

export const plainTypeScript: Rule = (files) =>
  each(files, ({ path, text }) =>
    UNWANTED.flatMap(({ code, says }) =>
      code.test(codeOf(text)) && !path.endsWith('vitest.config.ts') ? [says] : [],
    ),
  )

/** A core file that only declares types has nothing to test. */
export const everyCoreFileHasATest: Rule = (files) => {
  const paths = new Set(files.map(({ path }) => path))
  return each(inFolder(files, 'daemon/core'), ({ path, text }) => {
    const wanted = path.replace(/^daemon\//, 'test/').replace(/\.ts$/, '.test.ts')
    const hasCode = /^export (?:async )?(?:function|const|class)\b/m.test(text)
    return !hasCode || paths.has(wanted) ? [] : [`has no test: write ${wanted}`]
  })
}

/** A vendor's name outside its own rooms is the beginning of an `if (vendor)`. */
export const noVendorInTheRules =
  (vendors: readonly string[]): Rule =>
  (files) =>
    each(
      ['core', 'run', 'journal', 'console'].flatMap((room) => inFolder(files, `daemon/${room}`)),
      ({ text }) =>
        vendors.flatMap((vendor) =>
          new RegExp(vendor, 'i').test(text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ''))
            ? [`names the platform "${vendor}": ask its capabilities instead`]
            : [],
        ),
    )

export const noMachinePaths: Rule = (files) =>
  each(files, ({ text }) => {
    const found = /(?<![\w.:/}-])\/(?:home|Users|root|work|mnt)\/[\w.-]+/.exec(text)?.[0]
    return found === undefined
      ? []
      : [`${found} is a path of one machine: make it relative, or take it from the config`]
  })

export function platformsComplete(
  platforms: readonly string[],
  standIns: readonly string[],
  files: readonly SourceFile[],
): readonly string[] {
  const has = (start: string) => files.some(({ path }) => path.startsWith(start))
  const folders = inFolder(files, 'daemon/platform').flatMap(({ path }) =>
    path.split('/').length > 3 ? [path.split('/')[2] ?? ''] : [],
  )
  return [
    ...platforms.flatMap((name) => [
      ...(has(`daemon/platform/${name}/`) ? [] : [`${name}: no folder daemon/platform/${name}/`]),
      ...(standIns.includes(name) ? [] : [`${name}: no stand-in, add it to stand-ins.ts`]),
      ...(has(`test/platform/${name}.test.ts`)
        ? []
        : [`${name}: no test/platform/${name}.test.ts`]),
    ]),
    ...[...new Set(folders)]
      .filter((name) => !platforms.includes(name))
      .map((name) => `${name}: a folder without a line in platforms.ts`),
  ]
}

export interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}

export const pinned = ({ dependencies, devDependencies }: Manifest): readonly string[] =>
  Object.entries({ ...dependencies, ...devDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
    .map(([name, version]) => `${name}: "${version}" is not exact: pin one version`)

/** Each stands in the first column of a table of docs/dependencies.md. */
export const explained = (
  { dependencies, devDependencies }: Manifest,
  text: string,
): readonly string[] => {
  const cells = text
    .split('\n')
    .flatMap((line) => (/^\|([^|]*)\|/.exec(line)?.[1] ?? '').split(','))
  const named = new Set(cells.map((cell) => cell.replace(/[`\s]/g, '')))
  return Object.keys({ ...dependencies, ...devDependencies })
    .filter((name) => !named.has(name))
    .map((name) => `${name}: say in docs/dependencies.md what it is for and why this one`)
}
