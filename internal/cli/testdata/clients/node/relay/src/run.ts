// Runs the query, then fetches its fragment again through `node`.
import relay from 'relay-runtime'
import list, { type mainQuery } from './__generated__/mainQuery.graphql'
import again, { type mainAgainQuery } from './__generated__/mainAgainQuery.graphql'
import fragment, { type main_action$data } from './__generated__/main_action.graphql'

declare const process: { env: Record<string, string> }

const { Environment, Network, RecordSource, Store, createOperationDescriptor, fetchQuery, getRequest, getSingularSelector } = relay

const environment = new Environment({
  store: new Store(new RecordSource()),
  network: Network.create(async ({ text }: { text: string | null }, variables: object) => {
    const answer = await fetch(process.env.WHOJOINS!, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ query: text, variables }),
    })
    return answer.json()
  }),
})

async function run() {
  const data = (await fetchQuery<mainQuery>(environment, list, { day: '2023-02' }).toPromise())!
  const id = data.jointActions.edges[0]!.node.id
  await fetchQuery<mainAgainQuery>(environment, again, { id }, { fetchPolicy: 'network-only' }).toPromise()
  const operation = createOperationDescriptor(getRequest(again), { id })
  const found = environment.lookup(operation.fragment).data as unknown as { node: object }
  const action = environment.lookup(getSingularSelector(fragment, found.node)!).data as unknown as main_action$data
  const start: string | null | undefined = action.start
  console.log(action.name, start, data.participations.edges[0]!.node.role, id)
}

run()
