package format

import (
	"fmt"
	"math"
)

// Colour is a colour in sRGB.
type Colour struct{ R, G, B uint8 }

// String returns the colour as #rrggbb.
func (c Colour) String() string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// palette are colours that readers with any kind of colour vision can tell apart (Okabe and Ito),
// and lighter and darker ones for the rest.
var palette = []Colour{
	{0x00, 0x72, 0xb2}, {0xe6, 0x9f, 0x00}, {0x00, 0x9e, 0x73}, {0xcc, 0x79, 0xa7}, {0x56, 0xb4, 0xe9}, {0xd5, 0x5e, 0x00},
	{0xf0, 0xe4, 0x42}, {0x33, 0x22, 0x88}, {0x88, 0xcc, 0xee}, {0x11, 0x77, 0x33}, {0x99, 0x99, 0x33}, {0xaa, 0x44, 0x99},
}

// other is the colour of communities beyond the palette.
var other = Colour{0x99, 0x99, 0x99}

// The diameters of nodes without links and of that with the most.
const (
	smallestSize = 4
	largestSize  = 40
)

// paint sets the size and the colour of a node. most is the largest degree of a node.
func (n *Node) paint(most int) {
	n.Size = smallestSize
	if most > 0 {
		n.Size = math.Round(10*(smallestSize+(largestSize-smallestSize)*math.Sqrt(float64(n.Degree)/float64(most)))) / 10
	}
	switch {
	case n.Community > len(palette):
		n.Colour = other
	case n.Community > 0:
		n.Colour = palette[n.Community-1]
	default:
		n.Colour = palette[n.Type.Index%len(palette)]
	}
}
