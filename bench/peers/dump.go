package main

import (
	"cmp"
	"encoding/csv"
	"os"
	"slices"
	"strconv"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// dump writes the graph as tables, which every engine loads:
//
//	entities.csv        n id type name country city place
//	participations.csv  n actor initiative role year currency cents
//	walked.csv          a b
//
// Entities are numbered from 0; place is the position in the order of names. The year is that of
// the own first day of a participation. walked has the ends of the relations that paths follow,
// without those of entities that no path goes through. Deprecated relations are left out.
func dump(g *store.Graph, path func(string) string) error {
	number := make(map[string]int, len(g.Entities))
	for i, e := range g.Entities {
		number[e.ID] = i
	}
	if err := dumpEntities(g, path("entities.csv")); err != nil {
		return err
	}
	var participations, walked [][]string
	deprecated := g.Model.AnyRelation.Field("deprecated")
	for _, r := range g.Relations {
		from, to := number[r.From], number[r.To]
		if r.Value(deprecated).Int != 0 {
			continue
		}
		ends := []string{strconv.Itoa(from), strconv.Itoa(to)}
		if r.Type.Walked && g.Entities[from].Type.Passable && g.Entities[to].Type.Passable {
			walked = append(walked, ends)
		}
		if r.Type != g.Model.Participation {
			continue
		}
		year := ""
		if since := r.Value(r.Type.WithRole(model.Start)); !since.Null() {
			first, _, err := model.ParseDate(since.Text)
			if err != nil {
				return err
			}
			year = model.YearOf(first)
		}
		amount, currency := r.Type.Field("contribution").MoneyLeaves()
		row := append([]string{strconv.Itoa(len(participations))}, ends...)
		row = append(row, r.Value(r.Type.Field("role")).Text, year, r.Value(currency).Text)
		if v := r.Value(amount); v.Null() {
			row = append(row, "")
		} else {
			row = append(row, strconv.FormatInt(v.Int, 10))
		}
		participations = append(participations, row)
	}
	if err := writeTable(path("participations.csv"), []string{"n", "actor", "initiative", "role", "year", "currency", "cents"}, participations); err != nil {
		return err
	}
	return writeTable(path("walked.csv"), []string{"a", "b"}, walked)
}

func dumpEntities(g *store.Graph, path string) error {
	name := g.Model.AnyEntity.Field("name")
	order := make([]int, len(g.Entities))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(store.CompareNames(g.Entities[a].Value(name).Text, g.Entities[b].Value(name).Text), cmp.Compare(a, b))
	})
	place := make([]int, len(order))
	for i, at := range order {
		place[at] = i
	}
	rows := make([][]string, len(g.Entities))
	for i, e := range g.Entities {
		text := func(field string) string {
			if f := e.Type.Field(field); f != nil {
				return e.Value(f).Text
			}
			return ""
		}
		rows[i] = []string{strconv.Itoa(i), e.ID, e.Type.Enum, e.Value(name).Text, text("country"), text("city"), strconv.Itoa(place[i])}
	}
	return writeTable(path, []string{"n", "id", "type", "name", "country", "city", "place"}, rows)
}

func writeTable(path string, head []string, rows [][]string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := csv.NewWriter(f)
	if err := w.Write(head); err != nil {
		return err
	}
	if err := w.WriteAll(rows); err != nil {
		return err
	}
	return f.Close()
}
