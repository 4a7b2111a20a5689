package org.as2gateway.admin.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.delivery.RefusedOperation;

/**
 * The partnerships of selected messages. A queue is paused as a whole: one message that waits would
 * only let others overtake it.
 */
final class SelectedPartnerships {
  private final MessageActions actions;

  SelectedPartnerships(MessageActions actions) {
    this.actions = actions;
  }

  /** What is done with one. */
  private interface Action {
    void on(String partnership) throws RefusedOperation;
  }

  String hold(Caller caller, List<String> ids) {
    return each(ids, partnership -> actions.hold(caller, partnership), " on hold.");
  }

  String release(Caller caller, List<String> ids) {
    return each(ids, partnership -> actions.release(caller, partnership), " released.");
  }

  private String each(List<String> ids, Action action, String done) {
    Set<String> partnerships = new TreeSet<>();
    ids.forEach(id -> partnerships.add(actions.require(id).partnership()));
    List<String> changed = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (String partnership : partnerships) {
      try {
        action.on(partnership);
        changed.add("'" + partnership + "'");
      } catch (RefusedOperation e) {
        refused.add(String.valueOf(e.getMessage()));
      }
    }
    String what = changed.isEmpty() ? "No partnership" : String.join(", ", changed);
    return what + (changed.size() > 1 ? " are" : " is") + done + MessagesPage.refusals(refused);
  }
}
