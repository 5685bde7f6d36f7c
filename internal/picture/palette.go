package picture

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"
)

// paint is the name of a colour: it differs between light and dark.
type paint string

// The paints. Groups have c1 to c8, values m1 to m5, the smallest first.
const (
	none   paint = ""
	ink    paint = "ink"
	quiet  paint = "quiet"
	ground paint = "ground"
	panel  paint = "panel"
	line   paint = "line"
	edge   paint = "edge"
)

// shades is the number of paints for values.
const shades = 5

// groupOf returns one of the groups that look different.
func groupOf(group int) int { return (group%groups + groups) % groups }

func groupPaint(group int) paint { return paint(fmt.Sprintf("c%d", groupOf(group)+1)) }
func shadePaint(shade int) paint { return paint(fmt.Sprintf("m%d", shade+1)) }

// colours are a paint in light and in dark, as rrggbb. token is the property of the page's style
// that has it; a paint without one has a property of its own name.
type colours struct {
	paint
	light, dark string
	token       bool
}

// palette has the colours of all paints. Those of groups are the hues of Okabe and Ito, which
// readers with any kind of colour vision can tell apart, made darker or lighter until they differ
// from the ground by a contrast of 3 (WCAG 1.4.11); TestContrast computes it.
var palette = []colours{
	{ink, "22303f", "e6ebf2", true}, {quiet, "55637a", "a9b4c6", true}, {ground, "ffffff", "1b2330", true},
	{panel, "f2f5f8", "263041", true}, {line, "d5dce5", "3a465a", true}, {edge, "8f9db0", "6b7b94", false},
	{"c1", "0072b2", "4aa3df", false}, {"c2", "b87300", "e69f00", false}, {"c3", "00805d", "00b386", false}, {"c4", "b0568a", "cc79a7", false},
	{"c5", "2a85bf", "56b4e9", false}, {"c6", "c55200", "f07f3c", false}, {"c7", "8a7a00", "f0e442", false}, {"c8", "5f6b7a", "a9b4c6", false},
	{"m1", "d3e4f3", "24405f", false}, {"m2", "a3c8e4", "2d5c8a", false}, {"m3", "62a4d4", "3d7db5", false}, {"m4", "2878b8", "66a6dc", false}, {"m5", "0a4a8c", "a9d0f2", false},
}

// property returns the property of a page's style that has the colour.
func (c colours) property() string {
	if c.token {
		return "--" + string(c.paint)
	}
	return "--pic-" + string(c.paint)
}

// Sheet returns the rules for the pictures on a page, which has the properties --ink, --quiet,
// --ground, --panel and --line.
func Sheet() string {
	var b strings.Builder
	b.WriteString(":root {\n")
	for _, c := range palette {
		if !c.token {
			fmt.Fprintf(&b, "  %s: light-dark(#%s, #%s);\n", c.property(), c.light, c.dark)
		}
	}
	b.WriteString("}\n.picture { display: block; width: 100%; height: auto; max-width: 60rem; font-family: inherit; }\n")
	for _, c := range palette {
		b.WriteString(rules(".picture ", c.paint, "var("+c.property()+")"))
	}
	b.WriteString(constant(".picture ", "var(--ground)"))
	b.WriteString(".picture a:hover { opacity: 0.7; }\n")
	return b.String()
}

// rules returns the rules for what is filled or drawn with a paint.
func rules(scope string, p paint, colour string) string {
	return fmt.Sprintf("%s.f-%s{fill:%s}%s.s-%s{stroke:%s}\n", scope, p, colour, scope, p, colour)
}

// constant returns the rules that are the same in light and dark.
func constant(scope, ground string) string {
	return scope + ".b{font-weight:600}" + scope + ".h{paint-order:stroke;stroke:" + ground + ";stroke-width:3px;stroke-linejoin:round}\n"
}

// fileStyle is the style of a file.
var fileStyle = func() string {
	var light, dark strings.Builder
	for _, c := range palette {
		light.WriteString(rules("", c.paint, "#"+c.light))
		dark.WriteString(rules("", c.paint, "#"+c.dark))
	}
	return "text{font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif}\n" + light.String() + constant("", "#"+coloursOf(ground).light) +
		"@media(prefers-color-scheme:dark){\n" + dark.String() + ".h{stroke:#" + coloursOf(ground).dark + "}\n}"
}()

func coloursOf(p paint) colours {
	for _, c := range palette {
		if c.paint == p {
			return c
		}
	}
	panic("no paint is called " + string(p))
}

// digest returns the SHA-256 of a text in base64, as a policy names it.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return base64.StdEncoding.EncodeToString(sum[:])
}
