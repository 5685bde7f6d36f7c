package plan

import "whojoins/model"

// AppendCursor appends the keyset cursor of a row, plain ASCII that needs no escape in
// JSON. values are the row's key, as Order.Width counts them.
func (o Order) AppendCursor(dst []byte, values []model.Value) []byte { panic("being written") }
