package org.as2gateway.admin.registry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.admin.port.Description;
import org.as2gateway.as2.wire.Compression;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.PartnerProfile;
import org.as2gateway.registry.partnerships.Partnership;
import org.jspecify.annotations.Nullable;

/** A partnership as the API and {@code --json} write it. */
@Description("Settings for messages from a sender to a receiver.")
public record PartnershipJson(
    String name,
    String sender,
    String receiver,
    boolean outbound,
    boolean inbound,
    @Nullable String url,
    @Nullable String sign,
    @Nullable String encrypt,
    Compression compression,
    String receipt,
    @Description("profile of the partner's product") @Nullable String profile,
    @Description("missing settings") List<String> missing,
    List<RegistryProblemJson> problems,
    @Description("only in a single partnership") Optional<Boolean> held,
    @Description("as in partnerships.xml; only in a single partnership")
        Optional<Map<String, String>> attributes) {
  /** A partnership in a list, with what it lacks at that instant. */
  public static PartnershipJson of(Registry registry, Partnership partnership, Instant now) {
    return new PartnershipJson(
        partnership.name(),
        partnership.sender().name(),
        partnership.receiver().name(),
        registry.isOutbound(partnership),
        registry.isInbound(partnership),
        partnership.transport().url().map(Object::toString).orElse(null),
        partnership.security().sign().map(SignatureAlgorithm::spelling).orElse(null),
        partnership.security().encrypt().map(EncryptionAlgorithm::spelling).orElse(null),
        partnership.security().compression(),
        receipt(partnership),
        partnership.profile().map(PartnerProfile::name).orElse(null),
        registry.isOutbound(partnership)
            ? registry.missingToSend(partnership, now)
            : registry.missingToReceive(partnership, now),
        RegistryProblemJson.of(registry, "partnership '" + partnership.name() + "'"),
        Optional.empty(),
        Optional.empty());
  }

  /** A single partnership with its attributes. */
  public PartnershipJson with(boolean isHeld, Map<String, String> all) {
    return new PartnershipJson(
        name,
        sender,
        receiver,
        outbound,
        inbound,
        url,
        sign,
        encrypt,
        compression,
        receipt,
        profile,
        missing,
        problems,
        Optional.of(isHeld),
        Optional.of(all));
  }

  private static String receipt(Partnership partnership) {
    if (partnership.receipt().mdnTo().isEmpty()) {
      return "none";
    }
    String how = partnership.receipt().isSigned() ? "signed " : "unsigned ";
    return how + (partnership.receipt().asyncUrl().isPresent() ? "asynchronous" : "synchronous");
  }
}
