// Composes the service with a second subgraph by two composers, queries both through a gateway, and
// prints what it got. The second subgraph adds a field to institutes, whose values are made up.
import { composeServices } from '@apollo/composition'
import { ApolloGateway, LocalGraphQLDataSource, RemoteGraphQLDataSource } from '@apollo/gateway'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { composeServices as composeByGuild } from '@theguild/federation-composition'
import { parse } from 'graphql'

const url = process.env.WHOJOINS
const logger = { debug() {}, info() {}, warn: console.error, error: console.error }

async function post(query) {
  const response = await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ query }) })
  return response.json()
}

const sdl = (await post('{ _service { sdl } }')).data._service.sdl
const beds = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.0", import: ["@key"])
  type Query { clinics: [Institute]! }
  type Institute @key(fields: "id") { id: ID! beds: Int! }
`)
const resolvers = {
  Query: { clinics: () => ['https://ror.org/04ejags36', 'nobody', 'oslo-university-hospital'].map((id) => ({ id })) },
  Institute: { __resolveReference: ({ id }) => ({ id }), beds: ({ id }) => id.length },
}

const services = [{ name: 'whojoins', url, typeDefs: parse(sdl) }, { name: 'beds', url: 'http://beds.example', typeDefs: beds }]
const guild = composeByGuild(services)
console.log('federation-composition', guild.errors?.map((e) => e.message) ?? 'composed')
const composed = composeServices(services)
if (composed.errors) throw new Error(composed.errors.map((e) => e.message).join('\n'))
console.log('@apollo/composition', 'composed')

for (const [name, supergraphSdl] of [['federation-composition', guild.supergraphSdl], ['@apollo/composition', composed.supergraphSdl]]) {
  const sent = []
  class Recorded extends RemoteGraphQLDataSource {
    willSendRequest({ request }) {
      sent.push(request.variables?.representations?.length ?? 0)
    }
  }
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger,
    buildService: ({ name, url }) =>
      name === 'beds' ? new LocalGraphQLDataSource(buildSubgraphSchema({ typeDefs: beds, resolvers })) : new Recorded({ url }),
  })
  const { executor } = await gateway.load()
  const ask = async (query) => {
    sent.length = 0
    const { data, errors } = await executor({
      document: parse(query), request: { query, variables: {} }, queryHash: query, context: {},
      schema: gateway.schema, metrics: {}, cache: undefined, logger, overallCachePolicy: undefined, operationName: null,
    })
    if (errors) throw new Error(JSON.stringify(errors))
    return `${JSON.stringify(data)} representations ${sent.join(', ')}`
  }
  console.log(name, await ask('{ clinics { beds name country } }'))
  console.log(name, await ask('{ jointAction(id: "jane") { name participants(where: {role: {eq: WORK_PACKAGE_LEAD}, participant: {country: {eq: "NO"}}}, first: 1) { nodes { role participant { name ... on Institute { beds } } } } } }'))
  await gateway.stop()
}
