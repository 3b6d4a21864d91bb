/**
 * The last steps of a build: the schemas are compiled, and `dist/main.js` and all it loads become a few files. A daemon
 * opened 930 files to start and compiled two schemas: time in which it does nothing else. Run by `npm run build`; no
 * part of what it makes.
 */
import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import standalone from 'ajv/dist/standalone/index.js'
import { build, type Plugin } from 'esbuild'
import { SCHEMAS } from './schemas/files.js'
import { compilerWith, schemaOf } from './schemas/validators.js'

const DIST = fileURLToPath(new URL('../dist', import.meta.url))

/** Stay packages: what is no JavaScript, what looks for files beside itself, and what few ever load. */
const PACKAGES = ['better-sqlite3', '@napi-rs/canvas', '@aws-sdk/*', 'fluent-ffmpeg']

/** Packages of the older kind call `require`, which a module has not. */
const REQUIRE =
  "import { createRequire as requireFrom } from 'node:module';const require = requireFrom(import.meta.url);"

/** What takes the place of `validators.ts`, and gives the same checks. */
function compiledSchemas(): string {
  const ajv = compilerWith({ optimize: true, source: true, esm: true })
  for (const name of SCHEMAS) ajv.addSchema(schemaOf(name), name)
  const checks = standalone.default(
    ajv,
    Object.fromEntries(SCHEMAS.map((name, at) => [`c${at}`, name])),
  )
  const known = SCHEMAS.map((name, at) => `${JSON.stringify(name)}: c${at}`)
  // Another name than the bundle's: this file also stands alone, for the thread that reads rundowns.
  const load =
    "import { createRequire as loadFrom } from 'node:module';const load = loadFrom(import.meta.url);"
  const loaded = checks.replaceAll('require("', 'load("')
  return `${load}\n${loaded}\nconst all = { ${known} };\nexport const validatorOf = (name) => all[name];\n`
}

/** Every file of ours goes on knowing where it was: schemas and other programs are found from there. */
const places: Plugin = {
  name: 'places',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]dist[\\/].*\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      if (path.includes('node_modules') || !text.includes('import.meta.url')) return undefined
      const place = `new URL(${JSON.stringify(`./${relative(DIST, path)}`)}, import.meta.url).href`
      return { contents: text.replaceAll('import.meta.url', place), resolveDir: dirname(path) }
    })
  },
}

await writeFile(join(DIST, 'schemas', 'validators.js'), compiledSchemas())

const { metafile } = await build({
  entryPoints: [`${DIST}/main.js`],
  outdir: DIST,
  allowOverwrite: true,
  bundle: true,
  splitting: true,
  // Beside main.js, so that every place is as far from one as from the other.
  chunkNames: 'part-[hash]',
  metafile: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: PACKAGES,
  banner: { js: REQUIRE },
  plugins: [places],
  logLevel: 'warning',
})

const parts = new Set(Object.keys(metafile.outputs).map((path) => basename(path)))
for (const name of await readdir(DIST))
  if (name.startsWith('part-') && !parts.has(name)) await rm(join(DIST, name))
await chmod(join(DIST, 'main.js'), 0o755)
