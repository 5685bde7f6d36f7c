package store_test

import (
	"testing"

	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/internal/store/storetest"
)

// TestDeriveIdentifiers sets the identifiers of an organisation to the first ones of each register.
func TestDeriveIdentifiers(t *testing.T) {
	m, _, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	type f = storetest.Fields
	b := storetest.NewBuilder(m)
	one := b.Entity("Institute", "one", f{"identifiers": []f{{"scheme": "pic", "value": "1"}, {"scheme": "pic", "value": "2"}, {"scheme": "ror", "value": "0aaaaaa00"}}})
	for range 2 { // the second replaces the first
		if err := store.Derive(b.Graph); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]string{"pic": "1", "ror": "0aaaaaa00", "wikidata": ""} {
		if got := one.Value(one.Type.Field(name)).Text; got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

// TestDerivePhase compares the status of calls with what their dates tell on a day.
func TestDerivePhase(t *testing.T) {
	m, _, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	status := m.Type("Call").Field("status")
	for _, row := range []struct {
		reason, opens string
		deadlines     []string
		day, want     string
	}{
		{"before it opens", "2024-03-02", []string{"2024-04-01"}, "2024-03-01", "FORTHCOMING"},
		{"on its first day", "2024-03-02", []string{"2024-04-01"}, "2024-03-02", "OPEN"},
		{"on its last day", "2024-03-02", []string{"2024-04-01"}, "2024-04-01", "OPEN"},
		{"after its last day", "2024-03-02", []string{"2024-04-01"}, "2024-04-02", "CLOSED"},
		{"between two deadlines", "2024-03-02", []string{"2024-04-01", "2024-09-01"}, "2024-06-01", "OPEN"},
		{"deadlines in another order", "2024-03-02", []string{"2024-09-01", "2024-04-01"}, "2024-06-01", "OPEN"},
		{"a deadline that lasts a month", "2024-03-02", []string{"2024-04"}, "2024-04-30", "OPEN"},
		{"a year counts from its first day", "2024", []string{"2025"}, "2024-01-01", "OPEN"},
		{"a dataset of a month counts as its first day", "2024-03-02", []string{"2024-04-01"}, "2024-03", "FORTHCOMING"},
		{"no deadline, before it opens", "2024-03-02", nil, "2024-03-01", "FORTHCOMING"},
		{"no deadline, after it opens", "2024-03-02", nil, "2024-03-03", ""},
		{"no first day, before the deadline", "", []string{"2024-04-01"}, "2024-03-01", ""},
		{"no first day, after the deadline", "", []string{"2024-04-01"}, "2024-04-02", "CLOSED"},
		{"no dates", "", nil, "2024-04-02", ""},
		{"dates in the wrong order", "2024-06-01", []string{"2024-04-01"}, "2024-03-01", ""},
		{"a dataset without a date", "2024-03-02", []string{"2024-04-01"}, "", ""},
	} {
		b, fields := storetest.NewBuilder(m), storetest.Fields{}
		if row.opens != "" {
			fields["opens"] = row.opens
		}
		if row.deadlines != nil {
			fields["deadlines"] = row.deadlines
		}
		b.Entity("Institute", "other", nil)
		call := b.Entity("Call", "call", fields)
		for _, date := range []string{"1999-01-01", row.day} { // the second replaces the first
			b.Graph.Date = date
			if err := store.Derive(b.Graph); err != nil {
				t.Fatal(err)
			}
		}
		if got := call.Value(status).Text; got != row.want {
			t.Errorf("%s: %q, want %q", row.reason, got, row.want)
		}
	}
	b := storetest.NewBuilder(m)
	b.Graph.Date = "2024"
	b.Entity("Call", "call", storetest.Fields{"opens": "soon"})
	if err := store.Derive(b.Graph); err == nil {
		t.Error("a date that cannot be read has a phase")
	}
}

// TestPeriodOf requires an event to end with its start, and others to stay open.
func TestPeriodOf(t *testing.T) {
	m, _, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	day := func(text string) model.Days { first, _, _ := model.ParseDate(text); return first }
	for _, row := range []struct {
		typ         string
		fields      storetest.Fields
		first, last model.Days
	}{
		{"Event", storetest.Fields{"start": "2024-03"}, day("2024-03-01"), day("2024-03-31")},
		{"Event", storetest.Fields{"start": "2024-03", "end": "2024-04"}, day("2024-03-01"), day("2024-04-30")},
		{"Event", storetest.Fields{"end": "2024-04"}, store.NoFirst, day("2024-04-30")},
		{"Event", nil, store.NoFirst, store.NoLast},
		{"Project", storetest.Fields{"start": "2024-03"}, day("2024-03-01"), store.NoLast},
		{"Call", storetest.Fields{"opens": "2024", "deadlines": []string{"2024-04", "2024-02-03"}}, day("2024-01-01"), day("2024-04-30")},
		{"Institute", nil, store.NoFirst, store.NoLast},
	} {
		o := storetest.NewBuilder(m).Entity(row.typ, "x", row.fields)
		if first, last, err := store.PeriodOf(o); err != nil || first != row.first || last != row.last {
			t.Errorf("%s %v: from %d to %d (%v), want from %d to %d", row.typ, row.fields, first, last, err, row.first, row.last)
		}
	}
}
