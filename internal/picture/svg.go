package picture

import (
	"strings"
	"unicode"
)

// svgWriter writes a drawing as SVG.
type svgWriter struct {
	strings.Builder
	// file reports whether the drawing becomes a file, where links need no rule against becoming
	// stops of the keyboard.
	file bool
}

// open writes the root element with the title and the description.
func (w *svgWriter) open(d *Drawing, id string, height float64) {
	size := number(d.Width) + " " + number(height)
	w.WriteString(`<svg xmlns="http://www.w3.org/2000/svg"`)
	if w.file {
		w.WriteString(` xmlns:xlink="http://www.w3.org/1999/xlink" width="` + number(d.Width) + `" height="` + number(height) + `" xml:lang="` + escape(d.Language) + `"`)
	} else {
		w.WriteString(` class="picture" lang="` + escape(d.Language) + `"`)
	}
	w.WriteString(` viewBox="0 ` + number(d.top) + " " + size + `" role="img" aria-labelledby="` + id + `-title ` + id + `-desc">`)
	w.WriteString(`<title id="` + id + `-title">` + escape(d.Title) + `</title><desc id="` + id + `-desc">` + escape(strings.TrimSpace(d.Description+" "+d.Note)) + `</desc>`)
}

func (w *svgWriter) shapes(list []shape) {
	for _, s := range list {
		switch s := s.(type) {
		case rect:
			w.WriteString("<rect")
			w.attributes("x", s.x, "y", s.y, "width", s.w, "height", s.h, "rx", s.r)
			w.style(s.style)
			w.WriteString("/>")
		case disc:
			w.WriteString("<circle")
			w.attributes("cx", s.x, "cy", s.y, "r", s.r)
			w.style(s.style)
			w.WriteString("/>")
		case path:
			w.WriteString(`<path d="` + s.d + `"`)
			w.style(s.style)
			w.WriteString("/>")
		case text:
			w.text(s)
		case item:
			w.item(s)
		}
	}
}

// attributes writes names and numbers, without those that are 0, which is their default.
func (w *svgWriter) attributes(pairs ...any) {
	for i := 0; i < len(pairs); i += 2 {
		if value := number(pairs[i+1].(float64)); value != "0" {
			w.WriteString(" " + pairs[i].(string) + `="` + value + `"`)
		}
	}
}

func (w *svgWriter) style(s style) {
	var classes []string
	if s.fill != none {
		classes = append(classes, "f-"+string(s.fill))
	} else {
		w.WriteString(` fill="none"`)
	}
	if s.stroke != none {
		classes = append(classes, "s-"+string(s.stroke))
		w.attributes("stroke-width", s.width)
	}
	if s.dashed {
		w.WriteString(` stroke-dasharray="4 3"`)
	}
	if len(classes) > 0 {
		w.WriteString(` class="` + strings.Join(classes, " ") + `"`)
	}
}

func (w *svgWriter) text(s text) {
	w.WriteString("<text")
	if s.steep {
		w.WriteString(` transform="translate(` + number(s.x) + `,` + number(s.y) + `)rotate(-60)"`)
	} else {
		w.attributes("x", s.x, "y", s.y)
	}
	w.attributes("font-size", s.size)
	if s.at != atStart {
		w.WriteString(` text-anchor="` + string(s.at) + `"`)
	}
	class := "f-" + string(s.fill)
	if s.bold {
		class += " b"
	}
	if s.halo {
		class += " h"
	}
	w.WriteString(` class="` + class + `">` + escape(s.text) + "</text>")
}

// item writes the shapes of one thing. The link is written as xlink:href and is no stop of the
// keyboard, because the inside of a picture is not read out; the table beside it has the same links.
func (w *svgWriter) item(s item) {
	tag := "g"
	if s.address != "" {
		tag = "a"
		w.WriteString(`<a xlink:href="` + escape(s.address) + `" tabindex="-1">`)
	} else {
		w.WriteString("<g>")
	}
	if s.hint != "" {
		w.WriteString("<title>" + escape(s.hint) + "</title>")
	}
	w.shapes(s.shapes)
	w.WriteString("</" + tag + ">")
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;")

// escape returns a text for an element or an attribute, without the characters that XML forbids.
func escape(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\ufffe' || r == '\uffff' || r == unicode.ReplacementChar {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, " "))
	return escaper.Replace(s)
}
