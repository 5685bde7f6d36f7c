package readers_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/testenv"
)

// network is a graph as the readers return it.
type network struct {
	About map[string]any
	Nodes map[string]map[string]any
	Links []map[string]any
}

// everything requests all relations of the joint actions, and their wholes.
const everything = "/export/jointActions."

// ties returns the links of everything: from, to, kind and role or tier.
var ties = []string{
	"alpha delta PARTICIPATION COORDINATOR",
	"alpha delta PARTICIPATION WORK_PACKAGE_LEAD",
	"beta delta PARTICIPATION BENEFICIARY",
	"delta epsilon PART_OF ",
	"gamma delta FUNDING GRANT",
}

// links returns the links of a network in one form.
func (n network) links() (list []string) {
	for _, l := range n.Links {
		role := l["role"]
		if role == nil {
			role = l["tier"]
		}
		if role == nil {
			role = ""
		}
		list = append(list, fmt.Sprint(l["source"], " ", l["target"], " ", l["type"], " ", role))
	}
	slices.Sort(list)
	return list
}

// check compares a network with the fixture. as converts a text as the format does.
func (n network) check(t *testing.T, as func(string) string) {
	t.Helper()
	if diff := cmp.Diff(ties, n.links()); diff != "" {
		t.Error("links:", diff)
	}
	if len(n.Nodes) != 5 {
		t.Errorf("%d nodes, want the five that are tied", len(n.Nodes))
	}
	for id, node := range n.Nodes {
		if want := as(awkward[id]); node["label"] != want {
			t.Errorf("%s is labelled %q, want %q", id, node["label"], want)
		}
		if want := home + "id/" + id; node["address"] != want {
			t.Errorf("%s is at %v, want %s", id, node["address"], want)
		}
	}
	alpha := n.Nodes["alpha"]
	for name, want := range map[string]any{"type": "INSTITUTE", "country": "BE", "founded": 1900.0, "location.latitude": 50.5} {
		if alpha[name] != want {
			t.Errorf("alpha has %s %v (%T), want %v", name, alpha[name], alpha[name], want)
		}
	}
	for _, l := range n.Links {
		if l["role"] == "WORK_PACKAGE_LEAD" && l["workPackage"] != `WP "5"\` {
			t.Errorf("the work package is %q", l["workPackage"])
		}
		if l["role"] == "COORDINATOR" && (l["since"] != "2022" || l["until"] != "2024-02") {
			t.Errorf("the coordinator is there from %v to %v", l["since"], l["until"])
		}
	}
}

// described requires the parts of the description of a file.
func described(t *testing.T, text string) {
	t.Helper()
	for _, want := range []string{"CC0-1.0", "Whojoins", "A page", home + "export/jointActions."} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in the description %.300q", want, text)
		}
	}
}

func joined(about map[string]any) string {
	text, err := json.Marshal(about)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

func same(text string) string { return text }

func TestGraphologyReadsGEXF(t *testing.T) {
	var got network
	byNode(t, &got, "gexf", download(t, everything+"gexf", "gexf"))
	got.check(t, inXML)
	described(t, joined(got.About))
}

func TestPythonReadsThePair(t *testing.T) {
	var got struct {
		Names        []string
		About        map[string]any
		Nodes, Links []map[string]any
	}
	run(t, &got, testenv.Program(t, "python3", "Python 3"), "read.py", "zip", download(t, everything+"zip", "zip"))
	described(t, joined(got.About))
	n := network{Nodes: map[string]map[string]any{}}
	for _, node := range got.Nodes {
		n.Nodes[node["Id"].(string)] = node
		node["label"], node["type"] = strings.TrimPrefix(node["Label"].(string), "'"), node["entity"]
		node["founded"], node["location.latitude"] = number(node["founded"]), number(node["location.latitude"])
	}
	for _, l := range got.Links {
		if l["Type"] != "Directed" || l["Weight"] != "1" {
			t.Errorf("a link has the type %v and the weight %v", l["Type"], l["Weight"])
		}
		if l["role"] == "" {
			delete(l, "role")
		}
		l["source"], l["target"], l["type"] = l["Source"], l["Target"], l["relation"]
		n.Links = append(n.Links, l)
	}
	n.check(t, same)
	if got := n.Nodes["beta"]["Label"]; got != "'=1+1" {
		t.Errorf("a formula is written as %q", got)
	}
}

// number reads a cell that a schema declares as a number.
func number(cell any) any {
	text, _ := cell.(string)
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return nil
	}
	return n
}

// TestGraphvizReadsDOT compares what Graphviz read with what was written.
func TestGraphvizReadsDOT(t *testing.T) {
	var got struct {
		Name    string
		Objects []map[string]any
		Edges   []map[string]any
	}
	byGraphviz(t, &got, download(t, everything+"dot", "dot"))
	n := network{Nodes: map[string]map[string]any{}}
	names := map[float64]any{}
	for _, node := range got.Objects {
		id := node["name"].(string)
		names[node["_gvid"].(float64)] = id
		n.Nodes[id] = node
		node["address"], node["label"] = node["URL"], strings.NewReplacer(`\\`, `\`, `\n`, "\n").Replace(node["label"].(string))
		node["founded"], node["location.latitude"] = number(node["founded"]), number(node["location.latitude"])
	}
	for _, l := range got.Edges {
		l["source"], l["target"] = names[l["tail"].(float64)], names[l["head"].(float64)]
		if role := l["role"]; role == "" {
			delete(l, "role")
		}
		if wp, ok := l["workPackage"].(string); ok {
			l["workPackage"] = strings.ReplaceAll(wp, `\\`, `\`)
		}
		n.Links = append(n.Links, l)
	}
	n.check(t, inXML)
}

// TestQuestionsAsNetworks reads the answers to graph queries as networks.
func TestQuestionsAsNetworks(t *testing.T) {
	for _, row := range []struct {
		address string
		want    []string
		reason  string
	}{
		{"/export/collaboration.gexf", []string{"alpha beta COLLABORATION 1"}, "pairs, with what they share as their weight"},
		{"/export/collaborators.gexf?of=ror:0aaaaaa00", []string{"alpha beta COLLABORATION 1"}, "the actor of the request is in no row"},
		{"/export/neighbourhood.gexf?of=carol", []string{"carol alpha AFFILIATION 1"}, ""},
		{"/export/neighbourhood.gexf?of=carol&depth=2&first=3&via=AFFILIATION,PARTICIPATION", []string{
			"alpha delta PARTICIPATION 1", "alpha delta PARTICIPATION 1", "carol alpha AFFILIATION 1"}, "two levels, and parallel links"},
		{"/export/paths.gexf?from=carol&to=beta", []string{
			"alpha delta PARTICIPATION 1", "alpha delta PARTICIPATION 1", "beta delta PARTICIPATION 1", "carol alpha AFFILIATION 1"}, "links that several paths share are there once"},
		{"/export/matrix.gexf?rows={id:{eq:%22beta%22}}", []string{"beta delta PARTICIPATION 1"}, ""},
	} {
		var got network
		byNode(t, &got, "gexf", download(t, row.address, "gexf"))
		var links []string
		for _, l := range got.Links {
			links = append(links, fmt.Sprint(l["source"], " ", l["target"], " ", l["type"], " ", l["weight"]))
			for _, end := range []string{"source", "target"} {
				id := l[end].(string)
				if got.Nodes[id]["label"] != inXML(awkward[id]) || got.Nodes[id]["type"] == nil {
					t.Errorf("%s: no node %s: %v", row.address, id, got.Nodes[id])
				}
			}
		}
		slices.Sort(links)
		if diff := cmp.Diff(row.want, links); diff != "" {
			t.Errorf("%s: %s %s", row.address, diff, row.reason)
		}
	}
	var cut network
	byNode(t, &cut, "gexf", download(t, "/export/neighbourhood.gexf?of=delta&first=2", "gexf"))
	if text := fmt.Sprint(cut.About["description"]); !strings.Contains(text, "truncated: true") || !strings.Contains(text, "omitted: 3") {
		t.Errorf("a network that was cut does not say so: %.400s", text)
	}
}
