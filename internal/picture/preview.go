package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strconv"
)

// The size of a preview, which the programs that show links expect (OpenGraph).
const (
	PreviewWidth  = 1200
	PreviewHeight = 630
)

// Card is what a preview of a page shows: words on the left, and a picture on the right.
type Card struct {
	// Kind is what the page is about, such as Joint action; Title is its name.
	Kind, Title string
	// Lines are the most important facts: at most three are shown.
	Lines []string
	// Site names the service.
	Site string
	// Picture is small, or nil.
	Picture Picture
}

const (
	cardMargin = 60.0
	cardWords  = 500.0
	cardLines  = 3
)

// PNG draws the card.
func (c Card) PNG() ([]byte, error) {
	r := newRaster(PreviewWidth, PreviewHeight, ground)
	room := cardWords
	if c.Picture == nil {
		room = PreviewWidth - 2*cardMargin
	} else {
		c.picture(r)
	}
	r.shapes([]shape{
		rect{w: 16, h: PreviewHeight, style: style{fill: groupPaint(0)}},
		text{x: cardMargin, y: 100, text: fit(c.Kind, room, 28, false), size: 28, fill: quiet},
	})
	const most = 4
	size, rows := 60.0, []string(nil)
	for ; size >= 36; size -= 4 {
		if rows = wrap(c.Title, room, size, true, most+1); len(rows) <= most {
			break
		}
	}
	rows = wrap(c.Title, room, size, true, most)
	y := 112.0
	for _, row := range rows {
		y += size * 1.16
		r.shapes([]shape{text{x: cardMargin, y: y, text: row, size: size, fill: ink, bold: true}})
	}
	y += 20
	for _, l := range c.Lines[:min(len(c.Lines), cardLines)] {
		for _, row := range wrap(l, room, 28, false, 2) {
			if y += 38; y < PreviewHeight-100 {
				r.shapes([]shape{text{x: cardMargin, y: y, text: row, size: 28, fill: ink}})
			}
		}
	}
	r.shapes([]shape{text{x: cardMargin, y: PreviewHeight - 50, text: fit(c.Site, room, 26, true), size: 26, fill: groupPaint(0), bold: true}})
	var b bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, r)
	return b.Bytes(), err
}

// picture draws the picture on the right, as large as there is room.
func (c Card) picture(r *raster) {
	const top, wide, high = 40.0, PreviewWidth - cardWords - 2*cardMargin - 20, PreviewHeight - 80.0
	d := c.Picture.Draw()
	scale := min(wide/d.Width, high/max(d.Height, 1))
	r.scale, r.left = scale, cardMargin+cardWords+40+(wide-d.Width*scale)/2
	y := top + (high-d.Height*scale)/2
	r.top = y - d.top*scale
	r.clip = image.Rect(int(r.left), int(y), int(r.left+d.Width*scale), int(y+d.Height*scale))
	r.shapes(d.shapes)
	r.scale, r.left, r.top, r.clip = 1, 0, 0, r.Rect
}

// rgb returns the colour of a paint in light.
func (p paint) rgb() color.RGBA {
	n, err := strconv.ParseUint(coloursOf(p).light, 16, 32)
	if err != nil {
		panic(err) // the palette is written as rrggbb
	}
	return color.RGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 255}
}

// PNG returns the picture as it is in a light file, with pixels per unit.
func (d *Drawing) PNG(pixels float64) ([]byte, error) {
	const margin = 16.0
	head, top := d.head()
	note, height := d.note()
	w, h := d.Width+2*margin, top+d.Height+height+2*margin
	r := newRaster(int(w*pixels), int(h*pixels), ground)
	r.scale, r.left, r.top = pixels, margin*pixels, margin*pixels
	r.shapes(head)
	r.top += (top - d.top) * pixels
	r.shapes(d.shapes)
	r.shapes(note)
	var b bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, r)
	return b.Bytes(), err
}
