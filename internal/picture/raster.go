package picture

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// fonts are the fonts of previews: the Go fonts, regular and bold.
var fonts = sync.OnceValue(func() (list [2]*opentype.Font) {
	for i, ttf := range [][]byte{goregular.TTF, gobold.TTF} {
		f, err := opentype.Parse(ttf)
		if err != nil {
			panic(err) // the fonts are built into the program
		}
		list[i] = f
	}
	return list
})

// raster paints shapes into an image, in the colours of light.
type raster struct {
	*image.RGBA
	// scale, left and top map units to pixels.
	scale, left, top float64
	// clip is the part of the image in which shapes are painted.
	clip  image.Rectangle
	faces map[string]font.Face
}

func (r *raster) at(p point) point {
	return point{r.left + float64(p.x*r.scale), r.top + float64(p.y*r.scale)}
}

func (r *raster) shapes(list []shape) {
	for _, s := range list {
		switch s := s.(type) {
		case rect:
			r.paint([][]point{{{s.x, s.y}, {s.x + s.w, s.y}, {s.x + s.w, s.y + s.h}, {s.x, s.y + s.h}, {s.x, s.y}}}, s.style)
		case disc:
			r.paint([][]point{round(s.x, s.y, s.r)}, s.style)
		case path:
			r.paint(flatten(s.d), s.style)
		case text:
			r.text(s)
		case item:
			r.shapes(s.shapes)
		}
	}
}

// round returns the points of a circle.
func round(x, y, radius float64) []point {
	const corners = 32
	ring := make([]point, corners+1)
	for i := range ring {
		sin, cos := math.Sincos(2 * math.Pi * float64(i%corners) / corners)
		ring[i] = point{x + float64(radius*cos), y + float64(radius*sin)}
	}
	return ring
}

// paint fills rings and draws their lines.
func (r *raster) paint(rings [][]point, s style) {
	for i, ring := range rings {
		rings[i] = make([]point, len(ring))
		for j, p := range ring {
			rings[i][j] = r.at(p)
		}
	}
	if s.fill != none {
		r.fill(rings, s.fill.rgb())
	}
	if s.stroke == none {
		return
	}
	var strips [][]point
	for _, ring := range rings {
		if s.dashed {
			strips = append(strips, stripsOf(dashes(ring, 4*r.scale, 3*r.scale), s.width*r.scale)...)
		} else {
			strips = append(strips, stripsOf([][]point{ring}, s.width*r.scale)...)
		}
	}
	r.fill(strips, s.stroke.rgb())
}

// fill fills rings of pixels with a colour.
func (r *raster) fill(rings [][]point, c color.Color) {
	low, high := point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	for _, ring := range rings {
		for _, p := range ring {
			low, high = point{min(low.x, p.x), min(low.y, p.y)}, point{max(high.x, p.x), max(high.y, p.y)}
		}
	}
	if len(rings) == 0 || high.x < -far || low.x > far || high.x-low.x > far || high.y-low.y > far {
		return
	}
	bounds := image.Rect(int(math.Floor(low.x)), int(math.Floor(low.y)), int(math.Ceil(high.x)), int(math.Ceil(high.y)))
	if bounds.Intersect(r.clip).Empty() {
		return
	}
	z := vector.NewRasterizer(bounds.Dx(), bounds.Dy())
	x0, y0 := float64(bounds.Min.X), float64(bounds.Min.Y)
	for _, ring := range rings {
		for i, p := range ring {
			if i == 0 {
				z.MoveTo(float32(p.x-x0), float32(p.y-y0))
			} else {
				z.LineTo(float32(p.x-x0), float32(p.y-y0))
			}
		}
		z.ClosePath()
	}
	if bounds.In(r.clip) {
		z.Draw(r, bounds, image.NewUniform(c), image.Point{})
		return
	}
	mask := image.NewAlpha(image.Rectangle{Max: bounds.Size()})
	z.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	seen := bounds.Intersect(r.clip)
	draw.DrawMask(r, seen, image.NewUniform(c), image.Point{}, mask, seen.Min.Sub(bounds.Min), draw.Over)
}

// far is a number of pixels beyond every image.
const far = 4 * PreviewWidth

// stripsOf returns the lines from point to point as rectangles of a width; all turn the same way, so
// that they add up where they overlap.
func stripsOf(chains [][]point, width float64) (strips [][]point) {
	for _, chain := range chains {
		for i := 1; i < len(chain); i++ {
			a, b := chain[i-1], chain[i]
			length := math.Hypot(b.x-a.x, b.y-a.y)
			if length < 1e-6 {
				continue
			}
			dx, dy := (b.x-a.x)/length*width/2, (b.y-a.y)/length*width/2
			strips = append(strips, []point{{a.x - dy, a.y + dx}, {a.x + dy, a.y - dx}, {b.x + dy, b.y - dx}, {b.x - dy, b.y + dx}, {a.x - dy, a.y + dx}})
		}
	}
	return strips
}

// dashes cuts a chain of points into dashes with gaps between them.
func dashes(chain []point, on, off float64) (list [][]point) {
	left, drawn := on, true
	for i := 1; i < len(chain); i++ {
		a, b := chain[i-1], chain[i]
		length := math.Hypot(b.x-a.x, b.y-a.y)
		for done := 0.0; done < length; {
			step := min(left, length-done)
			if drawn {
				list = append(list, []point{between(a, b, done/length), between(a, b, (done+step)/length)})
			}
			done += step
			if left -= step; left <= 1e-9 {
				drawn = !drawn
				if left = off; drawn {
					left = on
				}
			}
		}
	}
	return list
}

func between(a, b point, share float64) point {
	return point{a.x + float64(share*(b.x-a.x)), a.y + float64(share*(b.y-a.y))}
}

// text writes a line of text. Its halo is the text itself in the colour of the ground, moved in all
// directions.
func (r *raster) text(s text) {
	if s.steep {
		return // previews are small pictures, in which no name is steep
	}
	face := r.face(s.size, s.bold)
	at := r.at(point{s.x, s.y})
	wide := float64(font.MeasureString(face, s.text)) / 64
	switch s.at {
	case atMiddle:
		at.x -= wide / 2
	case atEnd:
		at.x -= wide
	case atStart:
	}
	if s.halo {
		for _, p := range round(0, 0, 1.5*r.scale) {
			r.write(face, s.text, point{at.x + p.x, at.y + p.y}, ground)
		}
	}
	r.write(face, s.text, at, s.fill)
}

func (r *raster) write(face font.Face, words string, at point, p paint) {
	d := font.Drawer{Dst: r.RGBA, Src: image.NewUniform(p.rgb()), Face: face, Dot: fixed.Point26_6{X: fixed.Int26_6(at.x * 64), Y: fixed.Int26_6(at.y * 64)}}
	d.DrawString(words)
}

// face returns the font in a size of units.
func (r *raster) face(size float64, bold bool) font.Face {
	key := fmt.Sprintf("%.2f %v", size*r.scale, bold)
	if f := r.faces[key]; f != nil {
		return f
	}
	which := fonts()[0]
	if bold {
		which = fonts()[1]
	}
	f, err := opentype.NewFace(which, &opentype.FaceOptions{Size: size * r.scale, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		panic(err) // the options are valid
	}
	r.faces[key] = f
	return f
}

// newRaster returns an image of a colour.
func newRaster(width, height int, p paint) *raster {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(img, img.Rect, image.NewUniform(p.rgb()), image.Point{}, draw.Src)
	return &raster{RGBA: img, scale: 1, clip: img.Rect, faces: map[string]font.Face{}}
}
