package org.as2gateway.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.as2gateway.as2.wire.PartnerText;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects what is wrong in a file, and tells it in the order of its lines. */
final class YamlErrors {
  private static final int SHOWN = 60;

  private final String file;
  private final List<At> errors = new ArrayList<>();

  private record At(int line, String text) {}

  YamlErrors(String file) {
    this.file = file;
  }

  static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  /** What was found, fit to be shown: one line, in quotes, cut, no user or password of a URL. */
  static String shown(String found) {
    return PartnerText.quote(found.replaceAll("//[^/@]*@", "//…@"), SHOWN);
  }

  void add(int line, String text) {
    errors.add(new At(line, text));
  }

  int count() {
    return errors.size();
  }

  void throwIfAny() throws ConfigException {
    if (!errors.isEmpty()) {
      throw new ConfigException(
          errors.stream()
              .sorted(Comparator.comparingInt(At::line))
              .map(error -> file + ":" + error.line() + ": " + error.text())
              .toList());
    }
  }
}
