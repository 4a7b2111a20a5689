package org.as2gateway.admin.partners;

import java.util.List;
import java.util.Map;
import org.as2gateway.admin.registry.CertificateLine;
import org.jspecify.annotations.Nullable;

/**
 * A partner's page.
 *
 * @param row the partner
 * @param setup id of its newest setup; null if it was not set up here
 * @param isOwn whether it is us
 * @param attributes as the file has them
 * @param fields of its form
 * @param version of the entry, against lost updates
 * @param error why the last change was not made
 * @param warnings remarks
 * @param partnerships the ways to it and from it
 * @param certificates its certificates
 * @param servers its SFTP servers
 */
public record PartnerView(
    PartnerRow row,
    @Nullable String setup,
    boolean isOwn,
    Map<String, String> attributes,
    List<Field> fields,
    String version,
    @Nullable String error,
    List<String> warnings,
    List<PartnershipCard> partnerships,
    List<CertificateLine> certificates,
    List<ServerKeys> servers) {
  /** Whether an SFTP server of the partner shows a host key that is not pinned. */
  public boolean hasUnknownHostKey() {
    return servers.stream().anyMatch(server -> server.found() != null);
  }

  /** Names of the partnerships on which we send to it. */
  public List<String> outbound() {
    return isOwn
        ? List.of()
        : partnerships.stream()
            .filter(card -> card.queue() != PartnershipCard.Queue.NONE)
            .map(PartnershipCard::name)
            .toList();
  }

  /** The fields that were refused. */
  public List<Field> wrong() {
    return fields.stream().filter(Field::isWrong).toList();
  }

  /** The fields that have a value. */
  public List<Field> known() {
    return fields.stream().filter(field -> !field.value().isBlank()).toList();
  }

  /** An attribute as the file has it; blank if it has none. */
  public String attribute(String name) {
    return attributes.getOrDefault(name, "");
  }
}
