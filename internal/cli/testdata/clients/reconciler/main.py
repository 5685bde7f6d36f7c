"""Reconciles a column of names, and prints the entity of each."""

import sys

import pandas
from reconciler import reconcile

table = pandas.read_csv(sys.stdin, dtype=str, keep_default_na=False)
found = reconcile(
    table["name"], type_id=sys.argv[2], property_mapping={"country": table["country"]}, reconciliation_endpoint=sys.argv[1]
)
for _, row in found.iterrows():
    print(row["input_value"], row["id"], row["match"], sep=" | ")
