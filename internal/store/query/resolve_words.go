package query

import "strings"

// How much a word says of whose name it stands in. What half of all names have says less
// than what one has; the words between the others say next to nothing.
const (
	weightName    = 1.0
	weightSaint   = 0.5
	weightGeneric = 0.35
	weightBetween = 0.05
)

// synonyms are words that stand for each other in names of organisations: a word in the
// languages of Europe, with its inflections and the ways in which it is cut short. Each
// line says why it is here.
var synonyms = []struct {
	why    string
	weight float64
	words  string
}{
	{"kinds of organisation", weightGeneric, "university univ universite universiteit universitat universitaet universitas universidad universidade universita universitet universitetet universitetas universitate universitatea uniwersytet univerzita univerzitet univerza sveuciliste egyetem ulikool yliopisto universitaire universitaires universitair universitaria universitario universitari universitarios universitaetsmedizin"},
	{"kinds of organisation", weightGeneric, "institute inst institut instituut instituto institutet istituto instytut institutas institutul institutes intezet ustav instituttet institutt instituts"},
	{"kinds of organisation", weightGeneric, "hospital hosp hopital hopitaux ziekenhuis ziekenhuizen krankenhaus ospedale ospedali ospedaliera ospedaliero hospitals hospitalier hospitaliere hospitalar hospitalario szpital sykehus sygehus sjukhus sjukhuset nemocnice nemocnica korhaz bolnica bolnisnica ligonine slimnica haigla sairaala spitalul spital"},
	{"kinds of organisation", weightGeneric, "clinic clin clinique cliniques kliniek klinik kliniken klinikum clinica clinico clinics klinika klinikai clinical"},
	{"kinds of organisation", weightGeneric, "centre center ctr cent centrum centro centros zentrum centralny centras centrs keskus kozpont centar centers centres senter"},
	{"kinds of organisation", weightGeneric, "foundation fdn found fondation stichting stiftung fundacion fundacio fundacao fundacja fondazione fonds fund stiftelsen saatio alapitvany nadace sihtasutus"},
	{"kinds of organisation", weightGeneric, "association assoc asociacion associacao associazione vereniging verein vereinigung verband asociatia"},
	{"kinds of organisation", weightGeneric, "society soc societe gesellschaft genootschap sociedad sociedade societa"},
	{"kinds of organisation", weightGeneric, "academy acad academie akademie academia accademia akademia akademi akademien"},
	{"kinds of organisation", weightGeneric, "ministry ministere ministerie ministerium ministerio ministero ministerstwo ministerstvo ministeriet"},
	{"kinds of organisation", weightGeneric, "agency agence agentschap agentur agencia agenzia"},
	{"kinds of organisation", weightGeneric, "council conseil raad rat consejo consiglio conselho"},
	{"kinds of organisation", weightGeneric, "company co corporation corp"},
	{"kinds of organisation", weightGeneric, "college coll collegium kolleg colegio collegio"},
	{"kinds of organisation", weightGeneric, "registry register registre registro"},
	{initiatives, weightGeneric, "joint conjointe conjunta gemeinsame"},
	{initiatives, weightGeneric, "action actions actie aktion accion azione acao"},
	{initiatives, weightGeneric, "project projects projekt projet proyecto progetto projeto"},
	{initiatives, weightGeneric, "network networks netwerk netzwerk reseau rete"},
	{initiatives, weightGeneric, "alliance alliantie allianz alianza alleanza"},
	{initiatives, weightGeneric, "consortium consortia konsortium"},
	{initiatives, weightGeneric, "programme program programma programm programa"},
	{"legal forms", weightBetween, "ltd limited gmbh inc incorporated llc plc sa srl sas bv nv ag ab asbl vzw spa oy"},
	{"what organisations are for", weightGeneric, "research res recherche recherches onderzoek forschung investigacion investigaciones investigacao ricerca badan"},
	{"what organisations are for", weightGeneric, "medicine medical med medizin medizinische medizinischen medisch medische medecine medicale medico medica medicas medicina medyczny"},
	{"what organisations are for", weightGeneric, "science sciences sci wissenschaft wissenschaften wetenschap wetenschappen ciencia ciencias scienza scienze nauk vied scientific"},
	{"what organisations are for", weightGeneric, "technology technologies tech technologie tecnologia technological technical technische technique"},
	{"what organisations are for", weightGeneric, "health sante gezondheid gesundheit salud sanita saude zdrowia zdravi healthcare"},
	{"what organisations are for", weightGeneric, "oncology onc oncologie onkologie oncologia onkologii"},
	{"what organisations are for", weightGeneric, "cancer krebs kanker cancro raka cancers"},
	{"whose they are", weightGeneric, "national natl nat nationale nationaal nationales nacional nazionale narodowy narodni nationella"},
	{"whose they are", weightGeneric, "international intl internationale internationaal internacional internazionale"},
	{"whose they are", weightGeneric, "european eur europeen europeenne europees europese europaisch europaische europeo europea"},
	{"whose they are", weightGeneric, "federal federale federaal bundes"},
	{"whose they are", weightGeneric, "general gen algemeen allgemeine allgemeines generale"},
	{"whose they are", weightGeneric, "regional regionale regionaal"},
	{"whose they are", weightGeneric, "public publique publica pubblico"},
	{"whose they are", weightGeneric, "royal koninklijk koninklijke real reale kongelige kungliga"},
	{"parts of organisations", weightGeneric, "department dept dep departement departamento dipartimento abteilung afdeling"},
	{"parts of organisations", weightGeneric, "faculty fac faculte faculteit fakultat facultad facolta faculdade"},
	{"parts of organisations", weightGeneric, "school sch ecole schule escuela scuola escola"},
	{"parts of organisations", weightGeneric, "laboratory lab laboratoire laboratorium laboratorio labs laboratories"},
	{"parts of organisations", weightGeneric, "division div"},
	{"parts of organisations", weightGeneric, "unit unite einheit eenheid unidad unita"},
	{"parts of organisations", weightGeneric, "group grp groupe gruppe groep grupo gruppo"},
	{"parts of organisations", weightGeneric, "section chair lehrstuhl ward service"},
	{"saints", weightSaint, "saint st sint sankt san santa santo sao sainte ste sveti sv swiety swietego szent"},
	{"names of universities", weightGeneric, "catholic katholieke catholique katholische catolica cattolica catholica"},
	{"names of universities", weightGeneric, "free vrije libre freie libera"},
	{"cities that are called otherwise elsewhere", weightName, "brussels bruxelles brussel bruessel"},
	{"cities that are called otherwise elsewhere", weightName, "antwerp antwerpen anvers"},
	{"cities that are called otherwise elsewhere", weightName, "ghent gent gand"},
	{"cities that are called otherwise elsewhere", weightName, "leuven louvain lowen"},
	{"cities that are called otherwise elsewhere", weightName, "liege luik luttich"},
	{"cities that are called otherwise elsewhere", weightName, "bruges brugge"},
	{"cities that are called otherwise elsewhere", weightName, "namur namen"},
	{"cities that are called otherwise elsewhere", weightName, "vienna wien vienne viena"},
	{"cities that are called otherwise elsewhere", weightName, "munich munchen muenchen"},
	{"cities that are called otherwise elsewhere", weightName, "cologne koln koeln keulen colonia"},
	{"cities that are called otherwise elsewhere", weightName, "copenhagen kobenhavn kopenhagen copenhague"},
	{"cities that are called otherwise elsewhere", weightName, "gothenburg goteborg"},
	{"cities that are called otherwise elsewhere", weightName, "warsaw warszawa varsovie warschau"},
	{"cities that are called otherwise elsewhere", weightName, "krakow cracow cracovie krakau"},
	{"cities that are called otherwise elsewhere", weightName, "prague praha prag praag"},
	{"cities that are called otherwise elsewhere", weightName, "bucharest bucuresti bucarest"},
	{"cities that are called otherwise elsewhere", weightName, "lisbon lisboa lisbonne lissabon"},
	{"cities that are called otherwise elsewhere", weightName, "rome roma rom"},
	{"cities that are called otherwise elsewhere", weightName, "milan milano mailand"},
	{"cities that are called otherwise elsewhere", weightName, "turin torino"},
	{"cities that are called otherwise elsewhere", weightName, "florence firenze florenz"},
	{"cities that are called otherwise elsewhere", weightName, "naples napoli neapel"},
	{"cities that are called otherwise elsewhere", weightName, "venice venezia venedig"},
	{"cities that are called otherwise elsewhere", weightName, "padua padova"},
	{"cities that are called otherwise elsewhere", weightName, "geneva geneve genf"},
	{"cities that are called otherwise elsewhere", weightName, "zurich zuerich"},
	{"cities that are called otherwise elsewhere", weightName, "basel bale basle"},
	{"cities that are called otherwise elsewhere", weightName, "strasbourg strassburg straatsburg"},
	{"cities that are called otherwise elsewhere", weightName, "hague haag haye"},
	{"cities that are called otherwise elsewhere", weightName, "athens athina athenes athen"},
	{"cities that are called otherwise elsewhere", weightName, "seville sevilla"},
	{"cities that are called otherwise elsewhere", weightName, "nuremberg nurnberg nuernberg"},
	{"words between others", weightBetween, "of the and for at in on de du des d l la le les der die das den dem und fur fuer van voor het en et y e i di del della delle dello degli dei do da dos el los las aux au a an von zu zum im am och og ja w na pour per para con with"},
}

