package store

import "whojoins/internal/model"

// CoverageTotals sums the coverage of all initiatives that have one.
type CoverageTotals struct {
	// Initiatives is their number, and Complete the number of those whose participants are all on
	// record.
	Initiatives int `json:"initiatives"`
	Complete    int `json:"complete"`
	// Stated and Recorded are the sums of the numbers of participants.
	Stated   int `json:"stated"`
	Recorded int `json:"recorded"`
}

// Add adds the coverage of an entity, of which value returns the values; an entity without one
// adds nothing.
func (c *CoverageTotals) Add(m *model.Model, value func(*model.Field) model.Value) {
	f := m.AnyEntity.WithDerivation(model.DerivedCoverage)
	if f == nil || value(f.Leaf("recorded")).Null() {
		return
	}
	c.Initiatives++
	c.Complete += int(value(f.Leaf("complete")).Int)
	c.Stated += int(value(f.Leaf("stated")).Int)
	c.Recorded += int(value(f.Leaf("recorded")).Int)
}

// total returns one of the sums by its name.
func (c CoverageTotals) total(name string) model.Value {
	switch name {
	case "initiatives":
		return model.IntValue(int64(c.Initiatives))
	case "stated":
		return model.IntValue(int64(c.Stated))
	case "recorded":
		return model.IntValue(int64(c.Recorded))
	case "complete":
		return model.IntValue(int64(c.Complete))
	}
	return model.Value{}
}
