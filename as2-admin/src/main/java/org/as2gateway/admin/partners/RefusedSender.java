package org.as2gateway.admin.partners;

import java.util.Locale;
import org.as2gateway.store.log.UnknownSender;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who tried to send and was refused because no partnership covers the two AS2 ids.
 *
 * @param attempts who, how often and when
 * @param cause what is missing on our side
 * @param onboarding id of the setup under way for that AS2 id; null if there is none
 */
public record RefusedSender(UnknownSender attempts, Cause cause, @Nullable String onboarding) {
  /** What is missing on our side. */
  public enum Cause {
    /** The AS2 id they send to is none of ours. */
    NOT_OUR_ID("not one of our AS2 ids"),
    /** They are being set up, and are not accepted yet. */
    SETUP_UNFINISHED("the setup is not finished"),
    /** The sender is a partner, but not on a partnership to us. */
    NO_PARTNERSHIP("the partner has no partnership for sending to us"),
    /** Nothing is known of the sender. */
    NOT_SET_UP("not set up");

    private final String label;

    Cause(String label) {
      this.label = label;
    }

    /** For people. */
    public String label() {
      return label;
    }

    /** The spelling of the API. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** How often they tried, for people. */
  public String times() {
    return attempts.count() == 1 ? "once" : attempts.count() + " times";
  }
}
