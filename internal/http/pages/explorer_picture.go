package pages

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"whojoins/internal/explore"
	"whojoins/internal/http/negotiate"
	"whojoins/internal/model"
	"whojoins/internal/picture"
	"whojoins/internal/wording"
)

// The ends of the addresses of the pictures of a view: as files, and as the preview of its page.
const (
	previewEnding = "-preview.png"
	pngEnding     = ".png"
	// pngPixels is the number of pixels of a PNG for a unit of its picture.
	pngPixels = 2
)

// pictureEndings are these ends.
var pictureEndings = []string{pictureExtension, pngEnding, previewEnding}

// picture returns the picture of a scene.
func (x *explorerExchange) picture(s *explore.Scene, small bool) picture.Stage {
	var groups grouping
	p := picture.Stage{Caption: picture.Caption{Title: x.titleOf(s), Description: s.Status, Language: x.language, Small: small}}
	if !small {
		p.Note = x.words("SceneNote", s.Status, s.Edition)
	}
	at := map[string]int{}
	for i, n := range s.Nodes {
		at[n.ID] = i
		hint := n.Name + " · " + n.TypeLabel
		if n.Coverage != nil {
			hint += " · " + n.Coverage.Label
		}
		label := n.Name
		if n.Acronym != "" && len(n.Acronym) < len(n.Name) {
			label = n.Acronym
		}
		p.Nodes = append(p.Nodes, picture.Placed{
			Node: picture.Node{Label: label, Hint: hint, Address: entityPath(n.ID), Group: groups.number(n.TypeLabel), Weight: n.Links},
			X:    n.X, Y: n.Y, Bold: n.Requested || n.Expanded || n.OnPath,
		})
	}
	for _, l := range s.Links {
		p.Links = append(p.Links, picture.Link{From: at[l.From], To: at[l.To], Faint: s.Path != nil && !l.OnPath})
	}
	p.Groups = groups
	return p
}

// sendPicture answers with the picture of a view as a file, or with the preview of its page.
func (x *explorerExchange) sendPicture(ctx context.Context, ending string) {
	site := negotiate.Site(x.r, x.Site)
	if x.cached(x.tag(ending + site)) {
		return
	}
	s := x.scene(ctx)
	if s == nil {
		return
	}
	var file []byte
	var err error
	switch ending {
	case pictureExtension:
		x.w.Header().Set("Content-Security-Policy", picture.FilePolicy)
		x.send(http.StatusOK, "image/svg+xml", x.picture(s, false).Draw().File())
		return
	case pngEnding:
		file, err = x.picture(s, false).Draw().PNG(pngPixels)
	default:
		file, err = x.card(s, site).PNG()
	}
	if err != nil {
		x.internal()
		return
	}
	x.w.Header().Set("Content-Type", "image/png")
	_, _ = x.w.Write(file) // the caller may have left, which is no fault of the picture
}

// card returns the preview of a view.
func (x *explorerExchange) card(s *explore.Scene, site string) picture.Card {
	c := picture.Card{Kind: x.words("Explore"), Title: x.titleOf(s), Site: siteLine(site), Lines: []string{
		x.words("SceneAbout", wording.Grouped(strconv.Itoa(len(s.Nodes))), wording.Grouped(strconv.Itoa(len(s.Links)))),
	}}
	for _, n := range s.Nodes {
		if n.Requested && n.Coverage != nil {
			c.Lines = append(c.Lines, n.Name+": "+n.Coverage.Label)
			break
		}
	}
	if len(s.Nodes) > 1 {
		c.Picture = x.picture(s, true)
	}
	return c
}

// The names of the lists of suggestQuery.
const (
	joinedList    = "joined"
	joiningList   = "joining"
	composedList  = "composed"
	suggestedEach = 6
)

var suggestedLists = []string{joinedList, joiningList, composedList}

// suggestQuery selects the entities with the most relations, of which a view may begin: initiatives, those
// who take part in them, and what most is part of.
func suggestQuery(m *model.Model) string {
	var b strings.Builder
	b.WriteString("query Suggestions {")
	add := func(name string, t *model.Type, side string) {
		fmt.Fprintf(&b, " %s: %s(first: %d, sort: [{ %s: { count: DESC } }]) { nodes { id name type ", name, t.Many, suggestedEach, side)
		for _, member := range t.Members {
			if f := member.WithRole(model.Acronym); f != nil {
				fmt.Fprintf(&b, "... on %s { %s } ", member.Name, f.Name)
			}
		}
		b.WriteString("} }")
	}
	if p := m.Participation; p != nil {
		add(joinedList, p.To.Target, p.To.Side.Name)
		add(joiningList, p.From.Target, p.From.Side.Name)
	}
	for _, r := range m.Relations {
		if any := m.AnyEntity; r.Walked && r.From.Target == any && r.To.Target == any {
			add(composedList, any, r.To.Side.Name)
			break
		}
	}
	b.WriteString(" }")
	return b.String()
}
