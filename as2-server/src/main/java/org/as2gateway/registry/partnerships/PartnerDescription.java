package org.as2gateway.registry.partnerships;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A partner as a file of another program describes it.
 *
 * @param partner its name and ids
 * @param outbound attributes of the partnership to it; empty if the file says nothing
 * @param inbound attributes of the partnership from it; empty if the file says nothing
 * @param station AS2 id of the station of ours that the file pairs it with; empty if it names none
 * @param saysReceipts whether the attributes say all about receipts, so that none means none
 * @param passwords of HTTP authentication
 * @param notes what became of each setting
 */
public record PartnerDescription(
    PartnerEntry partner,
    Map<String, String> outbound,
    Map<String, String> inbound,
    Optional<String> station,
    boolean saysReceipts,
    Passwords passwords,
    List<ImportNote> notes) {
  /**
   * Passwords of HTTP authentication.
   *
   * @param outbound for messages to the partner
   * @param inbound for asynchronous receipts to the partner
   */
  public record Passwords(Optional<HttpPassword> outbound, Optional<HttpPassword> inbound) {
    /** None. */
    public static final Passwords NONE = new Passwords(Optional.empty(), Optional.empty());
  }

  /** Copies the collections and keeps their order. */
  public PartnerDescription {
    outbound = Collections.unmodifiableMap(new LinkedHashMap<>(outbound));
    inbound = Collections.unmodifiableMap(new LinkedHashMap<>(inbound));
    notes = List.copyOf(notes);
  }

  /** One without anything to tell. */
  public PartnerDescription(
      PartnerEntry partner, Map<String, String> outbound, Map<String, String> inbound) {
    this(partner, outbound, inbound, Optional.empty(), true, Passwords.NONE, List.of());
  }

  /** The partners of {@link ImportedFile#read}. */
  public static List<PartnerDescription> read(byte[] content, Set<String> ourIds)
      throws EditRefused {
    return ImportedFile.read(content, ourIds).partners();
  }
}
