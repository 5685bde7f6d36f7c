// Package readers reads the files of the service back with other programs: networkx, rdflib,
// openpyxl and Python's csv module, graphology, Cytoscape.js and Graphviz.
package readers
