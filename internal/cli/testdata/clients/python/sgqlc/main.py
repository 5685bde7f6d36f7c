"""Queries the service with code that sgqlc generated from the schema."""

import os

from sgqlc.endpoint.http import HTTPEndpoint
from sgqlc.operation import Operation

import schema

query = Operation(schema.Query)
action = query.joint_action(id="jane")
action.name()
action.start()
active = {"active_on": "2023-02", "role": {"eq": "COORDINATOR"}}
action.participants(where=active, first=1).nodes.role()
node = query.node(id="jane")
node.__typename__()
node.id()

answer = query + HTTPEndpoint(os.environ["WHOJOINS"])(query)
action = answer.joint_action
print(action.name, action.start, action.participants.nodes[0].role, answer.node.__typename__)
