package org.as2gateway.admin.messages;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.Gateway;
import org.as2gateway.delivery.FallbackOffer;
import org.as2gateway.delivery.FirstWay;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.usps.ledger.FileMessage;
import org.as2gateway.usps.ledger.UspsFile;

/**
 * What is at stake if a message is sent another way.
 *
 * @param offer how it can be sent
 * @param facts what is known of its attempts and its files, a sentence each
 */
public record FallbackStakes(FallbackOffer offer, List<String> facts) {
  /** Copies the list. */
  public FallbackStakes {
    facts = List.copyOf(facts);
  }

  /** Those of a message that does not get through; empty if nothing else is offered for it. */
  static Optional<FallbackStakes> of(Gateway gateway, MessageRecord message) {
    return gateway
        .otherWays()
        .offer(message)
        .map(offer -> new FallbackStakes(offer, facts(gateway, message, offer)));
  }

  /** Whether the partner may get the files twice. */
  public boolean isDoubtful() {
    return !offer.first().isNothingArrived();
  }

  private static List<String> facts(Gateway gateway, MessageRecord message, FallbackOffer offer) {
    List<String> facts = new ArrayList<>();
    FirstWay first = offer.first();
    facts.add(outcome(first));
    first
        .last()
        .filter(last -> first.doubt().filter(last::equals).isEmpty())
        .ifPresent(last -> facts.add("The last attempt: " + last.detail() + "."));
    facts.addAll(manifests(gateway, message));
    facts.add(
        switch (offer.transport()) {
          case AS2 -> "AS2 confirms the delivery by a receipt if the partnership asks for one.";
          case SFTP -> "SFTP has no receipts: the complete upload is the proof.";
          case PDX -> "PDX has no receipts: its answer to the upload is the proof.";
        });
    return facts;
  }

  private static String outcome(FirstWay first) {
    return first
        .doubt()
        .map(
            event ->
                "The files may have arrived: "
                    + words(event)
                    + ". Attempts: "
                    + first.attempts()
                    + ".")
        .orElse(
            "Nothing arrived. Every attempt failed before anything was sent (attempts: "
                + first.attempts()
                + ").");
  }

  private static String words(MessageEvent event) {
    return event.kind() == EventKind.ATTEMPT
        ? "what became of attempt " + event.detail() + " is not recorded"
        : event.detail();
  }

  /** The cut-off is not known here; the mailing date is what the manifest itself says. */
  private static List<String> manifests(Gateway gateway, MessageRecord message) {
    Set<Long> files = new LinkedHashSet<>();
    gateway.usps().ledger().messages().ofMessage(message.id()).stream()
        .map(FileMessage::file)
        .forEach(files::add);
    return files.stream()
        .flatMap(id -> gateway.usps().ledger().files().find(id).stream())
        .map(FallbackStakes::manifest)
        .toList();
  }

  private static String manifest(UspsFile file) {
    return "USPS manifest "
        + file.efn()
        + " with "
        + (file.pieces() == 1 ? "1 piece" : "%,d pieces".formatted(file.pieces()))
        + ", mailing date "
        + file.header().date()
        + " (YYYYMMDD, as the file gives it). USPS must have it before the mail arrives.";
  }
}
