package statement

// About describes a dataset as a whole.
type About struct {
	// Name, Version and Licence are those by which the dataset is cited. The version
	// changes whenever the contents do.
	Name, Version, Licence string
	// Date is the day of the dataset, or empty.
	Date string
	// Merged maps a former id to the id that replaces it, which may be a former id too.
	Merged map[string]Former
	// Removed has the ids that no entity may have again, and where they are listed.
	Removed map[string]Place
}

// Former is the replacement of a former id.
type Former struct {
	// ID is the id that replaces it.
	ID string
	// Place is where this is stated.
	Place Place
	// Stated reports whether statements of the dataset say why the two are one.
	Stated bool
}

// Current follows former ids to the id that is in use now. It returns false if they lead
// in a circle.
func (a *About) Current(id string) (string, bool) {
	for range len(a.Merged) + 1 {
		next, ok := a.Merged[id]
		if !ok {
			return id, true
		}
		id = next.ID
	}
	return "", false
}
