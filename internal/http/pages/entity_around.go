package pages

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/picture"
	"whojoins/internal/wording"
)

// around is what the page shows of the entities around the entity.
type around struct {
	frame
	// Network, Timeline and Map are pictures, or empty. NetworkNote says what the network leaves out.
	Network, Timeline, Map template.HTML
	NetworkNote            string
	Money                  []moneyShown
	Closest                []closestRow
	ClosestMore            string
}

// moneyShown are the largest sums of one kind.
type moneyShown struct {
	Heading, Note string
	Picture       template.HTML
	Rows          []moneyRow
}

type (
	moneyRow   struct{ ID, Name, Text string }
	closestRow struct {
		brief
		Shared      int
		Initiatives []brief
	}
)

// aroundAnswer is the answer to the query for what is around an entity.
type aroundAnswer struct {
	Entity        object
	Neighbourhood struct {
		Omitted int
		Nodes   []struct {
			Distance, Degree int
			Entity           object
		}
		Links []struct{ From, To struct{ ID string } }
	}
	Collaborators *struct {
		TotalCount int
		Nodes      []struct {
			Shared      int
			Actor       object
			Initiatives []object
		}
	}
}

// side returns the part of the answer that is about a connection, by the prefix of its name.
func (a aroundAnswer) side(s *model.Side, prefix string) object {
	return a.Entity.Object(prefix + s.Name)
}

// around returns what the page shows of the entities around the entity.
func (v entityView) around() around {
	a := around{frame: v.frame, Map: v.countries(), Timeline: v.timeline()}
	a.Network, a.NetworkNote = v.network()
	for _, s := range v.typ.Sides {
		if money, ok := v.money(s); ok {
			a.Money = append(a.Money, money)
		}
	}
	c := v.more.Collaborators
	if c == nil {
		return a
	}
	for _, n := range c.Nodes {
		row := closestRow{brief: v.briefs.of(n.Actor, v.language), Shared: n.Shared}
		for _, i := range n.Initiatives {
			row.Initiatives = append(row.Initiatives, brief{ID: i.Text("id"), Name: i.Text("name")})
		}
		a.Closest = append(a.Closest, row)
	}
	if more := c.TotalCount - len(c.Nodes); more > 0 {
		a.ClosestMore = phrasef("ClosestMore", wording.Grouped(strconv.Itoa(more))).In(v.language)
	}
	return a
}

// caption returns the caption of a picture of the entity.
func (v entityView) caption(word, description string) picture.Caption {
	return picture.Caption{Title: phrasef(word, v.Text("name")).In(v.language), Description: description, Language: v.language}
}

// network draws the entities around the entity, and returns a sentence about those that it leaves out.
func (v entityView) network() (svg template.HTML, note string) {
	n := v.more.Neighbourhood
	if len(n.Nodes) < 2 {
		return "", ""
	}
	var web picture.Network
	at, groups := map[string]int{}, map[string]int{}
	for i, node := range n.Nodes {
		id, name, kind := node.Entity.Text("id"), node.Entity.Text("name"), node.Entity.Text("type")
		if _, known := groups[kind]; !known {
			groups[kind] = len(web.Groups)
			web.Groups = append(web.Groups, v.dictionary.Type(kind, v.language))
		}
		at[id] = i
		web.Nodes = append(web.Nodes, picture.Node{Label: name, Hint: name + " · " + v.dictionary.Type(kind, v.language), Address: entityPath(id) + v.Suffix, Group: groups[kind], Weight: node.Degree})
	}
	for _, l := range n.Links {
		from, to := at[l.From.ID], at[l.To.ID]
		web.Links = append(web.Links, picture.Link{From: from, To: to, Faint: from > 0 && to > 0})
	}
	note = phrasef("NetworkShown", strconv.Itoa(len(n.Nodes)-1)).In(v.language)
	if n.Omitted > 0 {
		note = phrasef("NetworkCut", strconv.Itoa(len(n.Nodes)-1), wording.Grouped(strconv.Itoa(n.Omitted))).In(v.language)
	}
	if sentence := v.coverageNote(); sentence != "" {
		note += " " + sentence
	}
	web.Caption = v.caption("NetworkOf", note)
	return web.Draw().Inline("network-picture"), note
}

// coverageNote returns the sentence about how many participants are on record, if the entity can have
// participants.
func (v entityView) coverageNote() string {
	if v.typ.WithDerivation(model.DerivedCoverage) == nil {
		return ""
	}
	return v.coverageSentence()
}

