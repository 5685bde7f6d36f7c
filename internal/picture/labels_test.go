package picture

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// textBoxes returns the boxes of all texts that are drawn level.
func textBoxes(list []shape) (boxes []box, words []string) {
	for _, s := range list {
		switch s := s.(type) {
		case text:
			if s.steep {
				continue
			}
			w := textWidth(s.text, s.size, s.bold)
			b := box{point{s.x + w/2, s.y - s.size*0.3}, w, s.size}
			switch s.at {
			case atMiddle:
				b.x = s.x
			case atEnd:
				b.x = s.x - w/2
			case atStart:
			}
			boxes, words = append(boxes, b), append(words, s.text)
		case item:
			b, w := textBoxes(s.shapes)
			boxes, words = append(boxes, b...), append(words, w...)
		case rect, disc, path:
		}
	}
	return boxes, words
}

// overlaps returns the texts of a drawing that cover each other or leave it.
func (d *Drawing) overlaps() (faults []string) {
	boxes, words := textBoxes(d.shapes)
	for i, a := range boxes {
		if a.x-a.w/2 < -1 || a.x+a.w/2 > d.Width+1 || a.y-a.h/2 < -1 || a.y+a.h/2 > d.Height+1 {
			faults = append(faults, fmt.Sprintf("%q leaves the picture", words[i]))
		}
		for j, b := range boxes[:i] {
			if x, y := (a.w+b.w)/2-abs(a.x-b.x), (a.h+b.h)/2-abs(a.y-b.y); x > 0.5 && y > 0.5 {
				faults = append(faults, fmt.Sprintf("%q covers %q", words[i], words[j]))
			}
		}
	}
	return faults
}

func abs(f float64) float64 { return max(f, -f) }

// TestLabels draws random networks of up to 60 nodes: no label covers another, whatever the links.
func TestLabels(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 18))
	words := []string{"Institute", "of", "Cancer", "European", "Network", "Hospital", "a", "Forschungszentrum", "Rijksinstituut", "Ινστιτούτο", "Институт", "研究所"}
	for round := range 40 {
		n := Network{Caption: Caption{Title: "T", Description: "D", Language: "en"}, Groups: []string{"One", "Two"}}
		count := 1 + rnd.IntN(MaxNodes)
		for range count {
			label := ""
			for range rnd.IntN(7) {
				label += words[rnd.IntN(len(words))] + " "
			}
			n.Nodes = append(n.Nodes, Node{Label: label, Group: rnd.IntN(2), Weight: rnd.IntN(100)})
		}
		for range rnd.IntN(4 * count) {
			n.Links = append(n.Links, Link{From: rnd.IntN(count), To: rnd.IntN(count), Faint: rnd.IntN(2) == 0})
		}
		d := n.Draw()
		for _, fault := range d.overlaps() {
			t.Errorf("network %d of %d nodes: %s", round, count, fault)
		}
		if d.Height > 1400 {
			t.Errorf("network %d of %d nodes is %.0f high", round, count, d.Height)
		}
	}
}

// TestSampleLabels expects the labels of the other pictures not to cover each other either.
func TestSampleLabels(t *testing.T) {
	long := Header{Label: "An institute with a very long name that does not fit anywhere"}
	var spans []Span
	var bars []Bar
	m := Matrix{Groups: []string{"One", "Two"}}
	for i := range 50 {
		spans = append(spans, Span{Label: long.Label, Start: fmt.Sprint(1950 + i), End: fmt.Sprint(1990 + i)})
		bars = append(bars, Bar{Label: long.Label, Text: "1 234 567 890 EUR", Value: float64(i)})
		m.Rows, m.Columns = append(m.Rows, long), append(m.Columns, long)
	}
	s := Series{Lines: []Line{{Values: make([]float64, 300)}}}
	for i := range 300 {
		s.Periods = append(s.Periods, fmt.Sprintf("%d-Q%d", 1950+i/4, i%4+1))
		s.Lines[0].Values[i] = float64(i * 1000)
	}
	for _, small := range []bool{false, true} {
		c := Caption{Small: small}
		m.Caption, s.Caption = c, c
		for name, d := range map[string]*Drawing{
			"timeline": Timeline{Caption: c, Spans: spans, Today: "2026-11-30", Unknown: "Not known"}.Draw(), "bars": Bars{Caption: c, Bars: bars}.Draw(), "matrix": m.Draw(), "series": s.Draw(),
		} {
			for _, fault := range d.overlaps() {
				t.Errorf("%s (small: %v): %s", name, small, fault)
			}
		}
	}
}

// BenchmarkNetwork draws a network of 60 nodes.
func BenchmarkNetwork(b *testing.B) {
	n := Network{Caption: Caption{Title: "T", Description: "D", Language: "en"}}
	for i := range MaxNodes {
		n.Nodes = append(n.Nodes, Node{Label: fmt.Sprintf("Institute of Cancer %d", i)})
		n.Links = append(n.Links, Link{From: 0, To: i}, Link{From: i, To: i * 7 % (i + 1)})
	}
	for b.Loop() {
		n.Draw().File()
	}
}

// TestFit cuts texts: the end of a code tells it from others.
func TestFit(t *testing.T) {
	for _, c := range []struct{ reason, text, want string }{
		{"a short text", "JANE-2", "JANE-2"},
		{"a long name", "Institute of everything", "Institute of eve…"},
		{"a code", "HORIZON-MISS-2022-CANCER-01-03", "HORIZ…01-03"},
		{"a long word", "Forschungszentrumsverwaltung", "Forschungsze…"},
	} {
		if got := fit(c.text, 100, nodeText, false); got != c.want {
			t.Errorf("%s: %q, want %q", c.reason, got, c.want)
		}
	}
}
