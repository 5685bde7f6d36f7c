// A client with types that GraphQL Code Generator derived from the schema.
import { graphql } from './gql/index.js'

declare const process: { env: Record<string, string> }

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

const variables: { id: string; day: string } = { id: 'jane', day: '2023-02' }
const answer = await fetch(process.env.WHOJOINS!, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ query: One.toString(), variables }),
})
type Data = NonNullable<(typeof One)['__apiType']> extends (variables: any) => infer Answer ? Answer : never
const { jointAction, node } = ((await answer.json()) as { data: Data }).data
const start: string | null | undefined = jointAction?.start
console.log(jointAction?.name, start, jointAction?.participants.nodes[0]?.role, node?.__typename)
