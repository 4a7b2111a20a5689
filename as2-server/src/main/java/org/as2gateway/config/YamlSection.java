package org.as2gateway.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.as2gateway.as2.wire.Suggestion;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.NodeType;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One mapping of the file, read by the keys that the reader asks for; what is left over is unknown.
 * Only what is asked for is followed, so aliases cannot multiply.
 */
final class YamlSection {
  private final String path;
  private final int line;
  private final EnvironmentValues environment;
  private final YamlErrors errors;
  private final int errorsBefore;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final TreeSet<String> known = new TreeSet<>();

  /** The top of the file; no node if there is nothing in it. */
  YamlSection(@Nullable Node node, EnvironmentValues environment, YamlErrors errors) {
    this("", node, environment, errors);
  }

  private YamlSection(
      String path, @Nullable Node node, EnvironmentValues environment, YamlErrors errors) {
    this.path = path;
    this.line = node == null ? 1 : YamlErrors.line(node);
    this.environment = environment;
    this.errors = errors;
    this.errorsBefore = errors.count();
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(this::add);
    } else if (node != null && !isNothing(node)) {
      error(line, path.isEmpty() ? "the file" : quoted(path), kind(node), "a mapping of keys");
    }
  }

  private void add(NodeTuple tuple) {
    int keyLine = YamlErrors.line(tuple.getKeyNode());
    if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
      error(keyLine, "a key", kind(tuple.getKeyNode()), "a word");
      return;
    }
    Integer first = lines.putIfAbsent(scalar.getValue(), keyLine);
    if (first == null) {
      values.put(scalar.getValue(), tuple.getValueNode());
    } else {
      errors.add(
          keyLine, "key " + name(scalar.getValue()) + " appears twice, first in line " + first);
    }
  }

  /** The mapping under a key, empty if the key is missing. */
  YamlSection section(String key) {
    known.add(key);
    return new YamlSection(fullName(key), values.get(key), environment, errors);
  }

  /**
   * The value of a key, or of the default text if it is missing or wrong. A wrong one is recorded.
   *
   * @param parser throws {@code IllegalArgumentException} whose message says what is expected
   */
  <T> T value(String key, String defaultText, Function<String, T> parser) {
    return optional(key, parser).orElseGet(() -> parser.apply(defaultText));
  }

  /** The value of a key, empty if it is missing or wrong. A wrong one is recorded. */
  <T> Optional<T> optional(String key, Function<String, T> parser) {
    return read(key, parser, YamlErrors::shown);
  }

  /** The value of a key that no message may show, empty if it is missing or wrong. */
  Optional<String> secret(String key, UnaryOperator<String> parser) {
    return read(key, parser, written -> "wrong");
  }

  private <T> Optional<T> read(
      String key, Function<String, T> parser, UnaryOperator<String> display) {
    known.add(key);
    Node node = values.get(key);
    if (node == null) {
      return Optional.empty();
    }
    if (!(node instanceof ScalarNode scalar) || isNothing(node)) {
      error(YamlErrors.line(node), name(key), kind(node), "a value");
      return Optional.empty();
    }
    String written = scalar.getValue();
    try {
      return Optional.of(parser.apply(environment.replaceIn(written)));
    } catch (IllegalArgumentException e) {
      // The written form, not the replaced one: a variable may hold a secret.
      errors.add(
          YamlErrors.line(node),
          name(key) + " is " + display.apply(written) + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Records an error at a key, or at the section if the key is missing. */
  void error(String key, String text) {
    errors.add(lines.getOrDefault(key, line), name(key) + " " + text);
  }

  /** Whether nothing wrong has been found since this section was begun. */
  boolean isClean() {
    return errors.count() == errorsBefore;
  }

  /** Reports the keys that nobody asked for. */
  void finish() {
    lines.forEach(
        (key, keyLine) -> {
          if (!known.contains(key)) {
            errors.add(keyLine, "unknown key " + name(key) + hint(key));
          }
        });
  }

  private String hint(String key) {
    String hint = Suggestion.hint(key, known);
    return hint.isEmpty() ? ", expected one of '" + String.join("', '", known) + "'" : hint;
  }

  private void error(int atLine, String what, String found, String expected) {
    errors.add(atLine, what + " is " + found + ", expected " + expected);
  }

  private String name(String key) {
    return quoted(fullName(key));
  }

  private String fullName(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String quoted(String name) {
    return YamlErrors.shown(name);
  }

  private static boolean isNothing(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  private static String kind(Node node) {
    if (isNothing(node)) {
      return "empty";
    }
    if (node.getNodeType() == NodeType.SEQUENCE) {
      return "a list";
    }
    return node instanceof ScalarNode scalar ? YamlErrors.shown(scalar.getValue()) : "a mapping";
  }
}
