package org.as2gateway.store.log;

import java.util.Map;
import java.util.Set;

/**
 * Failed and refused messages that somebody has dealt with, and messages sent in place of others.
 * One that is acknowledged in place of a failed one handles it. A handled message that is sent
 * again itself is not handled any more. Safe for many threads.
 */
public interface HandledMessages {
  /** Those of the messages that are handled. At most a thousand in one call. */
  Map<String, Handled> find(Set<String> ids);

  /**
   * Marks a message as handled, in place of an earlier mark.
   *
   * @return false if it has neither failed nor been refused; nothing is changed then
   */
  boolean mark(String id, Handled handled);

  /**
   * Takes the mark away.
   *
   * @return whether there was one
   */
  boolean unmark(String id);

  /** Notes that the one message is sent in place of the other. */
  void addResent(String id, String original);

  /** The messages in place of which these are sent, by id. At most a thousand in one call. */
  Map<String, String> originals(Set<String> ids);

  /** The newest messages that are sent in place of these, by id. At most a thousand in one call. */
  Map<String, String> resent(Set<String> ids);
}
