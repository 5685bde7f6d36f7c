// A client with types that gql.tada infers from the schema.
import { initGraphQLTada, type ResultOf, type VariablesOf } from 'gql.tada'
import { print } from 'graphql'
import type { introspection } from './schema-env.js'

declare const process: { env: Record<string, string> }

const graphql = initGraphQLTada<{ introspection: introspection; scalars: { PartialDate: string } }>()

const One = graphql(`
  query One($id: ID!, $day: PartialDate) {
    jointAction(id: $id) {
      name
      start
      participants(where: { activeOn: $day, role: { eq: COORDINATOR } }, first: 1) { nodes { role } }
    }
    node(id: $id) { __typename id ... on Entity { type } }
  }
`)

const variables: VariablesOf<typeof One> = { id: 'jane', day: '2023-02' }
const answer = await fetch(process.env.WHOJOINS!, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ query: print(One), variables }),
})
const { jointAction, node } = ((await answer.json()) as { data: ResultOf<typeof One> }).data
const start: string | null | undefined = jointAction?.start
console.log(jointAction?.name, start, jointAction?.participants.nodes[0]?.role, node?.__typename)
