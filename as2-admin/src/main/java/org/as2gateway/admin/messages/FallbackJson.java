package org.as2gateway.admin.messages;

import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.port.Description;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.transport.TransportKind;
import org.jspecify.annotations.Nullable;

/** How a message that does not get through can be sent instead. */
@Description("Whether and how the files of a message can be sent another way.")
record FallbackJson(@Description("null if nothing is offered") @Nullable OfferJson offer) {
  /** What is offered. */
  @Description("How the files of a message can be sent instead, and what is at stake.")
  record OfferJson(
      @Description("where the files can go") String partnership,
      TransportKind transport,
      @Description(value = "how long the message has waited", minimum = 0) long waitedSeconds,
      @Description(minimum = 0) int attempts,
      @Description("each attempt failed before anything was sent; else the partner may have it")
          boolean nothingArrived,
      @Description("gw.fallback_automatic sends it if it is certain that nothing arrived")
          boolean automatic,
      @Description("what is at stake, for people") List<String> facts) {}

  static FallbackJson of(Optional<FallbackStakes> stakes) {
    return new FallbackJson(stakes.map(FallbackJson::offer).orElse(null));
  }

  private static OfferJson offer(FallbackStakes stakes) {
    return new OfferJson(
        stakes.offer().partnership(),
        stakes.offer().transport(),
        stakes.offer().waited().toSeconds(),
        stakes.offer().first().attempts(),
        !stakes.isDoubtful(),
        stakes.offer().isAutomatic(),
        stakes.facts());
  }

  /** Messages of a partnership that can be sent another way. */
  @Description("Messages of a partnership that can be sent another way, the oldest first.")
  record WaitingJson(List<String> messages) {
    static WaitingJson of(List<MessageRecord> messages) {
      return new WaitingJson(messages.stream().map(MessageRecord::id).toList());
    }
  }

  /** What became of several. */
  @Description("What became of each message that was to be sent another way.")
  record ResultsJson(List<ResultJson> results) {
    static ResultsJson of(List<FallbackResult> results) {
      return new ResultsJson(
          results.stream()
              .map(
                  result ->
                      new ResultJson(
                          result.message(),
                          result.sent().map(MessageRecord::id).orElse(null),
                          result.refusal().orElse(null)))
              .toList());
    }
  }

  /** What became of one. */
  @Description("What became of one message.")
  record ResultJson(
      String message,
      @Description("id of the message that is sent in its place; null if none is")
          @Nullable String sentAs,
      @Description("why nothing is sent; null if something is") @Nullable String refusal) {}
}
