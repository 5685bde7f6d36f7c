// The documents for relay-compiler. Nothing imports this file: run.ts imports what it makes of them.
import { graphql } from 'relay-runtime'

graphql`
  query mainQuery($day: PartialDate!, $after: String) {
    jointActions(where: { acronym: { eq: "JANE" } }, first: 1, after: $after) {
      edges { cursor node { id ...main_action } }
      pageInfo { hasNextPage endCursor }
    }
    participations(where: { activeOn: $day, initiative: { id: { eq: "jane" } }, role: { eq: COORDINATOR } }, first: 1) {
      edges { node { id role } }
    }
  }
`
graphql`
  fragment main_action on JointAction @refetchable(queryName: "mainAgainQuery") { name start }
`
