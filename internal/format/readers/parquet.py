"""Prints the types and the first row of a Parquet file, as DuckDB and pyarrow read it, as JSON."""

import json
import sys

import duckdb
import pyarrow.parquet

path = sys.argv[1]
table = pyarrow.parquet.read_table(path)
rows = duckdb.from_parquet(path)
json.dump({
    "duckdb": [str(kind) for kind in rows.types],
    "arrow": [str(field.type) for field in table.schema],
    "first": list(rows.limit(1).fetchall()[0]),
    "same": list(table.slice(0, 1).to_pylist()[0].values()),
}, sys.stdout, default=str)
