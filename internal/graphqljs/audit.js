// Runs the audits of graphql-http against the address in the first argument, and writes one
// line of JSON for each audit: its id, its name, and the reason why it failed, or null.
import { serverAudits } from 'graphql-http'

for (const audit of serverAudits({ url: process.argv[2], fetchFn: fetch })) {
  const { status, reason } = await audit.fn()
  console.log(JSON.stringify({ id: audit.id, name: audit.name, reason: status === 'ok' ? null : `${status}: ${reason}` }))
}
