// Package readers reads back what the service writes as files, by the programs of
// others: networkx, rdflib, openpyxl and Python's csv module, graphology, Cytoscape.js
// and Graphviz.
package readers
