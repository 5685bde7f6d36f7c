// Asks a question, a wrong one, and for a file, through the client that is typed by the description.
import createClient from 'openapi-fetch'
import type { paths } from './whojoins.js'

declare const process: { argv: string[] }

const client = createClient<paths>({ baseUrl: process.argv[2]! })

const { data } = await client.GET('/questions/who-joins', {
  params: { query: { initiative: 'JANE', roles: ['COORDINATOR'] } },
})
for (const { role, participant } of data!.data.participations.nodes) {
  const name: string = participant.name
  if (participant.type === 'INSTITUTE') console.log('%s: %s', role, name)
}

// @ts-expect-error: the question requires an initiative
const wrong = await client.GET('/questions/who-joins', {})
console.log(wrong.response.status, wrong.error!.errors[0]!.extensions.code)

const file = await client.GET('/export/institutes.{extension}', {
  params: { path: { extension: 'csv' }, query: { where: JSON.stringify({ country: { eq: 'BE' } }), first: 2, fields: 'country' } },
  parseAs: 'text',
})
console.log(file.data!.trim().split(/\s+/).join(' '))
