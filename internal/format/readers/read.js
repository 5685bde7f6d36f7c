// Reads a file and prints what is in it as JSON: node read.js FORMAT PATH.
import { readFileSync } from 'node:fs'
import cytoscape from 'cytoscape'
import { MultiDirectedGraph, MultiUndirectedGraph } from 'graphology'
import gexf from 'graphology-gexf/node/index.js'

// Gephi Lite reads by graphology.
function graphology(text) {
  const Graph = text.includes('defaultedgetype="undirected"') ? MultiUndirectedGraph : MultiDirectedGraph
  const g = gexf.parse(Graph, text, { allowUndeclaredAttributes: true, addMissingNodes: false })
  const nodes = {}
  g.forEachNode((id, data) => { nodes[id] = data })
  const links = []
  g.forEachEdge((id, data, source, target) => { links.push({ ...data, id, source, target }) })
  return { about: g.getAttributes(), nodes, links }
}

function cytoscapejs(text) {
  const file = JSON.parse(text)
  const cy = cytoscape({ headless: true, elements: file.elements })
  const nodes = {}
  cy.nodes().forEach((n) => { nodes[n.id()] = n.data() })
  return { about: file.data, nodes, links: cy.edges().map((e) => e.data()) }
}

const [format, path] = process.argv.slice(2)
const read = { gexf: graphology, cyjs: cytoscapejs }[format]
process.stdout.write(JSON.stringify(read(readFileSync(path, 'utf8'))))
