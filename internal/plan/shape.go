package plan

import "whojoins/internal/model"

// Shape is the form of the objects of one level in the response: their keys, in order, by
// the concrete type of the object.
type Shape struct {
	Select *Select
	// Cases divide the concrete types of an entity or relation level; a level of parts has
	// one case without types.
	Cases []Case
	// Keys are the response keys of all cases, in the order of the request; nil with one
	// case.
	Keys []string
	// of maps the index of each concrete type to 1 + the position of its case.
	of [model.MaxTypes]uint8
}

// Case has the response fields of objects of some concrete types.
type Case struct {
	Types  model.TypeSet
	Fields []Out
}

// NewShape returns a shape; no two cases share a type.
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

// Of returns the response fields of an object of a concrete type (nil for a part).
func (s *Shape) Of(t *model.Type) []Out {
	if t == nil {
		return s.Cases[0].Fields
	}
	if at := s.of[t.Index]; at > 0 {
		return s.Cases[at-1].Fields
	}
	return nil
}

// OutKind is the kind of a response field.
type OutKind uint8

// The kinds of response fields, by the object that has them.
const (
	// Of objects.

	// OutTypename is the name of the object's concrete type, or Text where it is fixed.
	OutTypename OutKind = iota + 1
	// OutScalar is the column in Slot.
	OutScalar
	// OutScalars is the list column in Slot.
	OutScalars
	// OutEmbedded is an object made of columns; null when all of Leaves are null.
	OutEmbedded
	// OutObject is the object in Slot, or null.
	OutObject
	// OutList is the list in Slot; its items may be null.
	OutList
	// OutConnection is the connection in Slot; Fields are those of the connection.
	OutConnection

	// Of connections.

	// OutNodes has the rows.
	OutNodes
	// OutEdges has the rows, each in an edge; Fields are those of an edge.
	OutEdges
	// OutPageInfo describes the page; Fields are those of `pageInfo`.
	OutPageInfo
	OutTotalCount
	// OutFacets has the Len facets of the connection from First on; Fields are those of a
	// facet.
	OutFacets
	// OutAggregate has the aggregates; Fields are those of `aggregate`.
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
	// OutBuckets has the buckets; Fields are those of a bucket.
	OutBuckets
	OutOther
	OutMissing
	OutBucketValue
	OutBucketLabel
	OutBucketCount

	// Of aggregates. Index is the position in Connection.Aggregates.

	OutAggregateCount
	// OutAggregateField has the measures of a date or a number in Fields.
	OutAggregateField
	// OutAggregateMoney is a list, one item for each currency.
	OutAggregateMoney
	OutMin
	OutMax
	OutSum
	OutAverage
	OutCurrency
	OutCurrencyCount

	// Of groups. Index is the position in Connection.Groups.

	// OutGroups has the groups of a connection; Fields are those of `groups`.
	OutGroups
	// OutGroupList has the groups; Fields are those of a group.
	OutGroupList
	OutGroupTotal
	OutGroupOmitted
	OutGroupCount
	// OutGroupKeys has the values of a group; Fields are those of a key.
	OutGroupKeys
	OutKeyField
	OutKeyValue
	OutKeyLabel
	// OutGroupSums has the sums of money of a group, one for each field and currency.
	OutGroupSums
	OutSumField
	OutSumCurrency
	OutSumValue
	// OutGroupDistinct has the numbers of different entities at the ends of a group's relations.
	OutGroupDistinct
	OutDistinctField
	OutDistinctCount

	// Of series. Index is the position in Connection.Series.

	// OutSeries has the periods; Fields are those of a period.
	OutSeries
	OutPeriod
	OutPeriodStart
	OutPeriodEnd
	OutPeriodActive
	OutPeriodBegan
	OutPeriodEnded
)

// Out is one response field.
type Out struct {
	// Key is the response key: the alias, or the name.
	Key string
	// Label is the key in JSON: `"key":`.
	Label []byte
	Kind  OutKind
	// Field is the model's field, for columns and aggregates.
	Field *model.Field
	Text  string
	Slot  int
	// Leaves are the slots of an embedded object.
	Leaves []int
	// First and Len choose facets; Index an aggregate, groups or series.
	First, Len, Index int
	// Shape is the form of the objects (OutObject, OutList, OutNodes, OutNode).
	Shape *Shape
	// Fields are the response fields of an object with a fixed type.
	Fields []Out
}
