// Writes check.ts: the JSON-LD of each page as a literal of its type in schema-dts, so that the
// compiler rejects a property or a value that schema.org does not have for the type. What JSON-LD
// adds, and schema-dts does not know, is left out: properties under @reverse, and the languages of
// texts.
import { writeFile } from 'node:fs/promises'

const site = new URL('/', process.env.WHOJOINS)
const plain = (_, value) => value?.['@value'] ?? value
const lines = ["import type * as schema from 'schema-dts'", "type Of<T> = Exclude<T, string> & { '@context': 'https://schema.org/' }"]
for (const path of process.argv.slice(2)) {
  const response = await fetch(new URL(path, site), { headers: { Accept: 'text/html' } })
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  const found = (await response.text()).match(/<script type="application\/ld\+json">([^<]*)<\/script>/)
  if (!found) throw new Error(`${path} has no JSON-LD`)
  const { '@reverse': reversed, ...data } = JSON.parse(found[1])
  lines.push(`export const page${lines.length}: Of<schema.${data['@type']}> = ${JSON.stringify(data, plain)}`)
  console.log(path, data['@type'], Object.keys(data).length > 3)
}
await writeFile('check.ts', lines.join('\n') + '\n')
