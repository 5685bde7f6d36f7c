package explore

// Scene is what a view shows. Texts are in the language of the view. Its nodes are in the order in which
// they were put on the stage: those that the address names, then the best connected; its links are in
// the order of their ids.
type Scene struct {
	// Edition is the edition of the dataset; Date is its day.
	Edition string `json:"edition"`
	Date    string `json:"date"`
	// Address is the address of the view, in its canonical form.
	Address string  `json:"address"`
	State   *State  `json:"state"`
	Faults  []Fault `json:"faults"`
	Nodes   []*Node `json:"nodes"`
	Links   []*Link `json:"links"`
	// Cut is the number of entities that belong on the stage and are not on it, LinksCut that of the
	// relations among those on it.
	Cut      int `json:"cut"`
	LinksCut int `json:"linksCut"`
	// Status says how much is shown.
	Status string `json:"status"`
	Counts Counts `json:"counts"`
	// Path is the path between two entities, or nil.
	Path  *PathFound `json:"path"`
	Query Query      `json:"query"`
	// Downloads are the files of what is on the stage.
	Downloads []Download `json:"downloads"`
}

// Node is an entity on the stage.
type Node struct {
	ID        string   `json:"id"`
	Type      string   `json:"type"`
	TypeLabel string   `json:"typeLabel"`
	Name      string   `json:"name"`
	Acronym   string   `json:"acronym"`
	Country   string   `json:"country"`
	Countries []string `json:"countries"`
	// CountryLabel names the countries, with commas between them.
	CountryLabel string    `json:"countryLabel"`
	City         string    `json:"city"`
	Location     *Location `json:"location"`
	Programmes   []Named   `json:"programmes"`
	// Community is the number of its community among the links on the stage, from 1 on, the largest first.
	Community int    `json:"community"`
	Start     string `json:"start"`
	End       string `json:"end"`
	// Degree is the number of all its relations, Links that of those on the stage.
	Degree int `json:"degree"`
	Links  int `json:"links"`
	// More is the number of entities that it adds when it is expanded; null if it has too many relations
	// to count them.
	More *int `json:"more"`
	// X and Y are its position; the vertical axis points up.
	X float64 `json:"x"`
	Y float64 `json:"y"`
	// Coverage is how many participants of an initiative are on record; null where it is unknown.
	Coverage *Coverage `json:"coverage"`
	// Requested reports whether `ids` lists it, Expanded whether `expand` does.
	Requested bool `json:"requested"`
	Expanded  bool `json:"expanded"`
	OnPath    bool `json:"onPath"`
}

// Named is an entity that is named.
type Named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Location is a place, in degrees.
type Location struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

// Coverage is how many participants of an initiative are on record; its fields are those of
// Initiative.coverage. Label says it in words.
type Coverage struct {
	Recorded   int    `json:"recorded"`
	Stated     *int   `json:"stated"`
	Comparator string `json:"comparator"`
	Complete   bool   `json:"complete"`
	Label      string `json:"label"`
}

// Link is a relation on the stage.
type Link struct {
	ID        string `json:"id"`
	Type      string `json:"type"`
	TypeLabel string `json:"typeLabel"`
	From      string `json:"from"`
	To        string `json:"to"`
	// Role is the role of a participation, or the value that distinguishes relations of another type, such
	// as the tier of a funding. Title is the word of the source, WorkPackage where the role is.
	Role        string `json:"role"`
	RoleLabel   string `json:"roleLabel"`
	Title       string `json:"title"`
	WorkPackage string `json:"workPackage"`
	Since       string `json:"since"`
	Until       string `json:"until"`
	// ActiveFrom and ActiveUntil are the days between which it is active, by its own dates or else by
	// those of the initiative; each is empty where it is unknown.
	ActiveFrom  string `json:"activeFrom"`
	ActiveUntil string `json:"activeUntil"`
	Disputed    bool   `json:"disputed"`
	OnPath      bool   `json:"onPath"`
}

// Counts are how many entities or relations have each value by which a view is filtered.
type Counts struct {
	Types      []Count `json:"types"`
	Via        []Count `json:"via"`
	Roles      []Count `json:"roles"`
	Countries  []Count `json:"countries"`
	Programmes []Count `json:"programmes"`
}

// Count is how many have one value. On reports whether the view shows it.
type Count struct {
	Value string `json:"value"`
	Label string `json:"label"`
	Count int    `json:"count"`
	On    bool   `json:"on"`
}

// PathFound is the first shortest path between two entities. Links are its relations, in their order.
type PathFound struct {
	From   string   `json:"from"`
	To     string   `json:"to"`
	Length int      `json:"length"`
	Links  []string `json:"links"`
}

// Query is the GraphQL request that returns what is on the stage.
type Query struct {
	Document  string         `json:"document"`
	Variables map[string]any `json:"variables"`
}

// Download is a file of what is on the stage.
type Download struct {
	Format string `json:"format"`
	Label  string `json:"label"`
	Href   string `json:"href"`
}
