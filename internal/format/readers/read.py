"""Reads a file and prints what is in it as JSON: read.py FORMAT PATH, or read.py same JSONLD TURTLE."""
import csv, io, json, sys, zipfile

def graph(g):
    nodes = {n: {k: v for k, v in d.items()} for n, d in g.nodes(data=True)}
    links = [dict(d, source=a, target=b) for a, b, d in g.edges(data=True)]
    return {"about": {k: v for k, v in g.graph.items() if isinstance(v, str)}, "nodes": nodes, "links": links}

def gexf(path):
    import networkx as nx
    from networkx.readwrite.gexf import GEXF, GEXFReader
    # networkx knows versions up to 1.2; what it reads has not changed since but its names.
    GEXF.versions["1.3"] = dict(GEXF.versions["1.2draft"], NS_GEXF="http://gexf.net/1.3",
                                NS_VIZ="http://gexf.net/1.3/viz", VERSION="1.3")
    reader = GEXFReader(version="1.3")
    return graph(reader(path))

def graphml(path):
    import networkx as nx
    return graph(nx.read_graphml(path, force_multigraph=True))

def jsonld(path):
    import rdflib
    g = rdflib.Graph()
    g.parse(path, format="json-ld")
    return [[str(s) if isinstance(s, rdflib.URIRef) else "_", str(p), str(o) if not isinstance(o, rdflib.BNode) else "_"] for s, p, o in g]

def same(first, second):
    """Whether JSON-LD and Turtle have the same statements; if not, those that only one has."""
    import rdflib
    from rdflib.compare import graph_diff, to_isomorphic
    read = lambda path, form: to_isomorphic(rdflib.Graph().parse(path, format=form))
    a, b = read(first, "json-ld"), read(second, "turtle")
    _, only_a, only_b = graph_diff(a, b) if a != b else (0, [], [])
    return {"statements": len(a), "differences": [[str(part) for part in t] for t in [*only_a, *only_b]]}

def xlsx(path):
    import openpyxl
    book = openpyxl.load_workbook(path, read_only=True)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}

def pair(path):
    with zipfile.ZipFile(path) as archive:
        read = lambda name: list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8"), newline=""), strict=True))
        return {"names": archive.namelist(), "about": json.loads(archive.read("datapackage.json")),
                "nodes": read("nodes.csv"), "links": read("edges.csv")}

readers = {"gexf": gexf, "graphml": graphml, "jsonld": jsonld, "xlsx": xlsx, "zip": pair, "same": same}
json.dump(readers[sys.argv[1]](*sys.argv[2:]), sys.stdout)
