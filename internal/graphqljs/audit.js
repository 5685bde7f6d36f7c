// Runs the audits of graphql-http on the address given as the argument, and writes one
// line of JSON for each: its id, its name, and why it failed, or null.
import { serverAudits } from 'graphql-http'

for (const audit of serverAudits({ url: process.argv[2], fetchFn: fetch })) {
  const { status, reason } = await audit.fn()
  console.log(JSON.stringify({ id: audit.id, name: audit.name, reason: status === 'ok' ? null : `${status}: ${reason}` }))
}
