package picture_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"whojoins/internal/picture"
)

// TestWellFormed reads every picture as XML, in both forms, and expects a title, a description and a
// role, and nothing that a page's policy refuses or that loads something.
func TestWellFormed(t *testing.T) {
	for name, p := range samples() {
		d := p.Draw()
		for form, text := range map[string]string{"file": string(d.File()), "page": strings.Replace(string(d.Inline("a")), "<svg", `<svg xmlns:xlink="http://www.w3.org/1999/xlink"`, 1)} {
			if err := parse(text); err != nil {
				t.Errorf("%s as a %s: %v", name, form, err)
			}
			for _, part := range []string{`role="img"`, "<title id=", "<desc id=", "A sample with &lt;signs&gt; &amp; “quotes”. 6 of 121 partners on record.</desc>", "viewBox"} {
				if !strings.Contains(text, part) {
					t.Errorf("%s as a %s lacks %s", name, form, part)
				}
			}
			if form == "page" && regexp.MustCompile(`<style|style=|<script|\son\w+=`).MatchString(text) {
				t.Errorf("%s has what a page's policy refuses", name)
			}
			if strings.Contains(text, "NaN") || strings.Contains(text, "Inf") {
				t.Errorf("%s has a place that is no number", name)
			}
		}
	}
}

func parse(text string) error {
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// TestHostile expects texts from data to stay texts.
func TestHostile(t *testing.T) {
	evil := "</text></svg><script>alert(1)</script>\x00\x1b\xff\"'&"
	n := picture.Network{
		Caption: picture.Caption{Title: evil, Description: evil, Language: evil}, Groups: []string{evil},
		Nodes: []picture.Node{{Label: evil, Hint: evil, Address: evil}, {Label: strings.Repeat("m", 10_000), Group: -1}, {Group: 1 << 20}},
		Links: []picture.Link{{From: 0, To: 1}, {From: 1, To: 0}, {From: 0, To: 0}, {From: -1, To: 2}, {From: 0, To: 99}},
	}
	d := n.Draw()
	for _, text := range []string{string(d.File()), string(d.Inline(evil))} {
		if strings.Contains(text, "<script") || strings.Contains(text, "\x00") {
			t.Errorf("a text became markup: %q", text)
		}
	}
	if err := parse(string(d.File())); err != nil {
		t.Error(err)
	}
}

// TestBounds expects what is too much to be left out, and not drawn on top of the rest.
func TestBounds(t *testing.T) {
	many := network(picture.Caption{Title: "Many", Description: "Many.", Language: "en"}, 200)
	if got := bytes.Count(many.Draw().File(), []byte("<a ")); got != picture.MaxNodes {
		t.Errorf("%d nodes are drawn, want %d", got, picture.MaxNodes)
	}
}

// TestContrast computes the contrast of every colour of the palette with the ground that it lies on
// (WCAG 2.2: 3 for shapes, 4.5 for text), in light and in dark, and expects values to be in the order
// of their lightness.
func TestContrast(t *testing.T) {
	rule := regexp.MustCompile(`--pic-(\w+): light-dark\(#(\w{6}), #(\w{6})\)`)
	light, dark := map[string]string{}, map[string]string{}
	for _, found := range rule.FindAllStringSubmatch(picture.Sheet(), -1) {
		light[found[1]], dark[found[1]] = found[2], found[3]
	}
	for _, theme := range []struct {
		ground, panel string
		colours       map[string]string
	}{{"ffffff", "f2f5f8", light}, {"1b2330", "263041", dark}} {
		for i := 1; i <= 8; i++ {
			c := theme.colours["c"+strconv.Itoa(i)]
			for _, ground := range []string{theme.ground, theme.panel} {
				if got := contrast(t, c, ground); got < 3 {
					t.Errorf("c%d #%s differs from #%s by %.2f, want 3", i, c, ground, got)
				}
			}
		}
		var steps []float64
		for i := 1; i <= 5; i++ {
			steps = append(steps, contrast(t, theme.colours["m"+strconv.Itoa(i)], theme.ground))
		}
		if !slices.IsSorted(steps) || steps[4] < 3 {
			t.Errorf("the contrasts of values are %.2f", steps)
		}
		if got := contrast(t, theme.colours["edge"], theme.ground); got < 2.5 {
			t.Errorf("links differ from the ground by %.2f", got)
		}
	}
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// luminance returns the relative luminance of a colour, as WCAG 2.2 defines it.
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(colour[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}
