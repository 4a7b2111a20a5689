package org.as2gateway.admin.messages;

import java.time.Instant;
import org.as2gateway.admin.port.Description;
import org.as2gateway.store.log.OtherWay;
import org.jspecify.annotations.Nullable;

/** That files of a message are sent another way. */
@Description("That the files of a message are sent on the partnership of gw.fallback instead.")
public record OtherWayJson(
    @Description("id of the message on the alternative") String message,
    @Description("id of the message in place of which it is sent") String original,
    @Description("sent by gw.fallback_automatic, not by a person") boolean automatic,
    Instant sentAt,
    @Description("when it was known that the original has arrived all the same; null if it is not")
        @Nullable Instant arrivedAt,
    @Description("what proves that; null if nothing does") OtherWay.@Nullable Proof proof,
    @Description("the same for people") @Nullable String detail,
    @Description("both have arrived, or may have: the partner has the files twice")
        boolean deliveredTwice,
    @Description("the original had arrived in time: the message on the alternative was not sent")
        boolean stopped,
    @Description("that a person told the partner; null if nobody has") @Nullable ToldJson told) {
  /** That a person told the partner. */
  @Description("Who told the partner that the files came twice.")
  public record ToldJson(String by, Instant at, String note) {
    static ToldJson of(OtherWay.Told told) {
      return new ToldJson(told.by(), told.at(), told.note());
    }
  }

  static OtherWayJson of(OtherWay way) {
    return new OtherWayJson(
        way.message(),
        way.original(),
        way.isAutomatic(),
        way.sentAt(),
        way.arrived().map(OtherWay.Arrival::at).orElse(null),
        way.arrived().map(OtherWay.Arrival::proof).orElse(null),
        way.arrived().map(OtherWay.Arrival::detail).orElse(null),
        way.isTwice(),
        way.isStopped(),
        way.told().map(ToldJson::of).orElse(null));
  }
}
