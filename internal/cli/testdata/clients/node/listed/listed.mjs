// Queries a service that answers listed documents alone, through Apollo Client and urql. Both take
// the ids from the manifest that Apollo's generator made, and send no document. Then it prints the
// code of a document that is not listed.
import { readFile } from 'node:fs/promises'
import { ApolloClient, HttpLink, InMemoryCache, gql } from '@apollo/client'
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries'
import { generatePersistedQueryIdsFromManifest } from '@apollo/persisted-query-lists'
import { Client, fetchExchange } from '@urql/core'
import { persistedExchange } from '@urql/exchange-persisted'

const url = process.env.WHOJOINS
const manifest = JSON.parse(await readFile('manifest.json', 'utf8'))
const document = await readFile('action.graphql', 'utf8')
const variables = { id: 'jane' }

// hashAlone is a fetch that rejects a request with a document.
async function hashAlone(address, options) {
  const sent = options.body ? JSON.parse(options.body) : Object.fromEntries(new URL(address).searchParams)
  if (sent.query) throw new Error('the request has a document')
  return fetch(address, options)
}

const ids = generatePersistedQueryIdsFromManifest({ loadManifest: async () => manifest })
const apollo = new ApolloClient({
  link: new PersistedQueryLink(ids).concat(new HttpLink({ uri: url, fetch: hashAlone })),
  cache: new InMemoryCache(),
})
const { data } = await apollo.query({ query: gql(document), variables })
console.log('apollo', data.jointAction.name, data.jointAction.start)
apollo.stop()

const byName = Object.fromEntries(manifest.operations.map(({ name, id }) => [name, id]))
const generateHash = async (_, parsed) => byName[parsed.definitions[0].name.value]
const urql = new Client({
  url,
  fetch: hashAlone,
  exchanges: [persistedExchange({ generateHash, enforcePersistedQueries: true }), fetchExchange],
})
const result = await urql.query(document, variables).toPromise()
if (result.error) throw result.error
console.log('urql', result.data.jointAction.name, result.data.jointAction.start)

const other = await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ query: '{ meta { name } }' }) })
console.log('unlisted', (await other.json()).errors[0].extensions.code)
