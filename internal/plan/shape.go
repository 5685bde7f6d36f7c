package plan

import "whojoins/internal/model"

// Shape says how the objects of one level are written: which response keys, in which
// order, by the object's concrete type.
type Shape struct {
	Select *Select
	// Cases part the concrete types of an entity or relation level; a level of parts
	// has one case without types.
	Cases []Case
	// Keys are the response keys of all cases, in the order in which the request has
	// them; nil where there is one case.
	Keys []string
	// of has, for each concrete type by its index, 1 + the position of its case.
	of [model.MaxTypes]uint8
}

// Case is what is written for objects of some concrete types.
type Case struct {
	Types  model.TypeSet
	Fields []Out
}

// NewShape makes a shape; no two cases share a type.
func NewShape(s *Select, cases ...Case) *Shape {
	shape := &Shape{Select: s, Cases: cases}
	for at, c := range cases {
		for i := range shape.of {
			if c.Types&(1<<i) != 0 {
				shape.of[i] = uint8(at + 1)
			}
		}
	}
	return shape
}

// Of gives the fields of an object of a concrete type (nil for a part).
func (s *Shape) Of(t *model.Type) []Out {
	if t == nil {
		return s.Cases[0].Fields
	}
	if at := s.of[t.Index]; at > 0 {
		return s.Cases[at-1].Fields
	}
	return nil
}

// OutKind says what a response field is.
type OutKind uint8

// The kinds of response fields, by the place where they occur.
const (
	// Of objects.

	// OutTypename is the name of the object's concrete type, or Text where it is fixed.
	OutTypename OutKind = iota + 1
	// OutScalar is the column in Slot.
	OutScalar
	// OutScalars is the list column in Slot.
	OutScalars
	// OutEmbedded is an object made of columns; null when all of Leaves are.
	OutEmbedded
	// OutObject is the object in Slot, or null.
	OutObject
	// OutList is the list in Slot; its items may be null.
	OutList
	// OutConnection is the connection in Slot; Fields are of a connection.
	OutConnection

	// Of connections.

	// OutNodes is the rows.
	OutNodes
	// OutEdges is the rows, each in an edge; Fields are of an edge.
	OutEdges
	// OutPageInfo has Fields of a page.
	OutPageInfo
	OutTotalCount
	// OutFacets is the facets First to First+Len of the connection; Fields are of a facet.
	OutFacets
	// OutAggregate has Fields of an aggregate.
	OutAggregate

	// Of edges.

	OutCursor
	OutNode

	// Of pages.

	OutHasNextPage
	OutHasPreviousPage
	OutStartCursor
	OutEndCursor

	// Of facets.

	OutFacetField
	// OutBuckets has Fields of a bucket.
	OutBuckets
	OutOther
	OutMissing
	OutBucketValue
	OutBucketLabel
	OutBucketCount

	// Of aggregates. Index is the position in Connection.Aggregates.

	OutAggregateCount
	// OutAggregateField has Fields of a date's or a number's aggregate.
	OutAggregateField
	// OutAggregateMoney is a list, one item for each currency.
	OutAggregateMoney
	OutMin
	OutMax
	OutSum
	OutAverage
	OutCurrency
	OutCurrencyCount
)

// Out is one response field.
type Out struct {
	// Key is the response key: the alias, or the name.
	Key string
	// Label is the key as the writer puts it down: `"key":`.
	Label []byte
	Kind  OutKind
	// Field is the model's field, for columns and aggregates.
	Field *model.Field
	Text  string
	Slot  int
	// Leaves are the slots of an embedded object.
	Leaves []int
	// First and Len choose facets; Index an aggregate.
	First, Len, Index int
	// Shape is how objects are written (OutObject, OutList, OutNodes, OutNode).
	Shape *Shape
	// Fields are written inside, where the object's type is fixed.
	Fields []Out
}
