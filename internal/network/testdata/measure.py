"""Writes networks.json: random networks, and what networkx 3.5 measures in them.

    python3 -m venv env && env/bin/pip install networkx==3.5
    env/bin/python internal/network/testdata/measure.py > internal/network/testdata/networks.json

The networks are projections of random partnerships, as networks of collaboration are, and
networks of single links. Betweenness is normalised and does not count weights; modularity is that
of the best of ten runs of the Louvain method, which counts them.
"""

import itertools
import json
import random

import networkx as nx


def partnerships(rnd, actors, initiatives, most):
    weights = {}
    for _ in range(initiatives):
        members = sorted(rnd.sample(range(actors), rnd.randint(2, most)))
        for pair in itertools.combinations(members, 2):
            weights[pair] = weights.get(pair, 0) + 1
    return weights


def links(rnd, nodes, count):
    weights = {}
    for _ in range(count):
        weights[tuple(sorted(rnd.sample(range(nodes), 2)))] = rnd.randint(1, 9)
    return weights


def measured(name, weights):
    graph = nx.Graph()
    graph.add_nodes_from(sorted({node for pair in weights for node in pair}))
    graph.add_weighted_edges_from((a, b, w) for (a, b), w in sorted(weights.items()))
    graph = nx.convert_node_labels_to_integers(graph, ordering="sorted")
    between = nx.betweenness_centrality(graph)
    best = max(
        nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=seed)) for seed in range(10)
    )
    return {
        "name": name,
        "links": sorted([min(a, b), max(a, b), w] for a, b, w in graph.edges(data="weight")),
        "betweenness": [round(between[node], 12) for node in range(len(graph))],
        "modularity": round(best, 12),
    }


rnd = random.Random(1)
print(
    json.dumps(
        [
            measured("two nodes", {(0, 1): 3}),
            measured("a star", {(0, i): 1 for i in range(1, 9)}),
            measured("a ring", {tuple(sorted((i, (i + 1) % 9))): 1 for i in range(9)}),
            measured("a clique", {pair: 1 for pair in itertools.combinations(range(7), 2)}),
            measured("few partnerships", partnerships(rnd, 40, 15, 6)),
            measured("partnerships", partnerships(rnd, 150, 40, 15)),
            measured("many partnerships", partnerships(rnd, 60, 80, 9)),
            measured("single links", links(rnd, 80, 110)),
            measured("several parts", links(rnd, 120, 90)),
        ],
        indent=None,
        separators=(",", ":"),
    )
)
