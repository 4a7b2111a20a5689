package org.as2gateway.usps.layouts;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All tables as of one moment.
 *
 * @param layouts by id
 * @param codes by id
 * @param problems files in the home that could not be used, each with the reason; the shipped table
 *     is used instead
 */
public record UspsTables(
    Map<String, Layout> layouts, Map<String, CodeList> codes, List<String> problems) {
  /** Copies them, sorted by id. */
  public UspsTables {
    layouts = Collections.unmodifiableMap(new TreeMap<>(layouts));
    codes = Collections.unmodifiableMap(new TreeMap<>(codes));
    problems = List.copyOf(problems);
  }

  /** The manifest layout of a version, as H1 states it. */
  public Optional<Layout> manifest(String version) {
    return layouts.values().stream()
        .filter(Layout::isManifest)
        .filter(layout -> layout.version().equals(version))
        .findFirst();
  }

  /** The versions of manifests that can be read. */
  public List<String> manifestVersions() {
    return layouts.values().stream()
        .filter(Layout::isManifest)
        .map(Layout::version)
        .sorted()
        .toList();
  }

  /** A list of codes; an empty one if there is none of that id. */
  public CodeList codes(String id) {
    return codes.getOrDefault(id, CodeList.none(id));
  }

  /** Where each table is from, layouts first. */
  public List<TableInfo> infos() {
    return Stream.concat(
            layouts.values().stream().map(Layout::info),
            codes.values().stream().map(CodeList::info))
        .toList();
  }
}
