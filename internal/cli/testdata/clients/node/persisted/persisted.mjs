// Sends queries with automatic persisted queries through Apollo Client and urql, by GET and by
// POST, and prints what each sent: H a hash alone, D a document with its hash.
import { createHash } from 'node:crypto'
import { ApolloClient, HttpLink, InMemoryCache, gql } from '@apollo/client'
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries'
import { Client, fetchExchange } from '@urql/core'
import { persistedExchange } from '@urql/exchange-persisted'

const url = process.env.WHOJOINS
const sha256 = (text) => createHash('sha256').update(text).digest('hex')
const text = (client) => `query ${client}($id: ID!) { jointAction(id: $id) { id name start } }`

// recorder returns a fetch that notes each request.
function recorder() {
  const sent = []
  const record = async (address, options = {}) => {
    const parameters = options.method === 'POST' ? JSON.parse(options.body) : Object.fromEntries(new URL(address).searchParams)
    if (!parameters.extensions) throw new Error('the request has no hash')
    sent.push(`${options.method ?? 'GET'} ${parameters.query ? 'D' : 'H'}`)
    return fetch(address, options)
  }
  return { sent, record }
}

async function apollo(get) {
  const { sent, record } = recorder()
  const link = new PersistedQueryLink({ sha256, useGETForHashedQueries: get }).concat(new HttpLink({ uri: url, fetch: record }))
  const client = new ApolloClient({ link, cache: new InMemoryCache() })
  const names = []
  for (const id of ['jane', 'jane-2']) {
    const { data } = await client.query({ query: gql(text(`Apollo${get}`)), variables: { id } })
    names.push(`${data.jointAction.name} ${data.jointAction.start}`)
  }
  client.stop()
  return [...sent, ...names]
}

async function urql(get) {
  const { sent, record } = recorder()
  const client = new Client({
    url,
    fetch: record,
    preferGetMethod: get,
    exchanges: [persistedExchange({ generateHash: async (query) => sha256(query), preferGetForPersistedQueries: get }), fetchExchange],
  })
  const names = []
  for (const id of ['jane', 'jane-2']) {
    const { data, error } = await client.query(text(`Urql${get}`), { id }).toPromise()
    if (error) throw error
    names.push(`${data.jointAction.name} ${data.jointAction.start}`)
  }
  return [...sent, ...names]
}

for (const get of [false, true]) {
  console.log('apollo', (await apollo(get)).join(', '))
  console.log('urql', (await urql(get)).join(', '))
}
