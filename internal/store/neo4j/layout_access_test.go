package neo4j

// LayoutOf is what a dataset's node says of how it is laid out.
var LayoutOf = layoutOf
