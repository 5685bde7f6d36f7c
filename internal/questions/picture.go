package questions

import "errors"

// Picture says how the answer to a question is drawn, by the columns of its tables. Exactly one of
// its fields is set.
type Picture struct {
	// Bars compares the values of rows.
	Bars *BarColumns
	// Tally counts the rows with each value of a column.
	Tally *TallyColumns
	// Counts are the counts of facets, each of which is drawn by itself.
	Counts *CountColumns
	// Series are numbers over time.
	Series *SeriesColumns
	// Timeline shows when things ran; a row may tell of several.
	Timeline []SpanColumns
	// Map shows the sums of a value by country.
	Map *MapColumns
	// Network shows entities and the links between them.
	Network *NetworkColumns
	// Overlap shows several initiatives, whom they share and who is in one of them alone.
	Overlap *OverlapColumns
	// Paths are the paths between two entities, step by step.
	Paths *PathColumns
	// Matrix shows who takes part in what.
	Matrix *MatrixColumns
	// Lists compares how many rows the lists with these names have.
	Lists []string
}

// BarColumns are the columns that have the names of bars and their values. With Sum, the rows that
// have the same name are one bar, which has the sum of their values.
type BarColumns struct {
	Label, Value string
	Sum          bool
}

// TallyColumns are the column whose values are counted, and the values that other columns must have.
type TallyColumns struct {
	Of    string
	Where map[string]string
}

// CountColumns are the columns of the counts of facets. Maps are the facets that count by country.
type CountColumns struct {
	Field, Value, Label, Count, Missing string
	Maps                                []string
}

// SeriesColumns are the columns that have the periods and their numbers.
type SeriesColumns struct {
	Period string
	Lines  []string
}

// SpanColumns are the columns that have the name, the dates and the group of a thing. Group may be
// empty.
type SpanColumns struct{ Label, Start, End, Group string }

// MapColumns are the columns that have the code of a country, the value and its currency.
type MapColumns struct{ Country, Value, Currency string }

// NetworkColumns says where the nodes and the links of a network are. Of is the field that leads to
// an entity, so that Of.id, Of.name and Of.type are columns.
type NetworkColumns struct {
	// Centre is the parameter with the entity in the middle, to which all others are linked; it is
	// empty if From and To lead to the ends of links.
	Centre   string
	Of       string
	Weight   string
	From, To string
	// Group is the column of the group of a node; empty for its type.
	Group string
	// Peers reports whether the entities are equals, so that none is in the middle.
	Peers bool
}

// OverlapColumns are the fields that lead to the participants that initiatives share, to each
// initiative, and to the participants that are in no other.
type OverlapColumns struct{ Shared, Initiative, Own string }

// PathColumns leads to the ends and the relation of a step, and to the sources of the relation. Peers
// reports whether the steps are not those of paths from the first entity.
type PathColumns struct {
	From, Relation, To, Source string
	Peers                      bool
}

// MatrixColumns are the columns of the cells of a matrix.
type MatrixColumns struct{ Row, Column, Group string }

// check reports whether exactly one way to draw is given.
func (p *Picture) check() error {
	if p == nil {
		return nil
	}
	given := 0
	for _, set := range []bool{p.Bars != nil, p.Tally != nil, p.Counts != nil, p.Series != nil, p.Timeline != nil, p.Map != nil, p.Network != nil, p.Overlap != nil, p.Paths != nil, p.Matrix != nil, p.Lists != nil} {
		if set {
			given++
		}
	}
	if given != 1 {
		return errors.New("picture must have one of bars, tally, counts, series, timeline, map, network, overlap, paths, matrix and lists")
	}
	return nil
}

// Index returns the position of a column, or -1.
func (t Table) Index(name string) int { return t.column(name) }
