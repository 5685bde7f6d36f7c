package sedia

import (
	"fmt"
	"slices"
	"strings"
)

// programme is a programme of the European Union. short is the name by which people ask for it, in lower
// case.
type programme struct{ id, name, short string }

// programmes are the programmes by the number that the portal gives them.
var programmes = map[string]programme{
	"43108390": {"horizon-europe", "Horizon Europe", "horizon europe"},
	"31045243": {"horizon-2020", "Horizon 2020", "h2020"},
	"43332642": {"eu4health", "EU4Health", "eu4health"},
	"43152860": {"digital-europe", "Digital Europe Programme", "digital europe"},
	"43252405": {"programme-life", "LIFE", "life"},
	"43353764": {"programme-erasmus", "Erasmus+", "erasmus+"},
	"43251567": {"programme-cef", "Connecting Europe Facility", "cef"},
	"43252476": {"programme-smp", "Single Market Programme", "smp"},
	"43298916": {"programme-euratom", "Euratom", "euratom"},
	"43251589": {"programme-cerv", "Citizens, Equality, Rights and Values", "cerv"},
	"43637601": {"programme-pilot-projects", "Pilot projects and preparatory actions", "pilot projects"},
	"31059643": {"programme-cosme", "COSME", "cosme"},
}

// words are the programmes by their names and abbreviations on the portal, in lower case.
var words = map[string]string{
	"horizon europe": "43108390", "horizon": "43108390", "h2020": "31045243", "horizon 2020": "31045243", "eu4h": "43332642", "eu4health": "43332642",
	"eu4health programme": "43332642", "digital": "43152860", "digital europe": "43152860", "digital europe programme": "43152860", "life": "43252405",
}

// ProgrammeNumber returns the number that the portal gives a programme, which may be named or given by
// its number.
func ProgrammeNumber(text string) (string, error) {
	folded := strings.ToLower(strings.TrimSpace(text))
	names := make([]string, 0, len(programmes))
	for number, p := range programmes {
		if folded == p.short {
			return number, nil
		}
		names = append(names, p.short)
	}
	if folded != "" && strings.Trim(folded, "0123456789") == "" {
		return folded, nil
	}
	slices.Sort(names)
	return "", fmt.Errorf("%q is no programme: give its number in the portal, or one of %s", text, strings.Join(names, ", "))
}
