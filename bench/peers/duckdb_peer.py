"""DuckDB: tables and SQL."""

import duckdb

VERSION = "DuckDB " + duckdb.__version__
db = duckdb.connect()

HALF = "('BE', 'DE', 'FR', 'NL', 'GB', 'ES')"


def load(folder):
    db.execute(f"create table entity as select * from read_csv('{folder}/entities.csv', nullstr='', types={{'country': 'VARCHAR'}})")
    db.execute(f"create table p as select * from read_csv('{folder}/participations.csv', nullstr='')")
    db.execute("create unique index by_id on entity(id)")
    db.execute("create unique index by_n on entity(n)")
    db.execute("create index by_actor on p(actor)")
    db.execute("create index by_initiative on p(initiative)")
    # A column of its own for the country of the actor saves every question a join.
    db.execute("alter table p add column country varchar")
    db.execute("update p set country = (select country from entity where n = p.actor)")


def rows(sql, *values):
    return db.execute(sql, values).fetchall()


def lines(found):
    return ["\t".join("" if v is None else str(v) for v in row) for row in found]


def entity(id):
    return lines(rows("select id, name, country, city from entity where id = ?", id))


def collaborators(id):
    return lines(rows("""
        with of as (select n from entity where id = ?),
        i as (select distinct initiative from p where actor = (select n from of)),
        shared as (select actor, count(distinct initiative) s from p join i using (initiative)
                   where actor <> (select n from of) group by actor)
        select e.id, s from shared join entity e on e.n = actor order by s desc, place limit 10""", id))


def facet(field, column, where):
    found = rows(f"select {column}, count(*) c from p where {where} group by 1 order by c desc, 1")
    known = [(v, n) for v, n in found if v is not None]
    missing = sum(n for v, n in found if v is None)
    out = [(field, v, n) for v, n in known[:10]]
    return lines(out + [(field, "other", sum(n for _, n in known[10:])), (field, "missing", missing)])


def facets(where="true"):
    return facet("PARTICIPANT_COUNTRY", "country", where) + facet("SINCE_YEAR", "year", where) + facet("ROLE", "role", where)


def matrix(country):
    db.execute("""create or replace temp table m as select actor, initiative, count(*) c from p join entity i on i.n = initiative
        where p.country = ? and i.type = 'JOINT_ACTION' group by all""", [country])
    tops = [[n for n, in rows(f"select {end} from m group by 1 order by sum(c) desc, 1 limit 10")] for end in ("actor", "initiative")]
    ids = dict(rows("select n, id from entity where n in (select unnest(?))", tops[0] + tops[1]))
    cells = rows("select actor, initiative, c from m where actor in (select unnest(?)) and initiative in (select unnest(?))", *tops)
    cells.sort(key=lambda c: (tops[0].index(c[0]), tops[1].index(c[1])))
    out = [("rows", ids[n]) for n in tops[0]] + [("columns", ids[n]) for n in tops[1]]
    return lines(out + [(ids[a], ids[i], c) for a, i, c in cells])


def network():
    db.execute("""create or replace temp table w as
        with d as (select distinct actor, initiative from p),
        many as (select actor, initiative from d where actor in (select actor from d group by actor having count(*) >= 5))
        select a.actor f, b.actor t, count(*) w from many a join many b on a.initiative = b.initiative and a.actor < b.actor
        group by all having count(*) >= 5""")
    size = rows("select (select count(*) from (select f from w union select t from w)), count(*) from w")
    links = rows("select a.id, b.id, w from w join entity a on a.n = f join entity b on b.n = t order by w desc, a.id, b.id limit 200")
    return lines(size + links)


def groups():
    found = rows("""select country, role, count(*) c, sum(cents) filter (currency = 'EUR')
        from p group by all order by c desc, country nulls last, role nulls last""")
    return lines([(len(found),)] + [(a, b, n) if s is None else (a, b, n, f"EUR {s}") for a, b, n, s in found[:100]])


QUESTIONS = {
    "Entity": entity,
    "Collaborators": collaborators,
    "Path": "no search for paths; a recursive query visits every path up to six relations. DuckPGQ, which has one, is not on PyPI",
    "Facets": facets,
    "Filtered": lambda: facets("country in " + HALF),
    "Matrix": matrix,
    "Search": "no index of words; the extension fts is downloaded, and has no typos, beginnings or order by degree",
    "Network": network,
    "Groups": groups,
}
