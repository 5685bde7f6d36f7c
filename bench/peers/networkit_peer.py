"""NetworKit: graphs of numbers, without properties."""

import csv

import networkit as nk

VERSION = "NetworKit " + nk.__version__
graph = None
number = {}
no_properties = "a graph of numbers: no ids, names, dates, countries or sums"


def load(folder):
    global graph
    with open(folder + "/entities.csv", newline="") as f:
        for row in csv.DictReader(f):
            number[row["id"]] = int(row["n"])
    graph = nk.Graph(len(number))
    with open(folder + "/walked.csv", newline="") as f:
        next(f)
        for line in f:
            a, _, b = line.partition(",")
            graph.addEdge(int(a), int(b))


def path(**ends):
    search = nk.distance.BidirectionalBFS(graph, number[ends["from"]], number[ends["to"]], storePred=False)
    search.run()
    hops = search.getDistance()
    return [str(int(hops))] if hops <= 6 else []


QUESTIONS = dict.fromkeys(["Entity", "Facets", "Filtered", "Matrix", "Search", "Network", "Groups", "Collaborators"], no_properties) | {"Path": path}
