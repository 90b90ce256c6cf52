package dev.sluice.contracts.configuration;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// The fields of one object of a YAML or JSON file, each read once and with what is expected of it. A fault
/// names line, field, value and expectation; a field that nobody asked for is a fault, too.
public final class YamlFields {

    private static final int DEPTH_MAX = 10;
    private static final int CODE_POINTS_MAX = 1024 * 1024;
    private static final int SHOWN_MAX = 60;

    private final String path;
    private final Node node;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();

    private YamlFields(String path, Node node) {
        this.path = path;
        this.node = node;
        if (!(node instanceof MappingNode mapping)) {
            throw fault(node, path, shown(node), "an object");
        }
        for (NodeTuple field : mapping.getValue()) {
            String name = field.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
            if (name.isEmpty() || values.put(name, field.getValueNode()) != null) {
                throw fault(field.getKeyNode(), within(name), shown(field.getValueNode()), "each field once, by name");
            }
        }
    }

    /// The whole file. A [ConfigurationFault] says what is wrong with it.
    public static YamlFields of(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(DEPTH_MAX);
        options.setCodePointLimit(CODE_POINTS_MAX);
        options.setMaxAliasesForCollections(0);
        try {
            Node root = new Yaml(options).compose(new StringReader(text));
            if (root == null) {
                throw new ConfigurationFault("line 1: the file is empty (expected: an object)");
            }
            return new YamlFields("", root);
        } catch (MarkedYAMLException notYaml) {
            int line = notYaml.getProblemMark() == null ? 0 : notYaml.getProblemMark().getLine() + 1;
            throw new ConfigurationFault("line " + line + ": " + notYaml.getProblem() + " (expected: YAML or JSON)");
        } catch (YAMLException notYaml) {
            throw new ConfigurationFault("the file is beyond its bounds (expected: YAML or JSON, at most "
                    + CODE_POINTS_MAX + " characters, " + DEPTH_MAX + " levels)");
        }
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /// The value as `parse` makes it of its text; a text it throws at or answers null to is a fault.
    public <T> T scalar(String name, String expected, Function<String, @Nullable T> parse) {
        Node value = required(name, expected);
        T parsed = null;
        if (value instanceof ScalarNode scalar && !Tag.NULL.equals(scalar.getTag())) {
            try {
                parsed = parse.apply(scalar.getValue());
            } catch (IllegalArgumentException _) {
                parsed = null;
            }
        }
        if (parsed == null) {
            throw fault(value, within(name), shown(value), expected);
        }
        return parsed;
    }

    /// The value as [#scalar] has it; null where the field is absent.
    public <T> @Nullable T optional(String name, String expected, Function<String, @Nullable T> parse) {
        asked.add(name);
        return has(name) ? scalar(name, expected, parse) : null;
    }

    public String text(String name, String pattern, String expected) {
        return scalar(name, expected, text -> text.matches(pattern) ? text : null);
    }

    public int integer(String name, int min, int max, int otherwise) {
        asked.add(name);
        return has(name)
                ? scalar(name, "a whole number from " + min + " to " + max, text -> within(text, min, max))
                : otherwise;
    }

    private static @Nullable Integer within(String text, int min, int max) {
        int value = Integer.parseInt(text);
        return value < min || value > max ? null : Integer.valueOf(value);
    }

    public boolean flag(String name, boolean otherwise) {
        asked.add(name);
        return has(name)
                ? scalar(name, "true or false", text -> switch (text) {
                    case "true" -> Boolean.TRUE;
                    case "false" -> Boolean.FALSE;
                    default -> null;
                })
                : otherwise;
    }

    /// The object in a field; null where there is none.
    @Nullable
    public YamlFields object(String name) {
        asked.add(name);
        Node value = values.get(name);
        return value == null ? null : new YamlFields(within(name), value);
    }

    /// The objects in a list.
    public List<YamlFields> objects(String name, int max) {
        String expected = "a list of 1 to " + max + " objects";
        Node value = required(name, expected);
        if (!(value instanceof SequenceNode list) || list.getValue().isEmpty() || list.getValue().size() > max) {
            throw fault(value, within(name), shown(value), expected);
        }
        List<YamlFields> objects = new ArrayList<>();
        for (Node item : list.getValue()) {
            objects.add(new YamlFields(within(name) + "[" + objects.size() + "]", item));
        }
        return objects;
    }

    /// All fields, whatever their names are.
    public Map<String, String> texts(String pattern, String expected) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : values.keySet()) {
            texts.put(name, text(name, pattern, expected));
        }
        return texts;
    }

    /// No field is left that nobody asked for.
    public void finish() {
        for (Map.Entry<String, Node> field : values.entrySet()) {
            if (!asked.contains(field.getKey())) {
                throw fault(field.getValue(), within(field.getKey()), "not known",
                        "one of " + String.join(", ", asked.stream().sorted().toList()));
            }
        }
    }

    /// A fault of this field that only its reader can find.
    public ConfigurationFault fault(String name, String value, String expected) {
        return fault(values.getOrDefault(name, node), within(name), value, expected);
    }

    private Node required(String name, String expected) {
        asked.add(name);
        Node value = values.get(name);
        if (value == null) {
            throw fault(node, within(name), "missing", expected);
        }
        return value;
    }

    private String within(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static ConfigurationFault fault(Node at, String field, String value, String expected) {
        return new ConfigurationFault("line " + (at.getStartMark().getLine() + 1) + ", " + field + ": " + value
                + " (expected: " + expected + ")");
    }

    private static String shown(Node value) {
        String text = value instanceof ScalarNode scalar ? scalar.getValue() : value.getNodeId().name();
        return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "…";
    }
}
