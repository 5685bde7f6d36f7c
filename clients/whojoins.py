"""Queries Whojoins from Python. It needs requests; table also needs pandas."""

import io
import os
import re
import time

import requests

URL = os.environ.get("WHOJOINS", "http://127.0.0.1:8080/graphql")
session = requests.Session()


class QueryError(Exception):
    """The service rejected a query; the text says what is wrong and what would be right."""

    def __init__(self, errors):
        super().__init__(errors[0]["message"])
        self.code = errors[0]["extensions"]["code"]
        self.errors = errors


def send(query, variables, accept):
    """Sends a query, and sends it again while the service is busy."""
    for tries_left in (3, 2, 1, 0):
        answer = session.post(
            URL,
            json={"query": query, "variables": variables},
            headers={"Accept": accept},
            timeout=30,
        )
        if answer.status_code != 503 or not tries_left:
            break
        time.sleep(float(answer.headers.get("Retry-After", 2)))
    if "json" not in answer.headers.get("Content-Type", ""):
        answer.raise_for_status()
    elif errors := answer.json().get("errors"):
        raise QueryError(errors)
    return answer


def ask(query, **variables):
    """Returns the data of the answer, as dictionaries and lists."""
    return send(query, variables, "application/graphql-response+json").json()["data"]


def rows(query, field, **variables):
    """Yields all rows of a root field, page by page. The query must have the variable $after
    and select nodes and pageInfo { hasNextPage endCursor }."""
    after = None
    while True:
        page = ask(query, after=after, **variables)[field]
        yield from page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return
        after = page["pageInfo"]["endCursor"]


# The fields whose values are numbers. All other columns are text, so that an identifier such as
# 0123 keeps its digits, and a date such as 2021 stays a date.
NUMBERS = set(
    "amount average active began betweenness community count degree distance ended founded initiatives"
    " latitude length links longitude max min missing nodes omitted other path recorded score shared"
    " stated step strength sum total totalCount weight".split()
)


def plain(cell):
    """Returns a cell without the apostrophe that stops spreadsheets from computing it."""
    return re.sub(r"(^|;)('*)'(?=[=+\-@\t\r\n＝＋－＠])", r"\1\2", cell)


def table(query, **variables):
    """Returns one list as a pandas table; docs/tables.md describes its columns and rows.
    Numbers and true or false are values, all others are text."""
    import pandas

    text = send(query, variables, "text/csv").content.decode("utf-8")
    # "NA" is Namibia, not a missing value.
    frame = pandas.read_csv(
        io.StringIO(text, newline=""), dtype=str, keep_default_na=False, na_values=[""]
    )
    for name in frame.columns:
        cells = frame[name].dropna()
        if name.rpartition(".")[2] in NUMBERS and cells.str.fullmatch(r"-?[0-9.]+(e[+-]?[0-9]+)?").all():
            frame[name] = pandas.to_numeric(frame[name])
        elif len(cells) and cells.isin(["true", "false"]).all():
            frame[name] = frame[name].map({"true": True, "false": False})
        else:
            frame[name] = frame[name].map(plain, na_action="ignore")
    return frame
