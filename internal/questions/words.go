package questions

import (
	"go.yaml.in/yaml/v3"
)

// words are what the pages say around the questions, in one language.
type words map[string]string

// allWords are the words in every language. Of an audience there is a heading by its
// name, and a sentence by its name with About behind it.
var allWords = func() (all map[string]Text) {
	if err := yaml.Unmarshal(wording, &all); err != nil {
		panic(err) // it is built into the program
	}
	return all
}()

// wordsIn are the words in a language.
func wordsIn(language string) words {
	w := words{}
	for name, text := range allWords {
		w[name] = text.In(language)
	}
	return w
}
