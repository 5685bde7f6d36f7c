package question

// Sized queries a given number of institutes with ten fields. It has no Cypher, because only
// the embedded store is measured with it.
func Sized() *Question {
	return &Question{
		Name: "Sized", About: "institutes of ten fields", Plain: true,
		GraphQL: `query Sized($first: Int!) { institutes(first: $first) { nodes { ` + tenFields + ` } } }`,
		New:     func() any { return new(rowsAnswer) },
	}
}

// ByName returns the question with this operation name, or nil.
func ByName(name string) *Question {
	for _, q := range append(All(), Sized()) {
		if q.Name == name {
			return q
		}
	}
	return nil
}
