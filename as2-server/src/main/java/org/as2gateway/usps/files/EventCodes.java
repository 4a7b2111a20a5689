package org.as2gateway.usps.files;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.as2gateway.usps.layouts.CodeList;
import org.as2gateway.usps.layouts.UspsTables;

/**
 * Sorts events into groups by their code, never by their name: "out for delivery" and "delivered to
 * agent" have a word in common.
 */
public final class EventCodes {
  /** The piece is delivered. */
  public static final String DELIVERED = "delivered";

  /** The piece goes back. */
  public static final String RETURN = "return";

  /** Something went wrong on the way. */
  public static final String EXCEPTION = "exception";

  /** An echo of the manifest, no scan. */
  public static final String PRE_SHIPMENT = "pre-shipment";

  /** The code is not in the table, or was not read. */
  public static final String OTHER = "other";

  private final CodeList table;

  /** Sorts by the table {@code event-codes}. */
  public EventCodes(UspsTables tables) {
    this.table = tables.codes("event-codes");
  }

  /** The group of a code. */
  public String group(String code) {
    String group = table.value(code, "group");
    return group.isEmpty() ? OTHER : group;
  }

  /** What a code means; the name in the extract if the table does not have the code. */
  public String text(String code, String name) {
    String text = table.value(code, "text");
    return text.isEmpty() ? name : text;
  }

  /** Whether the code is in the table. */
  public boolean isKnown(String code) {
    return table.has(code);
  }

  /** Whether USPS handled the piece: not if the code is of the manifest, or was not read. */
  public boolean isScan(String code) {
    return !code.isEmpty() && !group(code).equals(PRE_SHIPMENT);
  }

  /** All groups in the order of the table, {@link #OTHER} last. */
  public Set<String> groups() {
    Set<String> groups = new LinkedHashSet<>();
    table.rows().keySet().forEach(code -> groups.add(group(code)));
    groups.remove(OTHER);
    groups.add(OTHER);
    return groups;
  }

  /** The codes of a group in the table. */
  public List<String> codes(String group) {
    return table.rows().keySet().stream().filter(code -> group(code).equals(group)).toList();
  }

  /** All codes of the table with their texts. */
  public Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    table.rows().keySet().forEach(code -> texts.put(code, text(code, "")));
    return texts;
  }
}