// shortenings are words that stand for several.
var shortenings = map[string]string{
	"uz": "universitair ziekenhuis", "az": "algemeen ziekenhuis", "ku": "katholieke universiteit",
	"umc": "universitair medisch centrum", "chu": "centre hospitalier universitaire", "chr": "centre hospitalier regional",
	"chru": "centre hospitalier regional universitaire", "tu": "technische universitat", "uni": "university",
	"ja": "joint action", "univ": "university",
}

// partly are the words that speak of a part of an organisation, which is not the whole.
const partly = "parts of organisations"

// initiatives are the words that say what kind of initiative something is.
const initiatives = "kinds of initiatives"

// lexeme is what the synonyms make of a word.
type lexeme struct {
	// concept is the first of the words that stand for each other; the word itself where
	// it has none.
	concept string
	weight  float64
	// part says that it speaks of a part of an organisation, initiative that it says what
	// kind of initiative something is.
	part, initiative bool
}

var (
	lexemes  = map[string]lexeme{}
	concepts = map[string][]string{}
)

func init() {
	for _, s := range synonyms {
		words := strings.Fields(s.words)
		for _, w := range words {
			if _, known := lexemes[w]; known {
				continue
			}
			concept := words[0]
			if s.weight == weightBetween {
				concept = w
			}
			lexemes[w] = lexeme{concept, s.weight, s.why == partly, s.why == initiatives}
			concepts[concept] = append(concepts[concept], w)
		}
	}
}

// lookUp gives what is known of a word.
func lookUp(word string) lexeme {
	if l, known := lexemes[word]; known {
		return l
	}
	return lexeme{concept: word, weight: weightName}
}
