package org.as2gateway.admin.web;

import java.util.List;
import java.util.Map;
import org.as2gateway.messagelog.MessageStatus;

/**
 * The page Today.
 *
 * @param counts messages by status, ended ones of the last 24 hours only
 * @param notReady what keeps the gateway from accepting messages
 */
public record TodayView(Map<MessageStatus, Integer> counts, List<String> notReady) {
  /** Messages in that status. */
  public int count(MessageStatus status) {
    return counts.getOrDefault(status, 0);
  }
}
