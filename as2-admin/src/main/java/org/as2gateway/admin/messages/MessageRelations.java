package org.as2gateway.admin.messages;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.as2gateway.Gateway;
import org.as2gateway.store.log.Handled;
import org.as2gateway.store.log.HandledMessages;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.OtherWay;
import org.jspecify.annotations.Nullable;

/**
 * What is known of messages beside their records: other messages, and who has dealt with a failure.
 *
 * @param repeats messages whose content these repeat, by id
 * @param originals messages in place of which these are sent
 * @param resent messages that are sent in place of these
 * @param marks who has dealt with them
 * @param ways what is sent another way, by the ids of both messages
 */
public record MessageRelations(
    Map<String, String> repeats,
    Map<String, String> originals,
    Map<String, String> resent,
    Map<String, Handled> marks,
    Map<String, OtherWay> ways) {
  static MessageRelations of(Gateway gateway, Collection<MessageRecord> messages) {
    Set<String> ids = messages.stream().map(MessageRecord::id).collect(Collectors.toSet());
    HandledMessages handled = gateway.handled();
    return new MessageRelations(
        gateway.replays().repeats(ids),
        handled.originals(ids),
        handled.resent(ids),
        handled.find(ids),
        ways(gateway, ids));
  }

  /** Of several, the newest. */
  private static Map<String, OtherWay> ways(Gateway gateway, Set<String> ids) {
    Map<String, OtherWay> ways = new HashMap<>();
    for (OtherWay way : gateway.otherWays().about(ids)) {
      ways.put(way.message(), way);
      ways.put(way.original(), way);
    }
    return ways;
  }

  /** How its files are sent another way; empty if they are not. */
  public Optional<OtherWay> otherWay(MessageRecord message) {
    return Optional.ofNullable(ways.get(message.id()));
  }

  @Nullable String repeatOf(MessageRecord message) {
    return repeats.get(message.id());
  }

  @Nullable String resendOf(MessageRecord message) {
    return originals.get(message.id());
  }

  @Nullable String resentAs(MessageRecord message) {
    return resent.get(message.id());
  }

  /** Who has dealt with its failure. */
  public Optional<Handled> handled(MessageRecord message) {
    return Optional.ofNullable(marks.get(message.id()));
  }
}
