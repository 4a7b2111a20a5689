package org.as2gateway.admin.alerts;

import java.util.ArrayList;
import java.util.List;
import org.as2gateway.people.alerts.AlertRule;

/** Keeps what was told, and answers what the test says. */
final class RecordingChannels implements Channels {
  final List<String> told = new ArrayList<>();
  boolean isDown;

  @Override
  public Answer send(AlertRule rule, Announcement announcement) {
    if (isDown) {
      return new Answer(false, "421 busy");
    }
    told.add(rule.id() + ": " + announcement.subject());
    return new Answer(true, "250 ok");
  }
}
