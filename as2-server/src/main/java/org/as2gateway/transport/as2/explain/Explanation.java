package org.as2gateway.transport.as2.explain;

import java.util.ArrayList;
import java.util.List;

/**
 * What was found out about a digest that differs.
 *
 * @param isFound whether a variant of the content matches
 * @param finding what the other side took the digest of, in one sentence; if nothing matches, what
 *     was tried
 * @param cause how that comes about
 * @param remedy what to do
 * @param known products known to do so, and how we know; may be empty
 */
public record Explanation(
    boolean isFound, String finding, String cause, String remedy, List<String> known) {
  /** Copies the list. */
  public Explanation {
    known = List.copyOf(known);
  }

  /** This, and one more thing that is known. */
  Explanation alsoKnown(String more) {
    List<String> all = new ArrayList<>(known);
    all.add(more);
    return new Explanation(isFound, finding, cause, remedy, all);
  }
}
