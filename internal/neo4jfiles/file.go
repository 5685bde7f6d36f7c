package neo4jfiles

import (
	"bufio"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j/dbtype"

	"whojoins/internal/model"
	"whojoins/internal/output"
	"whojoins/internal/store/neo4j/layout"
)

// separator separates the values of a list; separatorName is its name in the arguments of
// neo4j-admin.
const (
	separator     = "\x1f"
	separatorName = "U+001F"
)

// column is a property and its type, as in the header of a file.
type column struct{ name, kind string }

// columnsOf returns the columns of fields, without parts.
func columnsOf(fields []*model.Field) (list []column) {
	for _, f := range fields {
		switch f.Scalar {
		case model.Parts:
			continue
		case model.Embedded:
			for _, leaf := range f.Leaves {
				if leaf.Scalar != model.Parts {
					list = appendColumns(list, leaf)
				}
			}
			if latitude, _ := f.Position(); latitude != nil {
				for _, axis := range []layout.Axis{layout.AxisX, layout.AxisY, layout.AxisZ} {
					list = append(list, column{layout.AxisProperty(f, axis), "double"})
				}
			}
		default:
			if f.Parent == nil {
				list = appendColumns(list, f)
			}
		}
	}
	return list
}

func appendColumns(list []column, f *model.Field) []column {
	kind := "string"
	switch f.Scalar {
	case model.Int, model.Cents:
		kind = "long"
	case model.Float:
		kind = "double"
	case model.Boolean:
		kind = "boolean"
	}
	if f.List {
		list = append(list, column{layout.Property(f), kind + "[]"})
		if f.Scalar == model.Date {
			list = append(list, column{layout.FirstProperty(f), "date[]"})
		}
		return list
	}
	list = append(list, column{layout.Property(f), kind})
	switch f.Scalar {
	case model.Text:
		list = append(list, column{layout.FoldedProperty(f), "string"})
	case model.Date:
		list = append(list, column{layout.FirstProperty(f), "date"}, column{layout.LastProperty(f), "date"})
	}
	return list
}

// file is a file of nodes or relationships, with its argument of neo4j-admin.
type file struct {
	file     *os.File
	out      *bufio.Writer
	argument string
}

// close closes the file and returns its first error.
func (f *file) close() error {
	return cmp.Or(f.out.Flush(), f.file.Sync(), f.file.Close())
}

// open returns the file with a name, and creates it with its header if necessary. It is called
// for every row, and returns an error once the context has ended.
func (w *writer) open(name, argument, header string, columns []column) (*file, error) {
	if err := w.ctx.Err(); err != nil {
		return nil, err
	}
	if f := w.files[name]; f != nil {
		return f, nil
	}
	created, err := output.Create(filepath.Join(w.dir, name))
	if err != nil {
		return nil, err
	}
	f := &file{file: created, out: bufio.NewWriter(created), argument: argument + "=" + name}
	w.files[name] = f
	_, _ = f.out.WriteString(header)
	for _, c := range columns {
		_, _ = f.out.WriteString("," + c.name + ":" + c.kind)
	}
	_, err = f.out.WriteString("\n")
	return f, err
}

// node writes a node. The id identifies it in these files only and is not imported.
func (w *writer) node(id string, labels []string, columns []column, properties map[string]any) error {
	f, err := w.open("nodes-"+labels[0]+".csv", "--nodes="+strings.Join(labels, ":"), ":ID", columns)
	if err != nil {
		return err
	}
	return f.row(columns, properties, id)
}

// relationship writes a relationship between two nodes, given by their ids in these files.
func (w *writer) relationship(name, from, to string, columns []column, properties map[string]any) error {
	f, err := w.open("relationships-"+name+".csv", "--relationships="+name, ":START_ID,:END_ID", columns)
	if err != nil {
		return err
	}
	return f.row(columns, properties, from, to)
}

// row writes a line. It returns an error if there is no column for one of the properties.
func (f *file) row(columns []column, properties map[string]any, ids ...string) error {
	line := make([]string, 0, len(ids)+len(columns))
	for _, id := range ids {
		line = append(line, quoteCSV(id))
	}
	written := 0
	for _, c := range columns {
		v, ok := properties[c.name]
		if !ok {
			line = append(line, "")
			continue
		}
		written++
		text, err := csvValue(v)
		if err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
		line = append(line, text)
	}
	if written != len(properties) {
		return fmt.Errorf("only %d of %d properties have a column", written, len(properties))
	}
	_, err := f.out.WriteString(strings.Join(line, ",") + "\n")
	return err
}

// quoteCSV quotes a text; in quotes, an empty text is imported as "" and not as null.
func quoteCSV(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

func csvValue(v any) (string, error) {
	switch v := v.(type) {
	case string:
		return quoteCSV(v), nil
	case int:
		return strconv.Itoa(v), nil
	case int64:
		return strconv.FormatInt(v, 10), nil
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64), nil
	case bool:
		return strconv.FormatBool(v), nil
	case dbtype.Date:
		return model.FormatDay(layout.Days(v)), nil
	case []any:
		items := make([]string, len(v))
		for i, item := range v {
			if items[i] = fmt.Sprint(item); isDay(item) {
				items[i] = model.FormatDay(layout.Days(item))
			}
			if strings.Contains(items[i], separator) {
				return "", fmt.Errorf("%q contains the control character U+001F, which separates the values of a list; remove it", items[i])
			}
		}
		return quoteCSV(strings.Join(items, separator)), nil
	}
	return "", fmt.Errorf("a value of type %T cannot be written to a file", v)
}

func isDay(v any) bool {
	_, day := v.(dbtype.Date)
	return day
}
