// Package picture draws pictures of answers: the network around an entity, timelines, bars, series,
// maps of Europe and matrices. Each is a struct of plain values in the reader's language, whose
// method Draw places everything; the Drawing is then written as SVG for a page, as an SVG file, or
// as the PNG of a preview. The same values give the same bytes.
//
// Charting libraries were considered: those in Go write fixed colours, no title and no description,
// and few place labels, so that none of their pictures is readable in the dark or read out.
package picture

import (
	"html/template"
	"strings"
)

// Caption is what every picture has besides its values.
type Caption struct {
	// Title is the title of the picture, Description what it shows, in words.
	Title, Description string
	// Note says how much of what the picture shows is on record. It is written below a file, and a
	// page writes it beside the picture. It may be empty.
	Note string
	// Language is the language of its words: en, fr or nl.
	Language string
	// Small reports whether the picture is an entry point to a larger one: it is less high, and has
	// few words.
	Small bool
}

// Picture is a picture of any kind.
type Picture interface{ Draw() *Drawing }

// Drawing is a finished picture, in units of a 96th of an inch.
type Drawing struct {
	Caption
	Width, Height float64
	// Left is the number of things that are not drawn, because there are too many.
	Left int
	// top is where the picture begins: what is drawn above it is cut off.
	top    float64
	shapes []shape
}

// width and smallWidth are the widths of all pictures. Text of 12 units is read on a screen if the
// picture is not shrunk by more than a fifth.
const (
	width      = 720.0
	smallWidth = 340.0
)

func newDrawing(c Caption) *Drawing {
	d := &Drawing{Caption: c, Width: width}
	if c.Small {
		d.Width = smallWidth
	}
	return d
}

func (d *Drawing) add(s ...shape) { d.shapes = append(d.shapes, s...) }

// Inline returns the picture for a page, which must have the rules of Sheet. id is unique on the
// page. Links within the picture are for the mouse: everybody else has the table beside it.
func (d *Drawing) Inline(id string) template.HTML {
	w := &svgWriter{}
	w.open(d, template.HTMLEscapeString(id), d.Height)
	w.shapes(d.shapes)
	w.WriteString("</svg>")
	return template.HTML(w.String())
}

// File returns the picture as a file that needs nothing else: it has its title above it, and is light
// or dark as the reader's program is.
func (d *Drawing) File() []byte {
	const margin = 16.0
	w := &svgWriter{file: true}
	head, top := d.head()
	note, height := d.note()
	page := &Drawing{Caption: d.Caption, Width: d.Width + 2*margin}
	page.Height = top + d.Height + height + 2*margin
	w.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	w.open(page, "picture", page.Height)
	w.WriteString("<style>" + fileStyle + "</style>")
	w.shapes([]shape{rect{w: page.Width, h: page.Height, style: style{fill: ground}}})
	w.WriteString(`<g transform="translate(` + number(margin) + "," + number(margin) + `)">`)
	w.shapes(head)
	w.WriteString(`</g><g transform="translate(` + number(margin) + "," + number(margin+top-d.top) + `)">`)
	w.shapes(d.shapes)
	w.shapes(note)
	w.WriteString("</g></svg>\n")
	return []byte(w.String())
}

// head returns the title as it is written above a file, and its height.
func (d *Drawing) head() (list []shape, height float64) {
	const size, row, most = 17.0, 22.0, 3
	for _, line := range wrap(d.Title, d.Width, size, true, most) {
		height += row
		list = append(list, text{y: height - 6, text: line, size: size, fill: ink, bold: true})
	}
	return list, height + 6
}

// note returns the note as it is written below the picture, and its height.
func (d *Drawing) note() (list []shape, height float64) {
	const size, row, most = 12.0, 16.0, 3
	for _, line := range wrap(d.Note, d.Width-8, size, false, most) {
		height += row
		list = append(list, text{x: 4, y: d.Height + height, text: line, size: size, fill: quiet})
	}
	if height > 0 {
		height += 6
	}
	return list, height
}

// FilePolicy is the Content-Security-Policy of a file: it may use its own style and nothing else.
var FilePolicy = "default-src 'none'; style-src 'sha256-" + digest(fileStyle) + "'"

// Words returns all words that the picture shows, in the order in which they are drawn.
func (d *Drawing) Words() []string { return wordsOf(d.shapes) }

func wordsOf(list []shape) (words []string) {
	for _, s := range list {
		switch s := s.(type) {
		case text:
			words = append(words, s.text)
		case item:
			words = append(words, wordsOf(s.shapes)...)
		case rect, disc, path:
		}
	}
	return words
}

// join returns texts that are not empty, one after the other.
func join(texts ...string) string {
	var list []string
	for _, t := range texts {
		if t != "" {
			list = append(list, t)
		}
	}
	return strings.Join(list, ": ")
}
