"""Queries the service with code that ariadne-codegen generated from the schema."""

import os

from graphql_client import Client

answer = Client(url=os.environ["WHOJOINS"]).one(id="jane", day="2023-02")
action = answer.joint_action
print(action.name, action.start, action.participants.nodes[0].role.value, answer.node.typename__)
