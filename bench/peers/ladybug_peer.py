"""Ladybug, the successor of Kuzu: a property graph and Cypher."""

import os
import tempfile

import ladybug

VERSION = "Ladybug " + ladybug.__version__
HALF = "['BE', 'DE', 'FR', 'NL', 'GB', 'ES']"
conn = None
prepared = {}


def load(folder):
    global conn
    conn = ladybug.Connection(ladybug.Database(os.path.join(tempfile.mkdtemp(dir=folder), "db")))
    conn.execute("CREATE NODE TABLE E(n INT64, id STRING, type STRING, name STRING, country STRING, city STRING, place INT64, PRIMARY KEY (n))")
    conn.execute("CREATE NODE TABLE Id(id STRING, n INT64, PRIMARY KEY (id))")
    conn.execute(f"COPY E FROM '{folder}/entities.csv' (HEADER=true)")
    conn.execute(f"COPY Id FROM (LOAD FROM '{folder}/entities.csv' (HEADER=true) RETURN id, CAST(n AS INT64))")
    conn.execute("CREATE REL TABLE P(FROM E TO E, role STRING, year INT64, currency STRING, cents INT64)")
    conn.execute(f"COPY P FROM (LOAD FROM '{folder}/participations.csv' (HEADER=true) RETURN actor, initiative, role, year, currency, cents)")
    conn.execute("CREATE REL TABLE W(FROM E TO E)")
    conn.execute(f"COPY W FROM '{folder}/walked.csv' (HEADER=true)")


def rows(cypher, **values):
    if cypher not in prepared:
        prepared[cypher] = conn.prepare(cypher)
    result = conn.execute(prepared[cypher], values)
    found = []
    while result.has_next():
        found.append(result.get_next())
    result.close()
    return found


def lines(found):
    return ["\t".join("" if v is None else str(v) for v in row) for row in found]


def number(id):
    return rows("MATCH (i:Id {id: $id}) RETURN i.n", id=id)[0][0]


def entity(id):
    return lines(rows("MATCH (e:E {n: $n}) RETURN e.id, e.name, e.country, e.city", n=number(id)))


def collaborators(id):
    return lines(rows("""MATCH (of:E {n: $n})-[:P]->(i:E)<-[:P]-(o:E) WHERE o.n <> $n
        WITH o, count(DISTINCT i.n) AS s RETURN o.id, s ORDER BY s DESC, o.place LIMIT 10""", n=number(id)))


def path(**ends):
    found = rows("MATCH p = (a:E {n: $a})-[:W* SHORTEST 1..6]-(b:E {n: $b}) RETURN length(p)", a=number(ends["from"]), b=number(ends["to"]))
    return lines(found)


def facet(field, value, where):
    found = rows(f"MATCH (a:E)-[p:P]->() {where} RETURN {value}, count(*)")
    known = sorted(((v, n) for v, n in found if v not in (None, "")), key=lambda r: (-r[1], str(r[0])))
    missing = sum(n for v, n in found if v in (None, ""))
    out = [(field, v, n) for v, n in known[:10]]
    return lines(out + [(field, "other", sum(n for _, n in known[10:])), (field, "missing", missing)])


def facets(where=""):
    return facet("PARTICIPANT_COUNTRY", "a.country", where) + facet("SINCE_YEAR", "p.year", where) + facet("ROLE", "p.role", where)


def matrix(country):
    found = rows("MATCH (a:E)-[:P]->(i:E) WHERE a.country = $country AND i.type = 'JOINT_ACTION' RETURN a.n, a.id, i.n, i.id, count(*)", country=country)
    ends = ({}, {})
    for a, aid, i, iid, c in found:
        for end, n, id in ((ends[0], a, aid), (ends[1], i, iid)):
            end[n] = (end.get(n, (0,))[0] + c, id)
    tops = [sorted(end, key=lambda n: (-end[n][0], n))[:10] for end in ends]
    cells = [f for f in found if f[0] in tops[0] and f[2] in tops[1]]
    cells.sort(key=lambda f: (tops[0].index(f[0]), tops[1].index(f[2])))
    out = [("rows", ends[0][n][1]) for n in tops[0]] + [("columns", ends[1][n][1]) for n in tops[1]]
    return lines(out + [(f[1], f[3], f[4]) for f in cells])


def network():
    found = rows("""MATCH (a:E)-[:P]->(i:E) WITH a, count(DISTINCT i.n) AS k WHERE k >= 5
        MATCH (a)-[:P]->(i:E)<-[:P]-(b:E) WHERE a.n < b.n WITH a, b, count(DISTINCT i.n) AS w WHERE w >= 5 RETURN a.n, b.n, a.id, b.id, w""")
    found.sort(key=lambda f: (-f[4], f[0], f[1]))
    nodes = {f[0] for f in found} | {f[1] for f in found}
    return lines([(len(nodes), len(found))] + [(a, b, w) for _, _, a, b, w in found[:200]])


def groups():
    found = rows("MATCH (a:E)-[p:P]->() RETURN a.country, p.role, p.currency, count(*), sum(p.cents)")
    all = {}
    for country, role, currency, n, cents in found:
        key = (country or None, role or None)
        group = all.setdefault(key, [0, None])
        group[0] += n
        if currency == "EUR" and cents is not None:
            group[1] = int(cents)
    order = sorted(all, key=lambda k: (-all[k][0], k[0] is None, k[0] or "", k[1] is None, k[1] or ""))
    out = [(len(order),)]
    for k in order[:100]:
        n, cents = all[k]
        out.append((*k, n) if cents is None else (*k, n, f"EUR {cents}"))
    return lines(out)


QUESTIONS = {
    "Entity": entity,
    "Collaborators": collaborators,
    "Path": path,
    "Facets": facets,
    "Filtered": lambda: facets("WHERE a.country IN " + HALF),
    "Matrix": matrix,
    "Search": "no index of words; the extension fts is downloaded, and has no typos, beginnings or order by degree",
    "Network": network,
    "Groups": groups,
}