// timeline draws when the entity and the dated entities related to it ran.
func (v entityView) timeline() template.HTML {
	var line picture.Timeline
	seen := map[string]bool{}
	if own, ok := span(v.typ, v.object); ok {
		own.Label, own.Hint = v.Text("name"), v.Text("name")
		line.Groups = append(line.Groups, v.dictionary.Type(v.typ.Enum, v.language))
		line.Spans = append(line.Spans, own)
	}
	for _, s := range v.typ.Sides {
		if !s.Far.Target.HasPeriod() || s.Far.Target == v.model.AnyEntity {
			continue
		}
		group := len(line.Groups)
		for _, r := range v.object.Object(s.Name).Objects("nodes") {
			far := r.Object(s.Far.Name)
			one, ok := span(s.Far.Target, far)
			if !ok || seen[far.Text("id")] {
				continue
			}
			seen[far.Text("id")] = true
			one.Label, one.Hint, one.Group = far.Text("name"), far.Text("name"), group
			one.Address = entityPath(far.Text("id")) + v.Suffix
			line.Spans = append(line.Spans, one)
		}
		if len(line.Spans) > 0 && line.Spans[len(line.Spans)-1].Group == group {
			line.Groups = append(line.Groups, v.dictionary.Side(s, v.language))
		}
	}
	if len(line.Spans) < 2 {
		return ""
	}
	slices.SortStableFunc(line.Spans, func(a, b picture.Span) int { return strings.Compare(a.Start, b.Start) })
	line.Spans = line.Spans[max(0, len(line.Spans)-mostSpans):]
	line.Today = v.dataDate
	line.Unknown, line.Open, line.About, line.Now = v.Words["DatesUnknown"], v.Words["NoEnd"], v.Words["DatesAbout"], wording.Date(v.dataDate, v.language)
	line.Caption = v.caption("TimelineOf", v.Words["TimelineAbout"])
	return line.Draw().Inline("timeline-picture")
}

// mostSpans is the number of entities in a timeline: those that began last.
const mostSpans = 24

// span returns the first and the last day of an entity; false if it has neither.
func span(t *model.Type, o object) (s picture.Span, ok bool) {
	s.Start, s.End = o.Text(roleName(t, model.Start)), o.Text(roleName(t, model.Finish))
	return s, s.Start != ""
}

// countries draws a map of the countries of the participants.
func (v entityView) countries() template.HTML {
	for _, s := range v.typ.Sides {
		field := countryField(s.Far.Target)
		if field == nil || !v.participation(s) {
			continue
		}
		var m picture.Map
		for _, f := range v.more.side(s, "all_").Objects("facets") {
			if f.Text("field") != s.Far.Facet+"_"+field.Facet {
				continue
			}
			for _, b := range f.Objects("buckets") {
				code := b.Text("value")
				count, _ := strconv.ParseFloat(b.Text("count"), 64)
				name := v.dictionary.Value(field.Name, code, v.language)
				list := entityList{side: s, values: map[string]string{roleName(s.Far.Target, model.Country): code}}
				m.Countries = append(m.Countries, picture.Country{
					Code: code, Value: count, Text: b.Text("count"), Hint: name + ": " + b.Text("count"), Address: list.address(v.frame, v.Text("id"), "", ""),
				})
			}
		}
		if len(m.Countries) < 2 {
			return ""
		}
		m.None = v.Words["NoneOnRecord"]
		m.Caption = v.caption("MapOf", strings.TrimSpace(v.Words["MapAbout"]+" "+v.coverageNote()))
		return m.Draw().Inline("map-picture")
	}
	return ""
}

// money returns the largest sums of the relations of a connection; false if it has none.
func (v entityView) money(s *model.Side) (m moneyShown, ok bool) {
	field := moneyField(s)
	nodes := v.more.side(s, "money_").Objects("nodes")
	if field == nil || len(nodes) == 0 {
		return m, false
	}
	var bars picture.Bars
	for _, r := range nodes {
		far := r.Object(s.Far.Name)
		text := strings.Join(v.values(r, field), ", ")
		amount, _ := field.MoneyLeaves()
		value, _ := strconv.ParseFloat(r.Object(field.Name).Text(amount.Name), 64)
		bars.Bars = append(bars.Bars, picture.Bar{Label: far.Text("name"), Hint: far.Text("name"), Address: entityPath(far.Text("id")) + v.Suffix, Text: text, Value: value})
		m.Rows = append(m.Rows, moneyRow{far.Text("id"), far.Text("name"), text})
	}
	label := v.dictionary.Field(field.Name, v.language)
	m.Heading = v.dictionary.Side(s, v.language) + ": " + label
	known, all := v.more.side(s, "money_").Text("totalCount"), v.more.side(s, "all_").Text("totalCount")
	m.Note = phrasef("MoneyNote", strings.Join(v.sums(s, field), " + "), wording.Grouped(known), wording.Grouped(all)).In(v.language)
	if n, _ := strconv.Atoi(known); n > len(nodes) {
		m.Note += " " + phrasef("MoneyLargest", strconv.Itoa(len(nodes))).In(v.language)
	}
	bars.None = v.Words["NoneOnRecord"]
	bars.Caption = v.caption("MoneyOf", m.Note)
	bars.Title = m.Heading
	m.Picture = bars.Draw().Inline("money-" + s.Name)
	return m, true
}

// sums returns the sum of the money of all relations of a connection, in each currency.
func (v entityView) sums(s *model.Side, field *model.Field) (list []string) {
	for _, a := range v.more.side(s, "all_").Object("aggregate").Objects(field.Name) {
		list = append(list, wording.Amount(a.Text("sum"), v.language)+"\u00a0"+a.Text("currency"))
	}
	return list
}
