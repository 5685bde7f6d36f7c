package pages

import (
	"whojoins/internal/questions"
	"whojoins/internal/wording"
)

// Described is the description of a question for programs.
type Described struct {
	Name        string               `json:"name"`
	Audience    string               `json:"audience"`
	Topic       string               `json:"topic"`
	Title       wording.Text         `json:"title"`
	Description wording.Text         `json:"description"`
	Parameters  []DescribedParameter `json:"parameters"`
	GraphQL     string               `json:"graphql"`
	// Example maps a form to an address that has an answer.
	Example map[string]string `json:"example"`
}

// DescribedParameter is the description of a parameter for programs.
type DescribedParameter struct {
	Name        string       `json:"name"`
	Type        string       `json:"type"`
	Required    bool         `json:"required"`
	Default     string       `json:"default,omitempty"`
	Example     string       `json:"example"`
	Values      []string     `json:"values,omitempty"`
	Description wording.Text `json:"description"`
}

// described returns the descriptions of all questions for programs.
func (h *Questions) described() map[string][]Described {
	list := []Described{}
	for _, q := range h.library.All {
		one := Described{q.Name, q.Audience, q.Topic, q.Title, q.Description, parametersOf(q), q.GraphQL, map[string]string{}}
		for _, f := range h.forms[q] {
			one.Example[f.extension[1:]] = q.Address(f.extension, q.Example())
		}
		list = append(list, one)
	}
	return map[string][]Described{"questions": list}
}

func parametersOf(q *questions.Question) []DescribedParameter {
	list := []DescribedParameter{}
	for _, p := range q.Parameters {
		list = append(list, DescribedParameter{p.Name, p.Type, p.Required, p.Default, p.Example, p.Values(), p.Description})
	}
	return list
}

// questionsPage is the content of the page that lists the questions.
type questionsPage struct {
	frame
	Groups []questionGroup
}

// questionGroup is the questions about one topic.
type questionGroup struct {
	Heading, About string
	Questions      []questionEntry
}

type questionEntry struct{ Title, Description, Address string }

func (x *questionExchange) index() questionsPage {
	w := wordsIn(x.language)
	p := questionsPage{frame: x.frame(w["Questions"])}
	for _, topic := range questions.Topics {
		g := questionGroup{Heading: w[topic], About: w[topic+"About"]}
		for _, q := range x.library.About(topic) {
			g.Questions = append(g.Questions, questionEntry{q.Title.In(x.language), q.Description.In(x.language), q.Path() + p.Suffix})
		}
		p.Groups = append(p.Groups, g)
	}
	return p
}
