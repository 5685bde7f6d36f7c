package question

// Sized asks for so many institutes of ten fields; it is compared in memory alone.
func Sized() *Question {
	return &Question{
		Name: "Sized", About: "institutes of ten fields", Plain: true,
		GraphQL: `query Sized($first: Int!) { institutes(first: $first) { nodes { ` + tenFields + ` } } }`,
		New:     func() any { return new(rowsAnswer) },
	}
}

// ByName finds a question by the name of its operation; nil when there is none.
func ByName(name string) *Question {
	for _, q := range append(All(), Sized()) {
		if q.Name == name {
			return q
		}
	}
	return nil
}
