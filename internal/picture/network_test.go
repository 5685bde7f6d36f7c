package picture_test

import (
	"fmt"
	"strings"
	"testing"

	"whojoins/internal/picture"
)

// clusters returns a network of peers: one well-connected part, and pairs that nothing links to it.
func clusters(pairs int) picture.Network {
	n := picture.Network{Peers: true, Groups: []string{"Institute"}}
	for i := range 30 {
		n.Nodes = append(n.Nodes, picture.Node{Label: fmt.Sprintf("Institute %d", i), Weight: 30 - i})
		for j := range i {
			if j == 0 || (i+j)%4 == 0 {
				n.Links = append(n.Links, picture.Link{From: j, To: i})
			}
		}
	}
	for range pairs {
		from := len(n.Nodes)
		n.Nodes = append(n.Nodes, picture.Node{Label: "One"}, picture.Node{Label: "Other"})
		n.Links = append(n.Links, picture.Link{From: from, To: from + 1})
	}
	return n
}

// TestPeers requires that no node of peers stands out as the one that the picture is about.
func TestPeers(t *testing.T) {
	n := clusters(0)
	peers := strings.Count(string(n.Draw().Inline("peers")), ` b h"`)
	n.Peers = false
	if around := strings.Count(string(n.Draw().Inline("around")), ` b h"`); peers != 0 || around != 1 {
		t.Errorf("%d labels of peers are bold, and %d of a network around a node", peers, around)
	}
}

// TestApart requires parts that nothing links to leave room for the others.
func TestApart(t *testing.T) {
	whole, apart := clusters(0).Draw(), clusters(6).Draw()
	if apart.Height > whole.Height*1.4 {
		t.Errorf("with six pairs the picture is %v high, without them %v", apart.Height, whole.Height)
	}
}
