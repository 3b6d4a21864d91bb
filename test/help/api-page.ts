/** docs/api.md, from the OpenAPI document and the table of who may do what. */
import { ACCESS } from '../../daemon/console/access.js'
import { STATUS_OF } from '../../daemon/console/answers.js'
import { ROLES, reaches } from '../../daemon/core/desk/roles.js'

interface Schema {
  readonly type?: string
  readonly description?: string
  readonly enum?: readonly string[]
  readonly default?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly required?: readonly string[]
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>
}

interface Route {
  readonly operationId?: string
  readonly summary?: string
  readonly description?: string
  readonly requestBody?: Content
  readonly parameters?: readonly {
    readonly name: string
    readonly in: string
    readonly description?: string
    readonly schema: Schema
  }[]
  readonly responses: Readonly<Record<string, Content>>
}

export interface OpenApi {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Route>>>>
}

const HEAD = `# The operator's API

Made from the schemas that validate every request (\`npm run docs\`); the daemon itself serves them as OpenAPI 3.1 at
\`/api/v1/openapi.json\`. All paths below begin with \`/api/v1\`.

- **Who you are**: \`authorization: Bearer …\`. \`onair token add NAME --role ROLE\` makes a token and shows it once; only
  its hash is kept. On the machine itself \`onair\` takes its own from \`data/desk.json\`: whoever can read that file is
  the admin. A token may be limited to accounts, shows or airings, and may expire; a revoked one is worth nothing at once.
- **An order acts once.** Every POST carries a \`request\` id of the client's own choosing, at random. The same id again
  is the same order: it is answered as the first time (\`repeated\`), also after a restart, and nothing is done twice.
  Without an answer, send the same again.
- **An order may name the version it is meant for** (\`expectedVersion\`, or \`If-Match\`): if the airing has become
  otherwise, the answer is 409 with the version there is and what changed. What a person orders from a page should always
  carry it; the command line, which shows and orders in one breath, does not.
- **200 means that it is on the disk**, with its line of the audit. 503 \`not-kept\` means that nobody knows: send the same
  again. What will come of it, and when it will be heard as far as that can be said, stands in \`says\` and \`foresees\`.
- **Bodies** are JSON, 64 kB at most; words that are not in the schema are refused. 3,000 requests a minute for each token;
  30 wrong tokens a minute from one address, then 429. A connection over which nothing moves for a minute, because
  answers are asked for and not read, is closed.
- The daemon speaks plain HTTP, to this machine only. For others put a proxy with TLS in front of it (operations.md).

\`\`\`sh
TOKEN=$(onair token add studio --role operator --format json | jq -r .foresees.token)
curl -s -H "authorization: Bearer $TOKEN" localhost:8420/api/v1/airings/nonstop-shop
curl -s -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\
  -d '{"request": "'$(uuidgen)'", "text": "The blue one is sold out."}' \\
  localhost:8420/api/v1/airings/nonstop-shop/say
curl -sN -H "authorization: Bearer $TOKEN" localhost:8420/api/v1/events
\`\`\`
`

const ERRORS = `## Errors

\`{ "ok": false, "code": …, "says": …, "hint": … }\`, everywhere.

| code | status |
|---|---|
${Object.entries(STATUS_OF)
  .map(([code, status]) => `| \`${code}\` | ${status} |\n`)
  .join('')}`

export function apiPage({ paths }: OpenApi): string {
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, route]) => ({
      row: `${method.toUpperCase()} ${path.replace('/api/v1', '').replaceAll(/{(\w+)}/g, ':$1')}`,
      route,
    })),
  )
  const sections = routes.map(({ row, route }) => section(row, route)).join('\n')
  return `${HEAD}\n${whoMay()}\n${ERRORS}\n## Routes\n\n${sections}`
}

function whoMay(): string {
  const head = `| | ${ROLES.join(' | ')} |\n|---|${ROLES.map(() => '---|').join('')}\n`
  const rows = Object.entries(ACCESS).map(([row, needed]) => {
    const cells = ROLES.map((role) => (needed === 'signed' || reaches(role, needed) ? 'yes' : ''))
    return `| \`${row}\` | ${cells.join(' | ')} |\n`
  })
  return `## Who may do what\n\n${head}${rows.join('')}`
}

function section(row: string, route: Route): string {
  const { summary = '', description, parameters = [], requestBody, responses } = route
  const body = schemaIn(requestBody)
  const given = [
    ...parameters.map(({ name, schema, description: says }) =>
      line(name, { ...schema, ...(says ? { description: says } : {}) }, true),
    ),
    ...Object.entries(body?.properties ?? {}).map(([name, schema]) =>
      line(name, schema, body?.required?.includes(name) ?? false),
    ),
  ]
  const answer = isOrder(body) ? '' : answered(schemaIn(responses['200']))
  return [
    `### ${row}\n\n${summary}.${description ? ` ${description}` : ''}\n`,
    given.length === 0 ? '' : `\n| takes | | |\n|---|---|---|\n${given.join('')}`,
    answer === '' ? '' : `\n| answers | |\n|---|---|\n${answer}`,
  ].join('')
}

const isOrder = (body: Schema | undefined) => body?.properties?.request !== undefined

const schemaIn = (content: Content | undefined): Schema | undefined =>
  content?.content?.['application/json']?.schema

function line(name: string, schema: Schema, required: boolean): string {
  const kind = schema.enum?.join(', ') ?? schema.type ?? ''
  const usual = schema.default === undefined ? '' : `, default ${JSON.stringify(schema.default)}`
  return `| \`${name}\` | ${kind}${required ? '' : ', optional'}${usual} | ${schema.description ?? ''} |\n`
}

/** Lists within the answer are shown as `list[].name`. */
function answered(schema: Schema | undefined, under = ''): string {
  if (schema?.type === 'array') return answered(schema.items, `${under}[].`)
  return Object.entries(schema?.properties ?? {})
    .map(([name, inner]) => {
      const own = `| \`${under}${name}\` | ${inner.description ?? ''} |\n`
      return inner.type === 'array' && inner.items?.properties
        ? own + answered(inner.items, `${under}${name}[].`)
        : own
    })
    .join('')
}
