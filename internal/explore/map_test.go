package explore_test

import (
	"encoding/binary"
	"math"
	"slices"
	"testing"

	"whojoins/graph"
	"whojoins/internal/explore"
)

// TestMap checks that the map of the whole graph has what its comment says, at the positions of the scene.
func TestMap(t *testing.T) {
	s := small(t, nil)
	data, names, err := s.explorer.Map(t.Context(), graph.Caller{})
	if err != nil {
		t.Fatal(err)
	}
	number := func(at int) int { return int(binary.LittleEndian.Uint32(data[at:])) }
	n, l := number(4), number(8)
	if string(data[:4]) != "WJM2" || n != 8 || l != 7 || number(12) != 0 || number(16) != 0 || len(data) != 24+13*n+4*l {
		t.Fatalf("the map of %d entities and %d links has %d bytes: %v", n, l, len(data), []byte(data[:24]))
	}
	if len(names.IDs) != n || names.Names[slices.Index(names.IDs, "sea")] != "Sea" || names.IDs[0] != "north" {
		t.Errorf("the names are %v", names)
	}
	scene := s.scene(t, "all=1")
	types := s.Model().EntityTypes
	for i, id := range names.IDs {
		node := scene.Nodes[slices.Index(nodeIDs(scene), id)]
		x, y := math.Float32frombits(uint32(number(24+8*i))), math.Float32frombits(uint32(number(28+8*i)))
		if x != float32(node.X) || y != float32(node.Y) || number(24+8*n+4*i) != node.Degree || types.Values[data[len(data)-n+i]].Name != node.Type {
			t.Errorf("%s differs between the map and the scene", id)
		}
	}
	heaviest := 24 + 12*n
	end := func(at int) string { return names.IDs[binary.LittleEndian.Uint16(data[at:])] }
	if pair := []string{end(heaviest), end(heaviest + 2)}; !slices.Contains(pair, "one") || !slices.Contains(pair, "north") {
		t.Errorf("the heaviest link is between %v", pair)
	}
	again, _, err := s.explorer.Map(t.Context(), graph.Caller{})
	if err != nil || &again[0] != &data[0] || len(data) > explore.MapBytes {
		t.Errorf("the map is computed again, %v", err)
	}
}
